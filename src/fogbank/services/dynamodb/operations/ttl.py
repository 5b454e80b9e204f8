"""Time to live of tables."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import errors, names, ttl, ttl_errors
from fogbank.services.dynamodb._shapes import (
    DescribeTimeToLiveInput,
    DescribeTimeToLiveOutput,
    UpdateTimeToLiveInput,
    UpdateTimeToLiveOutput,
)
from fogbank.services.dynamodb.records import Table
from fogbank.services.dynamodb.ttl_records import TimeToLive


@operation("UpdateTimeToLive", on=names.on_table)
def update_time_to_live(call: Call, req: UpdateTimeToLiveInput) -> UpdateTimeToLiveOutput:
    """Let items expire by an attribute, or let none expire any more; once in an hour.

    Errors: ResourceNotFoundException, ResourceInUseException, ValidationException.
    Source: API Reference, UpdateTimeToLive.
    Differs: the order of the checks is ours.
    """
    table = names.table_itself(call, req["TableName"])
    if not names.is_ready(table):
        raise errors.in_use(table.status, table.name)
    asked = req["TimeToLiveSpecification"]
    _check(call, table, asked["AttributeName"], asked["Enabled"])
    tx = call.tx
    tx.put(TimeToLive(table.space, asked["AttributeName"], asked["Enabled"], tx.now))
    tx.put(table.replace(ttl=asked["AttributeName"] if asked["Enabled"] else ""))
    if asked["Enabled"]:
        tx.at(tx.now, "dynamodb.find_expiries", table.account, table.region, table.name, table.space)
    else:
        tx.at(tx.now, "dynamodb.clear_expiries", table.space)
    return {"TimeToLiveSpecification": asked}


def _check(call: Call, table: Table, attribute: str, enabled: bool) -> None:
    known = call.tx.get(TimeToLive, table.space)
    if table.ttl and table.ttl != attribute:
        raise ttl_errors.other_attribute(table.ttl)
    if enabled and table.ttl:
        raise ttl_errors.is_enabled()
    if not enabled and not table.ttl:
        raise ttl_errors.is_disabled()
    if known is not None and call.tx.now < known.changed_at + ttl.CHANGES_S:
        raise ttl_errors.changed_too_often()


@operation("DescribeTimeToLive", on=names.on_table)
def describe_time_to_live(call: Call, req: DescribeTimeToLiveInput) -> DescribeTimeToLiveOutput:
    """Tell by which attribute items expire; a change takes as long as a quota of ours says.

    Errors: ResourceNotFoundException.
    Source: API Reference, DescribeTimeToLive.
    """
    table = names.table_itself(call, req["TableName"])
    known = call.tx.get(TimeToLive, table.space)
    if known is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    done = call.tx.now >= known.changed_at + call.quota("ttl-change-seconds", 0.0)
    if not known.enabled and done:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    status = "ENABLED" if known.enabled else "DISABLED"
    return {
        "TimeToLiveDescription": {
            "TimeToLiveStatus": status if done else f"{status[:-2]}ING",
            "AttributeName": known.attribute,
        }
    }
