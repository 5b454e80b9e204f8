"""What SQS keeps: queues, messages, groups, tasks. Instants are epoch seconds of virtual time."""

from typing import ClassVar

from fogbank.kernel.store import Index, Record, table
from fogbank.kernel.store.records import TableSpec


class Queue(Record, frozen=True, array_like=True):
    """One queue and its settings. `id` outlives a purge, `shelf` does not. `policy` and the two others are JSON."""

    __table__ = table(
        "sqs.queue",
        key=("account", "region", "name"),
        cached=True,
        dead_letter=Index("dead_letter_arn", where=lambda queue: bool(queue.dead_letter_arn)),
    )
    account: str
    region: str
    name: str
    id: str
    arn: str
    shelf: int
    fifo: bool
    created_at: float
    modified_at: float
    delay_s: int = 0
    body_bytes_max: int = 1_048_576
    retention_s: int = 345_600
    wait_s: int = 0
    visibility_timeout_s: int = 30
    policy: str = ""
    redrive_policy: str = ""
    dead_letter_arn: str = ""
    receive_count_max: int = 0
    redrive_allow_policy: str = ""
    managed_encryption: bool = True
    content_deduplication: bool = False
    deduplication_scope: str = "queue"
    throughput_limit: str = "perQueue"
    purged_at: float = 0.0
    data_key_reuse_s: int = 0
    kms_key: str = ""


class DataKey(Record, frozen=True, array_like=True):
    """A data key for the bodies of messages. `sealed`: as KMS encrypted it. `wrapped`: by the vault, for its period."""

    __table__ = table("sqs.data_key", key=("id",), cached=True)
    id: str
    queue_arn: str
    region: str
    sealed: bytes
    reuse_s: int
    fresh_until: float
    wrapped: bytes


class CurrentKey(Record, frozen=True, array_like=True):
    """The data key that a queue's senders use."""

    __table__ = table("sqs.current_key", key=("queue",), cached=True)
    queue: str
    kms_key: str
    data_key: str


class Deleted(Record, frozen=True, array_like=True):
    """The name of a queue deleted less than a minute ago."""

    __table__ = table("sqs.deleted", key=("account", "region", "name"))
    account: str
    region: str
    name: str
    at: float


class Shelf(Record, frozen=True, array_like=True):
    """What is known of a queue's messages as a whole.

    `due_at`: when the expiry job runs (0: it does not). `last_position`: the last FIFO position given away.
    `room`: an estimate of how many messages may still be received before those in flight must be counted again.
    """

    __table__ = table("sqs.shelf", key=("shelf",), cached=True)
    shelf: int
    due_at: float = 0.0
    last_position: int = 0
    room: int = 0


class Attribute(Record, frozen=True, array_like=True):
    """A message attribute: `text` for String and Number, `data` for Binary. Stored inside a message."""

    type: str
    text: str = ""
    data: bytes = b""


class Message(Record, frozen=True, array_like=True):
    """A message of a standard queue.

    `position`: microseconds of arrival, so that the oldest come first. `receive_count` counts over all queues, of
    which `carried` before this one. `body` is empty where it has a row of its own (Body). `delayed` until the first
    receive of a message that was sent with a delay. `data_key`: what the body is encrypted with.
    """

    __table__: ClassVar[TableSpec] = table(
        "sqs.message",
        key=("shelf", "position", "id"),
        visible=Index("shelf", "visible_at"),
        delayed=Index("shelf", "visible_at", where=lambda message: message.delayed),
    )
    shelf: int
    position: int
    id: str
    visible_at: float
    sent_at: float
    sender: str
    body: str
    body_md5: str
    size_bytes: int
    attributes: dict[str, Attribute]
    attributes_md5: str = ""
    trace_header: str = ""
    group: str = ""
    deduplication_id: str = ""
    delayed: bool = False
    receive_count: int = 0
    carried: int = 0
    received_at: float = 0.0
    first_received_at: float = 0.0
    dead_letter_source: str = ""
    data_key: str = ""


class OrderedMessage(Message, frozen=True, array_like=True):
    """A message of a FIFO queue. `position` is given away one by one; `visible_at` counts once it was received."""

    __table__ = table("sqs.ordered", key=("shelf", "position", "id"), group=Index("shelf", "group"))


class Group(Record, frozen=True, array_like=True):
    """A message group that has messages; while one is in flight, `available_at` is when the last of them is back."""

    __table__ = table("sqs.group", key=("shelf", "group"), available=Index("shelf", "available_at"))
    shelf: int
    group: str
    available_at: float


class Body(Record, frozen=True, array_like=True):
    """The body of a large message."""

    __table__ = table("sqs.body", key=("shelf", "position", "id"))
    shelf: int
    position: int
    id: str
    body: str


class Deduplication(Record, frozen=True, array_like=True):
    """A deduplication id that was used: which message it stood for."""

    __table__ = table("sqs.deduplication", key=("shelf", "key"), age=Index("shelf", "at"))
    shelf: int
    key: str
    at: float
    message_id: str
    position: int


class Attempt(Record, frozen=True, array_like=True):
    """A receive with an attempt id: the messages that it gave, and how long it hid them."""

    __table__ = table("sqs.attempt", key=("shelf", "id"), age=Index("shelf", "at"))
    shelf: int
    id: str
    at: float
    messages: list[tuple[int, str, int, float]]


class MoveTask(Record, frozen=True, array_like=True):
    """A message move task. `rate` 0: as fast as we like. `destination_arn` empty: back to where each came from."""

    __table__ = table("sqs.move_task", key=("source_arn", "started_at", "id"))
    source_arn: str
    started_at: float
    id: str
    destination_arn: str
    rate: int
    status: str
    to_move: int
    moved: int = 0
    failure: str = ""


ON_A_SHELF: tuple[type[Record], ...] = (Message, OrderedMessage, Group, Body, Deduplication, Attempt, Shelf)
