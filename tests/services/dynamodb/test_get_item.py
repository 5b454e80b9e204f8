"""GetItem. Source: API Reference, GetItem."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item


class TestShape:
    def test_nothing_there(self, db: Database) -> None:
        db.table()
        assert db.call("GetItem", TableName="things", Key=item(id="a")) == {}

    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match=r"^Requested resource not found$"):
            db.get(id="a")


class TestRules:
    @pytest.mark.parametrize("key", [item(id="a"), item(id="a", at=1, more=1), item(id="a", other=1), item(id=1, at=1)])
    def test_keys_must_be_of_the_schema(self, db: Database, key: dict[str, Any]) -> None:
        db.table(key="id:S at:N")
        with pytest.raises(ValidationFailed, match="The provided key element does not match the schema"):
            db.call("GetItem", TableName="things", Key=key)

    def test_empty_keys(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=r"cannot contain an empty string value\. Key: id"):
            db.get(id="")

    def test_two_kinds_of_parameters(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Can not use both expression and non-expression parameters"):
            db.call("GetItem", TableName="things", Key=item(id="a"), ProjectionExpression="id", AttributesToGet=["id"])


class TestBehaviour:
    def test_projection(self, db: Database) -> None:
        db.table()
        db.put(id="a", n=1, deep={"M": {"x": {"N": "1"}, "y": {"L": [{"S": "0"}, {"S": "1"}]}}})
        told = db.call(
            "GetItem",
            TableName="things",
            Key=item(id="a"),
            ProjectionExpression="#n, deep.y[1]",
            ExpressionAttributeNames={"#n": "n"},
        )
        assert told["Item"] == {"n": {"N": "1"}, "deep": {"M": {"y": {"L": [{"S": "1"}]}}}}

    @pytest.mark.parametrize(
        ("size", "strong"),
        [(2048, 1.0), (4608, 2.0), (400, 1.0), (4096, 1.0), (4097, 2.0), (7168, 2.0)],
    )
    def test_capacity(self, db: Database, size: int, strong: float) -> None:
        """DDB-005, DDB-009, DDB-014, DCW-002, DCW-003: of the whole item, half where it is eventually consistent."""
        db.table()
        db.put(id="a", text="x" * (size - len("idatext")))
        read = {"TableName": "things", "Key": item(id="a"), "ReturnConsumedCapacity": "TOTAL"}
        told = db.call("GetItem", **read, ConsistentRead=True, ProjectionExpression="id")
        assert told["ConsumedCapacity"] == {"TableName": "things", "CapacityUnits": strong}
        assert db.call("GetItem", **read)["ConsumedCapacity"]["CapacityUnits"] == strong / 2

    def test_capacity_of_nothing(self, db: Database) -> None:
        db.table()
        told = db.call("GetItem", TableName="things", Key=item(id="a"), ReturnConsumedCapacity="INDEXES")
        assert told == {
            "ConsumedCapacity": {"TableName": "things", "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.5}}
        }
