"""Where the REST protocols put members outside of the body: labels, query, headers, status.

What is in the body is the business of rest_json and rest_xml, which give this module a reader or a writer of it.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any

from fogbank.kernel.errors import Unreadable
from fogbank.wire.message import Request, Response
from fogbank.wire.models import OperationModel, ServiceModel, Shape
from fogbank.wire.protocols import forms, scalars

Convert = Callable[[Any], Any]
Parse = Callable[[Request, bytes, dict[str, str]], dict[str, Any]]
ReadBody = Callable[[dict[str, Any], bytes], None]
"""Adds what the body holds to the members."""

_READ: dict[str, Convert] = {
    "integer": scalars.to_int,
    "long": scalars.to_int,
    "float": scalars.to_float,
    "double": scalars.to_float,
    "boolean": scalars.to_bool,
    "timestamp": scalars.to_time,
    "blob": scalars.to_bytes,
}
_WRITE: dict[str, Convert] = {
    "integer": str,
    "long": str,
    "float": scalars.float_text,
    "double": scalars.float_text,
    "boolean": scalars.bool_text,
    "blob": scalars.base64_text,
}
_TIMES: dict[str, Convert] = {
    "iso8601": scalars.iso,
    "rfc822": scalars.rfc822,
    "unixTimestamp": scalars.epoch_text,
}
_UNSAFE = re.compile("[\r\n\x00]")
_LIST_ITEM = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*?))\s*(?:,|$)')


def compile_request(op: OperationModel, read_body: ReadBody | None) -> Parse:
    """Makes the function that reads an input: located members here, the rest by `read_body`."""
    bound = _Inputs(op)
    labels, headers, prefixes = bound.labels, bound.headers, bound.prefixes
    has_query, read_query = bool(bound.query or bound.query_map), bound.read_query
    stream = bound.stream

    def parse(request: Request, body: bytes, found: dict[str, str]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if read_body is not None:
            read_body(out, body)
        elif stream is not None:
            out[stream] = request.body
        for name, member, convert in labels:
            value = found.get(name)
            if value is not None:
                out[member] = value if convert is None else convert(value)
        if headers or prefixes:
            for name, value in request.headers.items():
                target = headers.get(name)
                if target is not None:
                    member, convert = target
                    if convert is None:
                        out[member] = value if value.isascii() else _utf8(value)
                    elif value:
                        out[member] = convert(value)
                else:
                    for prefix, member in prefixes:
                        if name.startswith(prefix):
                            out.setdefault(member, {})[name[len(prefix) :]] = _utf8(value)
        if has_query and request.query:
            read_query(request.query, out)
        return out

    return parse


def _utf8(value: str) -> str:
    """A header's value comes as Latin-1, one character a byte; clients mean UTF-8."""
    try:
        return value.encode("latin-1").decode()
    except ValueError:
        return value


class _Inputs:
    """The located members of one input, in tables."""

    def __init__(self, op: OperationModel) -> None:
        self.labels: list[tuple[str, str, Convert | None]] = []
        self.headers: dict[str, tuple[str, Convert | None]] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.query: dict[str, tuple[str, Convert | None, bool]] = {}
        self.query_map: tuple[str, bool] | None = None
        self.stream: str | None = None
        if op.input is None:
            return
        shapes = op.service.shapes
        shape = shapes[op.input]
        if op.streaming_input:
            self.stream = shape.get("payload")
        for member, ref in shape["members"].items():
            self._bind(member, ref, shapes[ref["shape"]], shapes)
        literals = op.uri.partition("?")[2]
        self._ignored = {part.partition("=")[0] for part in literals.split("&") if part} | {"x-id"}

    def _bind(self, member: str, ref: Mapping[str, Any], shape: Shape, shapes: Mapping[str, Shape]) -> None:
        location, name = ref.get("location"), ref.get("locationName", member)
        if location == "uri":
            self.labels.append((name, member, _READ.get(shape["type"])))
        elif location == "header":
            self.headers[name.lower()] = (member, _header_reader(ref, shape, shapes))
        elif location == "headers":
            self.prefixes.append((name.lower(), member))
        elif location == "querystring":
            if shape["type"] == "map":
                self.query_map = (member, shapes[shape["value"]["shape"]]["type"] == "list")
                return
            is_list = shape["type"] == "list"
            item = shapes[shape["member"]["shape"]] if is_list else shape
            self.query[name] = (member, _READ.get(item["type"]), is_list)

    def read_query(self, text: str, out: dict[str, Any]) -> None:
        """Add the members that the query string holds."""
        for name, value in forms.pairs(text):
            target = self.query.get(name)
            if target is not None:
                member, convert, is_list = target
                if convert is not None:
                    if not value:
                        continue
                    value = convert(value)
                if is_list:
                    out.setdefault(member, []).append(value)
                else:
                    out[member] = value
            elif self.query_map is not None and name not in self._ignored and not name.startswith("X-Amz-"):
                member, lists = self.query_map
                if lists:
                    out.setdefault(member, {}).setdefault(name, []).append(value)
                else:
                    out.setdefault(member, {})[name] = value


