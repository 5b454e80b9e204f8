"""DeleteMessage. Source: SQS API Reference, DeleteMessage."""

import pytest

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        assert sqs.call("DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"]) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("DeleteMessage", ReceiptHandle="made-up")

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("DeleteMessage", ReceiptHandle="made-up")

    @pytest.mark.parametrize("handle", ["made-up", "", "AQEB" + "a" * 300, "ünicode", "a" * 80])
    def test_a_made_up_handle(self, sqs: Sqs, handle: str) -> None:
        """SQS-011; the text is observed."""
        error = sqs.error("DeleteMessage", QueueUrl=sqs.queue(), ReceiptHandle=handle)
        assert error.code == "ReceiptHandleIsInvalid"
        assert error.message == f'The input receipt handle "{handle}" is not a valid receipt handle.'

    def test_a_changed_handle(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        handle = sqs.receive(url)[0]["ReceiptHandle"]
        for place in (0, len(handle) // 2, -2):
            other = "A" if handle[place] != "A" else "B"
            changed = handle[:place] + other + handle[place:][1:]
            assert sqs.error("DeleteMessage", QueueUrl=url, ReceiptHandle=changed).code == "ReceiptHandleIsInvalid"

    def test_the_handle_of_another_queue(self, sqs: Sqs) -> None:
        url, other = sqs.queue("a"), sqs.queue("b")
        sqs.send(url)
        [message] = sqs.receive(url)
        error = sqs.error("DeleteMessage", QueueUrl=other, ReceiptHandle=message["ReceiptHandle"])
        assert error.code == "ReceiptHandleIsInvalid"


class TestBehaviour:
    def test_a_deleted_message_never_returns(self, sqs: Sqs) -> None:
        """SQS-001."""
        url = sqs.queue()
        sqs.send(url)
        sqs.delete(url, sqs.receive(url)[0])
        sqs.advance(60)
        assert sqs.receive(url) == []
        assert sqs.counts(url) == (0, 0, 0)

    def test_twice_is_no_error(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.delete(url, message)
        sqs.delete(url, message)

    def test_the_old_handle_deletes_nothing(self, sqs: Sqs) -> None:
        """SQS-011. Source: API Reference: if you don't provide the most recent handle, it might not be deleted."""
        url = sqs.queue(VisibilityTimeout="1")
        sqs.send(url)
        [old] = sqs.receive(url)
        sqs.advance(1)
        [new] = sqs.receive(url)
        assert old["ReceiptHandle"] != new["ReceiptHandle"]
        sqs.delete(url, old)
        assert sqs.counts(url) == (0, 1, 0)
        sqs.delete(url, new)
        assert sqs.counts(url) == (0, 0, 0)

    def test_late_but_not_received_again(self, sqs: Sqs) -> None:
        url = sqs.queue(VisibilityTimeout="1")
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.advance(10)
        sqs.delete(url, message)
        assert sqs.counts(url) == (0, 0, 0)

    def test_too_late_on_a_fifo_queue(self, sqs: Sqs) -> None:
        """Source: aws-sdk-js issue 1750, aws-sdk-java issue 2164: AWS's answer."""
        url = sqs.queue("jobs.fifo", VisibilityTimeout="1")
        sqs.send_to_group(url, "a", "1")
        [message] = sqs.receive(url)
        sqs.advance(1)
        error = sqs.error("DeleteMessage", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        assert error.code == "InvalidParameterValue"
        assert error.message.endswith("for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")
        assert sqs.bodies(url) == ["1"]

    def test_a_large_body_leaves_nothing(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url, "x" * 100_000)
        sqs.delete(url, sqs.receive(url)[0])
        assert sqs.counts(url) == (0, 0, 0)
