"""What the kernel and the rooms above it expect of each other, as protocols. No code."""

from collections.abc import Iterator
from typing import Protocol


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


Rows = Iterator[tuple[bytes, bytes]]
