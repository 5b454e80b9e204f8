"""What a request says about who signed it: reading SigV4 out of the Authorization header or the query.

Nothing is verified here; see `signing.py`. No clock is read in this room.
"""

import re
from calendar import timegm
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote_plus

from fogbank.kernel.errors import IncompleteSignature, ServiceError, SignatureMismatch
from fogbank.wire.message import Request

ALGORITHM = "AWS4-HMAC-SHA256"
ALGORITHM_4A = "AWS4-ECDSA-P256-SHA256"
TERMINATOR = "aws4_request"
UNSIGNED = "UNSIGNED-PAYLOAD"
S3_LIKE = frozenset({"s3", "s3express", "s3-outposts", "s3-object-lambda"})
"""Signing names whose paths are encoded once and whose payload hash is always a header."""

WEEK_S = 604_800
DEFAULT_EXPIRES_S = 900
"""Of a presigned URL without X-Amz-Expires, which only S3 insists on."""

PAYLOADS = (
    "UNSIGNED-PAYLOAD",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
)
_HEX_64 = re.compile(r"[0-9a-f]{64}").fullmatch
_STAMP = re.compile(r"(\d{8})T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)Z").fullmatch
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HTTP_DATE = re.compile(r"\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT").fullmatch


class Scope:
    """What stays the same between the requests of one client on one day."""

    __slots__ = ("access_key", "date", "is_s3", "region", "service", "signed_headers", "signed_text", "text")

    def __init__(self, credential: list[str], signed_text: str) -> None:
        self.access_key, self.date, self.region, self.service, _ = credential
        self.text = "/".join(credential[1:])
        self.signed_text = signed_text
        self.signed_headers = tuple(signed_text.lower().split(";"))
        self.is_s3 = self.service in S3_LIKE


class Claim:
    """A signature as the client presents it, not yet verified."""

    __slots__ = (
        "access_key", "decoded_length", "expires_s", "is_s3", "kind", "owed", "payload", "region", "scope", "service",
        "signature", "signed_at", "stamp", "token", "trailer", "version",
    )  # fmt: skip

    def __init__(self, kind: str, scope: Scope, signature: str, stamp: str, signed_at: float) -> None:
        self.kind = kind
        """"header", "query" or "form"."""
        self.version = 4
        self.scope = scope
        self.access_key = scope.access_key
        self.region = scope.region
        self.service = scope.service
        self.is_s3 = scope.is_s3
        self.signature = signature
        self.stamp = stamp
        self.signed_at = signed_at
        self.expires_s: int | None = None
        self.token: str | None = None
        self.payload = ""
        """The payload hash that the client declared, or one of `PAYLOADS`; "" where the body itself must be hashed."""
        self.decoded_length: str | None = None
        """Of a STREAMING- payload: X-Amz-Decoded-Content-Length."""
        self.trailer: str | None = None
        """Of a STREAMING- payload: X-Amz-Trailer, the trailing headers that are announced."""
        self.owed: Callable[[str], None] | None = None
        """Set by `signing.check` where the signature covers a body that is still coming: called with its hash."""


def claim(request: Request) -> Claim | None:
    """Who the request says it is from; None for an anonymous one.

    Errors: IncompleteSignature, SignatureDoesNotMatch; of S3 AuthorizationHeaderMalformed,
    AuthorizationQueryParametersError, InvalidArgument, InvalidRequest, AccessDenied.
    Differs: SigV4A is refused.
    """
    authorization = request.headers.get("authorization")
    if authorization is None:
        query = request.query
        if "X-Amz-Algorithm=" in query or "X-Amz-Signature=" in query:
            return _from_query(request)
        if "AWSAccessKeyId=" in query and "Signature=" in query:
            from fogbank.wire import signing_v2

            return signing_v2.from_query(request)
        return None
    if authorization.startswith("AWS4-"):
        return _from_header(request, authorization)
    if authorization.startswith("AWS "):
        from fogbank.wire import signing_v2

        return signing_v2.from_header(request, authorization)
    # Bearer, Basic: for the service behind (function URLs, API Gateway authorizers), not for AWS.
    return None


def _from_header(request: Request, authorization: str) -> Claim:
    front, separator, signature = authorization.rpartition("Signature=")
    if not separator or not front.endswith((", ", ",")) or "," in signature or " " in signature:
        front, signature = _reordered(authorization)
    scope = _scope(front)
    headers = request.headers
    stamp = headers.get("x-amz-date")
    if stamp is None:
        stamp = _from_http_date(headers.get("date", ""), scope, authorization)
    at = _instant(stamp)
    if at is None:
        raise _no_date(scope, authorization)
    if not stamp.startswith(scope.date):
        raise _wrong_date(scope, stamp, "The authorization header is malformed", "AuthorizationHeaderMalformed")
    found = Claim("header", scope, signature, stamp, at)
    found.token = headers.get("x-amz-security-token")
    _declare(found, headers.get("x-amz-content-sha256"), headers)
    return found


