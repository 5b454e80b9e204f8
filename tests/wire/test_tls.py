"""TLS on the plain port: certificates, names, big bodies, and handshakes that go wrong."""

import asyncio
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fogbank.planes.authority import LocalAuthority
from fogbank.wire.http import Limits
from fogbank.wire.message import Request, Response
from fogbank.wire.tls import CONTEXTS_MAX, Contexts
from tests.wire.serving import Client, Listening, at_once, both_loops, later, run, serving, until

MIB = 1 << 20
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Secured(Contexts):
    """Contexts with their authority in a directory."""

    def __init__(self, directory: Path) -> None:
        self.root = LocalAuthority(directory / "ca", time.time)
        super().__init__(self.root, directory / "ca", time.time)


def trusting(made: Secured) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(made.root.certificate_path))


async def secure_client(server: Listening, context: ssl.SSLContext, name: str = "localhost") -> Client:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", server.port, ssl=context, server_hostname=name, limit=1 << 22
    )
    return Client(reader, writer)


async def echo(request: Request) -> Response:
    return Response(200, {"X-Secure": request.endpoint}, await request.body.read_all(64 * MIB))


class TestConnections:
    @both_loops
    def test_both_on_one_port(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), secure=made.secure) as server:
                plain = await server.ask(GET)
                assert plain.headers["x-secure"] == "http://a"
                client = await secure_client(server, trusting(made))
                for _ in range(2):
                    client.send(GET)
                    assert (await client.answer()).headers["x-secure"] == "https://a"
                tls = client.writer.get_extra_info("ssl_object")
                assert tls.version() in ("TLSv1.2", "TLSv1.3")
                await client.close()

        run(loop, main())

    @both_loops
    @pytest.mark.parametrize(
        "name",
        [
            "localhost",
            "127.0.0.1",
            "bucket.s3.localhost",
            "sqs.us-east-1.amazonaws.com",
            "my-bucket.s3.eu-west-1.amazonaws.com",
            "web-1-123.us-east-1.elb.amazonaws.com",
            "www.example.org",
        ],
    )
    def test_the_certificate_fits_the_name_that_the_client_uses(self, loop: str, name: str, tmp_path: Path) -> None:
        # The default context verifies the chain and the name.
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), secure=made.secure) as server:
                client = await secure_client(server, trusting(made), name)
                client.send(GET)
                assert (await client.answer()).status == 200
                await client.close()

        run(loop, main())

    @both_loops
    def test_big_bodies_both_ways(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), secure=made.secure) as server:
                client = await secure_client(server, trusting(made))
                data = bytes(range(256)) * 4096 * 12
                client.send(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(data))
                client.send(data)
                assert (await client.answer()).body == data
                await client.close()

        run(loop, main())

    @both_loops
    def test_backpressure_reaches_the_socket(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            seen: list[Request] = []
            gate = asyncio.Event()

            async def handler(request: Request) -> Response:
                seen.append(request)
                await gate.wait()
                return await echo(request)

            async with serving(later(handler), secure=made.secure) as server:
                client = await secure_client(server, trusting(made))
                client.send(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (40 * MIB))

                async def send() -> None:
                    for _ in range(40):
                        client.send(bytes(MIB))
                        await client.writer.drain()

                sending = asyncio.create_task(send())
                await until(lambda: seen and seen[0].body.full)  # type: ignore[attr-defined]
                for _ in range(50):
                    await asyncio.sleep(0.001)
                assert seen[0].body.received <= 9 * MIB  # type: ignore[attr-defined]
                gate.set()
                assert len((await client.answer()).body) == 40 * MIB
                await sending
                await client.close()

        run(loop, main())

    @both_loops
    def test_a_client_that_leaves_cancels_its_request(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            begun, cancelled = asyncio.Event(), asyncio.Event()

            async def handler(request: Request) -> Response:
                begun.set()
                try:
                    await asyncio.Event().wait()
                finally:
                    cancelled.set()
                return Response(200)

            made = Secured(tmp_path)
            async with serving(later(handler), secure=made.secure) as server:
                client = await secure_client(server, trusting(made))
                client.send(GET)
                await begun.wait()
                client.writer.transport.abort()
                await cancelled.wait()
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    def test_connection_close_ends_tls_properly(self, loop: str, tmp_path: Path) -> None:
        # A reader to the end must get an end, not "EOF in violation of protocol".
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(
                at_once(lambda request: Response(200, {}, bytes(5 * MIB))), secure=made.secure
            ) as server:
                client = await secure_client(server, trusting(made))
                client.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                assert len((await client.answer()).body) == 5 * MIB
                assert await client.ended() == b""
                await client.close()

        run(loop, main())


class TestBadHandshakes:
    @both_loops
    def test_an_untrusting_client_breaks_only_its_own_connection(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), secure=made.secure) as server:
                with pytest.raises(ssl.SSLCertVerificationError):
                    await secure_client(server, ssl.create_default_context())
                assert (await server.ask(GET)).status == 200
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    @pytest.mark.parametrize(
        "sent", [b"\x16", b"\x16\x03\x01\x00\x05hello", b"\x16" * 3000, b"\x16\x03\x01\xff\xff" + bytes(70_000)]
    )
    def test_noise_after_the_first_byte(self, loop: str, sent: bytes, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), Limits(head_s=0.2), secure=made.secure) as server:
                client = await server.client()
                client.send(sent)
                await client.ended()
                await client.close()
                assert (await server.ask(GET)).status == 200
                await until(lambda: not len(server.connections))

        run(loop, main())

    @both_loops
    def test_noise_after_the_handshake_is_bad_http(self, loop: str, tmp_path: Path) -> None:
        async def main() -> None:
            made = Secured(tmp_path)
            async with serving(later(echo), secure=made.secure) as server:
                client = await secure_client(server, trusting(made))
                client.send(b"\x16\x03\x01nonsense\r\n\r\n")
                assert (await client.answer()).status == 400
                assert await client.ended() == b""
                await client.close()

        run(loop, main())

    @both_loops
    def test_where_tls_is_not_offered_it_is_bad_http(self, loop: str) -> None:
        async def main() -> None:
            async with serving(later(echo)) as server:
                assert (await server.ask(b"\x16\x03\x01\x00\x05hello")).status == 400

        run(loop, main())

    def test_a_directory_that_cannot_be_written(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        async def main() -> None:
            (tmp_path / "ca").write_text("in the way")
            async with serving(later(echo), secure=Secured(tmp_path).secure) as server:
                client = await server.client()
                client.send(b"\x16\x03\x01")
                assert await client.ended() == b""
                assert (await server.ask(GET)).status == 200
                await client.close()

        run("asyncio", main())
        assert "TLS could not be started" in caplog.text


class TestContexts:
    def test_nothing_stays_of_a_certificate(self, tmp_path: Path) -> None:
        made = Secured(tmp_path)
        made.context("a.example")
        names = {file.stem for file in (tmp_path / "ca").iterdir()}
        assert names == {"root", "ecdsa-256"}

    def test_a_client_that_trusts_the_root_of_an_earlier_start(self, tmp_path: Path) -> None:
        async def main() -> None:
            context = trusting(Secured(tmp_path))
            async with serving(later(echo), secure=Secured(tmp_path).secure) as server:
                client = await secure_client(server, context)
                client.send(GET)
                assert (await client.answer()).status == 200
                await client.close()

        run("asyncio", main())

    def test_names_on_demand_are_bounded(self, tmp_path: Path) -> None:
        made = Secured(tmp_path)
        first = made.context("")
        for number in range(CONTEXTS_MAX + 10):
            made.context(f"host-{number}.example")
            assert made.context("") is first
        assert len(made._contexts) == CONTEXTS_MAX

    def test_a_plain_start_imports_neither_ssl_nor_cryptography(self) -> None:
        # asyncio itself imports ssl where there is one; what must not come is cryptography.
        code = (
            "import sys; before = set(sys.modules); import asyncio; base = set(sys.modules); "
            "import fogbank.wire.http, fogbank.wire.tls, fogbank.wire.signing, fogbank.wire.chunked; "
            "new = set(sys.modules) - base; "
            "late = ('cryptography', 'ssl', 'awscrt', 'botocore', 'tempfile'); "
            "print(sorted(name for name in new if name.split('.')[0] in late))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == "[]"
