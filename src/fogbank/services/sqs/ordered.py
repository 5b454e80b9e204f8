"""How the messages of a FIFO queue stand on its shelf: in order within their group, and a row for each group.

A group's row says when the group can be received from: at once, or when the last of its messages in flight is back.
So a receive looks at groups that are free, not at all of them. In flight are at most the first ten of a group, for
they come from one receive; behind a message that nobody has received yet, none is in flight. The queue's delay is
added when reading, since it holds for messages already sent.
Source: SQS Developer Guide, FIFO queue delivery logic; API Reference, SetQueueAttributes, DelaySeconds.
"""

import math
from collections.abc import Iterator

from fogbank.kernel.store import Tx
from fogbank.services.sqs.records import Group, Message, OrderedMessage, Queue, Shelf

_FROM_ONE_RECEIVE = 10


def next_position(tx: Tx, shelf: int, now: float) -> int:
    """The next place in the queue: microseconds, but never the same or a smaller one again."""
    known = tx.get(Shelf, shelf) or Shelf(shelf)
    position = max(int(now * 1e6), known.last_position + 1)
    tx.put(known.replace(last_position=position))
    return position


def add(tx: Tx, message: Message) -> None:
    """Put a new message at the end of its group."""
    tx.insert(message)
    if tx.get(Group, message.shelf, message.group) is None:
        tx.insert(Group(message.shelf, message.group, message.sent_at))


def ready(tx: Tx, queue: Queue, now: float, count: int) -> list[Message]:
    """Up to `count` messages that can be received, as many as possible from one group after the other."""
    found: list[Message] = []
    for group in _free(tx, queue.shelf, now, count):
        for message in _first(tx, queue.shelf, group.group, count - len(found)):
            if message.sent_at + queue.delay_s > now:
                break
            found.append(message)
        if len(found) >= count:
            break
    return found


def _free(tx: Tx, shelf: int, now: float, chunk: int) -> Iterator[Group]:
    """The groups with no message in flight, those first that have been free longest."""
    end = (math.nextafter(now, math.inf),)
    after: tuple[float, int, str] | None = None
    while True:
        groups = list(tx.scan(Group, shelf, index="available", end=end, after=after, limit=chunk))
        yield from groups
        if len(groups) < chunk:
            return
        last = groups[-1]
        after = (last.available_at, shelf, last.group)


def _first(tx: Tx, shelf: int, group: str, count: int) -> list[OrderedMessage]:
    return list(tx.scan(OrderedMessage, shelf, group, index="group", limit=count))


def find(tx: Tx, shelf: int, position: int, message_id: str) -> Message | None:
    """The message at this place."""
    return tx.get(OrderedMessage, shelf, position, message_id)


def take(tx: Tx, messages: list[Message], now: float) -> None:
    """Write messages that have just been received, and hold their groups, which were free."""
    for message in messages:
        tx.put(message)
    for shelf, name, until in {(message.shelf, message.group, message.visible_at) for message in messages}:
        group = tx.get(Group, shelf, name)
        if group is not None and until > now:
            tx.put(group.replace(available_at=until))


def hide(tx: Tx, message: Message, now: float) -> None:
    """Write a message whose `visible_at` was set anew, and hold or free its group."""
    tx.put(message)
    _settle(tx, message.shelf, message.group, now)


def remove(tx: Tx, message: Message, now: float) -> None:
    """Take a message away; the group is free once none of it is in flight, and gone with its last message."""
    tx.delete(message)
    _settle(tx, message.shelf, message.group, now)


def _settle(tx: Tx, shelf: int, name: str, now: float) -> None:
    group = tx.get(Group, shelf, name)
    assert group is not None, "a group with messages has a row"
    empty = True
    back_at = now
    for message in tx.scan(OrderedMessage, shelf, name, index="group", limit=_FROM_ONE_RECEIVE):
        empty = False
        if not message.received_at:
            break
        back_at = max(back_at, message.visible_at)
    if empty:
        tx.delete(group)
    elif group.available_at != back_at and (back_at > now or group.available_at > now):
        tx.put(group.replace(available_at=back_at))


def _in_flight(tx: Tx, group: Group, now: float) -> int:
    first = tx.scan(OrderedMessage, group.shelf, group.group, index="group", limit=_FROM_ONE_RECEIVE)
    return sum(message.received_at > 0 and message.visible_at > now for message in first)


def oldest(tx: Tx, shelf: int, count: int) -> list[Message]:
    """The messages that were sent first."""
    return list(tx.scan(OrderedMessage, shelf, limit=count))


def next_at(tx: Tx, queue: Queue, now: float) -> float | None:
    """When the next message that is hidden now can be received."""
    later = (math.nextafter(now, math.inf),)
    held = tx.scan(Group, queue.shelf, index="available", start=later, limit=1)
    instants = [group.available_at for group in held]
    if queue.delay_s:
        for group in tx.scan(Group, queue.shelf, index="available", end=later):
            instants += [message.sent_at + queue.delay_s for message in _first(tx, queue.shelf, group.group, 1)]
    return min((instant for instant in instants if instant > now), default=None)


def counts(tx: Tx, queue: Queue, now: float) -> tuple[int, int, int]:
    """How many messages are visible (or behind others of their group), in flight and delayed."""
    flying = in_flight(tx, queue, now)
    delayed = 0
    if queue.delay_s:
        since = int((now - queue.delay_s) * 1e6) + 1
        recent = tx.scan(OrderedMessage, queue.shelf, start=(since,))
        delayed = sum(message.sent_at + queue.delay_s > now for message in recent)
    total = tx.count(OrderedMessage, queue.shelf)
    return total - flying - delayed, flying, delayed


def in_flight(tx: Tx, queue: Queue, now: float) -> int:
    """How many messages were received and are hidden."""
    held = tx.scan(Group, queue.shelf, index="available", start=(math.nextafter(now, math.inf),))
    return sum(_in_flight(tx, group, now) for group in held)
