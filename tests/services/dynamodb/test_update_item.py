"""UpdateItem. Source: API Reference, UpdateItem; what expressions do is in the tests of expressions."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ConditionalCheckFailedException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item


def update(db: Database, expression: str | None = None, key: dict[str, Any] | None = None, **more: Any) -> Any:
    """`more` with names that are not capital are values of the expression."""
    params: dict[str, Any] = {name: value for name, value in more.items() if name[0].isupper()}
    values = item(**{name: value for name, value in more.items() if not name[0].isupper()})
    if values:
        params["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
    if expression is not None:
        params["UpdateExpression"] = expression
    return db.call("UpdateItem", TableName="things", Key=key or item(id="a"), **params)


class TestShape:
    def test_an_item_is_made(self, db: Database) -> None:
        """DDB-001."""
        db.table()
        assert update(db, "SET n = :n", n=1) == {}
        assert db.get(id="a") == item(id="a", n=1)

    def test_without_an_expression(self, db: Database) -> None:
        db.table()
        assert update(db, ReturnValues="ALL_NEW") == {"Attributes": item(id="a")}


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            update(db, "SET n = :n", n=1)

    def test_keys_are_not_changed(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=r"Cannot update attribute id\. This attribute is part of the key"):
            update(db, "SET id = :n", n="b")

    def test_keys_must_be_of_the_schema(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="The provided key element does not match the schema"):
            update(db, "SET n = :n", item(id=1), n=1)

    def test_400_kilobytes(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 300_000)
        with pytest.raises(ValidationFailed, match="Item size to update has exceeded the maximum allowed size"):
            update(db, "SET more = :more", more="x" * 110_000)
        assert db.get(id="a") == item(id="a", text="x" * 300_000)


class TestBehaviour:
    def test_what_is_told(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1, kept="k")
        assert update(db, "SET n = n + :n", n=1, ReturnValues="UPDATED_OLD")["Attributes"] == item(n=1)
        assert update(db, "SET n = n + :n", n=1, ReturnValues="UPDATED_NEW")["Attributes"] == item(n=3)
        assert update(db, "SET n = n + :n", n=1, ReturnValues="ALL_OLD")["Attributes"] == item(id="a", n=3, kept="k")
        assert update(db, "SET n = n + :n", n=1, ReturnValues="ALL_NEW")["Attributes"] == item(id="a", n=5, kept="k")
        assert update(db, "REMOVE n", ReturnValues="UPDATED_NEW") == {}
        assert update(db, "SET m = :m", item(id="b"), m=1, ReturnValues="ALL_OLD") == {}

    def test_conditions(self, db: Database) -> None:
        db.table()
        with pytest.raises(ConditionalCheckFailedException):
            update(db, "SET n = :n", n=1, ConditionExpression="attribute_exists(id)")
        assert db.get(id="a") is None
        db.put(id="a")
        update(db, "SET n = :n", n=1, ConditionExpression="attribute_exists(id)")
        assert db.get(id="a") == item(id="a", n=1)

    def test_an_item_that_is_not_there_has_no_attributes(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="an attribute that does not exist in the item"):
            update(db, "SET n = m + :n", n=1)

    def test_capacity_is_that_of_the_larger_item(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 3000)
        told = update(db, "SET n = :n", n=1, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"]["CapacityUnits"] == 3.0
        told = update(db, "REMOVE #t", ExpressionAttributeNames={"#t": "text"}, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"]["CapacityUnits"] == 3.0
        told = update(db, "SET n = :n", n=2, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"]["CapacityUnits"] == 1.0

    def test_a_condition_that_fails_consumes(self, db: Database) -> None:
        """As the item that is there: 2 units are gone, so the third write within the burst is throttled."""
        from fogbank.services.dynamodb._shapes import ProvisionedThroughputExceededException

        db.table(ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
        db.put(id="a", text="x" * 100_000)  # 98 of 300
        for _ in range(2):
            with pytest.raises(ConditionalCheckFailedException):
                update(db, "SET n = :n", n=1, ConditionExpression="attribute_exists(nothing)")
        with pytest.raises(ProvisionedThroughputExceededException):
            update(db, "SET n = :n", n=1, ConditionExpression="attribute_exists(nothing)")