def _reordered(authorization: str) -> tuple[str, str]:
    """An Authorization header whose parts are in another order than all AWS clients use."""
    algorithm, _, rest = authorization.partition(" ")
    parts: dict[str, str] = {}
    for piece in rest.split(","):
        name, separator, value = piece.strip(" ").partition("=")
        if not separator:
            raise IncompleteSignature(
                f"'{piece.strip()}' not a valid key=value pair (missing equal-sign) in Authorization header: "
                f"'{authorization}'."
            )
        parts[name] = value
    missing = [name for name in ("Credential", "Signature", "SignedHeaders") if not parts.get(name)]
    if missing:
        text = " ".join(f"Authorization header requires '{name}' parameter." for name in missing)
        raise IncompleteSignature(f"{text} Authorization={authorization}")
    front = f"{algorithm} Credential={parts['Credential']}, SignedHeaders={parts['SignedHeaders']}, "
    return front, parts["Signature"]


# A pure function of its argument, kept because a client's next request has the same one.
@lru_cache(maxsize=1024)
def _scope(front: str) -> Scope:
    """The scope in an Authorization header that ends before its signature."""
    algorithm, _, rest = front.partition(" ")
    _check_algorithm(algorithm)
    parts: dict[str, str] = {}
    for piece in rest.removesuffix(" ").removesuffix(",").split(","):
        name, separator, value = piece.strip(" ").partition("=")
        if separator:
            parts[name] = value
        else:
            raise IncompleteSignature(
                f"'{name}' not a valid key=value pair (missing equal-sign) in Authorization header: '{front}'."
            )
    missing = [name for name in ("Credential", "SignedHeaders") if not parts.get(name)]
    if missing:
        text = " ".join(f"Authorization header requires '{name}' parameter." for name in missing)
        raise IncompleteSignature(f"{text} Authorization={front}")
    credential = _credential(
        parts["Credential"], "The authorization header is malformed", "AuthorizationHeaderMalformed"
    )
    return Scope(credential, parts["SignedHeaders"])


def _check_algorithm(algorithm: str) -> None:
    if algorithm == ALGORITHM:
        return
    if algorithm == ALGORITHM_4A:
        raise ServiceError(
            "Fogbank does not verify SigV4A (AWS4-ECDSA-P256-SHA256) signatures; "
            "sign for one region with AWS4-HMAC-SHA256.",
            code="NotImplemented",
            status=501,
        )
    raise IncompleteSignature(f"Unsupported AWS 'algorithm': '{algorithm}'.")


def _credential(text: str, where: str, s3_code: str) -> list[str]:
    """The five parts of a credential.

    Source: the texts are those that AWS answered with (IAM User Guide, Troubleshoot signed requests; S3 observed in
    the AWS SDKs' issue trackers).
    """
    # An access key has no slash, but the key of a foreign identity provider may.
    parts = text.rsplit("/", 4)
    if len(parts) != 5 or not all(parts):
        if "/s3/" in text or text.endswith("/s3"):
            raise ServiceError(
                f'{where}; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
                code=s3_code,
                status=400,
            )
        raise IncompleteSignature(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
            f"got '{text}'"
        )
    is_s3 = parts[3] in S3_LIKE
    if parts[4] != TERMINATOR:
        if is_s3:
            raise ServiceError(
                f'{where}; incorrect terminal "{parts[4]}". This endpoint uses "aws4_request".',
                code=s3_code,
                status=400,
            )
        raise SignatureMismatch(
            f"Credential should be scoped with a valid terminator: 'aws4_request', not '{parts[4]}'."
        )
    if is_s3 and not (len(parts[1]) == 8 and parts[1].isdigit()):
        raise ServiceError(
            f'{where}; incorrect date format "{parts[1]}". '
            'This date in the credential must be in the format "yyyyMMdd".',
            code=s3_code,
            status=400,
        )
    return parts


