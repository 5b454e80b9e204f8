"""The rest-json protocol: members in the URI, query and headers, the rest as JSON."""

from collections.abc import Callable
from typing import Any

from fogbank.kernel.errors import ServiceError, Unreadable
from fogbank.wire import faults, streams
from fogbank.wire.message import Response
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols import json
from fogbank.wire.protocols.bindings import Outputs, Parse, ReadBody, compile_request, header_text
from fogbank.wire.protocols.source import body_members
from fogbank.wire.protocols.values import JsonReader, JsonWriter, conversion, error_document, without_nulls

_JSON = "application/json"


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    return compile_request(op, _body_reader(op))


def _body_reader(op: OperationModel) -> ReadBody | None:
    if op.input is None or op.streaming_input:
        return None
    shapes = op.service.shapes
    payload = shapes[op.input].get("payload")
    if payload is not None:
        return _payload_reader(op, payload, shapes[op.input]["members"][payload]["shape"])
    if not body_members(shapes[op.input]):
        return None
    convert, input_shape = conversion(JsonReader, op, op.input, body=True), op.input
    assert convert is not None

    def read(out: dict[str, Any], body: bytes) -> None:
        if body:
            value = json.loads(body)
            if value.__class__ is not dict:
                raise Unreadable("Unexpected type at the top of the request: a JSON object is needed.")
            try:
                if b"null" in body:
                    value = without_nulls(shapes, input_shape, value)
                out.update(convert(value))
            except RecursionError:
                raise Unreadable("The request is nested too deeply.") from None

    return read


def _payload_reader(op: OperationModel, member: str, shape_name: str) -> ReadBody:
    shapes = op.service.shapes
    kind = shapes[shape_name]["type"]
    if kind == "blob":
        return lambda out, body: out.__setitem__(member, body) if body else None
    if kind == "string":
        return lambda out, body: out.__setitem__(member, text_of(body)) if body else None
    convert = conversion(JsonReader, op, shape_name)

    def read(out: dict[str, Any], body: bytes) -> None:
        if not body:
            return
        value = json.loads(body)
        try:
            if b"null" in body:
                value = without_nulls(shapes, shape_name, value)
            out[member] = convert(value) if convert is not None else value
        except RecursionError:
            raise Unreadable("The request is nested too deeply.") from None

    return read


def text_of(body: bytes) -> str:
    """A body that is text. Raises Unreadable where it is not UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Unreadable("The request is not valid UTF-8.") from None


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    bound = Outputs(op.service, op.output, head=op.http_method == "HEAD")
    write = _body_writer(op, bound.payload)
    status = op.status

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        response = Response(status, {"x-amzn-RequestId": request_id})
        write(result, response)
        if bound.located:
            bound.apply(result, response)
        return response

    return serialize


def _body_writer(op: OperationModel, payload: str | None) -> Callable[[dict[str, Any], Response], None]:
    shapes = op.service.shapes
    if op.output is None or (payload is None and not body_members(shapes[op.output])):
        return lambda result, response: None
    if payload is None:
        encode = json.compile_encoder(op, op.output, body=True)

        def write(result: dict[str, Any], response: Response) -> None:
            response.headers["Content-Type"] = _JSON
            response.body = encode(result)

        return write
    shape_name = shapes[op.output]["members"][payload]["shape"]
    if payload == op.event_output:
        return event_writer(op, payload, _JSON, lambda shape: json.compile_encoder(op, shape))
    if shapes[shape_name]["type"] in ("blob", "string"):
        return raw_writer(payload)
    encode_payload = json.compile_encoder(op, shape_name)

    def write_payload(result: dict[str, Any], response: Response) -> None:
        value = result.get(payload)
        response.headers["Content-Type"] = _JSON
        response.body = encode_payload({} if value is None else value)

    return write_payload


def raw_writer(payload: str) -> Callable[[dict[str, Any], Response], None]:
    """Makes the writer of a body that is bytes, text or a source as it stands."""

    def write(result: dict[str, Any], response: Response) -> None:
        value = result.get(payload)
        response.headers["Content-Type"] = "application/octet-stream"
        response.body = b"" if value is None else value.encode() if value.__class__ is str else value

    return write


def event_writer(
    op: OperationModel, payload: str, media_type: str, encoder: Callable[[str], streams.Encoder]
) -> Callable[[dict[str, Any], Response], None]:
    """Makes the writer of a body that is a stream of events."""
    writer = streams.EventWriter(op, payload, media_type, encoder)

    def write(result: dict[str, Any], response: Response) -> None:
        response.headers["Content-Type"] = streams.MEDIA_TYPE
        response.body = streams.EventSource(result[payload], writer, None)

    return write


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as a JSON document, its code in `x-amzn-ErrorType`."""
    found = faults.resolve(error, "rest-json", service, op)
    body, located = error_document(JsonWriter, service, found)
    headers = {"x-amzn-RequestId": request_id, "Content-Type": _JSON, "x-amzn-ErrorType": found.code}
    response = Response(found.status, headers)
    if found.shape is not None:
        Outputs(service, found.shape).apply(located, response)
    response.headers.update(found.headers)
    response.headers["x-amzn-ErrorType"] = header_text(found.code)
    response.body = json.dumps(body)
    return response
