"""Scan. Source: API Reference, Scan; Developer Guide, Scanning tables in DynamoDB."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.services.dynamodb._shapes import ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item


def scan(db: Database, **more: Any) -> Any:
    return db.call("Scan", TableName="things", **more)


def ids(found: Any) -> list[str]:
    return [each["id"]["S"] for each in found["Items"]]


@pytest.fixture
def filled(db: Database) -> Database:
    """A hundred items."""
    db.table()
    for number in range(100):
        db.put(id=f"item{number}", n=number)
    return db


class TestShape:
    def test_an_empty_table(self, db: Database) -> None:
        db.table()
        told = scan(db, ReturnConsumedCapacity="TOTAL")
        assert told == {
            "Items": [],
            "Count": 0,
            "ScannedCount": 0,
            "ConsumedCapacity": {"TableName": "things", "CapacityUnits": 0.5},
        }


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        with pytest.raises(ResourceNotFoundException):
            scan(db)

    @pytest.mark.parametrize(
        ("more", "text"),
        [
            ({"Segment": 0}, "The TotalSegments parameter is required but was not present"),
            ({"TotalSegments": 2}, "The Segment parameter is required but was not present"),
            ({"TotalSegments": 2, "Segment": 2}, "Segment: 2 is not less than TotalSegments: 2"),
            ({"TotalSegments": 1_000_001, "Segment": 2}, "Member must have value less than or equal to 1000000"),
            ({"ExclusiveStartKey": item(other="a")}, "The provided starting key is invalid"),
            ({"IndexName": "by-what"}, "The table does not have the specified index: by-what"),
        ],
    )
    def test_parameters(self, db: Database, more: dict[str, Any], text: str) -> None:
        db.table()
        with pytest.raises(ValidationFailed, match=text):
            scan(db, **more)

    def test_a_start_of_another_segment(self, filled: Database) -> None:
        last = scan(filled, Segment=0, TotalSegments=2, Limit=1)["LastEvaluatedKey"]
        with pytest.raises(ValidationFailed, match=r"with correct Segment\. TotalSegments: 2 Segment: 1"):
            scan(filled, Segment=1, TotalSegments=2, ExclusiveStartKey=last)


class TestBehaviour:
    def test_filters(self, filled: Database) -> None:
        """DDB-015: after reading."""
        found = scan(filled, FilterExpression="n < :n", ExpressionAttributeValues={":n": {"N": "3"}})
        assert sorted(ids(found)) == ["item0", "item1", "item2"]
        assert (found["Count"], found["ScannedCount"]) == (3, 100)

    def test_pages_give_everything_once(self, filled: Database) -> None:
        whole = ids(scan(filled))
        seen: list[str] = []
        more: dict[str, Any] = {}
        while True:
            page = scan(filled, Limit=7, **more)
            seen += ids(page)
            if "LastEvaluatedKey" not in page:
                break
            more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        assert seen == whole
        assert len(set(seen)) == 100
        assert seen != sorted(seen)  # the order is that of hashes

    @pytest.mark.parametrize("total", [1, 2, 3, 7, 1000])
    def test_segments_are_shares(self, filled: Database, total: int) -> None:
        step = 1 if total < 100 else 10
        shares = [ids(scan(filled, Segment=number, TotalSegments=total)) for number in range(0, total, step)]
        if step == 1:
            assert [each for share in shares for each in share] == ids(scan(filled))
        assert max(map(len, shares)) < 100 or total == 1

    def test_segments_have_pages(self, filled: Database) -> None:
        whole = ids(scan(filled, Segment=1, TotalSegments=3))
        first = scan(filled, Segment=1, TotalSegments=3, Limit=10)
        rest = scan(filled, Segment=1, TotalSegments=3, ExclusiveStartKey=first["LastEvaluatedKey"])
        assert ids(first) + ids(rest) == whole

    def test_a_start_that_is_gone(self, filled: Database) -> None:
        first = scan(filled, Limit=10)
        filled.call("DeleteItem", TableName="things", Key=first["LastEvaluatedKey"])
        rest = scan(filled, ExclusiveStartKey=first["LastEvaluatedKey"])
        assert len(set(ids(first) + ids(rest))) == 100

    def test_capacity(self, db: Database) -> None:
        db.table()
        for number in range(5):
            db.put(id=str(number), text="x" * 4000)
        told = scan(db, ReturnConsumedCapacity="INDEXES", Select="COUNT")["ConsumedCapacity"]
        assert told == {"TableName": "things", "CapacityUnits": 2.5, "Table": {"CapacityUnits": 2.5}}
