"""The reading half of an HTTP connection: bytes to requests, on httptools (llhttp), within limits.

It knows nothing of sockets, answers or time: `http.Connection` feeds it and takes the exchanges that it finds.
"""

from dataclasses import dataclass
from typing import Protocol

import httptools

from fogbank.kernel import errors
from fogbank.wire.body import BytesBody, StreamBody
from fogbank.wire.message import Request, Response

JOINED_BY = {"cookie": "; "}
NAMES_MAX = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may ask of the server."""

    head_bytes: int = 64 << 10
    headers: int = 200
    target_bytes: int = 16 << 10
    gathered_bytes: int = 64 << 10
    """A body up to this size is complete before its request is served."""
    held_bytes: int = 8 << 20
    """Of a body that nobody reads; more stays in the socket."""
    pipelined: int = 16
    drained_bytes: int = 1 << 20
    """Of a body that the answer did not wait for; with more to come the connection is closed."""
    head_s: float = 30.0
    idle_s: float = 75.0
    stall_s: float = 60.0
    linger_s: float = 2.0


class Refused(Exception):
    """The bytes are not a request that this server takes."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class Exchange:
    """One request and the state of its answer."""

    __slots__ = (
        "answered", "expects", "handle", "head_only", "keep_alive", "old", "owner", "refusal", "request", "stream",
    )  # fmt: skip

    def __init__(self, owner: "Owner", *, old: bool = False, refusal: Response | None = None) -> None:
        self.owner = owner
        self.request: Request | None = None
        self.refusal = refusal
        """The answer that is known already, to bytes that are no request."""
        self.stream: StreamBody | None = None
        self.old = old
        """HTTP/1.0: no chunked encoding, no interim answers."""
        self.keep_alive = refusal is None
        self.expects = False
        """The client holds the body back until it is asked for it."""
        self.head_only = False
        self.answered = False
        self.handle: Cancellable | None = None

    def reply(self, response: Response) -> None:
        """Answer the request; what comes after the first answer is dropped."""
        self.owner.answer(self, response)


class Cancellable(Protocol):
    def cancel(self) -> object: ...


class Owner(Protocol):
    """What the reader needs of the connection that it reads for."""

    waited_s: float
    peer: str
    secure: bool

    def take(self, exchange: Exchange) -> None: ...

    def flow(self) -> None: ...

    def go_on(self, exchange: Exchange) -> None: ...

    def answer(self, exchange: Exchange, response: Response) -> None: ...


