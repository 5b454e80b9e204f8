"""Throttling: by table, by index, by partition, with what was saved. In virtual time.

Source: Developer Guide, Provisioned capacity mode; On-demand capacity mode; Burst and adaptive capacity; Diagnosing
throttling (the reasons).
"""

from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import schema
from fogbank.services.dynamodb._shapes import ProvisionedThroughputExceededException, ThrottlingException
from tests.services.dynamodb.conftest import Database, item, throughput
from tests.services.dynamodb.test_flow_global_indexes import defined, index

TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/things"


def write(db: Database, _id: str, units: int = 1, **more: Any) -> None:
    """Put an item that takes so many write units."""
    db.put(id=_id, text="x" * (units * 1024 - 100), **more)


def reason(do: Any) -> tuple[str, str]:
    """Why a call is throttled, and of what."""
    with pytest.raises(ServiceError) as throttled:
        do()
    (told,) = throttled.value.members["ThrottlingReasons"]
    return told["reason"], told["resource"]


def code(do: Any) -> str:
    """Why a call is throttled; "" where it is not."""
    try:
        do()
    except (ProvisionedThroughputExceededException, ThrottlingException) as throttled:
        told: str = throttled.members["ThrottlingReasons"][0]["reason"]
        return told
    return ""


class TestUnits:
    @pytest.mark.parametrize(("size", "units"), [(200, 1.0), (1024, 1.0), (1025, 2.0), (2048, 2.0), (1536, 2.0)])
    def test_writes(self, db: Database, size: int, units: float) -> None:
        """DDB-010, DCW-001, DCW-004."""
        db.table()
        whole = item(id="a", text="x" * (size - len("idatext")))
        told = db.call("PutItem", TableName="things", Item=whole, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"] == {"TableName": "things", "CapacityUnits": units}

    def test_five_writes(self, db: Database) -> None:
        """DCW-004: five of 200 bytes are 5 units."""
        db.table()
        puts = [{"PutRequest": {"Item": item(id=str(n), text="x" * 190)}} for n in range(5)]
        told = db.call("BatchWriteItem", RequestItems={"things": puts}, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"] == [{"TableName": "things", "CapacityUnits": 5.0}]

    def test_none_is_told_unless_asked(self, db: Database) -> None:
        db.table()
        assert db.call("PutItem", TableName="things", Item=item(id="a"), ReturnConsumedCapacity="NONE") == {}


class TestProvisioned:
    def test_what_was_saved_goes_first(self, db: Database) -> None:
        """DDB-011: a table of 1 unit a second has 300 of them, and then one a second."""
        db.table(**throughput(1, 1))
        for _ in range(300):
            db.put(id="a")
        with pytest.raises(
            ProvisionedThroughputExceededException,
            match="The level of configured provisioned throughput for the table was exceeded",
        ) as throttled:
            db.put(id="a")
        assert throttled.value.status == 400
        assert reason(lambda: db.put(id="a")) == ("TableWriteProvisionedThroughputExceeded", TABLE)
        db.cloud.advance(1)
        db.put(id="a")
        with pytest.raises(ProvisionedThroughputExceededException):
            db.put(id="a")
        db.cloud.advance(1000)  # no more than 300 seconds are saved
        for _ in range(300):
            db.put(id="a")
        with pytest.raises(ProvisionedThroughputExceededException):
            db.put(id="a")

    def test_reads_have_their_own(self, db: Database) -> None:
        db.table(**throughput(1, 1))
        for _ in range(600):
            db.get(id="a")
        assert reason(lambda: db.get(id="a")) == ("TableReadProvisionedThroughputExceeded", TABLE)
        db.put(id="a")

    @pytest.mark.parametrize(("units", "throttles"), [(2, False), (1, True)])
    def test_sixty_records_a_minute(self, db: Database, units: int, throttles: bool) -> None:
        """DCW-001: 1.5 KB each, about one a second, which takes 2 units."""
        db.table(**throughput(1, units))
        refused = 0
        for _ in range(400):
            try:
                write(db, "a", 2)
            except ProvisionedThroughputExceededException:
                refused += 1
            db.cloud.advance(1)
        assert (refused > 0) == throttles

    @pytest.mark.parametrize(("units", "consistent"), [(20, True), (10, False)])
    def test_ten_reads_a_second(self, db: Database, units: int, consistent: bool) -> None:
        """DCW-002: of 7 KB. What was saved is used up first."""
        db.table(**throughput(units, 10))
        write(db, "a", 7)

        def read() -> None:
            db.call("GetItem", TableName="things", Key=item(id="a"), ConsistentRead=consistent)

        while code(read) != "TableReadProvisionedThroughputExceeded":
            if code(read) == "TableReadKeyRangeThroughputExceeded":  # more than 3,000 at once
                db.cloud.advance(1)
        for _ in range(5):
            db.cloud.advance(1)
            for _ in range(10):
                read()

    def test_a_raised_table_serves_more(self, db: Database) -> None:
        db.table(**throughput(1, 1))
        for _ in range(300):
            db.put(id="a")
        db.call("UpdateTable", TableName="things", **throughput(1, 50))
        db.cloud.advance(1)
        for _ in range(50):
            db.put(id="a")


class TestIndexes:
    def test_a_global_index_holds_writes_back(self, db: Database) -> None:
        """Source: Global secondary indexes, Provisioned throughput considerations."""
        db.table(
            **throughput(5, 1000),
            AttributeDefinitions=defined("kind:S"),
            GlobalSecondaryIndexes=[{**index("by-kind", "kind:HASH"), **throughput(1, 1)}],
        )
        write(db, "a", 300, kind="x")
        with pytest.raises(
            ProvisionedThroughputExceededException, match="for one or more global secondary indexes of the table"
        ):
            db.put(id="b", kind="x")
        told = reason(lambda: db.put(id="b", kind="x"))
        assert told == ("IndexWriteProvisionedThroughputExceeded", f"{TABLE}/index/by-kind")
        assert db.get(id="b") is None
        db.put(id="b")  # not in the index

        def query() -> Any:
            return db.call(
                "Query",
                TableName="things",
                IndexName="by-kind",
                KeyConditionExpression="kind = :k",
                ExpressionAttributeValues={":k": {"S": "x"}},
            )

        for _ in range(8):  # 300 KB, eventually consistent: 37.5 of 300
            query()
        assert reason(query)[0] == "IndexReadProvisionedThroughputExceeded"


class TestPartitions:
    def test_how_many(self) -> None:
        """DCW-005, DDB-020: by capacity, and by size."""
        gigabyte = 1 << 30
        assert schema.partitions(5000, 1000, 25 * gigabyte) == 3
        assert schema.partitions(5, 5, 0) == 1
        assert schema.partitions(3000, 1000, 0) == 2
        assert schema.partitions(0, 40_000, 0) == 40
        assert schema.partitions(1, 1, 31 * gigabyte) == 4

    def test_a_hot_key(self, db: Database) -> None:
        """DDB-020, DCW-006: more than 1,000 units on one key, while other keys pass."""
        db.table(**throughput(1, 4000))
        write(db, "hot", 400)
        write(db, "hot", 400)
        told = reason(lambda: write(db, "hot", 400))
        assert told == ("TableWriteKeyRangeThroughputExceeded", TABLE)
        passed = 0
        for number in range(12):
            try:
                write(db, f"sensor{number}", 200)
                passed += 1
            except ProvisionedThroughputExceededException:
                pass
        assert passed >= 8
        db.cloud.advance(1)
        write(db, "hot", 400)

    @pytest.mark.parametrize("adaptive", [0, 1])
    def test_adaptive_capacity(self, db: Database, adaptive: int) -> None:
        """DCW-006: without it a partition has its share, also where the others are at rest."""
        db.quota("adaptive-capacity", adaptive)
        db.table(**throughput(1, 1100))  # two partitions of 550 a second
        told = set()
        for _ in range(350):  # 800 a second: what was saved of the share, 165,000, lasts 660
            told.add(code(lambda: write(db, "hot", 400)))
            told.add(code(lambda: write(db, "hot", 400)))
            db.cloud.advance(1)
        assert told == {""}
        for _ in range(350):
            told.add(code(lambda: write(db, "hot", 400)))
            told.add(code(lambda: write(db, "hot", 400)))
            db.cloud.advance(1)
        assert told == ({""} if adaptive else {"", "TableWriteKeyRangeThroughputExceeded"})


class TestOnDemand:
    """DDB-013."""

    def spend(self, db: Database, units: int) -> int:
        """Write 100 units at a time to many keys; how many could be written."""
        written = 0
        for number in range(units // 100):
            try:
                write(db, f"key{number}", 100)
                written += 100
            except ThrottlingException:
                pass
        return written

    def test_a_new_table_has_4000_units(self, db: Database) -> None:
        """Source: On-demand capacity mode, Initial throughput: 4,000 writes."""
        db.table()
        assert 3000 <= self.spend(db, 8000) <= 4000
        db.cloud.advance(1)
        assert 3000 <= self.spend(db, 8000) <= 4000

    def test_it_doubles(self, db: Database) -> None:
        db.table()
        self.spend(db, 3000)
        db.cloud.advance(1799)
        assert db.describe()["WarmThroughput"]["WriteUnitsPerSecond"] == 4000
        db.cloud.advance(1)
        assert db.describe()["WarmThroughput"]["WriteUnitsPerSecond"] == 8000
        assert self.spend(db, 16_000) > 5000

    def test_little_traffic_leaves_it_as_it_is(self, db: Database) -> None:
        db.table()
        self.spend(db, 1500)
        db.cloud.advance(3600)
        assert db.describe()["WarmThroughput"]["WriteUnitsPerSecond"] == 4000

    def test_it_says_so_in_other_words(self, db: Database) -> None:
        db.table()
        write(db, "hot", 400)
        write(db, "hot", 400)
        with pytest.raises(ThrottlingException, match="Throughput exceeds the current capacity of your table or index"):
            write(db, "hot", 400)

    def test_bounds(self, db: Database) -> None:
        db.table(OnDemandThroughput={"MaxReadRequestUnits": 1, "MaxWriteRequestUnits": 2})
        db.put(id="a")
        db.put(id="a")
        with pytest.raises(ThrottlingException, match="exceeds the maximum OnDemandThroughput configured on table"):
            db.put(id="a")
        assert reason(lambda: db.put(id="a")) == ("TableWriteMaxOnDemandThroughputExceeded", TABLE)
        db.cloud.advance(1)
        db.put(id="a")
