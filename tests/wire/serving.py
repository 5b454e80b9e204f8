"""A server on a loopback socket, and a client that sends exact bytes and waits for no longer than a deadline."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvloop

from fogbank.wire.http import Connections, Limits
from fogbank.wire.message import Request, Response

DEADLINE_S = 30.0
NOW = 1_440_938_160.0
"""2015-08-30T12:36:00Z, the moment of AWS's Signature Version 4 examples."""

Handler = Callable[[Request], Awaitable[Response]]
both_loops = pytest.mark.parametrize("loop", ["asyncio", "uvloop"])


def run(loop: str, main: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine on one of the two event loops, within the deadline."""

    async def bounded() -> None:
        await asyncio.wait_for(main, DEADLINE_S)

    if loop == "uvloop":
        uvloop.run(bounded())
    else:
        asyncio.run(bounded())


def at_once(handler: Callable[[Request], Response]) -> Callable[..., None]:
    """A `serve` that answers before it returns."""

    def serve(request: Request, reply: Callable[[Response], None]) -> None:
        reply(handler(request))

    return serve


def later(handler: Handler) -> Callable[..., "asyncio.Task[None]"]:
    """A `serve` that answers from a task, which is cancelled when the client leaves."""

    def serve(request: Request, reply: Callable[[Response], None]) -> "asyncio.Task[None]":
        async def work() -> None:
            reply(await handler(request))

        return asyncio.get_running_loop().create_task(work())

    return serve


async def until(condition: Callable[[], object]) -> None:
    """Let others run until the condition holds; the deadline is that of `run`."""
    while not condition():
        await asyncio.sleep(0.001)


class Listening:
    """A server that is listening."""

    def __init__(self, port: int, connections: Connections) -> None:
        self.port = port
        self.connections = connections

    async def client(self) -> "Client":
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        return Client(reader, writer)

    async def ask(self, data: bytes) -> "Answer":
        """One connection, one request, one answer."""
        client = await self.client()
        client.send(data)
        answer = await client.answer()
        await client.close()
        return answer


@asynccontextmanager
async def serving(serve: Callable[..., Any], limits: Limits | None = None, **options: Any) -> AsyncIterator[Listening]:
    """Listen on a free port while the block runs."""
    connections = Connections(serve, now=lambda: NOW, limits=limits, **options)
    server = await asyncio.get_running_loop().create_server(connections.protocol, "127.0.0.1", 0)
    try:
        yield Listening(server.sockets[0].getsockname()[1], connections)
    finally:
        server.close()
        await connections.close(0.5)


class Answer:
    """One HTTP response as it came."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes, head: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.head = head


class Client:
    """A connection on which exact bytes are sent."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def answer(self, *, bodiless: bool = False) -> Answer:
        """The next answer, without its chunked encoding; up to the connection's end where it gives no length."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers: dict[str, str] = {}
        for line in lines[1:-2]:
            name, _, value = line.partition(": ")
            assert name.lower() not in headers, f"{name} came twice"
            headers[name.lower()] = value
        body = b""
        if bodiless or status < 200 or status in (204, 304):
            pass
        elif headers.get("transfer-encoding") == "chunked":
            chunks = []
            while size := int(await self.reader.readuntil(b"\r\n"), 16):
                chunks.append(await self.reader.readexactly(size))
                assert await self.reader.readexactly(2) == b"\r\n"
            assert await self.reader.readexactly(2) == b"\r\n"
            body = b"".join(chunks)
        elif "content-length" in headers:
            body = await self.reader.readexactly(int(headers["content-length"]))
        else:
            body = await self.reader.read(-1)
        return Answer(status, headers, body, head)

    async def ended(self) -> bytes:
        """What still comes until the server closes."""
        try:
            return await self.reader.read(-1)
        except ConnectionError:
            return b""

    async def close(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except ConnectionError:
            # The server was first.
            return
