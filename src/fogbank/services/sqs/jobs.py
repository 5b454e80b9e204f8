"""What SQS owes: expiry, clearing of given-up shelves, message move tasks."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.sqs import names, shelf
from fogbank.services.sqs.records import DataKey, Deleted, MoveTask, Queue

_MOVED_IN_A_SECOND = 500


@job("sqs.expire")
def expire(call: Call, account: str, region: str, name: str, shelf_number: str) -> None:
    """Remove a queue's messages that are older than its retention period."""
    queue = call.tx.get(Queue, account, region, name)
    if queue is not None and queue.shelf == int(shelf_number):
        shelf.expire(call.tx, queue)


@job("sqs.clear")
def clear(call: Call, shelf_number: str) -> None:
    """Remove all rows of a shelf that its queue has given up."""
    if shelf.clear(call.tx, int(shelf_number)):
        call.tx.at(call.tx.now, "sqs.clear", shelf_number)


@job("sqs.free_name")
def free_name(call: Call, account: str, region: str, name: str) -> None:
    """A deleted queue's name may be used again."""
    if deleted := call.tx.get(Deleted, account, region, name):
        call.tx.delete(deleted)


@job("sqs.move")
def move(call: Call, source_arn: str, started_at: str, task_id: str) -> None:
    """One second's worth of a message move task; it ends when nothing visible is left.

    Source: API Reference, StartMessageMoveTask and ListMessageMoveTasks.
    """
    tx = call.tx
    task = tx.get(MoveTask, source_arn, float(started_at), task_id)
    if task is None or task.status != "RUNNING":
        return
    source = names.queue_of_arn(tx, source_arn)
    if source is None:
        tx.put(task.replace(status="FAILED", failure="AWS.SimpleQueueService.NonExistentQueue"))
        return
    count = task.rate or _MOVED_IN_A_SECOND
    messages = shelf.lane(source).ready(tx, source, tx.now, count)
    moved = task.moved
    for order, message in enumerate(messages):
        target_arn = task.destination_arn or message.dead_letter_source
        target = names.queue_of_arn(tx, target_arn) if target_arn else None
        if target is None:
            why = "AWS.SimpleQueueService.NonExistentQueue" if target_arn else "CouldNotDetermineMessageSource"
            tx.put(task.replace(status="FAILED", failure=why, moved=moved))
            return
        shelf.move(call, source, message, target, order)
        moved += 1
    if len(messages) < count:
        tx.put(task.replace(status="COMPLETED", moved=moved))
    else:
        tx.put(task.replace(moved=moved))
        tx.at(tx.now + 1.0, "sqs.move", source_arn, started_at, task_id)


@job("sqs.forget_data_key")
def forget_data_key(call: Call, data_key: str) -> None:
    """No message can need it any more."""
    row = call.tx.get(DataKey, data_key)
    if row is not None:
        call.tx.delete(row)
