"""Query. Source: API Reference, Query; Developer Guide, Querying tables in DynamoDB."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item

BY = {
    "IndexName": "by-size",
    "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}, {"AttributeName": "weight", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"},
}
MORE = [{"AttributeName": "kind", "AttributeType": "S"}, {"AttributeName": "weight", "AttributeType": "N"}]


def query(db: Database, condition: str, /, _table: str = "things", **more: Any) -> Any:
    """`more` with names that are not capital are values of the expressions."""
    params: dict[str, Any] = {name: value for name, value in more.items() if name[0].isupper()}
    values = item(**{name: value for name, value in more.items() if not name[0].isupper()})
    params["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
    return db.call("Query", TableName=_table, KeyConditionExpression=condition, **params)


def numbers(found: Any, name: str = "nr") -> list[int]:
    return [int(each[name]["N"]) for each in found["Items"]]


@pytest.fixture
def filled(db: Database) -> Database:
    """Ten items of "a" and one of "b"."""
    db.table(key="id:S nr:N")
    for number in (3, -5, 100, 0, 7, 20, -1, 1, 2, 50):
        db.put(id="a", nr=number, odd=number % 2)
    db.put(id="b", nr=1)
    return db


class TestShape:
    def test_a_partition_in_order(self, filled: Database) -> None:
        """DDB-015."""
        found = query(filled, "id = :id", id="a")
        assert numbers(found) == [-5, -1, 0, 1, 2, 3, 7, 20, 50, 100]
        assert (found["Count"], found["ScannedCount"]) == (10, 10)
        assert "LastEvaluatedKey" not in found

    def test_backwards(self, filled: Database) -> None:
        assert numbers(query(filled, "id = :id", id="a", ScanIndexForward=False, Limit=3)) == [100, 50, 20]

    def test_nothing(self, filled: Database) -> None:
        assert query(filled, "id = :id", id="c") == {"Items": [], "Count": 0, "ScannedCount": 0}

    def test_count(self, filled: Database) -> None:
        assert query(filled, "id = :id", id="a", Select="COUNT") == {"Count": 10, "ScannedCount": 10}


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            query(db, "id = :id", id="a")

    def test_no_such_index(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="The table does not have the specified index: by-what"):
            query(filled, "id = :id", id="a", IndexName="by-what")

    def test_a_condition_is_needed(self, filled: Database) -> None:
        """DDB-015."""
        with pytest.raises(ValidationFailed, match="Either the KeyConditions or KeyConditionExpression parameter"):
            filled.call("Query", TableName="things")

    @pytest.mark.parametrize(
        ("condition", "text"),
        [
            ("nr = :v", "Query condition missed key schema element: id"),
            ("id > :v", "Query key condition not supported"),
            ("id = :v and beside = :v", "Query condition missed key schema element: nr"),
        ],
    )
    def test_keys(self, filled: Database, condition: str, text: str) -> None:
        with pytest.raises(ValidationFailed, match=text):
            query(filled, condition, v="a")

    @pytest.mark.parametrize(
        ("more", "text"),
        [
            ({"Select": "ALL_PROJECTED_ATTRIBUTES"}, "can be used only when Querying using an IndexName"),
            ({"Select": "SPECIFIC_ATTRIBUTES"}, "Must specify the AttributesToGet or ProjectionExpression"),
            (
                {"Select": "COUNT", "ProjectionExpression": "odd"},
                "Cannot specify the ProjectionExpression when choosing to get only the Count",
            ),
            (
                {"Select": "ALL_ATTRIBUTES", "ProjectionExpression": "odd"},
                "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
            ),
            ({"ExclusiveStartKey": item(id="a")}, "The provided starting key is invalid"),
            ({"ExclusiveStartKey": item(id="a", nr="x")}, "The provided starting key is invalid"),
            ({"ExclusiveStartKey": item(id="b", nr=1)}, "outside query boundaries based on provided conditions"),
        ],
    )
    def test_what_goes_together(self, filled: Database, more: dict[str, Any], text: str) -> None:
        with pytest.raises(ValidationFailed, match=text):
            query(filled, "id = :id", id="a", **more)

    def test_a_start_outside_of_the_range(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="does not match the range key predicate"):
            query(filled, "id = :id and nr < :nr", id="a", nr=5, ExclusiveStartKey=item(id="a", nr=7))

    def test_limit_is_above_0(self, filled: Database) -> None:
        with pytest.raises(ValidationFailed, match="Member must have value greater than or equal to 1"):
            query(filled, "id = :id", id="a", Limit=0)

    def test_consistent_reads_of_global_indexes(self, db: Database) -> None:
        """DDB-023."""
        db.table(GlobalSecondaryIndexes=[BY], AttributeDefinitions=MORE)
        with pytest.raises(ValidationFailed, match="Consistent reads are not supported on global secondary indexes"):
            query(db, "kind = :kind", kind="a", IndexName="by-size", ConsistentRead=True)

    def test_what_a_global_index_does_not_have(self, db: Database) -> None:
        """DDB-023."""
        db.table(GlobalSecondaryIndexes=[BY], AttributeDefinitions=MORE)
        with pytest.raises(ValidationFailed, match="Select type ALL_ATTRIBUTES is not supported for global secondary"):
            query(db, "kind = :kind", kind="a", IndexName="by-size", Select="ALL_ATTRIBUTES")
        with pytest.raises(ValidationFailed, match=r"Global secondary index by-size does not project \[beside\]"):
            query(db, "kind = :kind", kind="a", IndexName="by-size", ProjectionExpression="beside, id")


class TestBehaviour:
    @pytest.mark.parametrize(
        ("test", "values", "expected"),
        [
            ("nr = :v", {"v": 2}, [2]),
            ("nr < :v", {"v": 0}, [-5, -1]),
            ("nr <= :v", {"v": 0}, [-5, -1, 0]),
            ("nr > :v", {"v": 20}, [50, 100]),
            ("nr >= :v", {"v": 20}, [20, 50, 100]),
            ("nr BETWEEN :v AND :w", {"v": -1, "w": 3}, [-1, 0, 1, 2, 3]),
        ],
    )
    @pytest.mark.parametrize("forward", [True, False])
    def test_ranges(
        self, filled: Database, test: str, values: dict[str, int], expected: list[int], forward: bool
    ) -> None:
        found = query(filled, f"id = :id AND {test}", id="a", **values, ScanIndexForward=forward)
        assert numbers(found) == (expected if forward else expected[::-1])

    def test_prefixes_of_strings_and_binary(self, db: Database) -> None:
        db.table(key="id:S nr:S")
        for text in ("a", "ab", "abc", "b", "aé", "aÿ", "az"):
            db.put(id="x", nr=text)
        found = query(db, "id = :id and begins_with(nr, :p)", id="x", p="a")
        assert [each["nr"]["S"] for each in found["Items"]] == ["a", "ab", "abc", "az", "aé", "aÿ"]
        db.table("raw", key="id:S nr:B")
        for raw in (b"\x00", b"\x00\x00", b"\xff", b"\xff\xff", b"\xfe"):
            db.put("raw", id="x", nr=raw)
        found = query(db, "id = :id and begins_with(nr, :p)", "raw", id="x", p=b"\xff")
        assert [each["nr"]["B"] for each in found["Items"]] == [b"\xff", b"\xff\xff"]
        found = query(db, "id = :id and nr > :p", "raw", id="x", p=b"\x00")
        assert [each["nr"]["B"] for each in found["Items"]] == [b"\x00\x00", b"\xfe", b"\xff", b"\xff\xff"]

    @pytest.mark.parametrize("forward", [True, False])
    def test_pages(self, filled: Database, forward: bool) -> None:
        seen: list[int] = []
        start: dict[str, Any] = {}
        pages = 0
        while True:
            page = query(filled, "id = :id", id="a", Limit=3, ScanIndexForward=forward, **start)
            seen += numbers(page)
            pages += 1
            if "LastEvaluatedKey" not in page:
                break
            assert set(page["LastEvaluatedKey"]) == {"id", "nr"}
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        whole = [-5, -1, 0, 1, 2, 3, 7, 20, 50, 100]
        assert (pages, seen) == (4, whole if forward else whole[::-1])

    def test_a_page_that_is_just_full_says_that_there_may_be_more(self, filled: Database) -> None:
        page = query(filled, "id = :id", id="a", Limit=10)
        assert page["LastEvaluatedKey"] == item(id="a", nr=100)
        assert query(filled, "id = :id", id="a", ExclusiveStartKey=page["LastEvaluatedKey"])["Items"] == []

    def test_filters_come_after_the_limit(self, filled: Database) -> None:
        """DDB-015: ScannedCount and what it consumes are of what was read."""
        found = query(
            filled,
            "id = :id",
            id="a",
            one=1,
            FilterExpression="odd = :one",
            Limit=5,
            ReturnConsumedCapacity="TOTAL",
        )
        assert numbers(found) == [-5, -1, 1]
        assert (found["Count"], found["ScannedCount"]) == (3, 5)
        assert found["LastEvaluatedKey"] == item(id="a", nr=2)
        assert found["ConsumedCapacity"]["CapacityUnits"] == 0.5

    def test_one_megabyte(self, db: Database) -> None:
        """DDB-015: 1 MB page; the item with which it is full is the last one."""
        db.table(key="id:S nr:N", ProvisionedThroughput={"ReadCapacityUnits": 1000, "WriteCapacityUnits": 1000})
        for number in range(5):
            db.put(id="a", nr=number, text="x" * 300_000)
            db.cloud.advance(1)
        first = query(db, "id = :id", id="a", ReturnConsumedCapacity="TOTAL", ConsistentRead=True)
        assert numbers(first) == [0, 1, 2, 3]
        assert first["LastEvaluatedKey"] == item(id="a", nr=3)
        # Four items of a little more than 300,000 bytes, together, in steps of 4,096: 292.98.
        assert first["ConsumedCapacity"]["CapacityUnits"] == 293.0
        rest = query(db, "id = :id", id="a", ExclusiveStartKey=first["LastEvaluatedKey"])
        assert numbers(rest) == [4]

    def test_capacity_is_of_all_items_together(self, db: Database) -> None:
        """DDB-009: small items share a unit."""
        db.table(key="id:S nr:N")
        for number in range(10):
            db.put(id="a", nr=number, text="x" * 380)
        told = query(db, "id = :id", id="a", ConsistentRead=True, ReturnConsumedCapacity="TOTAL")
        assert told["ConsumedCapacity"]["CapacityUnits"] == 1.0
        assert query(db, "id = :id", id="c", ReturnConsumedCapacity="TOTAL")["ConsumedCapacity"]["CapacityUnits"] == 0.5

    def test_more_rows_than_are_read_at_once(self, db: Database) -> None:
        db.table(key="id:S nr:N")
        for number in range(600):
            db.put(id="a", nr=number)
        assert numbers(query(db, "id = :id", id="a")) == list(range(600))
        assert numbers(query(db, "id = :id", id="a", ScanIndexForward=False)) == list(range(599, -1, -1))
