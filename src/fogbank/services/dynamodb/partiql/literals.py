"""Literals of PartiQL: what makes a value once the parameters are known."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from fogbank.services.dynamodb.partiql import errors
from fogbank.services.dynamodb.values import Value, kind_of

Literal: TypeAlias = Callable[[Sequence[Value]], Value]

_SETS = {"S": "SS", "N": "NS", "B": "BS"}


def constant(value: Value) -> Literal:
    """Always the same."""
    return lambda _: value


def parameter(index: int) -> Literal:
    """One of the parameters; that there are so many is checked before."""
    return lambda parameters: parameters[index]


def listed(members: list[Literal]) -> Literal:
    """[a, b]"""
    return lambda parameters: {"L": [member(parameters) for member in members]}


def mapped(members: list[tuple[str, Literal]]) -> Literal:
    """{'name': value}"""
    return lambda parameters: {"M": {name: member(parameters) for name, member in members}}


def unordered(members: list[Literal]) -> Literal:
    """<<a, b>>: a set of strings, numbers or binaries. Errors: ValidationException for others, and for none."""

    def build(parameters: Sequence[Value]) -> Value:
        found = [member(parameters) for member in members]
        kinds = {kind_of(value) for value in found}
        if len(kinds) != 1 or not kinds <= _SETS.keys():
            raise errors.malformed("a set has strings only, numbers only, or binary values only")
        kind = kinds.pop()
        return {_SETS[kind]: [value[kind] for value in found]}

    return build
