"""Requests and their answers: what reaches the handler, order, versions, and how a connection ends."""

import asyncio
import socket

import pytest

from fogbank.wire.http import Limits
from fogbank.wire.message import Request, Response
from tests.wire.serving import at_once, both_loops, later, run, serving, until

GET = (
    b"GET /a%20b?x=1&y HTTP/1.1\r\nHost: Example.COM:4566\r\nX-Two: a\r\nX-Two: b\r\nCookie: c=1\r\nCookie: d=2\r\n\r\n"
)


def echo(request: Request) -> Response:
    assert request.body.data is not None
    return Response(200, {"X-Path": request.path}, request.method.encode() + b" " + request.body.data)


def seen(request: Request) -> Response:
    lines = [request.method, request.path, request.query, request.host, request.endpoint, request.peer]
    lines += [f"{name}={value}" for name, value in sorted(request.headers.items())]
    return Response(200, {}, "\n".join(lines).encode())


class TestShape:
    @both_loops
    def test_what_the_handler_sees(self, loop: str) -> None:
        async def main() -> None:
            async with serving(at_once(seen)) as server:
                answer = await server.ask(GET)
                assert answer.body.decode().split("\n") == [
                    "GET", "/a%20b", "x=1&y", "example.com", "http://Example.COM:4566", "127.0.0.1",
                    "cookie=c=1; d=2", "host=Example.COM:4566", "x-two=a,b",
                ]  # fmt: skip

        run(loop, main())

    def test_the_connection_adds_its_headers_once(self) -> None:
        async def main() -> None:
            headers = {"Content-Length": "99", "connection": "x", "Date": "never", "X-Mine": "1", "Server": "AmazonS3"}
            async with serving(at_once(lambda request: Response(200, headers, b"abc"))) as server:
                for _ in range(2):
                    # The second time the names are known: the path through the head writer is another.
                    answer = await server.ask(GET)
                    # RFC 9110, 5.6.7: the form of an HTTP date. The instant is the clock that the test handed in.
                    assert answer.headers == {
                        "x-mine": "1",
                        "server": "AmazonS3",
                        "date": "Sun, 30 Aug 2015 12:36:00 GMT",
                        "content-length": "3",
                    }

        run("asyncio", main())

    def test_a_line_break_in_a_value_makes_no_header(self) -> None:
        async def main() -> None:
            headers = {"X-Mine": "a\r\nX-Other: b\nX-Third: c\rd"}
            async with serving(at_once(lambda request: Response(200, headers, b""))) as server:
                answer = await server.ask(GET)
                assert answer.headers["x-mine"] == "a  X-Other: b X-Third: c d"
                assert "x-other" not in answer.headers

        run("asyncio", main())

    def test_values_keep_their_bytes(self) -> None:
        async def main() -> None:
            def handler(request: Request) -> Response:
                return Response(200, {"X-Back": request.headers["x-mine"], "X-Far": "\u20ac"}, b"")

            async with serving(at_once(handler)) as server:
                answer = await server.ask(b"GET / HTTP/1.1\r\nHost: a\r\nX-Mine:  \xc3\xa9\xff \t\r\n\r\n")
                assert b"\r\nX-Back: \xc3\xa9\xff\r\n" in answer.head
                assert b"\r\nX-Far: \xe2\x82\xac\r\n" in answer.head

        run("asyncio", main())

    def test_a_target_in_absolute_form_names_the_host(self) -> None:
        # RFC 9112, 3.2.2: the authority of the target replaces the Host header.
        async def main() -> None:
            async with serving(at_once(seen)) as server:
                for target, path, host in [
                    (b"http://b.s3.amazonaws.com/k?q=1", "/k", "b.s3.amazonaws.com"),
                    (b"http://s3.amazonaws.com?q=1", "/", "s3.amazonaws.com"),
                    (b"http://u:p@s3.amazonaws.com:80/", "/", "s3.amazonaws.com"),
                ]:
                    answer = await server.ask(b"GET %b HTTP/1.1\r\nHost: other\r\n\r\n" % target)
                    lines = answer.body.decode().split("\n")
                    assert (lines[1], lines[3]) == (path, host)

        run("asyncio", main())


