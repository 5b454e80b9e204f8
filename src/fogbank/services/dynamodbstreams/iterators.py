"""Shard iterators: the stream's ARN, a one, and a token that says where to go on and until when it is good.

Source: API Reference, GetShardIterator, with its example of an iterator.
"""

from typing import NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodbstreams import errors

EXPIRES_S = 900.0
"""Source: API Reference, GetShardIterator: "A shard iterator expires 15 minutes after it is returned"."""


class Position(NamedTuple):
    """A place in a shard: the number of the first record that is to be read."""

    stream: str
    shard: str
    number: int


def make(call: Call, position: Position) -> str:
    """An iterator that begins at a position."""
    resume = (position.shard, position.number, call.clock.now() + EXPIRES_S)
    return f"{position.stream}|1|{call.kernel.tokens.make(_scope(position.stream), resume)}"


def read(call: Call, iterator: str) -> Position:
    """Where an iterator begins. Errors: ValidationException, ExpiredIteratorException."""
    parts = iterator.split("|")
    try:
        stream, _, token = parts
        shard, number, expires_at = call.kernel.tokens.read(_scope(stream), token)
    except (ValueError, ServiceError):
        raise errors.bad_iterator() from None
    if call.clock.now() > expires_at:
        raise errors.expired()
    return Position(stream, shard, number)


def _scope(stream: str) -> str:
    return f"dynamodbstreams:iterator:{stream}"