class Reader:
    """Turns the bytes of one connection into exchanges, in order."""

    __slots__ = (
        "_chunks", "_count", "_exchange", "_head_bytes", "_held", "_limits", "_names", "_owner",
        "_parser", "_raw_left", "_stream", "_undispatched", "_url", "headers", "in_body", "in_head", "over",
    )  # fmt: skip

    def __init__(self, owner: Owner, limits: Limits, names: dict[bytes, str]) -> None:
        self._owner = owner
        self._limits = limits
        self._names = names
        self._parser: httptools.HttpRequestParser | None = httptools.HttpRequestParser(self)
        self._raw_left = 0
        self._exchange: Exchange | None = None
        self._stream: StreamBody | None = None
        self._undispatched = False
        self._chunks: list[bytes] = []
        self._url = b""
        self._head_bytes = self._held = self._count = 0
        self.headers: dict[str, str] = {}
        self.in_head = False
        self.in_body = False
        self.over = False

    @property
    def full(self) -> bool:
        """The body that is being streamed holds all that it may."""
        return self._stream is not None and self._stream.full

    def close(self) -> None:
        """Read no more; lets go of the parser, which refers back to this object."""
        self.over = True
        self._parser = None

    def feed(self, data: bytes) -> None:
        """Take what came from the socket.

        Raises `Refused` where it is not HTTP; exchanges found before that have been handed over.
        """
        if self.in_head:
            self._head_bytes += len(data)
        try:
            while data and not self.over:
                if self._raw_left:
                    data = self._feed_raw(data)
                    continue
                assert self._parser is not None
                try:
                    self._parser.feed_data(data)
                    data = b""
                except httptools.HttpParserUpgrade as upgrade:
                    # An offer to change the protocol may be ignored (RFC 9110, 7.8): go on as HTTP/1.1.
                    data = data[upgrade.args[0] :]
                    self._parser = httptools.HttpRequestParser(self)
        except httptools.HttpParserCallbackError as error:
            cause = error.__context__
            if isinstance(cause, Refused):
                raise cause from None
            raise
        except httptools.HttpParserError as error:
            if not self.over:
                raise Refused(400, f"Bad request: {error}.") from None
        if self.in_head and self._head_bytes > self._limits.head_bytes:
            raise Refused(431, "The head of the request is too large.")
        if self._stream is not None:
            self._after_part()

    def fail(self, error: errors.ServiceError) -> bool:
        """End a body that a handler is reading with `error`; false if there is none."""
        if self._stream is None or self._undispatched:
            return False
        stream, self._stream = self._stream, None
        stream.fail(error)
        return True

    # -- bodies

    def _feed_raw(self, data: bytes) -> bytes:
        """Bytes of a long body of known length: counted, not parsed. The rest is returned."""
        stream = self._stream
        assert stream is not None
        self._owner.waited_s = 0.0
        if len(data) < self._raw_left:
            self._raw_left -= len(data)
            stream.feed(data)
            return b""
        part, rest = data[: self._raw_left], data[self._raw_left :]
        self._raw_left = 0
        stream.feed(part)
        self._parser = httptools.HttpRequestParser(self)
        self.on_message_complete()
        return rest

    def _after_part(self) -> None:
        """A body goes on past the bytes that came: serve its request now, and stop parsing what is only counted."""
        stream = self._stream
        assert stream is not None
        self._dispatch_stream()
        if stream.length is not None and not self._raw_left and not stream.ended:
            self._raw_left = stream.length - stream.received
            self._parser = None

    def _dispatch_stream(self) -> None:
        if self._undispatched:
            self._undispatched = False
            assert self._exchange is not None
            self._owner.take(self._exchange)

    # -- called by httptools

    def on_message_begin(self) -> None:
        self._url = b""
        self.headers = {}
        self._head_bytes = self._held = self._count = 0
        self.in_head = True
        self._owner.waited_s = 0.0

    def on_url(self, url: bytes) -> None:
        self._url = self._url + url if self._url else url
        if len(self._url) > self._limits.target_bytes:
            raise Refused(414, "The request target is too long.")

    def on_header(self, raw_name: bytes, raw_value: bytes) -> None:
        self._count += 1
        self._held_by_head(len(raw_name) + len(raw_value) + 4)
        name = self._names.get(raw_name)
        if name is None:
            name = raw_name.decode("latin-1").lower()
            if len(self._names) < NAMES_MAX:
                self._names[raw_name] = name
        value = raw_value.decode("latin-1").strip(" \t")
        headers = self.headers
        if name in headers:
            if name == "host":
                raise Refused(400, "More than one Host header.")
            value = headers[name] + JOINED_BY.get(name, ",") + value
        headers[name] = value

    def on_headers_complete(self) -> None:
        limits = self._limits
        headers = self.headers
        parser = self._parser
        assert parser is not None
        self.in_head = False
        version = parser.get_http_version()
        if version != "1.1":
            if version != "1.0":
                raise Refused(505, "HTTP/1.1 and HTTP/1.0 are spoken here.")
        elif "host" not in headers:
            raise Refused(400, "The Host header is missing.")
        method = parser.get_method().decode("ascii")
        if method == "CONNECT":
            raise Refused(501, "CONNECT is not offered here.")
        exchange = Exchange(self._owner, old=version == "1.0")
        exchange.keep_alive = parser.should_keep_alive()
        exchange.head_only = method == "HEAD"
        if "expect" in headers:
            if headers["expect"].lower() != "100-continue":
                raise Refused(417, "The only expectation understood is 100-continue.")
            exchange.expects = not exchange.old
        length: int | None = int(headers.get("content-length") or 0)
        chunked = "transfer-encoding" in headers
        self._exchange = exchange
        if chunked or exchange.expects or (length or 0) > limits.gathered_bytes:
            owner = self._owner
            announce = (lambda: owner.go_on(exchange)) if exchange.expects else None
            stream = StreamBody(None if chunked else length, limits.held_bytes, owner.flow, announce)
            self._stream = exchange.stream = stream
            self._undispatched = True
        exchange.request = self._request(method, exchange.stream or BytesBody(b""))
        self.in_body = True
        # What httptools calls headers from here on are trailers.
        self.headers = {}
        self._head_bytes = self._held = self._count = 0
        self._owner.waited_s = 0.0

    def on_body(self, data: bytes) -> None:
        self._owner.waited_s = 0.0
        if self._stream is not None:
            self._stream.feed(data)
        else:
            self._chunks.append(data)

    def on_message_complete(self) -> None:
        exchange = self._exchange
        assert exchange is not None and exchange.request is not None
        self.in_body = False
        self._exchange = None
        stream = self._stream
        if stream is None:
            if self._chunks:
                data = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
                self._chunks = []
                exchange.request.body = BytesBody(data)
        else:
            self._stream = None
            stream.trailers.update(self.headers)
            if self._undispatched and stream.received <= self._limits.gathered_bytes:
                exchange.request.body = BytesBody(stream.take(), stream.trailers)
                exchange.stream = None
                stream = None
            else:
                stream.end()
        self.over = self.over or not exchange.keep_alive
        if stream is None or self._undispatched:
            self._undispatched = False
            self._owner.take(exchange)

    # -- heads

    def _held_by_head(self, size_bytes: int) -> None:
        # The bytes fed in earlier parts are counted by `feed`; this is for a head that came in one piece.
        self._held += size_bytes
        if self._held > self._limits.head_bytes or self._count > self._limits.headers:
            raise Refused(431, "The head of the request is too large.")

    def _request(self, method: str, body: BytesBody | StreamBody) -> Request:
        target = self._url.decode("latin-1")
        if target[0] != "/":
            target = self._origin_form(target)
        path, _, query = target.partition("?")
        owner = self._owner
        return Request(method, path, query, self.headers, body, peer=owner.peer, secure=owner.secure)

    def _origin_form(self, target: str) -> str:
        """The path of a target in absolute form, whose authority outranks the Host header (RFC 9112, 3.2.2)."""
        scheme, separator, rest = target.partition("://")
        if not separator or scheme.lower() not in ("http", "https"):
            if target == "*":
                return target
            raise Refused(400, "The request target is neither a path nor a URL.")
        cut = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
        self.headers["host"] = rest[:cut].rpartition("@")[2]
        path = rest[cut:]
        return path if path.startswith("/") else "/" + path
