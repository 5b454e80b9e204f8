"""Dead letters. Source: SQS Developer Guide, Using dead-letter queues in Amazon SQS."""

import pytest

from tests.services.sqs.conftest import Sqs


def test_the_sixth_receive_is_empty(sqs: Sqs) -> None:
    """SQS-015."""
    url, dead = sqs.with_dead_letters(5)
    sent = sqs.send(url, "poison")
    for _ in range(5):
        assert len(sqs.receive(url, VisibilityTimeout=0)) == 1
    assert sqs.counts(dead) == (0, 0, 0)
    assert sqs.receive(url) == []
    [message] = sqs.receive(dead, MessageSystemAttributeNames=["All"])
    assert (message["MessageId"], message["Body"]) == (sent["MessageId"], "poison")
    assert message["Attributes"]["DeadLetterQueueSourceArn"] == sqs.arn(url)
    assert message["Attributes"]["ApproximateReceiveCount"] == "6", "API Reference: across all queues"


def test_others_are_given_in_place_of_the_dead(sqs: Sqs) -> None:
    url, dead = sqs.with_dead_letters(1)
    for _ in range(3):
        sqs.send(url, "poison")
    sqs.bodies(url, VisibilityTimeout=0)
    sqs.advance(1)
    sqs.send(url, "good")
    assert sqs.bodies(url, 1) == ["good"]
    assert sqs.counts(dead) == (3, 0, 0)


def test_a_dead_letter_keeps_its_age(sqs: Sqs) -> None:
    """SQS-016. Source: Developer Guide, message retention periods for dead-letter queues."""
    url, dead = sqs.with_dead_letters(1)
    sqs.call("SetQueueAttributes", QueueUrl=dead, Attributes={"MessageRetentionPeriod": "120"})
    sqs.send(url)
    sqs.receive(url, VisibilityTimeout=0)
    sqs.advance(100)
    sqs.receive(url)
    assert sqs.counts(dead) == (1, 0, 0)
    sqs.advance(19)
    assert sqs.counts(dead) == (1, 0, 0)
    sqs.advance(1)
    assert sqs.counts(dead) == (0, 0, 0)


def test_a_fifo_dead_letter_begins_anew(sqs: Sqs) -> None:
    """SQS-016. Source: Developer Guide: for FIFO queues the enqueue timestamp resets."""
    url, dead = sqs.with_dead_letters(1, ".fifo")
    sqs.call("SetQueueAttributes", QueueUrl=dead, Attributes={"MessageRetentionPeriod": "120"})
    sqs.send_to_group(url, "a", "1")
    sqs.receive(url, VisibilityTimeout=0)
    sqs.advance(100)
    sqs.receive(url)
    sqs.advance(119)
    assert sqs.counts(dead) == (1, 0, 0)
    sqs.advance(1)
    assert sqs.counts(dead) == (0, 0, 0)


def test_a_dead_letter_frees_its_group(sqs: Sqs) -> None:
    url, dead = sqs.with_dead_letters(1, ".fifo")
    sqs.send_to_group(url, "a", "poison", "good")
    assert sqs.bodies(url, 1, VisibilityTimeout=0) == ["poison"]
    assert sqs.bodies(url) == ["good"]
    [message] = sqs.receive(dead, AttributeNames=["All"])
    assert message["Body"] == "poison"
    assert message["Attributes"]["MessageGroupId"] == "a"


def test_a_chain_counts_in_each_queue(sqs: Sqs) -> None:
    last = sqs.queue("last")
    middle = sqs.queue("middle", RedrivePolicy=f'{{"deadLetterTargetArn":"{sqs.arn(last)}","maxReceiveCount":2}}')
    first = sqs.queue("first", RedrivePolicy=f'{{"deadLetterTargetArn":"{sqs.arn(middle)}","maxReceiveCount":3}}')
    sqs.send(first)
    receives = [len(sqs.receive(url, VisibilityTimeout=0)) for url in (first,) * 4 + (middle,) * 3 + (last,)]
    assert receives == [1, 1, 1, 0, 1, 1, 0, 1]


@pytest.mark.parametrize("size", [10, 100_000])
def test_the_body_goes_along(sqs: Sqs, size: int) -> None:
    url, dead = sqs.with_dead_letters(1)
    sqs.send(url, "x" * size)
    sqs.receive(url, VisibilityTimeout=0)
    sqs.receive(url)
    assert sqs.bodies(dead) == ["x" * size]


def test_without_its_dead_letter_queue_a_message_stays(sqs: Sqs) -> None:
    url, dead = sqs.with_dead_letters(1)
    sqs.call("DeleteQueue", QueueUrl=dead)
    sqs.send(url)
    assert [len(sqs.receive(url, VisibilityTimeout=0)) for _ in range(3)] == [1, 1, 1]
