"""Streams and their shards: listed and described."""

from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodbstreams import errors, names
from fogbank.services.dynamodbstreams._shapes import (
    DescribeStreamInput,
    ListStreamsInput,
    ListStreamsOutput,
)

_PAGE_MAX = 100


def _limit(asked: int | None) -> int:
    if asked is not None and asked > _PAGE_MAX:
        raise errors.over_limit(asked, _PAGE_MAX)
    return asked or _PAGE_MAX


@operation("ListStreams")
def list_streams(call: Call, req: ListStreamsInput) -> ListStreamsOutput:
    """The streams of the caller's account and region, or of one table; pages of 100 at most.

    Errors: ValidationException.
    Source: API Reference, ListStreams.
    """
    limit = _limit(req.get("Limit"))
    after = req.get("ExclusiveStartStreamArn", "")
    if after and parse(after) is None:
        raise errors.bad_arn()
    found, more = call.ask("streams", call.account, call.region, req.get("TableName", ""), after, limit)
    told: ListStreamsOutput = {"Streams": found}
    if more:
        told["LastEvaluatedStreamArn"] = found[-1]["StreamArn"]
    return told


@operation("DescribeStream", on=names.on_stream)
def describe_stream(call: Call, req: DescribeStreamInput) -> dict[str, Any]:
    """Tell all of a stream, with its shards in the order in which they were opened; pages of 100 at most.

    Errors: ResourceNotFoundException, ValidationException.
    Source: API Reference, DescribeStream.
    """
    limit = _limit(req.get("Limit"))
    told = names.find(call, req["StreamArn"])
    shards = _chosen(told["Shards"], req)
    told["Shards"] = shards[:limit]
    if len(shards) > limit:
        told["LastEvaluatedShardId"] = shards[limit - 1]["ShardId"]
    return {"StreamDescription": told}


def _chosen(shards: list[dict[str, Any]], req: DescribeStreamInput) -> list[dict[str, Any]]:
    """The shards behind the one that the last page ended with; with a filter, the children of one shard."""
    only = req.get("ShardFilter", {})
    if "ShardId" in only:
        shards = [shard for shard in shards if shard.get("ParentShardId") == only["ShardId"]]
    start = req.get("ExclusiveStartShardId")
    if start is None:
        return shards
    # Shards are numbered in the order of their ids, of those that were opened at the same instant by chance.
    ids = [shard["ShardId"] for shard in shards]
    return shards[ids.index(start) + 1 :] if start in ids else [shard for shard in shards if shard["ShardId"] > start]
