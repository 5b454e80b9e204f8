"""ChangeMessageVisibilityBatch. Source: SQS API Reference, ChangeMessageVisibilityBatch."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_each_entry_has_its_answer(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url)
        [message] = sqs.receive(url)
        entry = {"Id": "x", "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 5}
        answer = sqs.call("ChangeMessageVisibilityBatch", QueueUrl=url, Entries=[entry])
        assert answer == {"Successful": [{"Id": "x"}], "Failed": []}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("ChangeMessageVisibilityBatch", Entries=[{"Id": "a", "ReceiptHandle": "made-up"}])

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("ChangeMessageVisibilityBatch", Entries=[{"Id": "a", "ReceiptHandle": "made-up"}])

    def test_the_rules_of_a_batch(self, sqs: Sqs) -> None:
        url = sqs.queue()
        entry = {"Id": "x", "ReceiptHandle": "made-up", "VisibilityTimeout": 5}
        for wrong, code in (
            ([], "EmptyBatchRequest"),
            ([entry, entry], "BatchEntryIdsNotDistinct"),
            ([{**entry, "Id": str(n)} for n in range(11)], "TooManyEntriesInBatchRequest"),
            ([{**entry, "Id": ""}], "InvalidBatchEntryId"),
        ):
            assert sqs.error("ChangeMessageVisibilityBatch", QueueUrl=url, Entries=wrong).code == code


class TestBehaviour:
    def test_each_has_its_own_time(self, sqs: Sqs) -> None:
        url = sqs.queue()
        for body in "abc":
            sqs.send(url, body)
        handles = {m["Body"]: m["ReceiptHandle"] for m in sqs.receive(url, MaxNumberOfMessages=10)}
        batch = [
            {"Id": "a", "ReceiptHandle": handles["a"], "VisibilityTimeout": 0},
            {"Id": "b", "ReceiptHandle": handles["b"], "VisibilityTimeout": 10},
            {"Id": "c", "ReceiptHandle": handles["c"], "VisibilityTimeout": 50_000},
        ]
        answer = sqs.call("ChangeMessageVisibilityBatch", QueueUrl=url, Entries=batch)
        assert [entry["Id"] for entry in answer["Successful"]] == ["a", "b"]
        assert [(entry["Id"], entry["Code"]) for entry in answer["Failed"]] == [("c", "InvalidParameterValue")]
        assert sqs.bodies(url, VisibilityTimeout=600) == ["a"]
        sqs.advance(10)
        assert sqs.bodies(url, VisibilityTimeout=600) == ["b"]
        sqs.advance(20)
        assert sqs.bodies(url) == ["c"], "its time was not changed"
