"""GetShardIterator. Source: API Reference, GetShardIterator."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodbstreams._shapes import ResourceNotFoundException, TrimmedDataAccessException
from tests.services.dynamodb.conftest import item
from tests.services.dynamodbstreams.conftest import Stream

DAY = 86_400


def keys(found: Any) -> list[Any]:
    return [record["dynamodb"]["Keys"]["id"]["S"] for record in found["Records"]]


def filled(stream: Stream) -> tuple[str, list[str]]:
    """A stream with the changes of a, b and c, and their sequence numbers."""
    arn = stream.table()
    for name in "abc":
        stream.db.put(id=name)
        stream.cloud.advance(10)
    return arn, [record["dynamodb"]["SequenceNumber"] for record in stream.records(arn)]


class TestShape:
    def test_it_begins_with_the_streams_arn(self, stream: Stream) -> None:
        arn = stream.table()
        assert stream.iterator(arn).startswith(f"{arn}|1|")

    def test_types(self, stream: Stream) -> None:
        arn = stream.table()
        with pytest.raises(ValidationFailed, match="shardIteratorType"):
            stream.iterator(arn, "NEWEST")


class TestRules:
    @pytest.mark.parametrize(
        ("kind", "more", "text"),
        [
            ("AT_SEQUENCE_NUMBER", {}, "SequenceNumber must be specified"),
            ("AFTER_SEQUENCE_NUMBER", {}, "SequenceNumber must be specified"),
            ("AT_TIMESTAMP", {}, "Timestamp must be specified"),
            ("LATEST", {"SequenceNumber": "1" * 21}, "SequenceNumber must not be specified"),
            ("AT_SEQUENCE_NUMBER", {"SequenceNumber": "9" * 40}, "Invalid SequenceNumber"),
            ("AT_SEQUENCE_NUMBER", {"SequenceNumber": "x" * 21}, "Invalid SequenceNumber"),
        ],
    )
    def test_what_goes_together(self, stream: Stream, kind: str, more: dict[str, Any], text: str) -> None:
        arn = stream.table()
        with pytest.raises(ValidationFailed, match=text):
            stream.iterator(arn, kind, **more)

    def test_no_such_stream(self, stream: Stream) -> None:
        arn = stream.table()
        shard = stream.shards(arn)[0]["ShardId"]
        for wrong in (arn.replace("us-east-1", "eu-west-1"), f"{arn[:-1]}x"):
            with pytest.raises(ResourceNotFoundException, match=f"Stream: {wrong} not found"):
                stream.call("GetShardIterator", StreamArn=wrong, ShardId=shard, ShardIteratorType="LATEST")
        with pytest.raises(ValidationFailed, match="Invalid StreamArn"):
            stream.call("GetShardIterator", StreamArn="x" * 40, ShardId=shard, ShardIteratorType="LATEST")

    def test_no_such_shard(self, stream: Stream) -> None:
        arn = stream.table()
        with pytest.raises(ResourceNotFoundException, match="Requested resource not found: Shard does not exist"):
            stream.call("GetShardIterator", StreamArn=arn, ShardId="shardId-" + "0" * 20, ShardIteratorType="LATEST")

    def test_a_number_that_was_trimmed(self, stream: Stream) -> None:
        arn, numbers = filled(stream)
        stream.cloud.advance(DAY - 30)
        for kind in ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"):
            with pytest.raises(TrimmedDataAccessException):
                stream.iterator(arn, kind, SequenceNumber=numbers[0])
        assert keys(stream.get(stream.iterator(arn, "AT_SEQUENCE_NUMBER", SequenceNumber=numbers[1]))) == ["b", "c"]


class TestBehaviour:
    def test_trim_horizon_and_latest(self, stream: Stream) -> None:
        arn, _ = filled(stream)
        assert keys(stream.get(stream.iterator(arn, "TRIM_HORIZON"))) == ["a", "b", "c"]
        latest = stream.iterator(arn, "LATEST")
        assert keys(stream.get(latest)) == []
        stream.db.call("DeleteItem", TableName="things", Key=item(id="a"))
        assert keys(stream.get(latest)) == ["a"]

    def test_at_and_after_a_number(self, stream: Stream) -> None:
        arn, numbers = filled(stream)
        assert keys(stream.get(stream.iterator(arn, "AT_SEQUENCE_NUMBER", SequenceNumber=numbers[1]))) == ["b", "c"]
        assert keys(stream.get(stream.iterator(arn, "AFTER_SEQUENCE_NUMBER", SequenceNumber=numbers[1]))) == ["c"]

    def test_at_the_first_number_of_a_shard(self, stream: Stream) -> None:
        arn, _ = filled(stream)
        first = stream.shards(arn)[0]["SequenceNumberRange"]["StartingSequenceNumber"]
        found = stream.get(stream.iterator(arn, "AT_SEQUENCE_NUMBER", SequenceNumber=first))
        assert keys(found) == ["a", "b", "c"]

    def test_at_an_instant(self, stream: Stream) -> None:
        arn, _ = filled(stream)
        now = stream.cloud.now()
        assert keys(stream.get(stream.iterator(arn, "AT_TIMESTAMP", Timestamp=now - 20))) == ["b", "c"]
        assert keys(stream.get(stream.iterator(arn, "AT_TIMESTAMP", Timestamp=now))) == []
        assert keys(stream.get(stream.iterator(arn, "AT_TIMESTAMP", Timestamp=0.0))) == ["a", "b", "c"]
