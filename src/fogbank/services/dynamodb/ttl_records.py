"""What is kept for time to live. Instants are epoch seconds of virtual time."""

from fogbank.kernel.store import Record, table


class TimeToLive(Record, frozen=True, array_like=True):
    """What was set last for a table (by its space): by which attribute items expire, since when, or that none do."""

    __table__ = table("dynamodb.ttl", key=("space",))
    space: str
    attribute: str
    enabled: bool
    changed_at: float


class Expiry(Record, frozen=True, array_like=True):
    """An item that expires, by its place in a table."""

    __table__ = table("dynamodb.expiry", key=("space", "at", "partition", "sort"))
    space: str
    at: float
    partition: bytes
    sort: bytes
