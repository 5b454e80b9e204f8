"""Single items: put, got, updated, deleted."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import asking, capacity, errors, names, rules, storing, values
from fogbank.services.dynamodb._shapes import (
    DeleteItemInput,
    DeleteItemOutput,
    GetItemInput,
    GetItemOutput,
    PutItemInput,
    PutItemOutput,
    UpdateItemInput,
    UpdateItemOutput,
)
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.expressions import Condition, Update, part_of
from fogbank.services.dynamodb.records import Item, Row, Table
from fogbank.services.dynamodb.rules import Place

_GB = 1 << 30


@operation("PutItem", on=names.on_item)
def put_item(call: Call, req: PutItemInput) -> PutItemOutput:
    """Put an item; one that has its key is replaced as a whole.

    Errors: ValidationException, ResourceNotFoundException, ConditionalCheckFailedException,
    ProvisionedThroughputExceededException, ItemCollectionSizeLimitExceededException.
    Source: API Reference, PutItem.
    """
    if req.get("ReturnValues", "NONE") not in _OLD_OR_NONE:
        raise errors.return_values_only_old()
    item, size_bytes = asking.item_of(req["Item"])
    condition = asking.condition_of(req)
    table = names.table_for_items(call, req["TableName"])
    place = rules.place_of_item(table, item)
    if table.indexes:
        rules.check_index_keys(table, item)
    old = storing.row_at(call.tx, table, place)
    new = storing.row_of(table, place, item, size_bytes)
    spent = Consumed(req["TableName"])
    check(call, table, place, old, condition, spent, req)
    storing.charge(call, table, place, old, new, spent)
    storing.write(call, table, place, old, new, spent)
    return _written(call, table, place, old, spent, req)  # type: ignore[return-value]


_OLD_OR_NONE = ("NONE", "ALL_OLD")


def check(
    call: Call,
    table: Table,
    place: Place,
    old: Row | None,
    condition: Condition | None,
    spent: Consumed,
    req: Mapping[str, Any],
) -> None:
    """Refuse a write whose condition does not hold; it has consumed what the item that is there needs.

    Errors: ConditionalCheckFailedException, and as capacity.take.
    Source: Developer Guide, Read and write operations, "If a ConditionExpression evaluates to false".
    """
    if condition is not None and not condition.holds(old.item if old is not None else {}):
        storing.charge(call, table, place, old, None, spent)
        shown = old.item if old is not None and req.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" else None
        raise errors.condition_failed(shown)


def _written(
    call: Call, table: Table, place: Place, old: Row | None, spent: Consumed, req: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer to a put or delete."""
    call.tx.emit(CapacityUsed(table, spent))
    told: dict[str, Any] = {}
    if old is not None and req.get("ReturnValues") == "ALL_OLD":
        told["Attributes"] = old.item
    return told | about(call, table, place, spent, req)


def about(call: Call, table: Table, place: Place | None, spent: Consumed, req: Mapping[str, Any]) -> dict[str, Any]:
    """What the answer to a write says beside the item: capacity and item collection, as the request asks."""
    told: dict[str, Any] = {}
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = spent.told(how)
    if place is not None and req.get("ReturnItemCollectionMetrics") == "SIZE":
        metrics = collection_metrics(call, table, place, req.get("Key") or req["Item"])
        if metrics:
            told["ItemCollectionMetrics"] = metrics
    return told


