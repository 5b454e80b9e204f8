"""Code generation: one small function per structure, list or map, made on first use, shared by a service's operations.

A generator is one conversion (JSON to values, values to XML, ...) over the shapes of one service. It writes Python
source, so that what the model says is decided once and not per request. Functions call each other by name, so
recursive shapes need no care.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar, TypeVar

from fogbank.wire.models import ServiceModel, Shape

SCALARS = frozenset({"string", "integer", "long", "float", "double", "boolean", "blob", "timestamp", "bigInteger"})
AGGREGATES = frozenset({"structure", "list", "map"})


G = TypeVar("G", bound="Generator")


class Generator:
    """Writes, compiles and keeps the functions of one conversion."""

    runtime: ClassVar[Mapping[str, object]] = {}
    """What the generated code may call."""

    def __init__(self, service: ServiceModel) -> None:
        self.service = service
        self.shapes = service.shapes
        self._scope: dict[str, Any] = dict(self.runtime)
        self._names: dict[Hashable, str] = {}
        self._constants: dict[Hashable, str] = {}
        self.tables: list[str] = []
        """Source that names functions, and so comes after all of them."""
        self._pending: list[tuple[str, Hashable]] = []

    def write(self, name: str, key: Any) -> list[str]:
        """The source lines of the function for `key`, called `name`."""
        raise NotImplementedError

    def name(self, key: Hashable) -> str:
        """The name of the function for `key`, to be called in generated source."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"f{len(self._names)}"
            self._pending.append((name, key))
        return name

    def constant(self, value: Hashable) -> str:
        """A name for a value that generated source uses."""
        name = self._constants.get(value)
        if name is None:
            name = self._constants[value] = f"k{len(self._constants)}"
            self._scope[name] = value
        return name

    def function(self, key: Hashable) -> Callable[..., Any]:
        """The compiled function for `key`, with all that it calls."""
        name = self.name(key)
        lines: list[str] = []
        while self._pending:
            lines += self.write(*self._pending.pop())
        lines += self.tables
        if lines:
            self.tables = []
            exec(compile("\n".join(lines), f"<{self.service.name} {type(self).__name__}>", "exec"), self._scope)
        found: Callable[..., Any] = self._scope[name]
        return found

    def shape(self, ref: Mapping[str, Any]) -> Shape:
        """The shape that a member refers to."""
        shape: Shape = self.shapes[ref["shape"]]
        return shape

    def trait(self, ref: Mapping[str, Any], name: str) -> Any:
        """A trait of a member, or of its shape where the member is silent."""
        value = ref.get(name)
        return self.shapes[ref["shape"]].get(name) if value is None else value


def generator(kind: type[G], service: ServiceModel) -> G:
    """The service's generator of one kind."""
    made = service.generators.get(kind)
    if made is None:
        made = service.generators[kind] = kind(service)
    return made


def body_members(shape: Shape) -> dict[str, Any]:
    """The members that travel in the body."""
    return {name: ref for name, ref in shape.get("members", {}).items() if "location" not in ref}


def needing(shapes: Mapping[str, Shape], direct: Callable[[str, Shape], bool]) -> frozenset[str]:
    """The shapes that are, or contain at any depth, one for which `direct` holds."""
    users: dict[str, list[str]] = {}
    for name, shape in shapes.items():
        for ref in references(shape):
            users.setdefault(ref["shape"], []).append(name)
    found = {name for name, shape in shapes.items() if direct(name, shape)}
    stack = list(found)
    while stack:
        for user in users.get(stack.pop(), ()):
            if user not in found:
                found.add(user)
                stack.append(user)
    return frozenset(found)


def references(shape: Shape) -> list[dict[str, Any]]:
    """Every reference from one shape to others."""
    parts = [shape[part] for part in ("member", "key", "value") if part in shape]
    return [*shape.get("members", {}).values(), *parts]
