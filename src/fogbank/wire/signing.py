"""Verifying Signature Version 4, as AWS does: header, presigned query, chunk and policy signatures.

What the client presents is read by `claims.py`. No clock is read in this room: the callers hand in wall time for a
signature's date and virtual time for an expiry that it carries.
"""

import re
import time
from functools import lru_cache
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from fogbank.kernel.errors import IncompleteSignature, RequestExpired, ServiceError, SignatureMismatch
from fogbank.wire.claims import ALGORITHM, UNSIGNED, Claim, claim
from fogbank.wire.message import Request

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

__all__ = ["Claim", "check", "check_expiry", "claim", "claimed_key", "expired", "payload_mismatch", "signing_key"]

SKEW_S = 300
S3_SKEW_S = 900
EMPTY_SHA256 = sha256(b"").hexdigest()
_BLOCK_BYTES = 64

_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~-]*").fullmatch
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9._~=&-]*").fullmatch
_SPACES = re.compile(r"[ \t]+")
_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
)
_S3_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your key and signing method."
)


def check(request: Request, claim: Claim, secret: str, *, wall_now: float, body: bytes | None) -> None:
    """Verify the date and the signature of a request.

    `body` is the whole body where it is known; S3's is not needed here (`chunked.decode` compares its hash). Where
    it is needed and still coming, `claim.owed` is set and the decoded body verifies the signature at its end.
    Errors: SignatureDoesNotMatch, IncompleteSignature, RequestExpired; of S3 RequestTimeTooSkewed, AccessDenied.
    Source: IAM User Guide, Create a signed AWS API request; S3 API Reference, Authenticating requests.
    """
    skew_s = wall_now - claim.signed_at
    if not -SKEW_S <= skew_s <= SKEW_S:
        _check_date(claim, wall_now, skew_s)
    scope = claim.scope
    headers = request.headers
    if "host" not in scope.signed_headers:
        raise _host_unsigned(claim)
    try:
        lines = "".join([f"{name}:{headers[name]}\n" for name in scope.signed_headers])
    except KeyError as error:
        raise _header_missing(claim, error.args[0]) from None
    if "  " in lines or "\t" in lines:
        lines = "".join([f"{name}:{_SPACES.sub(' ', headers[name])}\n" for name in scope.signed_headers])
    path = request.path
    query = request.query
    if scope.is_s3:
        _check_all_signed(request, claim)
        uri = path if _PLAIN_PATH(path) else "/".join([_encoded(segment) for segment in path.split("/")])
    else:
        uri = "/" if path == "/" else quote(normalised(path), safe="/-_.~")
    if query:
        query = canonical_query(query)
    front = f"{request.method}\n{uri}\n{query}\n{lines}\n{scope.signed_text}\n"
    payload = claim.payload
    if not scope.is_s3:
        if body is None and payload != UNSIGNED and not payload.startswith("STREAMING-"):
            claim.owed = lambda digest: _compare_owed(front, claim, secret, digest)
            return
        if not payload or len(payload) == 64:
            payload = sha256(body).hexdigest() if body else EMPTY_SHA256
    _compare(front + payload, claim, secret)


def _compare(canonical: str, claim: Claim, secret: str) -> None:
    digest = sha256(canonical.encode("latin-1")).hexdigest()
    scope = claim.scope
    text = f"{ALGORITHM}\n{claim.stamp}\n{scope.text}\n{digest}"
    inner, outer = _keyed(signing_key(secret, scope.date, scope.region, scope.service))
    inner, outer = inner.copy(), outer.copy()
    inner.update(text.encode("latin-1"))
    outer.update(inner.digest())
    if not compare_digest(outer.hexdigest(), claim.signature):
        raise mismatch(claim, text, canonical)


@lru_cache(maxsize=1024)
def _keyed(key: bytes) -> tuple["Hash", "Hash"]:
    """The two hashes of HMAC-SHA256 (RFC 2104), each having taken in its key: copies cost less than half of hmac's."""
    block = key.ljust(_BLOCK_BYTES, b"\0")
    return sha256(bytes(byte ^ 0x36 for byte in block)), sha256(bytes(byte ^ 0x5C for byte in block))


def _compare_owed(front: str, claim: Claim, secret: str, digest: str) -> None:
    claim.owed = None
    _compare(front + digest, claim, secret)


# A pure function, kept because its result serves for a day; the four HMACs are half the cost of a verification.
@lru_cache(maxsize=1024)
def signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key that signatures of one scope are made with."""
    key = hmac_digest(b"AWS4" + secret.encode(), date.encode("latin-1"), "sha256")
    for part in (region, service, "aws4_request"):
        key = hmac_digest(key, part.encode("latin-1"), "sha256")
    return key


def claimed_key(claim: Claim, secret: str) -> bytes:
    """The signing key of a claim's scope."""
    scope = claim.scope
    return signing_key(secret, scope.date, scope.region, scope.service)


# -- the canonical request


@lru_cache(maxsize=256)
def canonical_query(query: str) -> str:
    """A query as it is signed: decoded, encoded in AWS's one way, sorted, without the signature itself."""
    pairs: list[tuple[str, str]] = []
    plain = _PLAIN_QUERY(query) is not None
    for piece in query.split("&"):
        if not piece:
            continue
        name, _, value = piece.partition("=")
        if not plain or "=" in value:
            name, value = _encoded(name.replace("+", " ")), _encoded(value.replace("+", " "))
        if name != "X-Amz-Signature":
            pairs.append((name, value))
    pairs.sort()
    return "&".join([f"{name}={value}" for name, value in pairs])


def _encoded(text: str) -> str:
    """AWS's one way to encode a segment of a path, a name or a value, however the client encoded it."""
    return quote(unquote_to_bytes(text), safe="-_.~")


