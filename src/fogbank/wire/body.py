"""Request bodies: complete in memory, or arriving under backpressure.

Only transfer framing is known here. What S3's aws-chunked encoding adds stands in `chunked.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable

from fogbank.kernel import errors

BLOCK_BYTES = 1 << 20


class BytesBody:
    """A body that was complete before the request was served."""

    __slots__ = ("_left", "data", "length", "trailers")

    def __init__(self, data: bytes, trailers: dict[str, str] | None = None) -> None:
        self.data: bytes | None = data
        self.length: int | None = len(data)
        self.trailers: dict[str, str] = {} if trailers is None else trailers
        self._left = data

    async def read(self) -> bytes:
        """The whole body once, then `b""`."""
        block, self._left = self._left, b""
        return block

    async def read_all(self, limit_bytes: int) -> bytes:
        """What has not been read yet.

        Errors: TooLarge.
        """
        if len(self._left) > limit_bytes:
            raise too_large(limit_bytes)
        return await self.read()


class StreamBody:
    """A body that is still coming in: the connection feeds it, the handler reads it.

    `on_flow` is called when the amount held crosses a mark in either direction, `on_first_read` before the first
    wait (it sends the interim answer that "Expect: 100-continue" asks for).
    """

    __slots__ = (
        "_blocks", "_error", "_high_bytes", "_on_first_read", "_on_flow", "_reader", "_size",
        "data", "discarding", "ended", "full", "length", "received", "trailers",
    )  # fmt: skip

    def __init__(
        self,
        length: int | None,
        high_bytes: int,
        on_flow: Callable[[], None],
        on_first_read: Callable[[], None] | None = None,
    ) -> None:
        self.length = length
        self.data: bytes | None = None
        self.trailers: dict[str, str] = {}
        self.ended = False
        self.full = False
        self.discarding = False
        self.received = 0
        self._blocks: list[bytes] = []
        self._size = 0
        self._error: errors.ServiceError | None = None
        self._high_bytes = high_bytes
        self._on_flow = on_flow
        self._on_first_read = on_first_read
        self._reader: asyncio.Future[None] | None = None

    # -- the connection's side

    def feed(self, data: bytes) -> None:
        """Take the bytes that came next."""
        self.received += len(data)
        if self.discarding:
            return
        self._blocks.append(data)
        self._size += len(data)
        if self._size >= BLOCK_BYTES:
            self._wake()
            if self._size >= self._high_bytes and not self.full:
                self.full = True
                self._on_flow()

    def end(self) -> None:
        """The last byte has been fed."""
        self.ended = True
        self._wake()

    def fail(self, error: errors.ServiceError) -> None:
        """No more bytes will come; every read from now on raises `error`."""
        if not self.ended and self._error is None:
            self._error = error
            self._release()
            self._wake()

    def discard(self) -> None:
        """The request has been answered: what is still to come is dropped."""
        self.discarding = True
        self._release()
        if self._error is None:
            self._error = errors.InternalFailure("the body was read after the request had been answered")
        self._wake()

    def take(self) -> bytes:
        """Everything held, at once."""
        data = b"".join(self._blocks)
        self._release()
        return data

    # -- the handler's side

    async def read(self) -> bytes:
        """The next block of about 1 MiB; `b""` at the end.

        Errors: IncompleteBody, RequestTimeout.
        """
        if self._on_first_read is not None:
            announce, self._on_first_read = self._on_first_read, None
            if not self.received and not self.ended and self._error is None:
                announce()
        while not self.ended and self._error is None and self._size < BLOCK_BYTES:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        if self._error is not None:
            raise self._error
        return self.take()

    async def read_all(self, limit_bytes: int) -> bytes:
        """The rest of the body, complete.

        Errors: TooLarge, and those of `read`.
        """
        if self.length is not None and self.length > limit_bytes:
            raise too_large(limit_bytes)
        return await gather(self.read, limit_bytes)

    def _release(self) -> None:
        self._blocks = []
        self._size = 0
        if self.full:
            self.full = False
            self._on_flow()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


async def gather(read: Callable[[], Awaitable[bytes]], limit_bytes: int) -> bytes:
    """Every block that `read` gives, joined.

    Errors: TooLarge.
    """
    blocks: list[bytes] = []
    size = 0
    while block := await read():
        size += len(block)
        if size > limit_bytes:
            raise too_large(limit_bytes)
        blocks.append(block)
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


def too_large(limit_bytes: int) -> errors.TooLarge:
    """The refusal of a body that is read whole and does not fit."""
    return errors.TooLarge(f"The request body is larger than the limit of {limit_bytes} bytes.")


def incomplete() -> errors.ServiceError:
    """Source: Amazon S3 API Reference, Error responses, IncompleteBody."""
    return errors.ServiceError(
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
        code="IncompleteBody",
        status=400,
    )


def timed_out() -> errors.ServiceError:
    """Source: Amazon S3 API Reference, Error responses, RequestTimeout."""
    return errors.ServiceError(
        "Your socket connection to the server was not read from or written to within the timeout period.",
        code="RequestTimeout",
        status=400,
    )
