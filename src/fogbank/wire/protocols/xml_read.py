"""XML to values: a tree by expat, then generated code by shape. No DTD, no entities, bounded depth and size."""

from collections.abc import Mapping
from typing import Any, ClassVar
from xml.parsers import expat

from fogbank.kernel.errors import Unreadable
from fogbank.wire.models import Shape
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.source import Generator, body_members

_DEPTH_MAX = 64
_BYTES_MAX = 16 << 20
_BAD = "The XML you provided was not well-formed or did not validate against our published schema"


class Node:
    """One element: its children by local name, its text, its attributes."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: dict[str, list[Node]] = {}
        self.text = ""


class _Refused(Exception):
    pass


def parse(body: bytes) -> Node:
    """The root element. Raises Unreadable."""
    if len(body) > _BYTES_MAX:
        raise Unreadable(_BAD)
    root = Node("", {})
    stack = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEPTH_MAX:
            raise _Refused
        node = Node(name.rpartition(":")[2], attributes)
        stack[-1].children.setdefault(node.name, []).append(node)
        stack.append(node)

    def end(name: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        stack[-1].text += data

    def refuse(*_: object) -> None:
        raise _Refused

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        raise Unreadable(_BAD) from None
    ((found,),) = root.children.values()
    return found


def _leaf(convert: Any) -> Any:
    return lambda node: convert(node.text)


class XmlReader(Generator):
    """Elements to values."""

    runtime: ClassVar[Mapping[str, object]] = {
        "integer": scalars.to_int,
        "bigInteger": scalars.to_int,
        "long": scalars.to_int,
        "float": scalars.to_float,
        "double": scalars.to_float,
        "boolean": scalars.to_bool,
        "timestamp": scalars.to_time,
        "blob": scalars.to_bytes,
    }

    def value(self, ref: Mapping[str, Any], node: str) -> str:
        """The expression for the value of an element."""
        kind = self.shape(ref)["type"]
        if kind == "string":
            return f"{node}.text"
        if kind in self.runtime:
            return f"{kind}({node}.text)"
        return f"{self.name(('shape', ref['shape']))}({node})"

    def write(self, name: str, key: Any) -> list[str]:
        kind, shape_name = key
        shape = self.shapes[shape_name]
        if shape["type"] == "list":
            inner = shape["member"].get("locationName", "member")
            value = self.value(shape["member"], "n")
            if kind == "flat":
                return [f"def {name}(nodes): return [{value} for n in nodes]"]
            return [f"def {name}(node): return [{value} for n in node.children.get({inner!r}, ())]"]
        if shape["type"] == "map":
            nodes = "nodes" if kind == "flat" else "node.children.get('entry', ())"
            return [f"def {name}({'nodes' if kind == 'flat' else 'node'}):", *self._map(shape, nodes)]
        members = body_members(shape) if kind == "body" else shape["members"]
        lines = [f"def {name}(node):", "    o = {}", "    c = node.children"]
        for member, ref in members.items():
            lines += self._member(member, ref)
        return [*lines, "    return o"]

    def _map(self, shape: Shape, nodes: str) -> list[str]:
        key, value = shape["key"].get("locationName", "key"), shape["value"].get("locationName", "value")
        return [
            "    o = {}",
            f"    for n in {nodes}:",
            f"        k, v = n.children.get({key!r}), n.children.get({value!r})",
            f"        if k and v: o[{self.value(shape['key'], 'k[0]')}] = {self.value(shape['value'], 'v[0]')}",
            "    return o",
        ]

    def _member(self, member: str, ref: Mapping[str, Any]) -> list[str]:
        shape, sent = self.shape(ref), self.trait(ref, "locationName") or member
        if ref.get("xmlAttribute"):
            return [f"    v = node.attributes.get({sent!r})", f"    if v is not None: o[{member!r}] = v"]
        if shape["type"] in ("list", "map") and self.trait(ref, "flattened"):
            found = f"{self.name(('flat', ref['shape']))}(v)"
            inner = shape["member"].get("locationName") if shape["type"] == "list" else None
            lookup = f"c.get({sent!r}) or c.get({inner!r})" if inner and inner != sent else f"c.get({sent!r})"
            return [f"    v = {lookup}", f"    if v: o[{member!r}] = {found}"]
        return [f"    v = c.get({sent!r})", f"    if v: o[{member!r}] = {self.value(ref, 'v[0]')}"]
