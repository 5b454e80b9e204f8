"""Update expressions: from actions to one function that makes the new item.

Every action sees the item as it was. No two paths of an expression meet (paths.check_apart), so the order of actions
matters for the elements of one list only: they are replaced and removed by the indexes that they had, and elements
beyond the end are appended in the order of their indexes. The old item is never changed; containers on a path are
copied.

Source: DynamoDB Developer Guide, "Using update expressions".
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

from fogbank.services.dynamodb.expressions import errors, nodes
from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.expressions.paths import check_apart, getter
from fogbank.services.dynamodb.expressions.reader import UPDATE_FUNCTIONS
from fogbank.services.dynamodb.expressions.scope import Scope, Values
from fogbank.services.dynamodb.numbers import minus, plus
from fogbank.services.dynamodb.values import Item, Value, canonical, kind_of

# The value that is to stand at the path of an action: None is none.
Compute: TypeAlias = Callable[[Item, Values], Value | None]
Steps: TypeAlias = tuple[tuple[Parts, Compute], ...]

_NUMBER = frozenset("N")
_LIST = frozenset("L")
_SETS = frozenset(("SS", "NS", "BS"))
_ADDED = _NUMBER | _SETS
_ARITHMETIC = {"+": plus, "-": minus}
_WORDS = {
    "S": "STRING",
    "N": "NUMBER",
    "B": "BINARY",
    "SS": "STRING_SET",
    "NS": "NUMBER_SET",
    "BS": "BINARY_SET",
    "M": "MAP",
    "L": "LIST",
    "BOOL": "BOOLEAN",
    "NULL": "NULL",
}
_GONE: Any = object()  # stands for a removed element until all others have found theirs


def steps(scope: Scope, actions: tuple[nodes.Action, ...]) -> Steps:
    """Where each action goes and what it puts there. Fault: what the source and its names tell to be wrong."""
    found = tuple((scope.path(action.path), _compute(scope, action)) for action in actions)
    check_apart(path for path, _ in found)
    return found


def apply(found: Steps, item: Item, values: Values) -> Item:
    """The item after an update.

    Errors: ValidationException for an operand of the item that is missing or of a wrong type, for a path that leads
    through what is not there, for a number out of range, and for more than 32 levels.
    """
    results = [(path, compute(item, values)) for path, compute in found]
    new = dict(item)
    appended: list[tuple[Parts, Value]] = []
    shortened: set[Parts] = set()
    for path, value in results:
        if len(path) == 1:
            _place(new, path[0], value)
            continue
        if value is not None:
            value = canonical(value, len(path))
        holder, last = _holder(new, path), path[-1]
        if isinstance(holder, dict):
            _place(holder, last, value)
        elif not isinstance(last, int) or last >= len(holder):
            if value is not None:
                appended.append((path, value))
        elif value is None:
            holder[last] = _GONE
            shortened.add(path[:-1])
        else:
            holder[last] = value
    for path, value in sorted(appended, key=lambda one: one[0][-1]):
        _holder(new, path).append(value)
    for path in sorted(shortened, key=len, reverse=True):
        holder = _holder(new, (*path, 0))
        holder[:] = [element for element in holder if element is not _GONE]
    return new


def _place(holder: Item, name: str | int, value: Value | None) -> None:
    assert isinstance(name, str), "a member of a map has a name"
    if value is None:
        holder.pop(name, None)
    else:
        holder[name] = value


def _holder(new: Item, path: Parts) -> Any:
    """A fresh copy of the map or list that has the end of a path, put in the place of the old one."""
    holder: Any = new
    for name, below in pairwise(path):
        kind = "M" if isinstance(below, str) else "L"
        there = name in holder if isinstance(holder, dict) else isinstance(name, int) and name < len(holder)
        if not there or kind not in holder[name]:
            raise errors.path_invalid_for_update()
        copy = holder[name][kind].copy()
        holder[name] = {kind: copy}
        holder = copy
    return holder


def _compute(scope: Scope, action: nodes.Action) -> Compute:
    if action.section == "REMOVE" or action.value is None:
        return lambda _item, _values: None
    if action.section == "SET":
        return _result(scope, action.value)
    kinds, change = (_ADDED, added) if action.section == "ADD" else (_SETS, deleted)
    assert isinstance(action.value, nodes.Placeholder), "ADD and DELETE take a value of the request"
    get, name = getter(scope.path(action.path)), scope.value(action.value)
    scope.allow(action.section, action.value, kinds, lambda section, kind: errors.action_type(section, _WORDS[kind]))
    return lambda item, values: change(get(item), values[name])


def _result(scope: Scope, node: nodes.Operand | nodes.Arithmetic) -> Callable[[Item, Values], Value]:
    match node:
        case nodes.Placeholder():
            name = scope.value(node)
            return lambda _, values: values[name]
        case nodes.Path():
            return _needed(getter(scope.path(node)))
        case nodes.Arithmetic(operator, left, right):
            return _arithmetic(scope, operator, left, right)
        case nodes.Function(name, operands):
            if name not in UPDATE_FUNCTIONS:
                raise errors.forbidden_function(name, "an update")
            if len(operands) != UPDATE_FUNCTIONS[name]:
                raise errors.operand_count(name, len(operands))
            return (_default if name == "if_not_exists" else _joined)(scope, *operands)


def _needed(get: Callable[[Item], Value | None]) -> Callable[[Item, Values], Value]:
    def read(item: Item, _values: Values) -> Value:
        value = get(item)
        if value is None:
            raise errors.no_such_attribute()
        return value

    return read


def _arithmetic(
    scope: Scope, operator: str, left: nodes.Operand, right: nodes.Operand
) -> Callable[[Item, Values], Value]:
    one, two = _result(scope, left), _result(scope, right)
    scope.allow(operator, left, _NUMBER)
    scope.allow(operator, right, _NUMBER)
    combine = _ARITHMETIC[operator]

    def compute(item: Item, values: Values) -> Value:
        return {"N": combine(_body(one(item, values), "N"), _body(two(item, values), "N"))}

    return compute


def _default(scope: Scope, path: nodes.Operand, otherwise: nodes.Operand) -> Callable[[Item, Values], Value]:
    if not isinstance(path, nodes.Path):
        raise errors.needs_path("if_not_exists")
    get, instead = getter(scope.path(path)), _result(scope, otherwise)

    def compute(item: Item, values: Values) -> Value:
        value = get(item)
        return instead(item, values) if value is None else value

    return compute


def _joined(scope: Scope, left: nodes.Operand, right: nodes.Operand) -> Callable[[Item, Values], Value]:
    one, two = _result(scope, left), _result(scope, right)
    scope.allow("list_append", left, _LIST)
    scope.allow("list_append", right, _LIST)

    def compute(item: Item, values: Values) -> Value:
        return {"L": _body(one(item, values), "L") + _body(two(item, values), "L")}

    return compute


def _body(value: Value, kind: str) -> Any:
    if kind not in value:
        raise errors.incorrect_data_type()
    return value[kind]


def added(old: Value | None, value: Value) -> Value:
    """A number or set after ADD. Errors: ValidationException for two types."""
    kind = kind_of(value)
    if old is None:
        return value
    body = _body(old, kind)
    if kind == "N":
        return {"N": plus(body, value["N"])}
    return {kind: body + [member for member in value[kind] if member not in body]}


def deleted(old: Value | None, value: Value) -> Value | None:
    """A set after DELETE; None is an empty one. Errors: ValidationException for two types."""
    kind = kind_of(value)
    if old is None:
        return None
    gone = set(value[kind])
    rest = [member for member in _body(old, kind) if member not in gone]
    return {kind: rest} if rest else None
