"""DescribeTable. Source: API Reference, DescribeTable."""

import pytest

from fogbank.services.dynamodb._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import Database


class TestShape:
    def test_by_name_and_by_arn(self, db: Database) -> None:
        """DDB-006."""
        db.table()
        told = db.describe()
        assert db.call("DescribeTable", TableName=told["TableArn"])["Table"] == told
        assert len(told["TableId"]) == 36


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match="Requested resource not found: Table: nothing not found"):
            db.describe("nothing")

    def test_an_arn_of_another_region(self, db: Database) -> None:
        db.table()
        arn = db.describe()["TableArn"]
        with pytest.raises(ResourceNotFoundException):
            db.call("DescribeTable", {"region": "eu-west-1"}, TableName=arn)


class TestBehaviour:
    def test_items_and_bytes_are_counted(self, db: Database) -> None:
        db.table()
        db.put(id="a", text="x" * 10)
        db.put(id="b")
        # id + a, text + ten; id + b.
        assert (db.describe()["ItemCount"], db.describe()["TableSizeBytes"]) == (2, 3 + 14 + 3)
        db.put(id="a", text="x")
        assert (db.describe()["ItemCount"], db.describe()["TableSizeBytes"]) == (2, 3 + 5 + 3)
        db.call("DeleteItem", TableName="things", Key={"id": {"S": "a"}})
        assert (db.describe()["ItemCount"], db.describe()["TableSizeBytes"]) == (1, 3)
