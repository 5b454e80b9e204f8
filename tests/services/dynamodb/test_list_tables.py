"""ListTables. Source: API Reference, ListTables."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.dynamodb.conftest import Database


class TestShape:
    def test_none(self, db: Database) -> None:
        assert db.call("ListTables") == {"TableNames": []}

    def test_limit_is_up_to_100(self, db: Database) -> None:
        with pytest.raises(ValidationFailed, match="Member must have value less than or equal to 100"):
            db.call("ListTables", Limit=101)


class TestRules:
    def test_a_start_that_is_no_name(self, db: Database) -> None:
        with pytest.raises(ValidationFailed):
            db.call("ListTables", ExclusiveStartTableName="no name")


class TestBehaviour:
    def test_pages_in_order(self, db: Database) -> None:
        for name in ("delta", "alpha", "charlie", "bravo"):
            db.table(name)
        first = db.call("ListTables", Limit=3)
        assert first == {"TableNames": ["alpha", "bravo", "charlie"], "LastEvaluatedTableName": "charlie"}
        assert db.call("ListTables", ExclusiveStartTableName="charlie") == {"TableNames": ["delta"]}
        # Any name will do, also one of no table.
        assert db.call("ListTables", ExclusiveStartTableName="beta")["TableNames"] == ["bravo", "charlie", "delta"]

    def test_accounts_and_regions_are_apart(self, db: Database) -> None:
        db.table()
        assert db.call("ListTables", {"region": "eu-west-1"})["TableNames"] == []
        assert db.call("ListTables", {"account": "111122223333"})["TableNames"] == []
