"""What happened in SQS, and what it is counted as.

Usage types are those of the AWS price list; a request is charged once for each 64 KB begun.
Source: Amazon SQS pricing; AWS price list, service code AWSQueueService.
"""

from typing import NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx

_CHUNK_BYTES = 65_536


class MessagesSent(NamedTuple):
    """Messages were put into a queue by one request."""

    queue_arn: str
    fifo: bool
    messages: int
    size_bytes: int


class MessagesReceived(NamedTuple):
    """A receive was answered, with messages or without."""

    queue_arn: str
    fifo: bool
    messages: int
    size_bytes: int


class MessagesDeleted(NamedTuple):
    """Messages were deleted by one request."""

    queue_arn: str
    fifo: bool
    messages: int


@reaction(MessagesSent)
def count_sent(tx: Tx, event: MessagesSent) -> None:
    """One request for each 64 KB."""
    _meter(tx, event.queue_arn, event.fifo, event.size_bytes)


@reaction(MessagesReceived)
def count_received(tx: Tx, event: MessagesReceived) -> None:
    """One request for each 64 KB."""
    _meter(tx, event.queue_arn, event.fifo, event.size_bytes)


@reaction(MessagesDeleted)
def count_deleted(tx: Tx, event: MessagesDeleted) -> None:
    """One request."""
    _meter(tx, event.queue_arn, event.fifo, 0)


def _meter(tx: Tx, queue_arn: str, fifo: bool, size_bytes: int) -> None:
    requests = -(-size_bytes // _CHUNK_BYTES) or 1
    tx.meter("sqs", "Requests-FIFO-Tier1" if fifo else "Requests-Tier1", requests, queue_arn)