def _from_query(request: Request) -> Claim:
    given: dict[str, str] = {}
    for piece in request.query.split("&"):
        name, _, value = piece.partition("=")
        name = unquote_plus(name, "latin-1")
        if name.startswith("X-Amz-"):
            given.setdefault(name, unquote_plus(value, "latin-1"))
    credential_text = given.get("X-Amz-Credential", "")
    is_s3 = not credential_text or "/s3" in credential_text
    needed = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders"]
    missing = [name for name in needed if not given.get(name)]
    if missing or (is_s3 and "X-Amz-Expires" not in given):
        raise _missing_parameters(missing, is_s3)
    if is_s3 and given["X-Amz-Algorithm"] not in (ALGORITHM, ALGORITHM_4A):
        raise _bad_parameter('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"')
    _check_algorithm(given["X-Amz-Algorithm"])
    where = "Error parsing the X-Amz-Credential parameter"
    scope = Scope(
        _credential(credential_text, where, "AuthorizationQueryParametersError"), given["X-Amz-SignedHeaders"]
    )
    stamp = given["X-Amz-Date"]
    at = _instant(stamp)
    if at is None:
        if scope.is_s3:
            raise _bad_parameter("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        raise IncompleteSignature(f"Date must be in ISO-8601 'basic format'. Got '{stamp}'.")
    if not stamp.startswith(scope.date):
        raise _wrong_date(scope, stamp, where, "AuthorizationQueryParametersError")
    found = Claim("query", scope, given["X-Amz-Signature"], stamp, at)
    found.token = given.get("X-Amz-Security-Token")
    found.expires_s = _expires(given.get("X-Amz-Expires"), scope)
    declared = given.get("X-Amz-Content-Sha256") or request.headers.get("x-amz-content-sha256")
    _declare(found, declared or (UNSIGNED if scope.is_s3 else None), request.headers)
    return found


def from_form(algorithm: str, credential: str, stamp: str, signature: str, token: str | None) -> Claim:
    """What a form posted by a browser says of who signed its policy.

    Errors: IncompleteSignature, SignatureDoesNotMatch, AuthorizationQueryParametersError.
    """
    _check_algorithm(algorithm)
    where = "Error parsing the X-Amz-Credential parameter"
    scope = Scope(_credential(credential, where, "AuthorizationQueryParametersError"), "")
    at = _instant(stamp)
    if at is None:
        raise _bad_parameter("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
    if not stamp.startswith(scope.date):
        raise _wrong_date(scope, stamp, where, "AuthorizationQueryParametersError")
    found = Claim("form", scope, signature, stamp, at)
    found.token = token
    found.payload = UNSIGNED
    return found


def _missing_parameters(missing: list[str], is_s3: bool) -> ServiceError:
    if is_s3:
        return _bad_parameter(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        )
    text = " ".join(f"AWS query-string parameters must include '{name}'." for name in missing)
    return IncompleteSignature(f"{text} Re-examine the query-string parameters.")


def _expires(text: str | None, scope: Scope) -> int:
    if text is None:
        return DEFAULT_EXPIRES_S
    if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        if scope.is_s3:
            raise _bad_parameter("X-Amz-Expires should be a number")
        raise IncompleteSignature(f"'{text}' is not a valid value for X-Amz-Expires.")
    seconds = int(text)
    if scope.is_s3 and seconds < 0:
        raise _bad_parameter("X-Amz-Expires must be non-negative")
    if scope.is_s3 and seconds > WEEK_S:
        raise _bad_parameter(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
            "604800 seconds"
        )
    return seconds


def _declare(found: Claim, declared: str | None, headers: dict[str, str]) -> None:
    """Take over what the client says of the body."""
    if declared is None:
        if found.is_s3:
            raise ServiceError(
                "Missing required header for this request: x-amz-content-sha256", code="InvalidRequest", status=400
            )
        return
    if found.is_s3 and declared not in PAYLOADS and not _HEX_64(declared.lower()):
        raise ServiceError(
            f"x-amz-content-sha256 must be {', '.join(PAYLOADS)} or a valid sha256 value.",
            code="InvalidArgument",
            status=400,
            members={"ArgumentName": "x-amz-content-sha256", "ArgumentValue": declared},
        )
    found.payload = declared
    if declared.startswith("STREAMING-"):
        found.decoded_length = headers.get("x-amz-decoded-content-length")
        found.trailer = headers.get("x-amz-trailer")


# -- dates


@lru_cache(maxsize=64)
def _midnight(date: str) -> int | None:
    year, month, day = int(date[:4]), int(date[4:6]), int(date[6:])
    if not (1 <= month <= 12 and 1 <= day <= 31 and year >= 1970):
        return None
    return timegm((year, month, day, 0, 0, 0))


# Requests of one second have the same stamp.
@lru_cache(maxsize=64)
def _instant(stamp: str) -> float | None:
    """Epoch seconds of an ISO 8601 basic date and time, None if it is none."""
    match = _STAMP(stamp)
    if match is None:
        return None
    midnight = _midnight(match[1])
    if midnight is None:
        return None
    return midnight + int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4])


def _from_http_date(text: str, scope: Scope, authorization: str) -> str:
    """The ISO 8601 form of a Date header (either form is allowed there)."""
    if _STAMP(text):
        return text
    match = _HTTP_DATE(text)
    if match is None or match[2] not in _MONTHS:
        raise _no_date(scope, authorization)
    return f"{match[3]}{_MONTHS.index(match[2]) + 1:02}{match[1]}T{match[4]}{match[5]}{match[6]}Z"


def _no_date(scope: Scope, authorization: str) -> ServiceError:
    if scope.is_s3:
        return ServiceError(
            "AWS authentication requires a valid Date or x-amz-date header", code="AccessDenied", status=403
        )
    return IncompleteSignature(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
        f"Authorization={authorization}"
    )


def _wrong_date(scope: Scope, stamp: str, where: str, s3_code: str) -> ServiceError:
    if scope.is_s3:
        return ServiceError(
            f'{where}; Invalid credential date "{scope.date}". This date is not the same as X-Amz-Date: "{stamp[:8]}".',
            code=s3_code,
            status=400,
        )
    return SignatureMismatch(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
        f"'{scope.date}' != '{stamp[:8]}', from '{stamp}'."
    )


def _bad_parameter(text: str) -> ServiceError:
    return ServiceError(text, code="AuthorizationQueryParametersError", status=400)
