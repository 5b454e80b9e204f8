"""Bodies under a KMS key: encrypted at rest, and KMS is asked once for each reuse period."""

import json
from pathlib import Path
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, Driver, running

BODY = "a body that must not be found on the disk"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:jobs"


class Sealed:
    """A queue under a customer's key."""

    def __init__(self, cloud: Driver, **more: str) -> None:
        self.cloud = cloud
        self.key: str = cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
        attributes = {"KmsMasterKeyId": self.key, "KmsDataKeyReusePeriodSeconds": "60", **more}
        name = "jobs.fifo" if "FifoQueue" in more else "jobs"
        self.url: str = cloud.call("sqs", "CreateQueue", {"QueueName": name, "Attributes": attributes})["QueueUrl"]

    def send(self, body: str = BODY, **more: Any) -> None:
        self.cloud.call("sqs", "SendMessage", {"QueueUrl": self.url, "MessageBody": body, **more})

    def receive(self, **more: Any) -> list[str]:
        asked = {"QueueUrl": self.url, "MaxNumberOfMessages": 10, **more}
        return [each["Body"] for each in self.cloud.call("sqs", "ReceiveMessage", asked).get("Messages", [])]

    def asked_of_kms(self) -> list[str]:
        self.cloud.advance(1)
        rows = self.cloud.call("cloudtrail", "LookupEvents", {})["Events"]
        told = [json.loads(row["CloudTrailEvent"]) for row in rows if row["EventSource"] == "kms.amazonaws.com"]
        return [event["eventName"] for event in reversed(told) if event["eventName"] != "CreateKey"]


@pytest.fixture
def queue(cloud: Driver) -> Sealed:
    return Sealed(cloud)


def refused(do: Any) -> str:
    with pytest.raises(ServiceError) as caught:
        do()
    return caught.value.code


def test_one_data_key_for_a_reuse_period(queue: Sealed) -> None:
    """KMS-010. Source: Developer Guide, Understanding the data key reuse period."""
    queue.send()
    queue.send("second")
    assert queue.receive(VisibilityTimeout=0) == [BODY, "second"]
    assert queue.asked_of_kms() == ["GenerateDataKey"]
    queue.cloud.advance(60)
    assert queue.receive(VisibilityTimeout=0) == [BODY, "second"]
    assert queue.asked_of_kms() == ["GenerateDataKey", "Decrypt"]
    queue.cloud.advance(60)
    queue.send("third")
    assert queue.asked_of_kms() == ["GenerateDataKey", "Decrypt", "GenerateDataKey"]


def test_a_disabled_key_stops_the_queue(queue: Sealed) -> None:
    """KMS-009, KMS-010"""
    queue.send()
    queue.cloud.call("kms", "DisableKey", {"KeyId": queue.key})
    queue.cloud.advance(60)
    assert refused(queue.send) == "KmsDisabled"
    assert refused(queue.receive) == "KmsDisabled"
    queue.cloud.call("kms", "EnableKey", {"KeyId": queue.key})
    assert queue.receive() == [BODY]
    queue.cloud.call("kms", "ScheduleKeyDeletion", {"KeyId": queue.key, "PendingWindowInDays": 7})
    queue.cloud.advance(60)
    assert refused(queue.send) == "KmsInvalidState"


def test_a_key_that_is_not_there(cloud: Driver) -> None:
    attributes = {"KmsMasterKeyId": "alias/absent"}
    url = cloud.call("sqs", "CreateQueue", {"QueueName": "jobs", "Attributes": attributes})["QueueUrl"]
    assert refused(lambda: cloud.call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "x"})) == "KmsNotFound"
    batch = {"QueueUrl": url, "Entries": [{"Id": "a", "MessageBody": "x"}]}
    (failed,) = cloud.call("sqs", "SendMessageBatch", batch)["Failed"]
    assert (failed["Code"], failed["SenderFault"]) == ("KMS.NotFoundException", True)


def test_kms_has_enough_of_it(cloud: Driver) -> None:
    """KMS-006"""
    queue = Sealed(cloud)
    kernel = cloud.cloud.kernel
    tx = kernel.store.begin(cloud.now())
    tx.put(Quota(ACCOUNT, "us-east-1", "kms", "L-6E3AF000", 1))
    kernel.store.apply(tx)
    queue.send()
    other = Sealed(cloud, FifoQueue="true", ContentBasedDeduplication="true")
    assert refused(lambda: other.send(MessageGroupId="g")) == "KmsThrottled"
    cloud.advance(1)
    other.send(MessageGroupId="g")


def test_a_key_of_another_kind(cloud: Driver) -> None:
    spec = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}
    key = cloud.call("kms", "CreateKey", spec)["KeyMetadata"]["Arn"]
    asked = {"QueueName": "jobs", "Attributes": {"KmsMasterKeyId": key}}
    url = cloud.call("sqs", "CreateQueue", asked)["QueueUrl"]
    code = refused(lambda: cloud.call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "x"}))
    assert code == "KmsInvalidKeyUsage"


def test_a_sender_needs_the_key_too(queue: Sealed) -> None:
    """KMS-002"""
    user = queue.cloud.call("iam", "CreateUser", {"UserName": "ann"})["User"]
    ann = Principal("user", user["Arn"], ACCOUNT, user["UserId"])
    sends = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE}
    message = {"QueueUrl": queue.url, "MessageBody": "x"}

    def send() -> None:
        queue.cloud.call("sqs", "SendMessage", message, principal=ann)

    def allow(*statements: dict[str, Any]) -> None:
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        queue.cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})

    allow(sends)
    assert refused(send) == "KmsAccessDenied"
    allow(sends, {"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": queue.key})
    send()


def test_dead_letters_can_be_read(cloud: Driver) -> None:
    cloud.call("sqs", "CreateQueue", {"QueueName": "dead"})
    redrive = json.dumps({"deadLetterTargetArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead", "maxReceiveCount": "1"})
    queue = Sealed(cloud, RedrivePolicy=redrive)
    queue.send("x" * 10_000)
    assert queue.receive(VisibilityTimeout=0) == ["x" * 10_000]
    assert queue.receive() == []
    dead = cloud.call("sqs", "GetQueueUrl", {"QueueName": "dead"})["QueueUrl"]
    (found,) = cloud.call("sqs", "ReceiveMessage", {"QueueUrl": dead})["Messages"]
    assert found["Body"] == "x" * 10_000


def test_fifo(cloud: Driver) -> None:
    queue = Sealed(cloud, FifoQueue="true", ContentBasedDeduplication="true")
    queue.send(MessageGroupId="g")
    queue.send(MessageGroupId="g")
    assert queue.receive() == [BODY]


@pytest.mark.parametrize("repeat", [1, 200])
def test_nothing_in_clear_is_on_the_disk(tmp_path: Path, repeat: int) -> None:
    """ENC-002"""
    with running(data=tmp_path) as cloud:
        queue = Sealed(cloud)
        queue.send(BODY * repeat)
        assert queue.receive() == [BODY * repeat]
    found = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert BODY.encode() not in found
