"""TLS on the port that also speaks plain HTTP: contexts for the names that clients ask for, and the layer below.

`ssl` is imported when the first client speaks TLS, because a plain start must not pay for it.
"""

import asyncio
import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogbank.kernel.ports import Authority
from fogbank.wire.connection import Connection

if TYPE_CHECKING:
    import ssl

CONTEXTS_MAX = 256
READ_BYTES = 256 << 10
DAY_S = 86_400
LEAF_DAYS = 397
"""The longest that browsers accept."""
ALWAYS = ("localhost", "*.localhost", "*.amazonaws.com", "127.0.0.1", "::1")
"""In every certificate, so that one is right for clients that name no host too."""

_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*{_LABEL}").fullmatch

log = logging.getLogger("fogbank.tls")


class Contexts:
    """The server's side of TLS for every name that clients ask for, with certificates of the local authority."""

    def __init__(self, authority: Authority, directory: Path, now: Callable[[], float]) -> None:
        """`directory` holds a certificate for the moment in which it is read. `now` is the machine's clock."""
        self._authority = authority
        self._directory = directory
        self._now = now
        self._key: bytes | None = None
        self._contexts: dict[str, ssl.SSLContext] = {}

    def secure(self, connection: Connection, transport: asyncio.Transport) -> "TlsLayer":
        """Put TLS between a socket's transport and the connection on it."""
        return TlsLayer(connection, transport, self.context(""))

    def context(self, name: str) -> "ssl.SSLContext":
        """The server's side of TLS with a certificate for `name` ("" for none in particular)."""
        known = self._contexts.pop(name, None)
        if known is None:
            known = self._new_context(name)
            if len(self._contexts) >= CONTEXTS_MAX:
                del self._contexts[next(iter(self._contexts))]
        # Last in the dict is last used; the first is the next to go.
        self._contexts[name] = known
        return known

    def _new_context(self, name: str) -> "ssl.SSLContext":
        import ssl
        import tempfile

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        leaf = self._leaf(name)
        # ssl reads certificates from files only.
        handle, path = tempfile.mkstemp(prefix="leaf-", dir=self._directory)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(leaf)
            context.load_cert_chain(path)
        finally:
            Path(path).unlink()
        if not name:
            context.sni_callback = self._choose
        return context

    def _choose(self, tls: Any, name: str | None, _context: object) -> None:
        if name is None:
            return
        name = name.lower().rstrip(".")
        if name != "localhost" and _HOST_NAME(name):
            tls.context = self.context(name)

    def _leaf(self, host: str) -> bytes:
        """Key, certificate and chain in PEM, for `host` and for what is in every certificate."""
        if self._key is None:
            self._key = self._authority.make_key("EC_prime256v1")
        names = ([host] if host else []) + [name for name in ALWAYS if name != host]
        # A day back: the clocks of clients differ.
        begins_at = self._now() - DAY_S
        issued = self._authority.issue(self._key, names, not_before=begins_at, not_after=begins_at + LEAF_DAYS * DAY_S)
        return self._key + issued.certificate.encode() + issued.chain.encode()


class TlsLayer(asyncio.Protocol):
    """A protocol to the socket's transport, and a transport to the connection above."""

    def __init__(self, connection: Connection, transport: asyncio.Transport, context: "ssl.SSLContext") -> None:
        import ssl

        self._ssl = ssl
        self._connection = connection
        self._raw = transport
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._ready = False
        self._paused = False
        connection.transport = self
        transport.set_protocol(self)

    # -- towards the socket

    def data_received(self, data: bytes) -> None:
        self._incoming.write(data)
        self._pull()

    def eof_received(self) -> bool:
        # TLS has no half-closed connections that HTTP clients would use.
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._connection.connection_lost(exc)

    def pause_writing(self) -> None:
        self._connection.pause_writing()

    def resume_writing(self) -> None:
        self._connection.resume_writing()

    def _pull(self) -> None:
        """Hand everything decrypted to the connection, unless it has enough."""
        try:
            if not self._ready:
                self._tls.do_handshake()
                self._ready = True
            while not self._paused and not self._raw.is_closing():
                data = self._tls.read(READ_BYTES)
                if not data:
                    self.close()
                    return
                self._connection.data_received(data)
        except self._ssl.SSLWantReadError:
            pass
        except self._ssl.SSLError as error:
            # An alert that explains it is in the outgoing bytes: send it before closing.
            log.info("TLS with %s failed: %s", self._connection.peer, error)
            self._flush()
            self._raw.close()
            return
        self._flush()

    def _flush(self) -> None:
        if self._outgoing.pending and not self._raw.is_closing():
            self._raw.write(self._outgoing.read())

    # -- towards the connection

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._tls.write(view) :]
        self._flush()

    def close(self) -> None:
        if not self._raw.is_closing():
            # It always fails: the client's own farewell has not come. Ours is in the outgoing bytes.
            with suppress(self._ssl.SSLError):
                self._tls.unwrap()
            self._flush()
            self._raw.close()

    def abort(self) -> None:
        self._raw.abort()

    def is_closing(self) -> bool:
        return self._raw.is_closing()

    def can_write_eof(self) -> bool:
        return False

    def write_eof(self) -> None:
        raise NotImplementedError("TLS connections are closed as a whole")

    def pause_reading(self) -> None:
        self._paused = True
        self._raw.pause_reading()

    def resume_reading(self) -> None:
        self._paused = False
        self._raw.resume_reading()
        # What has been decrypted, or waits in the buffers of TLS, brings no event of the socket.
        self._connection.loop.call_soon(self._pull)

    def get_write_buffer_size(self) -> int:
        return self._raw.get_write_buffer_size()
