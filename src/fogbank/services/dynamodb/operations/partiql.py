"""PartiQL: single statements, batches and transactions of them, on the engine of the other operations."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError, ValidationFailed
from fogbank.kernel.operation import NO_KEYS, Keys, Target, operation
from fogbank.services.dynamodb import asking, capacity, names, rules, selecting, storing, writing
from fogbank.services.dynamodb._shapes import (
    BatchExecuteStatementInput,
    BatchExecuteStatementOutput,
    ExecuteStatementInput,
    ExecuteStatementOutput,
    ExecuteTransactionInput,
    ExecuteTransactionOutput,
    ThrottlingException,
)
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.expressions import part_of
from fogbank.services.dynamodb.operations import transactions
from fogbank.services.dynamodb.partiql import errors
from fogbank.services.dynamodb.partiql.plans import Plan, target_of
from fogbank.services.dynamodb.partiql.statements import Delete, Exists, Insert, Select, Update
from fogbank.services.dynamodb.records import Item, Row, Table
from fogbank.services.dynamodb.writing import CHECK, DELETE, PUT, UPDATE, Draft

T = TypeVar("T")
Told = dict[str, Any]
Request = Mapping[str, Any]

_KINDS = {Update: UPDATE, Delete: DELETE, Exists: CHECK}


def _target(call: Call, each: Request) -> Target:
    """The table or index of a statement, for the action of PartiQL that it needs.

    Source: Developer Guide, IAM security policies with PartiQL for DynamoDB.
    """
    action, table, index = target_of(each["Statement"])

    def keys() -> Keys:
        plan = _plan(each)
        if not isinstance(plan.body, Select):
            return NO_KEYS
        return {"dynamodb:fulltablescan": "true" if selecting.scans_all(call, plan) else "false"}

    return names.target(call, table, index or "", action, keys)


def on_statement(call: Call, req: Request) -> Target:
    """Of one statement. Errors: ValidationException."""
    return _target(call, req)


def on_batch(call: Call, req: Request) -> list[Target]:
    """Of all statements that are well formed."""
    found = []
    for each in req["Statements"]:
        try:
            found.append(_target(call, each))
        except ValidationFailed:
            continue
    return found


def on_transaction(call: Call, req: Request) -> list[Target]:
    """Of all statements. Errors: ValidationException."""
    return [_target(call, each) for each in req["TransactStatements"]]


def _plan(each: Request) -> Plan:
    return Plan(each["Statement"], each.get("Parameters", ()))


# -- one statement


@operation("ExecuteStatement", on=on_statement)
def execute_statement(call: Call, req: ExecuteStatementInput) -> ExecuteStatementOutput:
    """Read items, or write one.

    Errors: ValidationException, ResourceNotFoundException, ConditionalCheckFailedException, DuplicateItemException,
    ProvisionedThroughputExceededException.
    Source: API Reference, ExecuteStatement; Developer Guide, PartiQL language reference.
    """
    plan = _plan(req)
    spent = Consumed(plan.table)
    if isinstance(plan.body, Exists):
        raise errors.exists_alone()
    reads = isinstance(plan.body, Select)
    told: Any = _page(call, plan, req, spent) if reads else {"Items": _write(call, plan, req, spent)}
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        told["ConsumedCapacity"] = spent.told(how)
    answer: ExecuteStatementOutput = told
    return answer


def _page(call: Call, plan: Plan, req: Request, spent: Consumed) -> Told:
    tokens = call.kernel.tokens
    scope = f"dynamodb:ExecuteStatement:{call.account}:{call.region}:{req['Statement']}"
    resume = tokens.read(scope, req["NextToken"]) if "NextToken" in req else None
    found = selecting.select(call, plan, req.get("ConsistentRead", False), req.get("Limit"), resume, spent)
    told: Told = {"Items": found.items}
    if found.last_key is not None:
        told["LastEvaluatedKey"] = found.last_key
    if found.resume is not None:
        told["NextToken"] = tokens.make(scope, found.resume)
    return told


def _write(call: Call, plan: Plan, req: Request, spent: Consumed) -> list[Item]:
    """Do a write; what its RETURNING asks for, if there is any of it."""
    table = names.table_for_items(call, plan.table)
    write = writing.placed(call, _draft(plan, table, req), table)
    new = writing.do(call, write, spent)
    call.tx.emit(CapacityUsed(table, spent))
    return _returned(plan, write.old, new)


def _draft(plan: Plan, table: Table, req: Request) -> Draft:
    """The write that a statement asks for. Errors: ValidationException."""
    told_old = req.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    body = plan.body
    if isinstance(body, Insert):
        item, size_bytes = asking.item_of(plan.item())
        return Draft(PUT, plan.table, item, size_bytes, None, plan.refusing(), told_old)
    key = plan.key(table.hash, table.range) if table.range else plan.key(table.hash)
    return Draft(_KINDS[type(body)], plan.table, key, 0, plan.update, plan.refusing(), told_old)


def _returned(plan: Plan, old: Row | None, new: Row | None) -> list[Item]:
    """Source: observed, https://github.com/paritysuite/dynamodb-conformance/pull/103: an empty one is left out."""
    returning = plan.body.returning if isinstance(plan.body, Update | Delete) else ""
    row = old if returning.endswith("OLD") else new
    if not returning or row is None:
        return []
    item = row.item
    if returning.startswith("MODIFIED"):
        assert plan.update is not None
        item = part_of(item, plan.update.targets)
    return [item] if item else []


