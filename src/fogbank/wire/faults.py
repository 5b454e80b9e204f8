"""Errors as AWS's services name them: code, status, message and modelled members, by protocol and service.

How a protocol lays them out is in `protocols/`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.kernel import errors
from fogbank.kernel.errors import ServiceError, SharedError
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.quirks import faults as quirks

Answer = tuple[str, int]

_JSON: dict[type[SharedError], Answer] = {
    errors.AccessDenied: ("AccessDeniedException", 400),
    errors.MissingAuthentication: ("MissingAuthenticationTokenException", 400),
    errors.UnknownAccessKey: ("UnrecognizedClientException", 400),
    errors.WrongToken: ("UnrecognizedClientException", 400),
    errors.SignatureMismatch: ("InvalidSignatureException", 400),
    errors.IncompleteSignature: ("IncompleteSignatureException", 400),
    errors.RequestExpired: ("InvalidSignatureException", 400),
    errors.TokenExpired: ("ExpiredTokenException", 400),
    errors.ValidationFailed: ("ValidationException", 400),
    errors.Unreadable: ("SerializationException", 400),
    errors.UnknownOperation: ("UnknownOperationException", 400),
    errors.Throttled: ("ThrottlingException", 400),
    errors.TooLarge: ("RequestEntityTooLargeException", 413),
    errors.InvalidPageToken: ("ValidationException", 400),
    errors.TokenReused: ("IdempotentParameterMismatchException", 400),
    errors.InternalFailure: ("InternalFailure", 500),
}
_REST_JSON = _JSON | {
    errors.AccessDenied: ("AccessDeniedException", 403),
    errors.MissingAuthentication: ("MissingAuthenticationTokenException", 403),
    errors.UnknownAccessKey: ("UnrecognizedClientException", 403),
    errors.WrongToken: ("UnrecognizedClientException", 403),
    errors.SignatureMismatch: ("InvalidSignatureException", 403),
    errors.IncompleteSignature: ("IncompleteSignatureException", 403),
    errors.RequestExpired: ("InvalidSignatureException", 403),
    errors.TokenExpired: ("ExpiredTokenException", 403),
    errors.UnknownOperation: ("UnknownOperationException", 404),
    errors.Throttled: ("ThrottlingException", 429),
    errors.TokenReused: ("ConflictException", 409),
}
_QUERY: dict[type[SharedError], Answer] = {
    errors.AccessDenied: ("AccessDenied", 403),
    errors.MissingAuthentication: ("MissingAuthenticationToken", 403),
    errors.UnknownAccessKey: ("InvalidClientTokenId", 403),
    errors.WrongToken: ("InvalidClientTokenId", 403),
    errors.SignatureMismatch: ("SignatureDoesNotMatch", 403),
    errors.IncompleteSignature: ("IncompleteSignature", 400),
    errors.RequestExpired: ("SignatureDoesNotMatch", 403),
    errors.TokenExpired: ("ExpiredToken", 403),
    errors.ValidationFailed: ("ValidationError", 400),
    errors.Unreadable: ("MalformedInput", 400),
    errors.UnknownOperation: ("InvalidAction", 400),
    errors.Throttled: ("Throttling", 400),
    errors.TooLarge: ("RequestEntityTooLarge", 413),
    errors.InvalidPageToken: ("ValidationError", 400),
    errors.TokenReused: ("IdempotentParameterMismatch", 400),
    errors.InternalFailure: ("InternalFailure", 500),
}
_EC2 = _QUERY | {
    errors.AccessDenied: ("UnauthorizedOperation", 403),
    errors.MissingAuthentication: ("AuthFailure", 401),
    errors.UnknownAccessKey: ("AuthFailure", 401),
    errors.WrongToken: ("AuthFailure", 401),
    errors.SignatureMismatch: ("AuthFailure", 401),
    errors.RequestExpired: ("RequestExpired", 400),
    errors.TokenExpired: ("RequestExpired", 400),
    errors.ValidationFailed: ("InvalidParameterValue", 400),
    errors.Unreadable: ("InvalidParameterValue", 400),
    errors.Throttled: ("RequestLimitExceeded", 503),
    errors.InvalidPageToken: ("InvalidNextToken", 400),
    errors.InternalFailure: ("InternalError", 500),
}
_REST_XML = _QUERY | {
    errors.ValidationFailed: ("InvalidArgument", 400),
    errors.Unreadable: ("MalformedXML", 400),
    errors.UnknownOperation: ("NoSuchOperation", 404),
    errors.InvalidPageToken: ("InvalidArgument", 400),
}
_TABLES = {
    "json": _JSON,
    "smithy-rpc-v2-cbor": _JSON,
    "rest-json": _REST_JSON,
    "query": _QUERY,
    "ec2": _EC2,
    "rest-xml": _REST_XML,
}
_TEXTS: dict[type[SharedError], str] = {
    errors.MissingAuthentication: "Request is missing Authentication Token",
    errors.UnknownAccessKey: "The security token included in the request is invalid.",
    errors.WrongToken: "The security token included in the request is invalid.",
    errors.TokenExpired: "The security token included in the request is expired",
    errors.Throttled: "Rate exceeded",
    errors.InvalidPageToken: "The specified token is not valid.",
    errors.InternalFailure: "The request processing has failed because of an unknown error, exception or failure.",
}
_MODELLED: dict[type[SharedError], tuple[str, ...]] = {
    errors.AccessDenied: ("AccessDeniedException", "AccessDenied", "ForbiddenException"),
    errors.Throttled: ("ThrottlingException", "TooManyRequestsException", "ThrottledException"),
    errors.InvalidPageToken: (
        "InvalidNextTokenException",
        "InvalidNextToken",
        "InvalidPaginationTokenException",
        "InvalidPaginationToken",
        "InvalidPaginationException",
        "InvalidContinuationTokenException",
        "InvalidMarkerException",
        "ValidationException",
        "InvalidParameterException",
        "InvalidParameterValueException",
        "InvalidRequestException",
        "BadRequestException",
    ),
    errors.TokenReused: (
        "IdempotentParameterMismatchException",
        "IdempotentParameterMismatch",
        "IdempotencyParameterMismatchException",
        "IdempotencyException",
        "IdempotencyConflictException",
        "IdempotentParameterMismatchError",
        "ConflictException",
    ),
}
"""The names under which operations model the neutral errors; the first that an operation lists is taken."""


class Fault(NamedTuple):
    """One error, ready to be laid out by a protocol."""

    code: str
    query_code: str
    status: int
    message: str
    members: Mapping[str, Any]
    headers: dict[str, str]
    shape: str | None

    @property
    def sender(self) -> str:
        """Whose fault it is, in the words of the query protocols."""
        return "Sender" if self.status < 500 else "Receiver"

    def values(self, service: ServiceModel) -> dict[str, Any]:
        """The members of the error's shape, its message among them under the name that the shape gives it."""
        members = service.shapes[self.shape]["members"] if self.shape else {}
        name = next((name for name in members if name.lower() == "message"), "message")
        return {name: self.message, **self.members}


