"""What an expression says, as a tree; names and values are still placeholders where the source has them so."""

from dataclasses import dataclass
from typing import TypeAlias

Parts: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Where an attribute is: its name (or `#name`), then names in maps and indexes in lists."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `:value`, with its colon."""

    name: str


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    operands: "tuple[Operand, ...]"


Operand: TypeAlias = Path | Placeholder | Function


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operator` is one of = <> < <= > >=."""

    operator: str
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Between:
    operand: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """The operator IN."""

    operand: Operand
    choices: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Two or more, joined by AND."""

    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """Two or more, joined by OR."""

    conditions: "tuple[Condition, ...]"


Condition: TypeAlias = Comparison | Between | Within | Not | All | Any | Function


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`operator` is + or -."""

    operator: str
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Action:
    """`section` is SET, REMOVE (without a value), ADD or DELETE."""

    section: str
    path: Path
    value: Operand | Arithmetic | None
