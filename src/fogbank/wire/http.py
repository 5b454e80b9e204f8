"""HTTP for the endpoint: all connections of one server. `loop.create_server(Connections(serve, ...).protocol)`."""

import asyncio
import contextlib
from collections.abc import Callable

from fogbank.wire.connection import Connection, Reply, Secure, Serve
from fogbank.wire.reader import Limits
from fogbank.wire.writer import Heads

__all__ = ["Connection", "Connections", "Limits", "Reply", "Secure", "Serve"]


class Connections:
    """All connections of one server: makes them, ages them, ends them."""

    def __init__(
        self,
        serve: Serve,
        *,
        now: Callable[[], float],
        limits: Limits | None = None,
        secure: Secure | None = None,
    ) -> None:
        """`now` is the wall clock (the Date header); without `secure` there is no TLS."""
        self.serve = serve
        self.limits = limits or Limits()
        self.secure = secure
        self.heads = Heads(now)
        self.names: dict[bytes, str] = {}
        self.closing = False
        self.streamed = False
        """Whether a large body has come since memory was last given back."""
        self._open: set[Connection] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._gone: asyncio.Event | None = None
        shortest_s = min(self.limits.head_s, self.limits.idle_s, self.limits.stall_s, self.limits.linger_s)
        self._interval_s = max(0.01, min(1.0, shortest_s / 4))

    def protocol(self) -> Connection:
        """A connection for a socket just accepted; give this method to `loop.create_server`."""
        return Connection(self, asyncio.get_running_loop())

    def __len__(self) -> int:
        return len(self._open)

    async def close(self, grace_s: float) -> None:
        """Close what is idle, let answers in flight finish for `grace_s`, then cut off the rest."""
        self.closing = True
        for connection in list(self._open):
            connection.close_when_idle()
        if self._open:
            self._gone = asyncio.Event()
            try:
                await asyncio.wait_for(self._gone.wait(), grace_s)
            except TimeoutError:
                for connection in list(self._open):
                    connection.transport.abort()
                # The transports report the loss in the next turn of the loop.
                await asyncio.sleep(0)

    def add(self, connection: Connection) -> None:
        """A connection has been made: it ages from now on."""
        self._open.add(connection)
        if self._timer is None:
            self._timer = connection.loop.call_later(self._interval_s, self._sweep)

    def remove(self, connection: Connection) -> None:
        """A connection has ended."""
        self._open.discard(connection)
        if not self._open:
            if self._timer is not None and not self.streamed:
                self._timer.cancel()
                self._timer = None
            if self._gone is not None:
                self._gone.set()

    def _sweep(self) -> None:
        # One timer for all, instead of one for each request: a request only sets a counter to zero.
        self._timer = None
        for connection in list(self._open):
            connection.age(self._interval_s)
        if self.streamed and not any(connection.streams for connection in self._open):
            self.streamed = False
            asyncio.get_running_loop().run_in_executor(None, give_back)
        if self._open:
            loop = next(iter(self._open)).loop
            self._timer = loop.call_later(self._interval_s, self._sweep)


def give_back() -> None:
    """Let the C library return what it has free: it keeps the blocks of many large bodies otherwise (glibc alone)."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
