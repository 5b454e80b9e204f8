"""BatchExecuteStatement. Source: API Reference, BatchExecuteStatement; Developer Guide, Running batch operations."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.services.dynamodb.conftest import Database, item


def batch(db: Database, *statements: str, **more: Any) -> Any:
    return db.call("BatchExecuteStatement", Statements=[{"Statement": each} for each in statements], **more)


@pytest.fixture
def filled(db: Database) -> Database:
    db.table()
    db.put(id="a", n=1)
    db.put(id="b", n=2)
    return db


class TestShape:
    def test_reads(self, filled: Database) -> None:
        told = batch(filled, "SELECT * FROM things WHERE id='b'", "SELECT n FROM things WHERE id='a' AND n = 1")
        assert told == {
            "Responses": [
                {"TableName": "things", "Item": item(id="b", n=2)},
                {"TableName": "things", "Item": item(n=1)},
            ]
        }

    def test_what_is_not_there(self, filled: Database) -> None:
        told = batch(filled, "SELECT * FROM things WHERE id='c'", "SELECT * FROM things WHERE id='a' AND n > 1")
        assert told == {"Responses": [{"TableName": "things"}, {"TableName": "things"}]}

    def test_writes(self, filled: Database) -> None:
        told = batch(
            filled,
            "INSERT INTO things VALUE {'id': 'c'}",
            "UPDATE things SET n = n + 1 WHERE id = 'a' RETURNING MODIFIED NEW *",
            "DELETE FROM things WHERE id = 'b' RETURNING ALL OLD *",
        )
        assert told["Responses"] == [
            {"TableName": "things"},
            {"TableName": "things", "Item": item(n=2)},
            {"TableName": "things", "Item": item(id="b", n=2)},
        ]
        assert (filled.get(id="b"), filled.get(id="c")) == (None, item(id="c"))

    def test_parameters(self, filled: Database) -> None:
        each = {"Statement": "SELECT * FROM things WHERE id = ?", "Parameters": [{"S": "a"}]}
        assert filled.call("BatchExecuteStatement", Statements=[each])["Responses"][0]["Item"] == item(id="a", n=1)

    def test_capacity_of_each_table(self, filled: Database) -> None:
        filled.table("others")
        told = batch(
            filled,
            "INSERT INTO things VALUE {'id': 'c'}",
            "INSERT INTO others VALUE {'id': 'c'}",
            "DELETE FROM things WHERE id = 'a'",
            ReturnConsumedCapacity="TOTAL",
        )
        assert told["ConsumedCapacity"] == [
            {"TableName": "things", "CapacityUnits": 2.0},
            {"TableName": "others", "CapacityUnits": 1.0},
        ]


class TestRules:
    def test_each_fails_alone(self, filled: Database) -> None:
        """Codes: API Reference, BatchStatementError."""
        told = batch(
            filled,
            "INSERT INTO things VALUE {'id': 'a'}",
            "INSERT INTO things VALUE {'id': 'new'}",
            "UPDATE things SET n = 1 WHERE id = 'absent'",
            "UPDATE things SET n = 'x' + 1 WHERE id = 'a'",
            "FOO",
            "DELETE FROM things WHERE id='a' RETURNING ALL NEW *",
            "DELETE FROM nope WHERE id='a'",
        )
        codes = [response.get("Error", {}).get("Code") for response in told["Responses"]]
        assert codes == [
            "DuplicateItem",
            None,
            "ConditionalCheckFailed",
            "ValidationError",
            "ValidationError",
            "ValidationError",
            "ResourceNotFound",
        ]
        assert told["Responses"][0]["TableName"] == "things"
        assert told["Responses"][4]["Error"]["Message"].endswith("Expected data manipulation")
        assert filled.get(id="new") == item(id="new")

    def test_the_item_in_the_way_is_told(self, filled: Database) -> None:
        each = {
            "Statement": "UPDATE things SET n = 5 WHERE id = 'a' AND n = 2",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        told = filled.call("BatchExecuteStatement", Statements=[each])
        assert told["Responses"][0]["Error"]["Item"] == item(id="a", n=1)

    @pytest.mark.parametrize(
        "statement", ["SELECT * FROM things", "SELECT * FROM things WHERE n = 1", "SELECT * FROM things WHERE id > 'a'"]
    )
    def test_a_read_is_by_the_whole_key(self, filled: Database, statement: str) -> None:
        told = batch(filled, statement, "SELECT * FROM things WHERE id = 'a'")
        assert told["Responses"][0]["Error"] == {
            "Code": "ValidationError",
            "Message": "Select statements within BatchExecuteStatement must specify the primary key in the where "
            "clause.",
        }
        assert told["Responses"][1]["Item"] == item(id="a", n=1)

    def test_reads_or_writes(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="Statements must be all reads or all writes"):
            batch(filled, "SELECT * FROM things WHERE id = 'a'", "DELETE FROM things WHERE id = 'a'")
        assert filled.get(id="a") is not None

    def test_at_most_25(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="less than or equal to 25"):
            batch(filled, *["SELECT * FROM things WHERE id = 'a'"] * 26)

    def test_exists_is_for_transactions(self, filled: Database) -> None:
        told = batch(filled, "EXISTS(SELECT * FROM things WHERE id = 'a')")
        assert told["Responses"][0]["Error"]["Message"] == "EXISTS can only be used in a transaction"
