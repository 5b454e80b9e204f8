"""The one clock of a cloud, and the only reader of the machine's time.

At rest it follows the wall clock. It can be frozen, set, run at another rate, and held at an instant while
`jobs.Scheduler.advance` walks through what comes due.
"""

import time
from bisect import bisect_right
from collections.abc import Callable

_TURNS_MAX = 1000
Turn = tuple[float, float, float]
"""From this wall instant on: wall, virtual, virtual seconds for each wall second."""


class Clock:
    """Virtual time in epoch seconds."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self.wall = wall
        self._wall_base = self._base = wall()
        self.rate = 1.0
        self._held: float | None = None
        self.frozen = False
        self._turns: list[Turn] = [(0.0, 0.0, 1.0)]

    def now(self) -> float:
        """Epoch seconds of virtual time."""
        if self._held is not None:
            return self._held
        return self._base + (self.wall() - self._wall_base) * self.rate

    def move(self, instant: float) -> None:
        """Stand at an instant, until `resume` or another move."""
        self._held = instant

    def resume(self) -> None:
        """Go on from here with the wall clock, unless frozen."""
        self._base, self._wall_base = self.now(), self.wall()
        self._held = self._base if self.frozen else None
        self._turned()

    def freeze(self, frozen: bool) -> None:
        """Stand still, or go on."""
        self.frozen = frozen
        self.resume()

    def set_rate(self, rate: float) -> None:
        """Virtual seconds for each wall second, above 0."""
        if not rate > 0:
            raise ValueError("a clock's rate is above 0; freeze it to stop it")
        self.resume()
        self.rate = rate
        self._turned()

    def _turned(self) -> None:
        """Remember how wall and virtual time belong together from here on."""
        turn = (self._wall_base, self._base, 0.0 if self.frozen else self.rate)
        wall, base, rate = self._turns[-1]
        if abs(base + (turn[0] - wall) * rate - turn[1]) > 0.001 or rate != turn[2]:
            self._turns.append(turn)
            del self._turns[:-_TURNS_MAX]

    def at_wall(self, instant: float) -> float:
        """The virtual time that it was at a wall instant: what a date on the client's clock means here."""
        wall, base, rate = self._turns[max(0, bisect_right(self._turns, (instant, float("inf"), 0.0)) - 1)]
        return base + (instant - wall) * rate

    def wall_delay(self, instant: float) -> float | None:
        """Wall seconds until virtual time reaches an instant; None while it stands."""
        if self._held is not None:
            return None
        return max(0.0, (instant - self.now()) / self.rate)

    def state(self) -> tuple[float, float, float, bool, list[Turn]]:
        """What must be kept to go on after a restart: virtual base, wall base, rate, frozen, turns."""
        self.resume()
        return self._base, self._wall_base, self.rate, self.frozen, list(self._turns)

    def load(self, base: float, wall_base: float, rate: float, frozen: bool, turns: list[Turn]) -> None:
        """Go on where a kept state says, as if the machine had run in between."""
        self._turns = list(turns)
        self._base, self._wall_base, self.rate, self.frozen = base, wall_base, rate, frozen
        self._held = base if frozen else None
