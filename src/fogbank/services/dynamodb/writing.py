"""One write of one item: drafted from a request, placed in its table, checked and done; alone or among others.

A draft is all that can be said of a write before its table is known.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.services.dynamodb import asking, errors, names, rules, storing, values
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.expressions import Condition, Update
from fogbank.services.dynamodb.records import Item, Row, Table
from fogbank.services.dynamodb.rules import Place

PUT, DELETE, UPDATE, CHECK = "Put", "Delete", "Update", "ConditionCheck"

Request = Mapping[str, Any]


class Draft(NamedTuple):
    """What a write is to do: `item` is the new one of a PUT, else the key. `told_old`: to whom the condition fails."""

    kind: str
    reference: str
    item: Item
    size_bytes: int = 0
    update: Update | None = None
    condition: Condition | None = None
    told_old: bool = False


class Write(NamedTuple):
    """A write in its place, and what is there."""

    draft: Draft
    table: Table
    place: Place
    old: Row | None


def put(req: Request) -> Draft:
    """Of PutItem's members. Errors: ValidationException."""
    item, size_bytes = asking.item_of(req["Item"])
    return Draft(PUT, req["TableName"], item, size_bytes, None, asking.condition_of(req), _told_old(req))


def delete(req: Request, kind: str = DELETE) -> Draft:
    """Of DeleteItem's members, which are those of a condition check too. Errors: ValidationException."""
    condition = asking.condition_of(req)
    return Draft(kind, req["TableName"], asking.key_of(req["Key"]), 0, None, condition, _told_old(req))


def check(req: Request) -> Draft:
    """Of a condition check's members. Errors: ValidationException."""
    return delete(req, CHECK)


def update(req: Request) -> Draft:
    """Of UpdateItem's members. Errors: ValidationException."""
    change, condition = asking.update_of(req)
    return Draft(UPDATE, req["TableName"], asking.key_of(req["Key"]), 0, change, condition, _told_old(req))


def _told_old(req: Request) -> bool:
    return req.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"


def placed(call: Call, draft: Draft, table: Table) -> Write:
    """The write in its table. Errors: ValidationException for what does not go with the table's keys."""
    if draft.kind == PUT:
        place = rules.place_of_item(table, draft.item)
        if table.indexes:
            rules.check_index_keys(table, draft.item)
    else:
        place = rules.place_of_key(table, draft.item)
        if draft.update is not None:
            draft.update.check_keys(table.hash, table.range)
    return Write(draft, table, place, storing.row_at(call.tx, table, place))


def alone(call: Call, draft: Draft) -> Write:
    """The write of a request that has only one. Errors: as `placed`, and ResourceNotFoundException."""
    return placed(call, draft, names.table_for_items(call, draft.reference))


def holds(write: Write) -> bool:
    """Whether the condition holds of what is there."""
    condition, old = write.draft.condition, write.old
    return condition is None or condition.holds(old.item if old is not None else {})


def refusal(write: Write) -> Any:
    """The error where the condition does not hold."""
    told = write.draft.told_old and write.old is not None
    return errors.condition_failed(write.old.item if told and write.old is not None else None)


def after(write: Write) -> Row | None:
    """What will be there. Errors: ValidationException for an update that cannot be done to this item."""
    draft, table, place, old = write
    if draft.kind == PUT:
        return storing.row_of(table, place, draft.item, draft.size_bytes)
    if draft.kind == DELETE:
        return None
    if draft.kind == CHECK:
        return old
    change = draft.update
    before = old.item if old is not None else {}
    item = before if change is None else change.apply(before)[0]
    if old is None:
        item = {**draft.item, **item}
    size_bytes = values.size_of(item)
    if size_bytes > values.ITEM_BYTES_MAX:
        raise errors.update_too_large()
    if table.indexes and change is not None:
        rules.check_index_keys(table, {path[0]: item[path[0]] for path in change.targets if path[0] in item})
    return storing.row_of(table, place, item, size_bytes)


def do(call: Call, write: Write, spent: Consumed) -> Row | None:
    """Check and do a write that is not part of a transaction; gives the new row.

    One whose condition does not hold has consumed what the item that is there needs.
    Errors: ConditionalCheckFailedException, TransactionConflictException, and as storing.write.
    Source: Developer Guide, Read and write operations, "If a ConditionExpression evaluates to false".
    """
    table, place, old = write.table, write.place, write.old
    if old is not None and old.locked_until > call.tx.now:
        raise errors.conflict()
    if not holds(write):
        storing.charge(call, table, place, old, None, spent)
        raise refusal(write)
    new = after(write)
    storing.charge(call, table, place, old, new, spent)
    storing.write(call, table, place, old, new, spent)
    return new


# -- answers


def metrics(call: Call, write: Write) -> dict[str, Any] | None:
    """The ItemCollectionMetrics of a write, None where its table has no local index.

    The size lies between whole gigabytes. Source: API Reference, ItemCollectionMetrics.
    """
    table = write.table
    if not any(index.local for index in table.indexes):
        return None
    low = float(storing.collection_size(call.tx, table, write.place.partition) >> 30)
    return {"ItemCollectionKey": {table.hash: write.draft.item[table.hash]}, "SizeEstimateRangeGB": [low, low + 1.0]}