# -- batches


@operation("BatchExecuteStatement", on=on_batch)
def batch_execute_statement(call: Call, req: BatchExecuteStatementInput) -> BatchExecuteStatementOutput:
    """Up to 25 statements, all of them reads or all of them writes, each on its own and about one item.

    Errors: ValidationException; those of a statement are in its response.
    Source: API Reference, BatchExecuteStatement.
    Differs: who may not do one of them is refused all of them.
    """
    plans = [_tried(partial(_plan, each)) for each in req["Statements"]]
    _check_alike([plan for plan in plans if isinstance(plan, Plan)])
    spent: dict[str, Consumed] = {}
    told: list[Told] = []
    for plan, each in zip(plans, req["Statements"], strict=True):
        if not isinstance(plan, Plan):
            told.append({"Error": _error(plan)})
            continue
        used = spent.setdefault(plan.table, Consumed(plan.table))
        items = _tried(partial(_one, call, plan, each, used))
        if isinstance(items, ServiceError):
            told.append({"Error": _error(items), "TableName": plan.table})
        else:
            told.append({"TableName": plan.table, **({"Item": items[0]} if items else {})})
    whole: Any = {"Responses": told}
    how = req.get("ReturnConsumedCapacity", "NONE")
    if how != "NONE":
        whole["ConsumedCapacity"] = [used.told(how) for used in spent.values()]
    answer: BatchExecuteStatementOutput = whole
    return answer


def _tried(step: Callable[[], T]) -> T | ServiceError:
    try:
        return step()
    except ServiceError as error:
        return error


def _check_alike(plans: list[Plan]) -> None:
    if len({isinstance(plan.body, Select) for plan in plans}) > 1:
        raise errors.reads_and_writes()


def _one(call: Call, plan: Plan, each: Request, spent: Consumed) -> list[Item]:
    if isinstance(plan.body, Exists):
        raise errors.exists_alone()
    if not isinstance(plan.body, Select):
        return _write(call, plan, each, spent)
    table = names.table_for_items(call, plan.table)
    place = rules.place_of_key(table, _key_of_select(plan, table))
    row = storing.row_at(call.tx, table, place)
    units = capacity.read_units(row.size_bytes if row is not None else 0, each.get("ConsistentRead", False))
    capacity.take(call, table, None, "Read", place.partition, units)
    spent.add(None, units, 0)
    call.tx.emit(CapacityUsed(table, spent))
    return _told_of(plan, row.item if row is not None else None)


def _key_of_select(plan: Plan, table: Table) -> Item:
    """Errors: ValidationException for a SELECT that is not about one item of the table."""
    try:
        if isinstance(plan.body, Select) and plan.body.index is None:
            return plan.key(table.hash, table.range) if table.range else plan.key(table.hash)
    except ValidationFailed:
        pass
    raise errors.select_without_key()


def _told_of(plan: Plan, item: Item | None) -> list[Item]:
    """What a SELECT by key tells of an item: nothing where the rest of its WHERE does not hold."""
    if item is None or (plan.condition is not None and not plan.condition.holds(item)):
        return []
    return [item if plan.projection is None else plan.projection.of(item)]


# Source: API Reference, BatchStatementError, Code.
_CODES: dict[type[ServiceError], str] = {ValidationFailed: "ValidationError", ThrottlingException: "ThrottlingError"}


def _error(error: ServiceError) -> Told:
    told: Told = {"Code": _CODES.get(type(error), error.code.removesuffix("Exception")), "Message": error.message}
    if "Item" in error.members:
        told["Item"] = error.members["Item"]
    return told


# -- transactions


@operation("ExecuteTransaction", on=on_transaction)
def execute_transaction(call: Call, req: ExecuteTransactionInput) -> ExecuteTransactionOutput:
    """Up to 100 statements, all or nothing: all of them reads of one item, or all of them writes and conditions.

    Errors: ValidationException, ResourceNotFoundException, TransactionCanceledException,
    IdempotentParameterMismatchException.
    Source: API Reference, ExecuteTransaction; Developer Guide, Performing transactions with PartiQL for DynamoDB.
    """
    asked = req["TransactStatements"]
    plans = [_plan(each) for each in asked]
    _check_alike(plans)
    for plan in plans:
        if isinstance(plan.body, Update | Delete) and plan.body.returning:
            raise errors.returning_in_transaction()
    tables = [names.table_for_items(call, plan.table) for plan in plans]
    told: Any
    if isinstance(plans[0].body, Select):
        told = _gets(call, plans, tables, req)
    else:
        drafts = [_draft(plan, table, each) for plan, table, each in zip(plans, tables, asked, strict=True)]
        told = transactions.transact(call, drafts, req)
    answer: ExecuteTransactionOutput = told
    return answer


def _gets(call: Call, plans: list[Plan], tables: list[Table], req: Request) -> Told:
    gets = [
        {"Get": {"TableName": plan.table, "Key": _key_of_select(plan, table)}}
        for plan, table in zip(plans, tables, strict=True)
    ]
    asked: Any = {"TransactItems": gets, "ReturnConsumedCapacity": req.get("ReturnConsumedCapacity", "NONE")}
    told: Told = dict(transactions.transact_get_items(call, asked))
    items = [_told_of(plan, found.get("Item")) for plan, found in zip(plans, told["Responses"], strict=True)]
    return told | {"Responses": [{"Item": each[0]} if each else {} for each in items]}
