"""UntagQueue. Source: SQS API Reference, UntagQueue."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("UntagQueue", QueueUrl=sqs.queue(), TagKeys=["a"]) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("UntagQueue", TagKeys=["a"])

    def test_only_the_owner(self, sqs: Sqs) -> None:
        """Source: API Reference: cross-account permissions don't apply to this action."""
        url = sqs.queue()
        error = sqs.error("UntagQueue", account="222222222222", QueueUrl=url, TagKeys=["a"])
        assert error.code == "AccessDenied"


class TestBehaviour:
    def test_keys_are_taken_away(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.call("TagQueue", QueueUrl=url, Tags={"a": "1", "b": "2"})
        sqs.call("UntagQueue", QueueUrl=url, TagKeys=["a", "unknown"])
        assert sqs.call("ListQueueTags", QueueUrl=url) == {"Tags": {"b": "2"}}
