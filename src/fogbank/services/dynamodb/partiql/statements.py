"""What a PartiQL statement says. Conditions and updates are those of expressions, with placeholders for everything.

Attributes stand in paths as `#0`, `#1`, ... and values as `:0`, `:1`, ...: `names` and `values` of a statement say what
they are. A value may have parameters in it, so it is made when the statement is bound to some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fogbank.services.dynamodb.expressions import nodes
from fogbank.services.dynamodb.expressions.scope import Name
from fogbank.services.dynamodb.partiql import errors
from fogbank.services.dynamodb.partiql.literals import Literal
from fogbank.services.dynamodb.values import Value, canonical


@dataclass(frozen=True, slots=True)
class Select:
    """`paths` are None for all attributes; `order` has attributes, and whether each descends."""

    table: str
    index: str | None
    paths: tuple[nodes.Path, ...] | None
    where: nodes.Condition | None
    order: tuple[tuple[nodes.Path, bool], ...]


@dataclass(frozen=True, slots=True)
class Insert:
    table: str
    item: str


@dataclass(frozen=True, slots=True)
class Update:
    """`returning` is "", or one of ALL_OLD, MODIFIED_OLD, ALL_NEW, MODIFIED_NEW."""

    table: str
    actions: tuple[nodes.Action, ...]
    where: nodes.Condition
    returning: str


@dataclass(frozen=True, slots=True)
class Delete:
    table: str
    where: nodes.Condition
    returning: str


@dataclass(frozen=True, slots=True)
class Exists:
    """A condition of a transaction."""

    select: Select


Body: TypeAlias = Select | Insert | Update | Delete | Exists


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its placeholders, and how many parameters it has."""

    body: Body
    names: tuple[Name, ...]
    literals: Mapping[str, Literal]
    parameters: int

    @property
    def table(self) -> str:
        """The table that it is about."""
        return self.body.select.table if isinstance(self.body, Exists) else self.body.table

    def values(self, parameters: Sequence[Value]) -> dict[str, Value]:
        """Its values, with parameters in place. Errors: ValidationException for another number, and wrong values."""
        if len(parameters) != self.parameters:
            raise errors.parameter_count()
        checked = [canonical(parameter) for parameter in parameters]
        return {name: canonical(literal(checked)) for name, literal in self.literals.items()}
