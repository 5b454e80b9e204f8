"""TLS on the port that also speaks plain HTTP: the local authority, its certificates, and the layer under a connection.

`ssl` and `cryptography` are imported when the first client speaks TLS, because a plain start must not pay for them.
"""

import asyncio
import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from fogbank.wire.connection import Connection

if TYPE_CHECKING:
    import ssl

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    Signer = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]

CONTEXTS_MAX = 256
READ_BYTES = 256 << 10
DAY_S = 86_400
ROOT_DAYS = 3650
LEAF_DAYS = 397
"""The longest that browsers accept."""
ALWAYS = ("localhost", "*.localhost", "*.amazonaws.com", "127.0.0.1", "::1")
"""In every certificate, so that one is right for clients that name no host too."""

_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*{_LABEL}").fullmatch

log = logging.getLogger("fogbank.tls")


class Authority:
    """The local certificate authority of one cloud, in one directory; made on first use."""

    def __init__(self, directory: Path, now: Callable[[], float]) -> None:
        """`now` is the wall clock: certificates are judged by clients outside the cloud."""
        self._directory = directory
        self._now = now
        self._root: Signer | None = None
        self._leaf_key: ec.EllipticCurvePrivateKey | None = None
        self._contexts: dict[str, ssl.SSLContext] = {}

    @property
    def certificate_path(self) -> Path:
        """The root certificate in PEM, for clients to trust; made if it is not there."""
        self._signer()
        return self._directory / "root.pem"

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
        # ssl reads certificates from files only.
        handle, path = tempfile.mkstemp(prefix="leaf-", dir=self._ready_directory())
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._leaf(name))
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

    # -- certificates

    def _ready_directory(self) -> Path:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._directory

    def _signer(self) -> "Signer":
        """The root certificate and its key."""
        if self._root is None:
            from cryptography import x509
            from cryptography.hazmat.primitives.asymmetric import ec
            from cryptography.hazmat.primitives.serialization import load_pem_private_key

            path, key_path = self._directory / "root.pem", self._directory / "root.key"
            if path.exists() and key_path.exists():
                key = load_pem_private_key(key_path.read_bytes(), None)
                if not isinstance(key, ec.EllipticCurvePrivateKey):
                    raise ValueError(f"{key_path} is not a key that Fogbank made")
                self._root = x509.load_pem_x509_certificate(path.read_bytes()), key
            else:
                self._root = self._new_root()
                self._write(key_path, _pem(self._root[1]))
                self._write(path, _pem(self._root[0]))
        return self._root

    def _write(self, path: Path, data: bytes) -> None:
        import tempfile

        # mkstemp opens with mode 0600; the rename makes the file appear whole or not at all.
        handle, new = tempfile.mkstemp(dir=self._ready_directory())
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(new).replace(path)

    def _new_root(self) -> "Signer":
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Fogbank local authority")
        usage = {"digital_signature": True, "key_cert_sign": True, "crl_sign": True}
        builder = (
            self._builder(ROOT_DAYS)
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(**usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        return builder.sign(key, hashes.SHA256()), key

    def _leaf(self, host: str) -> bytes:
        """Key, certificate and root in PEM, for `host` and for what is in every certificate."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        root, root_key = self._signer()
        if self._leaf_key is None:
            self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        key = self._leaf_key
        names = ([host] if host else []) + [name for name in ALWAYS if name != host]
        issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
        builder = (
            self._builder(LEAF_DAYS)
            # A common name has 64 characters at most; clients read the alternative names anyway.
            .subject_name(_name((host or "localhost")[:64]))
            .issuer_name(root.subject)
            .public_key(key.public_key())
            .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(issuer_key, critical=False)
        )
        return _pem(key) + _pem(builder.sign(root_key, hashes.SHA256())) + _pem(root)

    def _builder(self, days: int) -> "x509.CertificateBuilder":
        from datetime import UTC, datetime

        from cryptography import x509

        now = self._now()
        return (
            x509.CertificateBuilder()
            .serial_number(x509.random_serial_number())
            # A day back: the clocks of clients differ.
            .not_valid_before(datetime.fromtimestamp(now - DAY_S, UTC))
            .not_valid_after(datetime.fromtimestamp(now + (days - 1) * DAY_S, UTC))
        )


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


def _name(text: str) -> "x509.Name":
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, text)])


def _general_name(name: str) -> "x509.GeneralName":
    import ipaddress

    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key_usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(thing: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization

    if hasattr(thing, "private_bytes"):
        return cast(
            bytes,
            thing.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )
    return cast(bytes, thing.public_bytes(serialization.Encoding.PEM))
