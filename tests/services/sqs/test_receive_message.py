"""ReceiveMessage. Source: SQS API Reference, ReceiveMessage."""

import hashlib
from typing import Any

import pytest

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_one_message(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sent = sqs.send(url, "hello")
        [message] = sqs.receive(url)
        assert set(message) == {"MessageId", "ReceiptHandle", "MD5OfBody", "Body"}
        assert message["MessageId"] == sent["MessageId"]
        assert message["MD5OfBody"] == sent["MD5OfMessageBody"]

    def test_an_empty_queue_answers_at_once_without_messages(self, sqs: Sqs) -> None:
        """SQS-018."""
        assert sqs.call("ReceiveMessage", QueueUrl=sqs.queue()) == {}

    def test_all_system_attributes(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        sent_ms = str(int(sqs.cloud.now() * 1000))
        sqs.advance(5)
        received_ms = str(int(sqs.cloud.now() * 1000))
        [message] = sqs.receive(url, MessageSystemAttributeNames=["All"])
        assert message["Attributes"] == {
            "SenderId": "000000000000",
            "SentTimestamp": sent_ms,
            "ApproximateReceiveCount": "1",
            "ApproximateFirstReceiveTimestamp": received_ms,
        }

    def test_system_attributes_of_a_fifo_queue(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs.fifo")
        sent = sqs.send(url, MessageGroupId="g", MessageDeduplicationId="d")
        [message] = sqs.receive(url, AttributeNames=["All"])
        known = message["Attributes"]
        assert known["SequenceNumber"] == sent["SequenceNumber"]
        assert (known["MessageGroupId"], known["MessageDeduplicationId"]) == ("g", "d")

    def test_only_the_system_attributes_that_are_asked_for(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url, AttributeNames=["SenderId"], MessageSystemAttributeNames=["SequenceNumber"])
        assert message["Attributes"] == {"SenderId": "000000000000"}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("ReceiveMessage")

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("ReceiveMessage")

    @pytest.mark.parametrize(
        ("parameter", "values", "reason"),
        [
            ("MaxNumberOfMessages", (0, 11), "Must be between 1 and 10, if provided."),
            ("WaitTimeSeconds", (-1, 21), "Must be >= 0 and <= 20, if provided."),
            ("VisibilityTimeout", (-1, 43201), "Must be >= 0 and <= 43200, if provided."),
        ],
    )
    def test_ranges(self, sqs: Sqs, parameter: str, values: tuple[int, int], reason: str) -> None:
        """SQS-010, SQS-012, SQS-017; the texts are observed."""
        for wrong in values:
            params: dict[str, Any] = {"QueueUrl": sqs.queue(), parameter: wrong}
            error = sqs.error("ReceiveMessage", **params)
            assert error.code == "InvalidParameterValue"
            assert error.message == f"Value {wrong} for parameter {parameter} is invalid. Reason: {reason}"

    def test_a_system_attribute_that_does_not_exist(self, sqs: Sqs) -> None:
        error = sqs.error("ReceiveMessage", QueueUrl=sqs.queue(), AttributeNames=["Colour"])
        assert (error.code, error.message) == ("InvalidAttributeName", "Unknown Attribute Colour.")

    def test_an_attempt_id_is_for_fifo_queues(self, sqs: Sqs) -> None:
        error = sqs.error("ReceiveMessage", QueueUrl=sqs.queue(), ReceiveRequestAttemptId="a")
        assert error.code == "InvalidParameterValue"

    def test_too_many_in_flight(self, sqs: Sqs, in_flight_quota: int) -> None:
        """SQS-006. Source: Developer Guide, message quotas; API Reference, OverLimit."""
        url = sqs.queue()
        for _ in range(in_flight_quota + 1):
            sqs.send(url)
        messages = [message for _ in range(in_flight_quota) for message in sqs.receive(url)]
        error = sqs.error("ReceiveMessage", QueueUrl=url)
        assert (error.code, error.status) == ("OverLimit", 403)
        assert sqs.counts(url) == (1, in_flight_quota, 0)
        sqs.delete(url, messages[0])
        assert len(sqs.receive(url)) == 1

    def test_too_many_in_flight_on_a_fifo_queue_gives_nothing(self, sqs: Sqs, in_flight_quota: int) -> None:
        """Source: API Reference, ReceiveMessage... FIFO queues return no error."""
        url = sqs.queue("jobs.fifo")
        for n in range(in_flight_quota + 1):
            sqs.send_to_group(url, f"g{n}", "m")
        assert len(sqs.bodies(url, in_flight_quota)) == in_flight_quota
        assert sqs.call("ReceiveMessage", QueueUrl=url) == {}
        assert sqs.counts(url) == (1, in_flight_quota, 0), "what is not given is not hidden either"


class TestBehaviour:
    def test_up_to_ten_at_once(self, sqs: Sqs) -> None:
        """SQS-010."""
        url = sqs.queue()
        for n in range(25):
            sqs.send(url, str(n))
        assert [len(sqs.bodies(url)) for _ in range(4)] == [10, 10, 5, 0]

    def test_one_by_default(self, sqs: Sqs) -> None:
        """SQS-010."""
        url = sqs.queue()
        sqs.send(url)
        sqs.send(url)
        assert len(sqs.receive(url)) == 1

    def test_the_attributes_that_are_asked_for(self, sqs: Sqs) -> None:
        url = sqs.queue(VisibilityTimeout="0")
        one = {"DataType": "String", "StringValue": "1"}
        sent = sqs.send(url, MessageAttributes={"foo.a": one, "foo.b": one, "bar": one})

        def given(*names: str) -> dict[str, Any]:
            return dict(sqs.receive(url, MessageAttributeNames=list(names))[0])

        assert set(given("All")["MessageAttributes"]) == {"foo.a", "foo.b", "bar"}
        assert given(".*")["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
        assert given("bar", "unknown")["MessageAttributes"] == {"bar": one}
        assert "MessageAttributes" not in given("unknown")
        assert "MessageAttributes" not in given()
        assert set(given("foo.*")["MessageAttributes"]) == {"foo.a", "foo.b"}

    def test_the_digest_is_that_of_the_attributes_given(self, sqs: Sqs) -> None:
        """Clients check it: botocore does not, the Java SDK does. Source: Developer Guide, MD5 message digest."""
        url = sqs.queue()
        one = {"DataType": "Number", "StringValue": "1"}
        sqs.send(url, MessageAttributes={"a": one, "b": one})
        [message] = sqs.receive(url, MessageAttributeNames=["a"])
        raw = b"\0\0\0\1a\0\0\0\6Number\1\0\0\0\0011"
        assert message["MD5OfMessageAttributes"] == hashlib.md5(raw).hexdigest()

    def test_binary_attributes_come_back(self, sqs: Sqs) -> None:
        url = sqs.queue()
        value = {"DataType": "Binary.png", "BinaryValue": bytes(range(256))}
        sqs.send(url, MessageAttributes={"logo": value})
        assert sqs.receive(url, MessageAttributeNames=["All"])[0]["MessageAttributes"] == {"logo": value}

    def test_receives_are_counted(self, sqs: Sqs) -> None:
        url = sqs.queue(VisibilityTimeout="1")
        sqs.send(url)
        first = str(int(sqs.cloud.now() * 1000))
        for count in ("1", "2", "3"):
            [message] = sqs.receive(url, AttributeNames=["All"])
            assert message["Attributes"]["ApproximateReceiveCount"] == count
            assert message["Attributes"]["ApproximateFirstReceiveTimestamp"] == first
            sqs.advance(1)

    def test_the_same_attempt_gives_the_same_messages(self, sqs: Sqs) -> None:
        """Source: API Reference, ReceiveMessage, ReceiveRequestAttemptId."""
        url = sqs.queue("jobs.fifo", VisibilityTimeout="30")
        sqs.send_to_group(url, "a", "1", "2")
        first = sqs.receive(url, MaxNumberOfMessages=10, ReceiveRequestAttemptId="try")
        sqs.advance(20)
        again = sqs.receive(url, MaxNumberOfMessages=10, ReceiveRequestAttemptId="try")
        assert again == first
        assert sqs.receive(url, ReceiveRequestAttemptId="other") == []
        sqs.advance(29)
        assert sqs.receive(url) == [], "the retry began the visibility timeout anew"
        sqs.delete(url, first[0])
        assert sqs.receive(url, ReceiveRequestAttemptId="try") == [], "one of them is gone: the set cannot be given"

    def test_an_attempt_is_remembered_for_five_minutes(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs.fifo", VisibilityTimeout="600")
        sqs.send_to_group(url, "a", "1")
        assert len(sqs.receive(url, ReceiveRequestAttemptId="try")) == 1
        sqs.advance(299)
        assert len(sqs.receive(url, ReceiveRequestAttemptId="try")) == 1
        sqs.advance(1)
        assert sqs.receive(url, ReceiveRequestAttemptId="try") == []
