"""JSON text read with the place of everything in it: policy checks and the simulator say where something stands.

Stricter than `json`: one value and nothing after it, no NaN, no key twice.
Source: RFC 8259; IAM User Guide, Grammar of the IAM JSON policy language (elements must not appear twice).
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Kind = Literal["object", "array", "string", "number", "boolean", "null"]
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS: dict[str, tuple[Kind, bool | None]] = {
    "true": ("boolean", True),
    "false": ("boolean", False),
    "null": ("null", None),
}
_DEPTH_MAX = 100


class Unreadable(Exception):
    """The text is not JSON. `offset`: where, in characters from 0."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not JSON at character {offset}")
        self.offset = offset


class Node(NamedTuple):
    """A JSON value and where it stands: characters `start` to `end` (not included), from 0.

    `members`: of an object, key and value nodes in their order. `items`: of an array. `value`: of everything else.
    """

    kind: Kind
    start: int
    end: int
    value: Any = None
    members: "tuple[tuple[Node, Node], ...]" = ()
    items: "tuple[Node, ...]" = ()

    def get(self, name: str) -> "Node | None":
        """A member of an object."""
        return next((value for key, value in self.members if key.value == name), None)

    def many(self) -> "tuple[Node, ...]":
        """The items of an array; anything else is a list of one."""
        return self.items if self.kind == "array" else (self,)

    def plain(self) -> Any:
        """The value without its places."""
        if self.kind == "object":
            return {key.value: value.plain() for key, value in self.members}
        return [item.plain() for item in self.items] if self.kind == "array" else self.value


class Place(NamedTuple):
    """`line` from 1, `column` and `offset` from 0. Source: IAM Access Analyzer API Reference, Position."""

    line: int
    column: int
    offset: int


def place(text: str, offset: int) -> Place:
    """Where a character of the text stands."""
    return Place(text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1), offset)


def read(text: str) -> Node:
    """The value that the text is. Raises Unreadable."""
    node = _value(text, _skip(text, 0), 0)
    end = _skip(text, node.end)
    if end != len(text):
        raise Unreadable(end)
    return node


def strings(node: Node) -> Iterator[Node]:
    """Every string below a node, keys not included, in the order of the text."""
    if node.kind == "string":
        yield node
    for _, value in node.members:
        yield from strings(value)
    for item in node.items:
        yield from strings(item)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _value(text: str, at: int, depth: int) -> Node:
    if depth > _DEPTH_MAX:
        raise Unreadable(at)
    first = text[at : at + 1]
    if first == "{":
        return _object(text, at, depth)
    if first == "[":
        return _array(text, at, depth)
    if first == '"':
        return _string(text, at)
    for word, (kind, value) in _WORDS.items():
        if text.startswith(word, at):
            return Node(kind, at, at + len(word), value)
    number = _NUMBER.match(text, at)
    if number is None:
        raise Unreadable(at)
    digits = number.group()
    return Node("number", at, number.end(), float(digits) if set(digits) & set(".eE") else int(digits))


def _string(text: str, at: int) -> Node:
    found = _STRING.match(text, at)
    if found is None:
        raise Unreadable(at)
    try:
        value = json.loads(found.group())
    except json.JSONDecodeError as error:
        raise Unreadable(at + error.pos) from None
    return Node("string", at, found.end(), value)


def _object(text: str, start: int, depth: int) -> Node:
    members: list[tuple[Node, Node]] = []
    seen: set[str] = set()
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}" or members:
        key = _string(text, at)
        if key.value in seen:
            raise Unreadable(key.start)
        seen.add(key.value)
        value = _value(text, _skip(text, _expect(text, _skip(text, key.end), ":")), depth + 1)
        members.append((key, value))
        at = _skip(text, value.end)
        if text[at : at + 1] == "}":
            break
        at = _skip(text, _expect(text, at, ","))
    return Node("object", start, at + 1, members=tuple(members))


def _array(text: str, start: int, depth: int) -> Node:
    items: list[Node] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]" or items:
        items.append(_value(text, at, depth + 1))
        at = _skip(text, items[-1].end)
        if text[at : at + 1] == "]":
            break
        at = _skip(text, _expect(text, at, ","))
    return Node("array", start, at + 1, items=tuple(items))


def _expect(text: str, at: int, mark: str) -> int:
    if text[at : at + 1] != mark:
        raise Unreadable(at)
    return at + 1
