"""One transaction: a write-set over the committed rows, with typed reads, jobs, events and usage.

A transaction that is dropped leaves nothing. It may run again, so it has no effect but through itself.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.store.keys import after as behind
from fogbank.kernel.store.records import IndexPlan, Plan, Record

if TYPE_CHECKING:
    from fogbank.kernel.store.store import Store

R = TypeVar("R", bound=Record)
_SCAN_ROWS = 256
_MISSING: Any = object()

Row = Record | bytes | None


class Savepoint:
    """What a transaction looked like, to go back to."""

    __slots__ = ("effects", "rows")

    def __init__(self, rows: dict[bytes, Row], effects: int) -> None:
        self.rows = rows
        self.effects = effects


class Tx:
    """Typed reads and writes over the store. Ends by `Store.apply`, or by being dropped."""

    __slots__ = ("_order", "_plans", "_seen", "_store", "account", "effects", "now", "reads", "region", "rows")

    def __init__(self, store: "Store", now: float, account: str, region: str) -> None:
        self._store = store
        self._plans = store.plans
        self._seen: dict[bytes, Any] = {}
        self._order: list[bytes] | None = None
        self.now = now
        self.account = account
        self.region = region
        self.rows: dict[bytes, Row] = {}
        self.reads: list[bytes] = []
        self.effects: list[tuple[Any, ...]] = []

    def get(self, table: type[R], *key: Any) -> R | None:
        """The record with this key, or None."""
        plan = self._plans[table]
        encoded = plan.primary.encode(key)
        self.reads.append(encoded)
        return self._find(plan, encoded)  # type: ignore[no-any-return]

    def need(self, table: type[R], *key: Any, missing: ServiceError) -> R:
        """The record with this key; raises `missing` where there is none."""
        record = self.get(table, *key)
        if record is None:
            raise missing
        return record

    def _find(self, plan: Plan, encoded: bytes) -> Any:
        row = self.rows.get(encoded, _MISSING)
        if row is not _MISSING:
            return row
        row = self._seen.get(encoded, _MISSING)
        if row is _MISSING:
            row = self._seen[encoded] = self._store.find(plan, encoded)
        return row

    def put(self, record: Record) -> None:
        """Write the record, new or changed, and its index rows."""
        plan = self._plans[type(record)]
        key = plan.primary.key_of(record)
        old = self._find(plan, key) if plan.indexes else None
        self._set(key, record)
        for index in plan.indexes.values():
            before = _index_key(index, old)
            now = _index_key(index, record)
            if before == now:
                continue
            if before is not None:
                self._set(before, None)
            if now is not None:
                self._set(now, key)

    def insert(self, record: Record) -> None:
        """Write a record whose key is known to be new (a fresh id): saves `put` the look at the old one."""
        plan = self._plans[type(record)]
        key = plan.primary.key_of(record)
        self._set(key, record)
        for index in plan.indexes.values():
            now = _index_key(index, record)
            if now is not None:
                self._set(now, key)

    def delete(self, record: Record) -> None:
        """Remove the record and its index rows."""
        plan = self._plans[type(record)]
        key = plan.primary.key_of(record)
        old = self._find(plan, key) if plan.indexes else None
        self._set(key, None)
        for index in plan.indexes.values():
            before = _index_key(index, old)
            if before is not None:
                self._set(before, None)

    def _set(self, key: bytes, row: Row) -> None:
        if self._order is not None and key not in self.rows:
            insort(self._order, key)
        self.rows[key] = row

    def scan(
        self,
        table: type[R],
        *prefix: Any,
        index: str | None = None,
        start: tuple[Any, ...] = (),
        end: tuple[Any, ...] | None = None,
        after: tuple[Any, ...] | None = None,
        reverse: bool = False,
        limit: int | None = None,
    ) -> Iterator[R]:
        """Records in key order (or an index's), whose leading key fields equal `prefix`.

        `start` (included), `end` (excluded, with all keys that begin with it) and `after` (excluded, with all keys
        that begin with it) are the key fields that follow the prefix. Rows are fetched as they are consumed.
        """
        plan = self._plans[table]
        order = plan.primary if index is None else plan.indexes[index]
        low, high = self._bounds(order, prefix, start, end, after)
        rows = self._rows(low, high, reverse=reverse, limit=limit)
        for encoded, value in rows:
            if index is not None:
                record = self._find(plan, value)  # type: ignore[arg-type]
            elif isinstance(value, bytes):
                record = plan.decode(value)
                self._seen[encoded] = record
            else:
                record = value
            yield record

    def page(
        self,
        table: type[R],
        *prefix: Any,
        start: tuple[Any, ...] = (),
        end: tuple[Any, ...] | None = None,
        limit: int,
    ) -> list[R]:
        """Up to `limit` records as `scan` gives them, fetched and decoded all at once."""
        plan = self._plans[table]
        low, high = self._bounds(plan.primary, prefix, start, end, None)
        if self._mine(low, high):
            return list(self.scan(table, *prefix, start=start, end=end, limit=limit))
        return plan.decode_all(self._store.engine.values(low, high, limit))

    def _bounds(
        self,
        order: IndexPlan,
        prefix: tuple[Any, ...],
        start: tuple[Any, ...],
        end: tuple[Any, ...] | None,
        after: tuple[Any, ...] | None,
    ) -> tuple[bytes, bytes]:
        base = order.encode(prefix)
        self.reads.append(base)
        low = order.encode(prefix + start) if start else base
        if after is not None:
            low = max(low, behind(order.encode(prefix + after)))
        high = order.encode(prefix + end) if end is not None else behind(base)
        return low, high

    def _rows(self, low: bytes, high: bytes, *, reverse: bool, limit: int | None) -> Iterator[tuple[bytes, Row]]:
        """Merge the write-set over the stored rows, batch by batch."""
        left = limit if limit is not None else -1
        while left and low < high:
            ask = _SCAN_ROWS if left < 0 else min(left, _SCAN_ROWS)
            stored = self._store.engine.scan(low, high, ask, reverse=reverse)
            full = len(stored) == ask
            edge = stored[-1][0] if full else (low if reverse else high)
            span = (edge, high) if reverse else (low, edge + b"\0" if full else high)
            for item in self._merge(stored, *span, reverse=reverse):
                yield item
                left -= 1
                if not left:
                    return
            if not full:
                return
            low, high = (low, edge) if reverse else (edge + b"\0", high)

    def _merge(
        self, stored: list[tuple[bytes, bytes]], low: bytes, high: bytes, *, reverse: bool
    ) -> list[tuple[bytes, Row]]:
        mine = self._mine(low, high)
        if not mine:
            return stored  # type: ignore[return-value]
        merged: dict[bytes, Row] = dict(stored)
        for key in mine:
            merged[key] = self.rows[key]
        return [(key, merged[key]) for key in sorted(merged, reverse=reverse) if merged[key] is not None]

    def _mine(self, low: bytes, high: bytes) -> list[bytes]:
        if not self.rows:
            return []
        if self._order is None:
            self._order = sorted(self.rows)
        return self._order[bisect_left(self._order, low) : bisect_left(self._order, high)]

    def count(
        self,
        table: type[R],
        *prefix: Any,
        index: str | None = None,
        start: tuple[Any, ...] = (),
        end: tuple[Any, ...] | None = None,
    ) -> int:
        """How many records a scan with these bounds would give."""
        plan = self._plans[table]
        order = plan.primary if index is None else plan.indexes[index]
        low, high = self._bounds(order, prefix, start, end, None)
        total = self._store.engine.count(low, high)
        for key in self._mine(low, high):
            total += (self.rows[key] is not None) - (self._store.engine.get(key) is not None)
        return total

    def at(self, due_at: float, job: str, *args: str) -> None:
        """Run the named job with these arguments at an instant, after the commit, at least once.

        A job is known by its name and arguments: asking again moves it to the new instant.
        """
        from fogbank.kernel.jobs import Timer  # the timer table is a record like any other

        self.put(Timer.of(self, due_at, job, args))

    def owe(self, due_at: float, job: str, *args: str) -> None:
        """As `at`, but leaves a run alone that is owed already by then: for what is swept together."""
        from fogbank.kernel.jobs import Timer

        known = self.get(Timer, job, Timer.name_of(args))
        if known is None or known.due_at > due_at:
            self.put(Timer.of(self, due_at, job, args))

    def cancel(self, job: str, *args: str) -> None:
        """Take a job back."""
        from fogbank.kernel.jobs import Timer

        timer = self.get(Timer, job, Timer.name_of(args))
        if timer is not None:
            self.delete(timer)

    def emit(self, event: object) -> None:
        """Tell that something happened: the reactions to it run in this same transaction (kernel/events.py)."""
        self._store.react(self, event)

    def meter(self, service: str, usage_type: str, quantity: float, resource: str = "") -> None:
        """Add to the usage of this account and region (kernel/meter.py)."""
        self.effects.append((self.account, self.region, service, usage_type, resource, quantity))

    def savepoint(self) -> Savepoint:
        """Remember this state of the transaction."""
        return Savepoint(dict(self.rows), len(self.effects))

    def restore(self, savepoint: Savepoint) -> None:
        """Go back to a remembered state: what was written since is forgotten."""
        self.rows = dict(savepoint.rows)
        self._order = None
        del self.effects[savepoint.effects :]


def _index_key(index: IndexPlan, record: Any) -> bytes | None:
    if record is None or (index.where is not None and not index.where(record)):
        return None
    return index.key_of(record)
