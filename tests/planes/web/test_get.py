"""The web plane: bounded GETs against servers on this machine."""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fogbank.kernel.ports import Fetched, Unreachable
from fogbank.planes.web import HttpClient

BOUNDS = {"size_bytes_max": 1000, "seconds_max": 5.0}


@asynccontextmanager
async def answering(answer: bytes, context: ssl.SSLContext | None = None, wait_s: float = 0) -> AsyncIterator[str]:
    """A server that gives one answer to everybody and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(wait_s)
        writer.write(answer)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.ensure_future(serve(reader, writer)))

    served: list[asyncio.Future[None]] = []
    server = await asyncio.start_server(keep, "127.0.0.1", 0, ssl=context)
    scheme = "https" if context else "http"
    async with server:
        try:
            yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            await asyncio.gather(*served)


def get(answer: bytes, path: str = "/", wait_s: float = 0, **bounds: float) -> Fetched:
    async def ask() -> Fetched:
        async with answering(answer, wait_s=wait_s) as url:
            return await HttpClient().get(url + path, **{**BOUNDS, **bounds})  # type: ignore[arg-type]

    return asyncio.run(ask())


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "fetched"),
        [
            (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", Fetched(200, b"hi")),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", Fetched(200, b"hi")),
            (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", Fetched(200, b"until the end")),
            (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", Fetched(404, b"")),
            (b"HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n", Fetched(302, b"")),
        ],
    )
    def test_forms(self, answer: bytes, fetched: Fetched) -> None:
        assert get(answer) == fetched

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi",
            b"no HTTP\r\n\r\n",
            b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n" + b"x" * 1001,
        ],
        ids=["nothing", "cut off", "not HTTP", "too long"],
    )
    def test_what_is_no_answer(self, answer: bytes) -> None:
        with pytest.raises(Unreachable):
            get(answer)


class TestBounds:
    def test_time(self) -> None:
        with pytest.raises(Unreachable, match=r"within 0\.05 s"):
            get(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", wait_s=0.3, seconds_max=0.05)

    @pytest.mark.parametrize(
        "url", ["ftp://127.0.0.1/", "http://", "http://127.0.0.1/a b", "http://127.0.0.1/\r\nx: y"]
    )
    def test_no_address(self, url: str) -> None:
        with pytest.raises(Unreachable, match="no address"):
            asyncio.run(HttpClient().get(url, size_bytes_max=1, seconds_max=1))

    def test_nobody_listens(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
            with pytest.raises(Unreachable):
                asyncio.run(HttpClient().get(url, size_bytes_max=1, seconds_max=5))


@pytest.fixture
def certified(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """A server's context with a certificate that nobody vouches for, and its thumbprint."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context, certificate.fingerprint(hashes.SHA1()).hex()


class TestCertificates:
    def ask(self, context: ssl.SSLContext, *thumbprints: str) -> Fetched:
        async def ask() -> Fetched:
            async with answering(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", context) as url:
                return await HttpClient().get(url, size_bytes_max=10, seconds_max=5, thumbprints=thumbprints)

        return asyncio.run(ask())

    def test_a_thumbprint_is_believed(self, certified: tuple[ssl.SSLContext, str]) -> None:
        context, thumbprint = certified
        assert self.ask(context, "0" * 40, thumbprint.upper()) == Fetched(200, b"hi")

    @pytest.mark.parametrize("thumbprints", [(), ("0" * 40,)])
    def test_others_are_not(self, certified: tuple[ssl.SSLContext, str], thumbprints: tuple[str, ...]) -> None:
        with pytest.raises(Unreachable) as refused:
            self.ask(certified[0], *thumbprints)
        assert refused.value.untrusted is bool(thumbprints)
