"""Streams: every change of an item, in the transaction that makes it, in the shard of the item's partition.

A table's partitions have a shard each. A shard is closed after four hours, at the next change that would be in it, and
has one child then; it has two children where the table has got more partitions than there are open shards. Changes can
be read for 24 hours, also those of a stream that was closed.

Source: Developer Guide, Change data capture for DynamoDB Streams.
"""

import math
from collections.abc import Iterator
from hashlib import md5
from itertools import pairwise

from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import keys, values
from fogbank.services.dynamodb.records import Row, Table
from fogbank.services.dynamodb.stream_records import Change, Counter, Shard, Stream

RETENTION_S = 86_400.0
SHARD_S = 14_400.0
"""Source: observed, https://github.com/opensearch-project/data-prepper/issues/5208: "closed ... after 4 hours"."""
_READ_BYTES = 1 << 20
_SWEEP_S = 60.0
_BATCH = 500

_NEW_VIEWS = ("NEW_IMAGE", "NEW_AND_OLD_IMAGES")
_OLD_VIEWS = ("OLD_IMAGE", "NEW_AND_OLD_IMAGES")


def next_number(tx: Tx, space: str) -> int:
    """A number that is above all that the changes of a table have had."""
    number = last_number(tx, space) + 1
    tx.put(Counter(space, number))
    return number


def last_number(tx: Tx, space: str) -> int:
    """The number of the last change of a table, or 0."""
    known = tx.get(Counter, space)
    return known.last if known is not None else 0


# -- a stream begins and ends


def follow(tx: Tx, before: Table | None, after: Table | None) -> None:
    """Open and close the streams of a table that has changed."""
    was = before.stream_label if before is not None and before.stream_view else ""
    is_now = after.stream_label if after is not None and after.stream_view else ""
    if was == is_now:
        return
    if was:
        assert before is not None
        _close(tx, before)
    if is_now:
        assert after is not None
        _open(tx, after)


