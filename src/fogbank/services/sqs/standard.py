"""How the messages of a standard queue stand on its shelf: one row each, in order of the instant they are visible."""

import math

from fogbank.kernel.store import Tx
from fogbank.services.sqs.records import Message, Queue


def next_position(tx: Tx, shelf: int, now: float) -> int:
    """Where a message that arrives now stands among the others: by microseconds; the id decides ties."""
    return int(now * 1e6)


def add(tx: Tx, message: Message) -> None:
    """Put a new message on the shelf."""
    tx.insert(message)


def ready(tx: Tx, queue: Queue, now: float, count: int) -> list[Message]:
    """Up to `count` messages that can be received, those first that became visible first."""
    return list(tx.scan(Message, queue.shelf, index="visible", end=(math.nextafter(now, math.inf),), limit=count))


def find(tx: Tx, shelf: int, position: int, message_id: str) -> Message | None:
    """The message at this place."""
    return tx.get(Message, shelf, position, message_id)


def take(tx: Tx, messages: list[Message], now: float) -> None:
    """Write messages that have just been received."""
    for message in messages:
        tx.put(message)


def hide(tx: Tx, message: Message, now: float) -> None:
    """Write a message whose `visible_at` was set anew."""
    tx.put(message)


def remove(tx: Tx, message: Message, now: float) -> None:
    """Take a message away."""
    tx.delete(message)


def oldest(tx: Tx, shelf: int, count: int) -> list[Message]:
    """The messages that were sent first."""
    return list(tx.scan(Message, shelf, limit=count))


def next_at(tx: Tx, queue: Queue, now: float) -> float | None:
    """When the next message that is hidden now can be received."""
    for message in tx.scan(Message, queue.shelf, index="visible", start=(math.nextafter(now, math.inf),), limit=1):
        return message.visible_at
    return None


def counts(tx: Tx, queue: Queue, now: float) -> tuple[int, int, int]:
    """How many messages are visible, in flight and delayed."""
    later = (math.nextafter(now, math.inf),)
    visible = tx.count(Message, queue.shelf, index="visible", end=later)
    delayed = tx.count(Message, queue.shelf, index="delayed", start=later)
    return visible, in_flight(tx, queue, now), delayed


def in_flight(tx: Tx, queue: Queue, now: float) -> int:
    """How many messages were received and are hidden."""
    later = (math.nextafter(now, math.inf),)
    hidden = tx.count(Message, queue.shelf, index="visible", start=later)
    return hidden - tx.count(Message, queue.shelf, index="delayed", start=later)
