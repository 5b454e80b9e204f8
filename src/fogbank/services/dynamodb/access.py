"""Whom the access decision is about: tables and indexes, with the condition keys of DynamoDB.

What a request is about is said by the request alone, and only where a policy asks: partition keys, attributes, what is
to be told. Select is what AWS takes it for where a request leaves it out.
Source: Service Authorization Reference, Amazon DynamoDB; Developer Guide, Using IAM policy conditions for fine-grained
access control.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Keys, Target
from fogbank.services.dynamodb import asking, names, seeking
from fogbank.services.dynamodb.expressions import Condition, Projection, Update
from fogbank.services.dynamodb.records import Table

Request = Mapping[str, Any]
Found = dict[str, str | tuple[str, ...]]

ENCLOSING = "dynamodb:enclosingoperation"
_SAID = {
    "ReturnValues": "dynamodb:returnvalues",
    "ReturnConsumedCapacity": "dynamodb:returnconsumedcapacity",
}
_ITEM_ACTIONS = {
    "Get": "dynamodb:GetItem",
    "Put": "dynamodb:PutItem",
    "Delete": "dynamodb:DeleteItem",
    "Update": "dynamodb:UpdateItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}


# -- single items


def on_item(call: Call, req: dict[str, Any]) -> Target:
    """The table behind TableName, for an operation on an item."""
    return names.target(call, req["TableName"], keys=partial(_of_item, call, req))


def _of_item(call: Call, req: Request) -> Keys:
    return _item_keys(call, req["TableName"], req, _said(req))


def _item_keys(call: Call, reference: str, req: Request, found: Found) -> Keys:
    """Of a write or a check of one item."""
    item = req["Item"] if "Item" in req else req["Key"]
    updates = any(member in req for member in ("UpdateExpression", "AttributeUpdates"))
    asked = asking.update_of(req) if updates else (None, asking.condition_of(req))
    found["dynamodb:attributes"] = tuple(sorted(set(item) | _roots(*asked)))
    return _leading(found, names.find(call, reference), [item])


def on_get(call: Call, req: dict[str, Any]) -> Target:
    """The table behind TableName, for a read of an item."""
    return names.target(call, req["TableName"], keys=partial(_of_get, call, req, {}))


def _of_get(call: Call, req: Request, more: Found) -> Keys:
    found = {**_said(req), **_projected(asking.projection_of(req), req["Key"]), **more}
    return _leading(found, names.find(call, req["TableName"]), [req["Key"]])


# -- queries and scans


def on_index(call: Call, req: dict[str, Any]) -> Target:
    """The table behind TableName, or its index, for a query or scan."""
    return names.target(call, req["TableName"], req.get("IndexName", ""), keys=partial(_of_read, call, req))


def _of_read(call: Call, req: Request) -> Keys:
    wanted = asking.wanted_of(req, call.operation)
    found = {**_said(req), **_projected(wanted.projection, ())}
    if "Select" in req:
        found["dynamodb:select"] = req["Select"]
    table = names.find(call, req["TableName"])
    if call.operation != "Query" or table is None:
        return found
    index = next((each for each in table.indexes if each.name == req.get("IndexName")), None)
    given = seeking.partition_values(table, index, req, wanted)
    found["dynamodb:leadingkeys"] = tuple(map(_text, given))
    return found


# -- batches and transactions


def on_batch_get(call: Call, req: dict[str, Any]) -> list[Target]:
    """Each table that RequestItems names, with all its keys."""
    return [
        names.target(call, reference, keys=partial(_of_batch_get, call, reference, each, req))
        for reference, each in req["RequestItems"].items()
    ]


def _of_batch_get(call: Call, reference: str, each: Request, req: Request) -> Keys:
    keys = each["Keys"]
    attributes = {name for key in keys for name in key}
    found = {**_said(req), **_projected(asking.projection_of(each), attributes)}
    return _leading(found, names.find(call, reference), keys)


def on_batch_write(call: Call, req: dict[str, Any]) -> list[Target]:
    """Each table that RequestItems names, with all its keys."""
    return [
        names.target(call, reference, keys=partial(_of_batch_write, call, reference, entries, req))
        for reference, entries in req["RequestItems"].items()
    ]


def _of_batch_write(call: Call, reference: str, entries: Iterable[Request], req: Request) -> Keys:
    items = list(_written(entries))
    found = {**_said(req), "dynamodb:attributes": tuple(sorted({name for item in items for name in item}))}
    return _leading(found, names.find(call, reference), items)


def _written(entries: Iterable[Request]) -> Iterator[Request]:
    for entry in entries:
        if "PutRequest" in entry:
            yield entry["PutRequest"]["Item"]
        if "DeleteRequest" in entry:
            yield entry["DeleteRequest"]["Key"]


def on_transaction(call: Call, req: dict[str, Any]) -> list[Target]:
    """The table of each item, for the action of the single operation.

    Source: Developer Guide, DynamoDB API and IAM permissions for transactions.
    """
    return [
        names.target(call, each["TableName"], action=_ITEM_ACTIONS[kind], keys=_of_part(call, kind, each, req))
        for item in req["TransactItems"]
        for kind, each in item.items()
    ]


def _of_part(call: Call, kind: str, each: Request, req: Request) -> Callable[[], Keys]:
    more = {ENCLOSING: call.operation, **_said(req)}
    if kind == "Get":
        return partial(_of_get, call, each, more)
    return partial(_item_keys, call, each["TableName"], each, more)


# -- the keys themselves


def _said(req: Request) -> Found:
    return {key: req[member] for member, key in _SAID.items() if member in req}


def _roots(*asked: Condition | Update | None) -> set[str]:
    return {name for each in asked if each is not None for name in each.roots}


def _projected(projection: Projection | None, keys: Iterable[str]) -> Found:
    """Attributes that are told; without a projection they are all, which Select says."""
    if projection is None:
        return {"dynamodb:select": "ALL_ATTRIBUTES", "dynamodb:attributes": tuple(sorted(keys))}
    attributes = tuple(sorted(projection.roots | set(keys)))
    return {"dynamodb:select": "SPECIFIC_ATTRIBUTES", "dynamodb:attributes": attributes}


def _leading(found: Found, table: Table | None, items: Iterable[Request]) -> Keys:
    """With the partition keys of the items."""
    if table is not None:
        values = [item[table.hash] for item in items if table.hash in item]
        found["dynamodb:leadingkeys"] = tuple(dict.fromkeys(map(_text, values)))
    return found


def _text(value: Request) -> str:
    """A key as conditions see it: numbers and strings as they are, binary as base64."""
    for body in value.values():
        return base64.b64encode(body).decode() if isinstance(body, bytes) else str(body)
    return ""
