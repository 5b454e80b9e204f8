"""Paths of REST operations: a tree of segments per service, and the choice between operations that share a path."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from fogbank.wire.message import Request
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols import forms


class Leaf(NamedTuple):
    """One operation at the end of a path, and what tells it from others there."""

    operation: str
    method: str
    labels: tuple[str, ...]
    literals: tuple[tuple[str, str], ...]
    """Query parameters that the operation's path fixes; an empty value: only the name counts."""
    query: tuple[str, ...]
    """Query parameters that the operation requires."""
    headers: tuple[str, ...]
    """Headers that the operation requires."""
    fixed: frozenset[str]
    """The names of `literals`."""


def leaves_of(service: ServiceModel) -> dict[str, list[Leaf]]:
    """Every operation by its path template, the most demanding first, and deprecated twins not at all."""
    found: dict[str, list[Leaf]] = {}
    for operation in service.operations.values():
        path, _, query = operation.uri.partition("?")
        found.setdefault(path, []).append(_leaf(operation, path, query))
    for path, leaves in found.items():
        leaves.sort(key=_demands)
        found[path] = _without_twins(service, leaves)
    return found


def _leaf(operation: OperationModel, path: str, query: str) -> Leaf:
    shapes = operation.service.shapes
    shape: dict[str, Any] = shapes[operation.input] if operation.input else {"members": {}}
    required = {name: shape["members"][name] for name in shape.get("required", ()) if name in shape["members"]}
    by_location: dict[str, list[str]] = {"querystring": [], "header": []}
    for name, ref in required.items():
        if ref.get("location") in by_location:
            by_location[ref["location"]].append(ref.get("locationName", name))
    literals = tuple((name, value) for name, _, value in (part.partition("=") for part in query.split("&") if part))
    return Leaf(
        operation.name,
        operation.http_method,
        tuple(segment[1:-1].rstrip("+") for segment in path.split("/") if segment.startswith("{")),
        literals,
        tuple(by_location["querystring"]),
        tuple(name.lower() for name in by_location["header"]),
        frozenset(name for name, _ in literals),
    )


def _demands(leaf: Leaf) -> tuple[int, int]:
    return -len(leaf.literals), -len(leaf.query) - len(leaf.headers)


def _without_twins(service: ServiceModel, leaves: list[Leaf]) -> list[Leaf]:
    kept: dict[tuple[Any, ...], Leaf] = {}
    for leaf in leaves:
        key = (leaf.method, leaf.literals, leaf.query, leaf.headers)
        known = kept.get(key)
        if known is None or service.operation(known.operation).raw.get("deprecated"):
            kept[key] = leaf
    return list(kept.values())


def choose(leaves: Iterable[Leaf], request: Request) -> Leaf | None:
    """The leaf whose demands the request meets; else one that only lacks what the validator will ask for."""
    values = dict(forms.pairs(request.query)) if request.query else {}
    headers, fallback = request.headers, None
    given = values.keys()
    for leaf in leaves:
        if given >= leaf.fixed and all(not value or values[name] == value for name, value in leaf.literals):
            if all(name in values for name in leaf.query) and all(name in headers for name in leaf.headers):
                return leaf
            # The last is the least demanding: of those, the most literals.
            if fallback is None or len(fallback.literals) == len(leaf.literals):
                fallback = leaf
    return fallback


class _Node:
    __slots__ = ("greedy", "label", "leaves", "literals")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.label: _Node | None = None
        self.greedy: list[tuple[tuple[str, ...], dict[str, list[Leaf]]]] = []
        self.leaves: dict[str, list[Leaf]] = {}


class Table:
    """The paths of one service."""

    def __init__(self, service: ServiceModel) -> None:
        self._root = _Node()
        for path, leaves in leaves_of(service).items():
            by_method: dict[str, list[Leaf]] = {}
            for leaf in leaves:
                by_method.setdefault(leaf.method, []).append(leaf)
            self._add(_segments(path), by_method)

    def _add(self, segments: list[str], leaves: dict[str, list[Leaf]]) -> None:
        node = self._root
        for index, segment in enumerate(segments):
            if segment.endswith("+}"):
                node.greedy.append((tuple(segments[index + 1 :]), leaves))
                node.greedy.sort(key=lambda entry: -len(entry[0]))
                return
            if segment.startswith("{"):
                node.label = node.label or _Node()
                node = node.label
            else:
                node = node.literals.setdefault(segment, _Node())
        for method, found in leaves.items():
            node.leaves[method] = sorted([*node.leaves.get(method, ()), *found], key=_demands)

    def match(self, request: Request) -> tuple[str, dict[str, str]] | None:
        """The operation and its labels, decoded once."""
        segments = _segments(request.path)
        values: list[str] = []
        leaves = _find(self._root, segments, 0, request.method, values)
        if leaves is None:
            return None
        leaf = leaves[0] if len(leaves) == 1 and not leaves[0].literals else choose(leaves, request)
        if leaf is None:
            return None
        return leaf.operation, {name: forms.unquote(value) for name, value in zip(leaf.labels, values, strict=True)}


def _segments(path: str) -> list[str]:
    segments = path.split("/")[1:]
    # A slash at the end makes no difference to these services.
    if segments and not segments[-1]:
        segments.pop()
    return segments


def _find(node: _Node, segments: list[str], at: int, method: str, values: list[str]) -> list[Leaf] | None:
    if at == len(segments):
        return node.leaves.get(method)
    segment = segments[at]
    below = node.literals.get(segment)
    if below is not None:
        found = _find(below, segments, at + 1, method, values)
        if found is not None:
            return found
    if node.label is not None and segment:
        values.append(segment)
        found = _find(node.label, segments, at + 1, method, values)
        if found is not None:
            return found
        values.pop()
    for suffix, leaves in node.greedy:
        end = len(segments) - len(suffix)
        if end > at and tuple(segments[end:]) == suffix and method in leaves:
            values.append("/".join(segments[at:end]))
            return leaves[method]
    return None
