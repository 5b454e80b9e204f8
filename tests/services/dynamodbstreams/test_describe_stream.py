"""DescribeStream. Source: API Reference, DescribeStream; Developer Guide, Change data capture for DynamoDB Streams."""

import re

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodbstreams._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import definition
from tests.services.dynamodbstreams.conftest import Stream

HOUR = 3600


class TestShape:
    def test_a_stream(self, stream: Stream) -> None:
        """DDS-001: a stream has an ARN of its own."""
        arn = stream.table(key="id:S at:N")
        told = stream.call("DescribeStream", StreamArn=arn)["StreamDescription"]
        [shard] = told.pop("Shards")
        assert told == {
            "StreamArn": arn,
            "StreamLabel": arn.rpartition("/")[2],
            "StreamStatus": "ENABLED",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            "CreationRequestDateTime": stream.cloud.now(),
            "TableName": "things",
            "KeySchema": definition("id:S at:N")["KeySchema"],
        }
        assert re.fullmatch(r"shardId-\d{20}-[0-9a-f]{8}", shard["ShardId"])
        assert set(shard["SequenceNumberRange"]) == {"StartingSequenceNumber"}

    def test_limit(self, stream: Stream) -> None:
        with pytest.raises(ValidationFailed, match="less than or equal to 100"):
            stream.call("DescribeStream", StreamArn=stream.table(), Limit=101)


class TestRules:
    def test_no_such_stream(self, stream: Stream) -> None:
        arn = "arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/2026-01-01T00:00:00.000"
        with pytest.raises(ResourceNotFoundException, match=f"Requested resource not found: Stream: {arn} not found"):
            stream.call("DescribeStream", StreamArn=arn)

    def test_no_arn(self, stream: Stream) -> None:
        with pytest.raises(ValidationFailed, match="Invalid StreamArn"):
            stream.call("DescribeStream", StreamArn="x" * 37)


class TestBehaviour:
    def test_a_shard_for_each_partition(self, stream: Stream) -> None:
        """A table in on-demand mode begins with several partitions: every item is in the shard of its hash."""
        arn = stream.table(BillingMode="PAY_PER_REQUEST")
        for number in range(60):
            stream.db.put(id=str(number))
            stream.db.put(id=str(number), again=1)
        found = [stream.get(stream.iterator(arn, shard=number))["Records"] for number in range(len(stream.shards(arn)))]
        counts = [len(records) for records in found]
        assert sum(counts) == 120
        assert all(counts)
        assert len(counts) > 1
        of_item = [{record["dynamodb"]["Keys"]["id"]["S"] for record in records} for records in found]
        assert sum(map(len, of_item)) == 60

    def test_pages(self, stream: Stream) -> None:
        arn = stream.table(BillingMode="PAY_PER_REQUEST")
        ids = [shard["ShardId"] for shard in stream.shards(arn)]
        many = len(ids) - 1
        first = stream.call("DescribeStream", StreamArn=arn, Limit=many)["StreamDescription"]
        assert [shard["ShardId"] for shard in first["Shards"]] == ids[:many]
        last = first["LastEvaluatedShardId"]
        second = stream.call("DescribeStream", StreamArn=arn, Limit=9, ExclusiveStartShardId=last)["StreamDescription"]
        assert [shard["ShardId"] for shard in second["Shards"]] == ids[many:]
        assert "LastEvaluatedShardId" not in second

    def test_children(self, stream: Stream) -> None:
        arn = stream.table()
        for _ in range(3):
            stream.db.put(id=str(stream.cloud.now()))
            stream.cloud.advance(4 * HOUR)
        first, second, third = stream.shards(arn)
        assert "ParentShardId" not in first
        only = {"Type": "CHILD_SHARDS", "ShardId": first["ShardId"]}
        found = stream.call("DescribeStream", StreamArn=arn, ShardFilter=only)["StreamDescription"]["Shards"]
        assert found == [second]
        assert third["ParentShardId"] == second["ShardId"]
        assert all("EndingSequenceNumber" in shard["SequenceNumberRange"] for shard in (first, second))

    def test_closed_shards_go_after_a_day(self, stream: Stream) -> None:
        arn = stream.table()
        stream.cloud.advance(4 * HOUR)
        stream.db.put(id="a")
        assert len(stream.shards(arn)) == 2
        stream.cloud.advance(24 * HOUR)
        [left] = stream.shards(arn)
        assert "EndingSequenceNumber" not in left["SequenceNumberRange"]

    def test_a_stream_is_not_ready_before_its_table(self, stream: Stream) -> None:
        stream.db.quota("table-change-seconds", 10)
        arn = stream.table()
        assert stream.call("DescribeStream", StreamArn=arn)["StreamDescription"]["StreamStatus"] == "ENABLING"
        stream.cloud.advance(10)
        assert stream.call("DescribeStream", StreamArn=arn)["StreamDescription"]["StreamStatus"] == "ENABLED"

    def test_the_stream_of_a_deleted_table(self, stream: Stream) -> None:
        """It can be read for 24 hours; then it is no more."""
        arn = stream.table()
        stream.db.call("DeleteTable", TableName="things")
        stream.cloud.advance(24 * HOUR - 1)
        told = stream.call("DescribeStream", StreamArn=arn)["StreamDescription"]
        assert told["StreamStatus"] == "DISABLED"
        assert "EndingSequenceNumber" in told["Shards"][0]["SequenceNumberRange"]
        stream.cloud.advance(1)
        with pytest.raises(ResourceNotFoundException):
            stream.call("DescribeStream", StreamArn=arn)
        stream.cloud.advance(HOUR)
        assert stream.call("ListStreams")["Streams"] == []
