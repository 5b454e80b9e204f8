"""Values to XML, as joined strings by generated code. Shared by query, ec2 and rest-xml."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from fogbank.wire.models import ServiceModel, Shape
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.source import Generator, body_members, generator
from fogbank.wire.quirks import xml as quirks


class XmlWriter(Generator):
    """Values to elements. A function writes what is inside of an element; its caller writes the tags."""

    runtime: ClassVar[Mapping[str, object]] = {
        "string": scalars.escape,
        "integer": str,
        "bigInteger": str,
        "long": str,
        "float": scalars.float_text,
        "double": scalars.float_text,
        "boolean": scalars.bool_text,
        "blob": scalars.base64_text,
        "iso8601": scalars.iso,
        "iso_millis": scalars.iso_millis,
        "rfc822": scalars.rfc822,
        "unixTimestamp": scalars.epoch_text,
        "attribute": scalars.attribute,
    }
    list_item = "member"

    def text(self, ref: Mapping[str, Any]) -> str | None:
        """The function that makes text of a scalar; None for an aggregate."""
        kind = self.shape(ref)["type"]
        if kind == "timestamp":
            form: str = self.trait(ref, "timestampFormat") or "iso8601"
            return "iso_millis" if form == "iso8601" and self.service.name in quirks.MILLISECONDS else form
        return kind if kind in self.runtime else None

    def sent(self, ref: Mapping[str, Any], default: str) -> str:
        """The name of a member's element."""
        return str(self.trait(ref, "locationName") or default)

    def element(self, ref: Mapping[str, Any], tag: str, var: str, indent: str) -> list[str]:
        """Source that writes one value as one element."""
        text = self.text(ref)
        if text is not None:
            start = f"<{tag}{self._namespace(ref)}>"
            return [f"{indent}w({start!r} + {text}({var}) + '</{tag}>')"]
        call, shape = self.name(("shape", ref["shape"])), self.shape(ref)
        start = f"<{tag}{self._namespace(ref)}"
        lines = []
        attributes = [(n, r) for n, r in shape.get("members", {}).items() if r.get("xmlAttribute")]
        if attributes:
            lines.append(f"{indent}w({start!r})")
            for name, member in attributes:
                sent = self.sent(member, name)
                lines.append(f"{indent}if {var}.get({name!r}) is not None:")
                lines.append(f"{indent}    w(' {sent}=\"' + attribute({var}[{name!r}]) + '\"')")
            start = ""
        return [*lines, f"{indent}w({start + '>'!r})", f"{indent}{call}({var}, w)", f"{indent}w('</{tag}>')"]

    def _namespace(self, ref: Mapping[str, Any]) -> str:
        namespace = self.trait(ref, "xmlNamespace")
        if not namespace:
            return ""
        if isinstance(namespace, str):
            return f' xmlns="{namespace}"'
        prefix = namespace.get("prefix")
        return f' xmlns{":" + prefix if prefix else ""}="{namespace["uri"]}"'

    def write(self, name: str, key: Any) -> list[str]:
        kind, shape_name = key
        shape = self.shapes[shape_name]
        if shape["type"] == "list":
            ref = shape["member"]
            return [f"def {name}(d, w):", "    for v in d:", *self.element(ref, self._item(ref), "v", "        ")]
        if shape["type"] == "map":
            return [f"def {name}(d, w):", "    for k, v in d.items():", *self._entry(shape, "entry")]
        members = body_members(shape) if kind == "body" else shape["members"]
        lines = [f"def {name}(d, w):"]
        for member, ref in members.items():
            if not ref.get("xmlAttribute"):
                lines += [f"    v = d.get({member!r})", "    if v is not None:", *self._member(member, ref)]
        return [*lines, "    return"]

    def _item(self, ref: Mapping[str, Any]) -> str:
        return str(ref.get("locationName") or self.list_item)

    def _entry(self, shape: Shape, tag: str) -> list[str]:
        key, value = self.sent(shape["key"], "key"), self.sent(shape["value"], "value")
        return [
            f"        w('<{tag}>')",
            *self.element(shape["key"], key, "k", "        "),
            *self.element(shape["value"], value, "v", "        "),
            f"        w('</{tag}>')",
        ]

    def _member(self, member: str, ref: Mapping[str, Any]) -> list[str]:
        shape, tag = self.shape(ref), self.sent(ref, member)
        if not self.trait(ref, "flattened") or shape["type"] not in ("list", "map"):
            return self.element(ref, tag, "v", "        ")
        if shape["type"] == "list":
            inner = shape["member"]
            tag = str(inner.get("locationName") or tag)
            return ["        for x in v:", *self.element(inner, tag, "x", "            ")]
        return ["        for k, v in v.items():", *("    " + line for line in self._entry(shape, tag))]


def writer(
    service: ServiceModel, shape_name: str | None, *, body: bool = False, kind: type[XmlWriter] = XmlWriter
) -> Callable[[Mapping[str, Any]], str]:
    """The function that writes the inside of a structure's element."""
    if shape_name is None:
        return lambda values: ""
    function = generator(kind, service).function(("body" if body else "shape", shape_name))

    def write(values: Mapping[str, Any]) -> str:
        parts: list[str] = []
        function(values, parts.append)
        return "".join(parts)

    return write