def resolve(error: ServiceError, protocol: str, service: ServiceModel, op: OperationModel | None) -> Fault:
    """The code, status and shape of an error in the protocol and service at hand."""
    code, status = error.code, error.status
    query_code = error.query_code
    message = error.message
    if isinstance(error, SharedError):
        kind = type(error)
        message = message or quirks.TEXTS.get(service.name, {}).get(kind.__name__) or _TEXTS.get(kind, "")
        if "code" not in vars(error):
            code, status = _shared(kind, protocol, service, op) or (code, status)
            query_code = _shared(kind, "query", service, op)[0] if kind in _QUERY else code
    shape = service.error_shapes.get(code) or service.error_shapes.get(query_code or "")
    if query_code is None:
        query_code = service.shapes[shape].get("error", {}).get("code", code) if shape else code
    return Fault(code, query_code, status, message, error.members, dict(error.headers), shape)


def _shared(kind: type[SharedError], protocol: str, service: ServiceModel, op: OperationModel | None) -> Answer:
    own = quirks.SHARED.get(service.name, {}).get(kind.__name__)
    if own is not None and protocol in service.metadata.get("protocols", (protocol,)):
        return own
    fallback = _TABLES[protocol].get(kind, (kind.code, kind.status))
    for name in _MODELLED.get(kind, ()):
        if op is not None and name in op.errors:
            traits = service.shapes[name].get("error", {})
            return name, traits.get("httpStatusCode", fallback[1])
    return fallback


def type_prefix(service: ServiceModel) -> str:
    """What stands before the code in `__type`."""
    return quirks.TYPE_PREFIXES.get(service.name, "")
