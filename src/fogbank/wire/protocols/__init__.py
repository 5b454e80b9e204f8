"""AWS's protocols: for each operation and protocol a parser, a validator and a serialiser, compiled on first use."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from fogbank.kernel.errors import ServiceError
from fogbank.wire import evidence
from fogbank.wire.faults import resolve
from fogbank.wire.message import Request, Response
from fogbank.wire.models import Models, OperationModel, ServiceModel
from fogbank.wire.quirks import faults as quirks
from fogbank.wire.validate import compile_validator

_MODULES = {
    "json": "json",
    "rest-json": "rest_json",
    "rest-xml": "rest_xml",
    "query": "query",
    "ec2": "ec2",
    "smithy-rpc-v2-cbor": "cbor",
    "amz-cbor": "amz_cbor",
}


class Codec(NamedTuple):
    """One operation in one protocol."""

    parse: Callable[[Request, bytes, dict[str, str]], dict[str, Any]]
    """(request, whole body, labels) to the input. Raises Unreadable."""
    validate: Callable[[dict[str, Any]], None]
    """Refuses an input that breaks the model: ValidationFailed, Unreadable."""
    serialize: Callable[[dict[str, Any], str], Response]
    """(answer, request id) to the response."""
    fault: Callable[[ServiceError, str], Response]
    """(error, request id) to the response."""


def codec(op: OperationModel, protocol: str) -> Codec:
    """The operation's codec in a protocol, compiled on first use and kept with the model."""
    found: Codec | None = op.codecs.get(protocol)
    if found is None:
        found = op.codecs[protocol] = _compile(op, protocol)
    return found


def _compile(op: OperationModel, protocol: str) -> Codec:
    module = _module(protocol)
    known = next((other for other in op.codecs.values()), None)
    validate = known.validate if known is not None else compile_validator(op)

    def fail(error: ServiceError, request_id: str) -> Response:
        response: Response = module.fault(op, op.service, error, request_id)
        return response

    return Codec(module.compile_parser(op), validate, module.compile_serializer(op), fail)


def fault(models: Models, request: Request, route: Any, error: ServiceError, request_id: str) -> Response:
    """The error for a request; where no operation is known, as the service speaks that the request seems to be for."""
    if route is not None:
        service, protocol = models.service(route.service), route.protocol
        op = service.operation(route.operation)
    else:
        name, protocol = evidence.guess(models, request)
        service, op = models.service(name), None
    _add_resource(service, request, error)
    told = resolve(error, protocol, service, op)
    error.answered = told.code, told.message
    response: Response = _module(protocol).fault(op, service, error, request_id)
    if request.method == "HEAD":
        response.body = b""
    return response


def _add_resource(service: ServiceModel, request: Request, error: ServiceError) -> None:
    if service.name in quirks.NAMES_RESOURCE:
        error.members = {**error.members, "Resource": request.path}


def _module(protocol: str) -> Any:
    return import_module(f"fogbank.wire.protocols.{_MODULES[protocol]}")
