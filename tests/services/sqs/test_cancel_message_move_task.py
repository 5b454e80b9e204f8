"""CancelMessageMoveTask. Source: SQS API Reference, CancelMessageMoveTask."""

import base64

import pytest

from tests.services.sqs.conftest import Sqs


def started(sqs: Sqs, count: int) -> tuple[str, str, str]:
    """A running task at one message a second: dead-letter queue, destination, handle."""
    _, dead = sqs.with_dead_letters(1)
    other = sqs.queue("other")
    for _ in range(count):
        sqs.send(dead)
    arns = {"SourceArn": sqs.arn(dead), "DestinationArn": sqs.arn(other)}
    handle = sqs.call("StartMessageMoveTask", **arns, MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
    return dead, other, handle


class TestShape:
    def test_it_says_how_many_were_moved(self, sqs: Sqs) -> None:
        _, _, handle = started(sqs, 10)
        sqs.advance(2.5)
        assert sqs.call("CancelMessageMoveTask", TaskHandle=handle) == {"ApproximateNumberOfMessagesMoved": 3}


class TestRules:
    @pytest.mark.parametrize("handle", ["made-up", "", "e30=", "MQ=="])
    def test_a_made_up_handle(self, sqs: Sqs, handle: str) -> None:
        assert sqs.error("CancelMessageMoveTask", TaskHandle=handle).code == "InvalidParameterValue"

    def test_a_task_that_does_not_exist(self, sqs: Sqs) -> None:
        arn = sqs.arn(sqs.queue())
        place = f'{{"taskId":"x","sourceArn":"{arn}","startedAt":1.0}}'
        handle = base64.b64encode(place.encode()).decode()
        error = sqs.error("CancelMessageMoveTask", TaskHandle=handle)
        assert (error.code, error.message) == ("ResourceNotFoundException", "Task does not exist.")

    def test_a_task_that_is_over(self, sqs: Sqs) -> None:
        """Source: API Reference: only when the current status is RUNNING."""
        _, _, handle = started(sqs, 1)
        sqs.advance(5)
        assert sqs.error("CancelMessageMoveTask", TaskHandle=handle).code == "UnsupportedOperation"


class TestBehaviour:
    def test_what_was_moved_stays_moved(self, sqs: Sqs) -> None:
        dead, other, handle = started(sqs, 10)
        sqs.advance(2.5)
        sqs.call("CancelMessageMoveTask", TaskHandle=handle)
        sqs.advance(60)
        assert (sqs.counts(dead), sqs.counts(other)) == ((7, 0, 0), (3, 0, 0))
        [task] = sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(dead))["Results"]
        assert task["Status"] == "CANCELLED"
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead), DestinationArn=sqs.arn(other))
