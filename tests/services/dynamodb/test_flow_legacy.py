"""The parameters from before expressions, by operation. Source: Developer Guide, Legacy conditional parameters.

What each of them means is tested with legacy.py; here is that every operation takes them.
"""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ConditionalCheckFailedException
from tests.services.dynamodb.conftest import Database, item

ABSENT = {"id": {"Exists": False}}


@pytest.fixture
def filled(db: Database) -> Database:
    db.table(key="id:S nr:N")
    for number in range(4):
        db.put(id="a", nr=number, odd=number % 2)
    return db


def on_key(**range_test: Any) -> dict[str, Any]:
    return {"id": {"AttributeValueList": [{"S": "a"}], "ComparisonOperator": "EQ"}, **range_test}


class TestWrites:
    def test_expected(self, filled: Database) -> None:
        for operation, asked in (
            ("PutItem", {"Item": item(id="a", nr=0)}),
            ("DeleteItem", {"Key": item(id="a", nr=0)}),
            ("UpdateItem", {"Key": item(id="a", nr=0)}),
        ):
            with pytest.raises(ConditionalCheckFailedException):
                filled.call(operation, TableName="things", Expected=ABSENT, **asked)
        filled.call("PutItem", TableName="things", Expected=ABSENT, Item=item(id="new", nr=0))
        assert filled.get(id="new", nr=0)

    def test_attribute_updates(self, filled: Database) -> None:
        updates = {"odd": {"Action": "ADD", "Value": {"N": "5"}}, "text": {"Value": {"S": "put"}}}
        told = filled.call(
            "UpdateItem",
            TableName="things",
            Key=item(id="a", nr=1),
            AttributeUpdates=updates,
            ReturnValues="UPDATED_NEW",
        )
        assert told["Attributes"] == item(odd=6, text="put")

    def test_not_of_keys(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="This attribute is part of the key"):
            filled.call(
                "UpdateItem",
                TableName="things",
                Key=item(id="a", nr=1),
                AttributeUpdates={"nr": {"Value": {"N": "5"}}},
            )


class TestReads:
    def test_attributes_to_get(self, filled: Database) -> None:
        asked = {"TableName": "things", "Key": item(id="a", nr=1), "AttributesToGet": ["odd"]}
        assert filled.call("GetItem", **asked)["Item"] == item(odd=1)
        keys = {"Keys": [item(id="a", nr=1)], "AttributesToGet": ["odd"]}
        assert filled.call("BatchGetItem", RequestItems={"things": keys})["Responses"] == {"things": [item(odd=1)]}

    def test_key_conditions_and_filters(self, filled: Database) -> None:
        above = {"nr": {"AttributeValueList": [{"N": "0"}], "ComparisonOperator": "GT"}}
        odd = {"odd": {"AttributeValueList": [{"N": "1"}], "ComparisonOperator": "EQ"}}
        found = filled.call("Query", TableName="things", KeyConditions=on_key(**above), QueryFilter=odd)
        assert [each["nr"]["N"] for each in found["Items"]] == ["1", "3"]
        assert found["ScannedCount"] == 3
        found = filled.call("Scan", TableName="things", ScanFilter=odd)
        assert (found["Count"], found["ScannedCount"]) == (2, 4)

    def test_filters_are_not_about_keys(self, filled: Database) -> None:
        below = {"nr": {"AttributeValueList": [{"N": "3"}], "ComparisonOperator": "LT"}}
        with pytest.raises(ValidationFailed, match=r"QueryFilter can only contain non-primary key attributes: .*: nr"):
            filled.call("Query", TableName="things", KeyConditions=on_key(), QueryFilter=below)
        with pytest.raises(ValidationFailed, match="Filter Expression can only contain non-primary key attributes"):
            filled.call(
                "Query",
                TableName="things",
                KeyConditionExpression="id = :id",
                FilterExpression="nr < :nr",
                ExpressionAttributeValues={":id": {"S": "a"}, ":nr": {"N": "3"}},
            )

    def test_not_beside_expressions(self, filled: Database) -> None:
        with pytest.raises(
            ValidationFailed, match=r"Non-expression parameters: \{KeyConditions\} Expression parameters"
        ):
            filled.call("Query", TableName="things", KeyConditions=on_key(), FilterExpression="odd = :v")
