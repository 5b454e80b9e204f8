"""Transactions: many reads or writes of items, all or nothing.

Every write sees the items as they were; what any of them is refused for, the whole is cancelled for.
Source: Developer Guide, Amazon DynamoDB Transactions: How it works.
Differs: a transaction is done at an instant, so none is ever in the way of another one, unless the quota
`transaction-seconds` says for how long its items are taken.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import access, asking, capacity, errors, names, rules, storing, writing
from fogbank.services.dynamodb._shapes import (
    ConditionalCheckFailedException,
    DuplicateItemException,
    ItemCollectionSizeLimitExceededException,
    ProvisionedThroughputExceededException,
    ThrottlingException,
    TransactGetItemsInput,
    TransactionConflictException,
    TransactWriteItemsInput,
)
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.jobs import TOKEN_S
from fogbank.services.dynamodb.records import Row, Table, Token
from fogbank.services.dynamodb.rules import Place
from fogbank.services.dynamodb.writing import CHECK, Draft, Write

TIMES = 2
"""What a transaction's reads and writes consume of others'. Source: Developer Guide, Read and write operations."""
BYTES_MAX = 4 << 20
"""Source: API Reference, TransactWriteItems."""

T = TypeVar("T")
Told = dict[str, Any]
Reason = dict[str, Any]

_NO_REASON: Reason = {"Code": "None"}
_CODES: dict[type[ServiceError], str] = {
    ConditionalCheckFailedException: "ConditionalCheckFailed",
    DuplicateItemException: "DuplicateItem",
    ItemCollectionSizeLimitExceededException: "ItemCollectionSizeLimitExceeded",
    ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
    ThrottlingException: "ThrottlingError",
    TransactionConflictException: "TransactionConflict",
    ValidationFailed: "ValidationError",
}


def reason_of(error: ServiceError) -> Reason:
    """Why an error cancels a transaction. Source: API Reference, TransactWriteItems, cancellation reasons."""
    code = _CODES.get(type(error))
    if code is None:
        raise error
    reason: Reason = {"Code": code, "Message": error.message}
    if "Item" in error.members:
        reason["Item"] = error.members["Item"]
    return reason


class Reasons:
    """What stands in the way of a transaction, for each of its parts."""

    def __init__(self, parts: int) -> None:
        self._reasons: list[Reason] = [_NO_REASON] * parts

    def ask(self, part: int, step: Callable[..., T], *args: Any) -> T | None:
        """The result of a step; None where the part was refused, now or before."""
        if self._reasons[part] is not _NO_REASON:
            return None
        try:
            return step(*args)
        except ServiceError as error:
            self._reasons[part] = reason_of(error)
            return None

    def check(self) -> None:
        """Errors: TransactionCanceledException where there is any."""
        if any(reason is not _NO_REASON for reason in self._reasons):
            raise errors.cancelled(self._reasons)


# -- writes

_DRAFTS: dict[str, Callable[[Mapping[str, Any]], Draft]] = {
    "ConditionCheck": writing.check,
    "Put": writing.put,
    "Delete": writing.delete,
    "Update": writing.update,
}


@operation("TransactWriteItems", on=access.on_transaction)
def transact_write_items(call: Call, req: TransactWriteItemsInput) -> dict[str, Any]:
    """Put, update, delete and check up to 100 items, all or nothing.

    Errors: ValidationException, ResourceNotFoundException, TransactionCanceledException,
    IdempotentParameterMismatchException.
    Source: API Reference, TransactWriteItems.
    """
    return transact(call, [_draft(each) for each in req["TransactItems"]], req)


def _draft(each: Mapping[str, Any]) -> Draft:
    kinds = [kind for kind in _DRAFTS if kind in each]
    if len(kinds) != 1:
        raise errors.one_action()
    return _DRAFTS[kinds[0]](each[kinds[0]])


def transact(call: Call, drafts: Sequence[Draft], req: Mapping[str, Any]) -> Told:
    """Do writes, all or nothing; `req` has the token and what is to be told. Errors: as `transact_write_items`."""
    tables = {draft.reference: names.table_for_items(call, draft.reference) for draft in drafts}
    reasons = Reasons(len(drafts))
    writes: list[Write | None] = [
        reasons.ask(part, writing.placed, call, draft, tables[draft.reference]) for part, draft in enumerate(drafts)
    ]
    places = [(write.table.space, *write.place) for write in writes if write is not None]
    if len(set(places)) < len(places):
        raise errors.one_item_twice()
    spent = {reference: Consumed(reference) for reference in tables}
    if _is_repeated(call, req):
        reasons.check()
        return _told_again(call, [write for write in writes if write is not None], spent, req)
    news = [reasons.ask(part, _after, call, write) for part, write in enumerate(writes)]
    reasons.check()
    todo = [write for write in writes if write is not None]
    if sum(row.size_bytes for row in news if row is not None) > BYTES_MAX:
        raise errors.transaction_too_large()
    for part, (write, new) in enumerate(zip(todo, news, strict=True)):
        reasons.ask(part, _do, call, write, new, spent[write.draft.reference])
    reasons.check()
    return _told(call, todo, spent, req)


def _after(call: Call, write: Write) -> Row | None:
    old = write.old
    if old is not None and old.locked_until > call.tx.now:
        raise errors.conflict()
    if not writing.holds(write):
        storing.charge(call, write.table, write.place, old, None, Consumed(""), TIMES)
        raise writing.refusal(write)
    return writing.after(write)


def _do(call: Call, write: Write, new: Row | None, spent: Consumed) -> None:
    storing.charge(call, write.table, write.place, write.old, new, spent, TIMES)
    seconds = call.quota("transaction-seconds", 0)
    if seconds and new is not None:
        new = new.replace(locked_until=call.tx.now + seconds)
    if write.draft.kind != CHECK:
        storing.write(call, write.table, write.place, write.old, new, spent, TIMES)
    elif seconds and new is not None:
        call.tx.put(new)


def _told(call: Call, writes: Sequence[Write], spent: Mapping[str, Consumed], req: Mapping[str, Any]) -> Told:
    told: Told = {}
    tables = {write.draft.reference: write.table for write in writes}
    for reference, used in spent.items():
        call.tx.emit(CapacityUsed(tables[reference], used))
    if req.get("ReturnItemCollectionMetrics") == "SIZE":
        metrics: dict[str, list[Told]] = {}
        for write in writes:
            if write.draft.kind != CHECK and (each := writing.metrics(call, write)):
                metrics.setdefault(write.draft.reference, []).append(each)
        if metrics:
            told["ItemCollectionMetrics"] = metrics
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = [used.told(how, apart=True) for used in spent.values()]
    return told


# -- tokens


def _is_repeated(call: Call, req: Mapping[str, Any]) -> bool:
    """Whether the token came before, less than ten minutes ago; else it is kept.

    Errors: IdempotentParameterMismatchException.
    Source: API Reference, TransactWriteItems, ClientRequestToken.
    """
    token = req.get("ClientRequestToken")
    if token is None:
        return False
    tx = call.tx
    others = {name: value for name, value in req.items() if name != "ClientRequestToken"}
    digest = hashlib.sha256(msgspec.msgpack.encode(others, order="sorted")).digest()
    known = tx.get(Token, call.account, call.region, token)
    if known is not None and tx.now < known.at + TOKEN_S:
        if known.digest != digest:
            raise errors.token_reused()
        return True
    tx.put(Token(call.account, call.region, token, tx.now, digest))
    tx.at(tx.now + TOKEN_S, "dynamodb.forget_token", call.account, call.region, token)
    return False


def _told_again(call: Call, writes: list[Write], spent: Mapping[str, Consumed], req: Mapping[str, Any]) -> Told:
    """The answer to a token that came before: what reading the items takes."""
    for write in writes:
        units = _read_units(write.old)
        capacity.take(call, write.table, None, "Read", write.place.partition, units)
        spent[write.draft.reference].add(None, units, 0)
    return _told(call, writes, spent, req)


def _read_units(row: Row | None) -> float:
    return capacity.read_units(row.size_bytes if row is not None else 0, True) * TIMES


# -- reads


class Get(NamedTuple):
    """One read of a transaction."""

    reference: str
    table: Table
    place: Place
    row: Row | None


@operation("TransactGetItems", on=access.on_transaction)
def transact_get_items(call: Call, req: TransactGetItemsInput) -> dict[str, Any]:
    """Get up to 100 items as they are at one instant.

    Errors: ValidationException, ResourceNotFoundException, TransactionCanceledException.
    Source: API Reference, TransactGetItems.
    """
    asked = [each["Get"] for each in req["TransactItems"]]
    projections = [asking.projection_of(each) for each in asked]
    keys = [asking.key_of(each["Key"]) for each in asked]
    tables = [names.table_for_items(call, each["TableName"]) for each in asked]
    reasons = Reasons(len(asked))
    gets: list[Get | None] = [
        reasons.ask(part, _get, call, each["TableName"], table, key)
        for part, (each, key, table) in enumerate(zip(asked, keys, tables, strict=True))
    ]
    reasons.check()
    found = [get for get in gets if get is not None]
    if len({(get.table.space, get.place) for get in found}) < len(found):
        raise errors.one_item_twice()
    if sum(get.row.size_bytes for get in found if get.row is not None) > BYTES_MAX:
        raise errors.transaction_too_large()
    spent = {get.reference: Consumed(get.reference) for get in found}
    for part, get in enumerate(found):
        reasons.ask(part, _charge, call, get, spent[get.reference])
    reasons.check()
    for get in {get.reference: get for get in found}.values():
        call.tx.emit(CapacityUsed(get.table, spent[get.reference]))
    told: Told = {
        "Responses": [
            {"Item": get.row.item if projection is None else projection.of(get.row.item)} if get.row is not None else {}
            for get, projection in zip(found, projections, strict=True)
        ]
    }
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = [used.told(how, apart=True) for used in spent.values()]
    return told


def _get(call: Call, reference: str, table: Table, key: Mapping[str, Any]) -> Get:
    place = rules.place_of_key(table, key)
    row = storing.row_at(call.tx, table, place)
    if row is not None and row.locked_until > call.tx.now:
        raise errors.conflict()
    return Get(reference, table, place, row)


def _charge(call: Call, get: Get, spent: Consumed) -> None:
    units = _read_units(get.row)
    capacity.take(call, get.table, None, "Read", get.place.partition, units)
    spent.add(None, units, 0)
