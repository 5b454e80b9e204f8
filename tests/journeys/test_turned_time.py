"""Time turned over HTTP: nothing here sleeps, and days pass."""

import threading
import time
from typing import Any

import pytest

from tests.app.served import Served
from tests.journeys.conftest import Client

DAY_S = 86400


@pytest.fixture(scope="module")
def sqs(client: Client) -> Any:
    return client("sqs")


def bodies(sqs: Any, url: str) -> list[str]:
    return [
        message["Body"] for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", ())
    ]


def counts(sqs: Any, url: str) -> tuple[int, ...]:
    names = ["", "NotVisible", "Delayed"]
    asked = [f"ApproximateNumberOfMessages{name}" for name in names]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=asked)["Attributes"]
    return tuple(int(attributes[name]) for name in asked)


def test_a_message_is_kept_for_four_days(server: Served, sqs: Any) -> None:
    url = sqs.create_queue(QueueName="kept")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="old")
    server.advance(2 * DAY_S)
    sqs.send_message(QueueUrl=url, MessageBody="new")
    server.advance(2 * DAY_S - 60)
    assert counts(sqs, url) == (2, 0, 0)
    server.advance(61)
    assert counts(sqs, url) == (1, 0, 0)
    assert bodies(sqs, url) == ["new"]


def test_a_delayed_message_comes_when_its_time_has_come(server: Served, sqs: Any) -> None:
    url = sqs.create_queue(QueueName="delayed", Attributes={"DelaySeconds": "300"})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="by the queue")
    sqs.send_message(QueueUrl=url, MessageBody="its own", DelaySeconds=900)
    assert counts(sqs, url) == (0, 0, 2)
    server.advance(301)
    assert bodies(sqs, url) == ["by the queue"]
    server.advance(600)
    assert "its own" in bodies(sqs, url)


def test_what_is_not_deleted_comes_again(server: Served, sqs: Any) -> None:
    url = sqs.create_queue(QueueName="again", Attributes={"VisibilityTimeout": "43200"})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="work")
    assert bodies(sqs, url) == ["work"]
    server.advance(43200 - 60)
    assert (bodies(sqs, url), counts(sqs, url)) == ([], (0, 1, 0))
    server.advance(61)
    assert bodies(sqs, url) == ["work"]


def test_a_duplicate_is_dropped_for_five_minutes(server: Served, sqs: Any) -> None:
    url = sqs.create_queue(QueueName="once.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    send = {"QueueUrl": url, "MessageGroupId": "g", "MessageDeduplicationId": "d"}
    first = sqs.send_message(**send, MessageBody="1")
    server.advance(240)
    assert sqs.send_message(**send, MessageBody="2")["SequenceNumber"] == first["SequenceNumber"]
    server.advance(61)
    assert sqs.send_message(**send, MessageBody="3")["SequenceNumber"] > first["SequenceNumber"]
    assert bodies(sqs, url) == ["1", "3"]


@pytest.mark.parametrize("message", [None, "late"])
def test_a_long_poll_of_20_s_ends_by_turning_the_clock(
    server: Served, sqs: Any, client: Client, message: str | None
) -> None:
    url = sqs.create_queue(QueueName=f"poll-{message}")["QueueUrl"]
    if message:
        sqs.send_message(QueueUrl=url, MessageBody=message, DelaySeconds=15)
    got: list[Any] = []
    poller = client("sqs")
    poll = threading.Thread(target=lambda: got.append(poller.receive_message(QueueUrl=url, WaitTimeSeconds=20)))
    began = time.monotonic()
    poll.start()
    while poll.is_alive() and time.monotonic() - began < 10:
        # Over and over: the call may not have reached the server the first time.
        server.advance(21)
        poll.join(0.2)
    assert not poll.is_alive()
    assert [found["Body"] for found in got[0].get("Messages", ())] == ([message] if message else [])


def test_signatures_are_good_whatever_the_cloud_s_time_is(server: Served, client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="turned")
    server.advance(40 * DAY_S)
    s3.put_object(Bucket="turned", Key="k", Body=b"weeks later")
    written = s3.head_object(Bucket="turned", Key="k")["LastModified"].timestamp()
    assert abs(written - server.admin("clock")["now"]) < 60
