"""The writing half of an HTTP connection: heads of answers, and bodies streamed under flow control."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol, TypeGuard

from fogbank.kernel.ports import ByteSource, ChunkSource
from fogbank.wire.body import BLOCK_BYTES
from fogbank.wire.message import Response

JOINED_BYTES_MAX = 64 << 10
"""An answer up to this size goes out with its head in one write."""

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
PHRASES: Mapping[int, str] = {
    101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
    207: "Multi-Status", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
    402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
    408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
    413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
    417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked",
    424: "Failed Dependency", 428: "Precondition Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    507: "Insufficient Storage", 509: "Bandwidth Limit Exceeded",
}  # fmt: skip
STATUS_LINES: Mapping[int, str] = {status: f"HTTP/1.1 {status} {phrase}\r\n" for status, phrase in PHRASES.items()}
OURS = frozenset({"transfer-encoding", "connection", "keep-alive", "date"})
NAMES_MAX = 1024

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

log = logging.getLogger("fogbank.http")


class Transport(Protocol):
    """What a connection needs of asyncio's transport, or of TLS above it."""

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...

    def abort(self) -> None: ...

    def is_closing(self) -> bool: ...

    def can_write_eof(self) -> bool: ...

    def write_eof(self) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def get_write_buffer_size(self) -> int: ...


class Heads:
    """Makes the heads of answers; one for all connections of a server, because it keeps what rarely changes."""

    __slots__ = ("_date_line", "_next_second", "_now", "_plain")

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._plain: set[str] = set()
        """Names of headers, as services spell them, that mean nothing to the connection."""
        self._next_second = 0
        self._date_line = ""

    def date_line(self) -> str:
        """The Date header line of this second of the wall clock (clients correct their own clock by it)."""
        now = self._now()
        if not self._next_second - 1 <= now < self._next_second:
            second = int(now)
            t = time.gmtime(second)
            self._date_line = (
                f"Date: {DAYS[t.tm_wday]}, {t.tm_mday:02} {MONTHS[t.tm_mon - 1]} {t.tm_year} "
                f"{t.tm_hour:02}:{t.tm_min:02}:{t.tm_sec:02} GMT\r\n"
            )
            self._next_second = second + 1
        return self._date_line

    def make(self, response: Response, framing: str, *, keeps_length: bool = False) -> bytes:
        """The head of one answer.

        `framing` are the header lines that say how long the body is and what becomes of the connection.
        `keeps_length`: a Content-Length among the headers wins over that of `framing`.
        """
        status, headers = response.status, response.headers
        start = STATUS_LINES.get(status) or f"HTTP/1.1 {status} Status {status}\r\n"
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        end = "Server: Fogbank\r\n"
        if not headers.keys() <= self._plain:
            lines, end, framing = self._sift(lines, headers, framing, keeps_length)
        text = "".join(lines)
        if text.count("\n") != len(lines) or text.count("\r") != len(lines):
            # A line break in a value (an object's metadata, say) must not become a header of its own.
            text = "".join([line[:-2].replace("\r", " ").replace("\n", " ") + "\r\n" for line in lines])
        text = f"{start}{text}{end}{self.date_line()}{framing}\r\n"
        try:
            return text.encode("latin-1")
        except UnicodeEncodeError:
            # A value that is no Latin-1 goes out as UTF-8, and only that: the others hold bytes as they came.
            return b"\r\n".join([line.encode("latin-1" if _is_latin(line) else "utf-8") for line in text.split("\r\n")])

    def _sift(
        self, lines: list[str], headers: Mapping[str, str], framing: str, keeps_length: bool
    ) -> tuple[list[str], str, str]:
        """Take out the headers that are the connection's own affair; learn the names of the others."""
        kept: list[str] = []
        end = "Server: Fogbank\r\n"
        for (name, value), line in zip(headers.items(), lines, strict=True):
            lower = name.lower()
            if lower in OURS:
                continue
            if lower == "content-length":
                if keeps_length:
                    rest = [part for part in framing.splitlines(True) if not part.startswith("Content-Length")]
                    framing = f"Content-Length: {int(value)}\r\n" + "".join(rest)
                continue
            if lower == "server":
                end = ""
            elif len(self._plain) < NAMES_MAX:
                self._plain.add(name)
            kept.append(line)
        return kept, end, framing


def counted(body: ByteSource | ChunkSource) -> TypeGuard[ByteSource]:
    """Whether it is known how long the body of an answer is."""
    return isinstance(getattr(body, "length", None), int)


def _is_latin(text: str) -> bool:
    return all(character <= "\xff" for character in text)


class Sink(Protocol):
    """What a sender needs of its connection."""

    transport: Transport
    writing_paused: bool

    def sent(self) -> None:
        """The body is complete."""

    def broken(self) -> None:
        """The body cannot be completed: the client must see that it is cut off."""


class ByteSender:
    """Sends a `ByteSource` in blocks of 1 MiB, never more than one ahead of the socket."""

    __slots__ = ("_left", "_loop", "_scheduled", "_sink", "_source")

    def __init__(self, sink: Sink, source: ByteSource, loop: asyncio.AbstractEventLoop) -> None:
        self._sink = sink
        self._source: ByteSource | None = source
        self._left = source.length
        self._loop = loop
        self._scheduled = False

    def first(self) -> bytes:
        """The first block, so that a small body can go out together with its head."""
        return self._read()

    def go_on(self) -> None:
        """Send the next block, if the socket takes it."""
        self._scheduled = False
        source = self._source
        if source is None or self._sink.writing_paused:
            return
        if not self._left:
            self.cancel()
            self._sink.sent()
            return
        if block := self._read():
            self._sink.transport.write(block)
            self.schedule()

    def schedule(self) -> None:
        """Go on in the next turn of the loop, so that others are served in between."""
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self.go_on)

    def cancel(self) -> None:
        """Close the source."""
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _read(self) -> bytes:
        assert self._source is not None
        try:
            block = self._source.read(min(self._left, BLOCK_BYTES))
        except Exception:
            log.exception("the source of an answer failed")
            block = b""
        if not 0 < len(block) <= self._left:
            self.cancel()
            self._sink.broken()
            return b""
        self._left -= len(block)
        return block


class ChunkSender:
    """Sends a `ChunkSource` as it comes, in chunked encoding (`framed`) or until the connection closes."""

    __slots__ = ("_framed", "_free", "_sink", "_source", "_task")

    def __init__(self, sink: Sink, source: ChunkSource, loop: asyncio.AbstractEventLoop, *, framed: bool) -> None:
        self._sink = sink
        self._source = source
        self._framed = framed
        self._free: asyncio.Future[None] | None = None
        self._task = loop.create_task(self._run())

    def go_on(self) -> None:
        """The socket takes more again."""
        if self._free is not None and not self._free.done():
            self._free.set_result(None)

    def cancel(self) -> None:
        """Stop; the source is closed by the task that reads it."""
        self._task.cancel()

    async def _run(self) -> None:
        sink = self._sink
        try:
            async for chunk in self._source:
                if chunk:
                    sink.transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if self._framed else chunk)
                    if sink.writing_paused:
                        self._free = asyncio.get_running_loop().create_future()
                        await self._free
        except asyncio.CancelledError:
            return
        except Exception:
            log.exception("the source of an answer failed")
            sink.broken()
            return
        finally:
            await self._source.aclose()
        if self._framed:
            sink.transport.write(b"0\r\n\r\n")
        sink.sent()
