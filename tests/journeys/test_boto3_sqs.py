"""boto3 against SQS: resources, batches, FIFO, dead letters, long polls."""

import threading
import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.app.served import Served
from tests.journeys.conftest import Client


@pytest.fixture(scope="module")
def sqs(client: Client) -> Any:
    return client("sqs")


def queue(sqs: Any, name: str, **attributes: str) -> str:
    url: str = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return url


def test_resource(server: Served, session: boto3.Session) -> None:
    sqs = session.resource("sqs", endpoint_url=server.url)
    jobs = sqs.create_queue(QueueName="resource-jobs", Attributes={"VisibilityTimeout": "60"})
    assert sqs.get_queue_by_name(QueueName="resource-jobs").url == jobs.url
    assert jobs.attributes["VisibilityTimeout"] == "60"
    jobs.send_message(
        MessageBody="résumé",
        MessageAttributes={
            "kind": {"DataType": "String", "StringValue": "thumbnail"},
            "count": {"DataType": "Number.int", "StringValue": "3"},
            "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
        },
    )
    (message,) = jobs.receive_messages(MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])
    # botocore itself compares MD5OfBody and MD5OfMessageAttributes with what it received and sent.
    assert message.body == "résumé"
    assert message.message_attributes["raw"]["BinaryValue"] == b"\x00\xff"
    assert message.attributes["ApproximateReceiveCount"] == "1"
    message.change_visibility(VisibilityTimeout=0)
    (again,) = jobs.receive_messages(MessageSystemAttributeNames=["ApproximateReceiveCount"])
    assert again.attributes["ApproximateReceiveCount"] == "2"
    again.delete()
    assert jobs.receive_messages() == []
    jobs.delete()


def test_batches_fail_in_part(sqs: Any) -> None:
    url = queue(sqs, "batches")
    entries = [{"Id": str(number), "MessageBody": f"body {number}"} for number in range(9)]
    answer = sqs.send_message_batch(
        QueueUrl=url, Entries=[*entries, {"Id": "late", "MessageBody": "x", "DelaySeconds": 901}]
    )
    assert len(answer["Successful"]) == 9
    (failed,) = answer["Failed"]
    assert (failed["Id"], failed["Code"], failed["SenderFault"]) == ("late", "InvalidParameterValue", True)
    got: list[dict[str, Any]] = []
    while len(got) < 9:
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages")
        assert found
        got += found
    handles = [{"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(got)]
    assert len(sqs.delete_message_batch(QueueUrl=url, Entries=handles)["Successful"]) == 9
    with pytest.raises(ClientError) as empty:
        sqs.send_message_batch(QueueUrl=url, Entries=[])
    # Since SQS speaks JSON, botocore shows the code of the query protocol that came before it.
    assert empty.value.response["Error"]["Code"] == "AWS.SimpleQueueService.EmptyBatchRequest"


def test_errors_are_classes_of_the_client(sqs: Any, server: Served) -> None:
    with pytest.raises(sqs.exceptions.QueueDoesNotExist) as missing:
        sqs.get_queue_url(QueueName="nowhere")
    assert missing.value.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert missing.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_fifo_keeps_order_and_drops_what_comes_twice(sqs: Any) -> None:
    url = queue(sqs, "ordered.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for number in (1, 2, 2, 3):
        sqs.send_message(QueueUrl=url, MessageBody=f"a{number}", MessageGroupId="a")
    sqs.send_message(QueueUrl=url, MessageBody="b1", MessageGroupId="b")
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])["Messages"]
    assert [m["Body"] for m in got if m["Attributes"]["MessageGroupId"] == "a"] == ["a1", "a2", "a3"]
    numbers = [int(m["Attributes"]["SequenceNumber"]) for m in got if m["Body"].startswith("a")]
    assert numbers == sorted(numbers)
    # While a group has a message in flight, the group gives no other.
    sqs.send_message(QueueUrl=url, MessageBody="a4", MessageGroupId="a")
    assert "Messages" not in sqs.receive_message(QueueUrl=url)


def test_dead_letters_and_back(sqs: Any) -> None:
    dead = queue(sqs, "dead")
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    live = queue(
        sqs, "live", RedrivePolicy=f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":"1"}}', VisibilityTimeout="0"
    )
    sqs.send_message(QueueUrl=live, MessageBody="poison")
    assert sqs.receive_message(QueueUrl=live)["Messages"]
    assert "Messages" not in sqs.receive_message(QueueUrl=live)
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [live]
    task = sqs.start_message_move_task(SourceArn=arn)["TaskHandle"]
    assert task
    moved = sqs.receive_message(QueueUrl=live, WaitTimeSeconds=10)["Messages"]
    assert [message["Body"] for message in moved] == ["poison"]


def test_a_long_poll_is_answered_when_a_message_comes(sqs: Any, client: Client) -> None:
    url = queue(sqs, "long")
    got: list[Any] = []
    began = time.monotonic()
    poll = threading.Thread(target=lambda: got.append(client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)))
    poll.start()
    sqs.send_message(QueueUrl=url, MessageBody="here")
    poll.join(20)
    assert got[0]["Messages"][0]["Body"] == "here"
    assert time.monotonic() - began < 15  # it did not wait for its end


def test_pages_of_queues(sqs: Any) -> None:
    for number in range(7):
        queue(sqs, f"many-{number}")
    pages = list(sqs.get_paginator("list_queues").paginate(QueueNamePrefix="many-", PaginationConfig={"PageSize": 3}))
    assert [len(page["QueueUrls"]) for page in pages] == [3, 3, 1]


def test_accounts_and_regions_are_apart(client: Client, sqs: Any, server: Served) -> None:
    elsewhere = client("sqs", region_name="eu-west-3")
    other = client("sqs", aws_access_key_id="111122223333", aws_secret_access_key="any")
    queue(sqs, "apart")
    for away in (elsewhere, other):
        with pytest.raises(away.exceptions.QueueDoesNotExist):
            away.get_queue_url(QueueName="apart")
    assert queue(other, "apart") == f"{server.url}/111122223333/apart"
