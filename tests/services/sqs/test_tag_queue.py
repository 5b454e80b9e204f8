"""TagQueue. Source: SQS API Reference, TagQueue; Developer Guide, cost allocation tags."""

from tests.services.sqs.conftest import Sqs


def tags(sqs: Sqs, url: str) -> dict[str, str]:
    known: dict[str, str] = sqs.call("ListQueueTags", QueueUrl=url).get("Tags", {})
    return known


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("TagQueue", QueueUrl=sqs.queue(), Tags={"a": "b"}) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("TagQueue", Tags={"a": "b"})

    def test_fifty_tags_together(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.call("TagQueue", QueueUrl=url, Tags={f"k{n}": "" for n in range(50)})
        assert sqs.error("TagQueue", QueueUrl=url, Tags={"one": "more"}).code == "InvalidParameterValue"
        sqs.call("TagQueue", QueueUrl=url, Tags={"k0": "changed"})

    def test_keys_and_values_have_limits(self, sqs: Sqs) -> None:
        url = sqs.queue()
        for wrong in ({"": "v"}, {"k" * 129: "v"}, {"aws:x": "v"}, {"k": "v" * 257}):
            assert sqs.error("TagQueue", QueueUrl=url, Tags=wrong).code == "InvalidParameterValue"
        assert tags(sqs, url) == {}


class TestBehaviour:
    def test_a_tag_with_the_same_key_overwrites(self, sqs: Sqs) -> None:
        """Source: API Reference: a new tag with a key identical to that of an existing tag overwrites it."""
        url = sqs.queue()
        sqs.call("TagQueue", QueueUrl=url, Tags={"team": "a", "stage": "test"})
        sqs.call("TagQueue", QueueUrl=url, Tags={"team": "b"})
        assert tags(sqs, url) == {"team": "b", "stage": "test"}
