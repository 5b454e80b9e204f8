"""What both kinds of queue share: messages put on the shelf, received from it, expired, made dead letters.

`standard.py` and `ordered.py` are the two ways in which messages stand there; they have the same functions.
"""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import InvalidPageToken
from fogbank.kernel.store import Tx
from fogbank.services.sqs import encryption, errors, names, ordered, rules, standard
from fogbank.services.sqs.records import (
    ON_A_SHELF,
    Attempt,
    Body,
    Deduplication,
    Message,
    OrderedMessage,
    Queue,
    Shelf,
)

# A body up to this length stands in the message's own row, which is written again with every receive.
_SHORT = 4096
_STEP = 500
# How often a receive looks again after passing over messages, so that many dead letters do not hold everybody up.
_ROUNDS = 50
_RECEIPT = "sqs:receipt"
# Every sixteenth message, by the last digit of its id, counts for sixteen: see `has_room`.
_SAMPLE = 16
_EXACT_BELOW = 1_000


def lane(queue: Queue) -> Any:
    """The way in which this queue's messages stand."""
    return ordered if queue.fifo else standard


def fresh(call: Call) -> int:
    """A shelf that nobody has used."""
    return int(call.ids.hex(15), 16)


def shelf_of(tx: Tx, queue: Queue) -> Shelf:
    """What is known of the queue's messages as a whole."""
    return tx.get(Shelf, queue.shelf) or Shelf(queue.shelf)


# -- in


def add(call: Call, queue: Queue, draft: rules.Draft, order: int = 0) -> tuple[str, int]:
    """Store a message that may be sent; gives its id and position. `order`: its place in a batch.

    On a FIFO queue a repeat within five minutes is not stored: the answer is that of the first.
    """
    tx, now = call.tx, call.tx.now
    key = ""
    if queue.fifo:
        key = rules.deduplication_key(queue, draft.group, draft.deduplication_id)
        known = tx.get(Deduplication, queue.shelf, key)
        if known is not None and now < known.at + rules.DEDUPLICATION_S:
            return known.message_id, known.position
    position = lane(queue).next_position(tx, queue.shelf, now) + (0 if queue.fifo else order)
    message_id = call.ids.uuid()
    body, data_key = encryption.seal(call, queue, draft.body) if queue.kms_key else (draft.body, "")
    record = OrderedMessage if queue.fifo else Message
    message = record(
        queue.shelf,
        position,
        message_id,
        now if queue.fifo else now + draft.delay_s,
        now,
        call.principal.id,
        body if draft.size_bytes <= _SHORT else "",
        draft.body_md5,
        draft.size_bytes,
        draft.attributes,
        draft.attributes_md5,
        draft.trace_header,
        draft.group,
        draft.deduplication_id,
        not queue.fifo and draft.delay_s > 0,
        data_key=data_key,
    )
    if queue.fifo:
        tx.put(Deduplication(queue.shelf, key, now, message_id, position))
    _place(tx, queue, message, body)
    return message_id, position


def _place(tx: Tx, queue: Queue, message: Message, body: str) -> None:
    """Put a message on the shelf, its large body beside it, and see that it will expire."""
    if not message.body:
        tx.insert(Body(message.shelf, message.position, message.id, body))
    lane(queue).add(tx, message)
    due_at = message.sent_at + queue.retention_s
    expire_by(tx, queue, min(due_at, tx.now + rules.DEDUPLICATION_S) if queue.fifo else due_at)


def expire_by(tx: Tx, queue: Queue, due_at: float) -> None:
    """See that the expiry job runs at this instant, unless it runs earlier."""
    known = shelf_of(tx, queue)
    if not known.due_at or due_at < known.due_at:
        tx.put(known.replace(due_at=due_at))
        tx.at(due_at, "sqs.expire", queue.account, queue.region, queue.name, str(queue.shelf))


def body_of(tx: Tx, message: Message) -> str:
    """The message's body as it is kept, wherever it stands."""
    if message.body:
        return message.body
    found = tx.get(Body, message.shelf, message.position, message.id)
    assert found is not None, "a message without a body of its own has a Body row"
    return found.body


# -- out


def choose(tx: Tx, queue: Queue, count: int) -> list[Message]:
    """Up to `count` messages that can be received; those that were received too often become dead letters instead."""
    now = tx.now
    target = dead_letter_target(tx, queue)
    found: list[Message] = []
    for _ in range(_ROUNDS):
        found = []
        passed_over = False
        for message in lane(queue).ready(tx, queue, now, count):
            if message.sent_at + queue.retention_s <= now:
                remove(tx, queue, message)
                passed_over = True
            elif target is not None and message.receive_count - message.carried >= queue.receive_count_max:
                _bury(tx, queue, message, target)
                passed_over = True
            else:
                found.append(message)
        if not passed_over:
            break
    return found


def take(tx: Tx, queue: Queue, messages: list[Message], until: float) -> list[Message]:
    """Receive these messages: hide them until an instant."""
    taken = [
        message.replace(
            visible_at=until,
            delayed=False,
            receive_count=message.receive_count + 1,
            received_at=tx.now,
            first_received_at=message.first_received_at or tx.now,
        )
        for message in messages
    ]
    lane(queue).take(tx, taken, tx.now)
    return taken


