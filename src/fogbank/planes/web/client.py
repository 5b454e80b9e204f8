"""GET over HTTP/1.1 on the cloud's own loop: no redirects, no proxies, no connection kept, a bound on everything."""

import asyncio
import contextlib
import hashlib
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

import httptools

from fogbank.kernel.ports import Fetched, Unreachable

_BLOCK_BYTES = 65536
_PORTS = {"http": 80, "https": 443}


class HttpClient:
    """The port `Web`."""

    async def get(
        self, url: str, *, size_bytes_max: int, seconds_max: float, thumbprints: Collection[str] = ()
    ) -> Fetched:
        """See `kernel/ports.py`, Web."""
        parts = _split(url)
        # A task of its own: calls run inline until they really wait, and only a task can be held to a time.
        work = asyncio.get_running_loop().create_task(_within(parts, size_bytes_max, seconds_max, thumbprints))
        try:
            return await work
        except TimeoutError:
            raise Unreachable(f"{url} did not answer within {seconds_max} s") from None
        except (OSError, httptools.HttpParserError, asyncio.IncompleteReadError) as error:
            raise Unreachable(f"{url}: {error}") from error


def _split(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or not url.isascii() or not url.isprintable() or " " in url:
        raise Unreachable(f"{url!r} is no address of the web")
    return parts


async def _within(parts: SplitResult, size_bytes_max: int, seconds_max: float, thumbprints: Collection[str]) -> Fetched:
    async with asyncio.timeout(seconds_max):
        return await _get(parts, size_bytes_max, thumbprints)


async def _get(parts: SplitResult, size_bytes_max: int, thumbprints: Collection[str]) -> Fetched:
    reader, writer = await _connect(parts, thumbprints)
    try:
        host = parts.netloc.rpartition("@")[2]
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        head = f"GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\nuser-agent: fogbank\r\nconnection: close\r\n\r\n"
        writer.write(head.encode("ascii"))
        answer = _Answer(size_bytes_max)
        while not answer.complete:
            block = await reader.read(_BLOCK_BYTES)
            answer.feed(block)
        return Fetched(answer.status, bytes(answer.body))
    finally:
        await _hang_up(writer)


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()  # not `close`, which over TLS waits for the other side
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def _connect(
    parts: SplitResult, thumbprints: Collection[str]
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    port = parts.port or _PORTS[parts.scheme]
    if parts.scheme == "http":
        return await asyncio.open_connection(parts.hostname, port)
    import ssl

    try:
        return await asyncio.open_connection(parts.hostname, port, ssl=ssl.create_default_context())
    except ssl.SSLCertVerificationError:
        if not thumbprints:
            raise
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # the thumbprint is what is trusted
    reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=context)
    certificate = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    if hashlib.sha1(certificate, usedforsecurity=False).hexdigest() not in {each.lower() for each in thumbprints}:
        await _hang_up(writer)
        raise Unreachable(f"{parts.netloc}: the certificate has none of the given thumbprints", untrusted=True)
    return reader, writer


class _Answer:
    """Takes in one answer."""

    def __init__(self, size_bytes_max: int) -> None:
        self.status = 0
        self.body = bytearray()
        self.complete = False
        # Without a length or chunks, an answer ends where the connection does. Source: RFC 9112, Message Body Length.
        self._ends_with_connection = True
        self._size_bytes_max = size_bytes_max
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, block: bytes) -> None:
        """Raises Unreachable at an end that comes too early, and past the bound."""
        if not block:
            if not self.status or not self._ends_with_connection:
                raise Unreachable("the connection ended before the answer did")
            self.complete = True
            return
        self._parser.feed_data(block)

    # -- called by the parser

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._ends_with_connection = False

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self.status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        """A block of the body."""
        if len(self.body) + len(body) > self._size_bytes_max:
            raise Unreachable(f"the answer has more than {self._size_bytes_max} bytes")
        self.body += body

    def on_message_complete(self) -> None:
        """The answer is complete."""
        self.complete = True