def _open(tx: Tx, table: Table) -> None:
    stream = Stream(
        table.account,
        table.region,
        table.name,
        table.stream_label,
        f"{table.space}/{table.stream_label}",
        f"{table.arn}/stream/{table.stream_label}",
        table.stream_view,
        (table.hash, table.range) if table.range else (table.hash,),
        tx.now,
    )
    many = table.throughput.partitions
    first = last_number(tx, table.space) + 1
    bounds = [-(-number * keys.HASHES // many) for number in range(many + 1)]
    shards = [
        _shard(stream, number, low, high, "", tx.now, first) for number, (low, high) in enumerate(pairwise(bounds))
    ]
    tx.put(stream.replace(shards=tuple(shards)))


def _shard(stream: Stream, number: int, low: int, high: int, parent: str, now: float, first: int) -> Shard:
    mark = md5(f"{stream.id}/{number}".encode(), usedforsecurity=False).hexdigest()[:8]
    return Shard(f"shardId-{int(now * 1000):020d}-{mark}", number, low, high, parent, now, first)


def _close(tx: Tx, table: Table) -> None:
    stream = tx.get(Stream, table.account, table.region, table.name, table.stream_label)
    if stream is None:
        return
    last = next_number(tx, table.space)
    shards = tuple(shard if shard.closed_at else shard.replace(closed_at=tx.now, last=last) for shard in stream.shards)
    tx.put(stream.replace(closed_at=tx.now, shards=shards))
    sweep_later(tx, stream, tx.now)


# -- a change comes


def record(tx: Tx, table: Table, old: Row | None, new: Row | None, by: str) -> None:
    """Tell a change of an item; what leaves an item as it was is none.

    Source: Developer Guide, Change data capture for DynamoDB Streams: "If you perform a PutItem or UpdateItem operation
    that does not change any data in an item, DynamoDB Streams does not write a stream record for that operation."
    """
    row = new or old
    assert row is not None
    if old is not None and new is not None and old.item == new.item:
        return
    stream = tx.get(Stream, table.account, table.region, table.name, table.stream_label)
    assert stream is not None, "a table with a view has a stream"
    shard = _shard_for(tx, table, stream, keys.hash_of(row.partition))
    key = {name: row.item[name] for name in stream.key}
    size_bytes = values.size_of(key)
    after = before = None
    if new is not None and stream.view in _NEW_VIEWS:
        after, size_bytes = new.item, size_bytes + new.size_bytes
    if old is not None and stream.view in _OLD_VIEWS:
        before, size_bytes = old.item, size_bytes + old.size_bytes
    name = "INSERT" if old is None else "REMOVE" if new is None else "MODIFY"
    number = next_number(tx, table.space)
    tx.insert(Change(stream.id, shard.number, number, tx.now, name, size_bytes, key, after, before, by))
    sweep_later(tx, stream, tx.now)


def _shard_for(tx: Tx, table: Table, stream: Stream, place: int) -> Shard:
    """The open shard of a partition; it may have to be opened."""
    shard = next(each for each in stream.shards if not each.closed_at and each.low <= place < each.high)
    splits = sum(not each.closed_at for each in stream.shards) < table.throughput.partitions
    if not splits and tx.now < shard.opened_at + SHARD_S:
        return shard
    last = next_number(tx, table.space)
    middle = (shard.low + shard.high) // 2
    ranges = ((shard.low, middle), (middle, shard.high)) if splits else ((shard.low, shard.high),)
    number = stream.shards[-1].number + 1
    children = [
        _shard(stream, number + n, low, high, shard.id, tx.now, last + 1) for n, (low, high) in enumerate(ranges)
    ]
    others = [each.replace(closed_at=tx.now, last=last) if each is shard else each for each in stream.shards]
    tx.put(stream.replace(shards=(*others, *children)))
    return next(child for child in children if child.low <= place < child.high)


# -- old changes go


def sweep_later(tx: Tx, stream: Stream, at: float) -> None:
    """Owe the removal of a change that came at an instant, or of a shard that was closed then.

    Whole minutes are swept together: what is too old is not read any more in any case.
    """
    due_at = math.ceil((at + RETENTION_S) / _SWEEP_S) * _SWEEP_S
    tx.owe(due_at, "dynamodb.trim_stream", stream.account, stream.region, stream.table, stream.label)


def sweep(tx: Tx, stream: Stream) -> None:
    """Remove changes and shards, and in the end the stream, that are over."""
    limit_at = tx.now - RETENTION_S
    left = _BATCH
    oldest = math.inf
    shards: list[Shard] = []
    for shard in stream.shards:
        trimmed = shard.trimmed
        rows = tx.page(Change, stream.id, shard.number, limit=left + 1)
        over = [row for row in rows if row.at <= limit_at][:left]
        for row in over:
            tx.delete(row)
            trimmed = row.sequence
        left -= len(over)
        if len(over) < len(rows):
            oldest = min(oldest, rows[len(over)].at)
        elif shard.closed_at and shard.closed_at <= limit_at:
            continue
        elif shard.closed_at:
            oldest = min(oldest, shard.closed_at)
        shards.append(shard.replace(trimmed=trimmed))
    if stream.closed_at and not shards:
        tx.delete(stream)
        return
    tx.put(stream.replace(shards=tuple(shards)))
    if oldest < math.inf:
        sweep_later(tx, stream, max(oldest, limit_at))


# -- changes are read


def is_over(stream: Stream, now: float) -> bool:
    """Whether a stream was closed more than 24 hours ago."""
    return bool(stream.closed_at) and stream.closed_at <= now - RETENTION_S


def shards_of(stream: Stream, now: float) -> Iterator[Shard]:
    """The shards that can be read."""
    return (shard for shard in stream.shards if not shard.closed_at or shard.closed_at > now - RETENTION_S)


def horizon(tx: Tx, stream: Stream, shard: Shard) -> int:
    """The number from which on changes of a shard can be read."""
    number = max(shard.first, shard.trimmed + 1)
    for change in tx.scan(Change, stream.id, shard.number):
        if change.at > tx.now - RETENTION_S:
            break
        number = change.sequence + 1
    return number


def latest(tx: Tx, stream: Stream, shard: Shard) -> int:
    """The number behind the last change of a shard."""
    return shard.last + 1 if shard.closed_at else last_number(tx, stream.id.partition("/")[0]) + 1


def since(tx: Tx, stream: Stream, shard: Shard, at: float) -> int:
    """The number of a shard's first change at an instant or later."""
    for change in tx.scan(Change, stream.id, shard.number, start=(horizon(tx, stream, shard),)):
        if change.at >= at:
            return change.sequence
    return latest(tx, stream, shard)


def read(tx: Tx, stream: Stream, shard: Shard, number: int, limit: int) -> tuple[list[Change], int | None] | None:
    """Changes from a number on, up to `limit` and 1 MB, and the number to go on from: None at the end of the shard.

    None instead of all that where the number is of what was trimmed.
    """
    changes: list[Change] = []
    size_bytes = 0
    if number <= shard.trimmed:
        return None
    for change in tx.scan(Change, stream.id, shard.number, start=(number,), limit=limit):
        if change.at <= tx.now - RETENTION_S:
            return None
        size_bytes += change.size_bytes
        if changes and size_bytes > _READ_BYTES:
            return changes, change.sequence
        changes.append(change)
    following = changes[-1].sequence + 1 if changes else number
    if len(changes) < limit and shard.closed_at:
        return changes, None
    return changes, following
