"""BatchWriteItem. Source: API Reference, BatchWriteItem."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ProvisionedThroughputExceededException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item, throughput


def puts(*ids: str, size: int = 0) -> list[dict[str, Any]]:
    more = {"text": "x" * size} if size else {}
    return [{"PutRequest": {"Item": item(id=each, **more)}} for each in ids]


def write(db: Database, **tables: list[dict[str, Any]]) -> Any:
    return db.call("BatchWriteItem", RequestItems=tables, ReturnConsumedCapacity="TOTAL")


class TestShape:
    def test_puts_and_deletes_of_several_tables(self, db: Database) -> None:
        """DDB-025."""
        db.table()
        db.table("others")
        db.put(id="old")
        told = write(db, things=[*puts("a", "b"), {"DeleteRequest": {"Key": item(id="old")}}], others=puts("c"))
        assert told == {
            "UnprocessedItems": {},
            "ConsumedCapacity": [
                {"TableName": "things", "CapacityUnits": 3.0},
                {"TableName": "others", "CapacityUnits": 1.0},
            ],
        }
        assert db.get(id="old") is None
        assert (db.get(id="a"), db.get("others", id="c")) == (item(id="a"), item(id="c"))


class TestRules:
    def test_26_writes(self, db: Database) -> None:
        """DDB-025."""
        db.table()
        db.table("others")
        with pytest.raises(ValidationFailed, match="Member must have length less than or equal to 25"):
            write(db, things=puts(*map(str, range(26))))
        with pytest.raises(ValidationFailed, match="Too many items requested for the BatchWriteItem call"):
            write(db, things=puts(*map(str, range(20))), others=puts(*map(str, range(6))))
        write(db, things=puts(*map(str, range(25))))

    def test_no_such_table(self, db: Database) -> None:
        db.table()
        with pytest.raises(ResourceNotFoundException, match=r"^Requested resource not found$"):
            write(db, things=puts("a"), nothing=puts("a"))
        assert db.get(id="a") is None

    @pytest.mark.parametrize(
        "entries",
        [
            [*puts("a"), {"DeleteRequest": {"Key": item(id="a")}}],
            puts("a", "a"),
        ],
    )
    def test_one_item_twice(self, db: Database, entries: list[dict[str, Any]]) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Provided list of item keys contains duplicates"):
            write(db, things=entries)

    def test_nothing_and_both(self, db: Database) -> None:
        db.table()
        both = {**puts("a")[0], "DeleteRequest": {"Key": item(id="b")}}
        for wrong in ({}, both):
            with pytest.raises(ValidationFailed, match="exactly one of PutRequest and DeleteRequest"):
                write(db, things=[wrong])
        with pytest.raises(ValidationFailed, match="Member must have length greater than or equal to 1"):
            write(db, things=[])

    def test_one_wrong_item_stops_all(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Missing the key id in the item"):
            write(db, things=[*puts("a"), {"PutRequest": {"Item": item(n=1)}}])
        assert db.get(id="a") is None


class TestBehaviour:
    def test_what_is_over_capacity_is_handed_back(self, db: Database) -> None:
        """DDB-025: 1 unit a second, so a burst of 300."""
        db.table(**throughput(1, 1))
        told = write(db, things=puts("a", "b", "c", size=120_000))  # 118 each
        assert told["UnprocessedItems"] == {"things": puts("c", size=120_000)}
        assert told["ConsumedCapacity"] == [{"TableName": "things", "CapacityUnits": 236.0}]
        assert db.get(id="c") is None
        with pytest.raises(ProvisionedThroughputExceededException):
            write(db, **told["UnprocessedItems"])
        db.cloud.advance(60)
        assert write(db, **told["UnprocessedItems"])["UnprocessedItems"] == {}
        assert db.get(id="c") is not None
