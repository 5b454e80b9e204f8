"""DynamoDB's expressions: condition, filter, update, projection, key condition. Pure.

A request is answered in this order:

    check_parameters(request, expressions, legacy)          which parameters go together
    names, values = check_names(...), check_values(...)     placeholders; values become canonical
    condition(text, names, values), update(...), ...        each expression
    check_unused(names, values, *expressions)               no placeholder is left over

A source is compiled one time for the same `#names` and kept (`lru_cache`); binding it to a request checks its values.
What comes back holds for one request. Modules: lexer and reader make a tree (nodes), scope keeps the placeholders of a
compilation, conditions, updates, projections and key_conditions make a function of the tree, errors has AWS's texts.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from fogbank.services.dynamodb.expressions import key_conditions, updates
from fogbank.services.dynamodb.expressions.conditions import Compiler, Test
from fogbank.services.dynamodb.expressions.errors import Fault
from fogbank.services.dynamodb.expressions.key_conditions import KeyCondition
from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.expressions.paths import check_apart
from fogbank.services.dynamodb.expressions.placeholders import (
    check_names,
    check_parameters,
    check_unused,
    check_values,
)
from fogbank.services.dynamodb.expressions.projections import Pick, picker
from fogbank.services.dynamodb.expressions.reader import Reader
from fogbank.services.dynamodb.expressions.scope import Compiled, Name, Scope, Values
from fogbank.services.dynamodb.values import Item, invalid

__all__ = [
    "Condition",
    "KeyCondition",
    "Projection",
    "Update",
    "check_names",
    "check_parameters",
    "check_unused",
    "check_values",
    "condition",
    "key_condition",
    "key_terms",
    "part_of",
    "projection",
    "update",
]

T = TypeVar("T")
_KINDS = {"FilterExpression": "a filter", "KeyConditionExpression": "a key condition"}


class Condition:
    """A condition or filter of one request. `roots` are the attributes that it looks at."""

    __slots__ = ("_test", "_values", "names", "roots", "values")

    def __init__(self, compiled: Compiled[Test], values: Values) -> None:
        self._test = compiled.program
        self._values = values
        self.roots = compiled.roots
        self.names = compiled.names
        self.values = compiled.values

    def holds(self, item: Item) -> bool:
        """Whether it is true of an item; an item that is not there is {}."""
        return self._test(item, self._values)


class Update:
    """An update of one request. `targets` are the paths of its actions, in their order; `roots`: all it looks at."""

    __slots__ = ("_steps", "_values", "names", "roots", "targets", "values")

    def __init__(self, compiled: Compiled[updates.Steps], values: Values) -> None:
        self._steps = compiled.program
        self._values = values
        self.targets = tuple(path for path, _ in compiled.program)
        self.roots = compiled.roots
        self.names = compiled.names
        self.values = compiled.values

    def check_keys(self, *keys: str) -> None:
        """Refuse an update of a key. Errors: ValidationException. Source: observed,
        https://github.com/truora/minidyn/issues/76.
        """
        for path in self.targets:
            if path[0] in keys:
                raise invalid(f"Cannot update attribute {path[0]}. This attribute is part of the key")

    def apply(self, item: Item) -> tuple[Item, tuple[Parts, ...]]:
        """The new item (the old one stays as it was), and the paths that were touched, for `part_of`.

        Errors: ValidationException, see updates.apply.
        """
        return updates.apply(self._steps, item, self._values), self.targets


class Projection:
    """A projection of one request. `roots` are the attributes that it needs."""

    __slots__ = ("names", "of", "roots", "values")

    def __init__(self, compiled: Compiled[tuple[Pick, frozenset[str]]]) -> None:
        self.of, self.roots = compiled.program
        self.names = compiled.names
        self.values = compiled.values


def condition(
    text: str, names: Mapping[str, str] | None, values: Values, member: str = "ConditionExpression"
) -> Condition:
    """The condition that a text says; `member` is where the request has it, in its errors and its functions.

    Errors: ValidationException "Invalid ConditionExpression: ..." .
    """
    return Condition(_bound(member, _condition, values, text, _key(names), _KINDS.get(member, "a condition")), values)


def update(text: str, names: Mapping[str, str] | None, values: Values) -> Update:
    """The update that a text says. Errors: ValidationException "Invalid UpdateExpression: ..." ."""
    return Update(_bound("UpdateExpression", _update, values, text, _key(names)), values)


def projection(text: str, names: Mapping[str, str] | None) -> Projection:
    """The projection that a text says. Errors: ValidationException "Invalid ProjectionExpression: ..." ."""
    return Projection(_bound("ProjectionExpression", _projection, {}, text, _key(names)))


def key_condition(
    text: str,
    names: Mapping[str, str] | None,
    values: Values,
    hash_name: str,
    range_name: str | None,
    types: Mapping[str, str] | None = None,
) -> KeyCondition:
    """What a key condition asks of a table or index with these keys; `types` are the keys' types by their names.

    Errors: ValidationException.
    """
    compiled = _bound("KeyConditionExpression", _terms, values, text, _key(names))
    on_keys = key_conditions.bound(compiled.program, values, hash_name, range_name, types)
    return KeyCondition(*on_keys, compiled.names, compiled.values)


def key_terms(text: str, names: Mapping[str, str] | None, values: Values) -> Compiled[key_conditions.Terms]:
    """The conditions on single attributes, for indexes whose keys have several. Errors: as `key_condition`."""
    return _bound("KeyConditionExpression", _terms, values, text, _key(names))


def part_of(item: Item, paths: tuple[Parts, ...]) -> Item:
    """What an item has at some paths; for UPDATED_OLD and UPDATED_NEW."""
    return picker(paths)(item)


def _key(names: Mapping[str, str] | None) -> tuple[Name, ...]:
    return tuple(names.items()) if names else ()


def _bound(member: str, compile_: Callable[..., Compiled[T]], values: Values, *source: object) -> Compiled[T]:
    try:
        compiled = compile_(*source)
        compiled.bind(values)
    except Fault as fault:
        raise fault.named(member) from None
    return compiled


@lru_cache(maxsize=4096)
def _condition(text: str, names: tuple[Name, ...], kind: str) -> Compiled[Test]:
    scope = Scope(names)
    return scope.compiled(Compiler(scope, kind).test(Reader(text).condition()))


@lru_cache(maxsize=4096)
def _update(text: str, names: tuple[Name, ...]) -> Compiled[updates.Steps]:
    scope = Scope(names)
    return scope.compiled(updates.steps(scope, Reader(text).update()))


@lru_cache(maxsize=4096)
def _projection(text: str, names: tuple[Name, ...]) -> Compiled[tuple[Pick, frozenset[str]]]:
    scope = Scope(names)
    paths = [scope.path(path) for path in Reader(text).projection()]
    check_apart(paths)
    return scope.compiled((picker(paths), frozenset(str(path[0]) for path in paths)))


@lru_cache(maxsize=4096)
def _terms(text: str, names: tuple[Name, ...]) -> Compiled[key_conditions.Terms]:
    scope = Scope(names)
    return scope.compiled(key_conditions.terms(scope, Reader(text).condition()))
