"""What principals hold and what stands over accounts: asked of the services that keep it, remembered until what they
read has changed.

The services are named from outside (`Kernel.sources`) and asked by functions that carry `@source`. One whose package is
not loaded and that has no rows has nothing to say, and is not loaded for it.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from fogbank.kernel.errors import UnknownAccessKey
from fogbank.kernel.identity.evaluate import OPEN, Ceiling, Standing, ceiling, standing
from fogbank.kernel.identity.held import NOTHING
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.store.keys import after
from fogbank.kernel.store.tx import Tx
from fogbank.kernel.waits import Waiter, Waits

if TYPE_CHECKING:
    from fogbank.kernel.call import Call
    from fogbank.kernel.kernel import Kernel
    from fogbank.kernel.store.records import Plan

_PRINCIPALS_MAX = 4096
_NEVER = float("inf")


class _Reading(Tx):
    """A transaction whose `reads` also has the rows that it found by way of an index."""

    __slots__ = ()

    def _find(self, plan: "Plan", encoded: bytes) -> Any:
        self.reads.append(encoded)
        return super()._find(plan, encoded)


class _Known(NamedTuple):
    """What a principal holds, and what tells that this has changed."""

    principal: Principal
    standing: Standing
    waiter: Waiter


class Access:
    """Who holds what in one cloud. Its answers are those of the transaction that asks."""

    def __init__(self, kernel: "Kernel") -> None:
        self._kernel = kernel
        self._standing: dict[tuple[str, str], _Known] = {}
        self._ceiling: dict[str, Ceiling] = {}
        self._watched = Waits()
        self._tables: set[bytes] = set()

    def standing(self, call: "Call") -> Standing:
        """What the caller holds. Errors: UnknownAccessKey, where the role or user behind a session is gone."""
        principal, tx = call.principal, call.tx
        key = (principal.arn, principal.access_key)
        known = self._standing.get(key)
        if known is not None and _alike(known.principal, principal) and not (tx.rows and self._touched(tx.rows)):
            return known.standing
        if principal.kind in ("service", "anonymous"):
            return standing(principal, NOTHING, call.region)
        if tx.rows:
            return self._held(tx, principal)
        reading = _Reading(self._kernel.store, tx.now, "", "")
        found = self._held(reading, principal)
        if len(self._standing) >= _PRINCIPALS_MAX:
            self.forget()
        elif known is not None:
            self._watched.remove(known.waiter)
        waiter = self._watch(reading, lambda: self._standing.pop(key, None))
        self._standing[key] = _Known(principal, found, waiter)
        return found

    def ceiling(self, tx: Tx, account: str) -> Ceiling:
        """What stands over an account."""
        known = self._ceiling.get(account)
        if known is not None and not (tx.rows and self._touched(tx.rows)):
            return known
        ask = self._source("ceilings") if account else None
        if ask is None:
            self._ceiling[account] = OPEN
            return OPEN
        if tx.rows:
            return ceiling(ask(tx, account))
        reading = _Reading(self._kernel.store, tx.now, "", "")
        found = self._ceiling[account] = ceiling(ask(reading, account))
        self._watch(reading, lambda: self._ceiling.pop(account, None))
        return found

    def _held(self, tx: Tx, principal: Principal) -> Standing:
        ask = self._source("held")
        held = ask(tx, principal) if ask is not None else NOTHING
        if not held.exists:
            raise UnknownAccessKey(detail=f"{principal.issuer} is no more")
        return standing(principal, held)

    def _source(self, question: str) -> Callable[..., Any] | None:
        """The function that answers, or None where there is nobody to ask, or nothing to say."""
        name = self._kernel.sources.get(question)
        if name is None:
            return None
        if not self._kernel.registry.loaded(name):
            rows = f"r{name}.".encode()
            if not self._kernel.store.engine.scan(rows, after(rows), 1):
                return None  # until it is loaded, which makes that everything is asked again
        service = self._kernel.registry.service(name)
        return service.sources.get(question) if service is not None else None

    def _watch(self, tx: Tx, forget: Callable[[], object]) -> Waiter:
        def changed() -> None:
            forget()

        waiter = Waiter(_NEVER, list(dict.fromkeys(tx.reads)), changed)
        self._tables.update(map(_table, waiter.prefixes))
        self._watched.add(waiter)
        return waiter

    def _touched(self, keys: Iterable[bytes]) -> bool:
        return any(_table(key) in self._tables for key in keys)

    def changed(self, keys: Iterable[bytes]) -> None:
        """Rows were written: what was told because of them is asked again."""
        if self._tables:
            touched = [key for key in keys if _table(key) in self._tables]
            if touched:
                self._watched.changed(touched)

    def forget(self) -> None:
        """Everything may have changed."""
        self._standing.clear()
        self._ceiling.clear()
        self._tables.clear()
        self._watched = Waits()


def _alike(known: Principal, principal: Principal) -> bool:
    """Whether two principals of one ARN hold the same: when a session began, and its tags, make no difference."""
    if known is principal:
        return True
    one, other = known.session, principal.session
    if known.id != principal.id or known.kind != principal.kind:
        return False
    if one is None or other is None:
        return one is other
    return (one.issuer, one.policies, one.policy_arns) == (other.issuer, other.policies, other.policy_arns)


def _table(key: bytes) -> bytes:
    """The name of a row's table, of index rows too."""
    return key[1 : key.index(0)]
