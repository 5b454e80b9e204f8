"""Values to XML, as joined strings by generated code. Shared by query, ec2 and rest-xml.

Long answers are lists of structures that have the same members in every row. For each set of members that occurs
there is a function that writes such a row as one string; it hands a row on to the general code where a text has to
be escaped, a member is None or a list has not just one item.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from fogbank.wire.models import ServiceModel, Shape
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.source import Generator, body_members, generator
from fogbank.wire.quirks import xml as quirks

_ROW_KINDS_MAX = 64
"""So many sets of members of one structure get a function of their own."""
_VERBATIM = ("integer", "bigInteger", "long")


class _Rows(dict[tuple[str, ...], Callable[..., str]]):
    """The functions that write a list's rows, by the names of a row's members in their order; made on first use."""

    def __init__(self, writer: "XmlWriter", general: tuple[str, ...]) -> None:
        super().__init__()
        self._writer = writer
        self._general = general

    def __missing__(self, names: tuple[str, ...]) -> Callable[..., str]:
        if len(self) >= _ROW_KINDS_MAX:
            return self._writer.function(self._general)
        found = self[names] = self._writer.function(("quick", *self._general[1:], names))
        return found


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
        "iso_seconds": scalars.iso_seconds,
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
            if form == "iso8601" and self.service.name in quirks.MILLISECONDS:
                return "iso_millis"
            return "iso_seconds" if form == "iso8601" and self.service.name in quirks.SECONDS else form
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
        kind, shape_name, *more = key
        shape = self.shapes[shape_name]
        if kind == "row":
            return self._text_function(name, self.element({"shape": shape_name}, more[0], "v", "    "))
        if kind == "quick":
            return self._quick_row(name, shape_name, *more)
        if kind == "member":
            lines = self._member(more[0], shape["members"][more[0]])
            return self._text_function(name, [line[4:] for line in lines])
        if shape["type"] == "list":
            ref = shape["member"]
            return [f"def {name}(d, w):", *self._items(ref, self._item(ref), "d", "    ")]
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
            return self._items(inner, str(inner.get("locationName") or tag), "v", "        ")
        return ["        for k, v in v.items():", *("    " + line for line in self._entry(shape, tag))]

    def _items(self, ref: Mapping[str, Any], tag: str, var: str, indent: str) -> list[str]:
        """Source that writes the items of a list."""
        shape = self.shape(ref)
        plain = shape["type"] == "structure" and not self._namespace(ref)
        if not plain or any(member.get("xmlAttribute") for member in shape["members"].values()):
            return [f"{indent}for x in {var}:", *self.element(ref, tag, "x", indent + "    ")]
        general = ("row", ref["shape"], tag)
        rows = f"{self.name(general)}_rows"
        if rows not in self._scope:
            self._scope[rows] = _Rows(self, general)
        return [f"{indent}m = {{}}", f"{indent}for x in {var}: w({rows}[tuple(x)](x, m))"]

    def _text_function(self, name: str, lines: list[str]) -> list[str]:
        """A function that gives what the lines write of `v` as text."""
        return [f"def {name}(v, m):", "    p = []", "    w = p.append", *lines, "    return ''.join(p)"]

    def _quick_row(self, name: str, shape_name: str, tag: str, names: tuple[str, ...]) -> list[str]:
        """The function for rows with these members: texts are looked through together, and written as they are."""
        slots = {member: f"v{number}" for number, member in enumerate(names)}
        parts, texts, unfit, shared = [f"<{tag}>"], list[str](), list[str](), list[str]()
        for member, ref in self.shapes[shape_name]["members"].items():
            var = slots.get(member)
            if var is None:
                continue
            unfit.append(f"{var} is None")
            shape, sent = self.shape(ref), self.sent(ref, member)
            inner, open_, close = ref, f"<{sent}{self._namespace(ref)}>", f"</{sent}>"
            if shape["type"] == "list" and self.text(shape["member"]) is not None:
                inner = shape["member"]
                one = str(inner.get("locationName") or (sent if self.trait(ref, "flattened") else self._item(inner)))
                item, end = f"<{one}{self._namespace(inner)}>", f"</{one}>"
                flat = self.trait(ref, "flattened")
                open_, close = (item, end) if flat else (open_ + item, end + close)
                unfit.append(f"len({var}) != 1")
                var += "[0]"
            text = self.text(inner)
            if text is None:
                # Rows often share one and the same value, such as their owner.
                whole = self.name(("member", shape_name, member))
                shared.append(f"    t{var} = m.get(id({var}))")
                shared.append(f"    if t{var} is None: t{var} = m[id({var})] = {whole}({var}, m)")
                parts.append(f"{{t{var}}}")
                continue
            if text == "string":
                texts.append(f"{{{var}}}")
            value = var if text == "string" or text in _VERBATIM else f"{text}({var})"
            parts.append(f"{_literal(open_)}{{{value}}}{_literal(close)}")
        lines = [f"    {', '.join(slots.values())}, = d.values()"] if slots else []
        general = f"return {self.name(('row', shape_name, tag))}(d, m)"
        lines += [f"    if {' or '.join(unfit)}: {general}"] if unfit else []
        if texts:
            lines.append(f"    t = f'{''.join(texts)}'")
            lines.append(f"    if '&' in t or '<' in t or '>' in t or not t.isprintable(): {general}")
        return [f"def {name}(d, m):", *lines, *shared, f"    return f'{''.join(parts)}</{tag}>'"]


def _literal(text: str) -> str:
    """Text within an f-string of generated source."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("{", "{{").replace("}", "}}")


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
