"""Usage: what was used, by hour, account, region and resource; priced later by a price book."""

from typing import Any

from fogbank.kernel.store.records import Record, table
from fogbank.kernel.store.tx import Tx


class Usage(Record, frozen=True, array_like=True):
    """One hour of one kind of use. `hour` counts hours since the epoch, in virtual time."""

    __table__ = table(
        "kernel.usage", key=("account", "region", "service", "usage_type", "resource", "hour"), cached=True
    )
    account: str
    region: str
    service: str
    usage_type: str
    resource: str
    hour: int
    quantity: float


def record(tx: Tx, used: list[tuple[Any, ...]], now: float) -> None:
    """Add a turn's usage to the hour's rows: one row for each kind, however many calls."""
    hour = int(now // 3600)
    sums: dict[tuple[str, str, str, str, str], float] = {}
    for account, region, service, usage_type, resource, quantity in used:
        what = (account, region, service, usage_type, resource)
        sums[what] = sums.get(what, 0.0) + quantity
    for (account, region, service, usage_type, resource), quantity in sums.items():
        known = tx.get(Usage, account, region, service, usage_type, resource, hour)
        total = (known.quantity if known else 0.0) + quantity
        tx.put(Usage(account, region, service, usage_type, resource, hour, total))
