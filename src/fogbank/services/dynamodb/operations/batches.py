"""Many items at once, each on its own: what cannot be done now is handed back."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import access, asking, capacity, errors, names, rules, storing, writing
from fogbank.services.dynamodb._shapes import (
    BatchGetItemInput,
    BatchWriteItemInput,
    ProvisionedThroughputExceededException,
    ThrottlingException,
    TransactionConflictException,
)
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.expressions import Projection
from fogbank.services.dynamodb.records import Item, Table
from fogbank.services.dynamodb.rules import Place
from fogbank.services.dynamodb.writing import Write

GETS_MAX = 100
WRITES_MAX = 25
ANSWER_BYTES_MAX = 16 << 20
"""Source: API Reference, BatchGetItem and BatchWriteItem."""
_LATER = (ProvisionedThroughputExceededException, ThrottlingException, TransactionConflictException)

Told = dict[str, Any]


@operation("BatchGetItem", on=access.on_batch_get)
def batch_get_item(call: Call, req: BatchGetItemInput) -> dict[str, Any]:
    """Get items by their keys, of several tables; keys that must wait are handed back as UnprocessedKeys.

    Errors: ValidationException, ResourceNotFoundException; ProvisionedThroughputExceededException if none can be got.
    Source: API Reference, BatchGetItem.
    """
    wanted = req["RequestItems"]
    if sum(len(each["Keys"]) for each in wanted.values()) > GETS_MAX:
        raise errors.too_many("BatchGetItem")
    drafts = {
        reference: (asking.projection_of(each), [asking.key_of(key) for key in each["Keys"]])
        for reference, each in wanted.items()
    }
    batch = _Gets(call)
    for reference, (projection, keys) in drafts.items():
        batch.place(reference, wanted[reference], projection, keys)
    return batch.told(req.get("ReturnConsumedCapacity", "NONE"))


class _Gets:
    """A batch of reads as it goes on."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._tables: list[tuple[str, Mapping[str, Any], Table, Projection | None, list[tuple[Item, Place]]]] = []
        self._room = ANSWER_BYTES_MAX
        self._refusal: ServiceError | None = None

    def place(self, reference: str, how: Mapping[str, Any], projection: Projection | None, keys: list[Item]) -> None:
        """Find out where the items of a table are. Errors: ValidationException, ResourceNotFoundException."""
        table = names.table_for_items(self._call, reference)
        placed = [(key, rules.place_of_key(table, key)) for key in keys]
        if len({place for _, place in placed}) < len(placed):
            raise errors.duplicate_keys()
        self._tables.append((reference, how, table, projection, placed))

    def told(self, capacity_told: str) -> Told:
        """Read, and tell. Errors: ProvisionedThroughputExceededException."""
        responses: dict[str, list[Item]] = {}
        left: dict[str, Told] = {}
        spent: list[Consumed] = []
        for reference, how, table, projection, placed in self._tables:
            used = Consumed(reference)
            found: list[Item] = []
            waiting = []
            responses[reference] = found
            for key, place in placed:
                if not self._get(table, place, how.get("ConsistentRead", False), used, projection, found):
                    waiting.append(key)
            if waiting:
                left[reference] = {**how, "Keys": waiting}
            spent.append(used)
            self._call.tx.emit(CapacityUsed(table, used))
        if self._refusal is not None and not any(used.read for used in spent):
            raise self._refusal
        told: Told = {"Responses": responses, "UnprocessedKeys": left}
        if capacity_told != "NONE":
            told["ConsumedCapacity"] = [used.told(capacity_told) for used in spent]
        return told

    def _get(
        self,
        table: Table,
        place: Place,
        consistent: bool,
        used: Consumed,
        projection: Projection | None,
        found: list[Item],
    ) -> bool:
        """Whether an item could be read now: not where the answer is full, or the capacity is used up."""
        row = storing.row_at(self._call.tx, table, place)
        size_bytes = row.size_bytes if row is not None else 0
        if size_bytes > self._room:
            self._room = 0
            return False
        units = capacity.read_units(size_bytes, consistent)
        try:
            capacity.take(self._call, table, None, "Read", place.partition, units)
        except _LATER as refusal:
            self._refusal = refusal
            return False
        used.add(None, units, 0)
        self._room -= size_bytes
        if row is not None:
            found.append(row.item if projection is None else projection.of(row.item))
        return True


@operation("BatchWriteItem", on=access.on_batch_write)
def batch_write_item(call: Call, req: BatchWriteItemInput) -> dict[str, Any]:
    """Put and delete items of several tables; those that must wait are handed back as UnprocessedItems.

    Errors: ValidationException, ResourceNotFoundException, ItemCollectionSizeLimitExceededException,
    ProvisionedThroughputExceededException where none can be written.
    Source: API Reference, BatchWriteItem.
    """
    wanted = req["RequestItems"]
    if sum(map(len, wanted.values())) > WRITES_MAX:
        raise errors.too_many("BatchWriteItem")
    drafts = {reference: [_draft(reference, each) for each in entries] for reference, entries in wanted.items()}
    placed = {}
    for reference, those in drafts.items():
        table = names.table_for_items(call, reference)
        writes = [writing.placed(call, draft, table) for draft in those]
        if len({write.place for write in writes}) < len(writes):
            raise errors.duplicate_keys()
        placed[reference] = writes
    return _written(call, req, placed)


def _draft(reference: str, each: Mapping[str, Any]) -> writing.Draft:
    if len(each) != 1:
        raise errors.one_write()
    if "PutRequest" in each:
        return writing.put({"TableName": reference, "Item": each["PutRequest"]["Item"]})
    return writing.delete({"TableName": reference, "Key": each["DeleteRequest"]["Key"]})


def _written(call: Call, req: BatchWriteItemInput, placed: dict[str, list[Write]]) -> Told:
    left: dict[str, list[Any]] = {}
    metrics: dict[str, list[Told]] = {}
    spent: list[Consumed] = []
    refusal: ServiceError | None = None
    for reference, writes in placed.items():
        used = Consumed(reference)
        for asked, write in zip(req["RequestItems"][reference], writes, strict=True):
            try:
                writing.do(call, write, used)
            except _LATER as throttled:
                refusal = throttled
                left.setdefault(reference, []).append(asked)
                continue
            if req.get("ReturnItemCollectionMetrics") == "SIZE" and (each := writing.metrics(call, write)):
                metrics.setdefault(reference, []).append(each)
        spent.append(used)
        call.tx.emit(CapacityUsed(writes[0].table, used))
    if refusal is not None and sum(map(len, left.values())) == sum(map(len, placed.values())):
        raise refusal
    told: Told = {"UnprocessedItems": left}
    if metrics:
        told["ItemCollectionMetrics"] = metrics
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = [used.told(how) for used in spent]
    return told
