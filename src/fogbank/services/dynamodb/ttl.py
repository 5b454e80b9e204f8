"""Time to live: items with an instant in an attribute are deleted some time after it; until then they can be read.

Source: Developer Guide, Using time to live (TTL) in DynamoDB; Working with expired items and time to live.
"""

from fogbank.kernel.quotas import applied
from fogbank.kernel.store import Tx
from fogbank.services.dynamodb.records import Item, Row, Table
from fogbank.services.dynamodb.ttl_records import Expiry, TimeToLive

CHANGES_S = 3600.0
"""Source: API Reference, UpdateTimeToLive: calls for the same table during one hour are refused."""
LAG_S = 600.0
"""How long after its instant an item is deleted, where a quota of ours does not say otherwise: AWS, within days."""
YEARS_S = 5 * 365 * 86_400.0
"""Source: Developer Guide: items whose instant is more than five years ago are left alone."""
_LATEST = 1e15
_BATCH = 500


def follow_item(tx: Tx, table: Table, old: Row | None, new: Row | None) -> None:
    """Keep what is known of when an item expires."""
    before = _instant(old.item, table.ttl) if old is not None else None
    after = _instant(new.item, table.ttl) if new is not None else None
    if before == after:
        return
    if old is not None and before is not None:
        tx.delete(Expiry(table.space, before, old.partition, old.sort))
    if new is not None and after is not None and after > tx.now - YEARS_S:
        tx.put(Expiry(table.space, after, new.partition, new.sort))
        expire_later(tx, table, after)


def _instant(item: Item, attribute: str) -> float | None:
    """When an item expires; None where its attribute is no number of seconds."""
    text = item.get(attribute, {}).get("N")
    at = float(text) if text is not None else -1.0
    return at if 0.0 <= at < _LATEST else None


def lag_s(tx: Tx) -> float:
    """How long after its instant an item is deleted."""
    return applied(tx, "dynamodb", "ttl-lag-seconds", LAG_S)


def expire_later(tx: Tx, table: Table, at: float) -> None:
    """Owe the deletion of what expires at an instant."""
    tx.owe(max(at + lag_s(tx), tx.now), "dynamodb.expire", table.account, table.region, table.name, table.space)


def find(tx: Tx, table: Table, start: tuple[bytes, ...]) -> tuple[bytes, ...] | None:
    """Take note of when a stretch of a table's items expire; where the next stretch begins, None at the end."""
    rows = tx.page(Row, table.space, start=start, limit=_BATCH)
    for row in rows:
        at = _instant(row.item, table.ttl)
        if at is not None and at > tx.now - YEARS_S:
            tx.put(Expiry(table.space, at, row.partition, row.sort))
            expire_later(tx, table, at)
    return (rows[-1].partition, rows[-1].sort + b"\0") if len(rows) == _BATCH else None


def clear(tx: Tx, space: str) -> bool:
    """Forget a stretch of what expires in a table; whether there is more."""
    expiries = tx.page(Expiry, space, limit=_BATCH)
    for expiry in expiries:
        tx.delete(expiry)
    return len(expiries) == _BATCH


def forget(tx: Tx, table: Table) -> None:
    """A table is to be deleted."""
    known = tx.get(TimeToLive, table.space)
    if known is not None:
        tx.delete(known)
        tx.at(tx.now, "dynamodb.clear_expiries", table.space)