def normalised(path: str) -> str:
    """A path without empty, "." and ".." segments (RFC 3986, 5.2.4), as every service but S3 signs it."""
    if "//" not in path and "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment and segment != ".":
            kept.append(segment)
    tail = "/" if kept and segments[-1] in ("", ".", "..") else ""
    return "/" + "/".join(kept) + tail


# -- refusals


def mismatch(claim: Claim, text: str, canonical: str | None) -> ServiceError:
    """The signature is not the one that the secret gives for `text`, the string to sign.

    Source: S3 API Reference, Error responses, SignatureDoesNotMatch; its members as in S3's answers, which the
    troubleshooting pages quote.
    """
    if not claim.is_s3:
        return SignatureMismatch(_MISMATCH)
    members = {
        "AWSAccessKeyId": claim.access_key,
        "StringToSign": text,
        "SignatureProvided": claim.signature,
        "StringToSignBytes": _spelled(text),
    }
    if canonical is not None:
        members |= {"CanonicalRequest": canonical, "CanonicalRequestBytes": _spelled(canonical)}
    return SignatureMismatch(_S3_MISMATCH, members=members)


def _spelled(text: str) -> str:
    return text.encode("latin-1").hex(" ")


def payload_mismatch(claim: Claim, computed: str) -> ServiceError:
    """The body is not the one whose hash was signed."""
    if not claim.is_s3:
        return SignatureMismatch(_MISMATCH)
    return ServiceError(
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        code="XAmzContentSHA256Mismatch",
        status=400,
        members={"ClientComputedContentSHA256": claim.payload, "S3ComputedContentSHA256": computed},
    )


def _check_date(claim: Claim, wall_now: float, skew_s: float) -> None:
    if claim.kind == "query":
        # Its age is judged by the expiry that it carries; it may only not lie in the future.
        if skew_s >= -S3_SKEW_S:
            return
        if claim.is_s3:
            raise ServiceError("Request is not valid yet", code="AccessDenied", status=403)
    if claim.is_s3:
        if -S3_SKEW_S <= skew_s <= S3_SKEW_S:
            return
        raise RequestExpired(
            "The difference between the request time and the current time is too large.",
            code="RequestTimeTooSkewed",
            members={
                "RequestTime": claim.stamp,
                "ServerTime": extended(wall_now),
                "MaxAllowedSkewMilliseconds": S3_SKEW_S * 1000,
            },
        )
    if claim.service == "ec2":
        raise RequestExpired("Request has expired.", status=400)
    if skew_s > 0:
        raise RequestExpired(
            f"Signature expired: {claim.stamp} is now earlier than {basic(wall_now - SKEW_S)} "
            f"({basic(wall_now)} - 5 min.)"
        )
    raise RequestExpired(
        f"Signature not yet current: {claim.stamp} is still later than {basic(wall_now + SKEW_S)} "
        f"({basic(wall_now)} + 5 min.)"
    )


def expired(claim: Claim, now: float, *, signed_at: float | None = None) -> bool:
    """Is a presigned request over?

    `now` is virtual time. `signed_at` is the virtual instant that belongs to the signature's date, where the cloud's
    clock and the client's are apart.
    """
    if claim.expires_s is None:
        return False
    return now > (claim.signed_at if signed_at is None else signed_at) + claim.expires_s


def check_expiry(claim: Claim, now: float, *, signed_at: float | None = None) -> None:
    """Refuse a presigned request that is over; the arguments are those of `expired`.

    Errors: of S3 AccessDenied ("Request has expired"), else RequestExpired.
    """
    if not expired(claim, now, signed_at=signed_at):
        return
    assert claim.expires_s is not None
    start = claim.signed_at if signed_at is None else signed_at
    if claim.is_s3:
        raise ServiceError(
            "Request has expired",
            code="AccessDenied",
            status=403,
            members={
                "X-Amz-Expires": claim.expires_s,
                "Expires": extended(start + claim.expires_s),
                "ServerTime": extended(now),
            },
        )
    raise RequestExpired(
        f"Signature expired: {basic(start)} is now earlier than {basic(now - claim.expires_s)} "
        f"({basic(now)} - {claim.expires_s // 60} min.)"
    )


def _check_all_signed(request: Request, claim: Claim) -> None:
    """S3 takes no x-amz- header that the signature does not cover."""
    signed = claim.scope.signed_headers
    loose = [name for name in request.headers if name.startswith("x-amz-") and name not in signed]
    if loose and claim.kind == "query":
        # What a presigned URL says of its payload may stand in a header that was not signed.
        loose = [name for name in loose if name != "x-amz-content-sha256"]
    if loose:
        raise ServiceError(
            "There were headers present in the request which were not signed",
            code="AccessDenied",
            status=403,
            members={"HeadersNotSigned": ", ".join(loose)},
        )


def _host_unsigned(claim: Claim) -> ServiceError:
    if claim.is_s3:
        return ServiceError(
            "There were headers present in the request which were not signed",
            code="AccessDenied",
            status=403,
            members={"HeadersNotSigned": "host"},
        )
    return SignatureMismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")


def _header_missing(claim: Claim, name: str) -> ServiceError:
    if claim.is_s3:
        # S3 signs an absent header as an empty one, which no client does: its answer is a mismatch.
        return SignatureMismatch(_S3_MISMATCH)
    return IncompleteSignature(f"'{name}' is named as a SignedHeader, but it does not exist in the HTTP request.")


def basic(at: float) -> str:
    """ISO 8601 basic form: 20150830T123600Z."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))


def extended(at: float) -> str:
    """ISO 8601 extended form: 2015-08-30T12:36:00Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
