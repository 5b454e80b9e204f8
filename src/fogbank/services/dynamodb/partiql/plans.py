"""What a statement asks of the engine: an item or partitions, under which condition, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from fogbank.services.dynamodb.errors import validation
from fogbank.services.dynamodb.expressions import Condition, Projection, Update, nodes
from fogbank.services.dynamodb.expressions.conditions import Compiler, Test
from fogbank.services.dynamodb.expressions.errors import Fault, too_many_choices
from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.expressions.paths import getter
from fogbank.services.dynamodb.expressions.projections import Pick
from fogbank.services.dynamodb.expressions.scope import Compiled, Scope
from fogbank.services.dynamodb.expressions.updates import Steps, steps
from fogbank.services.dynamodb.partiql import errors, statements
from fogbank.services.dynamodb.partiql.parser import parsed
from fogbank.services.dynamodb.partiql.statements import Body, Delete, Exists, Select, Statement
from fogbank.services.dynamodb.values import Item, Value

T = TypeVar("T")

HASH_CHOICES_MAX = 50  # Developer Guide, "PartiQL operators", IN
_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Sought:
    """Tests of an attribute against values of the statement: one of = < <= > >= BETWEEN begins_with IN."""

    attribute: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Program:
    """What a text compiles to, for all parameters."""

    statement: Statement
    where: nodes.Condition | None
    condition: Compiled[Test] | None
    update: Compiled[Steps] | None
    projection: Compiled[tuple[Pick, frozenset[str]]] | None
    order: tuple[tuple[str, bool], ...]


class Plan:
    """A statement with its parameters.

    `condition` is its whole WHERE; `order` has attributes, and whether each descends.
    """

    def __init__(self, text: str, parameters: Sequence[Value] = ()) -> None:
        """Errors: ValidationException for a text that is no statement, and for what cannot be done."""
        try:
            self._program = program = _compiled(text)
            self.values = program.statement.values(parameters)
            for compiled in (program.condition, program.update):
                if compiled is not None:
                    compiled.bind(self.values)
        except Fault as fault:
            raise validation(str(fault)) from None
        self.body: Body = program.statement.body
        self.table = program.statement.table
        self.order = program.order
        self.condition = Condition(program.condition, self.values) if program.condition is not None else None
        self.update = Update(program.update, self.values) if program.update is not None else None
        self.projection = Projection(program.projection) if program.projection is not None else None

    def refusing(self) -> Condition | None:
        """What must hold of the item at the key of a write: nothing is there for INSERT; WHERE for the others, where
        DELETE is content with nothing.

        Source: Developer Guide, "PartiQL insert statements", "update statements" and "delete statements".
        """
        if isinstance(self.body, statements.Insert):
            return _Nothing(_ANY, {})
        if isinstance(self.body, Delete) and self._program.condition is not None:
            return _OrNothing(self._program.condition, self.values)
        return self.condition

    def item(self) -> Item:
        """The item that is inserted."""
        assert isinstance(self.body, statements.Insert), "another statement has no item"
        item: Item = self.values[self.body.item]["M"]
        return item

    def key(self, *names: str) -> Item:
        """The key that WHERE asks for. Errors: ValidationException unless each of its attributes equals a value."""
        found = {
            sought.attribute: self.values[sought.values[0]]
            for sought in self._terms()
            if sought.operator == "=" and sought.attribute in names
        }
        if len(found) < len(names):
            raise errors.no_full_key()
        return found

    def partitions(self, *names: str) -> list[tuple[Value, ...]] | None:
        """The partitions that WHERE stays in, of a table or index with these partition keys; None is all of them.

        Errors: ValidationException for more than 50 values.
        """
        where = self._program.where
        if where is None:
            return None
        if len(names) == 1:
            found = self._choices(where, names[0])
            if found is None:
                return None
            if len(found) > HASH_CHOICES_MAX:
                raise validation(str(too_many_choices(len(found))))
            return [(self.values[name],) for name in found]
        equal = {sought.attribute: sought.values[0] for sought in self._terms() if sought.operator == "="}
        if not all(name in equal for name in names):
            return None
        return [tuple(self.values[equal[name]] for name in names)]

    def test_of(self, name: str) -> tuple[str, tuple[Value, ...]] | None:
        """A range that all items that satisfy WHERE have a sort key in: its operator and bounds."""
        for sought in self._terms():
            if sought.attribute == name and sought.operator != "IN":
                return sought.operator, tuple(self.values[value] for value in sought.values)
        return None

    def _terms(self) -> list[Sought]:
        """The tests that hold of every item that satisfies WHERE."""
        found: list[Sought] = []
        waiting: list[nodes.Condition] = [self._program.where] if self._program.where is not None else []
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, nodes.All):
                waiting += node.conditions
            elif sought := self._sought(node):
                found.append(sought)
        return found

    def _choices(self, node: nodes.Condition, name: str) -> list[str] | None:
        """Names of the values that an attribute may have, None for any."""
        if isinstance(node, nodes.Any):
            parts = [self._choices(condition, name) for condition in node.conditions]
            if any(part is None for part in parts):
                return None
            return list(dict.fromkeys(value for part in parts for value in part or ()))
        if isinstance(node, nodes.All):
            known = [choices for part in node.conditions if (choices := self._choices(part, name)) is not None]
            return min(known, key=len) if known else None
        sought = self._sought(node)
        if sought is None or sought.attribute != name or sought.operator not in ("=", "IN"):
            return None
        return list(sought.values)

    def _sought(self, node: nodes.Condition) -> Sought | None:
        match node:
            case nodes.Comparison(operator, nodes.Path() as path, nodes.Placeholder(name)) if operator in _MIRRORED:
                return self._of(path, operator, (name,))
            case nodes.Comparison(operator, nodes.Placeholder(name), nodes.Path() as path) if operator in _MIRRORED:
                return self._of(path, _MIRRORED[operator], (name,))
            case nodes.Between(nodes.Path() as path, nodes.Placeholder(low), nodes.Placeholder(high)):
                return self._of(path, "BETWEEN", (low, high))
            case nodes.Function("begins_with", (nodes.Path() as path, nodes.Placeholder(name))):
                return self._of(path, "begins_with", (name,))
            case nodes.Within(nodes.Path() as path, choices):
                names = tuple(choice.name for choice in choices if isinstance(choice, nodes.Placeholder))
                return self._of(path, "IN", names) if len(names) == len(choices) else None
        return None

    def _of(self, path: nodes.Path, operator: str, values: tuple[str, ...]) -> Sought | None:
        parts = path.parts
        if len(parts) > 1:
            return None
        return Sought(dict(self._program.statement.names)[str(parts[0])], operator, values)


def target_of(text: str) -> tuple[str, str, str | None]:
    """The IAM action that a statement needs, its table and its index.

    Errors: ValidationException. Source: Developer Guide, "IAM security policies with PartiQL for DynamoDB".
    """
    statement = parsed(text)
    body = statement.body.select if isinstance(statement.body, Exists) else statement.body
    index = body.index if isinstance(body, Select) else None
    return f"dynamodb:PartiQL{type(body).__name__}", statement.table, index


class _OrNothing(Condition):
    def holds(self, item: Item) -> bool:
        return not item or super().holds(item)


class _Nothing(Condition):
    def holds(self, item: Item) -> bool:
        if item:
            raise errors.duplicate_item()
        return True


_ANY: Compiled[Test] = Compiled(lambda _item, _values: True, frozenset(), frozenset(), ())


@lru_cache(maxsize=4096)
def _compiled(text: str) -> _Program:
    statement = parsed(text)
    body = statement.body
    select = body.select if isinstance(body, Exists) else body
    where = select.where if isinstance(select, Select | statements.Update | Delete) else None
    condition = _within(statement, lambda scope: Compiler(scope, "a condition").test(where)) if where else None
    update = None
    if isinstance(body, statements.Update):
        actions = body.actions
        update = _within(statement, lambda scope: steps(scope, actions))
    projection = None
    order: tuple[tuple[str, bool], ...] = ()
    if isinstance(select, Select):
        scope = Scope(statement.names)
        order = tuple((str(scope.path(path)[0]), descends) for path, descends in select.order)
        if select.paths is not None:
            projection = scope.compiled(_projected([scope.path(path) for path in select.paths]))
    return _Program(statement, where, condition, update, projection, order)


def _within(statement: Statement, compile_: Callable[[Scope], T]) -> Compiled[T]:
    scope = Scope(statement.names)
    return scope.compiled(compile_(scope))


def _projected(paths: list[Parts]) -> tuple[Pick, frozenset[str]]:
    """What SELECT tells of an item: each value by the last name of its path, with the indexes that follow.

    Source: PartiQL specification, "Projection"; the names of elements are ours.
    """
    reads = {_label(path): getter(path) for path in paths}

    def pick(item: Item) -> Item:
        return {label: value for label, read in reads.items() if (value := read(item)) is not None}

    return pick, frozenset(str(path[0]) for path in paths)


def _label(path: Parts) -> str:
    last = max(at for at, part in enumerate(path) if isinstance(part, str))
    return f"{path[last]}{''.join(f'[{index}]' for index in path[last + 1 :])}"
