"""UpdateTimeToLive and DescribeTimeToLive. Source: API Reference; Developer Guide, Using time to live (TTL)."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceInUseException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item

HOUR = 3600
LAG = 600
YEAR = 365 * 86_400


def enable(db: Database, attribute: str = "until", enabled: bool = True, table: str = "things") -> Any:
    specification = {"Enabled": enabled, "AttributeName": attribute}
    return db.call("UpdateTimeToLive", TableName=table, TimeToLiveSpecification=specification)


def describe(db: Database) -> Any:
    return db.call("DescribeTimeToLive", TableName="things")["TimeToLiveDescription"]


def soon(db: Database, seconds: float) -> int:
    return int(db.cloud.now() + seconds)


class TestShape:
    def test_the_answer(self, db: Database) -> None:
        db.table()
        assert enable(db) == {"TimeToLiveSpecification": {"Enabled": True, "AttributeName": "until"}}

    def test_told(self, db: Database) -> None:
        db.table()
        assert describe(db) == {"TimeToLiveStatus": "DISABLED"}
        enable(db)
        assert describe(db) == {"TimeToLiveStatus": "ENABLED", "AttributeName": "until"}
        db.cloud.advance(HOUR)
        enable(db, enabled=False)
        assert describe(db) == {"TimeToLiveStatus": "DISABLED"}

    def test_a_change_may_take_time(self, db: Database) -> None:
        db.quota("ttl-change-seconds", 60)
        db.table()
        enable(db)
        assert describe(db) == {"TimeToLiveStatus": "ENABLING", "AttributeName": "until"}
        db.cloud.advance(HOUR)
        assert describe(db)["TimeToLiveStatus"] == "ENABLED"
        enable(db, enabled=False)
        assert describe(db) == {"TimeToLiveStatus": "DISABLING", "AttributeName": "until"}

    def test_a_name_is_needed(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="attributeName"):
            enable(db, "")


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match="Table: things not found"):
            enable(db)
        with pytest.raises(ResourceNotFoundException, match="Table: things not found"):
            describe(db)

    def test_a_table_that_is_not_ready(self, db: Database) -> None:
        db.quota("table-change-seconds", 5)
        db.table()
        with pytest.raises(ResourceInUseException):
            enable(db)

    def test_once_in_an_hour(self, db: Database) -> None:
        db.table()
        enable(db)
        text = "Time to live has been modified multiple times within a fixed interval"
        with pytest.raises(ValidationFailed, match=text):
            enable(db, enabled=False)
        db.cloud.advance(HOUR)
        enable(db, enabled=False)
        with pytest.raises(ValidationFailed, match=text):
            enable(db, "other")

    def test_what_it_is_already(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=r"^TimeToLive is already disabled$"):
            enable(db, enabled=False)
        enable(db)
        with pytest.raises(ValidationFailed, match=r"^TimeToLive is already enabled$"):
            enable(db)
        for enabled in (True, False):
            with pytest.raises(
                ValidationFailed,
                match="TimeToLive is active on a different AttributeName: current AttributeName is until",
            ):
                enable(db, "other", enabled)


class TestBehaviour:
    def test_an_item_goes_some_time_after_its_instant(self, db: Database) -> None:
        """DDB-026: until it is deleted, an expired item is read as any other."""
        db.table()
        enable(db)
        db.put(id="session", until=soon(db, 100))
        db.put(id="lasting")
        db.cloud.advance(100 + LAG - 10)
        assert db.get(id="session") is not None
        db.cloud.advance(20)
        assert db.get(id="session") is None
        assert db.get(id="lasting") is not None
        assert db.describe()["ItemCount"] == 1

    def test_the_lag_is_a_setting(self, db: Database) -> None:
        db.quota("ttl-lag-seconds", 48 * HOUR)
        db.table()
        enable(db)
        db.put(id="a", until=soon(db, 0))
        db.cloud.advance(47 * HOUR)
        assert db.get(id="a") is not None
        db.cloud.advance(2 * HOUR)
        assert db.get(id="a") is None

    def test_a_later_instant_counts(self, db: Database) -> None:
        db.table()
        enable(db)
        db.put(id="a", until=soon(db, 100))
        db.put(id="b", until=soon(db, 100))
        db.call(
            "UpdateItem",
            TableName="things",
            Key=item(id="a"),
            UpdateExpression="SET #u = :u",
            ExpressionAttributeNames={"#u": "until"},
            ExpressionAttributeValues={":u": {"N": str(soon(db, 2 * HOUR))}},
        )
        db.put(id="b")
        db.cloud.advance(HOUR)
        assert db.get(id="a") is not None
        db.cloud.advance(2 * HOUR)
        assert db.get(id="a") is None
        assert db.get(id="b") is not None

    @pytest.mark.parametrize("value", [{"S": "1"}, {"N": "-5"}, {"BOOL": True}, {"L": [{"N": "1"}]}])
    def test_only_numbers_of_seconds(self, db: Database, value: dict[str, Any]) -> None:
        db.table()
        enable(db)
        db.put(id="a", until=value)
        db.cloud.advance(48 * HOUR)
        assert db.get(id="a") is not None

    def test_five_years_ago(self, db: Database) -> None:
        """An instant that is more than five years ago is taken for a mistake."""
        db.table()
        enable(db)
        db.put(id="long", until=soon(db, -5 * YEAR - 100))
        db.put(id="short", until=soon(db, -5 * YEAR + 2 * HOUR))
        db.cloud.advance(HOUR)
        assert db.get(id="long") is not None
        assert db.get(id="short") is None

    def test_items_from_before(self, db: Database) -> None:
        db.table(key="id:S at:N")
        for number in range(1200):
            db.put(id=str(number % 50), at=number, until=soon(db, -100))
        enable(db)
        db.cloud.advance(LAG)
        assert db.call("Scan", TableName="things", Select="COUNT")["Count"] == 0

    def test_disabled_in_time(self, db: Database) -> None:
        db.table()
        enable(db)
        db.put(id="a", until=soon(db, 2 * HOUR))
        db.cloud.advance(HOUR)
        enable(db, enabled=False)
        db.cloud.advance(2 * HOUR)
        assert db.get(id="a") is not None
        enable(db, "other")
        db.put(id="b", other=soon(db, 60), until=soon(db, 9 * HOUR))
        db.cloud.advance(HOUR)
        assert db.get(id="a") is not None
        assert db.get(id="b") is None

    def test_indexes_lose_it_too_and_nothing_is_consumed(self, db: Database) -> None:
        index = {
            "IndexName": "by-age",
            "KeySchema": [{"AttributeName": "age", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        }
        db.table(
            GlobalSecondaryIndexes=[index],
            AttributeDefinitions=[{"AttributeName": "age", "AttributeType": "N"}],
            ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        )
        enable(db)
        for number in range(290):
            db.put(id=str(number), age=1, until=soon(db, 0))
        db.cloud.advance(LAG)
        assert db.call("Scan", TableName="things", IndexName="by-age")["Items"] == []
        for number in range(290):
            db.put(id=str(number), age=1)

    def test_a_table_that_is_made_again(self, db: Database) -> None:
        db.table()
        enable(db)
        db.put(id="a", until=soon(db, 10))
        db.call("DeleteTable", TableName="things")
        db.settle()
        db.table()
        db.put(id="a", until=soon(db, 10))
        assert describe(db) == {"TimeToLiveStatus": "DISABLED"}
        db.cloud.advance(HOUR)
        assert db.get(id="a") is not None

    def test_the_stream_says_who(self, db: Database) -> None:
        """DDB-026: REMOVE by dynamodb.amazonaws.com; a delete by a request says nothing of the kind."""
        specification = {"StreamEnabled": True, "StreamViewType": "OLD_IMAGE"}
        capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
        db.table(StreamSpecification=specification, ProvisionedThroughput=capacity)
        enable(db)
        db.put(id="a", until=soon(db, 10))
        db.put(id="b")
        db.call("DeleteItem", TableName="things", Key=item(id="b"))
        db.cloud.advance(HOUR)
        arn = db.describe()["LatestStreamArn"]
        [shard] = db.cloud.call("dynamodbstreams", "DescribeStream", {"StreamArn": arn})["StreamDescription"]["Shards"]
        asked = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = db.cloud.call("dynamodbstreams", "GetShardIterator", asked)
        records = db.cloud.call("dynamodbstreams", "GetRecords", iterator)["Records"]
        assert [record["eventName"] for record in records] == ["INSERT", "INSERT", "REMOVE", "REMOVE"]
        assert "userIdentity" not in records[2]
        assert records[3]["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
        assert records[3]["dynamodb"]["OldImage"]["id"] == {"S": "a"}
