"""DeleteItem. Source: API Reference, DeleteItem."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ConditionalCheckFailedException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item


def delete(db: Database, key: dict[str, Any], **more: Any) -> Any:
    return db.call("DeleteItem", TableName="things", Key=key, **more)


class TestShape:
    def test_an_item_that_is_not_there(self, db: Database) -> None:
        db.table()
        assert delete(db, item(id="a")) == {}

    def test_return_values(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="ReturnValues can only be ALL_OLD or NONE"):
            delete(db, item(id="a"), ReturnValues="ALL_NEW")


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            delete(db, item(id="a"))

    def test_keys_must_be_of_the_schema(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="The provided key element does not match the schema"):
            delete(db, item(id=1))


class TestBehaviour:
    def test_it_is_gone(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        assert delete(db, item(id="a"), ReturnValues="ALL_OLD") == {"Attributes": item(id="a", n=1)}
        assert db.get(id="a") is None

    def test_conditions(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1)
        asked = {"ConditionExpression": "n > :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}
        with pytest.raises(ConditionalCheckFailedException) as refused:
            delete(db, item(id="a"), **asked, ReturnValuesOnConditionCheckFailure="ALL_OLD")
        assert refused.value.members == {"Item": item(id="a", n=1)}
        db.put(id="a", n=2)
        delete(db, item(id="a"), **asked)
        assert db.get(id="a") is None

    def test_capacity_is_that_of_the_item(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 3000)
        asked = {"ReturnConsumedCapacity": "TOTAL"}
        assert delete(db, item(id="a"), **asked)["ConsumedCapacity"]["CapacityUnits"] == 3.0
        assert delete(db, item(id="a"), **asked)["ConsumedCapacity"]["CapacityUnits"] == 1.0