def _header_reader(ref: Mapping[str, Any], shape: Shape, shapes: Mapping[str, Shape]) -> Convert | None:
    if ref.get("jsonvalue"):
        return scalars.read_json_header
    if shape["type"] != "list":
        return _READ.get(shape["type"])
    convert = _READ.get(shapes[shape["member"]["shape"]]["type"])
    return lambda text: [item if convert is None else convert(item) for item in split_list(text)]


def split_list(text: str) -> list[str]:
    """The items of a header that is a list; quoted ones may hold commas."""
    items, at = [], 0
    while at < len(text):
        match = _LIST_ITEM.match(text, at)
        if match is None or match.end() == at:
            raise Unreadable("A header is not a list of values.")
        quoted, plain = match.groups()
        items.append(plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        at = match.end()
    return items


class Outputs:
    """The located members of one output, in tables."""

    def __init__(self, service: ServiceModel, shape_name: str | None, *, head: bool = False) -> None:
        shapes = service.shapes
        shape = shapes[shape_name] if shape_name else {}
        self.headers: dict[str, tuple[str, Convert | None]] = {}
        self.prefixes: dict[str, str] = {}
        self.status: str | None = None
        self.payload: str | None = shape.get("payload")
        for member, ref in shape.get("members", {}).items():
            location, name = ref.get("location"), ref.get("locationName", member)
            if location == "header":
                if name.lower() == "content-length" and not head:
                    # The door counts the body itself; only an answer without one has to say how long it would be.
                    continue
                self.headers[member] = (name, _header_writer(ref, shapes[ref["shape"]], shapes))
            elif location == "headers":
                self.prefixes[member] = name
            elif location == "statusCode":
                self.status = member
        self.located = bool(self.headers or self.prefixes or self.status)

    def apply(self, result: Mapping[str, Any], response: Response) -> None:
        """Put the located members of an answer where they belong."""
        headers, into = self.headers, response.headers
        for member, value in result.items():
            target = headers.get(member)
            if target is not None:
                if value is not None:
                    name, convert = target
                    into[name] = header_text(value if convert is None else convert(value))
            elif member in self.prefixes:
                prefix = self.prefixes[member]
                for key, item in (value or {}).items():
                    into[prefix + key] = header_text(item)
            elif member == self.status and value is not None:
                response.status = value


def header_text(text: str) -> str:
    """A header's value: no line breaks, and what is not ASCII as RFC 2047 has it, as S3 answers metadata."""
    if text.isascii():
        return text if text.isprintable() else _UNSAFE.sub(" ", text)
    return f"=?UTF-8?B?{b64encode(text.encode()).decode()}?="


def _header_writer(ref: Mapping[str, Any], shape: Shape, shapes: Mapping[str, Shape]) -> Convert | None:
    if ref.get("jsonvalue"):
        return scalars.json_header
    if shape["type"] == "timestamp":
        return _TIMES[ref.get("timestampFormat") or shape.get("timestampFormat") or "rfc822"]
    if shape["type"] != "list":
        return _WRITE.get(shape["type"])
    convert = _WRITE.get(shapes[shape["member"]["shape"]]["type"], _quoted)
    return lambda items: ",".join(convert(item) for item in items)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if '"' in text or "," in text else text
