"""Single items: put, got, updated, deleted."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import access, asking, capacity, errors, names, rules, storing, writing
from fogbank.services.dynamodb._shapes import (
    DeleteItemInput,
    GetItemInput,
    PutItemInput,
    UpdateItemInput,
)
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.expressions import part_of
from fogbank.services.dynamodb.records import Row
from fogbank.services.dynamodb.writing import Draft, Write

_OLD_OR_NONE = ("NONE", "ALL_OLD")

Told = dict[str, Any]


@operation("GetItem", on=access.on_get)
def get_item(call: Call, req: GetItemInput) -> dict[str, Any]:
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
    told: Told = {}
    if row is not None:
        told["Item"] = row.item if projection is None else projection.of(row.item)
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = spent.told(how)
    return told


@operation("PutItem", on=access.on_item)
def put_item(call: Call, req: PutItemInput) -> dict[str, Any]:
    """Put an item; one that has its key is replaced as a whole.

    Errors: ValidationException, ResourceNotFoundException, ConditionalCheckFailedException,
    ProvisionedThroughputExceededException, ItemCollectionSizeLimitExceededException, TransactionConflictException.
    Source: API Reference, PutItem.
    """
    if req.get("ReturnValues", "NONE") not in _OLD_OR_NONE:
        raise errors.return_values_only_old()
    return _write(call, writing.put(req), req)


@operation("DeleteItem", on=access.on_item)
def delete_item(call: Call, req: DeleteItemInput) -> dict[str, Any]:
    """Delete an item by its key; one that is not there does no harm.

    Errors: as `put_item`.
    Source: API Reference, DeleteItem.
    """
    if req.get("ReturnValues", "NONE") not in _OLD_OR_NONE:
        raise errors.return_values_only_old()
    return _write(call, writing.delete(req), req)


@operation("UpdateItem", on=access.on_item)
def update_item(call: Call, req: UpdateItemInput) -> dict[str, Any]:
    """Change attributes of an item, which is made where it is not there.

    Errors: as `put_item`.
    Source: API Reference, UpdateItem.
    """
    return _write(call, writing.update(req), req)


def _write(call: Call, draft: Draft, req: Mapping[str, Any]) -> Told:
    write = writing.alone(call, draft)
    spent = Consumed(draft.reference)
    new = writing.do(call, write, spent)
    call.tx.emit(CapacityUsed(write.table, spent))
    return told(call, write, new, spent, req)


def told(call: Call, write: Write, new: Row | None, spent: Consumed, req: Mapping[str, Any]) -> Told:
    """The answer to a write, with all that the request asks for."""
    answer: Told = {}
    which = req.get("ReturnValues", "NONE")
    if which != "NONE":
        answer = _attributes(write, new, which)
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        answer["ConsumedCapacity"] = spent.told(how)
    if req.get("ReturnItemCollectionMetrics") == "SIZE":
        metrics = writing.metrics(call, write)
        if metrics is not None:
            answer["ItemCollectionMetrics"] = metrics
    return answer


def _attributes(write: Write, new: Row | None, which: str) -> Told:
    """The attributes that ReturnValues asks for, where there are any."""
    row = write.old if which.endswith("OLD") else new
    shown = row.item if row is not None else {}
    if which.startswith("UPDATED"):
        update = write.draft.update
        shown = part_of(shown, update.targets) if update is not None else {}
    return {"Attributes": shown} if shown else {}
