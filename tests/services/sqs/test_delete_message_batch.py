"""DeleteMessageBatch. Source: SQS API Reference, DeleteMessageBatch."""

from typing import Any

from tests.services.sqs.conftest import Sqs


def entries(messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"Id": f"e{n}", "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages)]


class TestShape:
    def test_each_entry_has_its_answer(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        answer = sqs.call("DeleteMessageBatch", QueueUrl=url, Entries=entries(sqs.receive(url)))
        assert answer == {"Successful": [{"Id": "e0"}], "Failed": []}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("DeleteMessageBatch", Entries=[{"Id": "a", "ReceiptHandle": "made-up"}])

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("DeleteMessageBatch", Entries=[{"Id": "a", "ReceiptHandle": "made-up"}])

    def test_the_rules_of_a_batch(self, sqs: Sqs) -> None:
        url = sqs.queue()
        entry = {"Id": "x", "ReceiptHandle": "made-up"}
        for wrong, code in (
            ([], "EmptyBatchRequest"),
            ([entry, entry], "BatchEntryIdsNotDistinct"),
            ([{**entry, "Id": str(n)} for n in range(11)], "TooManyEntriesInBatchRequest"),
            ([{**entry, "Id": "a b"}], "InvalidBatchEntryId"),
        ):
            assert sqs.error("DeleteMessageBatch", QueueUrl=url, Entries=wrong).code == code


class TestBehaviour:
    def test_good_and_bad_handles(self, sqs: Sqs) -> None:
        url = sqs.queue()
        for _ in range(3):
            sqs.send(url)
        batch = entries(sqs.receive(url, MaxNumberOfMessages=10))
        batch.insert(1, {"Id": "bad", "ReceiptHandle": "made-up"})
        answer = sqs.call("DeleteMessageBatch", QueueUrl=url, Entries=batch)
        assert [entry["Id"] for entry in answer["Successful"]] == ["e0", "e1", "e2"]
        [failed] = answer["Failed"]
        assert (failed["Id"], failed["Code"], failed["SenderFault"]) == ("bad", "ReceiptHandleIsInvalid", True)
        assert sqs.counts(url) == (0, 0, 0)

    def test_too_late_on_a_fifo_queue(self, sqs: Sqs) -> None:
        """Source: smaskalik/sqsmover issue 54: AWS's answer."""
        url = sqs.queue("jobs.fifo", VisibilityTimeout="1")
        sqs.send_to_group(url, "a", "1")
        batch = entries(sqs.receive(url))
        sqs.advance(1)
        [failed] = sqs.call("DeleteMessageBatch", QueueUrl=url, Entries=batch)["Failed"]
        assert (failed["Code"], failed["Message"]) == ("ReceiptHandleIsInvalid", "The receipt handle has expired")
        assert sqs.counts(url) == (1, 0, 0)
