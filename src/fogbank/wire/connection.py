"""One HTTP/1.1 or 1.0 connection: what stands between a socket and `serve(request, reply)`.

Here are the order of answers, flow control and what happens when time runs out. Parsing is in `reader.py`, answers
in `writer.py`, TLS in `tls.py`; what all connections share is in `http.py`.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Protocol, cast

from fogbank.kernel import errors
from fogbank.kernel.ports import ByteSource, ChunkSource
from fogbank.wire.body import StreamBody, incomplete, timed_out
from fogbank.wire.message import Request, Response
from fogbank.wire.reader import Cancellable, Exchange, Limits, Reader, Refused
from fogbank.wire.writer import CONTINUE, JOINED_BYTES_MAX, ByteSender, ChunkSender, Heads, Transport, counted

Reply = Callable[[Response], None]
Serve = Callable[[Request, Reply], Cancellable | None]

BODILESS = frozenset({100, 101, 102, 103, 204, 304})
TLS_HANDSHAKE = 0x16
CLOSE = "Connection: close\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
KEEP_ALIVE = "Connection: keep-alive\r\n"

FAILED = Response(500, {"Content-Type": "text/plain"}, b"Internal failure.\n")

log = logging.getLogger("fogbank.http")


class Server(Protocol):
    """What a connection needs of what all connections share."""

    serve: Serve
    limits: Limits
    secure: "Secure | None"
    heads: Heads
    names: dict[bytes, str]
    closing: bool
    streamed: bool

    def add(self, connection: "Connection") -> None: ...

    def remove(self, connection: "Connection") -> None: ...


class Connection(asyncio.Protocol):
    """One connection of a client."""

    __slots__ = (
        "_buffered_bytes", "_current", "_ended", "_lingering", "_pumping", "_queue", "_reader", "_reading_paused",
        "_sender", "_server", "loop", "peer", "secure", "transport", "waited_s", "writing_paused",
    )  # fmt: skip

    def __init__(self, server: Server, loop: asyncio.AbstractEventLoop) -> None:
        self._server = server
        self.loop = loop
        self.transport: Transport
        self.peer = ""
        self.secure = False
        self.waited_s = 0.0
        self.writing_paused = False
        self._reader: Reader | None = None
        self._current: Exchange | None = None
        self._queue: deque[Exchange] = deque()
        self._sender: ByteSender | ChunkSender | None = None
        self._reading_paused = False
        self._pumping = False
        self._lingering = False
        self._ended = False
        self._buffered_bytes = 0

    # -- called by the transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(Transport, transport)
        peer = transport.get_extra_info("peername")
        self.peer = peer[0] if isinstance(peer, tuple) else "127.0.0.1"
        self._server.add(self)
        if self._server.closing:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        reader = self._reader
        if reader is None:
            if data[0] == TLS_HANDSHAKE and not self.secure and self._server.secure is not None:
                self._start_tls(self._server.secure, data)
                return
            reader = self._reader = Reader(self, self._server.limits, self._server.names)
        if self._lingering or reader.over:
            return
        try:
            reader.feed(data)
        except Refused as refused:
            self._refuse(reader, refused)
        except Exception:
            log.exception("reading a request failed")
            self.transport.abort()

    def _start_tls(self, secure: "Secure", data: bytes) -> None:
        self.secure = True
        try:
            secure(self, cast(asyncio.Transport, self.transport)).data_received(data)
        except Exception:
            log.exception("TLS could not be started")
            self.transport.abort()

    def eof_received(self) -> bool:
        """The client will send no more. A request that is cut off is told so; one that waits is given up."""
        reader, current = self._reader, self._current
        if reader is None or self.secure or self._lingering:
            return False
        self._ended = True
        over, reader.over = reader.over, True
        if not over and reader.fail(incomplete()):
            return current is not None
        if not over and (reader.in_head or reader.in_body):
            self._refuse(reader, Refused(400, "The request is incomplete."))
            return True
        if current is None:
            return bool(self._queue)
        current.keep_alive = False
        # Without a sender the answer may never come (a long poll): that client is taken to be gone.
        return isinstance(self._sender, ByteSender)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.remove(self)
        reader, current, sender = self._reader, self._current, self._sender
        self._current = self._sender = None
        self._queue.clear()
        if reader is not None:
            reader.fail(incomplete())
            reader.close()
        if sender is not None:
            sender.cancel()
        if current is not None and not current.answered:
            if current.stream is not None:
                current.stream.fail(incomplete())
            handle, current.handle = current.handle, None
            if handle is not None:
                handle.cancel()

    def pause_writing(self) -> None:
        self.writing_paused = True

    def resume_writing(self) -> None:
        self.writing_paused = False
        self.waited_s = 0.0
        if self._sender is not None:
            self._sender.go_on()
        else:
            self._pump()

    # -- called by the reader

    def take(self, exchange: Exchange) -> None:
        """Serve a request, now or after those before it."""
        if self._current is None and not self.writing_paused and not self._queue:
            self._serve(exchange)
        else:
            self._queue.append(exchange)
            self.flow()

    def flow(self) -> None:
        """Read from the socket or not, as what is held demands."""
        held = len(self._queue) > self._server.limits.pipelined
        reader = self._reader
        if not held and reader is not None:
            held = reader.full
        if held != self._reading_paused and not self.transport.is_closing():
            self._reading_paused = held
            if held:
                self.transport.pause_reading()
            else:
                self.waited_s = 0.0
                self.transport.resume_reading()

    @property
    def streams(self) -> bool:
        """Whether a large body is on its way, in or out."""
        return self._sender is not None or (self._current is not None and self._current.stream is not None)

    def go_on(self, exchange: Exchange) -> None:
        """The handler wants the body that the client holds back."""
        if exchange is self._current and not exchange.answered:
            exchange.expects = False
            self.waited_s = 0.0
            self.transport.write(CONTINUE)

    # -- exchanges

    def _pump(self) -> None:
        if self._pumping:
            return
        self._pumping = True
        try:
            while self._queue and self._current is None and not self.writing_paused:
                self._serve(self._queue.popleft())
        finally:
            self._pumping = False
        self.flow()

    def _serve(self, exchange: Exchange) -> None:
        self._current = exchange
        request = exchange.request
        if request is None:
            assert exchange.refusal is not None
            self.answer(exchange, exchange.refusal)
            return
        try:
            handle = self._server.serve(request, exchange.reply)
        except Exception:
            log.exception("serving a request failed")
            self.answer(exchange, FAILED)
            return
        if handle is not None and not exchange.answered:
            exchange.handle = handle
            if isinstance(handle, asyncio.Future):
                handle.add_done_callback(partial(self._ended_work, exchange))

    def _ended_work(self, exchange: Exchange, work: "asyncio.Future[object]") -> None:
        """The work on a request is over; where it failed without an answer, the client must not wait for one."""
        if not work.cancelled() and (error := work.exception()) is not None and not exchange.answered:
            log.error("serving a request failed", exc_info=error)
            self.answer(exchange, FAILED)

    def answer(self, exchange: Exchange, response: Response) -> None:
        """Write the answer of the request in turn; a second answer, or one for a client that left, is dropped."""
        body = response.body
        if exchange is not self._current or exchange.answered or self.transport.is_closing():
            exchange.answered = True
            if not isinstance(body, bytes):
                self._let_go(body)
            return
        exchange.answered = True
        exchange.handle = None
        self.waited_s = 0.0
        if self._server.closing:
            exchange.keep_alive = False
        stream = exchange.stream
        if stream is not None:
            self._server.streamed = True
            if not stream.ended:
                exchange.keep_alive = exchange.keep_alive and self._may_drain(exchange, stream)
                stream.discard()
        if isinstance(body, bytes):
            self._write_bytes(exchange, response, body)
            self.sent()
        elif exchange.head_only:
            self.transport.write(self._head(exchange, response, _length(body.length) if counted(body) else ""))
            self._let_go(body)
            self.sent()
        else:
            self._stream(exchange, response, body)

    def _write_bytes(self, exchange: Exchange, response: Response, body: bytes) -> None:
        size_bytes = len(body)
        framing = f"Content-Length: {size_bytes}\r\n"
        if response.status in BODILESS:
            framing, body = "", b""
        head = self._head(exchange, response, framing)
        if exchange.head_only:
            body = b""
        if size_bytes <= JOINED_BYTES_MAX:
            self.transport.write(head + body)
        else:
            self.transport.write(head)
            self.transport.write(body)

    def _stream(self, exchange: Exchange, response: Response, body: ByteSource | ChunkSource) -> None:
        if not counted(body):
            if exchange.old:
                exchange.keep_alive = False
            self.transport.write(self._head(exchange, response, "" if exchange.old else CHUNKED))
            self._sender = ChunkSender(self, cast(ChunkSource, body), self.loop, framed=not exchange.old)
            return
        head = self._head(exchange, response, _length(body.length))
        sender = self._sender = ByteSender(self, body, self.loop)
        block = sender.first() if body.length else b""
        if body.length and not block:
            return
        if len(block) <= JOINED_BYTES_MAX:
            self.transport.write(head + block)
            sender.go_on()
        else:
            self.transport.write(head)
            self.transport.write(block)
            sender.schedule()

    def sent(self) -> None:
        """The answer in turn is complete: go on to the next request, or close."""
        exchange, reader = self._current, self._reader
        self._sender = None
        self._current = None
        self.waited_s = 0.0
        if exchange is None or reader is None:
            return
        if not exchange.keep_alive or (reader.over and not self._queue):
            self._finish(exchange)
        elif self._queue:
            self._pump()

    def broken(self) -> None:
        """The answer in turn cannot be completed."""
        self.transport.abort()

    def _head(self, exchange: Exchange, response: Response, framing: str) -> bytes:
        framing += CLOSE if not exchange.keep_alive else KEEP_ALIVE if exchange.old else ""
        return self._server.heads.make(response, framing, keeps_length=exchange.head_only)

    def _may_drain(self, exchange: Exchange, stream: StreamBody) -> bool:
        """Is it cheaper to read the rest of a body that nobody wants than to close the connection?"""
        if exchange.expects or stream.length is None:
            return False
        return stream.length - stream.received <= self._server.limits.drained_bytes

    def _finish(self, exchange: Exchange) -> None:
        """Close after the last answer; with bytes still coming in, only once the client has had time to read it."""
        self._queue.clear()
        unread = exchange.request is None or (exchange.stream is not None and not exchange.stream.ended)
        if not unread or self._ended or not self.transport.can_write_eof():
            self.transport.close()
            return
        self._lingering = True
        self.transport.write_eof()
        if self._reading_paused:
            self._reading_paused = False
            self.transport.resume_reading()

    def _refuse(self, reader: Reader, refused: Refused) -> None:
        reader.over = True
        if reader.fail(errors.ServiceError(refused.text, code="IncompleteBody", status=400)):
            # A handler reads the body: it meets the error there and answers; unless it has answered already.
            if self._current is None:
                self.transport.close()
            return
        text = refused.text.encode("latin-1", "replace") + b"\n"
        exchange = Exchange(self)
        exchange.refusal = Response(refused.status, {"Content-Type": "text/plain"}, text)
        exchange.keep_alive = False
        self.take(exchange)

    def _let_go(self, body: ByteSource | ChunkSource) -> None:
        if counted(body):
            body.close()
        else:
            self.loop.create_task(cast(ChunkSource, body).aclose())

    # -- time

    def close_when_idle(self) -> None:
        """Close now, or after the answer that is being worked on."""
        reader = self._reader
        if self._current is None and not self._queue and not (reader is not None and reader.in_body):
            self.transport.close()

    def age(self, seconds: float) -> None:
        """Time has passed: give up a client that keeps the connection waiting for too long."""
        self.waited_s += seconds
        limits, reader, current = self._server.limits, self._reader, self._current
        buffered = self.transport.get_write_buffer_size()
        if buffered:
            if buffered != self._buffered_bytes:
                self._buffered_bytes = buffered
                self.waited_s = 0.0
            elif self.waited_s > limits.stall_s:
                self.transport.abort()
        elif self._lingering:
            if self.waited_s > limits.linger_s:
                self.transport.abort()
        elif current is not None:
            stream = current.stream
            reading = stream is not None and not stream.ended and not self._reading_paused and not current.expects
            if not reading:
                self.waited_s = 0.0
            elif self.waited_s > limits.stall_s and reader is not None:
                reader.over = True
                reader.fail(timed_out())
        elif reader is None:
            if self.waited_s > (limits.head_s if self.secure else limits.idle_s):
                self.transport.abort()
        elif reader.in_head or reader.in_body:
            if self.waited_s > (limits.head_s if reader.in_head else limits.stall_s):
                self._refuse(reader, Refused(408, "The request took too long to arrive."))
        elif self.waited_s > limits.idle_s:
            self.transport.close()


def _length(size_bytes: int) -> str:
    return f"Content-Length: {size_bytes}\r\n"


Secure = Callable[[Connection, asyncio.Transport], asyncio.Protocol]
"""Puts TLS between a socket's transport and a connection (`tls.Authority.secure`)."""
