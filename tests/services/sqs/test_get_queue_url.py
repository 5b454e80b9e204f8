"""GetQueueUrl. Source: SQS API Reference, GetQueueUrl."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_it_gives_the_url_that_create_gave(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs")
        assert sqs.call("GetQueueUrl", QueueName="jobs") == {"QueueUrl": url}


class TestRules:
    def test_an_unknown_queue(self, sqs: Sqs) -> None:
        error = sqs.error("GetQueueUrl", QueueName="nowhere")
        assert (error.code, error.query_code, error.message) == (
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "The specified queue does not exist.",
        )

    def test_names_are_case_sensitive(self, sqs: Sqs) -> None:
        """Source: API Reference: queue URLs and names are case-sensitive."""
        sqs.queue("jobs")
        assert sqs.error("GetQueueUrl", QueueName="Jobs").code == "QueueDoesNotExist"


class TestBehaviour:
    def test_the_queue_of_another_account_that_lets_us_in(self, sqs: Sqs) -> None:
        owner, guest = "000000000000", "222222222222"
        url = sqs.queue("jobs")
        asked = {"QueueName": "jobs", "QueueOwnerAWSAccountId": owner}
        assert sqs.error("GetQueueUrl", account=guest, **asked).code == "AccessDenied"
        sqs.call("AddPermission", QueueUrl=url, Label="guest", AWSAccountIds=[guest], Actions=["GetQueueUrl"])
        assert sqs.call("GetQueueUrl", account=guest, **asked) == {"QueueUrl": url}
