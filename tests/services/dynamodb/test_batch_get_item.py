"""BatchGetItem. Source: API Reference, BatchGetItem."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ProvisionedThroughputExceededException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item, throughput


def keys(*ids: str) -> dict[str, Any]:
    return {"Keys": [item(id=each) for each in ids]}


def get(db: Database, **tables: dict[str, Any]) -> Any:
    return db.call("BatchGetItem", RequestItems=tables, ReturnConsumedCapacity="TOTAL")


class TestShape:
    def test_several_tables(self, db: Database) -> None:
        """DDB-025."""
        db.table()
        db.table("others")
        db.put(id="a", n=1)
        db.put(id="b", n=2)
        told = get(db, things={**keys("b", "a", "c"), "ProjectionExpression": "n"}, others=keys("a"))
        assert told == {
            "Responses": {"things": [item(n=2), item(n=1)], "others": []},
            "UnprocessedKeys": {},
            "ConsumedCapacity": [
                {"TableName": "things", "CapacityUnits": 1.5},
                {"TableName": "others", "CapacityUnits": 0.5},
            ],
        }


class TestRules:
    def test_101_keys(self, db: Database) -> None:
        """DDB-025."""
        db.table()
        db.table("others")
        many = [str(number) for number in range(101)]
        with pytest.raises(ValidationFailed, match="Member must have length less than or equal to 100"):
            get(db, things=keys(*many))
        with pytest.raises(ValidationFailed, match="Too many items requested for the BatchGetItem call"):
            get(db, things=keys(*many[:60]), others=keys(*many[:41]))
        get(db, things=keys(*many[:100]))

    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            get(db, nothing=keys("a"))

    def test_one_key_twice(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Provided list of item keys contains duplicates"):
            get(db, things=keys("a", "a"))

    def test_keys_must_be_of_the_schema(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="The provided key element does not match the schema"):
            get(db, things={"Keys": [item(other="a")]})


class TestBehaviour:
    def test_consistent_reads_are_of_a_table(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 5000)
        told = get(db, things={**keys("a", "b"), "ConsistentRead": True})
        assert told["ConsumedCapacity"] == [{"TableName": "things", "CapacityUnits": 3.0}]

    def test_16_megabytes(self, db: Database) -> None:
        """Source: API Reference: "up to 16 MB of data"."""
        db.table(**throughput(2000, 2000))
        ids = [str(number) for number in range(45)]
        for each in ids:
            db.put(id=each, text="x" * 400_000)
            db.cloud.advance(1)
        first = get(db, things=keys(*ids))
        assert len(first["Responses"]["things"]) == 41
        assert first["UnprocessedKeys"] == {"things": keys(*ids[41:])}
        rest = get(db, **first["UnprocessedKeys"])
        assert (len(rest["Responses"]["things"]), rest["UnprocessedKeys"]) == (4, {})

    def test_what_is_over_capacity_is_handed_back(self, db: Database) -> None:
        """DDB-025: 1 unit a second, so a burst of 300."""
        db.table(**throughput(1, 1000))
        for each in "abcdefg":
            db.put(id=each, text="x" * 400_000)
            db.cloud.advance(1)
        db.cloud.advance(300)
        asked = {**keys(*"abcdefg"), "ConsistentRead": True}  # 98 each
        told = get(db, things=asked)
        assert told["UnprocessedKeys"] == {"things": {**keys(*"defg"), "ConsistentRead": True}}
        with pytest.raises(ProvisionedThroughputExceededException):
            get(db, things=asked)
