"""PutItem. Source: API Reference, PutItem; texts as in the service's errors.py."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ConditionalCheckFailedException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item

KB = 1024


def put(db: Database, attributes: dict[str, Any], **more: Any) -> Any:
    return db.call("PutItem", TableName="things", Item=attributes, **more)


class TestShape:
    def test_an_empty_answer(self, db: Database) -> None:
        """DDB-008."""
        db.table()
        assert db.put(id="a") == {}

    def test_every_type_comes_back(self, db: Database) -> None:
        """DDB-003."""
        db.table()
        whole = {
            "id": {"S": "a"},
            "n": {"N": "-12345678901234567890.123456789012345678"},
            "b": {"B": b"\x00\xff"},
            "yes": {"BOOL": True},
            "no": {"BOOL": False},
            "nothing": {"NULL": True},
            "list": {"L": [{"N": "1"}, {"S": ""}, {"M": {"deep": {"B": b"\x01"}}}]},
            "map": {"M": {"a": {"L": []}, "b": {"M": {}}}},
            "ss": {"SS": ["b", "a"]},
            "ns": {"NS": ["2", "1"]},
            "bs": {"BS": [b"\x02", b"\x01"]},
        }
        put(db, whole)
        assert db.get(id="a") == whole

    @pytest.mark.parametrize("which", ["ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"])
    def test_return_values(self, db: Database, which: str) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match="ReturnValues can only be ALL_OLD or NONE"):
            put(db, item(id="a"), ReturnValues=which)


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException, match=r"^Requested resource not found$"):
            db.put(id="a")

    def test_a_table_that_is_not_ready(self, db: Database) -> None:
        db.quota("table-change-seconds", 5)
        db.table()
        with pytest.raises(ResourceNotFoundException):
            db.put(id="a")
        db.cloud.advance(5)
        db.put(id="a")

    @pytest.mark.parametrize(
        ("attributes", "text"),
        [
            ({"at": {"N": "1"}}, "One or more parameter values were invalid: Missing the key id in the item"),
            (item(id="a"), "Missing the key at in the item"),
            (item(id=1, at=1), "Type mismatch for key id expected: S actual: N"),
            (item(id="a", at="x"), "Type mismatch for key at expected: N actual: S"),
            (item(id="", at=1), "cannot contain an empty string value. Key: id"),
            (item(id="x" * 2049, at=1), "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
            ({"id": {"S": "a"}, "at": {"N": "x"}}, "cannot be converted to a numeric value: x"),
            ({**item(id="a", at=1), "s": {"SS": []}}, "An string set  may not be empty"),
        ],
    )
    def test_keys_and_values(self, db: Database, attributes: dict[str, Any], text: str) -> None:
        db.table(key="id:S at:N")
        with pytest.raises(ValidationFailed, match=text):
            put(db, attributes)

    def test_a_sort_key_of_1024_bytes(self, db: Database) -> None:
        db.table(key="id:S at:B")
        db.put(id="a" * 2048, at=b"x" * KB)
        with pytest.raises(
            ValidationFailed, match="Aggregated size of all range keys has exceeded the size limit of 1024"
        ):
            db.put(id="a", at=b"x" * (KB + 1))

    def test_400_kilobytes(self, db: Database) -> None:
        """DDB-002: names count too."""
        db.table()
        room = 400 * KB - len("id" + "a" + "text")
        db.put(id="a", text="x" * room)
        with pytest.raises(ValidationFailed, match="Item size has exceeded the maximum allowed size"):
            db.put(id="a", text="x" * (room + 1))

    def test_keys_of_indexes(self, db: Database) -> None:
        index = {
            "IndexName": "by-age",
            "KeySchema": [{"AttributeName": "age", "KeyType": "HASH"}, {"AttributeName": "name", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"},
        }
        more = [{"AttributeName": "age", "AttributeType": "N"}, {"AttributeName": "name", "AttributeType": "S"}]
        db.table(GlobalSecondaryIndexes=[index], AttributeDefinitions=more)
        with pytest.raises(
            ValidationFailed, match="Type mismatch for Index Key age Expected: N Actual: S IndexName: by-age"
        ):
            db.put(id="a", age="old")
        with pytest.raises(ValidationFailed, match=r"empty string value\. IndexName: by-age, IndexKey: name"):
            db.put(id="a", name="")
        db.put(id="a")

    def test_expressions_are_checked_before_the_table(self, db: Database) -> None:
        with pytest.raises(ValidationFailed, match="Invalid ConditionExpression"):
            put(db, item(id="a"), ConditionExpression="a b c")

    def test_values_that_no_expression_uses(self, db: Database) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=r"unused in expressions: keys: \{:b\}"):
            put(
                db,
                item(id="a"),
                ConditionExpression="id <> :a",
                ExpressionAttributeValues={":a": {"S": "a"}, ":b": {"S": "b"}},
            )


class TestBehaviour:
    def test_the_same_key_replaces(self, db: Database) -> None:
        """DDB-004: a station at 10:00 twice and at 11:00."""
        db.table(key="station:N at:S")
        db.put(station=1, at="10:00", degrees=20)
        db.put(station=1, at="10:00", humidity=5)
        db.put(station=1, at="11:00")
        found = db.call(
            "Query",
            TableName="things",
            KeyConditionExpression="station = :s",
            ExpressionAttributeValues={":s": {"N": "1"}},
        )
        assert found["Items"] == [item(station=1, at="10:00", humidity=5), item(station=1, at="11:00")]

    def test_the_old_item(self, db: Database) -> None:
        db.table()
        assert put(db, item(id="a", n=1), ReturnValues="ALL_OLD") == {}
        assert put(db, item(id="a", n=2), ReturnValues="ALL_OLD") == {"Attributes": item(id="a", n=1)}

    def test_conditions(self, db: Database) -> None:
        """DDB-008: 400, and the item that is there where it is asked for."""
        db.table()
        once = {"ConditionExpression": "attribute_not_exists(id)"}
        put(db, item(id="a", n=1), **once)
        with pytest.raises(ConditionalCheckFailedException, match="The conditional request failed") as refused:
            put(db, item(id="a", n=2), **once)
        assert (refused.value.status, refused.value.members) == (400, {})
        with pytest.raises(ConditionalCheckFailedException) as refused:
            put(db, item(id="a", n=2), **once, ReturnValuesOnConditionCheckFailure="ALL_OLD")
        assert refused.value.members == {"Item": item(id="a", n=1)}
        assert db.get(id="a") == item(id="a", n=1)

    def test_numbers_are_one_key(self, db: Database) -> None:
        """1, 1.0 and 10E-1 are the same number."""
        db.table(key="id:N")
        for text in ("1", "1.0", "10E-1", "+01"):
            put(db, {"id": {"N": text}})
        assert db.call("Scan", TableName="things")["Items"] == [item(id=1)]

    def test_accounts_may_use_an_arn(self, db: Database) -> None:
        db.table()
        arn = db.describe()["TableArn"]
        db.call("PutItem", TableName=arn, Item=item(id="a"))
        assert db.get(id="a") == item(id="a")
