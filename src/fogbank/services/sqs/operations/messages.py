"""Sending, receiving, hiding and deleting single messages."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import operation
from fogbank.kernel.waits import Wait
from fogbank.services.sqs import encryption, errors, names, rules, shelf
from fogbank.services.sqs._shapes import (
    ChangeMessageVisibilityRequest,
    DeleteMessageRequest,
    ReceiveMessageRequest,
    ReceiveMessageResult,
    SendMessageRequest,
    SendMessageResult,
)
from fogbank.services.sqs.events import MessagesDeleted, MessagesReceived, MessagesSent
from fogbank.services.sqs.operations.limits import take_turn
from fogbank.services.sqs.records import Attempt, Message, Queue


@operation("SendMessage", on=names.on_queue)
def send_message(call: Call, req: SendMessageRequest) -> SendMessageResult:
    """Store one message; it can be received once its delay has passed.

    Errors: QueueDoesNotExist, MissingParameter, InvalidParameterValue, InvalidMessageContents, RequestThrottled; KMS's.
    Source: API Reference, SendMessage; Developer Guide, FIFO queues.
    Differs: MessageGroupId on a standard queue is kept, but does not change the order of delivery.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    take_turn(call, queue, "SendMessage")
    draft = rules.draft(queue, req)
    message_id, position = shelf.add(call, queue, draft)
    call.tx.emit(MessagesSent(queue.arn, queue.fifo, 1, draft.size_bytes))
    return sent_result(queue, draft, message_id, position)


def sent_result(queue: Queue, draft: rules.Draft, message_id: str, position: int) -> SendMessageResult:
    """What a sender is told: the id and the digests of what arrived."""
    result: SendMessageResult = {"MessageId": message_id, "MD5OfMessageBody": draft.body_md5}
    if draft.attributes_md5:
        result["MD5OfMessageAttributes"] = draft.attributes_md5
    if draft.system_md5:
        result["MD5OfMessageSystemAttributes"] = draft.system_md5
    if queue.fifo:
        result["SequenceNumber"] = rules.sequence_number(position)
    return result


