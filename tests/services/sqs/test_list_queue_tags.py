"""ListQueueTags. Source: SQS API Reference, ListQueueTags."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_without_tags_there_is_no_member(self, sqs: Sqs) -> None:
        assert sqs.call("ListQueueTags", QueueUrl=sqs.queue()) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("ListQueueTags")


class TestBehaviour:
    def test_tags_from_create_and_later(self, sqs: Sqs) -> None:
        url = sqs.call("CreateQueue", QueueName="jobs", tags={"team": "a"})["QueueUrl"]
        sqs.call("TagQueue", QueueUrl=url, Tags={"stage": "test"})
        assert sqs.call("ListQueueTags", QueueUrl=url) == {"Tags": {"team": "a", "stage": "test"}}
