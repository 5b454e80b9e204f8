"""TransactWriteItems. Source: API Reference, TransactWriteItems; Developer Guide, Amazon DynamoDB Transactions."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import (
    IdempotentParameterMismatchException,
    ProvisionedThroughputExceededException,
    ResourceNotFoundException,
    TransactionCanceledException,
    TransactionConflictException,
)
from tests.services.dynamodb.conftest import Database, item, throughput

Action = dict[str, Any]


def put(_id: str, **more: Any) -> Action:
    attributes = {name: value for name, value in more.items() if not name[0].isupper()}
    others = {name: value for name, value in more.items() if name[0].isupper()}
    return {"Put": {"TableName": "things", "Item": item(id=_id, **attributes), **others}}


def check(_id: str, **more: Any) -> Action:
    asked = {"TableName": "things", "Key": item(id=_id), "ConditionExpression": "attribute_exists(id)", **more}
    return {"ConditionCheck": asked}


def add(_id: str, **more: Any) -> Action:
    asked = {"UpdateExpression": "ADD n :one", "ExpressionAttributeValues": {":one": {"N": "1"}}, **more}
    return {"Update": {"TableName": "things", "Key": item(id=_id), **asked}}


def delete(_id: str, **more: Any) -> Action:
    return {"Delete": {"TableName": "things", "Key": item(id=_id), **more}}


def transact(db: Database, *actions: Action, **more: Any) -> Any:
    return db.call("TransactWriteItems", TransactItems=list(actions), **more)


def reasons(db: Database, *actions: Action) -> list[dict[str, Any]]:
    with pytest.raises(TransactionCanceledException) as cancelled:
        transact(db, *actions)
    found: list[dict[str, Any]] = cancelled.value.members["CancellationReasons"]
    codes = ", ".join(reason["Code"] for reason in found)
    assert cancelled.value.message == (
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    )
    return found


class TestShape:
    def test_all_four_actions(self, db: Database) -> None:
        """DDB-016."""
        db.table()
        db.put(id="old")
        db.put(id="seen")
        assert transact(db, put("a", n=1), add("b"), delete("old"), check("seen")) == {}
        assert (db.get(id="a"), db.get(id="b")) == (item(id="a", n=1), item(id="b", n=1))
        assert db.get(id="old") is None

    def test_capacity_is_twice_as_much(self, db: Database) -> None:
        db.table()
        told = transact(db, put("a", text="x" * 1500), put("b"), ReturnConsumedCapacity="INDEXES")
        assert told["ConsumedCapacity"] == [
            {
                "TableName": "things",
                "CapacityUnits": 6.0,
                "WriteCapacityUnits": 6.0,
                "Table": {"CapacityUnits": 6.0, "WriteCapacityUnits": 6.0},
            }
        ]


class TestRules:
    def test_101_items(self, db: Database) -> None:
        """DDB-016: 100 today."""
        db.table()
        actions = [put(str(number)) for number in range(101)]
        transact(db, *actions[:100])
        with pytest.raises(ValidationFailed, match="Member must have length less than or equal to 100"):
            transact(db, *actions)

    def test_four_megabytes(self, db: Database) -> None:
        """DDB-016: 4 MB right."""
        db.table()
        with pytest.raises(ValidationFailed, match="exceeds 4 MB"):
            transact(db, *(put(str(number), text="x" * 400_000) for number in range(11)))
        assert db.get(id="0") is None

    def test_one_item_twice(self, db: Database) -> None:
        db.table()
        with pytest.raises(
            ValidationFailed, match="Transaction request cannot include multiple operations on one item"
        ):
            transact(db, put("a"), delete("a"))

    def test_one_action_each(self, db: Database) -> None:
        db.table()
        for wrong in ({}, {**put("a"), **delete("b")}):
            with pytest.raises(
                ValidationFailed, match="TransactItems can only contain one of Check, Put, Update or Delete"
            ):
                transact(db, wrong)

    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            transact(db, put("a"))

    def test_expressions_are_checked_first(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="Invalid UpdateExpression"):
            transact(db, put("a"), add("b", UpdateExpression="ADD"))

    def test_keys_are_reasons(self, db: Database) -> None:
        db.table()
        wrong = {"Delete": {"TableName": "things", "Key": item(other="a")}}
        assert reasons(db, put("a"), wrong) == [
            {"Code": "None"},
            {"Code": "ValidationError", "Message": "The provided key element does not match the schema"},
        ]

    def test_what_an_update_cannot_do_is_a_reason(self, db: Database) -> None:
        db.table()
        db.put(id="a", n="text")
        found = reasons(db, put("b"), add("a"))
        assert [each["Code"] for each in found] == ["None", "ValidationError"]
        assert found[1]["Message"].startswith("An operand in the update expression has an incorrect data type")


class TestBehaviour:
    def test_nothing_is_written_where_a_condition_fails(self, db: Database) -> None:
        """DDB-016."""
        db.table()
        db.put(id="c", n=5)
        found = reasons(
            db,
            put("a"),
            check("nothing"),
            put("c", ConditionExpression="attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure="ALL_OLD"),
        )
        failed = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
        assert found == [{"Code": "None"}, failed, {**failed, "Item": item(id="c", n=5)}]
        assert db.get(id="a") is None

    def test_conditions_see_what_was_there_before(self, db: Database) -> None:
        db.table()
        found = reasons(db, put("a"), check("b"))
        assert [each["Code"] for each in found] == ["None", "ConditionalCheckFailed"]

    def test_over_capacity(self, db: Database) -> None:
        db.table(**throughput(1, 1))
        found = reasons(db, put("a", text="x" * 100_000), put("b", text="x" * 100_000))  # 196 of 300, each
        assert [each["Code"] for each in found] == ["None", "ProvisionedThroughputExceeded"]
        assert db.get(id="a") is None

    def test_a_token_counts_for_ten_minutes(self, db: Database) -> None:
        """The answer to a repeated one tells what reading the items took."""
        db.table()
        asked = {"ClientRequestToken": "once", "ReturnConsumedCapacity": "TOTAL"}
        first = transact(db, add("a"), **asked)
        assert first["ConsumedCapacity"][0]["WriteCapacityUnits"] == 2.0
        db.cloud.advance(599)
        again = transact(db, add("a"), **asked)
        assert again["ConsumedCapacity"] == [{"TableName": "things", "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0}]
        assert db.get(id="a") == item(id="a", n=1)
        with pytest.raises(IdempotentParameterMismatchException):
            transact(db, add("b"), **asked)
        db.cloud.advance(1)
        transact(db, add("a"), **asked)
        assert db.get(id="a") == item(id="a", n=2)

    def test_a_token_of_what_was_cancelled_is_free(self, db: Database) -> None:
        db.table()
        with pytest.raises(TransactionCanceledException):
            transact(db, check("a"), ClientRequestToken="once")
        transact(db, put("a"), ClientRequestToken="once")

    def test_conflicts(self, db: Database) -> None:
        """While a transaction is ongoing, for as long as the quota says, its items are nobody else's."""
        db.quota("transaction-seconds", 1)
        db.table()
        db.put(id="seen")
        transact(db, put("a"), check("seen"))
        with pytest.raises(TransactionConflictException, match="Transaction is ongoing for the item"):
            db.put(id="a")
        found = reasons(db, put("seen"), put("b"))
        assert [each["Code"] for each in found] == ["TransactionConflict", "None"]
        assert db.get(id="a") == item(id="a")
        db.cloud.advance(1)
        db.put(id="a", n=1)
        assert db.get(id="a") == item(id="a", n=1)

    def test_a_condition_that_fails_consumes(self, db: Database) -> None:
        db.table(**throughput(1, 1))
        db.put(id="a", text="x" * 100_000)  # 98 of 300
        with pytest.raises(TransactionCanceledException):
            transact(db, put("a", ConditionExpression="attribute_not_exists(id)"))  # twice 98
        with pytest.raises(ProvisionedThroughputExceededException):
            db.put(id="b", text="x" * 10_000)
