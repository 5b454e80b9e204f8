"""Limits: counts and rates, by account and region, with AWS's quota codes and defaults from each service's manifest."""

from fogbank.kernel.clock import Clock
from fogbank.kernel.store.records import Record, table
from fogbank.kernel.store.tx import Tx


class Quota(Record, frozen=True, array_like=True):
    """A quota that was raised or lowered for one account and region."""

    __table__ = table("kernel.quota", key=("account", "region", "service", "code"), cached=True)
    account: str
    region: str
    service: str
    code: str
    value: float


def applied(tx: Tx, service: str, code: str, default: float) -> float:
    """The quota's value for the transaction's account and region."""
    known = tx.get(Quota, tx.account, tx.region, service, code)
    return known.value if known else default


class Rates:
    """Token buckets in virtual time. Kept in memory: a restart forgives what was used."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, ...], tuple[float, float]] = {}

    def take(self, key: tuple[str, ...], per_second: float, *, burst: float, tokens: float = 1.0) -> bool:
        """Take tokens from the bucket of this key; False where it does not hold so many."""
        now = self._clock.now()
        left, at = self._buckets.get(key, (burst, now))
        left = min(burst, left + max(0.0, now - at) * per_second)
        if left < tokens:
            self._buckets[key] = (left, now)
            return False
        self._buckets[key] = (left - tokens, now)
        if len(self._buckets) > 10_000:
            self._sweep(now)
        return True

    def _sweep(self, now: float) -> None:
        """Forget the buckets that nobody has used for a while: they are full again."""
        self._buckets = {key: (left, at) for key, (left, at) in self._buckets.items() if now - at < 60.0}
