"""DeleteQueue. Source: SQS API Reference, DeleteQueue."""

import pytest

from fogbank.kernel.errors import ServiceError
from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("DeleteQueue", QueueUrl=sqs.queue()) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("DeleteQueue")

    def test_only_the_owner_deletes(self, sqs: Sqs) -> None:
        """Source: API Reference: cross-account permissions don't apply to this action."""
        url = sqs.queue()
        assert sqs.error("DeleteQueue", account="222222222222", QueueUrl=url).code == "AccessDenied"


class TestBehaviour:
    def test_the_queue_is_gone_with_all_that_it_had(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs", VisibilityTimeout="7")
        sqs.call("TagQueue", QueueUrl=url, Tags={"a": "b"})
        for _ in range(3):
            sqs.send(url)
        sqs.call("DeleteQueue", QueueUrl=url)
        for operation in ("ReceiveMessage", "DeleteQueue", "ListQueueTags", "PurgeQueue"):
            assert sqs.error(operation, QueueUrl=url).code == "QueueDoesNotExist"
        assert sqs.call("ListQueues") == {}
        sqs.advance(60)
        sqs.queue("jobs")
        assert sqs.counts(url) == (0, 0, 0)
        assert sqs.attributes(url)["VisibilityTimeout"] == "30"
        assert sqs.call("ListQueueTags", QueueUrl=url) == {}

    def test_a_handle_of_the_old_queue_is_none_of_the_new_one(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs")
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.call("DeleteQueue", QueueUrl=url)
        sqs.advance(60)
        sqs.queue("jobs")
        error = sqs.error("DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        assert error.code == "ReceiptHandleIsInvalid"

    def test_a_waiting_receive_is_told(self, sqs: Sqs) -> None:
        url = sqs.queue()
        waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
        sqs.call("DeleteQueue", QueueUrl=url)
        with pytest.raises(ServiceError) as caught:
            waiting.result()
        assert caught.value.code == "QueueDoesNotExist"
