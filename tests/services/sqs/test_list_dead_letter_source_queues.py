"""ListDeadLetterSourceQueues. Source: SQS API Reference, ListDeadLetterSourceQueues."""

from tests.services.sqs.conftest import Sqs


def sources(sqs: Sqs, count: int) -> tuple[str, list[str]]:
    dead = sqs.queue("dead")
    policy = f'{{"deadLetterTargetArn":"{sqs.arn(dead)}","maxReceiveCount":3}}'
    return dead, [sqs.queue(f"source-{n}", RedrivePolicy=policy) for n in range(count)]


class TestShape:
    def test_the_list_is_there_though_empty(self, sqs: Sqs) -> None:
        assert sqs.call("ListDeadLetterSourceQueues", QueueUrl=sqs.queue()) == {"queueUrls": []}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("ListDeadLetterSourceQueues")

    def test_max_results_from_1_to_1000(self, sqs: Sqs) -> None:
        url = sqs.queue()
        assert sqs.error("ListDeadLetterSourceQueues", QueueUrl=url, MaxResults=0).code == "InvalidParameterValue"


class TestBehaviour:
    def test_every_queue_that_redrives_here(self, sqs: Sqs) -> None:
        dead, urls = sources(sqs, 2)
        sqs.queue("unrelated")
        assert sqs.call("ListDeadLetterSourceQueues", QueueUrl=dead)["queueUrls"] == urls

    def test_a_removed_policy_takes_the_queue_off_the_list(self, sqs: Sqs) -> None:
        dead, urls = sources(sqs, 2)
        sqs.call("SetQueueAttributes", QueueUrl=urls[0], Attributes={"RedrivePolicy": ""})
        sqs.call("DeleteQueue", QueueUrl=urls[1])
        assert sqs.call("ListDeadLetterSourceQueues", QueueUrl=dead)["queueUrls"] == []

    def test_pages_hold_every_queue_once(self, sqs: Sqs) -> None:
        dead, urls = sources(sqs, 5)
        seen: list[str] = []
        token: dict[str, str] = {}
        for _ in range(3):
            page = sqs.call("ListDeadLetterSourceQueues", QueueUrl=dead, MaxResults=2, **token)
            seen += page["queueUrls"]
            token = {"NextToken": page["NextToken"]} if "NextToken" in page else {}
        assert seen == urls
        assert not token
