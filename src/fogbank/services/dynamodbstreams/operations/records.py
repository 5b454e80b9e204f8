"""Records of a shard: where to begin, and what is there."""

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import operation
from fogbank.services.dynamodbstreams import errors, iterators, names
from fogbank.services.dynamodbstreams._shapes import (
    GetRecordsInput,
    GetRecordsOutput,
    GetShardIteratorInput,
    GetShardIteratorOutput,
)
from fogbank.services.dynamodbstreams.iterators import Position

_RECORDS_MAX = 1000

_NEEDS = {
    "AT_SEQUENCE_NUMBER": "SequenceNumber",
    "AFTER_SEQUENCE_NUMBER": "SequenceNumber",
    "AT_TIMESTAMP": "Timestamp",
}


@operation("GetShardIterator", on=names.on_stream)
def get_shard_iterator(call: Call, req: GetShardIteratorInput) -> GetShardIteratorOutput:
    """Tell where in a shard to begin; good for 15 minutes.

    Errors: ResourceNotFoundException, TrimmedDataAccessException, ValidationException.
    Source: API Reference, GetShardIterator.
    """
    arn, kind = req["StreamArn"], req["ShardIteratorType"]
    needed = _NEEDS.get(kind)
    if needed is not None and needed not in req:
        raise errors.needs(needed, kind)
    for member in ("SequenceNumber", "Timestamp"):
        if member in req and member != needed:
            raise errors.needless(member, kind)
    names.find(call, arn)
    found = call.ask(
        "stream-position", arn, req["ShardId"], kind, req.get("SequenceNumber", ""), req.get("Timestamp", 0.0)
    )
    if isinstance(found, str):
        raise _refusal(found)
    return {"ShardIterator": iterators.make(call, Position(arn, req["ShardId"], found))}


def _refusal(why: str) -> ServiceError:
    return {"shard": errors.no_shard, "trimmed": errors.trimmed, "sequence": errors.bad_sequence}[why]()


@operation("GetRecords", on=names.on_iterator)
def get_records(call: Call, req: GetRecordsInput) -> GetRecordsOutput:
    """Records of a shard, up to a thousand or 1 MB; none where nothing has changed.

    Errors: ResourceNotFoundException, ExpiredIteratorException, TrimmedDataAccessException, ValidationException.
    Source: API Reference, GetRecords.
    """
    limit = req.get("Limit", _RECORDS_MAX)
    if limit > _RECORDS_MAX:
        raise errors.over_limit(limit, _RECORDS_MAX)
    position = iterators.read(call, req["ShardIterator"])
    found = call.ask("stream-records", position.stream, position.shard, position.number, limit)
    if isinstance(found, str):
        raise _refusal(found)
    records, following = found
    told: GetRecordsOutput = {"Records": records}
    if following is not None:
        told["NextShardIterator"] = iterators.make(call, position._replace(number=following))
    return told