@operation("ReceiveMessage", on=names.on_queue)
def receive_message(call: Call, req: ReceiveMessageRequest) -> ReceiveMessageResult:
    """Give up to ten messages and hide them from others for the visibility timeout; wait for one if asked to.

    Errors: QueueDoesNotExist, InvalidParameterValue, InvalidAttributeName, OverLimit, RequestThrottled; KMS's.
    Source: API Reference, ReceiveMessage; Developer Guide, short and long polling.
    Differs: a short poll looks at every message, not at a sample.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    count = req.get("MaxNumberOfMessages", 1)
    wait_s = req.get("WaitTimeSeconds", queue.wait_s)
    visibility_s = req.get("VisibilityTimeout", queue.visibility_timeout_s)
    rules.check_receive(count, wait_s, visibility_s)
    system_names = _system_names(req)
    attempt_id = _attempt_id(queue, req)
    take_turn(call, queue, "ReceiveMessage")
    messages = _again(call, queue, attempt_id, visibility_s) or _receive(call, queue, count, visibility_s)
    if not messages:
        _wait(call, queue, wait_s)
        call.tx.emit(MessagesReceived(queue.arn, queue.fifo, 0, 0))
        return {}
    if attempt_id:
        _remember(call, queue, attempt_id, messages)
    wanted = req.get("MessageAttributeNames", ())
    given = [_given(call, queue, message, system_names, wanted) for message in messages]
    size_bytes = sum(message.size_bytes for message in messages)
    call.tx.emit(MessagesReceived(queue.arn, queue.fifo, len(messages), size_bytes))
    return {"Messages": given}


def _system_names(req: ReceiveMessageRequest) -> list[str]:
    """AttributeNames is the old name of MessageSystemAttributeNames; both count."""
    names_ = [*req.get("MessageSystemAttributeNames", ()), *req.get("AttributeNames", ())]
    if names_:
        rules.check_system_names(names_)
    return names_


def _attempt_id(queue: Queue, req: ReceiveMessageRequest) -> str:
    attempt_id = req.get("ReceiveRequestAttemptId", "")
    if attempt_id:
        if not queue.fifo:
            raise errors.not_on_this_queue(attempt_id, "ReceiveRequestAttemptId")
        rules.check_token(attempt_id, "ReceiveRequestAttemptId")
    return attempt_id


def _receive(call: Call, queue: Queue, count: int, visibility_s: int) -> list[Message]:
    tx = call.tx
    messages = shelf.choose(tx, queue, count)
    if not messages:
        return []
    if not shelf.has_room(call, queue):
        return _too_many(queue)
    shelf.note_received(tx, queue, messages)
    return shelf.take(tx, queue, messages, tx.now + visibility_s)


def _wait(call: Call, queue: Queue, wait_s: int) -> None:
    """Nothing is there: wait for the next change or visible message, unless the time is up."""
    tx = call.tx
    deadline = call.started_at + wait_s
    if tx.now >= deadline:
        return
    until = shelf.lane(queue).next_at(tx, queue, tx.now)
    if tx.rows:
        # What became a dead letter on the way must not wait for the end of this poll, whose writes are dropped.
        call.transact(_bury_only, queue)
    raise Wait(deadline if until is None else min(deadline, until))


def _bury_only(call: Call, queue: Queue) -> None:
    shelf.choose(call.tx, queue, 1)


def _given(call: Call, queue: Queue, message: Message, system_names: list[str], wanted: Any) -> Any:
    given: dict[str, Any] = {
        "MessageId": message.id,
        "ReceiptHandle": shelf.receipt_of(call, queue, message),
        "MD5OfBody": message.body_md5,
        "Body": encryption.opened(call, message, shelf.body_of(call.tx, message)),
    }
    if system_names:
        given["Attributes"] = rules.system_attributes(message, system_names)
    if wanted and message.attributes:
        attributes = rules.wanted_attributes(message, wanted)
        if attributes:
            whole = len(attributes) == len(message.attributes)
            given["MD5OfMessageAttributes"] = message.attributes_md5 if whole else rules.md5_of_attributes(attributes)
            given["MessageAttributes"] = {name: rules.attribute_value(value) for name, value in attributes.items()}
    return given


# -- receives that are tried again


def _again(call: Call, queue: Queue, attempt_id: str, visibility_s: int) -> list[Message]:
    """The messages of the same attempt within five minutes, as long as nothing happened to them.

    Source: API Reference, ReceiveMessage, ReceiveRequestAttemptId.
    """
    tx = call.tx
    attempt = tx.get(Attempt, queue.shelf, attempt_id) if attempt_id else None
    if attempt is None or tx.now >= attempt.at + rules.DEDUPLICATION_S:
        return []
    messages = []
    for position, message_id, ordinal, visible_at in attempt.messages:
        message = shelf.lane(queue).find(tx, queue.shelf, position, message_id)
        untouched = message is not None and (message.receive_count, message.visible_at) == (ordinal, visible_at)
        if not untouched or visible_at <= tx.now:
            return []
        messages.append(message.replace(visible_at=tx.now + visibility_s))
    for message in messages:
        shelf.lane(queue).hide(tx, message, tx.now)
    return messages


def _remember(call: Call, queue: Queue, attempt_id: str, messages: list[Message]) -> None:
    tx = call.tx
    known = tx.get(Attempt, queue.shelf, attempt_id)
    at = known.at if known is not None and tx.now < known.at + rules.DEDUPLICATION_S else tx.now
    given = [(m.position, m.id, m.receive_count, m.visible_at) for m in messages]
    tx.put(Attempt(queue.shelf, attempt_id, at, given))
    shelf.expire_by(tx, queue, at + rules.DEDUPLICATION_S)


def _too_many(queue: Queue) -> list[Message]:
    """A standard queue says so, a FIFO queue gives nothing. Source: Developer Guide, message quotas."""
    if queue.fifo:
        return []
    raise errors.too_many_in_flight()


# -- what a receipt handle is for


@operation("DeleteMessage", on=names.on_queue)
def delete_message(call: Call, req: DeleteMessageRequest) -> None:
    """Remove a received message for good.

    Errors: QueueDoesNotExist, ReceiptHandleIsInvalid, InvalidParameterValue (FIFO, too late), RequestThrottled.
    Source: API Reference, DeleteMessage.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    take_turn(call, queue, "DeleteMessage")
    deleted = delete_one(call, queue, req["ReceiptHandle"], errors.expired_receipt(req["ReceiptHandle"]))
    call.tx.emit(MessagesDeleted(queue.arn, queue.fifo, deleted))


def delete_one(call: Call, queue: Queue, handle: str, too_late: ServiceError) -> int:
    """Delete by a handle; 0 where there was nothing to delete.

    A handle that is not of the latest receive deletes nothing. On a FIFO queue neither does one whose visibility
    timeout is over, and it is an error.
    """
    message, latest = shelf.message_of(call, queue, handle)
    if message is None:
        return 0
    if queue.fifo and (not latest or message.visible_at <= call.tx.now):
        raise too_late
    if not latest:
        return 0
    shelf.remove(call.tx, queue, message)
    return 1


@operation("ChangeMessageVisibility", on=names.on_queue)
def change_message_visibility(call: Call, req: ChangeMessageVisibilityRequest) -> None:
    """Hide a message in flight for so long from now on; 0 lets others receive it at once.

    Errors: QueueDoesNotExist, ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValue, RequestThrottled.
    Source: API Reference, ChangeMessageVisibility.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    take_turn(call, queue, "ChangeMessageVisibility")
    change_one(call, queue, req["ReceiptHandle"], req["VisibilityTimeout"])


def change_one(call: Call, queue: Queue, handle: str, visibility_s: int) -> None:
    """Change by a handle."""
    rules.check_visibility(visibility_s)
    message, latest = shelf.message_of(call, queue, handle)
    if message is None or not latest:
        raise errors.not_available(handle)
    now = call.tx.now
    if message.visible_at <= now:
        raise errors.not_in_flight()
    if now + visibility_s - message.received_at > rules.VISIBILITY_S_MAX:
        raise errors.beyond_twelve_hours(visibility_s)
    shelf.lane(queue).hide(call.tx, message.replace(visible_at=now + visibility_s), now)
