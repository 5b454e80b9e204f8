"""The kernel of one cloud: its store, clock, ids, jobs and pipeline, put together. Many can live in one process."""

import asyncio
import functools
from collections.abc import Coroutine
from typing import Any

from fogbank.kernel import audit, events, meter, replay
from fogbank.kernel.call import Call
from fogbank.kernel.clock import Clock
from fogbank.kernel.identity.keys import DEFAULT_ACCOUNT, forget_key
from fogbank.kernel.identity.principal import service_of
from fogbank.kernel.identity.standing import Access
from fogbank.kernel.identity.uses import Uses
from fogbank.kernel.ids import Ids
from fogbank.kernel.jobs import Scheduler
from fogbank.kernel.paging import Tokens
from fogbank.kernel.pipeline import Pipeline
from fogbank.kernel.quotas import Rates
from fogbank.kernel.registry import Registry
from fogbank.kernel.store import Record, Store, table
from fogbank.kernel.store.embedded import Embedded
from fogbank.kernel.topology import Topology
from fogbank.kernel.waits import Waits

_USAGE_WAITS_S = 1.0


class State(Record, frozen=True, array_like=True):
    """What the kernel itself keeps over restarts: the clock's state, the secret of its tokens, how often it began."""

    __table__ = table("kernel.state", key=("id",))
    id: str
    clock: tuple[float, float, float, bool, list[tuple[float, float, float]]]
    token_secret: bytes
    starts: int = 0


class Kernel:
    """One cloud below its services. `wire` is the pipeline's door to requests (wire/door.py).

    `sources`: which service answers a question of the access decision (kernel/operation.py, `source`).
    """

    def __init__(self, engine: Embedded, registry: Registry, *, wire: Any, seed: int | None = None) -> None:
        self.registry = registry
        self.clock = Clock()
        self.ids = Ids(seed)
        self.store = Store(engine)
        self.topology = Topology()
        self.waits = Waits()
        self.audit = audit.Audit()
        self.rates = Rates(self.clock)
        self.planes: dict[str, Any] = {}
        self.sources: dict[str, str] = {}
        self.access = Access(self)
        self.uses = Uses()
        self.endpoint = "http://127.0.0.1:4566"
        self.wire = wire
        self._tasks: set[asyncio.Task[None]] = set()
        self._recall_state()
        self.scheduler = Scheduler(self)
        self.pipeline = Pipeline(self)
        self.store.react = lambda tx, event: events.react(registry, tx, event)
        self.store.on_usage = lambda tx, used: meter.record(tx, used, self.clock.now())
        self.store.on_change = self._changed
        self.store.on_apply = self.access.changed
        self.store.on_loss = self._lost
        registry.on_load = self.access.forget
        registry.add_job("kernel.trim_trail", audit.trim_trail)
        registry.add_job("kernel.trim_replay", replay.trim_replay)
        registry.add_job("kernel.forget_key", forget_key)

    def _recall_state(self) -> None:
        state = self.store.begin(0.0).get(State, "kernel")
        if state is None:
            state = State("kernel", self.clock.state(), self.ids.secret(32))
        else:
            self.clock.load(*state.clock)
            state = state.replace(starts=state.starts + 1)
            self.ids.begin(state.starts)
        self._state = state
        self._keep(state)
        self.tokens = Tokens(state.token_secret)

    def _keep(self, state: State) -> None:
        tx = self.store.begin(0.0)
        tx.put(state)
        self.store.apply(tx)
        self.store.flush()

    def keep_clock(self) -> None:
        """Make the clock's setting survive a restart."""
        self._state = self._state.replace(clock=self.clock.state())
        self._keep(self._state)

    def _changed(self, keys: list[bytes]) -> None:
        self.waits.changed(keys)
        self.scheduler.changed(keys)

    def _lost(self) -> None:
        self.access.forget()
        self.uses.forget()

    def call_for_job(self, job: str, account: str, region: str) -> Call:
        """The call under which a job runs: the service itself, in the account and region that owed it."""
        service = job.partition(".")[0]
        account = account or DEFAULT_ACCOUNT
        call = Call(self, service, job, service_of(service, account), region or "us-east-1")
        call.tx = self.store.begin(call.started_at, account, call.region)
        return call

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a coroutine beside the loop's other work; it is kept alive until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def start(self) -> None:
        """Begin to run: commits by turns of this loop, jobs by the clock."""
        loop = asyncio.get_running_loop()
        self.store.turn = self.store.engine.turn = loop.call_soon
        self.store.later = functools.partial(loop.call_later, _USAGE_WAITS_S)
        self.scheduler.start()

    async def stop(self) -> None:
        """Stop jobs, commit, close the store."""
        await self.scheduler.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.store.turn = self.store.engine.turn = None
        self.store.close()

    def reload(self) -> None:
        """After the store's content was replaced: take clock, secrets and timers from it."""
        self._recall_state()
        if self.scheduler.started:
            self.scheduler.start()

    async def advance(self, seconds: float) -> None:
        """Turn the clock forward by so many seconds, doing all that comes due; then keep its setting."""
        await self.scheduler.advance(self.clock.now() + seconds)
        self.keep_clock()
