"""Document paths with their real names: reading what is there, and which of them stand in each other's way."""

from collections.abc import Callable, Iterable

from fogbank.services.dynamodb.expressions import errors
from fogbank.services.dynamodb.expressions.nodes import Parts
from fogbank.services.dynamodb.values import Item, Value


def getter(parts: Parts) -> Callable[[Item], Value | None]:
    """Reads the value at a path: None where there is none."""
    first, *rest = parts
    assert isinstance(first, str), "a path begins with an attribute"
    if not rest:
        return lambda item: item.get(first)

    def get(item: Item) -> Value | None:
        value = item.get(first)
        for part in rest:
            if value is None:
                return None
            value = child(value, part)
        return value

    return get


def child(value: Value, part: str | int) -> Value | None:
    """The member of a map, or the element of a list: None where there is none."""
    if isinstance(part, str):
        members: Item = value.get("M", {})
        return members.get(part)
    elements: list[Value] = value.get("L", [])
    return elements[part] if part < len(elements) else None


def check_apart(paths: Iterable[Parts]) -> None:
    """Fault: of two paths one begins with the other, or one sees a map where the other sees a list."""
    known: list[Parts] = []
    for two in paths:
        for one in known:
            for ours, theirs in zip(one, two, strict=False):
                if ours == theirs:
                    continue
                if type(ours) is not type(theirs):
                    raise errors.paths_conflict(one, two)
                break
            else:
                raise errors.paths_overlap(one, two)
        known.append(two)
