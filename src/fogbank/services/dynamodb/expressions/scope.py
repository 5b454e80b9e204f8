"""What an expression is compiled in: the names and values of a request, and what of them it uses.

A compiled expression serves every request that has the same source and the same `#names`; the values come when it is
bound to a request. Faults of the source and its names show while it is compiled, those of values when it is bound.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from fogbank.services.dynamodb.expressions import errors, nodes
from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.values import Value, kind_of

Values: TypeAlias = Mapping[str, Value]
Check: TypeAlias = Callable[[Values], None]
Name: TypeAlias = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Compiled(Generic[T]):
    """A program, the placeholders that it uses, what is to be checked of the values, the attributes that it needs."""

    program: T
    names: frozenset[str]
    values: frozenset[str]
    checks: tuple[Check, ...]
    roots: frozenset[str] = frozenset()

    def bind(self, values: Values) -> None:
        """Refuse values that the program cannot run with. Fault: one that is not defined, or of a wrong type."""
        for name in self.values:
            if name not in values:
                raise errors.undefined_value(name)
        for check in self.checks:
            check(values)


class Scope:
    """The `#names` of a request, and the uses that an expression under compilation makes of placeholders."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self._defined = dict(names)
        self._names: set[str] = set()
        self._values: set[str] = set()
        self._checks: list[Check] = []
        self._roots: set[str] = set()

    def compiled(self, program: T) -> Compiled[T]:
        """The result, once everything has been compiled in this scope."""
        uses = frozenset(self._names), frozenset(self._values), tuple(self._checks), frozenset(self._roots)
        return Compiled(program, *uses)

    def path(self, path: nodes.Path) -> Parts:
        """The path with attributes' names in place of `#names`. Fault: a name that is not defined."""
        real = tuple(self._real(part) if isinstance(part, str) and part[0] == "#" else part for part in path.parts)
        self._roots.add(str(real[0]))
        return real

    def _real(self, name: str) -> str:
        if name not in self._defined:
            raise errors.undefined_name(name)
        self._names.add(name)
        return self._defined[name]

    def value(self, placeholder: nodes.Placeholder) -> str:
        """The name of a value that the program will read."""
        self._values.add(placeholder.name)
        return placeholder.name

    def check(self, check: Check) -> None:
        """Have values checked before the program runs."""
        self._checks.append(check)

    def allow(
        self,
        operator: str,
        operand: nodes.Operand | nodes.Arithmetic,
        kinds: frozenset[str],
        refusal: Callable[[str, str], errors.Fault] = errors.operand_type,
    ) -> None:
        """Have an operand refused that is of no type for an operator whatever the item is: a value, a function."""
        if isinstance(operand, nodes.Placeholder):
            name = operand.name

            def check(values: Values) -> None:
                kind = kind_of(values[name])
                if kind not in kinds:
                    raise refusal(operator, kind)

            self._checks.append(check)
        elif isinstance(operand, nodes.Function) and _RESULTS.get(operand.name) not in (None, *kinds):
            raise refusal(operator, _RESULTS[operand.name])


_RESULTS = {"size": "N", "list_append": "L"}
