"""Requests for the tests of signatures: AWS's published examples, and ones that botocore signed."""

from calendar import timegm
from time import strptime

from fogbank.wire.body import BytesBody
from fogbank.wire.message import Request

ID = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
"""Of AWS's Signature Version 4 test suite."""

S3_ID = "AKIAIOSFODNN7EXAMPLE"
S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
"""Of the examples in the S3 API Reference."""


def instant(stamp: str) -> float:
    return float(timegm(strptime(stamp, "%Y%m%dT%H%M%SZ")))


def request(
    method: str, target: str, headers: dict[str, str], body: bytes = b"", *, authorization: str | None = None
) -> Request:
    """A request as `reader.py` would hand it over."""
    path, _, query = target.partition("?")
    lower = {name.lower(): value for name, value in headers.items()}
    if authorization is not None:
        lower["authorization"] = authorization
    return Request(method, path, query, lower, BytesBody(body))


def authorization(scope: str, signed: str, signature: str, key: str = ID) -> str:
    return f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={signed}, Signature={signature}"
