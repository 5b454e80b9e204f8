"""What is not HTTP, or too much of it: a clear refusal and a closed connection each time, and the server goes on.

Random cases print their seed, which is in the test's id too.
"""

import asyncio
import random

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire.http import Limits
from fogbank.wire.message import Request, Response
from tests.wire.serving import Client, Listening, both_loops, later, run, serving, until

GOOD = b"GET /ok HTTP/1.1\r\nHost: a\r\n\r\n"
SMALL = Limits(head_s=0.3, idle_s=0.3, stall_s=0.3)


async def echo(request: Request) -> Response:
    """The size of the body; an error of the body is an answer, as it is in a real server."""
    try:
        return Response(200, {}, b"%d" % len(await request.body.read_all(1 << 20)))
    except ServiceError as error:
        return Response(error.status, {}, error.code.encode())


async def still_serves(server: Listening) -> None:
    answer = await server.ask(GOOD)
    assert (answer.status, answer.body) == (200, b"0")


async def everything(client: Client) -> bytes:
    """All that the server says until it closes."""
    return await client.ended()


def statuses(said: bytes) -> list[int]:
    """The status of each answer in what was said; everything said must be answers."""
    found = []
    while said:
        head, separator, said = said.partition(b"\r\n\r\n")
        assert separator, head
        assert head.startswith(b"HTTP/1.1 "), head
        assert b"Traceback" not in head
        found.append(int(head[9:12]))
        if found[-1] != 100:
            [length] = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length: ")]
            said = said[int(length[16:]) :]
    return found


HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
REFUSED: list[tuple[str, bytes, int]] = [
    ("no HTTP at all", b"\x00\x01\x02\x03\r\n\r\n", 400),
    ("no method", b"/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("unknown method", b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("no version", b"GET /\r\nHost: a\r\n\r\n", 505),
    ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ("HTTP/2.0 in a request line", b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("HTTP/3.0", b"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400),
    ("no host", b"GET / HTTP/1.1\r\n\r\n", 400),
    ("two hosts", HEAD + b"Host: b\r\n\r\n", 400),
    ("the same host twice", HEAD + b"host: a\r\n\r\n", 400),
    ("CONNECT", b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ("target neither path nor URL", b"GET ftp://a/b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("space in the target", b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("control character in the target", b"GET /a\x01b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("space before the colon", HEAD + b"X-A : b\r\n\r\n", 400),
    ("no colon", HEAD + b"nonsense\r\n\r\n", 400),
    ("folded header", HEAD + b"X-A: b\r\n c\r\n\r\n", 400),
    ("NUL in a value", HEAD + b"X-A: b\0c\r\n\r\n", 400),
    ("bare LF", b"GET / HTTP/1.1\nHost: a\n\n", 400),
    ("bare CR", HEAD + b"X-A: b\rX-B: c\r\n\r\n", 400),
    ("length and chunked", HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("chunked and length", HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
    ("two lengths", HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
    ("list of lengths", HEAD + b"Content-Length: 3, 3\r\n\r\nabc", 400),
    ("negative length", HEAD + b"Content-Length: -1\r\n\r\n", 400),
    ("length with a plus", HEAD + b"Content-Length: +3\r\n\r\nabc", 400),
    ("length in hexadecimal", HEAD + b"Content-Length: 0x3\r\n\r\nabc", 400),
    ("length beyond 64 bits", HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", 400),
    ("unknown transfer encoding", HEAD + b"Transfer-Encoding: gzip\r\n\r\n", 400),
    ("chunked is not last", HEAD + b"Transfer-Encoding: chunked, gzip\r\n\r\n", 400),
    ("chunked twice", HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("bad chunk size", HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", 400),
    ("chunk longer than it says", HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n", 400),
    ("chunk size beyond 64 bits", HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400),
    ("another expectation", HEAD + b"Expect: tea\r\n\r\n", 417),
    ("long target", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ("too many headers", HEAD + b"X-A: b\r\n" * 200 + b"\r\n", 431),
    ("long header", HEAD + b"X-A: " + b"b" * 70_000 + b"\r\n\r\n", 431),
    ("long head", HEAD + (b"X-A: " + b"b" * 1000 + b"\r\n") * 70 + b"\r\n", 431),
    ("endless header name", HEAD + b"a" * 200_000, 431),
    ("endless request line", b"GET /" + b"a" * 200_000, 414),
]


class TestRefusals:
    @both_loops
    @pytest.mark.parametrize(("sent", "status"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
    def test_refused_and_closed(self, loop: str, sent: bytes, status: int) -> None:
        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                client = await server.client()
                client.send(sent)
                assert statuses(await everything(client)) == [status]
                await client.close()
                await still_serves(server)

        run(loop, main())

    @pytest.mark.parametrize(("sent", "status"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
    def test_after_a_good_request_that_is_answered_first(self, sent: bytes, status: int) -> None:
        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                client = await server.client()
                client.send(GOOD + sent)
                assert statuses(await everything(client)) == [200, status]
                await client.close()

        run("uvloop", main())

    @pytest.mark.parametrize(("sent", "status"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
    def test_in_many_small_parts(self, sent: bytes, status: int) -> None:
        async def main() -> None:
            step = 1 if len(sent) < 1000 else 997
            async with serving(later(echo), SMALL) as server:
                client = await server.client()
                for at in range(0, len(sent), step):
                    client.send(sent[at : at + step])
                    await asyncio.sleep(0)
                assert statuses(await everything(client)) == [status]
                await client.close()

        run("asyncio", main())

    @both_loops
    def test_a_chunked_body_that_breaks_while_it_is_read(self, loop: str) -> None:
        async def main() -> None:
            begun = asyncio.Event()

            async def handler(request: Request) -> Response:
                begun.set()
                return await echo(request)

            async with serving(later(handler), SMALL) as server:
                client = await server.client()
                client.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                await begun.wait()
                client.send(b"nonsense\r\n")
                said = await everything(client)
                assert statuses(said) == [400]
                assert said.endswith(b"IncompleteBody")
                await client.close()
                await still_serves(server)

        run(loop, main())


class TestCutOff:
    @both_loops
    def test_at_every_byte(self, loop: str) -> None:
        whole = b"POST /p?q HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhello"

        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                for end in range(len(whole)):
                    client = await server.client()
                    client.send(whole[:end])
                    client.writer.write_eof()
                    # Nothing said, nothing answered; else the client is told that more was expected.
                    assert statuses(await everything(client)) == ([400] if end else []), end
                    await client.close()
                await still_serves(server)
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    def test_connections_that_are_reset(self, loop: str) -> None:
        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                for sent in (
                    b"",
                    b"GET",
                    HEAD,
                    GOOD,
                    b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc",
                ):
                    client = await server.client()
                    client.send(sent)
                    await asyncio.sleep(0)
                    client.writer.transport.abort()
                await still_serves(server)
                await until(lambda: not len(server.connections))

        run(loop, main())


class TestSlow:
    @both_loops
    def test_a_head_that_drips(self, loop: str) -> None:
        # Each byte comes in time; the head as a whole does not.
        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                client = await server.client()

                async def drip() -> None:
                    for byte in b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + b"b" * 10_000:
                        client.send(bytes([byte]))
                        await asyncio.sleep(0.02)

                dripping = asyncio.create_task(drip())
                assert statuses(await everything(client)) == [408]
                dripping.cancel()
                await client.close()
                await still_serves(server)

        run(loop, main())

    @both_loops
    def test_a_connection_that_says_nothing(self, loop: str) -> None:
        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                silent, idle = await server.client(), await server.client()
                idle.send(GOOD)
                assert (await idle.answer()).status == 200
                assert await everything(silent) == b""
                assert await everything(idle) == b""
                await silent.close()
                await idle.close()

        run(loop, main())

    def test_a_client_that_sends_requests_and_reads_no_answers(self) -> None:
        async def main() -> None:
            async def handler(request: Request) -> Response:
                return Response(200, {}, bytes(1 << 20))

            async with serving(later(handler), Limits(stall_s=0.3, pipelined=4)) as server:
                client = await server.client()
                client.writer.transport.pause_reading()  # type: ignore[attr-defined]
                client.send(GOOD * 10_000)
                await until(lambda: not len(server.connections))
                client.writer.transport.abort()

        run("asyncio", main())


def broken(rng: random.Random) -> bytes:
    """Something between noise and a request with one thing wrong."""
    body = rng.randbytes(rng.choice([0, 1, 10, 1000]))
    good = b"PUT /k%d HTTP/1.1\r\nHost: a\r\nX-A: %b\r\nContent-Length: %d\r\n\r\n%b" % (
        rng.randrange(9), rng.randbytes(4).hex().encode(), len(body), body,
    )  # fmt: skip
    chunked = b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (
        len(body) or 1,
        body or b"x",
    )
    kind = rng.randrange(7)
    if kind == 0:
        return rng.randbytes(rng.randrange(1, 3000))
    if kind == 1:
        return good[: rng.randrange(1, len(good))]
    if kind == 2:
        data = bytearray(rng.choice([good, chunked]))
        for _ in range(rng.randrange(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    if kind == 3:
        return good.replace(b"Content-Length: ", b"Content-Length: %d" % rng.randrange(1, 9))
    if kind == 4:
        at = rng.randrange(len(chunked))
        return chunked[:at] + rng.randbytes(rng.randrange(1, 20)) + chunked[at:]
    if kind == 5:
        return good * rng.randrange(1, 5) + rng.randbytes(rng.randrange(1, 200))
    return b"".join(
        rng.choice([b"\r\n", b"\n", b":", b" ", b"GET", b"/", b"HTTP/1.1", b"a", b"\0"]) for _ in range(200)
    )


class TestNoise:
    @both_loops
    @pytest.mark.parametrize("seed", range(12))
    def test_never_a_hang_nor_a_5xx(self, loop: str, seed: int, caplog: pytest.LogCaptureFixture) -> None:
        print(f"seed {seed}")
        rng = random.Random(seed)

        async def one(server: Listening, sent: bytes, step: int, *, ends: bool) -> None:
            client = await server.client()
            try:
                for at in range(0, len(sent), step):
                    client.send(sent[at : at + step])
                    await client.writer.drain()
                if ends:
                    client.writer.write_eof()
                said = await everything(client)
            except ConnectionError:
                said = b""
            # TLS is not offered here, so a first byte that asks for it is noise like any other.
            for status in statuses(said):
                assert status < 500 or status in (501, 505), sent
            await client.close()

        async def main() -> None:
            async with serving(later(echo), SMALL) as server:
                cases = [(broken(rng), rng.choice([1, 7, 1 << 20]), rng.random() < 0.5) for _ in range(40)]
                await asyncio.gather(*(one(server, sent, step, ends=ends) for sent, step, ends in cases))
                await still_serves(server)
                await until(lambda: not len(server.connections))

        run(loop, main())
        assert "Traceback" not in caplog.text
