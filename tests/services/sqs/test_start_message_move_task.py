"""StartMessageMoveTask. Source: SQS API Reference, StartMessageMoveTask."""

from typing import Any

import pytest

from tests.services.sqs.conftest import Sqs


def buried(sqs: Sqs, count: int, kind: str = "") -> tuple[str, str]:
    """A queue and its dead-letter queue with so many dead letters."""
    url, dead = sqs.with_dead_letters(1, kind)
    for n in range(count):
        group = {"MessageGroupId": f"g{n}", "MessageDeduplicationId": str(n)} if kind else {}
        sqs.send(url, f"m{n:03}", **group)
    while sqs.receive(url, MaxNumberOfMessages=10, VisibilityTimeout=0):
        pass
    assert sqs.counts(dead) == (count, 0, 0)
    return url, dead


def status(sqs: Sqs, dead: str) -> dict[str, Any]:
    [task] = sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(dead))["Results"]
    return dict(task)


class TestShape:
    def test_it_gives_a_handle(self, sqs: Sqs) -> None:
        _, dead = buried(sqs, 1)
        answer = sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead))
        assert set(answer) == {"TaskHandle"}


class TestRules:
    def test_an_unknown_source(self, sqs: Sqs) -> None:
        arn = "arn:aws:sqs:us-east-1:000000000000:nowhere"
        error = sqs.error("StartMessageMoveTask", SourceArn=arn)
        assert (error.code, error.status) == ("ResourceNotFoundException", 404)

    def test_only_a_dead_letter_queue(self, sqs: Sqs) -> None:
        error = sqs.error("StartMessageMoveTask", SourceArn=sqs.arn(sqs.queue()))
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            "Source queue must be configured as a Dead Letter Queue.",
        )

    def test_an_unknown_destination(self, sqs: Sqs) -> None:
        _, dead = buried(sqs, 1)
        arn = "arn:aws:sqs:us-east-1:000000000000:nowhere"
        error = sqs.error("StartMessageMoveTask", SourceArn=sqs.arn(dead), DestinationArn=arn)
        assert error.code == "ResourceNotFoundException"

    @pytest.mark.parametrize("rate", [0, 501])
    def test_a_rate_from_1_to_500(self, sqs: Sqs, rate: int) -> None:
        """Source: API Reference: the maximum value is 500."""
        _, dead = buried(sqs, 1)
        params: dict[str, Any] = {"SourceArn": sqs.arn(dead), "MaxNumberOfMessagesPerSecond": rate}
        assert sqs.error("StartMessageMoveTask", **params).code == "InvalidParameterValue"

    def test_one_at_a_time(self, sqs: Sqs) -> None:
        """Source: floci-io/floci pull 910 quotes AWS's answer."""
        _, dead = buried(sqs, 3)
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead), MaxNumberOfMessagesPerSecond=1)
        error = sqs.error("StartMessageMoveTask", SourceArn=sqs.arn(dead))
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        )


class TestBehaviour:
    def test_back_to_where_they_came_from(self, sqs: Sqs) -> None:
        """SQS-015."""
        url, dead = buried(sqs, 12)
        old = {m["MessageId"] for m in sqs.receive(dead, MaxNumberOfMessages=10, VisibilityTimeout=0)}
        sqs.advance(100)
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead))
        sqs.advance(1)
        assert (sqs.counts(url), sqs.counts(dead)) == ((12, 0, 0), (0, 0, 0))
        [message] = sqs.receive(url, MessageSystemAttributeNames=["All"])
        assert message["MessageId"] not in old, "redriven messages are new ones: Developer Guide, redrive"
        assert message["Attributes"]["ApproximateReceiveCount"] == "1"
        assert "DeadLetterQueueSourceArn" not in message["Attributes"]
        assert status(sqs, dead)["Status"] == "COMPLETED"

    def test_to_another_queue(self, sqs: Sqs) -> None:
        url, dead = buried(sqs, 2)
        other = sqs.queue("other")
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead), DestinationArn=sqs.arn(other))
        sqs.advance(1)
        assert (sqs.counts(other), sqs.counts(url)) == ((2, 0, 0), (0, 0, 0))
        assert status(sqs, dead)["DestinationArn"] == sqs.arn(other)

    def test_at_its_rate(self, sqs: Sqs) -> None:
        url, dead = buried(sqs, 10)
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead), MaxNumberOfMessagesPerSecond=2)
        sqs.advance(2.5)
        assert sqs.counts(url) == (6, 0, 0), "two at 0 s, 1 s and 2 s"
        task = status(sqs, dead)
        assert (task["Status"], task["ApproximateNumberOfMessagesMoved"]) == ("RUNNING", 6)
        sqs.advance(5)
        assert sqs.counts(url) == (10, 0, 0)
        assert status(sqs, dead)["Status"] == "COMPLETED"

    def test_a_message_of_nobody_fails_the_task(self, sqs: Sqs) -> None:
        """A message that was sent straight to the dead-letter queue has no source. The reason is observed."""
        _, dead = sqs.with_dead_letters(1)
        sqs.send(dead)
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead))
        sqs.advance(1)
        task = status(sqs, dead)
        assert (task["Status"], task["FailureReason"]) == ("FAILED", "CouldNotDetermineMessageSource")
        assert sqs.counts(dead) == (1, 0, 0)

    def test_fifo_queues_too(self, sqs: Sqs) -> None:
        url, dead = buried(sqs, 3, ".fifo")
        sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead))
        sqs.advance(1)
        assert sqs.bodies(url) == ["m000", "m001", "m002"]
