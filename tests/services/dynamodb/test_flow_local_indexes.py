"""Local secondary indexes: what they have, what they fetch, item collections. DDB-022.

Source: Developer Guide, Local secondary indexes.
"""

from typing import Any

import pytest

from fogbank.services.dynamodb._shapes import ItemCollectionSizeLimitExceededException, TransactionCanceledException
from tests.services.dynamodb.conftest import Database, item, throughput
from tests.services.dynamodb.test_flow_global_indexes import defined, index

SMALL = index("by-size", "id:HASH", "weight:RANGE", project="KEYS_ONLY")
WHOLE = index("by-name", "id:HASH", "alias:RANGE")


@pytest.fixture
def shop(db: Database) -> Database:
    db.table(key="id:S nr:N", AttributeDefinitions=defined("weight:N", "alias:S"), LocalSecondaryIndexes=[SMALL, WHOLE])
    return db


def query(db: Database, _id: str, **more: Any) -> Any:
    return db.call(
        "Query",
        **{
            "TableName": "things",
            "IndexName": "by-size",
            "KeyConditionExpression": "id = :id",
            "ExpressionAttributeValues": {":id": {"S": _id}, **more.pop("values", {})},
            "ReturnConsumedCapacity": "INDEXES",
            **more,
        },
    )


class TestContent:
    def test_another_order_of_a_partition(self, shop: Database) -> None:
        shop.put(id="a", nr=1, weight=30, text="one")
        shop.put(id="a", nr=2, weight=20)
        shop.put(id="a", nr=3)
        found = query(shop, "a", ConsistentRead=True)
        assert found["Items"] == [item(id="a", nr=2, weight=20), item(id="a", nr=1, weight=30)]
        assert found["ConsumedCapacity"] == {
            "TableName": "things",
            "CapacityUnits": 1.0,
            "Table": {"CapacityUnits": 0.0},
            "LocalSecondaryIndexes": {"by-size": {"CapacityUnits": 1.0}},
        }

    def test_it_is_described_without_capacity(self, shop: Database) -> None:
        told = shop.describe()["LocalSecondaryIndexes"][0]
        assert (told["IndexName"], told["Projection"]) == ("by-size", {"ProjectionType": "KEYS_ONLY"})
        assert "ProvisionedThroughput" not in told
        assert "IndexStatus" not in told


class TestFetches:
    """What is not projected is looked up in the table, at its cost."""

    @pytest.mark.parametrize(
        "asked",
        [
            {"Select": "ALL_ATTRIBUTES"},
            {"ProjectionExpression": "id, nr, weight, #t", "ExpressionAttributeNames": {"#t": "text"}},
        ],
    )
    def test_more_than_is_projected(self, shop: Database, asked: dict[str, Any]) -> None:
        for number in range(2):
            shop.put(id="a", nr=number, weight=-number, text="x" * 5000)
        found = query(shop, "a", **asked)
        assert [each["text"]["S"] for each in found["Items"]] == ["x" * 5000] * 2
        # The index: 0.5. Each item of 5,000 bytes: 2 units, half of them.
        assert found["ConsumedCapacity"] == {
            "TableName": "things",
            "CapacityUnits": 2.5,
            "Table": {"CapacityUnits": 2.0},
            "LocalSecondaryIndexes": {"by-size": {"CapacityUnits": 0.5}},
        }

    def test_filters_on_what_is_not_projected(self, shop: Database) -> None:
        for number in range(3):
            shop.put(id="a", nr=number, weight=1, odd=number % 2)
        found = query(shop, "a", FilterExpression="odd = :one", values={":one": {"N": "1"}})
        assert (found["Count"], found["ScannedCount"]) == (1, 3)


class TestCapacity:
    def test_writes_are_the_tables(self, shop: Database) -> None:
        told = shop.call(
            "PutItem",
            TableName="things",
            Item=item(id="a", nr=1, weight=1, alias="n", text="x" * 1500),
            ReturnConsumedCapacity="INDEXES",
        )["ConsumedCapacity"]
        assert told == {
            "TableName": "things",
            "CapacityUnits": 5.0,
            "Table": {"CapacityUnits": 2.0},
            "LocalSecondaryIndexes": {"by-size": {"CapacityUnits": 1.0}, "by-name": {"CapacityUnits": 2.0}},
        }

    def test_they_throttle_with_it(self, db: Database) -> None:
        from fogbank.services.dynamodb._shapes import ProvisionedThroughputExceededException

        db.table(
            key="id:S nr:N", AttributeDefinitions=defined("alias:S"), LocalSecondaryIndexes=[WHOLE], **throughput(1, 1)
        )
        db.put(id="a", nr=1, alias="n", text="x" * 140_000)  # twice 137 of 300
        with pytest.raises(ProvisionedThroughputExceededException, match="for the table was exceeded"):
            db.put(id="a", nr=2, alias="n", text="x" * 14_000)


class TestCollections:
    def put(self, db: Database, **attributes: Any) -> Any:
        asked = {"ReturnItemCollectionMetrics": "SIZE", "Item": item(**attributes)}
        return db.call("PutItem", TableName="things", **asked)

    def test_metrics(self, shop: Database) -> None:
        assert self.put(shop, id="a", nr=1) == {
            "ItemCollectionMetrics": {"ItemCollectionKey": item(id="a"), "SizeEstimateRangeGB": [0.0, 1.0]}
        }
        told = shop.call(
            "BatchWriteItem",
            RequestItems={"things": [{"DeleteRequest": {"Key": item(id="a", nr=1)}}]},
            ReturnItemCollectionMetrics="SIZE",
        )
        assert told["ItemCollectionMetrics"] == {
            "things": [{"ItemCollectionKey": item(id="a"), "SizeEstimateRangeGB": [0.0, 1.0]}]
        }

    def test_none_without_a_local_index(self, db: Database) -> None:
        db.table(key="id:S nr:N")
        assert self.put(db, id="a", nr=1) == {}

    def test_the_limit(self, shop: Database) -> None:
        """10 GB; here a quota makes it 100 KB. Table and local indexes count together."""
        shop.quota("item-collection-bytes", 100_000)
        self.put(shop, id="a", nr=1, alias="n", text="x" * 40_000)  # and as much in by-name
        with pytest.raises(ItemCollectionSizeLimitExceededException):
            self.put(shop, id="a", nr=2, text="x" * 20_000)
        self.put(shop, id="b", nr=2, text="x" * 20_000)  # another collection
        put = {"Put": {"TableName": "things", "Item": item(id="a", nr=2, text="x" * 20_000)}}
        with pytest.raises(TransactionCanceledException) as cancelled:
            shop.call("TransactWriteItems", TransactItems=[put])
        codes = [reason["Code"] for reason in cancelled.value.members["CancellationReasons"]]
        assert codes == ["ItemCollectionSizeLimitExceeded"]
        # What makes it smaller always goes.
        shop.call("DeleteItem", TableName="things", Key=item(id="a", nr=1))
        self.put(shop, id="a", nr=2, text="x" * 20_000)
