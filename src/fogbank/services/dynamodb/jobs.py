"""What DynamoDB owes after an answer: tables and indexes that become ready, and rows that are given up."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.kernel.tags import set_tags
from fogbank.services.dynamodb import encryption, rules, schema
from fogbank.services.dynamodb.records import (
    ACTIVE,
    CREATING,
    DELETING,
    INACCESSIBLE,
    PAY_PER_REQUEST,
    Collection,
    Index,
    Opened,
    Row,
    Sizes,
    Table,
    Token,
)

_BATCH = 500
TOKEN_S = 600.0


def settle_later(call: Call, table: Table) -> None:
    """Owe what makes a table ready that is being created, changed or deleted."""
    seconds = call.quota("table-change-seconds", 0.0)
    call.tx.at(call.tx.now + seconds, "dynamodb.settle", table.account, table.region, table.name, table.id)


@job("dynamodb.settle")
def settle(call: Call, account: str, region: str, name: str, table_id: str) -> None:
    """A table has become what it was asked to become; indexes that are being made are filled from now on."""
    table = _table(call, account, region, name, table_id)
    if table is None:
        return
    if table.status == DELETING:
        _remove(call, table)
        return
    kept: list[Index] = []
    for index in table.indexes:
        if index.status == DELETING:
            _give_up(call, table, index)
        elif index.backfilling:
            kept.append(index)
        elif index.status == CREATING and table.status != CREATING:
            due_at = call.tx.now + call.quota("index-creation-seconds", 0.0)
            call.tx.at(due_at, "dynamodb.backfill", account, region, name, index.space)
            kept.append(index.replace(backfilling=True))
        else:
            kept.append(index.replace(status=ACTIVE, throughput=index.throughput.arrived()))
    call.tx.put(
        table.replace(
            status=ACTIVE,
            indexes=tuple(kept),
            attributes=schema.used(table, kept),
            throughput=table.throughput.arrived(),
            on_demand=table.on_demand if not table.becomes else table.becomes == PAY_PER_REQUEST,
            becomes="",
        )
    )


def _table(call: Call, account: str, region: str, name: str, table_id: str) -> Table | None:
    table = call.tx.get(Table, account, region, name)
    return table if table is not None and table.id == table_id else None


def _remove(call: Call, table: Table) -> None:
    tx = call.tx
    encryption.end(call, table)
    for opened in list(tx.scan(Opened, table.space)):
        tx.delete(opened)
    set_tags(tx, table.arn, {})
    tx.delete(table)
    sizes = tx.get(Sizes, table.space)
    if sizes is not None:
        tx.delete(sizes)
    for space in (table.space, *(index.space for index in table.indexes)):
        tx.at(tx.now, "dynamodb.clear", space)


def _give_up(call: Call, table: Table, index: Index) -> None:
    sizes = call.tx.get(Sizes, table.space)
    if sizes is not None:
        call.tx.put(sizes.replace(of={space: size for space, size in sizes.of.items() if space != index.space}))
    call.tx.at(call.tx.now, "dynamodb.clear", index.space)


@job("dynamodb.clear")
def clear(call: Call, space: str) -> None:
    """Remove the rows of a table or index that is no more."""
    tx = call.tx
    rows = tx.page(Row, space, limit=_BATCH)
    for row in rows:
        tx.delete(row)
    collections = tx.page(Collection, space, limit=_BATCH)
    for collection in collections:
        tx.delete(collection)
    if len(rows) == _BATCH or len(collections) == _BATCH:
        tx.at(tx.now, "dynamodb.clear", space)


@job("dynamodb.backfill")
def backfill(call: Call, account: str, region: str, name: str, space: str, *after: str) -> None:
    """Put a stretch of a table's items into an index that is being made. What writes have put there is left alone.

    Items that have a key attribute of another type are left out.
    Source: Developer Guide, Managing global secondary indexes, Detecting and correcting index key violations.
    """
    tx = call.tx
    table = tx.get(Table, account, region, name)
    index = next((each for each in table.indexes if each.space == space), None) if table is not None else None
    if table is None or index is None or index.status != CREATING:
        return
    start = tuple(bytes.fromhex(part) for part in after)
    rows = tx.page(Row, table.space, start=start, limit=_BATCH)
    items = size_bytes = 0
    for row in rows:
        entry = rules.entry_of(table, index, rules.Place(row.partition, row.sort), row.item, row.size_bytes)
        if entry is not None and tx.get(Row, space, entry.partition, entry.sort, entry.tail) is None:
            tx.insert(entry)
            items, size_bytes = items + 1, size_bytes + entry.size_bytes
    if items:
        sizes = tx.get(Sizes, table.space) or Sizes(table.space, {})
        known = sizes.of.get(space, (0, 0))
        tx.put(sizes.replace(of={**sizes.of, space: (known[0] + items, known[1] + size_bytes)}))
    if len(rows) == _BATCH:
        last = rows[-1]
        # A stretch is another job, so that a run that fails is not taken for the one after it.
        tx.at(
            tx.now, "dynamodb.backfill", account, region, name, space, last.partition.hex(), (last.sort + b"\0").hex()
        )
        return
    done = tuple(each.replace(status=ACTIVE, backfilling=False) if each is index else each for each in table.indexes)
    tx.put(table.replace(indexes=done))


@job("dynamodb.grow")
def grow(call: Call, account: str, region: str, name: str, table_id: str) -> None:
    """A table in on-demand mode was asked for more than half of what it is warm for: it becomes warm for twice as much.

    Source: Developer Guide, On-demand capacity mode, Traffic peaks: "up to double your previous peak traffic".
    """
    table = _table(call, account, region, name, table_id)
    if table is None or not table.on_demand:
        return
    indexes = tuple(index.replace(throughput=index.throughput.doubled()) for index in table.indexes)
    call.tx.put(table.replace(throughput=table.throughput.doubled(), indexes=indexes))


@job("dynamodb.watch_key")
def watch_key(call: Call, account: str, region: str, name: str, table_id: str) -> None:
    """See whether a table's KMS key can still be used; say so where it cannot, or can again.

    Source: Developer Guide, Encryption at rest usage notes: DynamoDB detects that, and "the table is inaccessible".
    """
    table = _table(call, account, region, name, table_id)
    if table is None or table.encryption is None or table.encryption.managed:
        return
    encryption.watch(call, table)
    if table.status not in (ACTIVE, INACCESSIBLE):
        return
    accessible = encryption.is_accessible(call, table)
    if accessible == (table.status == ACTIVE):
        return
    kept = table.encryption.replace(inaccessible_at=0.0 if accessible else call.tx.now)
    call.tx.put(table.replace(status=ACTIVE if accessible else INACCESSIBLE, encryption=kept))


@job("dynamodb.close")
def close(call: Call, space: str) -> None:
    """Callers for whom a table's key was opened are forgotten when KMS is to be asked again."""
    for opened in list(call.tx.scan(Opened, space)):
        if opened.until <= call.tx.now:
            call.tx.delete(opened)
        else:
            call.tx.owe(opened.until, "dynamodb.close", space)


@job("dynamodb.forget_token")
def forget_token(call: Call, account: str, region: str, token: str) -> None:
    """A transaction's token may be used again."""
    known = call.tx.get(Token, account, region, token)
    if known is not None:
        call.tx.delete(known)