def has_room(call: Call, queue: Queue) -> bool:
    """Whether another message may be in flight.

    Counting them with every receive would cost as much as there are; so a count holds until half of what was left then
    has been received. Below a quota of 1,000 every receive counts.
    Source: Developer Guide, message quotas: "approximately 120,000".
    """
    tx = call.tx
    known = shelf_of(tx, queue)
    if known.room > 0:
        return True
    quota = int(call.quota("in-flight-messages", 120_000))
    in_flight: int = lane(queue).in_flight(tx, queue, tx.now)
    if quota >= _EXACT_BELOW:
        tx.put(known.replace(room=(quota - in_flight) // 2))
    return in_flight < quota


def note_received(tx: Tx, queue: Queue, messages: list[Message]) -> None:
    """Keep the estimate of `has_room` going: a sample of the messages counts for all."""
    sampled = sum(message.id[-1] == "0" for message in messages)
    known = shelf_of(tx, queue)
    if sampled and known.room > 0:
        tx.put(known.replace(room=known.room - _SAMPLE * sampled))


def remove(tx: Tx, queue: Queue, message: Message) -> None:
    """Take a message and its body away."""
    if not message.body and (body := tx.get(Body, message.shelf, message.position, message.id)):
        tx.delete(body)
    lane(queue).remove(tx, message, tx.now)


# -- receipts


def receipt_of(call: Call, queue: Queue, message: Message) -> str:
    """The handle of this receive of a message: signed, so that nobody can make one up."""
    place = (queue.id, message.shelf, message.position, message.id, message.receive_count)
    return call.kernel.tokens.make(_RECEIPT, place)


def message_of(call: Call, queue: Queue, handle: str) -> tuple[Message | None, bool]:
    """The message that a handle is for (None: it is gone), and whether the handle is that of its latest receive.

    Errors: ReceiptHandleIsInvalid.
    """
    try:
        place = call.kernel.tokens.read(_RECEIPT, handle)
    except InvalidPageToken:
        raise errors.bad_receipt(handle) from None
    queue_id, shelf, position, message_id, ordinal = place
    if queue_id != queue.id:
        raise errors.bad_receipt(handle)
    message = lane(queue).find(call.tx, shelf, position, message_id) if shelf == queue.shelf else None
    return message, message is not None and message.receive_count == ordinal


# -- dead letters and moves


def dead_letter_target(tx: Tx, queue: Queue) -> Queue | None:
    """The queue's dead-letter queue while there is one of its kind; without it, messages stay."""
    if not queue.dead_letter_arn:
        return None
    target = names.queue_of_arn(tx, queue.dead_letter_arn)
    return target if target is not None and target.fifo == queue.fifo else None


def _bury(tx: Tx, queue: Queue, message: Message, target: Queue) -> None:
    """Make a message a dead letter. It keeps its id, and on a standard queue the instant at which it was sent.

    Source: Developer Guide, Understanding message retention periods for dead-letter queues.
    """
    body = body_of(tx, message)
    remove(tx, queue, message)
    sent_at = tx.now if queue.fifo else message.sent_at
    _place(
        tx,
        target,
        message.replace(
            shelf=target.shelf,
            position=lane(target).next_position(tx, target.shelf, tx.now) if queue.fifo else message.position,
            visible_at=tx.now,
            sent_at=sent_at,
            delayed=False,
            carried=message.receive_count,
            received_at=0.0,
            dead_letter_source=queue.arn,
        ),
        body,
    )


def move(call: Call, source: Queue, message: Message, target: Queue, order: int) -> None:
    """Send a message of one queue to another, as a new message.

    Source: Developer Guide, dead-letter queue redrive: new message id, enqueue time and retention period.
    """
    tx = call.tx
    body = body_of(tx, message)
    remove(tx, source, message)
    _place(
        tx,
        target,
        message.replace(
            shelf=target.shelf,
            id=call.ids.uuid(),
            position=lane(target).next_position(tx, target.shelf, tx.now) + (0 if target.fifo else order),
            visible_at=tx.now,
            sent_at=tx.now,
            delayed=False,
            receive_count=0,
            carried=0,
            received_at=0.0,
            first_received_at=0.0,
            dead_letter_source="",
        ),
        body,
    )


# -- the end


def expire(tx: Tx, queue: Queue) -> None:
    """Remove what is too old, some hundred rows at a time, and see to the next run."""
    now = tx.now
    due: list[float] = []
    for message in lane(queue).oldest(tx, queue.shelf, _STEP):
        if message.sent_at + queue.retention_s > now:
            due.append(message.sent_at + queue.retention_s)
            break
        remove(tx, queue, message)
    else:
        due += _left(tx, queue)
    if queue.fifo:
        due += _forget(tx, queue, now)
    tx.put(shelf_of(tx, queue).replace(due_at=0.0))
    if due:
        expire_by(tx, queue, min(due))


def _left(tx: Tx, queue: Queue) -> list[float]:
    return [message.sent_at + queue.retention_s for message in lane(queue).oldest(tx, queue.shelf, 1)]


def _forget(tx: Tx, queue: Queue, now: float) -> list[float]:
    """Forget deduplication and attempt ids after five minutes."""
    due = []
    record: type[Deduplication] | type[Attempt]
    for record in (Deduplication, Attempt):
        for used in tx.scan(record, queue.shelf, index="age", limit=_STEP):
            due.append(used.at + rules.DEDUPLICATION_S)
            if due[-1] > now:
                break
            tx.delete(used)
    return due


def leave(tx: Tx, queue: Queue) -> None:
    """Give up a queue's shelf: a job clears it."""
    tx.cancel("sqs.expire", queue.account, queue.region, queue.name, str(queue.shelf))
    tx.at(tx.now, "sqs.clear", str(queue.shelf))


def clear(tx: Tx, shelf: int) -> bool:
    """Remove some hundred rows of a shelf that no queue has any more; whether there may be more."""
    left = _STEP
    for record in ON_A_SHELF:
        for row in list(tx.scan(record, shelf, limit=left)):
            tx.delete(row)
            left -= 1
        if not left:
            return True
    return False
