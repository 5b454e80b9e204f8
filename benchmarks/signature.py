"""Signature Version 4 for the clients whose requests cannot be recorded beforehand. Standard library only.

Source: AWS General Reference, Signature Version 4 signing process.
"""

import hashlib
import hmac
import time
from functools import lru_cache
from urllib.parse import quote

UNSIGNED = "UNSIGNED-PAYLOAD"


class Signer:
    """Signs requests with one key for one service of one server."""

    def __init__(self, key: str, secret: str, service: str, host: str, region: str = "us-east-1") -> None:
        self._key = key
        self._secret = secret
        self._service = service
        self._host = host
        self._region = region

    def head(
        self, method: str, path: str, headers: dict[str, str], payload: bytes | str, *, at: float | None = None
    ) -> bytes:
        """The head of a request, signed; `payload` is the body, or a word that stands for its hash."""
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))
        digest = payload if isinstance(payload, str) else hashlib.sha256(payload).hexdigest()
        signed = {"host": self._host, "x-amz-date": stamp, **{name.lower(): value for name, value in headers.items()}}
        if self._service == "s3":
            signed["x-amz-content-sha256"] = digest
        names = sorted(signed)
        canonical = "\n".join(
            [
                method,
                quote(path, safe="/~"),
                "",
                *(f"{name}:{signed[name]}" for name in names),
                "",
                ";".join(names),
                digest,
            ]
        )
        scope = f"{stamp[:8]}/{self._region}/{self._service}/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = _signing_key(self._secret, stamp[:8], self._region, self._service)
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        signed["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self._key}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
        )
        lines = [f"{method} {quote(path, safe='/~')} HTTP/1.1", *(f"{name}: {value}" for name, value in signed.items())]
        return "\r\n".join([*lines, "", ""]).encode()


@lru_cache(maxsize=16)
def _signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
