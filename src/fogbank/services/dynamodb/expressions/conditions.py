"""Conditions and filters: from the tree to one function that looks at an item.

A function that reads an operand, and one that tests, takes the item and the values of the request, so that a compiled
condition serves every request with the same source and the same names.

Differs: nothing known. Source of what each operator and function does: DynamoDB Developer Guide, "Condition and filter
expressions, operators, and functions".
"""

from collections.abc import Callable
from typing import TypeAlias

from fogbank.services.dynamodb.expressions import errors, nodes
from fogbank.services.dynamodb.expressions.paths import getter
from fogbank.services.dynamodb.expressions.reader import CONDITION_FUNCTIONS
from fogbank.services.dynamodb.expressions.scope import Check, Scope, Values
from fogbank.services.dynamodb.values import ORDERED, Item, Value, base64_text, equal, kind_of

Read: TypeAlias = Callable[[Item, Values], Value | None]
Test: TypeAlias = Callable[[Item, Values], bool]

CHOICES_MAX = 100  # Developer Guide, "Condition and filter expressions": IN takes up to 100 values
_ORDERED = frozenset("SNB")
_SIZED = frozenset(("S", "B", "SS", "NS", "BS", "L", "M"))
_PREFIXED = frozenset("SB")
_CONTAINERS = frozenset(("S", "B", "SS", "NS", "BS", "L"))
_MEMBERS = {"SS": "S", "NS": "N", "BS": "B"}
_TYPES = ("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M")


class Compiler:
    """Compiles the tree of a condition; `kind` is what its functions' faults call it."""

    def __init__(self, scope: Scope, kind: str) -> None:
        self._scope = scope
        self._kind = kind

    def test(self, node: nodes.Condition) -> Test:
        """The function that tells whether a condition holds. Fault: what the tree alone tells to be wrong."""
        match node:
            case nodes.All(conditions):
                return _all([self.test(condition) for condition in conditions])
            case nodes.Any(conditions):
                return _any([self.test(condition) for condition in conditions])
            case nodes.Not(condition):
                inner = self.test(condition)
                return lambda item, values: not inner(item, values)
            case nodes.Comparison(operator, left, right):
                return self._comparison(operator, left, right)
            case nodes.Between(operand, low, high):
                return self._between(operand, low, high)
            case nodes.Within(operand, choices):
                return self._within(operand, choices)
            case nodes.Function():
                return self._function(node)

    def read(self, node: nodes.Operand) -> Read:
        """The function that reads an operand."""
        match node:
            case nodes.Path():
                get = getter(self._scope.path(node))
                return lambda item, _: get(item)
            case nodes.Placeholder():
                name = self._scope.value(node)
                return lambda _, values: values[name]
            case nodes.Function("size", operands):
                self._arity(node)
                self._scope.allow("size", operands[0], _SIZED)
                return _size(self.read(operands[0]))
            case nodes.Function():
                self._known(node.name)
                raise errors.misplaced_function(node.name)

    def _known(self, name: str) -> None:
        if name not in CONDITION_FUNCTIONS:
            raise errors.forbidden_function(name, self._kind)

    def _arity(self, node: nodes.Function) -> None:
        if len(node.operands) != CONDITION_FUNCTIONS[node.name]:
            raise errors.operand_count(node.name, len(node.operands))

    def _distinct(self, operator: str, first: nodes.Operand, *others: nodes.Operand) -> None:
        if isinstance(first, nodes.Path) and any(
            isinstance(other, nodes.Path) and self._scope.path(other) == self._scope.path(first) for other in others
        ):
            raise errors.not_distinct(operator, errors.shown_path(self._scope.path(first)))

    # Operators.

    def _comparison(self, operator: str, left: nodes.Operand, right: nodes.Operand) -> Test:
        one, two = self.read(left), self.read(right)
        self._distinct(operator, left, right)
        if operator == "=":
            return lambda item, values: _both(one(item, values), two(item, values), equal)
        if operator == "<>":
            return lambda item, values: not _both(one(item, values), two(item, values), equal)
        self._scope.allow(operator, left, _ORDERED)
        self._scope.allow(operator, right, _ORDERED)
        ordered = ORDERED[operator]
        return lambda item, values: _both(one(item, values), two(item, values), ordered)

    def _between(self, operand: nodes.Operand, low: nodes.Operand, high: nodes.Operand) -> Test:
        one, least, most = self.read(operand), self.read(low), self.read(high)
        self._distinct("BETWEEN", operand, low, high)
        for bound in (operand, low, high):
            self._scope.allow("BETWEEN", bound, _ORDERED)
        if isinstance(low, nodes.Placeholder) and isinstance(high, nodes.Placeholder):
            self._scope.check(bounds_check(low.name, high.name))
        at_least, at_most = ORDERED[">="], ORDERED["<="]

        def test(item: Item, values: Values) -> bool:
            value = one(item, values)
            return _both(value, least(item, values), at_least) and _both(value, most(item, values), at_most)

        return test

    def _within(self, operand: nodes.Operand, choices: tuple[nodes.Operand, ...]) -> Test:
        if len(choices) > CHOICES_MAX:
            raise errors.too_many_choices(len(choices))
        one, reads = self.read(operand), [self.read(choice) for choice in choices]
        self._distinct("IN", operand, *choices)

        def test(item: Item, values: Values) -> bool:
            value = one(item, values)
            return value is not None and any(_both(value, read(item, values), equal) for read in reads)

        return test

    # Functions.

    def _function(self, node: nodes.Function) -> Test:
        name, operands = node.name, node.operands
        self._known(name)
        if name == "size":
            raise errors.misplaced_function(name)
        self._arity(node)
        if name in ("attribute_exists", "attribute_not_exists", "attribute_type") and not isinstance(
            operands[0], nodes.Path
        ):
            raise errors.needs_path(name)
        reads = [self.read(operand) for operand in operands]
        if name == "attribute_exists":
            return lambda item, values: reads[0](item, values) is not None
        if name == "attribute_not_exists":
            return lambda item, values: reads[0](item, values) is None
        self._distinct(name, *operands)
        one, two = reads
        if name == "attribute_type":
            self._type_name(operands[1])
            return lambda item, values: _both(one(item, values), two(item, values), _is_of)
        if name == "begins_with":
            self._scope.allow(name, operands[0], _PREFIXED)
            self._scope.allow(name, operands[1], _PREFIXED)
            return lambda item, values: _both(one(item, values), two(item, values), begins_with)
        self._scope.allow(name, operands[0], _CONTAINERS)
        return lambda item, values: _both(one(item, values), two(item, values), contains)

    def _type_name(self, operand: nodes.Operand) -> None:
        self._scope.allow("attribute_type", operand, frozenset("S"))
        if isinstance(operand, nodes.Placeholder):
            name = operand.name

            def check(values: Values) -> None:
                if values[name]["S"] not in _TYPES:
                    raise errors.unknown_type(values[name]["S"], _TYPES)

            self._scope.check(check)


