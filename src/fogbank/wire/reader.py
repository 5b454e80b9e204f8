"""The reading half of an HTTP connection: bytes to requests, on httptools (llhttp), within limits.

It knows nothing of sockets, answers or time: `http.Connection` feeds it and takes the exchanges that it finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import httptools

from fogbank.kernel import errors
from fogbank.wire.body import BytesBody, StreamBody
from fogbank.wire.message import Request, Response

JOINED_BY: Mapping[str, str] = {"cookie": "; "}
NAMES_MAX = 1024
PENDING = BytesBody(b"")
"""Stands in a request until its body is complete; no handler sees it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may ask of the server."""

    head_bytes: int = 64 << 10
    headers: int = 200
    target_bytes: int = 16 << 10
    gathered_bytes: int = 64 << 10
    """A body up to this size is complete before its request is served."""
    held_bytes: int = 2 << 20
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

    request: Request | None = None
    refusal: Response | None = None
    """The answer that is known already, to bytes that are no request."""
    stream: StreamBody | None = None
    old = False
    """HTTP/1.0: no chunked encoding, no interim answers."""
    keep_alive = True
    expects = False
    """The client holds the body back until it is asked for it."""
    head_only = False
    answered = False
    handle: "Cancellable | None" = None

    def __init__(self, owner: "Owner") -> None:
        self.owner = owner

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
        "_chunks", "_exchange", "_fed_bytes", "_framing", "_head_bytes", "_limits", "_names", "_owner",
        "_parser", "_raw", "_raw_left", "_stream", "_undispatched", "_url", "in_body", "in_head", "over",
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
        self._head_bytes = 0
        self._fed_bytes = 0
        self._framing = b""
        self._raw: list[tuple[bytes, bytes]] = []
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
        self._fed_bytes = len(data)
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
                    if self._framing:
                        # llhttp took the body for the other protocol: a head without the offer makes it one again.
                        self._parser.feed_data(b"POST / HTTP/1.1\r\n%b\r\n\r\n" % self._framing)
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
        self._raw = []
        self._head_bytes = 0
        self.in_head = True
        self._owner.waited_s = 0.0

    def on_url(self, url: bytes) -> None:
        self._url = self._url + url if self._url else url
        if len(self._url) > self._limits.target_bytes:
            raise Refused(414, "The request target is too long.")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._raw.append((name, value))

    def on_headers_complete(self) -> None:
        if self._framing:
            self._framing, self._raw, self.in_head = b"", [], False
            return
        headers = self._headers()
        parser = self._parser
        assert parser is not None
        self.in_head = False
        exchange = self._exchange = Exchange(self._owner)
        version = parser.get_http_version()
        if version != "1.1":
            if version != "1.0":
                raise Refused(505, "HTTP/1.1 and HTTP/1.0 are spoken here.")
            exchange.old = True
        elif "host" not in headers:
            raise Refused(400, "The Host header is missing.")
        method = parser.get_method().decode("ascii")
        if method == "CONNECT":
            raise Refused(501, "CONNECT is not offered here.")
        if not parser.should_keep_alive():
            exchange.keep_alive = False
        if method == "HEAD":
            exchange.head_only = True
        if "expect" in headers:
            if headers["expect"].lower() != "100-continue":
                raise Refused(417, "The only expectation understood is 100-continue.")
            exchange.expects = not exchange.old
        length = int(headers["content-length"]) if "content-length" in headers else 0
        if length > self._limits.gathered_bytes or exchange.expects or "transfer-encoding" in headers:
            self._stream = exchange.stream = self._new_stream(exchange, headers, length)
            self._undispatched = True
        exchange.request = self._request(method, headers, exchange.stream or PENDING)
        if "upgrade" in headers and parser.should_upgrade():
            if "transfer-encoding" in headers:
                self._framing = b"Transfer-Encoding: chunked"
            elif length:
                self._framing = b"Content-Length: %d" % length
        self.in_body = True
        self._owner.waited_s = 0.0

    def on_body(self, data: bytes) -> None:
        self._owner.waited_s = 0.0
        if self._stream is not None:
            self._stream.feed(data)
        else:
            self._chunks.append(data)

    def on_message_complete(self) -> None:
        if self._framing:
            return
        exchange = self._exchange
        assert exchange is not None and exchange.request is not None
        self.in_body = False
        self._exchange = None
        stream = self._stream
        if stream is None:
            data = b""
            if self._chunks:
                data = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
                self._chunks = []
            exchange.request.body = BytesBody(data)
        else:
            self._stream = None
            if self._raw:
                # What httptools calls headers after the end of the head are trailers.
                stream.trailers.update(self._headers())
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

    def _new_stream(self, exchange: Exchange, headers: dict[str, str], length: int) -> StreamBody:
        owner = self._owner
        announce = (lambda: owner.go_on(exchange)) if exchange.expects else None
        known = None if "transfer-encoding" in headers else length
        return StreamBody(known, self._limits.held_bytes, owner.flow, announce)

    # -- heads

    def _headers(self) -> dict[str, str]:
        """The header lines collected since the last call."""
        raw, self._raw = self._raw, []
        limits, names = self._limits, self._names
        # A head that came in several parts is counted by `feed`; this is for a head within one big part.
        if len(raw) > limits.headers or (
            self._fed_bytes > limits.head_bytes and sum(len(n) + len(v) + 4 for n, v in raw) > limits.head_bytes
        ):
            raise Refused(431, "The head of the request is too large.")
        headers: dict[str, str] = {}
        for raw_name, raw_value in raw:
            name = names.get(raw_name)
            if name is None:
                name = raw_name.decode("latin-1").lower()
                if len(names) < NAMES_MAX:
                    names[raw_name] = name
            value = raw_value.decode("latin-1").rstrip(" \t")
            if name in headers:
                if name == "host":
                    raise Refused(400, "More than one Host header.")
                value = headers[name] + JOINED_BY.get(name, ",") + value
            headers[name] = value
        return headers

    def _request(self, method: str, headers: dict[str, str], body: BytesBody | StreamBody) -> Request:
        target = self._url.decode("latin-1")
        if target[0] != "/":
            target = self._origin_form(target, headers)
        path, _, query = target.partition("?")
        owner = self._owner
        return Request(method, path, query, headers, body, peer=owner.peer, secure=owner.secure)

    def _origin_form(self, target: str, headers: dict[str, str]) -> str:
        """The path of a target in absolute form, whose authority outranks the Host header (RFC 9112, 3.2.2)."""
        scheme, separator, rest = target.partition("://")
        if not separator or scheme.lower() not in ("http", "https"):
            if target == "*":
                return target
            raise Refused(400, "The request target is neither a path nor a URL.")
        cut = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
        headers["host"] = rest[:cut].rpartition("@")[2]
        path = rest[cut:]
        return path if path.startswith("/") else "/" + path
