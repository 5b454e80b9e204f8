"""FIFO queues. Source: SQS Developer Guide, FIFO queue delivery logic, Exactly-once processing, high throughput."""

import pytest

from tests.services.sqs.conftest import Sqs


def test_a_hundred_messages_come_in_order(sqs: Sqs) -> None:
    """SQS-019."""
    url = sqs.queue("jobs.fifo")
    bodies = [f"{n:03}" for n in range(100)]
    sqs.send_to_group(url, "a", *bodies)
    received: list[str] = []
    while messages := sqs.receive(url, MaxNumberOfMessages=7):
        received += [message["Body"] for message in messages]
        for message in messages:
            sqs.delete(url, message)
    assert received == bodies


def test_one_consumer_for_a_group_at_a_time(sqs: Sqs) -> None:
    """SQS-022."""
    url = sqs.queue("jobs.fifo")
    sqs.send_to_group(url, "a", "a1", "a2", "a3")
    sqs.send_to_group(url, "b", "b1")
    [first] = sqs.receive(url)
    assert first["Body"] == "a1"
    assert sqs.bodies(url) == ["b1"]
    assert sqs.bodies(url) == []
    sqs.delete(url, first)
    assert sqs.bodies(url) == ["a2", "a3"]


def test_a_group_goes_on_where_it_stopped(sqs: Sqs) -> None:
    """SQS-022: what is not deleted comes first again."""
    url = sqs.queue("jobs.fifo", VisibilityTimeout="30")
    sqs.send_to_group(url, "a", "1", "2", "3", "4")
    first, second, third = sqs.receive(url, MaxNumberOfMessages=3)
    sqs.delete(url, second)
    sqs.advance(29)
    assert sqs.bodies(url) == []
    sqs.advance(1)
    assert sqs.bodies(url) == ["1", "3", "4"]
    assert first["Body"] + third["Body"] == "13"


def test_as_many_as_possible_from_one_group(sqs: Sqs) -> None:
    """Source: Developer Guide, FIFO delivery logic: as many messages with the same group id as possible."""
    url = sqs.queue("jobs.fifo")
    for n in range(3):
        sqs.send_to_group(url, "a", f"a{n}")
        sqs.send_to_group(url, "b", f"b{n}")
    assert sqs.bodies(url, 4) == ["a0", "a1", "a2", "b0"]


def test_a_repeat_is_dropped_for_five_minutes(sqs: Sqs) -> None:
    """SQS-021."""
    url = sqs.queue("jobs.fifo")
    first = sqs.send(url, "a", MessageGroupId="g", MessageDeduplicationId="same")
    sqs.advance(299)
    again = sqs.send(url, "other body", MessageGroupId="g", MessageDeduplicationId="same")
    assert (again["MessageId"], again["SequenceNumber"]) == (first["MessageId"], first["SequenceNumber"])
    assert sqs.counts(url) == (1, 0, 0)
    sqs.advance(1)
    new = sqs.send(url, "a", MessageGroupId="g", MessageDeduplicationId="same")
    assert new["MessageId"] != first["MessageId"]
    assert sqs.counts(url) == (2, 0, 0)


def test_a_repeat_is_dropped_after_the_first_was_deleted(sqs: Sqs) -> None:
    """SQS-021. Source: API Reference, SendMessage: even after the message is received and deleted."""
    url = sqs.queue("jobs.fifo", ContentBasedDeduplication="true")
    sqs.send(url, "same", MessageGroupId="g")
    sqs.delete(url, sqs.receive(url)[0])
    sqs.send(url, "same", MessageGroupId="other")
    assert sqs.counts(url) == (0, 0, 0)


def test_deduplication_by_content(sqs: Sqs) -> None:
    """SQS-021. Source: API Reference, SendMessage: SHA-256 of the body, not of the attributes."""
    url = sqs.queue("jobs.fifo", ContentBasedDeduplication="true")
    value = {"a": {"DataType": "String", "StringValue": "x"}}
    sqs.send(url, "same", MessageGroupId="g")
    sqs.send(url, "same", MessageGroupId="g", MessageAttributes=value)
    sqs.send(url, "same", MessageGroupId="g", MessageDeduplicationId="own")
    digest = "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5"  # printf same | sha256sum
    sqs.send(url, "different", MessageGroupId="g", MessageDeduplicationId=digest)
    assert sqs.bodies(url) == ["same", "same"]


@pytest.mark.parametrize(("scope", "count"), [("queue", 1), ("messageGroup", 2)])
def test_the_scope_of_deduplication(sqs: Sqs, scope: str, count: int) -> None:
    """SQS-021. Source: API Reference, CreateQueue, DeduplicationScope."""
    url = sqs.queue("jobs.fifo", DeduplicationScope=scope)
    for group in "ab":
        sqs.send(url, MessageGroupId=group, MessageDeduplicationId="same")
    assert sqs.counts(url) == (count, 0, 0)


def test_three_hundred_calls_a_second(sqs: Sqs) -> None:
    """SQS-020: 400 sends at once: 100 are throttled; batches carry 3,000 messages."""
    url = sqs.queue("jobs.fifo")
    sqs.advance(1)
    throttled = 0
    for n in range(400):
        answer = sqs.start(
            "SendMessage", QueueUrl=url, MessageBody="m", MessageGroupId="g", MessageDeduplicationId=str(n)
        )
        throttled += answer.task.exception() is not None
    assert throttled == 100
    params = {"QueueUrl": url, "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "x"}
    assert sqs.error("SendMessage", **params).code == "RequestThrottled"
    assert len(sqs.receive(url)) == 1, "each operation has its own rate"
    sqs.advance(1)
    entries: list[dict[str, str]] = []
    for n in range(300):
        entries = [
            {"Id": str(k), "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": f"{n}-{k}"}
            for k in range(10)
        ]
        assert len(sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries)["Successful"]) == 10
    assert sqs.error("SendMessageBatch", QueueUrl=url, Entries=entries).code == "RequestThrottled"


def test_high_throughput_allows_more(sqs: Sqs) -> None:
    """SQS-020. Source: Developer Guide, message quotas, FIFO high throughput."""
    url = sqs.queue("jobs.fifo", DeduplicationScope="messageGroup", FifoThroughputLimit="perMessageGroupId")
    for n in range(400):
        sqs.send(url, MessageGroupId="g", MessageDeduplicationId=str(n))
    assert sqs.counts(url) == (400, 0, 0)


def test_many_groups(sqs: Sqs) -> None:
    """Every group moves on by itself, each in its order."""
    url = sqs.queue("jobs.fifo", DeduplicationScope="messageGroup", FifoThroughputLimit="perMessageGroupId")
    for n in range(5):
        for group in range(20):
            sqs.send(url, f"{group}:{n}", MessageGroupId=str(group), MessageDeduplicationId=str(n))
    seen: dict[str, list[str]] = {}
    while messages := sqs.receive(url, MaxNumberOfMessages=3):
        for message in messages:
            group, n = message["Body"].split(":")
            seen.setdefault(group, []).append(n)
            sqs.delete(url, message)
    assert seen == {str(group): ["0", "1", "2", "3", "4"] for group in range(20)}
