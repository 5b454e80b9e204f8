"""The CBOR dialect of the json protocol (`application/x-amz-cbor-1.1`): X-Amz-Target, timestamps in milliseconds.

Java's SDKs use it for Kinesis unless told otherwise (AWS SDK for Java, `CBOR_ENABLED`).
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from fogbank.kernel.errors import ServiceError
from fogbank.wire.message import Response
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols import scalars
from fogbank.wire.protocols.bindings import Parse
from fogbank.wire.protocols.cbor import CborReader, CborWriter, body_parser, compile_encoder, error_map
from fogbank.wire.protocols.cbor_bytes import EpochMillis

MEDIA_TYPE = "application/x-amz-cbor-1.1"


def _read_millis(value: Any) -> Any:
    value = scalars.read_time(value)
    return value / 1000 if value.__class__ is float else value


class MillisReader(CborReader):
    """CBOR to values, timestamps in milliseconds."""

    runtime: ClassVar[Mapping[str, object]] = {**CborReader.runtime, "timestamp": _read_millis}


class MillisWriter(CborWriter):
    """Values to CBOR, timestamps in milliseconds."""

    runtime: ClassVar[Mapping[str, object]] = {**CborWriter.runtime, "timestamp": EpochMillis}


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    return body_parser(op, MillisReader)


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    write = compile_encoder(op, op.output, MillisWriter)
    empty = op.output is None

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        headers = {"x-amzn-RequestId": request_id, "Content-Type": MEDIA_TYPE}
        return Response(200, headers, b"" if empty else write(result))

    return serialize


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as a CBOR map with `__type`."""
    response = error_map(op, service, error, request_id, MillisWriter)
    response.headers["Content-Type"] = MEDIA_TYPE
    return response
