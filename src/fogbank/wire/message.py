"""An HTTP request and an HTTP response, as everything in this room sees them. No parsing here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fogbank.kernel.ports import Body, ByteSource, ChunkSource

if TYPE_CHECKING:
    from fogbank.wire.form import Form


class Request:
    """One HTTP request whose head is complete.

    `headers` has lower-case names; a header that came twice is joined with "," (as SigV4 signs it; cookies with "; ").
    Values are Latin-1, so that every byte survives. `path` and `query` are as they were sent (percent-encoded, without
    "?"). `host` is the Host header in lower case without port, `endpoint` the scheme, host and port that the client
    used ("http://127.0.0.1:4566"). `form` is set where a browser posted one, its file still to be read.
    """

    __slots__ = ("body", "endpoint", "form", "headers", "host", "method", "path", "peer", "query", "secure")

    def __init__(
        self,
        method: str,
        path: str,
        query: str,
        headers: dict[str, str],
        body: Body,
        *,
        peer: str = "127.0.0.1",
        secure: bool = False,
    ) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.form: Form | None = None
        self.peer = peer
        self.secure = secure
        authority = headers.get("host", "")
        self.endpoint = ("https://" if secure else "http://") + authority
        name, _, port = authority.rpartition(":")
        self.host = (name if port.isdigit() else authority).lower()


class Response:
    """One HTTP response: complete bytes, or a source that is streamed.

    The connection adds Content-Length or Transfer-Encoding, Date, Server and Connection; nothing else. A
    Content-Length given here counts only in the answer to HEAD, which has no body to measure.
    """

    __slots__ = ("body", "headers", "status")

    def __init__(
        self, status: int, headers: Mapping[str, str] | None = None, body: bytes | ByteSource | ChunkSource = b""
    ) -> None:
        self.status = status
        self.headers = dict(headers or {})
        self.body = body
