"""Query strings and form bodies: pairs of text, and the tree that dotted names make.

Indexes are only labels of a tree, so `Foo.member.999999999` costs as much as `Foo.member.1`.
"""

from typing import Any
from urllib.parse import unquote_to_bytes

from fogbank.kernel.errors import Unreadable

Node = dict[str, Any]
_DEPTH_MAX = 64
_PAIRS_MAX = 100_000


def unquote(text: str) -> str:
    """Percent-decode once, strictly UTF-8."""
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise Unreadable("The request is not valid UTF-8.") from None


def pairs(text: str) -> list[tuple[str, str]]:
    """Names and values of a query string or form, decoded, in order; empty values stay."""
    found: list[tuple[str, str]] = []
    for part in text.split("&"):
        if not part:
            continue
        name, _, value = part.partition("=")
        if "%" in part or "+" in part:
            name, value = unquote(name.replace("+", " ")), unquote(value.replace("+", " "))
        found.append((name, value))
    if len(found) > _PAIRS_MAX:
        raise Unreadable("Too many parameters.")
    return found


def form(body: bytes) -> str:
    """The text of a form body."""
    try:
        return body.decode("ascii")
    except UnicodeDecodeError:
        try:
            return body.decode()
        except UnicodeDecodeError:
            raise Unreadable("The request is not valid UTF-8.") from None


def tree(items: list[tuple[str, str]]) -> Node:
    """Nest dotted names; a name that is both a value and a prefix keeps its own value under ''."""
    root: Node = {}
    for name, value in items:
        if "." not in name:
            held = root.get(name)
            if held.__class__ is dict:
                held[""] = value
            else:
                root[name] = value
            continue
        *path, last = name.split(".", _DEPTH_MAX)
        node = root
        for step in path:
            below = node.get(step)
            if below.__class__ is not dict:
                below = node[step] = {} if below is None else {"": below}
            node = below
        held = node.get(last)
        if held.__class__ is dict:
            held[""] = value
        else:
            node[last] = value
    return root


def elements(node: Any) -> list[Any]:
    """The children under number names in the order of their numbers; gaps close."""
    if node.__class__ is not dict:
        return []
    if len(node) == 1:
        return [value for name, value in node.items() if _is_index(name)]
    numbered = [(int(name), value) for name, value in node.items() if _is_index(name)]
    numbered.sort(key=_number)
    return [value for _, value in numbered]


def _number(item: tuple[int, Any]) -> int:
    return item[0]


def _is_index(name: str) -> bool:
    return len(name) <= 18 and name.isascii() and name.isdigit()


def text_of(node: Any) -> str:
    """The value at a leaf. Raises Unreadable where members are found instead."""
    if node.__class__ is str:
        return str(node)
    value = node.get("")
    if value is None:
        raise Unreadable("Unexpected complex element termination.")
    return str(value)
