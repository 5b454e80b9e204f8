"""Long polls: calls that are rerun when a key that they read changes, or when their time is up."""

import heapq
import itertools
from collections.abc import Callable


class Wait(BaseException):
    """Raised by a handler that has nothing to answer yet: run me again on a change, or at the latest `until`."""

    def __init__(self, until: float) -> None:
        super().__init__(until)
        self.until = until


class Waiter:
    """One waiting call."""

    __slots__ = ("prefixes", "rerun", "until")

    def __init__(self, until: float, prefixes: list[bytes], rerun: Callable[[], None]) -> None:
        self.until = until
        self.prefixes = prefixes
        self.rerun = rerun


class Waits:
    """All waiting calls of a cloud, by the keys they read and by their deadlines."""

    def __init__(self) -> None:
        self._by_prefix: dict[bytes, dict[Waiter, None]] = {}
        self._lengths: dict[int, int] = {}
        self._deadlines: list[tuple[float, int, Waiter]] = []
        self._order = itertools.count()
        self._live: set[Waiter] = set()

    def __len__(self) -> int:
        return len(self._live)

    def add(self, waiter: Waiter) -> None:
        """Wait from now on."""
        self._live.add(waiter)
        heapq.heappush(self._deadlines, (waiter.until, next(self._order), waiter))
        for prefix in waiter.prefixes:
            waiters = self._by_prefix.setdefault(prefix, {})
            if not waiters:
                self._lengths[len(prefix)] = self._lengths.get(len(prefix), 0) + 1
            waiters[waiter] = None

    def remove(self, waiter: Waiter) -> None:
        """Wait no more; harmless where it has been woken."""
        if waiter not in self._live:
            return
        self._live.discard(waiter)
        for prefix in waiter.prefixes:
            waiters = self._by_prefix.get(prefix)
            if waiters is None:
                continue
            waiters.pop(waiter, None)
            if not waiters:
                del self._by_prefix[prefix]
                self._lengths[len(prefix)] -= 1
                if not self._lengths[len(prefix)]:
                    del self._lengths[len(prefix)]
        if len(self._deadlines) > 2 * len(self._live) + 64:
            self._deadlines = [entry for entry in self._deadlines if entry[2] in self._live]
            heapq.heapify(self._deadlines)

    def changed(self, keys: list[bytes]) -> None:
        """Rerun, in the order in which they came, the calls that read one of these keys."""
        if not self._live:
            return
        woken: dict[Waiter, None] = {}
        for key in keys:
            for length in self._lengths:
                woken.update(self._by_prefix.get(key[:length], {}))
        for waiter in woken:
            self._wake(waiter)

    def next_deadline(self) -> float | None:
        """When the next call's time is up."""
        while self._deadlines and self._deadlines[0][2] not in self._live:
            heapq.heappop(self._deadlines)
        return self._deadlines[0][0] if self._deadlines else None

    def expire(self, now: float) -> None:
        """Rerun the calls whose time is up."""
        while (due := self.next_deadline()) is not None and due <= now:
            self._wake(heapq.heappop(self._deadlines)[2])

    def _wake(self, waiter: Waiter) -> None:
        if waiter in self._live:
            self.remove(waiter)
            waiter.rerun()
