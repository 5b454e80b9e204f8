"""DeleteTable. Source: API Reference, DeleteTable."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceInUseException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database


class TestShape:
    def test_what_is_told(self, db: Database) -> None:
        db.table()
        told = db.call("DeleteTable", TableName="things")["TableDescription"]
        assert (told["TableName"], told["TableStatus"]) == ("things", "DELETING")
        assert "KeySchema" not in told


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match="Requested resource not found: Table: nothing not found"):
            db.call("DeleteTable", TableName="nothing")

    def test_protected(self, db: Database) -> None:
        db.table(DeletionProtectionEnabled=True)
        with pytest.raises(ValidationFailed, match="currently protected against deletion"):
            db.call("DeleteTable", TableName="things")

    def test_while_it_is_being_made(self, db: Database) -> None:
        db.quota("table-change-seconds", 10)
        db.table()
        with pytest.raises(ResourceInUseException, match="Table is being created: things"):
            db.call("DeleteTable", TableName="things")
        db.cloud.advance(10)
        db.call("DeleteTable", TableName="things")
        with pytest.raises(ResourceInUseException, match="Table is being deleted: things"):
            db.call("DeleteTable", TableName="things")


class TestBehaviour:
    def test_the_items_are_gone(self, db: Database) -> None:
        db.table()
        db.put(id="a")
        db.call("DeleteTable", TableName="things")
        with pytest.raises(ResourceNotFoundException, match=r"^Requested resource not found$"):
            db.get(id="a")
        db.settle()
        with pytest.raises(ResourceNotFoundException, match="Table: things not found"):
            db.describe()
        db.table()
        assert db.get(id="a") is None
        assert db.describe()["ItemCount"] == 0

    def test_many_items_leave_no_row(self, db: Database) -> None:
        """More than one batch of the job that clears: counted by the store's own rows of items."""
        from fogbank.services.dynamodb.records import Row

        db.table(key="id:S at:N")
        for number in range(600):
            db.put(id=f"a{number % 7}", at=number)
        kernel = db.cloud.cloud.kernel
        assert kernel.store.begin(0.0).count(Row) == 600
        db.call("DeleteTable", TableName="things")
        db.settle()
        assert kernel.store.begin(0.0).count(Row) == 0

    def test_tags_go_with_it(self, db: Database) -> None:
        db.table(Tags=[{"Key": "team", "Value": "blue"}])
        db.call("DeleteTable", TableName="things")
        db.settle()
        db.table()
        assert db.call("ListTagsOfResource", ResourceArn=db.describe()["TableArn"])["Tags"] == []
