"""The json protocol (JSON 1.0 and 1.1): everything in one JSON body, the operation in X-Amz-Target."""

import binascii
from collections.abc import Callable
from typing import Any

import orjson

from fogbank.kernel.errors import ServiceError, Unreadable
from fogbank.wire import faults, streams
from fogbank.wire.message import Request, Response
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols.values import JsonReader, JsonWriter, conversion, error_document, without_nulls

_loads = orjson.loads


def loads(body: bytes) -> Any:
    """The value of a JSON text. Raises Unreadable."""
    try:
        return _loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("The request body is not valid JSON.") from None


def dumps(value: Any) -> bytes:
    """JSON text; blobs become base64."""
    return orjson.dumps(value, default=_blob)


def _blob(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return binascii.b2a_base64(value, newline=False).decode()
    raise TypeError(f"a handler's answer holds a {type(value).__name__}")


def compile_parser(op: OperationModel) -> Callable[[Request, bytes, dict[str, str]], dict[str, Any]]:
    """Makes the function that reads the operation's input."""
    convert = conversion(JsonReader, op, op.input)
    shapes, input_shape = op.service.shapes, op.input

    def parse(request: Request, body: bytes, labels: dict[str, str]) -> dict[str, Any]:
        value = loads(body) if body else {}
        if value.__class__ is not dict:
            raise Unreadable("Unexpected type at the top of the request: a JSON object is needed.")
        try:
            if b"null" in body and input_shape is not None:
                value = without_nulls(shapes, input_shape, value)
            return convert(value) if convert is not None else value
        except RecursionError:
            raise Unreadable("The request is nested too deeply.") from None

    return parse


def compile_encoder(op: OperationModel, shape: str | None, *, body: bool = False) -> Callable[[dict[str, Any]], bytes]:
    """Makes the function that writes values of a shape as JSON."""
    convert = conversion(JsonWriter, op, shape, body=body)
    shapes = op.service.shapes

    def encode(result: dict[str, Any]) -> bytes:
        if shape is None:
            return b""
        text = dumps(convert(result) if convert is not None else result)
        if b"null" in text:
            clean = without_nulls(shapes, shape, result)
            text = dumps(convert(clean) if convert is not None else clean)
        return text

    return encode


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    if op.event_output is not None:
        return streams.compile_rpc(op, op.event_output, "application/json", lambda shape: compile_encoder(op, shape))
    encode = compile_encoder(op, op.output)
    content_type = media_type(op.service)

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        headers = {"x-amzn-RequestId": request_id, "Content-Type": content_type}
        return Response(200, headers, encode(result))

    return serialize


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as a JSON document with `__type`, and the query protocol's code beside it where clients know that."""
    found = faults.resolve(error, "json", service, op)
    body, _ = error_document(JsonWriter, service, found)
    headers = {"x-amzn-RequestId": request_id, "Content-Type": media_type(service), **found.headers}
    if service.query_compatible:
        headers["x-amzn-query-error"] = f"{found.query_code};{found.sender}"
    return Response(found.status, headers, dumps({"__type": faults.type_prefix(service) + found.code, **body}))


def media_type(service: ServiceModel) -> str:
    """The content type of the service's JSON."""
    return f"application/x-amz-json-{service.metadata.get('jsonVersion', '1.0')}"
