"""The one place where items are written: the row of the table, those of its indexes, the sizes, and the event."""

from typing import NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import capacity, errors, rules
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import ItemChanged
from fogbank.services.dynamodb.records import CREATING, DELETING, Collection, Index, Item, Row, Sizes, Table
from fogbank.services.dynamodb.rules import Place

COLLECTION_BYTES_MAX = 10 << 30
"""Source: Developer Guide, Local secondary indexes, item collection size limit. A quota of ours says otherwise."""


class Change(NamedTuple):
    """What a write does to an index."""

    of: Index
    old: Row | None
    new: Row | None
    units: int


def row_at(tx: Tx, table: Table, place: Place) -> Row | None:
    """The item at a place."""
    return tx.get(Row, table.space, place.partition, place.sort, b"")


def charge(
    call: Call, table: Table, place: Place, old: Row | None, new: Row | None, spent: Consumed, times: int = 1
) -> None:
    """Take what a write of the table needs: by the larger of the sizes before and after. Errors: as capacity.take."""
    before, after = old.size_bytes if old is not None else 0, new.size_bytes if new is not None else 0
    units = capacity.write_units(max(before, after)) * times
    capacity.take(call, table, None, "Write", place.partition, units)
    spent.add(None, 0, units)


def row_of(table: Table, place: Place, item: Item, size_bytes: int) -> Row:
    """The row of an item at its place."""
    return Row(table.space, place.partition, place.sort, b"", size_bytes, item)


def write(
    call: Call, table: Table, place: Place, old: Row | None, new: Row | None, spent: Consumed, times: int = 1
) -> None:
    """Put an item in the place of the old one, or remove it (None), also in all indexes.

    What it consumes of indexes is taken before anything is written. Errors: as capacity.take, and
    ItemCollectionSizeLimitExceededException.
    """
    tx = call.tx
    changes = _changes(tx, table, place, old, new) if table.indexes else ()
    for change in changes:
        if change.units:
            units = change.units * times
            row = change.new or change.old
            assert row is not None
            capacity.take(call, table, change.of, "Write", row.partition, units)
            spent.add(change.of, 0, units)
    if old is not None or new is not None:
        _write(call, table, old, new, changes, "")


def write_unasked(call: Call, table: Table, place: Place, old: Row | None, new: Row | None, by: str) -> None:
    """As `write`, of what no request has asked for: nothing is consumed. `by` as in ItemChanged."""
    _write(call, table, old, new, _changes(call.tx, table, place, old, new) if table.indexes else (), by)


def _write(
    call: Call, table: Table, old: Row | None, new: Row | None, changes: "list[Change] | tuple[()]", by: str
) -> None:
    tx = call.tx
    _count(call, table, old, new, changes)
    _replace(tx, old, new)
    for change in changes:
        if change.units:
            _replace(tx, change.old, change.new)
    tx.emit(ItemChanged(table, old, new, by))


def _changes(tx: Tx, table: Table, place: Place, old: Row | None, new: Row | None) -> list[Change]:
    """What becomes of the indexes, and what each of them needs: nothing where it has the same as before.

    Source: Developer Guide, Global secondary indexes, Provisioned throughput considerations, Write capacity units.
    """
    changes = []
    for index in table.indexes:
        if index.status == DELETING:
            continue
        before = rules.entry_of(table, index, place, old.item, old.size_bytes) if old is not None else None
        if before is not None and index.status == CREATING:  # the items that are there come into it one by one
            before = tx.get(Row, before.space, before.partition, before.sort, before.tail)
        after = rules.entry_of(table, index, place, new.item, new.size_bytes) if new is not None else None
        changes.append(Change(index, before, after, _units(before, after)))
    return changes


def _units(before: Row | None, after: Row | None) -> int:
    if before is None or after is None:
        row = before or after
        return capacity.write_units(row.size_bytes) if row is not None else 0
    if (before.partition, before.sort) != (after.partition, after.sort):
        return capacity.write_units(before.size_bytes) + capacity.write_units(after.size_bytes)
    if before.item == after.item:
        return 0
    return capacity.write_units(max(before.size_bytes, after.size_bytes))


def _replace(tx: Tx, old: Row | None, new: Row | None) -> None:
    if old is not None and (new is None or (old.partition, old.sort, old.tail) != (new.partition, new.sort, new.tail)):
        tx.delete(old)
    if new is not None:
        tx.put(new)


def _count(call: Call, table: Table, old: Row | None, new: Row | None, changes: "list[Change] | tuple[()]") -> None:
    """Keep the sizes of table, indexes and item collection."""
    tx = call.tx
    grown = {table.space: _growth(old, new)}
    collected = grown[table.space][1]
    local = False
    for change in changes:
        grown[change.of.space] = growth = _growth(change.old, change.new)
        if change.of.local:
            local = True
            collected += growth[1]
    if local and collected:
        row = new or old
        assert row is not None
        _collect(call, table, row.partition, collected)
    if any(items or size for items, size in grown.values()):
        known = tx.get(Sizes, table.space)
        sizes = dict(known.of) if known else {}
        for space, (items, size) in grown.items():
            before = sizes.get(space, (0, 0))
            sizes[space] = (before[0] + items, before[1] + size)
        tx.put(Sizes(table.space, sizes))


def _growth(old: Row | None, new: Row | None) -> tuple[int, int]:
    before = (1, old.size_bytes) if old is not None else (0, 0)
    after = (1, new.size_bytes) if new is not None else (0, 0)
    return after[0] - before[0], after[1] - before[1]


def _collect(call: Call, table: Table, partition: bytes, grown: int) -> None:
    """An item collection becomes larger (never above its limit) or smaller. Deletes always may."""
    known = call.tx.get(Collection, table.space, partition)
    size = (known.size_bytes if known else 0) + grown
    if grown > 0 and size > call.quota("item-collection-bytes", COLLECTION_BYTES_MAX):
        raise errors.collection_too_large()
    if size > 0:
        call.tx.put(Collection(table.space, partition, size))
    elif known is not None:
        call.tx.delete(known)


def collection_size(tx: Tx, table: Table, partition: bytes) -> int:
    """Bytes of an item collection in table and local indexes."""
    known = tx.get(Collection, table.space, partition)
    return known.size_bytes if known else 0
