"""Consequences that are owed: timers as rows, done after the commit, at least once, in order of their instants.

At rest the scheduler follows the clock. `advance` turns the clock, stopping at every instant at which a job or a
long poll comes due, and returns when nothing up to the new time is owed any more.
"""

import asyncio
import inspect
import logging
from typing import TYPE_CHECKING, Any

from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.tx import Tx

if TYPE_CHECKING:
    from fogbank.kernel.call import Call
    from fogbank.kernel.kernel import Kernel

_log = logging.getLogger("fogbank.jobs")
_RETRY_S_MAX = 300.0
_BATCH = 64


class Timer(Record, frozen=True, array_like=True):
    """One owed run of a job. Known by job and name; `due_at` in epoch seconds of virtual time.

    `asked` counts how often it was asked for: a run in progress does not answer a request that came after it began.
    """

    __table__ = table("kernel.timer", key=("job", "name"), due=Index("due_at"))
    job: str
    name: str
    due_at: float
    args: tuple[str, ...]
    account: str
    region: str
    tries: int = 0
    asked: int = 0

    @staticmethod
    def name_of(args: tuple[str, ...]) -> str:
        """The name under which a job with these arguments is known."""
        return "\0".join(args)

    @classmethod
    def of(cls, tx: Tx, due_at: float, job: str, args: tuple[str, ...]) -> "Timer":
        """The timer that asks for a job in the transaction's account and region, once more."""
        name = cls.name_of(args)
        known = tx.get(cls, job, name)
        return cls(job, name, due_at, args, tx.account, tx.region, asked=known.asked + 1 if known else 0)


class Scheduler:
    """Runs what is due."""

    def __init__(self, kernel: "Kernel") -> None:
        self._kernel = kernel
        self._handle: asyncio.TimerHandle | None = None
        self._running: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._failures = 0
        self._advancing = False
        self.started = False
        self._mark = kernel.store.plans[Timer].indexes["due"].prefix

    def start(self) -> None:
        """Begin to follow the clock; reconcilers run now."""
        self.started = True
        tx = self._kernel.store.begin(self._kernel.clock.now())
        for name, _ in self._kernel.registry.recurring():
            tx.at(self._kernel.clock.now(), name)
        self._kernel.store.apply(tx)
        self.rearm()

    async def stop(self) -> None:
        """Start nothing more; running plane jobs are cancelled and stay owed."""
        self.started = False
        if self._handle:
            self._handle.cancel()
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    def changed(self, keys: list[bytes]) -> None:
        """Rows were committed: perhaps something is due earlier now."""
        if any(key.startswith(self._mark) for key in keys):
            self.rearm()

    def rearm(self) -> None:
        """Set the wall timer for what comes due next."""
        if not self.started or self._advancing:
            return
        if self._handle:
            self._handle.cancel()
            self._handle = None
        due_at = self._next()
        if due_at is None:
            return
        delay_s = self._kernel.clock.wall_delay(due_at)
        if delay_s is None and due_at <= self._kernel.clock.now():
            delay_s = 0.0
        if delay_s is not None:
            self._handle = asyncio.get_running_loop().call_later(min(delay_s, 3600.0), self._tick)

    def _tick(self) -> None:
        self._handle = None
        now = self._kernel.clock.now()
        self._kernel.waits.expire(now)
        for _ in range(_BATCH):
            timer = self._due(now)
            if timer is None:
                break
            self._run(timer)
        self.rearm()

    def _next(self) -> float | None:
        timer = self._due(None)
        deadline = self._kernel.waits.next_deadline()
        instants = [instant for instant in (timer.due_at if timer else None, deadline) if instant is not None]
        return min(instants) if instants else None

    def _due(self, now: float | None) -> Timer | None:
        """The first timer that is due and not at work."""
        tx = self._kernel.store.begin(0.0)
        for timer in tx.scan(Timer, index="due"):
            if now is not None and timer.due_at > now:
                return None
            if (timer.job, timer.name) not in self._running:
                return timer
        return None

    def _run(self, timer: Timer) -> None:
        found = self._kernel.registry.job(timer.job)
        call = self._kernel.call_for_job(timer.job, timer.account, timer.region)
        if found is None:
            _log.error("no such job: %s", timer.job)
            self._finish(call, timer, None)
            return
        function, every_s = found
        if inspect.iscoroutinefunction(function):
            key = (timer.job, timer.name)
            task = asyncio.get_running_loop().create_task(self._run_plane(call, function, timer, every_s))
            self._running[key] = task
            task.add_done_callback(lambda _: self._ended(key))
            return
        try:
            call.tx.delete(timer)
            function(call, *timer.args)
            self._again(call, timer, every_s)
            self._kernel.store.apply(call.tx)
        except Exception:
            self._failed(timer)

    async def _run_plane(self, call: "Call", function: Any, timer: Timer, every_s: float | None) -> None:
        try:
            await function(call, *timer.args)
        except Exception:
            self._failed(timer)
        else:
            self._finish(self._kernel.call_for_job(timer.job, timer.account, timer.region), timer, every_s)

    def _ended(self, key: tuple[str, str]) -> None:
        self._running.pop(key, None)
        self.rearm()

    def _finish(self, call: "Call", timer: Timer, every_s: float | None) -> None:
        if call.tx.get(Timer, timer.job, timer.name) == timer:
            call.tx.delete(timer)
        self._again(call, timer, every_s)
        self._kernel.store.apply(call.tx)

    def _again(self, call: "Call", timer: Timer, every_s: float | None) -> None:
        if every_s is not None and call.tx.get(Timer, timer.job, timer.name) is None:
            call.tx.at(call.clock.now() + every_s, timer.job, *timer.args)

    def _failed(self, timer: Timer) -> None:
        """Keep it owed, later and later."""
        self._failures += 1
        _log.exception("job %s(%s) failed, try %d", timer.job, ", ".join(timer.args), timer.tries + 1)
        now = self._kernel.clock.now()
        delay_s = min(_RETRY_S_MAX, 0.5 * 2.0 ** min(timer.tries, 10))
        tx = self._kernel.store.begin(now)
        tx.put(timer.replace(due_at=now + delay_s, tries=timer.tries + 1))
        self._kernel.store.apply(tx)

    async def settle(self) -> None:
        """Do all that is due now, with its consequences."""
        clock = self._kernel.clock
        while True:
            self._kernel.waits.expire(clock.now())
            timer = self._due(clock.now())
            if timer is not None:
                self._run(timer)
            elif self._running:
                await asyncio.wait(self._running.values(), return_when=asyncio.FIRST_COMPLETED)
            else:
                self._kernel.store.flush()
                if self._due(clock.now()) is None:
                    return
            await asyncio.sleep(0)

    async def advance(self, target: float) -> None:
        """Turn the clock forward to `target`, doing all that comes due on the way, in order."""
        clock = self._kernel.clock
        self._advancing = True
        try:
            clock.move(clock.now())
            await self.settle()
            while (due_at := self._next()) is not None and due_at <= target:
                clock.move(max(due_at, clock.now()))
                await self.settle()
            clock.move(max(target, clock.now()))
            await self.settle()
        finally:
            self._advancing = False
            clock.resume()
            self.rearm()
