"""GetQueueAttributes. Source: SQS API Reference, GetQueueAttributes."""

import pytest

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_without_names_there_is_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("GetQueueAttributes", QueueUrl=sqs.queue()) == {}

    def test_all_values_are_text(self, sqs: Sqs) -> None:
        known = sqs.attributes(sqs.queue())
        assert known["QueueArn"] == "arn:aws:sqs:us-east-1:000000000000:jobs"
        assert known["CreatedTimestamp"] == known["LastModifiedTimestamp"] == str(int(sqs.cloud.now()))
        assert all(isinstance(value, str) for value in known.values())

    def test_a_fifo_queue_tells_its_modes(self, sqs: Sqs) -> None:
        """Source: API Reference, CreateQueue: the defaults."""
        known = sqs.attributes(sqs.queue("jobs.fifo"))
        assert known["FifoQueue"] == "true"
        assert known["ContentBasedDeduplication"] == "false"
        assert known["DeduplicationScope"] == "queue"
        assert known["FifoThroughputLimit"] == "perQueue"


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("GetQueueAttributes")

    @pytest.mark.parametrize("name", ["Colour", "FifoQueue", "queuearn"])
    def test_a_name_that_the_queue_does_not_have(self, sqs: Sqs, name: str) -> None:
        error = sqs.error("GetQueueAttributes", QueueUrl=sqs.queue(), AttributeNames=[name])
        assert (error.code, error.message) == ("InvalidAttributeName", f"Unknown Attribute {name}.")

    def test_an_attribute_that_is_not_set_is_left_out(self, sqs: Sqs) -> None:
        assert sqs.attributes(sqs.queue(), "Policy", "DelaySeconds") == {"DelaySeconds": "0"}


class TestBehaviour:
    def test_messages_are_counted_by_what_they_do(self, sqs: Sqs) -> None:
        url = sqs.queue(VisibilityTimeout="30")
        for _ in range(3):
            sqs.send(url)
        sqs.send(url, DelaySeconds=60)
        sqs.receive(url)
        assert sqs.counts(url) == (2, 1, 1)
        sqs.advance(31)
        assert sqs.counts(url) == (3, 0, 1), "the received one is back"
        sqs.advance(30)
        assert sqs.counts(url) == (4, 0, 0), "the delay is over"

    def test_messages_of_a_fifo_queue_are_counted_too(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs.fifo", DelaySeconds="10")
        sqs.send_to_group(url, "a", "1", "2")
        assert sqs.counts(url) == (0, 0, 2)
        sqs.advance(10)
        sqs.send_to_group(url, "b", "3")
        assert sqs.bodies(url, 1) == ["1"]
        assert sqs.counts(url) == (1, 1, 1), "2 waits behind 1, which is in flight; 3 is delayed"

    def test_a_hundred_thousand_stored_messages(self, sqs: Sqs) -> None:
        """SQS-006: the count, at a tenth of the size; the rest is the benchmark's."""
        url = sqs.queue()
        entries = [{"Id": str(n), "MessageBody": "x"} for n in range(10)]
        for _ in range(1_000):
            sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries)
        assert sqs.attributes(url)["ApproximateNumberOfMessages"] == "10000"
