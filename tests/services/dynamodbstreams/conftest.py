"""A table with a stream, and its records read as consumers do: shard by shard, parents before children."""

from typing import Any

import pytest

from tests.cloud import Driver
from tests.services.dynamodb.conftest import Database, throughput

Record = dict[str, Any]


class Stream:
    """DynamoDB and its streams in one cloud."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.db = Database(cloud)

    def call(self, operation: str, **params: Any) -> Any:
        """An operation of DynamoDB Streams."""
        return self.cloud.call("dynamodbstreams", operation, params)

    def table(self, view: str = "NEW_AND_OLD_IMAGES", name: str = "things", key: str = "id:S", **more: Any) -> str:
        """A table with one shard; the ARN of its stream."""
        specification = {"StreamEnabled": True, "StreamViewType": view}
        more = throughput(100, 100) | more if "BillingMode" not in more else more
        self.db.table(name, key, StreamSpecification=specification, **more)
        arn: str = self.db.describe(name)["LatestStreamArn"]
        return arn

    def shards(self, arn: str) -> list[dict[str, Any]]:
        """All shards of a stream."""
        found: list[dict[str, Any]] = self.call("DescribeStream", StreamArn=arn)["StreamDescription"]["Shards"]
        return found

    def iterator(self, arn: str, kind: str = "TRIM_HORIZON", shard: int = 0, **more: Any) -> str:
        """An iterator of one of the shards."""
        shard_id = self.shards(arn)[shard]["ShardId"]
        found: str = self.call("GetShardIterator", StreamArn=arn, ShardId=shard_id, ShardIteratorType=kind, **more)[
            "ShardIterator"
        ]
        return found

    def get(self, iterator: str, **more: Any) -> Any:
        """What an iterator gives."""
        return self.call("GetRecords", ShardIterator=iterator, **more)

    def records(self, arn: str) -> list[Record]:
        """All records, in the order of the shards."""
        count = len(self.shards(arn))
        return [record for number in range(count) for record in self.get(self.iterator(arn, shard=number))["Records"]]


@pytest.fixture
def stream(cloud: Driver) -> Stream:
    """DynamoDB Streams in a cloud whose clock is frozen."""
    return Stream(cloud)
