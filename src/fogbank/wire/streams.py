"""Event streams in answers: events to frames of `application/vnd.amazon.eventstream`.

Source: Smithy, "Amazon Event Stream Specification" (prelude, headers, two CRC32s) and S3 API Reference,
"Appendix: SelectObjectContent Response".
"""

from collections.abc import AsyncIterator, Callable, Mapping
from struct import pack
from typing import Any
from zlib import crc32

from fogbank.kernel.errors import ServiceError
from fogbank.wire.message import Response
from fogbank.wire.models import OperationModel, Shape

MEDIA_TYPE = "application/vnd.amazon.eventstream"
Encoder = Callable[[dict[str, Any]], bytes]
Frames = Callable[[dict[str, Any]], bytes]
_BINARY, _TEXT = "application/octet-stream", "text/plain"


def frame(headers: Mapping[str, Any], payload: bytes) -> bytes:
    """One message: prelude, headers, payload, checksums."""
    head = b"".join(_header(name, value) for name, value in headers.items())
    prelude = pack(">II", 16 + len(head) + len(payload), len(head))
    checked = prelude + pack(">I", crc32(prelude)) + head + payload
    return checked + pack(">I", crc32(checked))


def _header(name: str, value: Any) -> bytes:
    raw = name.encode()
    start = pack(">B", len(raw)) + raw
    if isinstance(value, bool):
        return start + (b"\x00" if value else b"\x01")
    if isinstance(value, int):
        return start + (pack(">Bi", 4, value) if -(2**31) <= value < 2**31 else pack(">Bq", 5, value))
    if isinstance(value, float):
        return start + pack(">Bq", 8, round(value * 1000))
    kind, data = (6, bytes(value)) if isinstance(value, bytes | bytearray) else (7, str(value).encode())
    return start + pack(">BH", kind, len(data)) + data


class EventSource:
    """The frames of one answer, made as its events come."""

    def __init__(self, events: AsyncIterator[dict[str, Any]], writer: "EventWriter", first: bytes | None) -> None:
        self._events = events
        self._writer = writer
        self._first = first
        self._over = False

    def __aiter__(self) -> "EventSource":
        return self

    async def __anext__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if self._over:
            raise StopAsyncIteration
        try:
            return self._writer.event(await anext(self._events))
        except ServiceError as error:
            self._over = True
            return self._writer.error(error)

    async def aclose(self) -> None:
        """Let go of the events."""
        close = getattr(self._events, "aclose", None)
        if close is not None:
            await close()


class EventWriter:
    """Writes the events of one stream's union."""

    def __init__(self, op: OperationModel, member: str, media_type: str, encoder: Callable[[str], Encoder]) -> None:
        self._shapes = op.service.shapes
        assert op.output is not None
        union = self._shapes[op.output]["members"][member]["shape"]
        self._events: dict[str, str] = {name: ref["shape"] for name, ref in self._shapes[union]["members"].items()}
        self._media_type = media_type
        self._encoder = encoder
        self._encoders: dict[str, Encoder] = {}

    def initial(self, payload: bytes) -> bytes:
        """The first message of a protocol that has no headers for the other members."""
        kind = {":message-type": "event", ":event-type": "initial-response", ":content-type": self._media_type}
        return frame(kind, payload)

    def event(self, event: dict[str, Any]) -> bytes:
        """One event, given as the union's one member."""
        ((name, values),) = event.items()
        shape_name = self._events[name]
        shape = self._shapes[shape_name]
        if shape.get("exception"):
            return self._exception(name, shape_name, values)
        headers: dict[str, Any] = {":message-type": "event", ":event-type": name}
        for member, ref in shape["members"].items():
            if ref.get("eventheader") and values.get(member) is not None:
                headers[member] = values[member]
        media_type, payload = self._payload(shape_name, shape, values)
        if media_type:
            headers[":content-type"] = media_type
        return frame(headers, payload)

    def error(self, error: ServiceError) -> bytes:
        """The message that ends a stream that failed."""
        for name, shape_name in self._events.items():
            if shape_name == error.code and self._shapes[shape_name].get("exception"):
                member = next((m for m in self._shapes[shape_name]["members"] if m.lower() == "message"), "message")
                return self._exception(name, shape_name, {member: error.message, **error.members})
        return frame({":message-type": "error", ":error-code": error.code, ":error-message": error.message}, b"")

    def _exception(self, name: str, shape_name: str, values: dict[str, Any]) -> bytes:
        kind = {":message-type": "exception", ":exception-type": name, ":content-type": self._media_type}
        return frame(kind, self._encode(shape_name, values))

    def _payload(self, shape_name: str, shape: Shape, values: dict[str, Any]) -> tuple[str, bytes]:
        for member, ref in shape["members"].items():
            if not ref.get("eventpayload"):
                continue
            kind, value = self._shapes[ref["shape"]]["type"], values.get(member)
            if kind == "blob":
                return _BINARY, value or b""
            if kind == "string":
                return _TEXT, (value or "").encode()
            return self._media_type, self._encode(ref["shape"], value or {})
        rest = {name: value for name, value in values.items() if not shape["members"][name].get("eventheader")}
        if not rest and not shape["members"]:
            return "", b""
        return self._media_type, self._encode(shape_name, rest)

    def _encode(self, shape_name: str, values: dict[str, Any]) -> bytes:
        encoder = self._encoders.get(shape_name)
        if encoder is None:
            encoder = self._encoders[shape_name] = self._encoder(shape_name)
        return encoder(values)


def compile_rpc(
    op: OperationModel, member: str, media_type: str, encoder: Callable[[str], Encoder]
) -> Callable[[dict[str, Any], str], Response]:
    """Makes the serialiser of a protocol that sends the other members as the stream's first message."""
    writer = EventWriter(op, member, media_type, encoder)
    assert op.output is not None
    encode = encoder(op.output)

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        others = {name: value for name, value in result.items() if name != member}
        headers = {"x-amzn-RequestId": request_id, "Content-Type": MEDIA_TYPE}
        return Response(200, headers, EventSource(result[member], writer, writer.initial(encode(others))))

    return serialize
