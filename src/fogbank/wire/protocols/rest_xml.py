"""The rest-xml protocol: members in the URI, query and headers, the rest as XML."""

from collections.abc import Callable
from typing import Any

from fogbank.kernel.errors import ServiceError
from fogbank.wire import digests, faults
from fogbank.wire.message import Request, Response
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols import scalars, xml_read
from fogbank.wire.protocols.bindings import Outputs, Parse, ReadBody, compile_request
from fogbank.wire.protocols.rest_json import event_writer, raw_writer, text_of
from fogbank.wire.protocols.source import body_members, generator
from fogbank.wire.protocols.xml_write import writer
from fogbank.wire.quirks import xml as quirks

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML = "application/xml"


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    parse, check = compile_request(op, _body_reader(op)), digests.compile_check(op)
    if check is None:
        return parse

    def parse_checked(request: Request, body: bytes, labels: dict[str, str]) -> dict[str, Any]:
        check(request, body)
        return parse(request, body, labels)

    return parse_checked


def _body_reader(op: OperationModel) -> ReadBody | None:
    if op.input is None or op.streaming_input:
        return None
    shapes = op.service.shapes
    payload = shapes[op.input].get("payload")
    if payload is None:
        if not body_members(shapes[op.input]):
            return None
        read = generator(xml_read.XmlReader, op.service).function(("body", op.input))
        return lambda out, body: out.update(read(xml_read.parse(body))) if body else None
    shape_name = shapes[op.input]["members"][payload]["shape"]
    kind = shapes[shape_name]["type"]
    if kind == "blob":
        return lambda out, body: out.__setitem__(payload, body) if body else None
    if kind == "string":
        return lambda out, body: out.__setitem__(payload, text_of(body)) if body else None
    read_payload = generator(xml_read.XmlReader, op.service).function(("shape", shape_name))
    return lambda out, body: out.__setitem__(payload, read_payload(xml_read.parse(body))) if body else None


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    bound = Outputs(op.service, op.output, head=op.http_method == "HEAD")
    write = _body_writer(op, bound.payload)
    status, service = op.status, op.service

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        response = Response(status, _request_headers(service, request_id))
        write(result, response)
        if bound.located:
            bound.apply(result, response)
        return response

    return serialize


def _request_headers(service: ServiceModel, request_id: str) -> dict[str, str]:
    if service.name in quirks.AMZ_REQUEST_ID:
        return {"x-amz-request-id": request_id, "x-amz-id-2": host_id(request_id)}
    return {"x-amzn-RequestId": request_id}


def host_id(request_id: str) -> str:
    """S3's second identifier of a request, made of the first."""
    return scalars.base64_text((request_id * 2).encode())


def _body_writer(op: OperationModel, payload: str | None) -> Callable[[dict[str, Any], Response], None]:
    shapes = op.service.shapes
    if op.output is None or op.http_method == "HEAD":
        return lambda result, response: None
    if payload is None and not body_members(shapes[op.output]):
        return lambda result, response: None
    ref = shapes[op.output]["members"][payload] if payload else None
    if payload and ref:
        if payload == op.event_output:
            return event_writer(op, payload, "text/xml", lambda shape: _event_encoder(op, shape))
        if shapes[ref["shape"]]["type"] in ("blob", "string"):
            return raw_writer(payload)
    modelled = ref.get("locationName", ref["shape"]) if ref else None
    tag = quirks.root(op.service.name, op.name, modelled)
    declared = (ref or {}).get("xmlNamespace", {}).get("uri")
    namespace = quirks.namespace(op.service.name, declared or namespace_of(op.service))
    start = _DECLARATION + (f'<{tag} xmlns="{namespace}">' if namespace else f"<{tag}>")
    end = f"</{tag}>"
    inside = writer(op.service, ref["shape"] if ref else op.output, body=ref is None)
    if quirks.is_bucket_location(op.service.name, op.name):
        tag = "LocationConstraint"
        start, end = _DECLARATION + f'<{tag} xmlns="{namespace}">', f"</{tag}>"
        inside = lambda values: scalars.escape(values.get(tag) or "")  # noqa: E731

    def write(result: dict[str, Any], response: Response) -> None:
        value = result if payload is None else result.get(payload) or {}
        response.headers["Content-Type"] = _XML
        response.body = (start + inside(value) + end).encode("utf-8", "surrogatepass")

    return write


def _event_encoder(op: OperationModel, shape_name: str) -> Callable[[dict[str, Any]], bytes]:
    inside = writer(op.service, shape_name)
    return lambda values: f"<{shape_name}>{inside(values)}</{shape_name}>".encode()


def namespace_of(service: ServiceModel) -> str | None:
    """The namespace of a service's documents: its own, or the one that its requests name."""
    own = service.metadata.get("xmlNamespace")
    if own:
        return str(own)
    for operation in service.operations.values():
        named: str | None = operation.raw.get("input", {}).get("xmlNamespace", {}).get("uri")
        if named:
            return named
    return None


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as XML: S3's own `Error`, or the `ErrorResponse` of the others."""
    found = faults.resolve(error, "rest-xml", service, op)
    response = Response(found.status, _request_headers(service, request_id))
    if op is None or op.http_method != "HEAD":
        response.headers["Content-Type"] = _XML
        text = (
            _bare_error(found, request_id)
            if service.name in quirks.BARE_ERROR
            else error_response(found, service, request_id)
        )
        response.body = (_DECLARATION + text).encode("utf-8", "replace")
    response.headers.update(found.headers)
    return response


def _bare_error(found: faults.Fault, request_id: str) -> str:
    legible = scalars.legible
    members = "".join(f"<{name}>{legible(str(value))}</{name}>" for name, value in found.members.items())
    ids = f"<RequestId>{request_id}</RequestId><HostId>{host_id(request_id)}</HostId>"
    return f"<Error><Code>{found.code}</Code><Message>{legible(found.message)}</Message>{members}{ids}</Error>"


def error_response(found: faults.Fault, service: ServiceModel, request_id: str) -> str:
    """The error document of query services, and of all REST-XML services but S3."""
    namespace = namespace_of(service)
    start = f'<ErrorResponse xmlns="{namespace}">' if namespace else "<ErrorResponse>"
    code = f"<Type>{found.sender}</Type><Code>{found.query_code}</Code>"
    message = f"<Message>{scalars.legible(found.message)}</Message>"
    members = writer(service, found.shape)(found.members) if found.shape and found.members else ""
    return f"{start}<Error>{code}{message}{members}</Error><RequestId>{request_id}</RequestId></ErrorResponse>"
