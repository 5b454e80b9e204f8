"""Request bodies: complete before the handler runs, streamed to it under backpressure, held back, or not wanted."""

import asyncio
import random

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire.http import Limits
from fogbank.wire.message import Request, Response
from tests.wire.serving import at_once, both_loops, later, run, serving, until

MIB = 1 << 20
NEXT = b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n"


def put(size_bytes: int, extra: bytes = b"") -> bytes:
    return b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%b\r\n" % (size_bytes, extra)


def chunks(data: bytes, sizes: list[int]) -> bytes:
    framed, at = [], 0
    for size in sizes:
        piece = data[at : at + size]
        at += size
        framed.append(b"%x;note=1\r\n%b\r\n" % (len(piece), piece))
    return b"".join(framed) + b"0\r\n"


async def back(request: Request) -> Response:
    """The body as it was read, and what the body said of itself."""
    complete = request.body.data is not None
    data = await request.body.read_all(64 * MIB)
    assert await request.body.read() == b""
    headers = {"X-Complete": str(complete), "X-Length": str(request.body.length), **request.body.trailers}
    return Response(200, headers, data)


class TestComplete:
    @both_loops
    @pytest.mark.parametrize(("size_bytes", "complete"), [(0, "True"), (1, "True"), (65536, "True"), (65537, "False")])
    def test_up_to_64_kib_the_handler_has_the_whole(self, loop: str, size_bytes: int, complete: str) -> None:
        async def main() -> None:
            data = random.Random(size_bytes).randbytes(size_bytes)
            async with serving(later(back)) as server:
                client = await server.client()
                # The head alone first: what matters is the length, not what has come already.
                client.send(put(size_bytes))
                await asyncio.sleep(0)
                client.send(data + NEXT)
                answer = await client.answer()
                assert (answer.body, answer.headers["x-complete"]) == (data, complete)
                assert answer.headers["x-length"] == str(size_bytes)
                assert (await client.answer()).status == 200
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_chunked_body_with_trailers(self, loop: str) -> None:
        async def main() -> None:
            data = random.Random(1).randbytes(300_000)
            head = b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            trailers = b"X-Sum: 7\r\nX-Other: a\r\n\r\n"
            async with serving(later(back)) as server:
                client = await server.client()
                client.send(head + chunks(data, [1, 70_000, 229_998, 1]) + trailers + NEXT)
                answer = await client.answer()
                assert answer.body == data
                assert (answer.headers["x-sum"], answer.headers["x-other"]) == ("7", "a")
                assert answer.headers["x-length"] == "None"
                assert (await client.answer()).body == b""
                # One that came at once with its head is complete.
                client.send(head + chunks(b"abc", [1, 2]) + trailers)
                answer = await client.answer()
                assert (answer.body, answer.headers["x-complete"], answer.headers["x-sum"]) == (b"abc", "True", "7")
                await client.close()

        run(loop, main())

    def test_too_large_for_the_reader(self) -> None:
        async def main() -> None:
            async def handler(request: Request) -> Response:
                try:
                    await request.body.read_all(1000)
                except ServiceError as error:
                    return Response(error.status, {}, error.code.encode())
                return Response(200)

            async with serving(later(handler)) as server:
                for request in (
                    put(1001) + bytes(1001),
                    put(100_000) + bytes(100_000),
                    b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunks(bytes(1001), [1001])
                    + b"\r\n",
                ):
                    answer = await server.ask(request)
                    assert (answer.status, answer.body) == (413, b"RequestEntityTooLarge")

        run("asyncio", main())


