"""ExecuteTransaction: DDB-016. Source: API Reference, ExecuteTransaction; Developer Guide, Performing transactions."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import (
    IdempotentParameterMismatchException,
    ResourceNotFoundException,
    TransactionCanceledException,
)
from tests.services.dynamodb.conftest import Database, item


def transact(db: Database, *statements: str, **more: Any) -> Any:
    return db.call("ExecuteTransaction", TransactStatements=[{"Statement": each} for each in statements], **more)


def reasons(error: Any) -> list[str]:
    return [reason["Code"] for reason in error.value.members["CancellationReasons"]]


@pytest.fixture
def filled(db: Database) -> Database:
    db.table()
    db.put(id="a", n=1)
    db.put(id="b", n=2)
    return db


class TestShape:
    def test_reads(self, filled: Database) -> None:
        told = transact(
            filled,
            "SELECT n FROM things WHERE id='b'",
            "SELECT * FROM things WHERE id='absent'",
            "SELECT * FROM things WHERE id='a' AND n = 5",
        )
        assert told["Responses"] == [{"Item": item(n=2)}, {}, {}]

    def test_writes(self, filled: Database) -> None:
        transact(
            filled,
            "INSERT INTO things VALUE {'id': 'c'}",
            "UPDATE things SET n = n + 1 WHERE id = 'a' AND n = 1",
            "DELETE FROM things WHERE id = 'b'",
            "DELETE FROM things WHERE id = 'absent'",
        )
        assert filled.get(id="a") == item(id="a", n=2)
        assert filled.get(id="b") is None
        assert filled.get(id="c") == item(id="c")

    def test_capacity_is_twice(self, filled: Database) -> None:
        told = transact(filled, "INSERT INTO things VALUE {'id': 'c'}", ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"][0]["CapacityUnits"] == 2.0
        told = transact(filled, "SELECT * FROM things WHERE id = 'c'", ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"][0]["CapacityUnits"] == 2.0


class TestRules:
    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ("INSERT INTO things VALUE {'id': 'b'}", "DuplicateItem"),
            ("UPDATE things SET n = 5 WHERE id = 'absent'", "ConditionalCheckFailed"),
            ("UPDATE things SET n = 5 WHERE id = 'b' AND n = 5", "ConditionalCheckFailed"),
            ("DELETE FROM things WHERE id = 'b' AND n = 5", "ConditionalCheckFailed"),
            ("EXISTS(SELECT * FROM things WHERE id = 'b' AND n = 5)", "ConditionalCheckFailed"),
            ("EXISTS(SELECT * FROM things WHERE id = 'absent')", "ConditionalCheckFailed"),
            ("UPDATE things SET n = n + id WHERE id = 'b'", "ValidationError"),
        ],
    )
    def test_all_or_nothing(self, filled: Database, statement: str, code: str) -> None:
        with pytest.raises(TransactionCanceledException) as caught:
            transact(filled, "UPDATE things SET n = 9 WHERE id = 'a'", statement)
        assert reasons(caught) == ["None", code]
        assert filled.get(id="a") == item(id="a", n=1)

    def test_a_condition_that_holds(self, filled: Database) -> None:
        transact(
            filled,
            "EXISTS(SELECT * FROM things WHERE id = 'b' AND awards IS MISSING)",
            "UPDATE things SET n = 9 WHERE id = 'a'",
        )
        assert filled.get(id="a") == item(id="a", n=9)

    def test_reads_or_writes(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="Statements must be all reads or all writes"):
            transact(filled, "SELECT * FROM things WHERE id = 'a'", "DELETE FROM things WHERE id = 'b'")

    def test_nothing_is_returned(self, filled: Database) -> None:
        """Observed: dynamodb-conformance pull request 103."""
        with pytest.raises(ValidationFailed, match="RETURNING is not supported in transactions"):
            transact(filled, "DELETE FROM things WHERE id = 'a' RETURNING ALL OLD *")
        assert filled.get(id="a") is not None

    def test_a_broken_statement_breaks_all(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="Expected data manipulation"):
            transact(filled, "DELETE FROM things WHERE id = 'a'", "FOO")
        with pytest.raises(ValidationFailed, match="mandatory equality on all key attributes"):
            transact(filled, "DELETE FROM things WHERE n = 1")
        with pytest.raises(ValidationFailed, match="must specify the primary key"):
            transact(filled, "SELECT * FROM things WHERE n = 1")
        with pytest.raises(ResourceNotFoundException):
            transact(filled, "DELETE FROM nope WHERE id = 'a'")

    def test_an_item_comes_once(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="multiple operations on one item"):
            transact(filled, "UPDATE things SET n = 9 WHERE id = 'a'", "DELETE FROM things WHERE id = 'a'")


class TestTokens:
    def test_the_same_again_does_nothing(self, filled: Database) -> None:
        for _ in range(2):
            transact(filled, "UPDATE things SET n = n + 1 WHERE id = 'a'", ClientRequestToken="t" * 36)
        assert filled.get(id="a") == item(id="a", n=2)
        with pytest.raises(IdempotentParameterMismatchException):
            transact(filled, "UPDATE things SET n = n + 2 WHERE id = 'a'", ClientRequestToken="t" * 36)
        filled.cloud.advance(601)
        transact(filled, "UPDATE things SET n = n + 1 WHERE id = 'a'", ClientRequestToken="t" * 36)
        assert filled.get(id="a") == item(id="a", n=3)
