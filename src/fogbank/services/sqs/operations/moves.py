"""Message move tasks: dead letters on their way back."""

import base64
import binascii
from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.services.sqs import errors, names, shelf
from fogbank.services.sqs._shapes import (
    CancelMessageMoveTaskRequest,
    CancelMessageMoveTaskResult,
    ListMessageMoveTasksRequest,
    ListMessageMoveTasksResult,
    ListMessageMoveTasksResultEntry,
    StartMessageMoveTaskRequest,
    StartMessageMoveTaskResult,
)
from fogbank.services.sqs.records import MoveTask, Queue

_RATE_MAX = 500
_SHOWN_MAX = 10


def _handle(task: MoveTask) -> str:
    place = {"taskId": task.id, "sourceArn": task.source_arn, "startedAt": task.started_at}
    return base64.b64encode(orjson.dumps(place)).decode()


def _place(handle: str) -> dict[str, Any]:
    """What stands in a task handle; raises InvalidParameterValue."""
    try:
        place = orjson.loads(base64.b64decode(handle, validate=True))
        return {
            "taskId": str(place["taskId"]),
            "sourceArn": str(place["sourceArn"]),
            "startedAt": float(place["startedAt"]),
        }
    except (binascii.Error, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise errors.bad_task_handle(handle) from None


def _on_task(call: Call, req: dict[str, Any]) -> Target:
    """The source queue of the task behind TaskHandle, in the caller's account."""
    queue = names.queue_of_arn(call.tx, _place(req["TaskHandle"])["sourceArn"])
    if queue is None:
        raise errors.no_task()
    return Target(queue.arn, queue.account, (queue.policy or None) if queue.account == call.account else None)


def _source(call: Call, arn: str) -> Queue:
    queue = names.queue_of_arn(call.tx, arn)
    if queue is None or (queue.account, queue.region) != (call.account, call.region):
        raise errors.no_source_queue()
    return queue


@operation("StartMessageMoveTask", on=names.on_source_arn)
def start_message_move_task(call: Call, req: StartMessageMoveTaskRequest) -> StartMessageMoveTaskResult:
    """Begin to move the visible messages of a dead-letter queue to another queue, or to where each came from.

    Errors: ResourceNotFoundException, InvalidParameterValue.
    Source: API Reference, StartMessageMoveTask; observed texts.
    Differs: without a rate, 500 messages a second.
    """
    tx = call.tx
    source = _source(call, req["SourceArn"])
    rate = req.get("MaxNumberOfMessagesPerSecond")
    if rate is not None and not 1 <= rate <= _RATE_MAX:
        reason = f"MaxNumberOfMessagesPerSecond must be an integer between 1 and {_RATE_MAX}."
        raise errors.bad_value(rate, "MaxNumberOfMessagesPerSecond", reason)
    if not any(True for _ in tx.scan(Queue, source.arn, index="dead_letter", limit=1)):
        raise errors.not_a_dead_letter_queue()
    destination = req.get("DestinationArn", "")
    if destination:
        target = names.queue_of_arn(tx, destination)
        if target is None or (target.account, target.region) != (call.account, call.region):
            raise errors.no_destination_queue()
        if target.fifo != source.fifo or target.arn == source.arn:
            reason = "The destination must be another queue of the same type as the source."
            raise errors.bad_value(destination, "DestinationArn", reason)
    if any(task.status == "RUNNING" for task in _latest(call, source.arn, 1)):
        raise errors.task_is_running()
    to_move = shelf.lane(source).counts(tx, source, tx.now)[0]
    task = MoveTask(source.arn, tx.now, call.ids.uuid(), destination, rate or 0, "RUNNING", to_move)
    tx.insert(task)
    tx.at(tx.now, "sqs.move", source.arn, repr(task.started_at), task.id)
    return {"TaskHandle": _handle(task)}


def _latest(call: Call, source_arn: str, count: int) -> list[MoveTask]:
    return list(call.tx.scan(MoveTask, source_arn, reverse=True, limit=count))


@operation("ListMessageMoveTasks", on=names.on_source_arn)
def list_message_move_tasks(call: Call, req: ListMessageMoveTasksRequest) -> ListMessageMoveTasksResult:
    """The latest move tasks of a queue, newest first: one, or up to ten.

    Errors: ResourceNotFoundException, InvalidParameterValue.
    Source: API Reference, ListMessageMoveTasks.
    """
    source = _source(call, req["SourceArn"])
    count = req.get("MaxResults", 1)
    if not 1 <= count <= _SHOWN_MAX:
        reason = f"MaxResults must be an integer between 1 and {_SHOWN_MAX}."
        raise errors.bad_value(count, "MaxResults", reason)
    return {"Results": [_shown(task) for task in _latest(call, source.arn, count)]}


def _shown(task: MoveTask) -> ListMessageMoveTasksResultEntry:
    entry: ListMessageMoveTasksResultEntry = {
        "Status": task.status,
        "SourceArn": task.source_arn,
        "ApproximateNumberOfMessagesMoved": task.moved,
        "ApproximateNumberOfMessagesToMove": task.to_move,
        "StartedTimestamp": int(task.started_at * 1000),
    }
    if task.status == "RUNNING":
        entry["TaskHandle"] = _handle(task)
    if task.destination_arn:
        entry["DestinationArn"] = task.destination_arn
    if task.rate:
        entry["MaxNumberOfMessagesPerSecond"] = task.rate
    if task.failure:
        entry["FailureReason"] = task.failure
    return entry


@operation("CancelMessageMoveTask", on=_on_task)
def cancel_message_move_task(call: Call, req: CancelMessageMoveTaskRequest) -> CancelMessageMoveTaskResult:
    """Stop a running move task; what has been moved stays moved.

    Errors: ResourceNotFoundException, InvalidParameterValue, UnsupportedOperation.
    Source: API Reference, CancelMessageMoveTask.
    Differs: the task is CANCELLED at once, without a time of CANCELLING.
    """
    place = _place(req["TaskHandle"])
    task = call.tx.get(MoveTask, place["sourceArn"], place["startedAt"], place["taskId"])
    if task is None:
        raise errors.no_task()
    if task.status != "RUNNING":
        raise errors.task_is_over()
    call.tx.put(task.replace(status="CANCELLED"))
    call.tx.cancel("sqs.move", task.source_arn, repr(task.started_at), task.id)
    return {"ApproximateNumberOfMessagesMoved": task.moved}
