"""What DynamoDB answers about its rows: to DynamoDB Streams, which is another service with the same tables.

Streams are told in the form of the DynamoDB Streams API. Numbers in a stream are whole numbers here and texts of 21
digits there: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html.
"""

import re
from hashlib import md5
from typing import Any

from fogbank.kernel.operation import source
from fogbank.kernel.quotas import applied
from fogbank.kernel.store import Tx
from fogbank.services.dynamodb import streams
from fogbank.services.dynamodb.stream_records import Change, Shard, Stream

_ARN = re.compile(r"arn:[a-z-]+:dynamodb:([a-z0-9-]+):(\d{12}):table/([a-zA-Z0-9_.-]{3,255})/stream/([0-9T:.-]+)")
_BASE = 10**20
_NUMBER_MAX = 1 << 62

Told = dict[str, Any]


def _find(tx: Tx, arn: str) -> Stream | None:
    found = _ARN.fullmatch(arn)
    stream = tx.get(Stream, found[2], found[1], found[3], found[4]) if found is not None else None
    return stream if stream is not None and not streams.is_over(stream, tx.now) else None


def _find_shard(tx: Tx, arn: str, shard_id: str) -> tuple[Stream | None, Shard | None]:
    stream = _find(tx, arn)
    shards = streams.shards_of(stream, tx.now) if stream is not None else iter(())
    return stream, next((shard for shard in shards if shard.id == shard_id), None)


@source("streams")
def streams_of(tx: Tx, account: str, region: str, table: str, after: str, limit: int) -> tuple[list[Told], bool]:
    """Streams of an account and region, perhaps of one table alone, behind the one with an ARN; are there more?"""
    prefix = (account, region, table) if table else (account, region)
    found = _ARN.fullmatch(after)
    behind = found.groups()[3 if table else 2 :] if found is not None else None
    listed: list[Told] = []
    for stream in tx.scan(Stream, *prefix, after=behind):
        if streams.is_over(stream, tx.now):
            continue
        if len(listed) == limit:
            return listed, True
        listed.append({"StreamArn": stream.arn, "TableName": stream.table, "StreamLabel": stream.label})
    return listed, False


@source("stream")
def stream_at(tx: Tx, arn: str) -> tuple[Told, str] | None:
    """The description of a stream with all its shards, and its resource policy; None where there is no such stream."""
    stream = _find(tx, arn)
    if stream is None:
        return None
    told: Told = {
        "StreamArn": stream.arn,
        "StreamLabel": stream.label,
        "StreamStatus": _status(tx, stream),
        "StreamViewType": stream.view,
        "CreationRequestDateTime": stream.created_at,
        "TableName": stream.table,
        "KeySchema": [
            {"AttributeName": name, "KeyType": role} for name, role in zip(stream.key, ("HASH", "RANGE"), strict=False)
        ],
        "Shards": [_shard(shard) for shard in streams.shards_of(stream, tx.now)],
    }
    return told, stream.policy


def _status(tx: Tx, stream: Stream) -> str:
    """A stream becomes ready when its table does."""
    seconds = applied(tx, "dynamodb", "table-change-seconds", 0.0)
    if stream.closed_at:
        return "DISABLING" if tx.now < stream.closed_at + seconds else "DISABLED"
    return "ENABLING" if tx.now < stream.created_at + seconds else "ENABLED"


def _shard(shard: Shard) -> Told:
    numbers = {"StartingSequenceNumber": _text(shard.first)}
    if shard.closed_at:
        numbers["EndingSequenceNumber"] = _text(shard.last)
    told: Told = {"ShardId": shard.id, "SequenceNumberRange": numbers}
    if shard.parent:
        told["ParentShardId"] = shard.parent
    return told


def _text(number: int) -> str:
    return str(_BASE + number)


@source("stream-position")
def position(tx: Tx, arn: str, shard_id: str, kind: str, sequence: str, at: float) -> int | str:
    """The number from which on to read; or what is wrong: "shard", "trimmed" or "sequence".

    `kind`: a ShardIteratorType, with the `sequence` or the instant that it needs.
    """
    stream, shard = _find_shard(tx, arn, shard_id)
    if stream is None or shard is None:
        return "shard"
    first = streams.horizon(tx, stream, shard)
    if kind == "TRIM_HORIZON":
        return first
    if kind == "LATEST":
        return streams.latest(tx, stream, shard)
    if kind == "AT_TIMESTAMP":
        return streams.since(tx, stream, shard, at)
    number = int(sequence) - _BASE if sequence.isdecimal() else -1
    if not shard.first <= number <= (shard.last or _NUMBER_MAX):
        return "sequence"
    if number < first:
        return "trimmed"
    return number + 1 if kind == "AFTER_SEQUENCE_NUMBER" else number


@source("stream-records")
def records(tx: Tx, arn: str, shard_id: str, number: int, limit: int) -> tuple[list[Told], int | None] | str:
    """Records from a number on, and the number to go on from, None at a shard's end; or as `position`."""
    stream, shard = _find_shard(tx, arn, shard_id)
    if stream is None or shard is None:
        return "shard"
    found = streams.read(tx, stream, shard, number, limit)
    if found is None:
        return "trimmed"
    changes, following = found
    return [_record(stream, change) for change in changes], following


def _record(stream: Stream, change: Change) -> Told:
    told: Told = {
        "ApproximateCreationDateTime": float(int(change.at)),
        "Keys": change.key,
        "SequenceNumber": _text(change.sequence),
        "SizeBytes": change.size_bytes,
        "StreamViewType": stream.view,
    }
    if change.new is not None:
        told["NewImage"] = change.new
    if change.old is not None:
        told["OldImage"] = change.old
    record: Told = {
        "eventID": md5(f"{stream.arn}/{change.sequence}".encode(), usedforsecurity=False).hexdigest(),
        "eventName": change.name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": stream.region,
        "dynamodb": told,
    }
    if change.by == "ttl":
        # Source: Developer Guide, DynamoDB Streams and Time to Live.
        record["userIdentity"] = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    return record
