"""The one way to read many items: a stretch of rows of a table or an index, for queries and scans alike.

A read goes over rows in the order of their keys, until it has looked at as many as its limit says or at more than 1 MB;
a filter comes after that. Source: Developer Guide, Querying tables in DynamoDB, Paginating results; Scanning tables.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import capacity, keys, rules
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.expressions import Condition, Projection
from fogbank.services.dynamodb.keys import Span
from fogbank.services.dynamodb.records import Index, Item, Row, Table

PAGE_BYTES = 1 << 20
_CHUNK = 256

Position = tuple[bytes, ...]
"""Partition, sort and tail of a row, or the last two where the partition is known."""


class Stretch(NamedTuple):
    """Rows of a space that lie next to each other: of one `partition`, or of a share of them all.

    `low` and `high` are the fields of the key that follow; `high` is excluded, `after` too, None is no bound.
    """

    space: str
    partition: tuple[bytes, ...] = ()
    low: Position = ()
    high: Position | None = None
    after: Position | None = None
    forward: bool = True


class Reading(NamedTuple):
    """What a request wants of a table, perhaps through one of its indexes.

    `fetches`: an item is looked up in the table, because the local index has not all that is asked for. `counts_only`:
    the items themselves are not told.
    """

    table: Table
    through: Index | None
    consistent: bool = False
    limit: int | None = None
    filter: Condition | None = None
    projection: Projection | None = None
    fetches: bool = False
    counts_only: bool = False


class Found(NamedTuple):
    """What a read has found. `last` is the row where it stopped before the end of its stretch."""

    items: list[Item]
    matched: int
    scanned: int
    last: Row | None
    units: float


def of_partition(
    table: Table, index: Index | None, partition: bytes, span: Span, start: Row | None, forward: bool
) -> Stretch:
    """The rows of a partition whose sort keys lie in a span, behind the row where the last page ended."""
    space = table.space if index is None else index.space
    low = (span.low,) if span.low else ()
    high = (span.high,) if span.high is not None else None
    after = (start.sort, start.tail) if start is not None else None
    return Stretch(space, (partition,), low, high, after, forward)


def of_segment(table: Table, index: Index | None, segment: tuple[int, int], start: Row | None) -> Stretch:
    """All rows of the partitions that belong to a segment (its number, and how many there are)."""
    space = table.space if index is None else index.space
    number, total = segment
    low = (keys.hash_bound(number, total),) if number else ()
    high = (keys.hash_bound(number + 1, total),) if number + 1 < total else None
    after = (start.partition, start.sort, start.tail) if start is not None else None
    return Stretch(space, (), low, high, after)


def read(call: Call, reading: Reading, stretch: Stretch, spent: Consumed) -> Found:
    """Read up to a page. What it takes is taken from the buckets. Errors: as capacity.take."""
    table, index = reading.table, reading.through
    items: list[Item] = []
    count = scanned = size_bytes = 0
    fetched = 0.0
    row: Row | None = None
    full = False
    condition, projection = reading.filter, reading.projection
    for row in _rows(call.tx, stretch, reading.limit):
        scanned += 1
        size_bytes += row.size_bytes
        item = row.item
        if reading.fetches:
            whole = _whole(call.tx, table, row)
            fetched += capacity.read_units(whole.size_bytes, reading.consistent)
            item = whole.item
        if condition is None or condition.holds(item):
            count += 1
            if not reading.counts_only:
                items.append(item if projection is None else projection.of(item))
        if scanned == reading.limit or size_bytes > PAGE_BYTES:
            full = True
            break
    units = capacity.read_units(size_bytes, reading.consistent)
    place = stretch.partition[0] if stretch.partition else row.partition if row is not None else b""
    capacity.take(call, table, index, "Read", place, units + fetched)
    spent.add(index, units, 0)
    if fetched:
        spent.add(None, fetched, 0)
    return Found(items, count, scanned, row if full else None, units + fetched)


def _whole(tx: Tx, table: Table, row: Row) -> Row:
    """The item of the table that a local index has a part of."""
    place = rules.place_of_key(table, rules.key_of(table, row.item))
    whole = tx.get(Row, table.space, place.partition, place.sort, b"")
    assert whole is not None, "an index has what its table has"
    return whole


def _rows(tx: Tx, stretch: Stretch, limit: int | None) -> Iterator[Row]:
    if not stretch.forward:
        high = stretch.high if stretch.after is None else stretch.after
        yield from tx.scan(
            Row, stretch.space, *stretch.partition, start=stretch.low, end=high, reverse=True, limit=limit
        )
        return
    start = stretch.low
    if stretch.after is not None:
        start = max(start, _behind(stretch.after))
    ask = _CHUNK if limit is None else min(limit, _CHUNK)
    while True:
        rows = tx.page(Row, stretch.space, *stretch.partition, start=start, end=stretch.high, limit=ask)
        yield from rows
        if len(rows) < ask:
            return
        last = rows[-1]
        start = _behind((last.sort, last.tail) if stretch.partition else (last.partition, last.sort, last.tail))


def _behind(position: Position) -> Position:
    """The first position behind another one."""
    return (*position[:-1], position[-1] + b"\0")


def last_key(reading: Reading, row: Row) -> Item:
    """The key that a page ends with: the index's attributes and the table's."""
    return {name: row.item[name] for name in rules.attributes_of(reading.table, reading.through)}


def start_of(reading: Reading, key: Mapping[str, Any]) -> Row | None:
    """Where a row with the attributes of a page's last key is; None where they are not of the schema.

    The row may be gone by now: its place is what counts.
    """
    table, index = reading.table, reading.through
    wanted = rules.attributes_of(table, index)
    if set(key) != set(wanted) or any(table.attributes[name] not in key[name] for name in wanted):
        return None
    item = dict(key)
    place = rules.place_of_key(table, rules.key_of(table, item))
    if index is None:
        return Row(table.space, place.partition, place.sort, b"", 0, item)
    return rules.entry_of(table, index, place, item, 0)
