"""JSON-like values to what handlers see and back: names, blobs, timestamps, floats. Only what needs it is touched.

Shared by the protocols whose bodies are trees of maps and lists (JSON, CBOR).
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from fogbank.wire.faults import Fault
from fogbank.wire.models import OperationModel, ServiceModel, Shape
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.source import AGGREGATES, Generator, body_members, generator, needing

Convert = Callable[[Any], Any]


class _Values(Generator):
    """What reading and writing have in common."""

    def leaf(self, ref: Mapping[str, Any]) -> str | None:
        """The conversion of a scalar, as a name in generated source."""
        raise NotImplementedError

    @cached_property
    def needed(self) -> frozenset[str]:
        """The aggregates that must be walked."""
        return needing(self.shapes, self._direct)

    def _direct(self, name: str, shape: Shape) -> bool:
        if shape.get("document"):
            return False
        members = shape.get("members", {})
        if any(ref.get("locationName", member) != member for member, ref in members.items()):
            return True
        parts = [*members.values(), *(shape[part] for part in ("member", "value") if part in shape)]
        return any(self.shape(ref)["type"] not in AGGREGATES and self.leaf(ref) for ref in parts)

    def convert(self, ref: Mapping[str, Any]) -> str | None:
        """The conversion of a member, as a name in generated source; None where there is nothing to do."""
        shape = self.shape(ref)
        if shape["type"] not in AGGREGATES:
            return self.leaf(ref)
        if ref["shape"] not in self.needed or shape.get("document"):
            return None
        return self.name(("shape", ref["shape"]))

    def write(self, name: str, key: Any) -> list[str]:
        kind, shape_name = key
        shape = self.shapes[shape_name]
        if shape["type"] == "list":
            call = self.convert(shape["member"])
            rows = [f"    return [{call}(v) for v in d]" if call else "    return d"]
            return [f"def {name}(d):", "    if d.__class__ is not list: return d", *rows]
        if shape["type"] == "map":
            call = self.convert(shape["value"])
            rows = [f"    return {{k: {call}(v) for k, v in d.items()}}" if call else "    return d"]
            return [f"def {name}(d):", "    if d.__class__ is not dict: return d", *rows]
        return [f"def {name}(d):", "    if d.__class__ is not dict: return d", *self.structure(kind, shape)]

    def structure(self, kind: str, shape: Shape) -> list[str]:
        """The function body for a structure."""
        raise NotImplementedError


class JsonReader(_Values):
    """JSON to values. Wrong types pass unchanged: the validator refuses them."""

    runtime: ClassVar[Mapping[str, object]] = {
        "blob": scalars.read_bytes,
        "timestamp": scalars.read_time,
        "float": scalars.read_float,
        "double": scalars.read_float,
    }

    def leaf(self, ref: Mapping[str, Any]) -> str | None:
        kind = self.shape(ref)["type"]
        return kind if kind in self.runtime else None

    def write(self, name: str, key: Any) -> list[str]:
        kind, shape_name = key
        shape = self.shapes[shape_name]
        if kind == "shape" and self.in_place({"shape": shape_name}) and self._is_sparse(shape):
            return self._lookup(name, shape)
        child = shape.get("member") or shape.get("value")
        if child and self.in_place(child):
            items, kept = ("d.values()", "dict") if shape["type"] == "map" else ("d", "list")
            loop = [f"    for v in {items}: {self.convert(child)}(v)", "    return d"]
            return [f"def {name}(d):", f"    if d.__class__ is not {kept}: return d", *loop]
        return super().write(name, key)

    def in_place(self, ref: Mapping[str, Any]) -> bool:
        """Whether the conversion changes its argument, so that its result need not be put anywhere."""
        shape = self.shape(ref)
        if shape["type"] != "structure" or ref["shape"] not in self.needed or shape.get("document"):
            return False
        return not any((self.trait(one, "locationName") or name) != name for name, one in shape["members"].items())

    def _is_sparse(self, shape: Shape) -> bool:
        """Whether few of the members that need conversion will come at once: unions, and what is used as one."""
        return bool(shape.get("union")) or sum(bool(self.convert(ref)) for ref in shape["members"].values()) >= 3

    def _lookup(self, name: str, shape: Shape) -> list[str]:
        """The members that came are looked up, and the others are not asked for."""
        calls = {member: self.convert(ref) for member, ref in shape["members"].items()}
        rows = ", ".join(f"{member!r}: {call}" for member, call in calls.items() if call)
        self.tables.append(f"{name}_calls = {{{rows}}}")
        return [
            f"def {name}(d):",
            "    if d.__class__ is not dict: return d",
            "    for n, v in d.items():",
            f"        c = {name}_calls.get(n)",
            "        if c is not None: d[n] = c(v)",
            "    return d",
        ]

    def structure(self, kind: str, shape: Shape) -> list[str]:
        members = body_members(shape) if kind == "body" else shape["members"]
        wire = {name: self.trait(ref, "locationName") or name for name, ref in members.items()}
        renamed = kind == "body" or any(name != sent for name, sent in wire.items())
        lines = ["    o = {}"] if renamed else []
        for name, ref in members.items():
            call = self.convert(ref)
            value = f"{call}(v)" if call else "v"
            if call or renamed:
                target = "o" if renamed else "d"
                lines += [f"    v = d.get({wire[name]!r})", f"    if v is not None: {target}[{name!r}] = {value}"]
        return [*lines, "    return o" if renamed else "    return d"]


class JsonWriter(_Values):
    """Values to JSON; the answer of the handler is not changed. Blobs are left to the encoder."""

    runtime: ClassVar[Mapping[str, object]] = {
        "iso8601": scalars.iso,
        "rfc822": scalars.rfc822,
        "unixTimestamp": scalars.epoch,
        "number": scalars.json_float,
    }
    default_time = "unixTimestamp"

    def leaf(self, ref: Mapping[str, Any]) -> str | None:
        kind = self.shape(ref)["type"]
        if kind == "timestamp":
            return self.trait(ref, "timestampFormat") or self.default_time
        return "number" if kind in ("float", "double") else None

    def structure(self, kind: str, shape: Shape) -> list[str]:
        members = body_members(shape) if kind == "body" else shape["members"]
        lines = ["    o = {}"]
        for name, ref in members.items():
            call = self.convert(ref)
            sent = self.trait(ref, "locationName") or name
            value = f"{call}(v)" if call else "v"
            lines += [f"    v = d.get({name!r})", f"    if v is not None: o[{sent!r}] = {value}"]
        return [*lines, "    return o"]


def conversion(
    kind: type[_Values], operation: OperationModel, shape: str | None, *, body: bool = False
) -> Convert | None:
    """The compiled conversion of a whole input or output; None where there is nothing to do.

    `body`: only the members that travel in the body, and nothing else.
    """
    if shape is None:
        return None
    maker: _Values = generator(kind, operation.service)
    if body:
        return maker.function(("body", shape))
    return maker.function(("shape", shape)) if shape in maker.needed else None


def error_document(
    kind: type[JsonWriter], service: ServiceModel, found: Fault
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An error's members as they are named in its body, and those that travel in headers by their own names."""
    values = found.values(service)
    if found.shape is None:
        return values, {}
    members = service.shapes[found.shape]["members"]
    located = {name: values.pop(name) for name, ref in members.items() if "location" in ref and name in values}
    body = generator(kind, service).function(("body", found.shape))(values)
    return body | {name: value for name, value in values.items() if name not in members}, located


def without_nulls(shapes: Mapping[str, Shape], shape_name: str, value: Any) -> Any:
    """The value without the members, and map entries, that are null; documents and sparse collections keep them."""
    shape = shapes[shape_name]
    if shape.get("document") or value is None:
        return value
    if shape["type"] == "structure" and value.__class__ is dict:
        names: dict[str, str] = {}
        for name, ref in shape["members"].items():
            names[name] = names[ref.get("locationName", name)] = ref["shape"]
        return {
            name: without_nulls(shapes, names[name], child) if name in names else child
            for name, child in value.items()
            if child is not None
        }
    if shape["type"] == "map" and value.__class__ is dict:
        inner, sparse = shape["value"]["shape"], shape.get("sparse")
        return {k: without_nulls(shapes, inner, v) for k, v in value.items() if v is not None or sparse}
    if shape["type"] == "list" and value.__class__ is list:
        inner = shape["member"]["shape"]
        return [without_nulls(shapes, inner, item) for item in value]
    return value
