"""The store of one cloud: transactions over an engine, one durable commit for each turn of the loop.

Transactions run one after another on the loop's thread, so they are serial by nature. What they wrote is applied at
once and becomes durable at the end of the turn; answers wait for that (`when_durable`).
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fogbank.kernel.store.embedded import Embedded
from fogbank.kernel.store.records import Plan, Plans, Record
from fogbank.kernel.store.tx import Tx

_CACHE_MAX = 20_000
Then = Callable[[BaseException | None], None]
Turn = Callable[[Callable[[], None]], object]


class Store:
    """Rows of one cloud. `turn` schedules the commit (a loop's `call_soon`); without one, `flush` must be called.

    `on_apply` hears of keys as soon as they are written, `on_change` once they are durable; `on_loss` hears that rows
    were taken back or replaced.
    """

    def __init__(self, engine: Embedded) -> None:
        self.engine = engine
        self.plans = Plans()
        self.turn: Turn | None = None
        self.later: Turn = lambda flush: None
        self.metering = False
        self.react: Callable[[Tx, object], None] = lambda tx, event: None
        self.on_usage: Callable[[Tx, list[tuple[Any, ...]]], None] = lambda tx, usage: None
        self.on_change: Callable[[list[bytes]], None] = lambda keys: None
        self.on_apply: Callable[[Iterable[bytes]], None] = lambda keys: None
        self.on_loss: Callable[[], None] = lambda: None
        self._cache: dict[bytes, Record | None] = {}
        self._usage: list[tuple[Any, ...]] = []
        self._changed: list[bytes] = []
        self._then: list[Then] = []
        self._dirty = False
        self._failure: BaseException | None = None

    def begin(self, now: float, account: str = "", region: str = "") -> Tx:
        """A new transaction."""
        return Tx(self, now, account, region)

    def find(self, plan: Plan, key: bytes) -> Any:
        """The record at a key, through the cache for tables that ask for it."""
        if not plan.cached:
            value = self.engine.get(key)
            return None if value is None else plan.decode(value)
        try:
            return self._cache[key]
        except KeyError:
            value = self.engine.get(key)
            record = None if value is None else plan.decode(value)
            self._remember(key, record)
            return record

    def _remember(self, key: bytes, record: Record | None) -> None:
        """Keep what stands at a key, also that nothing does."""
        if len(self._cache) >= _CACHE_MAX:
            for old in list(self._cache)[: _CACHE_MAX // 10]:
                del self._cache[old]
        self._cache[key] = record

    def apply(self, tx: Tx) -> None:
        """Take over what a transaction wrote; durable at the end of the turn.

        Usage alone, of a call that only read, makes no commit: it goes with the next one, a second later at most.
        """
        if tx.effects:
            self._usage += tx.effects
            if not self.metering:
                self.metering = True
                self.later(self.flush_usage)
        if tx.rows:
            if not self._dirty:
                self._dirty = True
                if self.turn is not None:
                    self.turn(self.flush)
            self._write(tx)
            self._changed += tx.rows
            self.on_apply(tx.rows)

    def _write(self, tx: Tx) -> None:
        try:
            self.engine.write([(key, self._encode(key, row)) for key, row in tx.rows.items()])
        except Exception as error:  # half a transaction may be in: the whole turn is called off
            self._failure = error
            raise

    def _encode(self, key: bytes, row: Any) -> bytes | None:
        if row is None:
            self._cache.pop(key, None)
            return None
        if type(row) is bytes:
            return row
        plan = self.plans[type(row)]
        if plan.cached:
            self._remember(key, row)
        return plan.encode(row)

    def when_durable(self, then: Then) -> None:
        """Call `then(None)` once all that was applied so far is durable (at once where it is), or with the failure."""
        if self._dirty:
            self._then.append(then)
        else:
            then(None)

    def flush(self) -> None:
        """End the turn: commit, then tell who waits."""
        if not self._dirty:
            self.engine.commit()
            return
        failure, self._failure = self._failure, None
        try:
            if failure is not None:
                raise failure
            if self._usage:
                usage, self._usage = self._usage, []
                tx = self.begin(0.0)
                self.on_usage(tx, usage)
                self._write(tx)
            self.engine.commit()
        except Exception as error:  # a full or broken disk: nobody may hear that it went well
            failure, self._failure = error, None
            self._forget()
            self.engine.rollback()
        self._dirty = False
        then, self._then = self._then, []
        changed, self._changed = self._changed, []
        for each in then:
            each(failure)
        if failure is None:
            self.on_change(changed)

    def flush_usage(self) -> None:
        """Commit usage that no other write has taken along."""
        self.metering = False
        if self._usage:
            self._dirty = True
        self.flush()

    def save(self, path: Path) -> None:
        """Copy everything into a new file."""
        self.flush_usage()
        self.engine.copy_to(path)

    def load(self, path: Path) -> None:
        """Replace everything by a copy made with `save`: wholly or not at all."""
        self.flush()
        self.engine.copy_from(path)
        self._forget()

    def clear(self) -> None:
        """Remove everything."""
        self.flush_usage()
        self.engine.clear()
        self._forget()

    def _forget(self) -> None:
        """Rows are not what they were, without having been written."""
        self._cache.clear()
        self.on_loss()

    def close(self) -> None:
        """Commit and let go of the file."""
        self.flush_usage()
        self.engine.close()
