"""What is kept of streams: their shards, and the changes in these. Instants are epoch seconds of virtual time."""

from fogbank.kernel.store import Record, table
from fogbank.services.dynamodb.records import Item


class Counter(Record, frozen=True, array_like=True):
    """The number of the last change of a table that was numbered. `space` is the table's."""

    __table__ = table("dynamodb.counter", key=("space",), cached=True)
    space: str
    last: int


class Shard(Record, frozen=True, array_like=True):
    """A shard; stored inside of its stream.

    `number`: in the order in which they were opened. `low` (included) and `high`: the hashes of its partitions.
    `first`, `last`: the numbers that changes in it can have; `last` is 0 while it is open. `trimmed`: the last number
    that was trimmed, or 0.
    """

    id: str
    number: int
    low: int
    high: int
    parent: str
    opened_at: float
    first: int
    last: int = 0
    closed_at: float = 0.0
    trimmed: int = 0


class Stream(Record, frozen=True, array_like=True):
    """A stream of a table, also of one that is no more. `id`: under which its changes are kept.

    `key`: the table's key attributes. `closed_at`: 0.0 while changes come. `shards`: in the order of their numbers.
    """

    __table__ = table("dynamodb.stream", key=("account", "region", "table", "label"), cached=True)
    account: str
    region: str
    table: str
    label: str
    id: str
    arn: str
    view: str
    key: tuple[str, ...]
    created_at: float
    closed_at: float = 0.0
    shards: tuple[Shard, ...] = ()
    policy: str = ""
    policy_revision: str = ""


class Change(Record, frozen=True, array_like=True):
    """A change of an item, with the images that the view of its stream has. `size_bytes` of all that it tells.

    `name`: INSERT, MODIFY or REMOVE. `by`: as in events.ItemChanged.
    """

    __table__ = table("dynamodb.change", key=("stream", "shard", "sequence"))
    stream: str
    shard: int
    sequence: int
    at: float
    name: str
    size_bytes: int
    key: Item
    new: Item | None
    old: Item | None
    by: str = ""
