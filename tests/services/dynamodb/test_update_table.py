"""UpdateTable. Source: API Reference, UpdateTable; Developer Guide, Quotas and limits."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import (
    LimitExceededException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from tests.services.dynamodb.conftest import Database, item, throughput
from tests.services.dynamodb.test_flow_global_indexes import defined, index

DAY_S = 86_400


def update(db: Database, **changes: Any) -> Any:
    told = db.call("UpdateTable", TableName="things", **changes)["TableDescription"]
    db.settle()
    return told


def units(db: Database) -> tuple[int, int]:
    told = db.describe()["ProvisionedThroughput"]
    return told["ReadCapacityUnits"], told["WriteCapacityUnits"]


class TestShape:
    def test_old_values_until_it_is_done(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        told = update(db, **throughput(10, 5))
        assert told["TableStatus"] == "UPDATING"
        assert told["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
        assert db.describe()["TableStatus"] == "ACTIVE"
        assert units(db) == (10, 5)

    def test_nothing_to_do(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="At least one of ProvisionedThroughput, BillingMode"):
            update(db)


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match="Table: things not found"):
            update(db, **throughput(1, 1))

    def test_one_change_at_a_time(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        db.quota("table-change-seconds", 30)
        update(db, **throughput(6, 6))
        with pytest.raises(ResourceInUseException, match="Table is being updated: things"):
            update(db, **throughput(7, 7))
        db.put(id="a")  # items are there all the time
        db.cloud.advance(30)
        update(db, **throughput(7, 7))

    def test_the_same_throughput(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        with pytest.raises(ValidationFailed, match="The provisioned throughput for the table will not change"):
            update(db, **throughput(5, 5))

    def test_throughput_of_a_table_on_demand(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="when BillingMode is PAY_PER_REQUEST"):
            update(db, **throughput(5, 5))

    def test_beyond_the_quota(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        with pytest.raises(LimitExceededException, match="write capacity of a table is limited to 40000 units"):
            update(db, **throughput(5, 40_001))
        db.quota("L-34F8CCC8", 100)
        db.table("others", **throughput(5, 60))
        with pytest.raises(LimitExceededException, match="write capacity of an account is limited to 100 units"):
            update(db, **throughput(5, 41))
        update(db, **throughput(5, 40))


class TestDecreases:
    def test_four_a_day_and_then_one_an_hour(self, db: Database) -> None:
        """Source: Developer Guide, Quotas, Decreasing provisioned throughput."""
        db.table(**throughput(50, 50))
        # The clock stands somewhere in a day of UTC: on to the beginning of the next one.
        db.cloud.advance(DAY_S - db.cloud.now() % DAY_S)
        for number in range(1, 5):
            update(db, **throughput(50 - number, 50))
        assert db.describe()["ProvisionedThroughput"]["NumberOfDecreasesToday"] == 4
        with pytest.raises(LimitExceededException, match=r"Number of decreases today: 4\. Last decrease at .* UTC"):
            update(db, **throughput(40, 50))
        update(db, **throughput(60, 50))  # increases always go
        db.cloud.advance(3600)
        update(db, **throughput(40, 50))
        with pytest.raises(LimitExceededException):
            update(db, **throughput(39, 50))
        db.cloud.advance(DAY_S)
        assert db.describe()["ProvisionedThroughput"]["NumberOfDecreasesToday"] == 0
        update(db, **throughput(39, 50))

    def test_instants_are_told(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        assert "LastIncreaseDateTime" not in db.describe()["ProvisionedThroughput"]
        update(db, **throughput(6, 4))
        told = db.describe()["ProvisionedThroughput"]
        assert told["LastIncreaseDateTime"] == told["LastDecreaseDateTime"] == db.cloud.now()


class TestBillingMode:
    """DDB-013."""

    def test_to_on_demand_and_back(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        told = update(db, BillingMode="PAY_PER_REQUEST")
        assert told["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
        told = db.describe()
        assert told["BillingModeSummary"] == {
            "BillingMode": "PAY_PER_REQUEST",
            "LastUpdateToPayPerRequestDateTime": db.cloud.now(),
        }
        assert units(db) == (0, 0)
        update(db, BillingMode="PROVISIONED", **throughput(7, 8))
        assert units(db) == (7, 8)
        assert db.describe()["BillingModeSummary"]["BillingMode"] == "PROVISIONED"

    def test_capacity_must_be_said(self, db: Database) -> None:
        db.table(GlobalSecondaryIndexes=[index("same", "id:HASH")])
        with pytest.raises(ValidationFailed, match="must both be specified when BillingMode is PROVISIONED"):
            update(db, BillingMode="PROVISIONED")
        with pytest.raises(ValidationFailed, match="when BillingMode is PROVISIONED for index: same"):
            update(db, BillingMode="PROVISIONED", **throughput(1, 1))
        of_index = {"Update": {"IndexName": "same", **throughput(2, 3)}}
        update(db, BillingMode="PROVISIONED", **throughput(1, 1), GlobalSecondaryIndexUpdates=[of_index])
        told = db.describe()["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]
        assert (told["ReadCapacityUnits"], told["WriteCapacityUnits"]) == (2, 3)

    def test_four_times_in_a_day(self, db: Database) -> None:
        db.table(**throughput(5, 5))
        for _ in range(4):
            update(db, BillingMode="PAY_PER_REQUEST")
            update(db, BillingMode="PROVISIONED", **throughput(5, 5))
        with pytest.raises(
            LimitExceededException, match="Update to PayPerRequest mode are limited to 4 times in 1 day"
        ):
            update(db, BillingMode="PAY_PER_REQUEST")
        db.cloud.advance(DAY_S)
        update(db, BillingMode="PAY_PER_REQUEST")

    def test_bounds_of_on_demand_mode(self, db: Database) -> None:
        db.table()
        bounds = {"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50}
        update(db, OnDemandThroughput=bounds)
        assert db.describe()["OnDemandThroughput"] == bounds
        update(db, OnDemandThroughput={"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1})
        assert "OnDemandThroughput" not in db.describe()

    def test_warm_throughput_only_grows(self, db: Database) -> None:
        db.table()
        update(db, WarmThroughput={"ReadUnitsPerSecond": 13_000, "WriteUnitsPerSecond": 5_000})
        assert db.describe()["WarmThroughput"] == {
            "ReadUnitsPerSecond": 13_000,
            "WriteUnitsPerSecond": 5_000,
            "Status": "ACTIVE",
        }
        with pytest.raises(ValidationFailed, match="cannot be lower than the current value of 5000"):
            update(db, WarmThroughput={"WriteUnitsPerSecond": 4_000})


class TestIndexes:
    """DDB-023: made and deleted on tables that are in use."""

    NEW = index("by-kind", "kind:HASH", project="KEYS_ONLY")

    def create(self, db: Database, **more: Any) -> Any:
        return update(
            db,
            AttributeDefinitions=defined("kind:S"),
            GlobalSecondaryIndexUpdates=[{"Create": {**self.NEW, **more}}],
        )

    def query(self, db: Database, kind: str) -> list[str]:
        found = db.call(
            "Query",
            TableName="things",
            IndexName="by-kind",
            KeyConditionExpression="kind = :k",
            ExpressionAttributeValues={":k": {"S": kind}},
        )
        return sorted(each["id"]["S"] for each in found["Items"])

    def test_what_is_there_comes_into_it(self, db: Database) -> None:
        db.table()
        for number in range(1100):  # more than two stretches
            db.put(id=f"{number:04}", **({"kind": "even"} if number % 2 == 0 else {"n": 1}))
        db.put(id="wrong", kind=5)  # a violation of the key: left out
        told = self.create(db)
        assert told["TableStatus"] == "UPDATING"
        assert told["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING"
        db.settle()
        told = db.describe()["GlobalSecondaryIndexes"][0]
        assert (told["IndexStatus"], told["ItemCount"]) == ("ACTIVE", 550)
        assert self.query(db, "even") == [f"{number:04}" for number in range(0, 1100, 2)]
        assert db.describe()["AttributeDefinitions"] == defined("id:S", "kind:S")

    def test_writes_while_it_is_made(self, db: Database) -> None:
        db.quota("index-creation-seconds", 60)
        db.table()
        for each in "abcd":
            db.put(id=each, kind="x")
        self.create(db)
        told = db.describe()
        assert (told["TableStatus"], told["GlobalSecondaryIndexes"][0]["Backfilling"]) == ("ACTIVE", True)
        with pytest.raises(ValidationFailed, match="Cannot read from backfilling global secondary index: by-kind"):
            self.query(db, "x")
        db.put(id="new", kind="x")
        db.put(id="a", kind="y")
        db.call("DeleteItem", TableName="things", Key=item(id="b"))
        db.put(id="c", kind="x", more=1)
        db.cloud.advance(60)
        assert (self.query(db, "x"), self.query(db, "y")) == (["c", "d", "new"], ["a"])
        assert db.describe()["GlobalSecondaryIndexes"][0]["ItemCount"] == 4

    def test_deleted(self, db: Database) -> None:
        db.table()
        db.put(id="a", kind="x")
        self.create(db)
        told = update(db, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-kind"}}])
        assert told["GlobalSecondaryIndexes"][0]["IndexStatus"] == "DELETING"
        told = db.describe()
        assert "GlobalSecondaryIndexes" not in told
        assert told["AttributeDefinitions"] == defined("id:S")
        with pytest.raises(ValidationFailed, match="does not have the specified index: by-kind"):
            self.query(db, "x")

    def test_deleted_while_it_is_filled(self, db: Database) -> None:
        db.quota("index-creation-seconds", 60)
        db.table()
        db.put(id="a", kind="x")
        self.create(db)
        update(db, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-kind"}}])
        db.cloud.advance(60)
        assert "GlobalSecondaryIndexes" not in db.describe()

    def test_rules(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Invalid KeySchema: Some index key attribute have no definition"):
            update(db, GlobalSecondaryIndexUpdates=[{"Create": self.NEW}])
        other = {"Create": {**self.NEW, "IndexName": "again"}}
        with pytest.raises(
            LimitExceededException, match="Only 1 online index can be created or deleted simultaneously"
        ):
            update(
                db, AttributeDefinitions=defined("kind:S"), GlobalSecondaryIndexUpdates=[{"Create": self.NEW}, other]
            )
        with pytest.raises(ResourceNotFoundException):
            update(db, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "nothing"}}])
        self.create(db)
        with pytest.raises(ValidationFailed, match="Attempting to create an index which already exists"):
            self.create(db)
        twice = [{"Delete": {"IndexName": "by-kind"}}, {"Update": {"IndexName": "by-kind", **throughput(1, 1)}}]
        with pytest.raises(ValidationFailed, match=r"is allowed simultaneously\. Index: by-kind"):
            update(db, GlobalSecondaryIndexUpdates=twice)

    def test_capacity_of_its_own(self, db: Database) -> None:
        db.table(**throughput(5, 5), GlobalSecondaryIndexes=[{**index("same", "id:HASH"), **throughput(3, 4)}])
        change = {"Update": {"IndexName": "same", **throughput(3, 4)}}
        with pytest.raises(ValidationFailed, match="The provisioned throughput for the index same will not change"):
            update(db, GlobalSecondaryIndexUpdates=[change])
        change = {"Update": {"IndexName": "same", **throughput(9, 4)}}
        update(db, GlobalSecondaryIndexUpdates=[change])
        told = db.describe()["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]
        assert (told["ReadCapacityUnits"], told["WriteCapacityUnits"]) == (9, 4)
        assert units(db) == (5, 5)

    def test_local_indexes_cannot_be_added(self, db: Database) -> None:
        """DDB-022: UpdateTable has no member for them, and does not find them."""
        db.table(key="id:S nr:N", LocalSecondaryIndexes=[index("mine", "id:HASH", "nr:RANGE")])
        with pytest.raises(ResourceNotFoundException):
            update(db, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "mine"}}])


class TestTheRest:
    def test_deletion_protection_takes_no_time(self, db: Database) -> None:
        db.table()
        told = update(db, DeletionProtectionEnabled=True)
        assert (told["TableStatus"], told["DeletionProtectionEnabled"]) == ("ACTIVE", True)
        update(db, DeletionProtectionEnabled=False)
        db.call("DeleteTable", TableName="things")

    def test_table_class_twice_in_thirty_days(self, db: Database) -> None:
        db.table()
        update(db, TableClass="STANDARD_INFREQUENT_ACCESS")
        assert db.describe()["TableClassSummary"] == {
            "TableClass": "STANDARD_INFREQUENT_ACCESS",
            "LastUpdateDateTime": db.cloud.now(),
        }
        update(db, TableClass="STANDARD")
        with pytest.raises(LimitExceededException):
            update(db, TableClass="STANDARD_INFREQUENT_ACCESS")
        db.cloud.advance(30 * DAY_S)
        update(db, TableClass="STANDARD_INFREQUENT_ACCESS")

    def test_streams(self, db: Database) -> None:
        db.table()
        update(db, StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
        told = db.describe()
        assert told["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
        assert told["LatestStreamArn"] == f"{told['TableArn']}/stream/{told['LatestStreamLabel']}"
        with pytest.raises(ValidationFailed, match="Table already has an enabled stream: TableName: things"):
            update(db, StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
        update(db, StreamSpecification={"StreamEnabled": False})
        told = db.describe()
        assert "StreamSpecification" not in told
        assert told["LatestStreamArn"]
        with pytest.raises(ValidationFailed, match="Table already has a disabled stream: TableName: things"):
            update(db, StreamSpecification={"StreamEnabled": False})
