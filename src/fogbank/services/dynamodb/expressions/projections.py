"""Projections: parts of an item.

A projection is a tree of what to keep: None is all that is there, a dict is some members of a map or elements of a
list. Elements keep their order and close up. Source: DynamoDB Developer Guide, "Using projection expressions".
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.values import Item, Value

Kept: TypeAlias = "dict[str | int, Kept | None]"
Pick: TypeAlias = Callable[[Item], Item]


def picker(paths: Iterable[Parts]) -> Pick:
    """The function that keeps of an item what stands at any of some paths; they may overlap."""
    kept: Kept = {}
    for path in paths:
        _keep(kept, path)
    if all(below is None for below in kept.values()):
        names = [name for name in kept if isinstance(name, str)]
        return lambda item: {name: item[name] for name in names if name in item}
    return lambda item: _members(item, kept)


def _keep(kept: Kept, path: Parts) -> None:
    first, *rest = path
    if not rest:
        kept[first] = None
        return
    below = kept.setdefault(first, {})
    if below is not None:
        _keep(below, tuple(rest))


def _members(members: Item, kept: Kept) -> Item:
    found = {}
    for name, below in kept.items():
        if isinstance(name, str) and name in members:
            part = members[name] if below is None else _part(members[name], below)
            if part is not None:
                found[name] = part
    return found


def _part(value: Value, kept: Kept) -> Value | None:
    if "M" in value:
        members = _members(value["M"], kept)
        return {"M": members} if members else None
    if "L" in value:
        elements = [
            part
            for index, element in enumerate(value["L"])
            if index in kept and (part := _element(element, kept[index])) is not None
        ]
        return {"L": elements} if elements else None
    return None


def _element(element: Value, below: "Kept | None") -> Value | None:
    return element if below is None else _part(element, below)
