"""What time to live owes: items that are deleted once they have expired, and what is known of when they do."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.dynamodb import storing, ttl
from fogbank.services.dynamodb.records import DELETING, Table
from fogbank.services.dynamodb.rules import Place
from fogbank.services.dynamodb.ttl_records import Expiry

_BATCH = 500


def _table(call: Call, account: str, region: str, name: str, space: str) -> Table | None:
    """The table, if it is still the one that was meant and its items expire."""
    table = call.tx.get(Table, account, region, name)
    fits = table is not None and table.space == space and table.ttl and table.status != DELETING
    return table if fits else None


@job("dynamodb.expire")
def expire(call: Call, account: str, region: str, name: str, space: str) -> None:
    """Delete items that have been expired for long enough.

    Source: Developer Guide: "TTL deletes do not consume write throughput"; indexes and streams hear of them.
    """
    table = _table(call, account, region, name, space)
    if table is None:
        return
    tx = call.tx
    due_at = tx.now - ttl.lag_s(tx)
    expiries = tx.page(Expiry, table.space, limit=_BATCH + 1)
    for expiry in expiries[:_BATCH]:
        if expiry.at > due_at:
            ttl.expire_later(tx, table, expiry.at)
            return
        place = Place(expiry.partition, expiry.sort)
        row = storing.row_at(tx, table, place)
        assert row is not None, "what expires is there"
        storing.write_unasked(call, table, place, row, None, "ttl")
    if len(expiries) > _BATCH:
        ttl.expire_later(tx, table, expiries[_BATCH].at)


@job("dynamodb.find_expiries")
def find_expiries(call: Call, account: str, region: str, name: str, space: str, *after: str) -> None:
    """Take note of when the items expire that were there before time to live was enabled; a stretch is a job."""
    table = _table(call, account, region, name, space)
    if table is None:
        return
    following = ttl.find(call.tx, table, tuple(bytes.fromhex(part) for part in after))
    if following is not None:
        parts = (part.hex() for part in following)
        call.tx.at(call.tx.now, "dynamodb.find_expiries", account, region, name, space, *parts)


@job("dynamodb.clear_expiries")
def clear_expiries(call: Call, space: str) -> None:
    """Forget when the items of a table expire."""
    if ttl.clear(call.tx, space):
        call.tx.at(call.tx.now, "dynamodb.clear_expiries", space)