def bounds_check(low: str, high: str) -> Check:
    """The check that BETWEEN's bounds are of one type and in order."""

    def check(values: Values) -> None:
        least, most = values[low], values[high]
        if kind_of(least) != kind_of(most):
            raise errors.bounds_differ(_shown(least), _shown(most))
        if ORDERED["<"](most, least):
            raise errors.bounds_reversed(_shown(least), _shown(most))

    return check


def _shown(value: Value) -> str:
    kind = kind_of(value)
    return f"{{{kind}:{base64_text(value[kind]) if kind == 'B' else value[kind]}}}"


def _all(tests: list[Test]) -> Test:
    if len(tests) == 2:
        one, two = tests
        return lambda item, values: one(item, values) and two(item, values)
    return lambda item, values: all(test(item, values) for test in tests)


def _any(tests: list[Test]) -> Test:
    if len(tests) == 2:
        one, two = tests
        return lambda item, values: one(item, values) or two(item, values)
    return lambda item, values: any(test(item, values) for test in tests)


def _both(left: Value | None, right: Value | None, test: Callable[[Value, Value], bool]) -> bool:
    """Whether both are there and satisfy a test."""
    return left is not None and right is not None and test(left, right)


def _size(read: Read) -> Read:
    """A string has as many as UTF-16 has units. Source: observed, https://github.com/ExtendDB/extenddb/issues/60."""

    def size(item: Item, values: Values) -> Value | None:
        for kind, body in (read(item, values) or {}).items():
            if kind in _SIZED:
                return {"N": str(_units(body) if kind == "S" else len(body))}
        return None

    return size


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_of(value: Value, kind: Value) -> bool:
    return kind.get("S") in value


def begins_with(value: Value, prefix: Value) -> bool:
    """Whether a string or binary begins with another one."""
    for kind, body in prefix.items():
        return kind in _PREFIXED and kind in value and value[kind].startswith(body)
    raise AssertionError("a value has one type")


def contains(value: Value, part: Value) -> bool:
    """Whether a string or binary has a part, or a set or list a member."""
    for kind, body in value.items():
        if kind in _PREFIXED:
            return kind in part and part[kind] in body
        if kind in _MEMBERS:
            member = part.get(_MEMBERS[kind])
            return member is not None and member in body
        return kind == "L" and any(equal(element, part) for element in body)
    raise AssertionError("a value has one type")
