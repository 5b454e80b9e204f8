"""Messages that return. Source: SQS Developer Guide, Amazon SQS visibility timeout."""

from tests.services.sqs.conftest import Sqs


def test_an_undeleted_message_returns_by_itself(sqs: Sqs) -> None:
    """SQS-001, SQS-012."""
    url = sqs.queue()
    sqs.send(url)
    assert len(sqs.receive(url)) == 1
    sqs.advance(10)
    assert sqs.receive(url) == []
    sqs.advance(21)
    [message] = sqs.receive(url)
    sqs.delete(url, message)
    sqs.advance(60)
    assert sqs.receive(url) == []


def test_too_short_a_timeout_means_double_work(sqs: Sqs) -> None:
    """SQS-013."""
    url = sqs.queue(VisibilityTimeout="2")
    sqs.send(url)
    sqs.receive(url)
    sqs.advance(4)
    [second] = sqs.receive(url, AttributeNames=["ApproximateReceiveCount"])
    assert second["Attributes"] == {"ApproximateReceiveCount": "2"}


def test_too_long_a_timeout_delays_the_retry(sqs: Sqs) -> None:
    """SQS-013."""
    url = sqs.queue(VisibilityTimeout="900")
    sqs.send(url)
    sqs.receive(url)
    sqs.advance(899)
    assert sqs.receive(url) == []
    sqs.advance(1)
    assert len(sqs.receive(url)) == 1


def test_many_consumers_share_a_queue(sqs: Sqs) -> None:
    """SQS-005, SQS-007: what is received is what was sent, each message once."""
    url = sqs.queue()
    sent = {sqs.send(url, str(n))["MessageId"] for n in range(200)}
    received: list[str] = []
    while messages := [message for _ in range(5) for message in sqs.receive(url, MaxNumberOfMessages=7)]:
        received += [message["MessageId"] for message in messages]
    assert len(received) == 200
    assert set(received) == sent


def test_a_delay_of_the_queue_or_of_the_message(sqs: Sqs) -> None:
    """SQS-008."""
    url = sqs.queue(DelaySeconds="10")
    sqs.send(url, "at once", DelaySeconds=0)
    sqs.send(url, "five", DelaySeconds=5)
    sqs.send(url, "ten")
    seen = []
    for second in range(12):
        seen += [(second, body) for body in sqs.bodies(url)]
        sqs.advance(1)
    assert seen == [(0, "at once"), (5, "five"), (10, "ten")]


def test_messages_end_with_their_retention_period(sqs: Sqs) -> None:
    """SQS-002: four days, in flight or not."""
    url = sqs.queue()
    sqs.send(url, "first")
    sqs.advance(3 * 86400)
    sqs.send(url, "second")
    sqs.advance(86400 - 1)
    assert sqs.counts(url) == (2, 0, 0)
    assert sqs.bodies(url, 1) == ["first"]
    sqs.advance(1)
    assert sqs.counts(url) == (1, 0, 0)
    sqs.advance(3 * 86400)
    assert sqs.counts(url) == (0, 0, 0)


def test_many_messages_expire(sqs: Sqs) -> None:
    """More than one step of the expiry job."""
    url = sqs.queue(MessageRetentionPeriod="60")
    entries = [{"Id": str(n), "MessageBody": "x"} for n in range(10)]
    for _ in range(120):
        sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries)
    sqs.advance(59)
    assert sqs.counts(url) == (1200, 0, 0)
    sqs.send(url, "late")
    sqs.advance(1)
    assert sqs.bodies(url) == ["late"]
