"""A policy as the checks look at it: its statements and what is in them, each with its place in the text. Pure.

What is not of the form that the grammar asks for is left out here: the grammar tells of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fogbank.kernel.identity.elements import Operator, operator
from fogbank.kernel.identity.grammar import Kind
from fogbank.kernel.identity.located import Node

Step = int | str
"""A step of a path: an index, or the value of a key; a key itself is a Key."""
Path = tuple[Step, ...]


class Key(str):
    """A key itself, and not its value, as the last step of a path."""

    __slots__ = ()


class Spot(NamedTuple):
    """A place in the document; `part`: start and length within a string, where it is about a part of it."""

    path: Path
    start: int
    end: int
    part: tuple[int, int] | None = None


class Text(NamedTuple):
    """A string of the policy."""

    value: str
    spot: Spot


class Clause(NamedTuple):
    """One key of a condition. `operator` is None where there is no such operator."""

    operator: Operator | None
    operator_text: str
    operator_spot: Spot
    key: Text
    values: tuple[tuple[Node, Spot], ...]
    listed: bool


class Statement(NamedTuple):
    """A statement: the lists that are there; None where an element is not."""

    node: Node
    spot: Spot
    effect: str
    sid: Text | None
    actions: tuple[Text, ...] | None
    not_actions: tuple[Text, ...] | None
    resources: tuple[Text, ...] | None
    not_resources: tuple[Text, ...] | None
    principals: tuple[tuple[str, Text], ...] | None
    not_principals: tuple[tuple[str, Text], ...] | None
    clauses: tuple[Clause, ...]

    @property
    def allows(self) -> bool:
        """Whether its effect is Allow."""
        return self.effect == "Allow"

    def element(self, name: str) -> Spot:
        """Where an element stands, its key left out; the statement where it is not there."""
        node = self.node.get(name)
        return Spot((*self.spot.path, name), node.start, node.end) if node else self.spot


class Policy(NamedTuple):
    """`kind`: of the grammar. `version`: "" where there is none."""

    text: str
    kind: Kind
    root: Node
    version: str
    statements: tuple[Statement, ...]

    @property
    def has_variables(self) -> bool:
        """Whether `${…}` is a variable. Source: IAM User Guide, IAM JSON policy elements: Version."""
        return self.version == "2012-10-17"


def read_policy(text: str, kind: Kind, root: Node) -> Policy:
    """The policy that a JSON object is."""
    version = root.get("Version")
    found = root.get("Statement")
    statements = []
    if found is not None and found.kind in ("object", "array"):
        for number, node in enumerate(found.many()):
            path: Path = ("Statement", number) if found.kind == "array" else ("Statement",)
            if node.kind == "object":
                statements.append(_statement(node, path))
    known = str(version.value) if version is not None and version.kind == "string" else ""
    return Policy(text, kind, root, known, tuple(statements))


def _statement(node: Node, path: Path) -> Statement:
    effect, sid = node.get("Effect"), node.get("Sid")
    return Statement(
        node,
        Spot(path, node.start, node.end),
        str(effect.value) if effect and effect.kind == "string" else "",
        Text(sid.value, Spot((*path, "Sid"), sid.start, sid.end)) if sid and sid.kind == "string" else None,
        _texts(node, path, "Action"),
        _texts(node, path, "NotAction"),
        _texts(node, path, "Resource"),
        _texts(node, path, "NotResource"),
        _principals(node, path, "Principal"),
        _principals(node, path, "NotPrincipal"),
        tuple(_clauses(node, path)),
    )


def _spots(node: Node, path: Path) -> Iterator[tuple[Node, Spot]]:
    for number, item in enumerate(node.many()):
        inner = (*path, number) if node.kind == "array" else path
        yield item, Spot(inner, item.start, item.end)


def _texts(statement: Node, path: Path, name: str) -> tuple[Text, ...] | None:
    node = statement.get(name)
    if node is None:
        return None
    return tuple(Text(item.value, spot) for item, spot in _spots(node, (*path, name)) if item.kind == "string")


def _principals(statement: Node, path: Path, name: str) -> tuple[tuple[str, Text], ...] | None:
    """Kind and name of each; the kind of a plain "*" is AWS."""
    node = statement.get(name)
    if node is None:
        return None
    path = (*path, name)
    if node.kind == "string":
        return (("AWS", Text(node.value, Spot(path, node.start, node.end))),)
    return tuple(
        (key.value, Text(item.value, spot))
        for key, value in node.members
        for item, spot in _spots(value, (*path, key.value))
        if item.kind == "string"
    )


def _clauses(statement: Node, path: Path) -> Iterator[Clause]:
    condition = statement.get("Condition")
    path = (*path, "Condition")
    for name, block in condition.members if condition else ():
        if block.kind != "object":
            continue
        spot = Spot((*path, Key(name.value)), name.start, name.end)
        for key, values in block.members:
            inner = (*path, name.value)
            yield Clause(
                operator(name.value),
                name.value,
                spot,
                Text(key.value, Spot((*inner, Key(key.value)), key.start, key.end)),
                tuple(_spots(values, (*inner, key.value))),
                values.kind == "array",
            )
