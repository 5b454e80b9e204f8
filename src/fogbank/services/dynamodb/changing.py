"""What UpdateTable makes of a table: each setting checked against what the table is. Pure.

A change of capacity, of the billing mode or of indexes is done by the job that settles the table; until then the table
tells the old values, as AWS does.
Source: API Reference, UpdateTable; Developer Guide, Quotas and limits. Texts are observed in public reports of
UpdateTable, unless their place says that they are ours.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fogbank.services.dynamodb import errors, schema
from fogbank.services.dynamodb.records import (
    ACTIVE,
    CREATING,
    DELETING,
    PAY_PER_REQUEST,
    PROVISIONED,
    UPDATING,
    Index,
    Table,
    Throughput,
)

Request = Mapping[str, Any]

DAY_S = 86_400.0
HOUR_S = 3_600.0
DECREASES_FREE = 4
SWITCHES_MAX = 4
"""Source: Developer Guide, Considerations when switching capacity modes: four times in a 24-hour rolling window."""
CLASS_CHANGES_MAX, CLASS_CHANGES_S = 2, 30 * DAY_S
"""Source: Developer Guide, Table classes: no more than two updates in a 30-day trailing period."""


def moment(at: float) -> str:
    """An instant as AWS's messages have it: Wednesday, July 25, 2018 3:20:33 PM UTC."""
    instant = datetime.fromtimestamp(at, UTC)
    return f"{instant:%A, %B} {instant.day}, {instant:%Y} {instant.hour % 12 or 12}:{instant:%M:%S %p} UTC"


def changed(table: Table, req: Request, now: float, space: Callable[[], str]) -> Table:
    """The table as it is while a change is under way; the same table where nothing of it needs time.

    Errors: ValidationException, LimitExceededException, ResourceNotFoundException, ResourceInUseException.
    """
    new = _mode(table, req, now)
    new = _indexes(new, req, now, space)
    new = _capacity(new, req, now)
    new = _stream(new, req, now)
    new = _class(new, req, now)
    if new != table:
        new = new.replace(status=UPDATING)
    return new.replace(deletion_protected=req.get("DeletionProtectionEnabled", new.deletion_protected))


# -- billing mode


def _mode(table: Table, req: Request, now: float) -> Table:
    mode = req.get("BillingMode")
    if mode is None:
        return table
    told = table.replace(billing_told=True)
    if mode == (PAY_PER_REQUEST if table.on_demand else PROVISIONED):
        return told
    if mode == PROVISIONED:
        _check_all_provisioned(table, req)
        return told.replace(becomes=PROVISIONED)
    if "ProvisionedThroughput" in req:
        schema.throughput(req, on_demand=True)
    recent = tuple(at for at in table.switched_at if at > now - DAY_S)
    if len(recent) >= SWITCHES_MAX:
        raise errors.switched_too_often(SWITCHES_MAX, moment(recent[-1]), moment(recent[0] + DAY_S))
    return told.replace(
        becomes=PAY_PER_REQUEST,
        switched_at=(*recent, now),
        throughput=_freed(table.throughput),
        indexes=tuple(
            each if each.local else each.replace(throughput=_freed(each.throughput)) for each in table.indexes
        ),
    )


def _check_all_provisioned(table: Table, req: Request) -> None:
    """Table and global indexes need capacity of their own. Errors: ValidationException."""
    schema.throughput(req, on_demand=False)
    updates = [each["Update"] for each in req.get("GlobalSecondaryIndexUpdates", []) if "Update" in each]
    given = {each["IndexName"]: each for each in updates}
    for index in table.indexes:
        if not index.local:
            schema.throughput(given.get(index.name, {}), on_demand=False, of=index.name)


def _freed(of: Throughput) -> Throughput:
    """In on-demand mode: warm for what new tables are, or for what was provisioned if that is more.

    Source: Developer Guide, Initial throughput for on-demand capacity mode, "Existing table switched".
    """
    read, write = max(schema.WARM_READ, of.warm_read), max(schema.WARM_WRITE, of.warm_write)
    many = max(of.partitions, schema.partitions(read, write, 0))
    return of.replace(warm_read=read, warm_write=write, partitions=many, wanted=(0, 0))


# -- capacity


def _capacity(table: Table, req: Request, now: float) -> Table:
    on_demand = _is_on_demand(table)
    throughput = table.throughput
    if "ProvisionedThroughput" in req:
        wanted = schema.throughput(req, on_demand=on_demand)
        throughput = _provisioned(throughput, wanted, now, bool(table.becomes), "table")
    elif on_demand or "WarmThroughput" in req:
        throughput = schema.bounded(throughput, req)
    if "OnDemandThroughput" in req and not on_demand:
        schema.throughput(req, on_demand=False)
    return table.replace(throughput=throughput)


def _is_on_demand(table: Table) -> bool:
    """Whether it is, once the change is done."""
    return table.becomes == PAY_PER_REQUEST if table.becomes else table.on_demand


def _provisioned(old: Throughput, wanted: Throughput, now: float, switched: bool, what: str) -> Throughput:
    """The throughput after a change of units. Errors: ValidationException, LimitExceededException."""
    read, write = wanted.read, wanted.write
    if not switched:
        if (read, write) == (old.read, old.write):
            raise errors.same_throughput(what, read, write)
        if read < old.read or write < old.write:
            old = _decreased(old, now)
        if read > old.read or write > old.write:
            old = old.replace(increased_at=now)
    return old.replace(
        wanted=(read, write),
        warm_read=max(old.warm_read, read),
        warm_write=max(old.warm_write, write),
        partitions=max(old.partitions, schema.partitions(read, write, 0)),
    )


