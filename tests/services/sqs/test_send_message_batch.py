"""SendMessageBatch. Source: SQS API Reference, SendMessageBatch."""

from typing import Any

import pytest

from tests.services.sqs.conftest import Sqs


def entries(*bodies: str, **more: Any) -> list[dict[str, Any]]:
    return [{"Id": f"e{n}", "MessageBody": body, **more} for n, body in enumerate(bodies)]


class TestShape:
    def test_each_entry_has_its_answer(self, sqs: Sqs) -> None:
        answer = sqs.call("SendMessageBatch", QueueUrl=sqs.queue(), Entries=entries("a", "b"))
        assert answer["Failed"] == []
        assert [entry["Id"] for entry in answer["Successful"]] == ["e0", "e1"]
        assert set(answer["Successful"][0]) == {"Id", "MessageId", "MD5OfMessageBody"}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("SendMessageBatch", Entries=[{"Id": "a", "MessageBody": "m"}])

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("SendMessageBatch", Entries=[{"Id": "a", "MessageBody": "m"}])

    def test_not_empty(self, sqs: Sqs) -> None:
        error = sqs.error("SendMessageBatch", QueueUrl=sqs.queue(), Entries=[])
        assert (error.code, error.query_code, error.message) == (
            "EmptyBatchRequest",
            "AWS.SimpleQueueService.EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request.",
        )

    def test_ten_at_most(self, sqs: Sqs) -> None:
        error = sqs.error("SendMessageBatch", QueueUrl=sqs.queue(), Entries=entries(*"abcdefghijk"))
        assert (error.code, error.message) == (
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 11.",
        )

    def test_ids_are_distinct(self, sqs: Sqs) -> None:
        two = [{"Id": "x", "MessageBody": "a"}, {"Id": "x", "MessageBody": "b"}]
        error = sqs.error("SendMessageBatch", QueueUrl=sqs.queue(), Entries=two)
        assert (error.code, error.message) == ("BatchEntryIdsNotDistinct", "Id x repeated.")

    @pytest.mark.parametrize("wrong", ["", "a b", "a" * 81, "ä", "a.b"])
    def test_ids_are_letters_digits_hyphens_and_underscores(self, sqs: Sqs, wrong: str) -> None:
        """Source: Developer Guide, message quotas, batched message ID."""
        one = [{"Id": wrong, "MessageBody": "a"}]
        assert sqs.error("SendMessageBatch", QueueUrl=sqs.queue(), Entries=one).code == "InvalidBatchEntryId"

    def test_together_no_longer_than_one_message_may_be(self, sqs: Sqs) -> None:
        """Source: API Reference, SendMessageBatch: 1 MiB for the whole batch."""
        url = sqs.queue()
        half = "x" * 524_288
        assert len(sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries(half, half))["Successful"]) == 2
        error = sqs.error("SendMessageBatch", QueueUrl=url, Entries=entries(half, half, "x"))
        assert (error.code, error.message) == (
            "BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
        )
        assert sqs.counts(url) == (2, 0, 0)


class TestBehaviour:
    def test_one_wrong_entry_does_not_harm_the_others(self, sqs: Sqs) -> None:
        url = sqs.queue()
        mixed = [
            {"Id": "good", "MessageBody": "a"},
            {"Id": "character", "MessageBody": "\x07"},
            {"Id": "delay", "MessageBody": "b", "DelaySeconds": 901},
            {"Id": "also-good", "MessageBody": "c", "DelaySeconds": 5},
        ]
        answer = sqs.call("SendMessageBatch", QueueUrl=url, Entries=mixed)
        assert [entry["Id"] for entry in answer["Successful"]] == ["good", "also-good"]
        failed = [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in answer["Failed"]]
        assert failed == [
            ("character", "InvalidMessageContents", True),
            ("delay", "InvalidParameterValue", True),
        ]
        assert sqs.counts(url) == (1, 0, 1)

    def test_entries_keep_their_order(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries(*"abcdefghij"))
        assert sqs.bodies(url) == list("abcdefghij")

    def test_repeats_within_a_fifo_batch(self, sqs: Sqs) -> None:
        """SQS-021."""
        url = sqs.queue("jobs.fifo", ContentBasedDeduplication="true")
        answer = sqs.call("SendMessageBatch", QueueUrl=url, Entries=entries("a", "a", "b", MessageGroupId="g"))
        first, second, third = answer["Successful"]
        assert first["MessageId"] == second["MessageId"] != third["MessageId"]
        assert first["SequenceNumber"] == second["SequenceNumber"] < third["SequenceNumber"]
        assert sqs.bodies(url) == ["a", "b"]
