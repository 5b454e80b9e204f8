"""Errors that a caller sees, and those that every service shares.

An error of one service belongs into that service's `errors.py`. The classes here are neutral: `wire/faults.py`
gives them the code that AWS uses in the protocol at hand (`AccessDenied` in query and XML, `AccessDeniedException`
in JSON, ...).
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class ServiceError(Exception):
    """An answer that is an error, with AWS's own code, message and HTTP status.

    `members` are further modelled members of the error shape; `headers` go out with the answer. `detail` does not: it
    is what `fogbank why` tells beyond AWS's words. `answered`: code and message as the client read them.
    """

    code: ClassVar[str] = "InternalFailure"
    query_code: ClassVar[str | None] = None
    status: ClassVar[int] = 500

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        status: int | None = None,
        query_code: str | None = None,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code  # type: ignore[misc]
        if status is not None:
            self.status = status  # type: ignore[misc]
        if query_code is not None:
            self.query_code = query_code  # type: ignore[misc]
        self.members = members or {}
        self.headers = headers or {}
        self.detail = detail
        self.answered = self.code, message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code}, {self.status}, {self.message!r})"


class SharedError(ServiceError):
    """One of the errors that every AWS service has; its code depends on the protocol (wire/faults.py)."""


class AccessDenied(SharedError):
    code, status = "AccessDenied", 403


class MissingAuthentication(SharedError):
    code, status = "MissingAuthenticationToken", 403


class UnknownAccessKey(SharedError):
    code, status = "InvalidClientTokenId", 403


class WrongToken(SharedError):
    """The session token is not that of the access key."""

    code, status = "InvalidClientTokenId", 403


class SignatureMismatch(SharedError):
    code, status = "SignatureDoesNotMatch", 403


class IncompleteSignature(SharedError):
    code, status = "IncompleteSignature", 400


class RequestExpired(SharedError):
    """The signature's date is too far from now, or a presigned URL is over."""

    code, status = "RequestExpired", 403


class TokenExpired(SharedError):
    code, status = "ExpiredToken", 403


class ValidationFailed(SharedError):
    """The request does not satisfy a constraint of the model."""

    code, status = "ValidationError", 400


class Unreadable(SharedError):
    """The request is not of its protocol's form: broken JSON, XML, CBOR, a wrong type."""

    code, status = "SerializationException", 400


class UnknownOperation(SharedError):
    code, status = "UnknownOperationException", 404


class Throttled(SharedError):
    code, status = "ThrottlingException", 400


class TooLarge(SharedError):
    code, status = "RequestEntityTooLarge", 413


class InvalidPageToken(SharedError):
    code, status = "InvalidNextToken", 400


class TokenReused(SharedError):
    """An idempotency token came back with other parameters."""

    code, status = "IdempotentParameterMismatch", 400


class NotImplementedHere(SharedError):
    """The operation exists in AWS and not (yet) in Fogbank: 501, naming itself."""

    code, status = "NotImplemented", 501

    def __init__(self, service: str, operation: str) -> None:
        super().__init__(f"Fogbank does not implement {service}:{operation} yet.")


class InternalFailure(SharedError):
    code, status = "InternalFailure", 500
