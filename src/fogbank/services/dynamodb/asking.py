"""What a request asks with expressions, or with the parameters that came before them: compiled, and checked as a whole.

Everything here is checked before the table is looked at.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.services.dynamodb import errors, expressions, legacy, values
from fogbank.services.dynamodb.expressions import Condition, Projection, Update
from fogbank.services.dynamodb.records import Item

Request = Mapping[str, Any]

_PLACEHOLDERS = ("ExpressionAttributeNames", "ExpressionAttributeValues")


class Placeholders(NamedTuple):
    """The checked `#names` and `:values` of a request."""

    names: Mapping[str, str]
    values: Mapping[str, values.Value]


def item_of(given: Mapping[str, Any]) -> tuple[Item, int]:
    """The canonical form of an item, and its size in bytes. Errors: ValidationException."""
    item = values.check_item(given)
    size_bytes = values.size_of(item)
    if size_bytes > values.ITEM_BYTES_MAX:
        raise errors.item_too_large()
    return item, size_bytes


def key_of(given: Mapping[str, Any]) -> Item:
    """The canonical form of a key. Errors: ValidationException."""
    return values.check_item(given)


class Parameters(NamedTuple):
    """The members of an operation that are expressions, and those that came before them, in AWS's order."""

    expressions: tuple[str, ...]
    legacy: tuple[str, ...]


_CONDITION = Parameters(("ConditionExpression",), ("Expected", "ConditionalOperator"))
_UPDATE = Parameters(
    ("UpdateExpression", "ConditionExpression"), ("AttributeUpdates", "Expected", "ConditionalOperator")
)
_PROJECTION = Parameters(("ProjectionExpression",), ("AttributesToGet",))
_READS = {
    "Query": Parameters(
        ("ProjectionExpression", "FilterExpression", "KeyConditionExpression"),
        ("AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"),
    ),
    "Scan": Parameters(
        ("ProjectionExpression", "FilterExpression"), ("AttributesToGet", "ScanFilter", "ConditionalOperator")
    ),
}
_NONE = Placeholders({}, {})
_ASKS = frozenset(
    member
    for each in (_UPDATE, _PROJECTION, *_READS.values())
    for member in (*each.expressions, *each.legacy, *_PLACEHOLDERS)
)


def _placeholders(req: Request, members: Parameters) -> Placeholders:
    """The placeholders of a request.

    Errors: ValidationException for expressions beside the parameters that came before them, and wrong placeholders.
    """
    expressions.check_parameters(req, *members)
    names = expressions.check_names(req.get("ExpressionAttributeNames"))
    return Placeholders(names, expressions.check_values(req.get("ExpressionAttributeValues")))


def condition_of(req: Request) -> Condition | None:
    """What must hold of the item for a put or delete, None where nothing must. Errors: ValidationException."""
    if _ASKS.isdisjoint(req):
        return None
    known = _placeholders(req, _CONDITION)
    condition = _condition(req, known)
    expressions.check_unused(*known, condition)
    return condition


def _condition(req: Request, known: Placeholders) -> Condition | None:
    if "Expected" in req:
        return legacy.expected(req["Expected"], req.get("ConditionalOperator"))
    legacy.check_joiner_alone(req.get("ConditionalOperator"))
    text = req.get("ConditionExpression")
    return expressions.condition(text, *known) if text is not None else None


def update_of(req: Request) -> tuple[Update | None, Condition | None]:
    """What becomes of an item, and what must hold of it. Errors: ValidationException."""
    if _ASKS.isdisjoint(req):
        return None, None
    known = _placeholders(req, _UPDATE)
    update = None
    if "AttributeUpdates" in req:
        update = legacy.updates(req["AttributeUpdates"])
    elif "UpdateExpression" in req:
        update = expressions.update(req["UpdateExpression"], *known)
    condition = _condition(req, known)
    expressions.check_unused(*known, update, condition)
    return update, condition


def projection_of(req: Request) -> Projection | None:
    """Which parts of an item are told, None for all. Errors: ValidationException."""
    if _ASKS.isdisjoint(req):
        return None
    known = _placeholders(req, _PROJECTION)
    projection = _projection(req, known)
    expressions.check_unused(*known, projection)
    return projection


def _projection(req: Request, known: Placeholders) -> Projection | None:
    if "AttributesToGet" in req:
        return legacy.attributes(req["AttributesToGet"])
    text = req.get("ProjectionExpression")
    return expressions.projection(text, known.names) if text is not None else None


# -- queries and scans


class Wanted(NamedTuple):
    """What a query or scan wants, before the table is known."""

    known: Placeholders
    filter: Condition | None
    projection: Projection | None


def wanted_of(req: Request, operation: str) -> Wanted:
    """The filter and the projection of a query or scan. Errors: ValidationException."""
    check_select(req)
    if _ASKS.isdisjoint(req):
        return Wanted(_NONE, None, None)
    known = _placeholders(req, _READS[operation])
    return Wanted(known, _filter(req, known, f"{operation}Filter"), _projection(req, known))


def _filter(req: Request, known: Placeholders, member: str) -> Condition | None:
    joiner = req.get("ConditionalOperator")
    if member in req:
        return legacy.filtered(req[member], joiner)
    legacy.check_joiner_alone(joiner)
    text = req.get("FilterExpression")
    return expressions.condition(text, *known, "FilterExpression") if text is not None else None


def check_select(req: Request) -> None:
    """Refuse a Select that does not go with the rest. Errors: ValidationException. Source: reports of each text."""
    select = req.get("Select")
    named = next((member for member in ("AttributesToGet", "ProjectionExpression") if member in req), None)
    if named is not None and select in _TELLS_ALL:
        raise errors.validation(f"Cannot specify the {named} when choosing to get {_TELLS_ALL[select]}")
    if select == "SPECIFIC_ATTRIBUTES" and named is None:
        raise errors.validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        )
    if select == "ALL_PROJECTED_ATTRIBUTES" and "IndexName" not in req:
        raise errors.validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")


_TELLS_ALL = {
    "ALL_ATTRIBUTES": "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES": "ALL_PROJECTED_ATTRIBUTES",
    "COUNT": "only the Count",
}
