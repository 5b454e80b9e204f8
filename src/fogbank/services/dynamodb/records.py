"""What DynamoDB keeps: tables with their settings, and rows of items. Instants are epoch seconds of virtual time."""

from typing import Any

from fogbank.kernel.store import Record, table

Item = dict[str, dict[str, Any]]
"""Attributes by name, each in the wire's form: {"S": "text"}, {"N": "1.5"}, {"L": [...]} and so on."""

ALL, KEYS_ONLY, INCLUDE = "ALL", "KEYS_ONLY", "INCLUDE"
_TABLE_UNITS_MAX = 40_000
"""Source: Developer Guide, Quotas, Table-level throughput."""
ACTIVE, CREATING, UPDATING, DELETING = "ACTIVE", "CREATING", "UPDATING", "DELETING"
INACCESSIBLE = "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
PROVISIONED, PAY_PER_REQUEST = "PROVISIONED", "PAY_PER_REQUEST"


class Throughput(Record, frozen=True, array_like=True):
    """Capacity of a table or index. `read` and `write`: units a second, 0 in on-demand mode.

    `warm_*`: what it can serve at once, in units a second. `read_max`, `write_max`: bounds of on-demand mode, or 0.
    `decreases`: how often it was lowered on the UTC day of `decreased_at`. `partitions` only grows. `wanted`: the units
    that it has once a change is done.
    """

    read: int = 0
    write: int = 0
    increased_at: float = 0.0
    decreased_at: float = 0.0
    decreases: int = 0
    warm_read: int = 0
    warm_write: int = 0
    read_max: int = 0
    write_max: int = 0
    partitions: int = 1
    wanted: tuple[int, int] | None = None

    def arrived(self) -> "Throughput":
        """After a change."""
        return self if self.wanted is None else self.replace(read=self.wanted[0], write=self.wanted[1], wanted=None)

    def doubled(self) -> "Throughput":
        """Warm for twice as much, on twice as many partitions; not above what a table may have."""
        read, write = (max(warm, min(2 * warm, _TABLE_UNITS_MAX)) for warm in (self.warm_read, self.warm_write))
        return self.replace(warm_read=read, warm_write=write, partitions=2 * self.partitions)


class Index(Record, frozen=True, array_like=True):
    """A secondary index; stored inside of its table. `space` is where its rows are.

    `hash` and `range`: key attributes, several where a global index has several; no `range` where it has none.
    `included`: the further attributes of the projection INCLUDE. `projected`: all that are projected; None for ALL.
    """

    name: str
    space: str
    local: bool
    hash: tuple[str, ...]
    range: tuple[str, ...]
    projection: str
    included: tuple[str, ...] = ()
    projected: frozenset[str] | None = None
    status: str = ACTIVE
    backfilling: bool = False
    throughput: Throughput = Throughput()


class Encryption(Record, frozen=True, array_like=True):
    """A table under a KMS key. `data_key`: as KMS encrypted it. `grant`: what lets DynamoDB use the key.

    `inaccessible_at`: since when it cannot be used; 0.0 while it can.
    """

    kms_key: str
    data_key: bytes
    managed: bool
    grant: str = ""
    inaccessible_at: float = 0.0


class Table(Record, frozen=True, array_like=True):
    """One table and its settings. `id` is its UUID; `space` is where its rows are.

    `attributes`: types of key attributes, of table and indexes, in the order in which they were given. `range` is empty
    where the key has one attribute. `billing_told`: whether descriptions have a summary of the billing mode.
    `switched_at`: the last instants at which it went to on-demand mode; `becomes`: the mode that it has once a change
    is done. `policy` is JSON. `ttl`: the attribute that says when items expire. `logged`: whether what items were
    before a change is kept.
    """

    __table__ = table("dynamodb.table", key=("account", "region", "name"), cached=True)
    account: str
    region: str
    name: str
    id: str
    arn: str
    space: str
    created_at: float
    status: str
    attributes: dict[str, str]
    hash: str
    hash_type: str
    range: str
    range_type: str
    on_demand: bool
    throughput: Throughput
    indexes: tuple[Index, ...] = ()
    billing_told: bool = False
    switched_at: tuple[float, ...] = ()
    becomes: str = ""
    table_class: str = ""
    class_changed_at: tuple[float, ...] = ()
    deletion_protected: bool = False
    stream_view: str = ""
    stream_label: str = ""
    policy: str = ""
    policy_revision: str = ""
    encryption: Encryption | None = None
    ttl: str = ""
    logged: bool = False


class Opened(Record, frozen=True, array_like=True):
    """A caller for whom KMS has opened a table's key, until an instant."""

    __table__ = table("dynamodb.opened", key=("space", "principal"), cached=True)
    space: str
    principal: str
    until: float
    data_key: bytes


class Row(Record, frozen=True, array_like=True):
    """An item of a table, or what an index has of one.

    `partition` and `sort`: the key, as keys.py encodes it. `tail`: empty in a table; in an index, where different items
    may have the same key, the item's place in the table. `size_bytes` as DynamoDB counts. `locked_until`: a
    transaction is ongoing for the item.
    """

    __table__ = table("dynamodb.row", key=("space", "partition", "sort", "tail"))
    space: str
    partition: bytes
    sort: bytes
    tail: bytes
    size_bytes: int
    item: Item
    locked_until: float = 0


class Sizes(Record, frozen=True, array_like=True):
    """How many items a table and its indexes have, and of how many bytes: by space."""

    __table__ = table("dynamodb.sizes", key=("space",), cached=True)
    space: str
    of: dict[str, tuple[int, int]]


class Collection(Record, frozen=True, array_like=True):
    """An item collection of a table with local indexes: how many bytes table and local indexes have of it."""

    __table__ = table("dynamodb.collection", key=("space", "partition"))
    space: str
    partition: bytes
    size_bytes: int


class Token(Record, frozen=True, array_like=True):
    """The token of a transaction that was done, for ten minutes. `digest` is of its request."""

    __table__ = table("dynamodb.token", key=("account", "region", "token"))
    account: str
    region: str
    token: str
    at: float
    digest: bytes