def _decreased(old: Throughput, now: float) -> Throughput:
    """Four times on a UTC day, and beyond them once an hour. Errors: LimitExceededException."""
    today = old.decreases if old.decreased_at // DAY_S == now // DAY_S else 0
    if today >= DECREASES_FREE and now < old.decreased_at + HOUR_S:
        raise errors.decreased_too_often(today, moment(old.decreased_at), moment(old.decreased_at + HOUR_S))
    return old.replace(decreases=today + 1, decreased_at=now)


# -- global indexes


def _indexes(table: Table, req: Request, now: float, space: Callable[[], str]) -> Table:
    updates = req.get("GlobalSecondaryIndexUpdates", [])
    _check_updates(table, updates)
    attributes = _definitions(table, req)
    indexes = list(table.indexes)
    for each in updates:
        for action, asked in each.items():
            if action == "Create":
                indexes.append(_created(table, asked, space))
            else:
                at = _find(indexes, asked["IndexName"])
                change = _deleted if action == "Delete" else _updated
                indexes[at] = change(table, indexes[at], asked, now)
    if not updates:
        return table
    schema.check_indexes(indexes)
    created = [index for index in indexes if index not in table.indexes and index.status == CREATING]
    if any(name not in attributes for index in created for name in (*index.hash, *index.range)):
        raise errors.validation("Invalid KeySchema: Some index key attribute have no definition")
    whole = table.replace(indexes=tuple(indexes), attributes=attributes)
    return whole.replace(attributes=schema.used(whole, indexes))


def _definitions(table: Table, req: Request) -> dict[str, str]:
    given = schema.definitions(req.get("AttributeDefinitions", []))
    for name, kind in given.items():
        if table.attributes.get(name, kind) != kind:  # the text is ours
            raise errors.invalid(f"Attribute {name} is already defined as {table.attributes[name]}")
    return {**table.attributes, **given}


def _check_updates(table: Table, updates: Sequence[Request]) -> None:
    """One action for an entry, one entry for an index, one index made or deleted at a time."""
    seen: set[str] = set()
    named = {asked["IndexName"] for each in updates for asked in each.values()}
    online = sum(index.status in (CREATING, DELETING) and index.name not in named for index in table.indexes)
    for each in updates:
        if len(each) != 1:
            raise errors.invalid("One of GlobalSecondaryIndexUpdate.Update, Create or Delete must be specified")
        for action, asked in each.items():
            if asked["IndexName"] in seen:
                raise errors.invalid(
                    "Only one global secondary index update per index is allowed simultaneously. "
                    f"Index: {asked['IndexName']}"
                )
            seen.add(asked["IndexName"])
            online += action != "Update"
    if online > 1:
        raise errors.limit("Only 1 online index can be created or deleted simultaneously per table")


def _find(indexes: Sequence[Index], name: str) -> int:
    at = next((at for at, index in enumerate(indexes) if index.name == name and not index.local), None)
    if at is None:
        raise errors.no_table()
    return at


def _created(table: Table, asked: Request, space: Callable[[], str]) -> Index:
    if any(index.name == asked["IndexName"] for index in table.indexes):
        raise errors.invalid("Attempting to create an index which already exists")
    key = schema.Key((table.hash,), (table.range,) if table.range else ())
    throughput = schema.throughput(asked, on_demand=_is_on_demand(table), of=asked["IndexName"])
    return schema.global_index(asked, key, space()).replace(status=CREATING, throughput=throughput)


def _deleted(table: Table, index: Index, asked: Request, now: float) -> Index:
    if index.status == DELETING or (index.status == CREATING and not index.backfilling):
        raise errors.index_in_use(index.status, index.name)
    return index.replace(status=DELETING, backfilling=False)


def _updated(table: Table, index: Index, asked: Request, now: float) -> Index:
    if index.status != ACTIVE:
        raise errors.index_in_use(index.status, index.name)
    on_demand = _is_on_demand(table)
    throughput = index.throughput
    if "ProvisionedThroughput" in asked:
        wanted = schema.throughput(asked, on_demand=on_demand, of=index.name)
        throughput = _provisioned(throughput, wanted, now, bool(table.becomes), f"index {index.name}")
    else:
        throughput = schema.bounded(throughput, asked)
    return index.replace(throughput=throughput, status=UPDATING)


# -- the rest


def _stream(table: Table, req: Request, now: float) -> Table:
    asked = req.get("StreamSpecification")
    if asked is None:
        return table
    enabled = asked.get("StreamEnabled", False)
    if enabled == bool(table.stream_view):
        what = "an enabled" if enabled else "a disabled"
        raise errors.validation(f"Table already has {what} stream: TableName: {table.name}")
    # The label of a stream that was closed stays, as the latest one.
    return table.replace(**(schema.stream(asked, now) or {"stream_view": ""}))


def _class(table: Table, req: Request, now: float) -> Table:
    wanted = req.get("TableClass")
    if wanted is None or wanted == (table.table_class or "STANDARD"):
        return table
    recent = tuple(at for at in table.class_changed_at if at > now - CLASS_CHANGES_S)
    if len(recent) >= CLASS_CHANGES_MAX:  # the text is ours
        raise errors.limit(f"Table class can be updated at most {CLASS_CHANGES_MAX} times in 30 days: {table.name}")
    return table.replace(table_class=wanted, class_changed_at=(*recent, now))
