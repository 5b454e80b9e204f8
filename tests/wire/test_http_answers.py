"""Streamed answers: sources of known length, chunks of unknown number, flow control, and sources that fail."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from fogbank.wire.http import Limits
from fogbank.wire.message import Request, Response
from tests.wire.serving import at_once, both_loops, later, run, serving, until

MIB = 1 << 20
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Counting:
    """A source that says how far it has been read, and whether it was closed."""

    def __init__(self, length: int, fails_at: int | None = None) -> None:
        self.length = length
        self.given = 0
        self.closed = 0
        self.largest = 0
        self._fails_at = fails_at

    def read(self, size_bytes: int) -> bytes:
        self.largest = max(self.largest, size_bytes)
        size = min(size_bytes, self.length - self.given)
        if self._fails_at is not None and self.given + size > self._fails_at:
            raise OSError("the disk is gone")
        self.given += size
        return bytes(size)

    def close(self) -> None:
        self.closed += 1


class Ticking:
    """Chunks, with what happens to the source written down."""

    def __init__(self, chunks: list[bytes], *, endless: bool = False, fails: bool = False) -> None:
        self._chunks = chunks
        self._endless = endless
        self._fails = fails
        self.given = 0
        self.closed = 0

    def __aiter__(self) -> "Ticking":
        return self

    async def __anext__(self) -> bytes:
        if self.given < len(self._chunks):
            self.given += 1
            return self._chunks[self.given - 1]
        if self._fails:
            raise OSError("the plane is gone")
        if self._endless:
            await asyncio.Event().wait()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self.closed += 1


class TestKnownLength:
    @both_loops
    @pytest.mark.parametrize("size_bytes", [0, 1, 65536, 65537, MIB, 5 * MIB + 3])
    def test_the_whole_arrives(self, loop: str, size_bytes: int) -> None:
        async def main() -> None:
            source = Counting(size_bytes)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                answer = await client.answer()
                assert (answer.headers["content-length"], len(answer.body)) == (str(size_bytes), size_bytes)
                await until(lambda: source.closed)
                assert source.largest <= MIB
                source.__init__(size_bytes)  # type: ignore[misc]
                client.send(GET)
                assert len((await client.answer()).body) == size_bytes
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_slow_reader_holds_the_source_back(self, loop: str) -> None:
        async def main() -> None:
            source = Counting(256 * MIB)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                await until(lambda: source.given)
                given = -1
                # Until the buffers of the kernel and of the reader are full and nothing moves any more.
                while given != source.given:
                    given = source.given
                    await asyncio.sleep(0.1)
                assert given < 32 * MIB
                assert len((await client.answer()).body) == 256 * MIB
                await client.close()

        run(loop, main())

    @both_loops
    def test_others_are_served_while_a_fast_reader_is(self, loop: str) -> None:
        async def main() -> None:
            def handler(request: Request) -> Response:
                return Response(200, {}, Counting(1 << 40) if request.path == "/big" else b"small")

            async with serving(at_once(handler)) as server:
                big = await server.client()
                big.send(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")

                async def swallow() -> None:
                    while await big.reader.read(MIB):
                        pass

                swallowing = asyncio.create_task(swallow())
                for _ in range(20):
                    assert (await server.ask(GET)).body == b"small"
                swallowing.cancel()
                big.writer.transport.abort()

        run(loop, main())

    @both_loops
    def test_a_reader_that_leaves_closes_the_source(self, loop: str) -> None:
        async def main() -> None:
            source = Counting(1 << 40)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                await client.reader.read(1)
                client.writer.transport.abort()
                await until(lambda: source.closed)

        run(loop, main())

    @both_loops
    def test_a_reader_that_stops_reading_is_cut_off(self, loop: str) -> None:
        async def main() -> None:
            source = Counting(1 << 40)
            async with serving(at_once(lambda request: Response(200, {}, source)), Limits(stall_s=0.2)) as server:
                client = await server.client()
                client.send(GET)
                await until(lambda: source.closed)
                assert len(server.connections) == 0
                client.writer.transport.abort()

        run(loop, main())

    @both_loops
    def test_after_half_closing_the_rest_still_arrives(self, loop: str) -> None:
        async def main() -> None:
            source = Counting(20 * MIB)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                await until(lambda: source.given)
                client.writer.write_eof()
                assert len((await client.answer()).body) == 20 * MIB
                assert await client.ended() == b""
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_source_that_fails_cuts_the_answer_off(self, loop: str, caplog: pytest.LogCaptureFixture) -> None:
        # The client must not take it for complete: the length is known, so an early end says so.
        async def main() -> None:
            source = Counting(5 * MIB, fails_at=2 * MIB)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                assert len(await client.ended()) < 5 * MIB
                assert source.closed
                await client.close()

        run(loop, main())
        assert "the disk is gone" in caplog.text

    @both_loops
    def test_head_closes_the_source_unread(self, loop: str) -> None:
        async def main() -> None:
            source = Counting(5 * MIB)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                assert (await client.answer(bodiless=True)).headers["content-length"] == str(5 * MIB)
                assert (source.given, source.closed) == (0, 1)
                await client.close()

        run(loop, main())


class TestChunks:
    @both_loops
    def test_chunks_come_as_they_are_made(self, loop: str) -> None:
        async def main() -> None:
            gates = [asyncio.Event() for _ in range(3)]

            async def made() -> AsyncIterator[bytes]:
                for number, gate in enumerate(gates):
                    await gate.wait()
                    yield b"" if number == 1 else b"chunk %d" % number

            async with serving(at_once(lambda request: Response(200, {}, made()))) as server:  # type: ignore[arg-type]
                client = await server.client()
                client.send(GET + GET)
                assert b"Transfer-Encoding: chunked\r\n" in await client.reader.readuntil(b"\r\n\r\n")
                gates[0].set()
                assert await client.reader.readexactly(12) == b"7\r\nchunk 0\r\n"
                gates[1].set()
                gates[2].set()
                # An empty chunk would end the body: it is left out.
                assert await client.reader.readexactly(17) == b"7\r\nchunk 2\r\n0\r\n\r\n"
                assert (await client.answer()).body == b"chunk 0chunk 2"
                await client.close()

        run(loop, main())

    def test_http_1_0_gets_them_until_the_end_of_the_connection(self) -> None:
        async def main() -> None:
            source = Ticking([b"abc", b"def"])
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                answer = await client.answer()
                assert (answer.body, answer.headers["connection"]) == (b"abcdef", "close")
                assert "transfer-encoding" not in answer.headers
                assert source.closed == 1
                await client.close()

        run("asyncio", main())

    @both_loops
    def test_a_reader_that_leaves_closes_the_source(self, loop: str) -> None:
        async def main() -> None:
            source = Ticking([b"abc"], endless=True)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                await client.reader.readuntil(b"abc")
                await client.close()
                await until(lambda: source.closed)
                assert len(server.connections) == 0

        run(loop, main())

    @both_loops
    def test_a_slow_reader_holds_the_source_back(self, loop: str) -> None:
        async def main() -> None:
            source = Ticking([bytes(MIB)] * 128)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                await until(lambda: source.given)
                given = -1
                while given != source.given:
                    given = source.given
                    await asyncio.sleep(0.1)
                assert given < 32
                assert len((await client.answer()).body) == 128 * MIB
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_source_that_fails_cuts_the_answer_off(self, loop: str, caplog: pytest.LogCaptureFixture) -> None:
        async def main() -> None:
            source = Ticking([b"abc"], fails=True)
            async with serving(at_once(lambda request: Response(200, {}, source))) as server:
                client = await server.client()
                client.send(GET)
                assert not (await client.ended()).endswith(b"0\r\n\r\n")
                assert source.closed == 1
                await client.close()

        run(loop, main())
        assert "the plane is gone" in caplog.text

    def test_an_answer_for_a_client_that_left_closes_its_source(self) -> None:
        async def main() -> None:
            gate, begun = asyncio.Event(), asyncio.Event()
            chunks, counted = Ticking([b"abc"]), Counting(MIB)

            async def handler(request: Request) -> Response:
                begun.set()
                try:
                    await gate.wait()
                except asyncio.CancelledError:
                    # Too late to stop: the answer comes all the same.
                    return Response(200, {}, chunks if request.path == "/chunks" else counted)
                return Response(200)

            async with serving(later(handler)) as server:
                for path in (b"/chunks", b"/counted"):
                    begun.clear()
                    client = await server.client()
                    client.send(b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n" % path)
                    await begun.wait()
                    await client.close()
                await until(lambda: chunks.closed and counted.closed)

        run("asyncio", main())
