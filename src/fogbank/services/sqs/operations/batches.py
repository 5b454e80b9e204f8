"""Up to ten messages in one call. Each entry stands or falls alone: all its checks come before its writes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import operation
from fogbank.services.sqs import errors, names, rules, shelf
from fogbank.services.sqs._shapes import (
    BatchResultErrorEntry,
    ChangeMessageVisibilityBatchRequest,
    ChangeMessageVisibilityBatchResult,
    DeleteMessageBatchRequest,
    DeleteMessageBatchResult,
    SendMessageBatchRequest,
    SendMessageBatchResult,
)
from fogbank.services.sqs.events import MessagesDeleted, MessagesSent
from fogbank.services.sqs.operations.limits import take_turn
from fogbank.services.sqs.operations.messages import change_one, delete_one, sent_result

Successes = list[Any]
Failures = list[BatchResultErrorEntry]


def _each(
    entries: Sequence[Mapping[str, Any]], do: Callable[[int, Mapping[str, Any]], Mapping[str, object]]
) -> tuple[Successes, Failures]:
    """Do something for every entry; an error of one becomes its row among the failed."""
    successful: Successes = []
    failed: Failures = []
    for order, entry in enumerate(entries):
        try:
            successful.append({"Id": entry["Id"], **do(order, entry)})
        except ServiceError as error:
            failed.append(
                {
                    "Id": entry["Id"],
                    "SenderFault": error.status < 500,
                    "Code": error.query_code or error.code,
                    "Message": error.message,
                }
            )
    return successful, failed


@operation("SendMessageBatch", on=names.on_queue)
def send_message_batch(call: Call, req: SendMessageBatchRequest) -> SendMessageBatchResult:
    """Store up to ten messages, in their order.

    Errors: QueueDoesNotExist, EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId,
    BatchEntryIdsNotDistinct, BatchRequestTooLong, RequestThrottled; for single entries those of SendMessage.
    Source: API Reference, SendMessageBatch.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    entries = req["Entries"]
    rules.check_entries(entries, "SendMessageBatchRequestEntry")
    rules.check_batch_size(entries)
    take_turn(call, queue, "SendMessage")
    size_bytes = 0

    def send(order: int, entry: Mapping[str, Any]) -> Mapping[str, object]:
        nonlocal size_bytes
        draft = rules.draft(queue, entry)
        message_id, position = shelf.add(call, queue, draft, order)
        size_bytes += draft.size_bytes
        return sent_result(queue, draft, message_id, position)

    successful, failed = _each(entries, send)
    call.tx.emit(MessagesSent(queue.arn, queue.fifo, len(successful), size_bytes))
    return {"Successful": successful, "Failed": failed}


@operation("DeleteMessageBatch", on=names.on_queue)
def delete_message_batch(call: Call, req: DeleteMessageBatchRequest) -> DeleteMessageBatchResult:
    """Remove up to ten received messages for good.

    Errors: QueueDoesNotExist, EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId,
    BatchEntryIdsNotDistinct, RequestThrottled; for single entries ReceiptHandleIsInvalid.
    Source: API Reference, DeleteMessageBatch; observed, smaskalik/sqsmover issue 54 (a FIFO handle that is too late).
    """
    queue = names.queue_at(call, req["QueueUrl"])
    entries = req["Entries"]
    rules.check_entries(entries, "DeleteMessageBatchRequestEntry")
    take_turn(call, queue, "DeleteMessage")
    deleted = 0

    def delete(order: int, entry: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal deleted
        deleted += delete_one(call, queue, entry["ReceiptHandle"], errors.expired_receipt_in_batch())
        return {}

    successful, failed = _each(entries, delete)
    call.tx.emit(MessagesDeleted(queue.arn, queue.fifo, deleted))
    return {"Successful": successful, "Failed": failed}


@operation("ChangeMessageVisibilityBatch", on=names.on_queue)
def change_message_visibility_batch(
    call: Call, req: ChangeMessageVisibilityBatchRequest
) -> ChangeMessageVisibilityBatchResult:
    """Hide up to ten messages in flight for so long from now on; without a time, an entry means 0.

    Errors: QueueDoesNotExist, EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId,
    BatchEntryIdsNotDistinct, RequestThrottled; for single entries those of ChangeMessageVisibility.
    Source: API Reference, ChangeMessageVisibilityBatch.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    entries = req["Entries"]
    rules.check_entries(entries, "ChangeMessageVisibilityBatchRequestEntry")
    take_turn(call, queue, "ChangeMessageVisibility")

    def change(order: int, entry: Mapping[str, Any]) -> dict[str, Any]:
        change_one(call, queue, entry["ReceiptHandle"], entry.get("VisibilityTimeout", 0))
        return {}

    successful, failed = _each(entries, change)
    return {"Successful": successful, "Failed": failed}
