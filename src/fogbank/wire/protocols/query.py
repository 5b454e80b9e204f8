"""The query protocol: dotted names in a form, answers in XML with a result wrapper."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from fogbank.kernel.errors import ServiceError
from fogbank.wire import faults
from fogbank.wire.message import Request, Response
from fogbank.wire.models import OperationModel, ServiceModel, Shape
from fogbank.wire.protocols import forms, scalars
from fogbank.wire.protocols.bindings import Parse
from fogbank.wire.protocols.rest_xml import error_response, namespace_of
from fogbank.wire.protocols.source import Generator, generator
from fogbank.wire.protocols.xml_write import XmlWriter, writer
from fogbank.wire.quirks import query as quirks

XML = "text/xml"


class QueryReader(Generator):
    """The tree of a form's names to values."""

    runtime: ClassVar[Mapping[str, object]] = {
        "integer": scalars.to_int,
        "bigInteger": scalars.to_int,
        "long": scalars.to_int,
        "float": scalars.to_float,
        "double": scalars.to_float,
        "boolean": scalars.to_bool,
        "timestamp": scalars.to_time,
        "blob": scalars.to_bytes,
        "elements": forms.elements,
        "text_of": forms.text_of,
    }

    def sent(self, ref: Mapping[str, Any], default: str) -> str:
        """The name of a member in the form."""
        return str(ref.get("queryName") or self.trait(ref, "locationName") or default)

    def value(self, ref: Mapping[str, Any], node: str) -> str:
        """The expression for the value of a node."""
        kind = self.shape(ref)["type"]
        text = f"({node} if {node}.__class__ is str else text_of({node}))"
        if kind == "string":
            return text
        if kind in self.runtime:
            return f"{kind}({text})"
        return f"{self.name((self.is_flat(ref), ref['shape']))}({node})"

    def is_flat(self, ref: Mapping[str, Any]) -> bool:
        """Whether a collection's items stand directly below its name."""
        return bool(self.trait(ref, "flattened"))

    def write(self, name: str, key: Any) -> list[str]:
        flat, shape_name = key
        shape = self.shapes[shape_name]
        head = [f"def {name}(node):"]
        if shape["type"] == "list":
            source = "node" if flat else self._below("node", shape["member"].get("locationName", "member"))
            return [*head, f"    return [{self.value(shape['member'], 'n')} for n in elements({source})]"]
        if shape["type"] == "map":
            source = "node" if flat else self._below("node", "entry")
            return [*head, *self._map(shape, source)]
        lines = [*head, "    o = {}", "    if node.__class__ is not dict: return o"]
        for member, ref in shape["members"].items():
            lines += [f"    v = node.get({self.member_name(member, ref)!r})"]
            lines += [f"    if v is not None: o[{member!r}] = {self.value(ref, 'v')}"]
        return [*lines, "    return o"]

    def member_name(self, member: str, ref: Mapping[str, Any]) -> str:
        """The name of a member; a flattened list goes by the name of its items where they have one."""
        shape = self.shape(ref)
        if shape["type"] == "list" and self.is_flat(ref) and not ref.get("queryName"):
            return str(shape["member"].get("locationName") or self.sent(ref, member))
        return self.sent(ref, member)

    @staticmethod
    def _below(node: str, name: str) -> str:
        return f"({node}.get({name!r}) if {node}.__class__ is dict else None)"

    def _map(self, shape: Shape, source: str) -> list[str]:
        key, value = self.sent(shape["key"], "key"), self.sent(shape["value"], "value")
        return [
            "    o = {}",
            f"    for n in elements({source}):",
            "        if n.__class__ is not dict: continue",
            f"        k, v = n.get({key!r}), n.get({value!r})",
            f"        if k is not None and v is not None: o[{self.value(shape['key'], 'k')}] = "
            + self.value(shape["value"], "v"),
            "    return o",
        ]


class QueryWriter(XmlWriter):
    """Values to the XML of query services."""

    def sent(self, ref: Mapping[str, Any], default: str) -> str:
        return str(ref.get("queryName") or super().sent(ref, default))


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    return form_parser(op, QueryReader)


def form_parser(op: OperationModel, kind: type[QueryReader]) -> Parse:
    """Makes the function that reads an input out of a form and the query string."""
    shape = op.input
    read = generator(kind, op.service).function((False, shape)) if shape is not None else None
    complete = quirks.COMPLETERS.get(op.service.name)
    members = op.service.shapes[shape]["members"] if shape is not None else {}

    def parse(request: Request, body: bytes, labels: dict[str, str]) -> dict[str, Any]:
        items = forms.pairs(request.query) if request.query else []
        if body:
            items += forms.pairs(forms.form(body))
        out: dict[str, Any] = read(forms.tree(items)) if read is not None else {}
        if complete is not None:
            complete(request, members, out)
        return out

    return parse


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    namespace = namespace_of(op.service)
    start = f'<{op.name}Response xmlns="{namespace}">' if namespace else f"<{op.name}Response>"
    wrapper = op.raw.get("output", {}).get("resultWrapper", f"{op.name}Result")
    open_result, close_result = (f"<{wrapper}>", f"</{wrapper}>") if op.output is not None else ("", "")
    inside = writer(op.service, op.output, kind=QueryWriter)

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        text = (
            f"{start}{open_result}{inside(result)}{close_result}<ResponseMetadata><RequestId>{request_id}</RequestId>"
            f"</ResponseMetadata></{op.name}Response>"
        )
        headers = {"x-amzn-RequestId": request_id, "Content-Type": XML}
        return Response(200, headers, text.encode("utf-8", "replace"))

    return serialize


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as an `ErrorResponse` document."""
    found = faults.resolve(error, "query", service, op)
    headers = {"x-amzn-RequestId": request_id, "Content-Type": XML, **found.headers}
    return Response(found.status, headers, error_response(found, service, request_id).encode("utf-8", "replace"))