def collection_metrics(call: Call, table: Table, place: Place, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ItemCollectionMetrics of an item, None where its table has no local index.

    The size is between whole gigabytes. Source: API Reference, ItemCollectionMetrics.
    """
    if not any(index.local for index in table.indexes):
        return None
    low = float(storing.collection_size(call.tx, table, place.partition) // _GB)
    return {"ItemCollectionKey": {table.hash: key[table.hash]}, "SizeEstimateRangeGB": [low, low + 1.0]}


@operation("GetItem", on=names.on_item)
def get_item(call: Call, req: GetItemInput) -> GetItemOutput:
    """Get an item by its key; nothing where it is not there.

    Errors: ValidationException, ResourceNotFoundException, ProvisionedThroughputExceededException.
    Source: API Reference, GetItem.
    Differs: an eventually consistent read sees all that was written.
    """
    projection = asking.projection_of(req)
    key = asking.key_of(req["Key"])
    table = names.table_for_items(call, req["TableName"])
    place = rules.place_of_key(table, key)
    row = storing.row_at(call.tx, table, place)
    units = capacity.read_units(row.size_bytes if row is not None else 0, req.get("ConsistentRead", False))
    capacity.take(call, table, None, "Read", place.partition, units)
    spent = Consumed(req["TableName"])
    spent.add(None, units, 0)
    call.tx.emit(CapacityUsed(table, spent))
    told: dict[str, Any] = {}
    if row is not None:
        told["Item"] = row.item if projection is None else projection.of(row.item)
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = spent.told(how)
    return told  # type: ignore[return-value]


@operation("DeleteItem", on=names.on_item)
def delete_item(call: Call, req: DeleteItemInput) -> DeleteItemOutput:
    """Delete an item by its key; one that is not there does no harm.

    Errors: as `put_item`.
    Source: API Reference, DeleteItem.
    """
    if req.get("ReturnValues", "NONE") not in _OLD_OR_NONE:
        raise errors.return_values_only_old()
    condition = asking.condition_of(req)
    key = asking.key_of(req["Key"])
    table = names.table_for_items(call, req["TableName"])
    place = rules.place_of_key(table, key)
    old = storing.row_at(call.tx, table, place)
    spent = Consumed(req["TableName"])
    check(call, table, place, old, condition, spent, req)
    storing.charge(call, table, place, old, None, spent)
    storing.write(call, table, place, old, None, spent)
    return _written(call, table, place, old, spent, req)  # type: ignore[return-value]


@operation("UpdateItem", on=names.on_item)
def update_item(call: Call, req: UpdateItemInput) -> UpdateItemOutput:
    """Change attributes of an item, which is made where it is not there.

    Errors: as `put_item`.
    Source: API Reference, UpdateItem.
    """
    update, condition = asking.update_of(req)
    key = asking.key_of(req["Key"])
    table = names.table_for_items(call, req["TableName"])
    place = rules.place_of_key(table, key)
    if update is not None:
        update.check_keys(table.hash, table.range)
    old = storing.row_at(call.tx, table, place)
    spent = Consumed(req["TableName"])
    check(call, table, place, old, condition, spent, req)
    new = updated(table, place, key, old, update)
    storing.charge(call, table, place, old, new, spent)
    storing.write(call, table, place, old, new, spent)
    call.tx.emit(CapacityUsed(table, spent))
    told = _shown(old.item if old is not None else {}, new.item, update, req.get("ReturnValues", "NONE"))
    return told | about(call, table, place, spent, req)  # type: ignore[return-value]


def updated(table: Table, place: Place, key: Item, old: Row | None, update: Update | None) -> Row:
    """The row after an update. Errors: ValidationException."""
    before = old.item if old is not None else {}
    item = before if update is None else update.apply(before)[0]
    if old is None:
        item = {**key, **item}
    size_bytes = values.size_of(item)
    if size_bytes > values.ITEM_BYTES_MAX:
        raise errors.update_too_large()
    if table.indexes and update is not None:
        rules.check_index_keys(table, {path[0]: item[path[0]] for path in update.targets if path[0] in item})
    return storing.row_of(table, place, item, size_bytes)


def _shown(old: Item, new: Item, update: Update | None, which: str) -> dict[str, Any]:
    """The attributes that ReturnValues asks for, where there are any."""
    if which == "NONE":
        return {}
    shown = old if which.endswith("OLD") else new
    if which.startswith("UPDATED"):
        shown = part_of(shown, update.targets) if update is not None else {}
    return {"Attributes": shown} if shown else {}