class TestStreamed:
    @both_loops
    def test_memory_stays_bounded_while_nobody_reads(self, loop: str) -> None:
        async def main() -> None:
            seen: list[Request] = []
            gate = asyncio.Event()
            total = 64 * MIB
            size_max = 0

            async def handler(request: Request) -> Response:
                nonlocal size_max
                seen.append(request)
                await gate.wait()
                size = 0
                while block := await request.body.read():
                    size += len(block)
                    size_max = max(size_max, len(block))
                return Response(200, {}, b"%d" % size)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(put(total))

                async def send() -> None:
                    for _ in range(total // MIB):
                        client.send(bytes(MIB))
                        await client.writer.drain()

                sending = asyncio.create_task(send())
                await until(lambda: seen and seen[0].body.full)  # type: ignore[attr-defined]
                for _ in range(50):
                    await asyncio.sleep(0.001)
                held = seen[0].body.received  # type: ignore[attr-defined]
                # Two blocks, and the part of the socket's read that went over.
                assert 2 * MIB <= held <= 3 * MIB
                assert not sending.done()
                gate.set()
                assert (await client.answer()).body == b"%d" % total
                await sending
                # Read while more came in, a block is about 1 MiB; the first has all that was held.
                assert size_max <= 9 * MIB
                client.send(NEXT)
                assert (await client.answer()).body == b"0"
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_client_that_leaves_ends_the_read(self, loop: str) -> None:
        async def main() -> None:
            failed: list[ServiceError] = []

            def serve(request: Request, reply: object) -> None:
                async def work() -> None:
                    try:
                        await request.body.read_all(MIB)
                    except ServiceError as error:
                        failed.append(error)

                tasks.append(asyncio.get_running_loop().create_task(work()))

            tasks: list[asyncio.Task[None]] = []
            async with serving(serve) as server:
                client = await server.client()
                client.send(put(100_000) + bytes(70_000))
                await until(lambda: tasks)
                client.writer.transport.abort()
                await until(lambda: failed)
                assert (failed[0].code, failed[0].status) == ("IncompleteBody", 400)

        run(loop, main())

    @both_loops
    def test_a_body_cut_short_is_told_so(self, loop: str) -> None:
        # Source: S3 API Reference, Error responses, IncompleteBody.
        async def main() -> None:
            async def handler(request: Request) -> Response:
                try:
                    await request.body.read_all(MIB)
                except ServiceError as error:
                    return Response(error.status, {}, error.message.encode())
                return Response(200)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(put(100_000) + bytes(70_000))
                client.writer.write_eof()
                answer = await client.answer()
                expected = b"You did not provide the number of bytes specified by the Content-Length HTTP header"
                assert (answer.status, answer.body) == (400, expected)
                assert await client.ended() == b""
                await client.close()

        run(loop, main())


class TestHeldBack:
    """Expect: 100-continue (RFC 9110, 10.1.1)."""

    @both_loops
    @pytest.mark.parametrize("size_bytes", [3, 100_000])
    def test_the_interim_answer_comes_when_the_body_is_read(self, loop: str, size_bytes: int) -> None:
        async def main() -> None:
            gate, begun = asyncio.Event(), asyncio.Event()

            async def handler(request: Request) -> Response:
                begun.set()
                await gate.wait()
                return await back(request)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(put(size_bytes, b"Expect: 100-Continue\r\n"))
                await begun.wait()
                waiting = asyncio.create_task(client.reader.readexactly(25))
                await asyncio.sleep(0.01)
                assert not waiting.done()
                gate.set()
                assert await waiting == b"HTTP/1.1 100 Continue\r\n\r\n"
                client.send(bytes(size_bytes) + NEXT)
                assert (await client.answer()).body == bytes(size_bytes)
                assert (await client.answer()).status == 200
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_refusal_comes_without_the_body(self, loop: str) -> None:
        async def main() -> None:
            async with serving(at_once(lambda request: Response(403, {}, b"no"))) as server:
                client = await server.client()
                client.send(put(5 * MIB, b"Expect: 100-continue\r\n"))
                answer = await client.answer()
                # Whether the body still comes cannot be known, so the connection cannot be used again.
                assert (answer.status, answer.headers["connection"]) == (403, "close")
                assert await client.ended() == b""
                await client.close()

        run(loop, main())

    def test_a_client_that_does_not_wait_is_not_asked(self) -> None:
        async def main() -> None:
            async with serving(later(back)) as server:
                for size_bytes in (3, 100_000):
                    answer = await server.ask(put(size_bytes, b"Expect: 100-continue\r\n") + bytes(size_bytes))
                    assert (answer.status, answer.body) == (200, bytes(size_bytes))

        run("asyncio", main())

    def test_http_1_0_knows_no_interim_answer(self) -> None:
        async def main() -> None:
            async with serving(later(back)) as server:
                client = await server.client()
                client.send(b"PUT / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
                await asyncio.sleep(0.01)
                client.send(b"abc")
                assert (await client.answer()).body == b"abc"
                await client.close()

        run("asyncio", main())

    def test_another_expectation_is_refused(self) -> None:
        async def main() -> None:
            async with serving(later(back)) as server:
                assert (await server.ask(put(3, b"Expect: tea\r\n") + b"abc")).status == 417

        run("asyncio", main())


class TestNotWanted:
    """The answer comes before the body has been read."""

    @both_loops
    def test_a_short_rest_is_read_and_the_connection_goes_on(self, loop: str) -> None:
        async def main() -> None:
            async with serving(at_once(lambda request: Response(403, {}, request.path.encode()))) as server:
                client = await server.client()
                client.send(put(MIB))
                assert (await client.answer()).status == 403
                client.send(bytes(MIB) + NEXT)
                assert (await client.answer()).body == b"/next"
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_long_rest_ends_the_connection_after_the_answer(self, loop: str) -> None:
        # The client is still sending when the answer is written: it must get the answer, not a reset.
        async def main() -> None:
            async with serving(at_once(lambda request: Response(403, {}, b"no"))) as server:
                client = await server.client()
                client.send(put(64 * MIB))
                for _ in range(4):
                    client.send(bytes(MIB))
                    await client.writer.drain()
                answer = await client.answer()
                assert (answer.status, answer.body, answer.headers["connection"]) == (403, b"no", "close")
                await client.close()
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    def test_a_client_that_never_stops_sending_is_cut_off(self, loop: str) -> None:
        async def main() -> None:
            async with serving(at_once(lambda request: Response(403)), Limits(linger_s=0.1)) as server:
                client = await server.client()
                client.send(put(1 << 40))

                async def send() -> None:
                    while True:
                        client.send(bytes(MIB))
                        await client.writer.drain()

                assert (await client.answer()).status == 403
                with pytest.raises(ConnectionError):
                    await send()

        run(loop, main())


class TestSlowClients:
    @both_loops
    def test_a_body_that_stalls_fails_the_read(self, loop: str) -> None:
        # Source: S3 API Reference, Error responses, RequestTimeout.
        async def main() -> None:
            async def handler(request: Request) -> Response:
                try:
                    await request.body.read_all(MIB)
                except ServiceError as error:
                    return Response(error.status, {}, error.code.encode())
                return Response(200)

            async with serving(later(handler), Limits(stall_s=0.1)) as server:
                client = await server.client()
                client.send(put(100_000) + bytes(70_000))
                answer = await client.answer()
                assert (answer.status, answer.body) == (400, b"RequestTimeout")
                await client.close()

        run(loop, main())

    def test_a_short_body_that_stalls_is_a_408(self) -> None:
        async def main() -> None:
            async with serving(later(back), Limits(stall_s=0.1)) as server:
                client = await server.client()
                client.send(put(10) + b"abc")
                assert (await client.answer()).status == 408
                assert await client.ended() == b""
                await client.close()

        run("asyncio", main())

    def test_a_body_that_keeps_coming_may_take_its_time(self) -> None:
        async def main() -> None:
            async with serving(later(back), Limits(stall_s=0.2)) as server:
                client = await server.client()
                client.send(put(70_000) + bytes(69_992))
                for _ in range(8):
                    await asyncio.sleep(0.06)
                    client.send(b"x")
                assert (await client.answer()).status == 200
                await client.close()

        run("asyncio", main())

    def test_a_handler_may_take_longer_than_any_limit(self) -> None:
        async def main() -> None:
            async def handler(request: Request) -> Response:
                await asyncio.sleep(0.3)
                return await back(request)

            limits = Limits(stall_s=0.1, head_s=0.1, idle_s=0.1)
            async with serving(later(handler), limits) as server:
                assert (await server.ask(put(3) + b"abc")).body == b"abc"
                # Held back by the client until it is asked: it is the handler that takes its time.
                client = await server.client()
                client.send(put(3, b"Expect: 100-continue\r\n"))
                assert (await client.answer()).status == 100
                client.send(b"abc")
                assert (await client.answer()).body == b"abc"
                await client.close()

        run("asyncio", main())
