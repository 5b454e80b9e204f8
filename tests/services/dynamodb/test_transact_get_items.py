"""TransactGetItems. Source: API Reference, TransactGetItems."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceNotFoundException, TransactionCanceledException
from tests.services.dynamodb.conftest import Database, item, throughput


def get(db: Database, *ids: str, **more: Any) -> Any:
    asked = [{"Get": {"TableName": "things", "Key": item(id=each)}} for each in ids]
    return db.call("TransactGetItems", TransactItems=asked, **more)


class TestShape:
    def test_in_the_order_of_the_request(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        db.put(id="b", n=2)
        assert get(db, "b", "nothing", "a") == {
            "Responses": [{"Item": item(id="b", n=2)}, {}, {"Item": item(id="a", n=1)}]
        }

    def test_projection(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        asked = {"TableName": "things", "Key": item(id="a"), "ProjectionExpression": "n"}
        assert db.call("TransactGetItems", TransactItems=[{"Get": asked}]) == {"Responses": [{"Item": item(n=1)}]}


class TestRules:
    def test_101_items(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Member must have length less than or equal to 100"):
            get(db, *map(str, range(101)))

    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            get(db, "a")

    def test_one_item_twice(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="cannot include multiple operations on one item"):
            get(db, "a", "a")

    def test_keys_are_reasons(self, db: Database) -> None:
        db.table(key="id:N")
        with pytest.raises(TransactionCanceledException) as cancelled:
            get(db, "a")
        assert cancelled.value.members["CancellationReasons"][0]["Code"] == "ValidationError"


class TestBehaviour:
    def test_capacity_is_twice_as_much(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 5000)
        told = get(db, "a", "b", ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"] == [{"TableName": "things", "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}]

    def test_over_capacity(self, db: Database) -> None:
        db.table(**throughput(1, 1000))
        db.put(id="a", text="x" * 400_000)
        db.put(id="b", text="x" * 400_000)
        with pytest.raises(TransactionCanceledException) as cancelled:
            get(db, "a", "b")  # 196 of 300, each
        codes = [reason["Code"] for reason in cancelled.value.members["CancellationReasons"]]
        assert codes == ["None", "ProvisionedThroughputExceeded"]
