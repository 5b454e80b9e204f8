"""Smithy's RPC v2 CBOR protocol: one CBOR map in, one out, the operation in the path."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from fogbank.kernel.errors import ServiceError, Unreadable
from fogbank.wire import faults, streams
from fogbank.wire.message import Request, Response
from fogbank.wire.models import OperationModel, ServiceModel, Shape
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.bindings import Parse
from fogbank.wire.protocols.cbor_bytes import Epoch, decode, encode
from fogbank.wire.protocols.source import body_members
from fogbank.wire.protocols.values import JsonReader, JsonWriter, conversion, error_document

_CBOR = "application/cbor"


class CborReader(JsonReader):
    """CBOR to values: integers where floats are meant, timestamps without a tag."""

    runtime: ClassVar[Mapping[str, object]] = {
        "timestamp": scalars.read_time,
        "float": scalars.read_float,
        "double": scalars.read_float,
    }


class CborWriter(JsonWriter):
    """Values to CBOR: timestamps get their tag, members their model's names."""

    runtime: ClassVar[Mapping[str, object]] = {"timestamp": Epoch, "float": float, "double": float}

    def leaf(self, ref: Mapping[str, Any]) -> str | None:
        kind = self.shape(ref)["type"]
        return kind if kind in self.runtime else None

    def structure(self, kind: str, shape: Shape) -> list[str]:
        members = body_members(shape) if kind == "body" else shape["members"]
        lines = ["    o = {}"]
        for name, ref in members.items():
            call = self.convert(ref)
            value = f"{call}(v)" if call else "v"
            lines += [f"    v = d.get({name!r})", f"    if v is not None: o[{name!r}] = {value}"]
        return [*lines, "    return o"]


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    return body_parser(op, CborReader)


def body_parser(op: OperationModel, kind: type[JsonReader]) -> Parse:
    """Makes the function that reads an input that is one CBOR map."""
    convert = conversion(kind, op, op.input)

    def parse(request: Request, body: bytes, labels: dict[str, str]) -> dict[str, Any]:
        value = decode(body) if body else {}
        if value.__class__ is not dict:
            raise Unreadable("Unexpected type at the top of the request: a map is needed.")
        return convert(value) if convert is not None else value

    return parse


def compile_encoder(
    op: OperationModel, shape: str | None, kind: type[JsonWriter] = CborWriter
) -> Callable[[dict[str, Any]], bytes]:
    """Makes the function that writes values of a shape as CBOR."""
    convert = conversion(kind, op, shape)
    return (lambda result: encode(convert(result))) if convert is not None else encode


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    if op.event_output is not None:
        events = streams.compile_rpc(op, op.event_output, _CBOR, lambda shape: compile_encoder(op, shape))

        def serialize_events(result: dict[str, Any], request_id: str) -> Response:
            response = events(result, request_id)
            response.headers["smithy-protocol"] = "rpc-v2-cbor"
            return response

        return serialize_events
    write = compile_encoder(op, op.output)
    empty = op.output is None

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        headers = {"x-amzn-RequestId": request_id, "smithy-protocol": "rpc-v2-cbor"}
        if empty:
            return Response(200, headers)
        headers["Content-Type"] = _CBOR
        return Response(200, headers, write(result))

    return serialize


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as a CBOR map with `__type`."""
    response = error_map(op, service, error, request_id, CborWriter)
    response.headers |= {"smithy-protocol": "rpc-v2-cbor", "Content-Type": _CBOR}
    return response


def error_map(
    op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str, kind: type[JsonWriter]
) -> Response:
    """The error's document and the headers that do not depend on the dialect."""
    found = faults.resolve(error, "smithy-rpc-v2-cbor", service, op)
    values, _ = error_document(kind, service, found)
    headers = {"x-amzn-RequestId": request_id, **found.headers}
    if service.query_compatible:
        headers["x-amzn-query-error"] = f"{found.query_code};{found.sender}"
    return Response(found.status, headers, encode({"__type": faults.type_prefix(service) + found.code, **values}))
