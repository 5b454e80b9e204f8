"""ChangeMessageVisibility. Source: SQS API Reference, ChangeMessageVisibility; Developer Guide, visibility timeout."""

from typing import Any

from tests.services.sqs.conftest import Sqs


def change(sqs: Sqs, url: str, message: dict[str, Any], seconds: int) -> Any:
    params = {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds}
    return sqs.call("ChangeMessageVisibility", **params)


def refused(sqs: Sqs, url: str, message: dict[str, Any], seconds: int) -> Any:
    params = {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds}
    return sqs.error("ChangeMessageVisibility", **params)


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        assert change(sqs, url, sqs.receive(url)[0], 60) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("ChangeMessageVisibility", ReceiptHandle="made-up", VisibilityTimeout=1)

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("ChangeMessageVisibility", ReceiptHandle="made-up", VisibilityTimeout=1)

    def test_from_0_to_12_hours(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        for wrong in (-1, 43201):
            assert refused(sqs, url, message, wrong).code == "InvalidParameterValue"

    def test_twelve_hours_in_total(self, sqs: Sqs) -> None:
        """SQS-014. Source: API Reference: 12 hours from the time of the receive; the text is observed."""
        url = sqs.queue(VisibilityTimeout="43200")
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.advance(3600)
        error = refused(sqs, url, message, 39_601)
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            (
                "Value 39601 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the "
                "message is beyond the limit [43200 seconds]"
            ),
        )
        change(sqs, url, message, 39_600)

    def test_a_message_that_is_not_in_flight(self, sqs: Sqs) -> None:
        """Source: API Reference, MessageNotInflight."""
        url = sqs.queue(VisibilityTimeout="1")
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.advance(1)
        error = refused(sqs, url, message, 60)
        assert (error.code, error.query_code) == ("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight")

    def test_a_message_that_is_gone(self, sqs: Sqs) -> None:
        """Source: mapbox/ecs-watchbot issue 135: AWS's answer."""
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.delete(url, message)
        error = refused(sqs, url, message, 60)
        assert error.code == "InvalidParameterValue"
        assert error.message == (
            f"Value {message['ReceiptHandle']} for parameter ReceiptHandle is invalid. Reason: Message does not exist "
            "or is not available for visibility timeout change."
        )

    def test_an_old_handle(self, sqs: Sqs) -> None:
        url = sqs.queue(VisibilityTimeout="1")
        sqs.send(url)
        [old] = sqs.receive(url)
        sqs.advance(1)
        sqs.receive(url)
        assert refused(sqs, url, old, 60).code == "InvalidParameterValue"

    def test_a_made_up_handle(self, sqs: Sqs) -> None:
        error = refused(sqs, sqs.queue(), {"ReceiptHandle": "made-up"}, 60)
        assert error.code == "ReceiptHandleIsInvalid"


class TestBehaviour:
    def test_longer(self, sqs: Sqs) -> None:
        """SQS-014."""
        url = sqs.queue(VisibilityTimeout="10")
        sqs.send(url)
        [message] = sqs.receive(url)
        sqs.advance(9)
        change(sqs, url, message, 60)
        sqs.advance(59)
        assert sqs.receive(url) == []
        sqs.advance(1)
        assert len(sqs.receive(url)) == 1

    def test_zero_gives_it_back_at_once(self, sqs: Sqs) -> None:
        """SQS-014."""
        url = sqs.queue()
        sqs.send(url)
        change(sqs, url, sqs.receive(url)[0], 0)
        assert sqs.counts(url) == (1, 0, 0)
        assert len(sqs.receive(url)) == 1

    def test_the_handle_stays_good(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        change(sqs, url, message, 100)
        change(sqs, url, message, 5)
        sqs.delete(url, message)
        sqs.advance(200)
        assert sqs.receive(url) == []

    def test_the_next_receive_has_the_queues_timeout_again(self, sqs: Sqs) -> None:
        """Source: API Reference: the value isn't saved for that message."""
        url = sqs.queue(VisibilityTimeout="10")
        sqs.send(url)
        change(sqs, url, sqs.receive(url)[0], 1)
        sqs.advance(1)
        sqs.receive(url)
        sqs.advance(9)
        assert sqs.receive(url) == []

    def test_zero_frees_the_group_of_a_fifo_queue(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs.fifo")
        sqs.send_to_group(url, "a", "1", "2")
        [message] = sqs.receive(url)
        assert sqs.receive(url) == []
        change(sqs, url, message, 0)
        assert sqs.bodies(url) == ["1", "2"]

    def test_a_group_is_held_until_all_that_was_taken_is_back(self, sqs: Sqs) -> None:
        """SQS-022."""
        url = sqs.queue("jobs.fifo", VisibilityTimeout="30")
        sqs.send_to_group(url, "a", "1", "2", "3")
        first, second = sqs.receive(url, MaxNumberOfMessages=2)
        change(sqs, url, first, 0)
        assert sqs.receive(url) == [], "2 is still in flight"
        sqs.delete(url, second)
        assert sqs.bodies(url) == ["1", "3"]
