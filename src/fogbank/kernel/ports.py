"""What the kernel and the rooms above it expect of each other, as protocols. No code."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from fogbank.kernel.errors import ServiceError
    from fogbank.kernel.store.tx import Tx


class Body(Protocol):
    """The bytes of one request, with transfer framing (aws-chunked) removed; read once, in order.

    Every error of framing, signature or digest is a `ServiceError` raised by the read that meets it; the last
    read raises where the whole does not have the declared length or SHA-256.
    """

    length: int | None
    """Decoded length in bytes where the client declared it."""
    data: bytes | None
    """The whole body where it is already complete in memory (verified), else None."""
    trailers: dict[str, str]
    """Trailing headers (lower case), filled at the end."""

    async def read(self) -> bytes:
        """The next block of about 1 MiB; `b""` at the end."""

    async def read_all(self, limit_bytes: int) -> bytes:
        """The whole body; raises `errors.TooLarge` past the limit."""


class ByteSource(Protocol):
    """The bytes of one streamed answer. The door reads under flow control and closes it, sent or not."""

    length: int
    """How many bytes will come."""

    def read(self, size_bytes: int) -> bytes:
        """The next block, at most `size_bytes`; `b""` at the end."""

    def close(self) -> None:
        """Let go of what it holds. May be called twice."""


class ChunkSource(Protocol):
    """An answer of unknown length (event streams): chunks as they come, sent in chunked encoding."""

    def __aiter__(self) -> "ChunkSource": ...

    async def __anext__(self) -> bytes: ...

    async def aclose(self) -> None: ...


class Digest(Protocol):
    """What wants to see every block of a body as it passes."""

    def update(self, block: bytes, /) -> object:
        """Take the block that comes next. May be called in another thread, never in two at once."""


class Received(NamedTuple):
    """A body that has been taken in and is not a blob yet: the name of its file, or the data itself."""

    file: str
    size_bytes: int
    data: bytes


class Blobs(Protocol):
    """Bytes of any size, written once and never changed: `call.plane("blobs")`.

    A blob begins and ends with a transaction that says so. Its id is "" where there are no bytes at all. With a `key`
    (32 bytes) it is encrypted at rest: who reads it brings the same key.
    """

    def put(self, tx: "Tx", data: bytes, key: bytes = b"") -> str:
        """Store complete bytes; gives the id."""

    def receiving(
        self,
        body: Body,
        digests: Sequence[Digest],
        *,
        size_bytes_max: int,
        too_large: "ServiceError",
        key: bytes = b"",
    ) -> AbstractAsyncContextManager[Received]:
        """Take a body in, in constant memory. Inside of the context `keep` makes it a blob; else it is removed."""

    def keep(self, tx: "Tx", received: Received, key: bytes = b"") -> str:
        """Make what was received (with the same key) a blob; gives its id."""

    def share(self, tx: "Tx", blob: str) -> str:
        """One more owner of the same bytes, without copying long ones; gives the id that it has for them.

        Not of blobs that have a key.
        """

    def release(self, tx: "Tx", blob: str) -> None:
        """One owner less; the last one's leaving removes the bytes, after the commit and after all who read them."""

    def open(
        self, tx: "Tx", blobs: Sequence[tuple[str, int]], start: int = 0, length: int | None = None, key: bytes = b""
    ) -> "bytes | ByteSource":
        """A span of these blobs (ids and sizes), one after the other: bytes where all are small, else a source."""


class Vault(Protocol):
    """Keeps secrets closed: `call.plane("vault")`. What it wraps may be stored; only this installation opens it."""

    def wrap(self, secret: bytes) -> bytes:
        """The secret encrypted under the installation's root key."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """The secret again. Cheap to ask for over and over."""


class Fetched(NamedTuple):
    """What an address of the web answered: any status, redirects too."""

    status: int
    body: bytes


class Unreachable(Exception):
    """An address gave no answer within the bounds. `untrusted`: its certificate was the reason."""

    def __init__(self, message: str, *, untrusted: bool = False) -> None:
        super().__init__(message)
        self.untrusted = untrusted


class Web(Protocol):
    """What is outside of the cloud: `call.plane("web")`. For `async` handlers and jobs, never inside a transaction."""

    async def get(
        self, url: str, *, size_bytes_max: int, seconds_max: float, thumbprints: Collection[str] = ()
    ) -> Fetched:
        """GET an address (http or https); raises Unreachable.

        `thumbprints`: SHA-1 digests (hexadecimal) of certificates that are believed where no known authority vouches.
        """


class Issued(NamedTuple):
    """A new certificate, in PEM. `chain` leads from its issuer to the root, which is last."""

    certificate: str
    chain: str


class Authority(Protocol):
    """The local certificate authority, which clients trust once (`fogbank ca`): `call.plane("authority")`.

    Keys are PEM texts of PKCS #8; algorithms are named as in ACM ("RSA_2048", "EC_prime256v1", ...).
    """

    async def new_key(self, algorithm: str) -> bytes:
        """A private key. RSA takes its time, so it is made beside the loop."""

    def make_key(self, algorithm: str) -> bytes:
        """As `new_key`, at once: for elliptic keys."""

    def seal_key(self, key: bytes, passphrase: bytes) -> str:
        """The key encrypted under a passphrase, in PEM."""

    def issue(
        self,
        key: bytes,
        names: Sequence[str],
        *,
        not_before: float,
        not_after: float,
        purposes: Sequence[str] = ("SERVER_AUTH",),
    ) -> Issued:
        """A certificate for a private key, with DNS names and addresses; instants in epoch seconds.

        It begins earlier than asked where the machine's clock is behind the cloud's. `purposes`: SERVER_AUTH,
        CLIENT_AUTH.
        """


Rows = Iterator[tuple[bytes, bytes]]
