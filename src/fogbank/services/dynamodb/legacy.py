"""The parameters that came before expressions, made into what expressions compile to. Pure.

Expected, QueryFilter, ScanFilter and ConditionalOperator become a `Condition`, KeyConditions a `KeyCondition`,
AttributeUpdates an `Update`, AttributesToGet a `Projection`. Attribute names are names here, never paths.

Source: DynamoDB Developer Guide, "Legacy conditional parameters"; texts as observed in the reports that each names.
Those without a report are as reports of SDKs of before 2015 have them; they were not looked up again.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.errors import validation
from fogbank.services.dynamodb.expressions import Condition, KeyCondition, Projection, Update, key_conditions, nodes
from fogbank.services.dynamodb.expressions.conditions import CHOICES_MAX, Compiler, Test
from fogbank.services.dynamodb.expressions.projections import picker
from fogbank.services.dynamodb.expressions.scope import Compiled, Scope
from fogbank.services.dynamodb.expressions.updates import Compute, added, deleted
from fogbank.services.dynamodb.values import ORDERED, Item, Value, canonical, invalid, kind_of

# One condition: an attribute, an operator, and how many values it has.
Shape: TypeAlias = tuple[str, str, int]

_COMPARATORS = {"EQ": "=", "NE": "<>", "LE": "<=", "LT": "<", "GE": ">=", "GT": ">"}
_FUNCTIONS = {"CONTAINS": "contains", "BEGINS_WITH": "begins_with", "NULL": "attribute_not_exists"}
_RANGES = {**_COMPARATORS, "BEGINS_WITH": "begins_with", "BETWEEN": "BETWEEN"}
_COUNTS = {"NULL": 0, "NOT_NULL": 0, "BETWEEN": 2}
_ORDERED = frozenset("SNB")
# Ibid.: types that an operator takes; those that are not here take all.
_KINDS = {
    **dict.fromkeys(("LE", "LT", "GE", "GT", "BETWEEN", "IN", "CONTAINS", "NOT_CONTAINS"), _ORDERED),
    "BEGINS_WITH": frozenset("SB"),
}
_ADDED = frozenset(("N", "SS", "NS", "BS"))
_DELETED = frozenset(("SS", "NS", "BS"))


def expected(entries: Mapping[str, Mapping[str, Any]], joiner: str | None) -> Condition:
    """The condition that Expected and ConditionalOperator say.

    Errors: ValidationException. Source: its rules and texts as observed, https://github.com/floci-io/floci/issues/2126.
    """
    _check_joiner(entries, joiner)
    found = [(name, *_expectation(name, entry)) for name, entry in entries.items()]
    return _condition(found, joiner)


def filtered(entries: Mapping[str, Mapping[str, Any]], joiner: str | None) -> Condition:
    """The condition that QueryFilter or ScanFilter and ConditionalOperator say. Errors: ValidationException."""
    _check_joiner(entries, joiner)
    found = [
        (name, entry["ComparisonOperator"], _operands(entry["ComparisonOperator"], entry.get("AttributeValueList", [])))
        for name, entry in entries.items()
    ]
    return _condition(found, joiner)


def check_joiner_alone(joiner: str | None) -> None:
    """Refuse a ConditionalOperator without anything that it could join. Errors: ValidationException."""
    if joiner is not None:
        raise validation("ConditionalOperator cannot be used without Filter or Expected")


def _check_joiner(entries: Mapping[str, Any], joiner: str | None) -> None:
    if joiner is not None and len(entries) < 2:
        raise validation("ConditionalOperator can only be used when Filter or Expected has two or more elements")


def _expectation(name: str, entry: Mapping[str, Any]) -> tuple[str, list[Value]]:
    operator, exists, value = entry.get("ComparisonOperator"), entry.get("Exists"), entry.get("Value")
    listed = entry.get("AttributeValueList")

    def wrong(reason: str) -> ServiceError:
        return invalid(f"{reason} for Attribute: {name}")

    if operator is None:
        if listed is not None:
            raise wrong("AttributeValueList can only be used with a ComparisonOperator")
        if exists is False:
            if value is not None:
                raise wrong("Value cannot be used when Exists is false")
            return "NULL", []
        if value is None:
            raise wrong(f"Value must be provided when Exists is {'null' if exists is None else 'true'}")
        return "EQ", _operands("EQ", [value])
    if exists is not None:
        raise wrong("Exists and ComparisonOperator cannot be used together")
    if value is not None and listed is not None:
        raise wrong("Value and AttributeValueList cannot be used together")
    if value is None and listed is None and _COUNTS.get(operator) != 0:
        raise wrong(f"Value or AttributeValueList must be used with ComparisonOperator: {operator}")
    return operator, _operands(operator, [value] if value is not None else listed or [])


def _operands(operator: str, listed: Sequence[Value]) -> list[Value]:
    """The values of one condition in their canonical form."""
    found = [canonical(value) for value in listed]
    if not 0 < len(found) <= CHOICES_MAX if operator == "IN" else len(found) != _COUNTS.get(operator, 1):
        raise invalid(f"Invalid number of argument(s) for the {operator} ComparisonOperator")
    kinds = [kind_of(value) for value in found]
    for kind in kinds:
        if kind not in _KINDS.get(operator, kinds):
            raise invalid(f"ComparisonOperator {operator} is not valid for {kind} AttributeValue type")
    if len(set(kinds)) > 1:
        raise invalid("AttributeValues inside AttributeValueList must be of same type")
    if operator == "BETWEEN" and ORDERED["<"](found[1], found[0]):
        # Observed: https://github.com/Cbsoftware/pressureNET-server/issues/78.
        raise validation(
            "The BETWEEN condition was provided a range where the lower bound is bigger than the upper bound"
        )
    return found


def _condition(found: Sequence[tuple[str, str, list[Value]]], joiner: str | None) -> Condition:
    shapes = tuple((name, operator, len(operands)) for name, operator, operands in found)
    values = {
        f":{at}_{index}": value for at, (_, _, operands) in enumerate(found) for index, value in enumerate(operands)
    }
    return Condition(_compiled(shapes, joiner == "OR"), values)


@lru_cache(maxsize=1024)
def _compiled(shapes: tuple[Shape, ...], either: bool) -> Compiled[Test]:
    scope = Scope(tuple((f"#{at}", name) for at, (name, _, _) in enumerate(shapes)))
    found = tuple(_node(at, operator, count) for at, (_, operator, count) in enumerate(shapes))
    if len(found) == 1:
        tree: nodes.Condition = found[0]
    else:
        tree = nodes.Any(found) if either else nodes.All(found)
    program = Compiler(scope, "a condition").test(tree)
    return Compiled(program, frozenset(), frozenset(), (), frozenset(name for name, _, _ in shapes))


def _node(at: int, operator: str, count: int) -> nodes.Condition:
    path = nodes.Path((f"#{at}",))
    operands = tuple(nodes.Placeholder(f":{at}_{index}") for index in range(count))
    if operator in _COMPARATORS:
        return nodes.Comparison(_COMPARATORS[operator], path, *operands)
    if operator in _FUNCTIONS:
        return nodes.Function(_FUNCTIONS[operator], (path, *operands))
    exists = nodes.Function("attribute_exists", (path,))
    if operator == "NOT_NULL":
        return exists
    if operator == "NOT_CONTAINS":
        return nodes.All((exists, nodes.Not(nodes.Function("contains", (path, *operands)))))
    return nodes.Between(path, *operands) if operator == "BETWEEN" else nodes.Within(path, operands)


def key_condition(
    entries: Mapping[str, Mapping[str, Any]],
    hash_name: str,
    range_name: str | None,
    types: Mapping[str, str] | None = None,
) -> KeyCondition:
    """What KeyConditions ask of a table or index with these keys; `types` are the keys' types by their names.

    Errors: ValidationException.
    """
    values: dict[str, Value] = {}
    terms = []
    for at, (name, entry) in enumerate(entries.items()):
        operator = entry["ComparisonOperator"]
        names = []
        for index, value in enumerate(_operands(operator, entry.get("AttributeValueList", []))):
            names.append(f":{at}_{index}")
            values[names[-1]] = value
        if operator not in _RANGES or operator == "NE":
            raise validation("Attempted conditional constraint is not an indexable operation")
        terms.append(key_conditions.Term(name, _RANGES[operator], tuple(names)))
    return KeyCondition(*key_conditions.bound(tuple(terms), values, hash_name, range_name, types))


def updates(entries: Mapping[str, Mapping[str, Any]]) -> Update:
    """The update that AttributeUpdates say.

    Errors: ValidationException, also when it is applied: "Type mismatch for attribute to update", observed,
    https://github.com/aws/aws-sdk-java/issues/905.
    """
    steps = tuple(((name,), _change(name, entry)) for name, entry in entries.items())
    return Update(Compiled(steps, frozenset(), frozenset(), (), frozenset(entries)), {})


def _change(name: str, entry: Mapping[str, Any]) -> Compute:
    action = entry.get("Action", "PUT")
    if entry.get("Value") is None:
        if action != "DELETE":
            raise invalid("Only DELETE action is allowed when no attribute value is specified")
        return lambda _item, _values: None
    value = canonical(entry["Value"])
    kind = kind_of(value)
    if action == "PUT":
        return lambda _item, _values: value
    if action == "DELETE":
        if kind not in _DELETED:
            raise invalid(f"DELETE action with value is not supported for the type {kind}")
        return _changed(name, value, deleted)
    if kind not in _ADDED:
        raise invalid(f"ADD action is not supported for the type {kind}")
    return _changed(name, value, added)


def _changed(name: str, value: Value, change: Callable[[Value | None, Value], Value | None]) -> Compute:
    def compute(item: Item, _values: Mapping[str, Value]) -> Value | None:
        old = item.get(name)
        if old is not None and kind_of(old) != kind_of(value):
            raise validation("Type mismatch for attribute to update")
        return change(old, value)

    return compute


def attributes(names: Sequence[str]) -> Projection:
    """The projection that AttributesToGet say. Errors: ValidationException for a name that comes twice."""
    for at, name in enumerate(names):
        if name in names[:at]:
            raise invalid(f"Duplicate value in attribute name: {name}")
    pick = picker([(name,) for name in names])
    return Projection(Compiled((pick, frozenset(names)), frozenset(), frozenset(), ()))
