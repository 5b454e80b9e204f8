"""Long polls. Source: SQS Developer Guide, short and long polling."""

import pytest

from tests.services.sqs.conftest import Sqs


def test_a_message_ends_the_wait(sqs: Sqs) -> None:
    """SQS-017."""
    url = sqs.queue()
    waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
    sqs.advance(3)
    assert not waiting.done
    sqs.send(url, "now")
    assert [message["Body"] for message in waiting.result()["Messages"]] == ["now"]


def test_an_empty_queue_answers_after_the_whole_time(sqs: Sqs) -> None:
    """SQS-017."""
    waiting = sqs.start("ReceiveMessage", QueueUrl=sqs.queue(), WaitTimeSeconds=20)
    sqs.advance(19.9)
    assert not waiting.done
    sqs.advance(0.1)
    assert waiting.done
    assert waiting.result() == {}


def test_the_queues_own_waiting_time(sqs: Sqs) -> None:
    """SQS-017: by the attribute; the call overrides it."""
    url = sqs.queue(ReceiveMessageWaitTimeSeconds="10")
    waiting = sqs.start("ReceiveMessage", QueueUrl=url)
    sqs.advance(9)
    assert not waiting.done
    sqs.advance(1)
    assert waiting.result() == {}
    assert sqs.call("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=0) == {}


def test_the_end_of_a_delay_ends_the_wait(sqs: Sqs) -> None:
    url = sqs.queue()
    sqs.send(url, DelaySeconds=5)
    waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
    sqs.advance(4.9)
    assert not waiting.done
    sqs.advance(0.1)
    assert len(waiting.result()["Messages"]) == 1


def test_the_end_of_a_visibility_timeout_ends_the_wait(sqs: Sqs) -> None:
    url = sqs.queue(VisibilityTimeout="7")
    sqs.send(url)
    [message] = sqs.receive(url)
    waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20, AttributeNames=["ApproximateReceiveCount"])
    sqs.advance(6.9)
    assert not waiting.done
    sqs.advance(0.1)
    [again] = waiting.result()["Messages"]
    assert (again["MessageId"], again["Attributes"]) == (message["MessageId"], {"ApproximateReceiveCount": "2"})


@pytest.mark.parametrize("how", ["delete", "give back", "delay"])
def test_a_fifo_group_that_becomes_free_ends_the_wait(sqs: Sqs, how: str) -> None:
    url = sqs.queue("jobs.fifo", DelaySeconds="5" if how == "delay" else "0")
    sqs.send_to_group(url, "a", "1", "2")
    if how == "delay":
        waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
        sqs.advance(4.9)
        assert not waiting.done
        sqs.advance(0.1)
        assert waiting.result()["Messages"][0]["Body"] == "1"
        return
    [message] = sqs.receive(url)
    waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
    sqs.advance(1)
    assert not waiting.done
    handle = message["ReceiptHandle"]
    if how == "delete":
        sqs.call("DeleteMessage", QueueUrl=url, ReceiptHandle=handle)
    else:
        sqs.call("ChangeMessageVisibility", QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    assert waiting.result()["Messages"][0]["Body"] == ("2" if how == "delete" else "1")


def test_one_message_goes_to_one_of_many(sqs: Sqs) -> None:
    """SQS-007, SQS-017."""
    url = sqs.queue()
    waiting = [sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20) for _ in range(5)]
    sqs.send(url)
    sqs.cloud.turn()
    assert [poll.done for poll in waiting] == [True, False, False, False, False], "the first that came"
    sqs.advance(20)
    assert [len(poll.result().get("Messages", [])) for poll in waiting] == [1, 0, 0, 0, 0]


def test_a_client_that_has_gone_takes_nothing(sqs: Sqs) -> None:
    url = sqs.queue()
    sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20).cancel()
    sqs.send(url)
    assert sqs.counts(url) == (1, 0, 0)


def test_a_dead_letter_does_not_wait_for_the_end_of_the_poll(sqs: Sqs) -> None:
    """SQS-015, SQS-017: what a poll finds dead is moved at once, and the poll goes on waiting."""
    url, dead = sqs.with_dead_letters(1)
    sqs.send(url)
    sqs.receive(url, VisibilityTimeout=0)
    waiting = sqs.start("ReceiveMessage", QueueUrl=url, WaitTimeSeconds=20)
    assert sqs.counts(dead) == (1, 0, 0)
    assert not waiting.done
    sqs.send(url, "fresh")
    assert waiting.result()["Messages"][0]["Body"] == "fresh"
