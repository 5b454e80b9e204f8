"""PurgeQueue. Source: SQS API Reference, PurgeQueue."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("PurgeQueue", QueueUrl=sqs.queue()) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("PurgeQueue")

    def test_once_a_minute(self, sqs: Sqs) -> None:
        """Source: API Reference, PurgeQueueInProgress: within the last 60 seconds; the text is observed."""
        url = sqs.queue()
        sqs.call("PurgeQueue", QueueUrl=url)
        sqs.advance(59)
        error = sqs.error("PurgeQueue", QueueUrl=url)
        assert (error.code, error.query_code, error.message) == (
            "PurgeQueueInProgress",
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            "Only one PurgeQueue operation on jobs is allowed every 60 seconds.",
        )
        sqs.advance(1)
        sqs.call("PurgeQueue", QueueUrl=url)


class TestBehaviour:
    def test_visible_delayed_and_in_flight_messages_are_gone(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        sqs.send(url)
        sqs.send(url, DelaySeconds=60)
        [message] = sqs.receive(url)
        sqs.call("PurgeQueue", QueueUrl=url)
        assert sqs.counts(url) == (0, 0, 0)
        sqs.advance(61)
        assert sqs.counts(url) == (0, 0, 0)
        sqs.delete(url, message)

    def test_what_is_sent_afterwards_stays(self, sqs: Sqs) -> None:
        url = sqs.queue()
        for _ in range(20):
            sqs.send(url)
        sqs.call("PurgeQueue", QueueUrl=url)
        sqs.send(url, "new")
        sqs.advance(1)
        assert sqs.bodies(url) == ["new"]

    def test_sequence_numbers_go_on(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs.fifo")
        before = [sqs.send(url, str(n), MessageGroupId="a", MessageDeduplicationId=str(n)) for n in range(5)]
        sqs.call("PurgeQueue", QueueUrl=url)
        after = sqs.send(url, "next", MessageGroupId="a", MessageDeduplicationId="next")
        assert after["SequenceNumber"] > before[-1]["SequenceNumber"]
        assert sqs.bodies(url) == ["next"]
