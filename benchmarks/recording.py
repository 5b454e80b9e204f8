"""Records the bytes that boto3 would send for a call: its headers, checksums and signature, without sending them."""

from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config

REGION = "us-east-1"

# Never part of a signature; a replaying client sends the body at once, so that asking first makes no sense.
_LEFT_OUT = frozenset({"expect", "host"})


class Recorded(BaseException):
    """Carries the bytes out of the middle of a call. No Exception, so that botocore does not retry it."""

    def __init__(self, data: bytes) -> None:
        self.data = data


class Recorder:
    """boto3's core, pointed at one server with one key: calls, and recordings of calls."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        self._url = url
        self._session = botocore.session.Session()
        self._session.set_credentials(key, secret)
        self._clients: dict[str, Any] = {}
        self._recording = False

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=60)
            client = self._session.create_client(service, REGION, endpoint_url=self._url, config=config)
            client.meta.events.register("before-send", self._before_send)
            self._clients[service] = client
        return self._clients[service]

    def _before_send(self, request: Any, **_: Any) -> None:
        if self._recording:
            raise Recorded(wire_bytes(request))

    def call(self, service: str, operation: str, **params: Any) -> Any:
        """Make a call (snake case, as boto3 has it): its result."""
        return getattr(self._client(service), operation)(**params)

    def record(self, service: str, operation: str, **params: Any) -> bytes:
        """The bytes of a call; they are valid for the five minutes that AWS allows a clock to be off."""
        self._recording = True
        try:
            self.call(service, operation, **params)
        except Recorded as recorded:
            return recorded.data
        finally:
            self._recording = False
        raise AssertionError(f"{service} {operation} was made without a request")


def wire_bytes(request: Any) -> bytes:
    """A prepared request as it goes over the wire, its `Expect` left out."""
    parts = urlsplit(request.url)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    lines = [f"{request.method} {target} HTTP/1.1", f"Host: {parts.netloc}"]
    body = request.body or b""
    if not isinstance(body, bytes | bytearray | str):
        body = body.read()
    body = body.encode() if isinstance(body, str) else bytes(body)
    names = set()
    for name, value in request.headers.items():
        if name.lower() not in _LEFT_OUT:
            names.add(name.lower())
            lines.append(f"{name}: {value.decode() if isinstance(value, bytes) else value}")
    assert "transfer-encoding" not in names, "a body of unknown length cannot be replayed"
    if body and "content-length" not in names:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
