"""Settings of tables, and the limits of an account."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation, unasked
from fogbank.services.dynamodb import allowance, changing, describing, encryption, errors, names
from fogbank.services.dynamodb._shapes import (
    DescribeEndpointsRequest,
    DescribeEndpointsResponse,
    DescribeLimitsInput,
    DescribeLimitsOutput,
    UpdateTableInput,
)
from fogbank.services.dynamodb.events import TableChanged
from fogbank.services.dynamodb.jobs import settle_later
from fogbank.services.dynamodb.records import UPDATING

_CHANGES = (
    "ProvisionedThroughput",
    "BillingMode",
    "StreamSpecification",
    "GlobalSecondaryIndexUpdates",
    "SSESpecification",
    "TableClass",
    "DeletionProtectionEnabled",
    "OnDemandThroughput",
    "WarmThroughput",
)
_LATER = (
    "ReplicaUpdates",
    "MultiRegionConsistency",
    "GlobalTableWitnessUpdates",
    "GlobalTableSettingsReplicationMode",
    "DisassociationProtectionEnabled",
    "VectorIndexUpdates",
)
_ENDPOINT_MINUTES = 1440


@operation("UpdateTable", on=names.on_table)
def update_table(call: Call, req: UpdateTableInput) -> dict[str, Any]:
    """Change a table's capacity, billing mode, global indexes, stream, class or protection.

    It is UPDATING until the job that is owed has run; indexes that are made go on to be filled after that.
    Errors: ValidationException, ResourceNotFoundException, ResourceInUseException, LimitExceededException.
    Source: API Reference, UpdateTable.
    """
    for member in _LATER:
        if member in req:
            raise NotImplementedHere("dynamodb", f"UpdateTable with {member}")
    if not any(member in req for member in _CHANGES):
        raise errors.nothing_to_update()
    table = names.table_itself(call, req["TableName"])
    if not names.is_ready(table):
        raise errors.in_use(table.status, table.name)
    tx = call.tx
    new = changing.changed(table, req, tx.now, lambda: call.ids.hex(12))
    if "SSESpecification" in req:
        new = encryption.changed(call, new, req["SSESpecification"]).replace(status=UPDATING)
        encryption.watch(call, new)
    allowance.check(call, new)
    tx.put(new)
    tx.emit(TableChanged(table, new))
    if new.status == UPDATING:
        settle_later(call, new)
    return {"TableDescription": describing.table(tx, new)}


@operation("DescribeLimits")
def describe_limits(call: Call, req: DescribeLimitsInput) -> DescribeLimitsOutput:
    """The most capacity that a table, and all tables together, may have in the region.

    Source: API Reference, DescribeLimits.
    """
    return {
        "AccountMaxReadCapacityUnits": int(call.quota("L-34F6A552", 80_000)),
        "AccountMaxWriteCapacityUnits": int(call.quota("L-34F8CCC8", 80_000)),
        "TableMaxReadCapacityUnits": int(call.quota("L-CF0CBE56", 40_000)),
        "TableMaxWriteCapacityUnits": int(call.quota("L-AB614373", 40_000)),
    }


@operation("DescribeEndpoints", on=unasked)
def describe_endpoints(call: Call, req: DescribeEndpointsRequest) -> DescribeEndpointsResponse:
    """Where DynamoDB is, for clients that ask first: at the address under which this one was asked.

    Source: API Reference, DescribeEndpoints; Timestream and DynamoDB Local, "endpoint discovery".
    """
    address: Any = call.endpoint.partition("://")[2]
    return {"Endpoints": [{"Address": address, "CachePeriodInMinutes": _ENDPOINT_MINUTES}]}
