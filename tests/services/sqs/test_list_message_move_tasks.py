"""ListMessageMoveTasks. Source: SQS API Reference, ListMessageMoveTasks."""

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_a_running_task(self, sqs: Sqs) -> None:
        _, dead = sqs.with_dead_letters(1)
        sqs.send(dead)
        sqs.send(dead)
        other = sqs.queue("other")
        started_ms = int(sqs.cloud.now() * 1000)
        handle = sqs.call(
            "StartMessageMoveTask",
            SourceArn=sqs.arn(dead),
            DestinationArn=sqs.arn(other),
            MaxNumberOfMessagesPerSecond=1,
        )["TaskHandle"]
        sqs.advance(0)
        [task] = sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(dead))["Results"]
        assert task == {
            "TaskHandle": handle,
            "Status": "RUNNING",
            "SourceArn": sqs.arn(dead),
            "DestinationArn": sqs.arn(other),
            "MaxNumberOfMessagesPerSecond": 1,
            "ApproximateNumberOfMessagesMoved": 1,
            "ApproximateNumberOfMessagesToMove": 2,
            "StartedTimestamp": started_ms,
        }

    def test_a_queue_without_tasks(self, sqs: Sqs) -> None:
        assert sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(sqs.queue())) == {"Results": []}


class TestRules:
    def test_an_unknown_source(self, sqs: Sqs) -> None:
        for arn in (
            "arn:aws:sqs:us-east-1:000000000000:nowhere",
            "nonsense",
            "arn:aws:sns:us-east-1:000000000000:jobs",
        ):
            assert sqs.error("ListMessageMoveTasks", SourceArn=arn).code == "ResourceNotFoundException"

    def test_one_to_ten_results(self, sqs: Sqs) -> None:
        """Source: API Reference, MaxResults: default 1, upper limit 10."""
        arn = sqs.arn(sqs.queue())
        for wrong in (0, 11):
            assert sqs.error("ListMessageMoveTasks", SourceArn=arn, MaxResults=wrong).code == "InvalidParameterValue"


class TestBehaviour:
    def test_the_newest_first_and_a_handle_only_while_running(self, sqs: Sqs) -> None:
        _, dead = sqs.with_dead_letters(1)
        other = sqs.queue("other")
        for _ in range(3):
            sqs.call("StartMessageMoveTask", SourceArn=sqs.arn(dead), DestinationArn=sqs.arn(other))
            sqs.advance(10)
        tasks = sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(dead), MaxResults=2)["Results"]
        started = [task["StartedTimestamp"] for task in tasks]
        assert started == sorted(started, reverse=True)
        assert len(tasks) == 2
        assert all(task["Status"] == "COMPLETED" and "TaskHandle" not in task for task in tasks)
        assert len(sqs.call("ListMessageMoveTasks", SourceArn=sqs.arn(dead))["Results"]) == 1