class TestOrder:
    @both_loops
    def test_pipelined_requests_are_answered_in_order(self, loop: str) -> None:
        async def main() -> None:
            async def handler(request: Request) -> Response:
                # The first is the slowest: order must not come from speed.
                await asyncio.sleep(0.05 if request.path == "/0" else 0)
                return echo(request)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(
                    b"".join(b"PUT /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n%d" % (n, n) for n in range(9))
                )
                for n in range(9):
                    answer = await client.answer()
                    assert (answer.headers["x-path"], answer.body) == (f"/{n}", b"PUT %d" % n)
                await client.close()

        run(loop, main())

    @both_loops
    def test_many_pipelined_requests_do_not_pile_up(self, loop: str) -> None:
        # Answered at once, thousands in one segment: no recursion, and no loss when reading is paused in between.
        async def main() -> None:
            async with serving(at_once(echo), Limits(pipelined=4)) as server:
                client = await server.client()
                client.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000)
                for _ in range(20_000):
                    assert (await client.answer()).status == 200
                await client.close()

        run(loop, main())

    def test_requests_wait_while_one_is_worked_on(self) -> None:
        async def main() -> None:
            gate = asyncio.Event()
            begun: list[str] = []

            async def handler(request: Request) -> Response:
                begun.append(request.path)
                await gate.wait()
                return Response(200)

            async with serving(later(handler), Limits(pipelined=4)) as server:
                client = await server.client()
                client.send(b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
                await until(lambda: begun)
                # A turn of the loop for each that could wrongly begin.
                for _ in range(50):
                    await asyncio.sleep(0)
                assert begun == ["/x"]
                gate.set()
                for _ in range(50):
                    assert (await client.answer()).status == 200
                assert len(begun) == 50
                await client.close()

        run("asyncio", main())

    def test_bytes_one_by_one(self) -> None:
        async def main() -> None:
            async with serving(at_once(echo)) as server:
                client = await server.client()
                for (
                    byte
                ) in b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /q HTTP/1.1\r\nHost: a\r\n\r\n":
                    client.send(bytes([byte]))
                    await asyncio.sleep(0)
                assert (await client.answer()).body == b"POST abc"
                assert (await client.answer()).headers["x-path"] == "/q"
                await client.close()

        run("asyncio", main())

    def test_a_second_answer_is_dropped(self) -> None:
        async def main() -> None:
            def serve(request: Request, reply: object) -> None:
                assert callable(reply)
                reply(Response(200, {}, b"first"))
                reply(Response(200, {}, b"second"))

            async with serving(serve) as server:
                client = await server.client()
                client.send(GET * 2)
                assert [(await client.answer()).body for _ in range(2)] == [b"first", b"first"]
                await client.close()

        run("asyncio", main())

    @both_loops
    @pytest.mark.parametrize("when", ["at once", "later"])
    def test_a_handler_that_raises_is_a_500(self, loop: str, when: str, caplog: pytest.LogCaptureFixture) -> None:
        async def main() -> None:
            def broken(request: Request) -> Response:
                raise RuntimeError("a secret")

            async def broken_later(request: Request) -> Response:
                await asyncio.sleep(0)
                return broken(request)

            async with serving(at_once(broken) if when == "at once" else later(broken_later)) as server:
                client = await server.client()
                client.send(GET * 2)
                for _ in range(2):
                    answer = await client.answer()
                    assert answer.status == 500
                    assert b"secret" not in answer.body
                await client.close()

        run(loop, main())
        assert "a secret" in caplog.text


class TestVersionsAndEnds:
    @both_loops
    @pytest.mark.parametrize(
        ("request_line", "header", "kept", "connection"),
        [
            (b"GET / HTTP/1.1", b"", True, None),
            (b"GET / HTTP/1.1", b"Connection: close\r\n", False, "close"),
            (b"GET / HTTP/1.0", b"", False, "close"),
            (b"GET / HTTP/1.0", b"Connection: keep-alive\r\n", True, "keep-alive"),
        ],
    )
    def test_keeping_the_connection(
        self, loop: str, request_line: bytes, header: bytes, kept: bool, connection: str | None
    ) -> None:
        # RFC 9112, 9.3: persistence.
        async def main() -> None:
            async with serving(at_once(echo)) as server:
                client = await server.client()
                client.send(request_line + b"\r\nHost: a\r\n" + header + b"\r\n")
                assert (await client.answer()).headers.get("connection") == connection
                if kept:
                    client.send(request_line + b"\r\nHost: a\r\n" + header + b"\r\n")
                    assert (await client.answer()).status == 200
                else:
                    assert await client.ended() == b""
                await client.close()

        run(loop, main())

    def test_http_1_0_needs_no_host(self) -> None:
        async def main() -> None:
            async with serving(at_once(echo)) as server:
                assert (await server.ask(b"GET / HTTP/1.0\r\n\r\n")).status == 200

        run("asyncio", main())

    @pytest.mark.parametrize("length", [None, "1234"])
    def test_head_has_the_length_and_no_body(self, length: str | None) -> None:
        async def main() -> None:
            headers = {} if length is None else {"Content-Length": length}
            async with serving(at_once(lambda request: Response(200, headers, b"abc"))) as server:
                client = await server.client()
                client.send(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + GET)
                assert (await client.answer(bodiless=True)).headers["content-length"] == (length or "3")
                assert (await client.answer()).body == b"abc"
                await client.close()

        run("asyncio", main())

    @pytest.mark.parametrize("status", [204, 304])
    def test_answers_that_have_no_body(self, status: int) -> None:
        # RFC 9110, 8.6: no Content-Length in a 204.
        async def main() -> None:
            async with serving(at_once(lambda request: Response(status, {}, b""))) as server:
                client = await server.client()
                client.send(GET * 2)
                for _ in range(2):
                    answer = await client.answer()
                    assert (answer.status, "content-length" in answer.headers) == (status, False)
                await client.close()

        run("asyncio", main())

    @both_loops
    @pytest.mark.parametrize(
        "framing", [b"Content-Length: 3\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"]
    )
    def test_an_offer_to_upgrade_is_ignored(self, loop: str, framing: bytes) -> None:
        # RFC 9110, 7.8. curl --http2 sends this; the body must not be taken for the other protocol.
        async def main() -> None:
            async with serving(at_once(echo)) as server:
                client = await server.client()
                head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
                client.send(head + framing + b"GET /q HTTP/1.1\r\nHost: a\r\n\r\n")
                assert (await client.answer()).body == b"POST abc"
                assert (await client.answer()).headers["x-path"] == "/q"
                client.send(b"GET /r HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
                assert (await client.answer()).headers["x-path"] == "/r"
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_client_that_leaves_cancels_its_request(self, loop: str) -> None:
        async def main() -> None:
            begun, cancelled = asyncio.Event(), asyncio.Event()

            async def handler(request: Request) -> Response:
                begun.set()
                try:
                    await asyncio.Event().wait()
                finally:
                    cancelled.set()
                return Response(200)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(GET)
                await begun.wait()
                await client.close()
                await cancelled.wait()
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    def test_a_client_that_only_stops_sending_gets_its_answer(self, loop: str) -> None:
        async def main() -> None:
            big = bytes(4 << 20)
            async with serving(at_once(lambda request: Response(200, {}, big))) as server:
                client = await server.client()
                client.send(GET)
                client.writer.write_eof()
                assert (await client.answer()).body == big
                assert await client.ended() == b""
                await client.close()

        run(loop, main())


class TestShutdown:
    @both_loops
    def test_idle_ones_close_and_answers_in_flight_finish(self, loop: str) -> None:
        async def main() -> None:
            begun, gate = asyncio.Event(), asyncio.Event()

            async def handler(request: Request) -> Response:
                if request.path == "/slow":
                    begun.set()
                    await gate.wait()
                return Response(200, {}, b"done")

            async with serving(later(handler)) as server:
                idle, fresh, busy = [await server.client() for _ in range(3)]
                idle.send(GET)
                assert (await idle.answer()).status == 200
                busy.send(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                await begun.wait()
                closing = asyncio.create_task(server.connections.close(20))
                assert await idle.ended() == b""
                assert await fresh.ended() == b""
                assert not closing.done()
                gate.set()
                answer = await busy.answer()
                assert (answer.body, answer.headers["connection"]) == (b"done", "close")
                assert await busy.ended() == b""
                await closing
                for client in (idle, fresh, busy):
                    await client.close()

        run(loop, main())

    @both_loops
    def test_what_does_not_finish_is_cut_off(self, loop: str) -> None:
        async def main() -> None:
            begun = asyncio.Event()

            async def handler(request: Request) -> Response:
                begun.set()
                await asyncio.Event().wait()
                return Response(200)

            async with serving(later(handler)) as server:
                client = await server.client()
                client.send(GET)
                await begun.wait()
                await server.connections.close(0.05)
                assert len(server.connections) == 0
                assert await client.ended() == b""
                await client.close()

        run(loop, main())

    def test_nothing_is_left_when_all_clients_left(self) -> None:
        async def main() -> None:
            async with serving(at_once(echo)) as server:
                for _ in range(5):
                    raw = socket.create_connection(("127.0.0.1", server.port))
                    raw.close()
                    assert (await server.ask(GET)).status == 200
                await until(lambda: not len(server.connections))

        run("asyncio", main())
