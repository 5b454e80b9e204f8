"""A small client of SQS for its tests: every call goes through the cloud's pipeline."""

from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION, Driver, Pending


class Sqs:
    """Calls of one account, and what its tests ask for again and again."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.advance = cloud.advance

    def call(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> Any:
        """One call; raises its error."""
        return self.cloud.call("sqs", operation, params, account=account)

    def start(self, operation: str, **params: Any) -> Pending:
        """One call whose answer may come later."""
        return self.cloud.start("sqs", operation, params)

    def error(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, account=account, **params)
        assert caught.value.status < 500, caught.value
        return caught.value

    def code_of(self, operation: str, *, account: str = ACCOUNT, **params: Any) -> str:
        """The code of a call's error, or nothing where it goes well."""
        try:
            self.call(operation, account=account, **params)
        except ServiceError as error:
            return error.code
        return ""

    def refuses_wrong_urls(self, operation: str, **params: Any) -> None:
        """The operation answers QueueDoesNotExist and InvalidAddress where the URL asks for them."""
        nowhere = "http://127.0.0.1:4566/000000000000/nowhere"
        error = self.error(operation, QueueUrl=nowhere, **params)
        assert (error.code, error.query_code, error.message) == (
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "The specified queue does not exist.",
        )
        error = self.error(operation, QueueUrl="jobs", **params)
        assert (error.code, error.message) == (
            "InvalidAddress",
            "The address jobs is not valid for this endpoint.",
        )

    def throttles(self, operation: str, **params: Any) -> None:
        """SQS-020: the sixth call of a second is RequestThrottled where five are allowed; a second later all is well.

        Calls that fail for what they ask are counted too.
        """
        self.set_quota("fifo-calls-per-second", 5)
        url = self.queue("throttled.fifo")

        codes = [self.code_of(operation, QueueUrl=url, **params) for _ in range(6)]
        assert "RequestThrottled" not in codes[:5]
        assert codes[5] == "RequestThrottled"
        self.advance(1)
        assert self.code_of(operation, QueueUrl=url, **params) != "RequestThrottled"

    def set_quota(self, code: str, value: int) -> None:
        """Another quota for the default account."""
        kernel = self.cloud.cloud.kernel  # no call of ours sets a quota until Service Quotas is there
        tx = kernel.store.begin(kernel.clock.now())
        tx.put(Quota(ACCOUNT, REGION, "sqs", code, value))
        kernel.store.apply(tx)

    def queue(self, name: str = "jobs", **attributes: str) -> str:
        """A new queue's URL; its kind by the name."""
        if name.endswith(".fifo"):
            attributes = {"FifoQueue": "true", **attributes}
        return str(self.call("CreateQueue", QueueName=name, Attributes=attributes)["QueueUrl"])

    def send(self, url: str, body: str = "hello", **params: Any) -> Any:
        """Send one message."""
        return self.call("SendMessage", QueueUrl=url, MessageBody=body, **params)

    def send_to_group(self, url: str, group: str, *bodies: str) -> None:
        """Send messages to a group of a FIFO queue, each with a deduplication id of its own."""
        for body in bodies:
            self.send(url, body, MessageGroupId=group, MessageDeduplicationId=f"{group}-{body}")

    def receive(self, url: str, **params: Any) -> list[dict[str, Any]]:
        """What one receive gives."""
        messages: list[dict[str, Any]] = self.call("ReceiveMessage", QueueUrl=url, **params).get("Messages", [])
        return messages

    def bodies(self, url: str, count: int = 10, **params: Any) -> list[str]:
        """The bodies that one receive gives."""
        return [message["Body"] for message in self.receive(url, MaxNumberOfMessages=count, **params)]

    def delete(self, url: str, message: dict[str, Any]) -> None:
        """Delete a received message."""
        self.call("DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def attributes(self, url: str, *names: str) -> dict[str, str]:
        """Some attributes of a queue, or all."""
        answer = self.call("GetQueueAttributes", QueueUrl=url, AttributeNames=list(names) or ["All"])
        attributes: dict[str, str] = answer.get("Attributes", {})
        return attributes

    def counts(self, url: str) -> tuple[int, int, int]:
        """How many messages are visible, in flight, delayed."""
        known = self.attributes(url)
        return (
            int(known["ApproximateNumberOfMessages"]),
            int(known["ApproximateNumberOfMessagesNotVisible"]),
            int(known["ApproximateNumberOfMessagesDelayed"]),
        )

    def arn(self, url: str) -> str:
        """A queue's ARN."""
        return self.attributes(url, "QueueArn")["QueueArn"]

    def with_dead_letters(self, count: int, kind: str = "") -> tuple[str, str]:
        """A queue and its dead-letter queue, whose turn it is after `count` receives."""
        dead = self.queue(f"dead{kind}")
        policy = f'{{"deadLetterTargetArn":"{self.arn(dead)}","maxReceiveCount":{count}}}'
        return self.queue(f"jobs{kind}", RedrivePolicy=policy), dead


@pytest.fixture
def sqs(cloud: Driver) -> Sqs:
    """SQS of one cloud."""
    return Sqs(cloud)


@pytest.fixture
def in_flight_quota(sqs: Sqs) -> int:
    """A quota of five messages in flight for each queue."""
    sqs.set_quota("in-flight-messages", 5)
    return 5
