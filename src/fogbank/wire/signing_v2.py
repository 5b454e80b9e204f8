"""Signature Version 2 of S3: SDKs still make it by default for presigned URLs and forms against a custom endpoint.

Source: S3 developer guide, Signing and Authenticating REST Requests (Signature Version 2).
Differs: a presigned URL of this version carries its end and not its beginning, so its end is on the client's clock.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl

from fogbank.kernel.errors import ServiceError
from fogbank.wire.claims import UNSIGNED, Claim, Scope
from fogbank.wire.message import Request
from fogbank.wire.quirks.s3_addressing import bucket_of_host

_SUBRESOURCES = frozenset({
    "accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory", "lifecycle", "location",
    "logging", "metrics", "notification", "object-lock", "partNumber", "policy", "replication", "requestPayment",
    "response-cache-control", "response-content-disposition", "response-content-encoding",
    "response-content-language", "response-content-type", "response-expires", "restore", "select", "select-type",
    "storageClass", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
})  # fmt: skip


def from_query(request: Request) -> Claim:
    """What a presigned URL says of who signed it. Errors: AccessDenied."""
    given = dict(parse_qsl(request.query, keep_blank_values=True, encoding="latin-1"))
    expires = given.get("Expires", "")
    if not expires.isdigit() or not given["AWSAccessKeyId"] or not given["Signature"]:
        raise ServiceError(
            "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
            code="AccessDenied",
            status=403,
        )
    claim = _claim("query", given["AWSAccessKeyId"], given["Signature"], float(expires))
    claim.expires_s = 0
    claim.stamp = expires
    claim.token = given.get("x-amz-security-token")
    return claim


def from_header(request: Request, authorization: str) -> Claim:
    """What `Authorization: AWS key:signature` says of who signed. Errors: InvalidArgument."""
    key, colon, signature = authorization.removeprefix("AWS ").partition(":")
    if not colon or not key or not signature:
        raise ServiceError(
            "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
            code="InvalidArgument",
            status=400,
        )
    claim = _claim("header", key, signature, 0.0)
    claim.token = request.headers.get("x-amz-security-token")
    return claim


def from_form(fields: Mapping[str, str]) -> Claim:
    """What a browser's form says of who signed its policy."""
    claim = _claim("form", fields["awsaccesskeyid"], fields.get("signature", ""), 0.0)
    claim.token = fields.get("x-amz-security-token")
    return claim


def _claim(kind: str, key: str, signature: str, at: float) -> Claim:
    claim = Claim(kind, Scope([key, "", "", "s3", ""], ""), signature, "", at)
    claim.version = 2
    claim.payload = UNSIGNED
    return claim


def check(request: Request, claim: Claim, secret: str) -> None:
    """Verify the signature of a request. Errors: SignatureDoesNotMatch."""
    given = parse_qsl(request.query, keep_blank_values=True, encoding="latin-1")
    headers = dict(request.headers)
    if claim.kind == "query":
        headers |= {name: value for name, value in given if name.startswith(("x-amz-", "content-"))}
    date = claim.stamp if claim.kind == "query" else "" if "x-amz-date" in headers else headers.get("date", "")
    amz = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers) if name.startswith("x-amz-"))
    named = sorted((name, value) for name, value in given if name in _SUBRESOURCES)
    resource = _path(request) + ("?" if named else "")
    resource += "&".join(f"{name}={value}" if value else name for name, value in named)
    front = f"{request.method}\n{headers.get('content-md5', '')}\n{headers.get('content-type', '')}\n{date}\n"
    compare(front + amz + resource, claim, secret)


def compare(text: str, claim: Claim, secret: str) -> None:
    """Verify the signature over a text. Errors: SignatureDoesNotMatch."""
    wanted = b64encode(hmac.digest(secret.encode(), text.encode("latin-1", "replace"), "sha1")).decode()
    if not hmac.compare_digest(wanted.encode(), claim.signature.encode("latin-1", "replace")):
        raise ServiceError(
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method.",
            code="SignatureDoesNotMatch",
            status=403,
            members={"AWSAccessKeyId": claim.access_key, "StringToSign": text, "SignatureProvided": claim.signature},
        )


def _path(request: Request) -> str:
    bucket = bucket_of_host(request.host) if "." in request.host else None
    return request.path if bucket is None else f"/{bucket}{request.path}"
