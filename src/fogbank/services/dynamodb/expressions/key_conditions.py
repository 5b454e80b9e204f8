"""Key conditions of a query: an equality on the partition key, and at most one range on the sort key.

Source: DynamoDB Developer Guide, "Key condition expressions for the Query operation".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fogbank.services.dynamodb.errors import validation
from fogbank.services.dynamodb.expressions import nodes
from fogbank.services.dynamodb.expressions.conditions import bounds_check
from fogbank.services.dynamodb.expressions.errors import Fault
from fogbank.services.dynamodb.expressions.scope import Scope, Values
from fogbank.services.dynamodb.values import Value, check_key_value, invalid, kind_of

_ORDERED = frozenset("SNB")
_PREFIXED = frozenset("SB")
_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: an attribute, one of = < <= > >= BETWEEN begins_with, and the names of its values."""

    attribute: str
    operator: str
    values: tuple[str, ...]


Terms: TypeAlias = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class KeyCondition:
    """What to query: the partition, and the range in it.

    `operator` is one of = < <= > >= BETWEEN begins_with, with two `bounds` for BETWEEN and one for the others; or ""
    with none, for the whole partition. `names` and `values` are the placeholders that were used.
    """

    hash: Value
    operator: str
    bounds: tuple[Value, ...]
    names: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


def forbidden_operator(operator: str) -> Fault:
    """Source: observed, https://github.com/awslabs/aws-athena-query-federation/issues/746."""
    return Fault(f"Invalid operator used in KeyConditionExpression: {operator}")


def two_conditions() -> Fault:
    """Source: observed, https://github.com/aws-amplify/amplify-category-api/pull/3531."""
    return Fault("KeyConditionExpressions must only contain one condition per key")


def nested() -> Fault:
    """Source: observed, https://github.com/ExtendDB/extenddb/pull/195."""
    return Fault("KeyConditionExpressions cannot have conditions on nested attributes")


def wrong_operands(reason: str) -> Fault:
    """Source: observed, https://github.com/aws/aws-sdk-js-v3/issues/2079."""
    return Fault(f"Invalid condition in KeyConditionExpression: {reason}")


def terms(scope: Scope, node: nodes.Condition) -> Terms:
    """The conditions on attributes that are joined by AND. Fault: anything else than those that a key can have."""
    found: list[Term] = []
    for condition in node.conditions if isinstance(node, nodes.All) else (node,):
        if isinstance(condition, nodes.All):
            found += terms(scope, condition)
        else:
            found.append(_term(scope, condition))
    if len({term.attribute for term in found}) < len(found):
        raise two_conditions()
    return tuple(found)


def _term(scope: Scope, node: nodes.Condition) -> Term:
    match node:
        case nodes.Comparison(operator, left, right) if operator in _MIRRORED:
            if isinstance(right, nodes.Path) and isinstance(left, nodes.Placeholder):
                left, right, operator = right, left, _MIRRORED[operator]
            return _on_key(scope, operator, (left, right))
        case nodes.Between(operand, low, high):
            term = _on_key(scope, "BETWEEN", (operand, low, high))
            scope.check(bounds_check(*term.values))
            return term
        case nodes.Function("begins_with", operands) if len(operands) == 2:
            return _on_key(scope, "begins_with", operands)
        case nodes.Comparison(operator):
            raise forbidden_operator(operator)
        case nodes.Function(name):
            raise forbidden_operator(name)
        case nodes.Within():
            raise forbidden_operator("IN")
        case nodes.Not():
            raise forbidden_operator("NOT")
        case nodes.All() | nodes.Any():
            raise forbidden_operator("OR")
    raise AssertionError("every kind of condition is above")


def _on_key(scope: Scope, operator: str, operands: tuple[nodes.Operand, ...]) -> Term:
    key, *others = operands
    for operand in operands:
        if isinstance(operand, nodes.Function):
            raise forbidden_operator(operand.name)
    if sum(isinstance(operand, nodes.Path) for operand in operands) > 1:
        raise wrong_operands("Multiple attribute names used in one condition")
    if not isinstance(key, nodes.Path):
        raise wrong_operands(
            "No key attribute specified"
            if all(isinstance(operand, nodes.Placeholder) for operand in operands)
            else f"{operator.upper()} operator must have the key attribute as its first operand"
        )
    path = scope.path(key)
    if len(path) > 1:
        raise nested()
    used = [scope.value(other) for other in others if isinstance(other, nodes.Placeholder)]
    if operator != "=":
        for other in others:
            scope.allow(operator, other, _PREFIXED if operator == "begins_with" else _ORDERED)
    return Term(str(path[0]), operator, tuple(used))


def bound(
    found: Terms,
    values: Values,
    hash_name: str,
    range_name: str | None,
    types: Mapping[str, str] | None,
) -> tuple[Value, str, tuple[Value, ...]]:
    """The partition, the operator on the sort key and its bounds, for the keys of a table or index.

    Errors: ValidationException. Source of its texts: observed, https://github.com/aws/aws-sdk-js-v3/issues/2079, and
    reports of queries by something else than an equality on the partition key.
    """
    by_name = {term.attribute: term for term in found}
    if len(found) > 2:
        raise validation("Conditions can be of length 1 or 2 only")
    on_hash = by_name.pop(hash_name, None)
    if on_hash is None:
        raise validation(f"Query condition missed key schema element: {hash_name}")
    if by_name and range_name is not None and range_name not in by_name:
        raise validation(f"Query condition missed key schema element: {range_name}")
    if on_hash.operator != "=" or (by_name and range_name is None):
        raise validation("Query key condition not supported")
    on_range = by_name.get(range_name or "")
    for term in (on_hash, on_range):
        if term is not None and types is not None:
            _check_values(term, values, hash_name, types)
    bounds = tuple(values[name] for name in on_range.values) if on_range else ()
    return values[on_hash.values[0]], on_range.operator if on_range else "", bounds


def _check_values(term: Term, values: Values, hash_name: str, types: Mapping[str, str]) -> None:
    for name in term.values:
        if kind_of(values[name]) != types[term.attribute]:
            raise invalid("Condition parameter type does not match schema type")
        check_key_value(term.attribute, values[name], term.attribute == hash_name)
