"""Tables: made, found, described, deleted."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.tags import set_tags
from fogbank.services.dynamodb import allowance, describing, encryption, errors, names, policies, schema
from fogbank.services.dynamodb._shapes import (
    CreateTableInput,
    DeleteTableInput,
    DescribeTableInput,
    ListTablesInput,
    ListTablesOutput,
)
from fogbank.services.dynamodb.events import TableChanged
from fogbank.services.dynamodb.jobs import settle_later
from fogbank.services.dynamodb.operations.tags import given_tags
from fogbank.services.dynamodb.records import CREATING, DELETING, PAY_PER_REQUEST, PROVISIONED, Index, Table
from fogbank.services.dynamodb.schema import Key

_PAGE_MAX = 100
_LATER = ("VectorIndexes", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode")


def on_new_table(call: Call, req: dict[str, Any]) -> list[Target]:
    """The table that is being made, and what its tags need besides. Source: Service Authorization Reference."""
    wanted = names.target(call, req["TableName"])
    more = {"Tags": "dynamodb:TagResource", "ResourcePolicy": "dynamodb:PutResourcePolicy"}
    return [wanted, *(wanted._replace(action=action) for member, action in more.items() if member in req)]


@operation("CreateTable", on=on_new_table)
def create_table(call: Call, req: CreateTableInput) -> dict[str, Any]:
    """Make a table with its indexes; it is CREATING until the job that is owed has run.

    Errors: ValidationException, ResourceInUseException, LimitExceededException.
    Source: API Reference, CreateTable.
    """
    for member in _LATER:
        if member in req:
            raise NotImplementedHere("dynamodb", f"CreateTable with {member}")
    schema.required(req, "AttributeDefinitions", "KeySchema")
    name = names.own(call, req["TableName"])
    table = _new(call, req, name)
    tags = given_tags(req.get("Tags", []))
    tx = call.tx
    if tx.get(Table, call.account, call.region, name) is not None:
        raise errors.table_exists(name)
    if "ResourcePolicy" in req:
        policies.check(call, table.arn, req["ResourcePolicy"], confirmed=True)
        table = table.replace(policy=req["ResourcePolicy"], policy_revision=policies.revision(call))
    table = table.replace(encryption=encryption.begin(call, name, req.get("SSESpecification")))
    most = int(call.quota("L-F98FE922", 2_500))
    if tx.count(Table, call.account, call.region) >= most:
        raise errors.limit(f"There is a limit of {most} tables per subscriber")
    allowance.check(call, table)
    tx.insert(table)
    if tags:
        set_tags(tx, table.arn, tags)
    tx.emit(TableChanged(None, table))
    settle_later(call, table)
    encryption.watch(call, table)
    return {"TableDescription": describing.table(tx, table)}


def _new(call: Call, req: CreateTableInput, name: str) -> Table:
    mode = req.get("BillingMode", PROVISIONED)
    on_demand = mode == PAY_PER_REQUEST
    throughput = schema.throughput(req, on_demand=on_demand)
    attributes = schema.definitions(req["AttributeDefinitions"])
    key = schema.key(req["KeySchema"])
    indexes = _indexes(call, req, key, on_demand=on_demand)
    schema.check_definitions(attributes, key, indexes)
    schema.check_indexes(indexes)
    stream = req.get("StreamSpecification", {})
    arn = names.arn_of(call, name)
    of_range = key.range[0] if key.range else ""
    return Table(
        call.account,
        call.region,
        name,
        call.ids.uuid(),
        arn,
        call.ids.hex(12),
        call.tx.now,
        CREATING,
        attributes,
        key.hash[0],
        attributes[key.hash[0]],
        of_range,
        attributes[of_range] if of_range else "",
        on_demand,
        throughput,
        indexes,
        billing_told="BillingMode" in req,
        table_class=req.get("TableClass", ""),
        deletion_protected=req.get("DeletionProtectionEnabled", False),
        **schema.stream(stream, call.tx.now),
    )


def _indexes(call: Call, req: CreateTableInput, key: Key, *, on_demand: bool) -> tuple[Index, ...]:
    def space() -> str:
        return call.ids.hex(12)

    local: tuple[Index, ...] = ()
    if "LocalSecondaryIndexes" in req:
        local = schema.local_indexes(req["LocalSecondaryIndexes"], key, space)
    if "GlobalSecondaryIndexes" not in req:
        return local
    if not req["GlobalSecondaryIndexes"]:
        raise errors.invalid("List of GlobalSecondaryIndexes is empty")
    return local + tuple(
        schema.global_index(each, key, space()).replace(
            throughput=schema.throughput(each, on_demand=on_demand, of=each["IndexName"]), status=CREATING
        )
        for each in req["GlobalSecondaryIndexes"]
    )


@operation("DescribeTable", on=names.on_table)
def describe_table(call: Call, req: DescribeTableInput) -> dict[str, Any]:
    """Tell all of a table.

    Errors: ResourceNotFoundException.
    Source: API Reference, DescribeTable.
    """
    table = names.table_itself(call, req["TableName"])
    return {"Table": describing.table(call.tx, table)}


@operation("DeleteTable", on=names.on_table)
def delete_table(call: Call, req: DeleteTableInput) -> dict[str, Any]:
    """Delete a table with its items and indexes; it is DELETING until the job that is owed has run.

    Errors: ResourceNotFoundException, ResourceInUseException, ValidationException.
    Source: API Reference, DeleteTable.
    """
    table = names.table_itself(call, req["TableName"])
    if not names.is_ready(table):
        raise errors.in_use(table.status, table.name)
    if table.deletion_protected:
        raise errors.protected()
    deleted = table.replace(status=DELETING)
    call.tx.put(deleted)
    call.tx.emit(TableChanged(table, None))
    settle_later(call, deleted)
    return {"TableDescription": describing.deleted(call.tx, deleted)}


@operation("ListTables")
def list_tables(call: Call, req: ListTablesInput) -> ListTablesOutput:
    """The names of the caller's tables in the region, in order; pages of 100 at most.

    Errors: ValidationException (a limit or a name that is none).
    Source: API Reference, ListTables.
    """
    start = req.get("ExclusiveStartTableName", "")
    if start and not names.is_name(start):
        raise errors.bad_name()
    limit = req.get("Limit", _PAGE_MAX)
    after = (start,) if start else None
    found = list(call.tx.scan(Table, call.account, call.region, after=after, limit=limit + 1))
    told: ListTablesOutput = {"TableNames": [table.name for table in found[:limit]]}
    if len(found) > limit:
        told["LastEvaluatedTableName"] = found[limit - 1].name
    return told
