"""CreateTable. Source: API Reference, CreateTable; texts are those of the service's schema.py, with their sources."""

from typing import Any

import pytest

from fogbank.kernel.errors import NotImplementedHere, ValidationFailed
from fogbank.services.dynamodb._shapes import LimitExceededException, ResourceInUseException
from tests.services.dynamodb.conftest import Database, definition, throughput

TABLE = {"TableName": "things", **definition("id:S"), "BillingMode": "PAY_PER_REQUEST"}
ALL = {"ProjectionType": "ALL"}


def keys(*roles: str) -> list[dict[str, str]]:
    """ "a:HASH" and so on."""
    return [dict(zip(("AttributeName", "KeyType"), role.split(":"), strict=True)) for role in roles]


def defined(*names: str) -> list[dict[str, str]]:
    return [{"AttributeName": name, "AttributeType": "S"} for name in names]


class TestShape:
    def test_what_is_told_of_a_new_table(self, db: Database) -> None:
        """DDB-001, DDB-006."""
        told = db.call("CreateTable", **TABLE)["TableDescription"]
        assert told["TableStatus"] == "CREATING"
        assert told["TableArn"] == "arn:aws:dynamodb:us-east-1:000000000000:table/things"
        assert told["KeySchema"] == [{"AttributeName": "id", "KeyType": "HASH"}]
        assert told["BillingModeSummary"] == {"BillingMode": "PAY_PER_REQUEST"}
        assert told["ProvisionedThroughput"] == {
            "NumberOfDecreasesToday": 0,
            "ReadCapacityUnits": 0,
            "WriteCapacityUnits": 0,
        }
        assert (told["ItemCount"], told["TableSizeBytes"]) == (0, 0)
        assert told["DeletionProtectionEnabled"] is False

    def test_provisioned_is_the_default(self, db: Database) -> None:
        told = db.call("CreateTable", TableName="things", **definition("id:S at:N"), **throughput(5, 6))
        told = told["TableDescription"]
        assert told["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
        assert "BillingModeSummary" not in told
        assert [each["KeyType"] for each in told["KeySchema"]] == ["HASH", "RANGE"]

    @pytest.mark.parametrize("name", ["ab", "a b", "x" * 256, "ä" * 4])
    def test_names(self, db: Database, name: str) -> None:
        with pytest.raises(ValidationFailed, match="Table/index names must be between 3 and 255 characters long"):
            db.call("CreateTable", **{**TABLE, "TableName": name})

    def test_what_is_missing(self, db: Database) -> None:
        with pytest.raises(
            ValidationFailed, match="2 validation errors detected: Value null at 'attributeDefinitions'"
        ):
            db.call("CreateTable", TableName="things")

    def test_vector_indexes_are_not_there_yet(self, db: Database) -> None:
        vector = {"IndexName": "near", "VectorAttribute": {"AttributeName": "v"}}
        with pytest.raises((NotImplementedHere, ValidationFailed)):
            db.call("CreateTable", **TABLE, VectorIndexes=[vector])


class TestRules:
    @pytest.mark.parametrize(
        ("change", "text"),
        [
            (
                {**throughput(1, 1)},
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ),
            (
                {"BillingMode": "PROVISIONED"},
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ),
            (
                {"BillingMode": "PROVISIONED", **throughput(1_000_000_000_001, 1)},
                "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
            ),
            ({"KeySchema": keys("id:RANGE")}, "The first KeySchemaElement is not a HASH key type"),
            (
                {"KeySchema": keys("id:HASH", "id:RANGE")},
                "Both the Hash Key and the Range Key element in the KeySchema",
            ),
            ({"KeySchema": keys("id:HASH", "at:HASH")}, "The second KeySchemaElement is not a RANGE key type"),
            (
                {"KeySchema": keys("id:HASH", "at:RANGE")},
                "Invalid KeySchema: Some index key attribute have no definition",
            ),
            (
                {"AttributeDefinitions": defined("id", "at")},
                "Number of attributes in KeySchema does not exactly match number of attributes defined",
            ),
            ({"KeySchema": keys("id:HASH", "a:RANGE", "b:RANGE")}, "Member must have length less than or equal to 2"),
            ({"StreamSpecification": {"StreamEnabled": True}}, "StreamViewType must be specified"),
        ],
    )
    def test_keys_and_throughput(self, db: Database, change: dict[str, Any], text: str) -> None:
        with pytest.raises(ValidationFailed, match=text):
            db.call("CreateTable", **{**TABLE, **change})

    @pytest.mark.parametrize(
        ("index", "text"),
        [
            ({"Projection": {}}, "Unknown ProjectionType: null"),
            (
                {"Projection": {**ALL, "NonKeyAttributes": ["a"]}},
                "ProjectionType is ALL, but NonKeyAttributes is specified",
            ),
            ({"Projection": {"ProjectionType": "INCLUDE"}}, "ProjectionType is INCLUDE, but NonKeyAttributes is not"),
            ({"KeySchema": keys("other:HASH")}, r"Keys: \[other\], AttributeDefinitions: \[id, by\]"),
            ({"KeySchema": keys("id:HASH")}, r"Some AttributeDefinitions are not used. .* keys used: \[id\]"),
            ({**throughput(1, 1)}, "when BillingMode is PAY_PER_REQUEST for index: by-what"),
        ],
    )
    def test_global_indexes(self, db: Database, index: dict[str, Any], text: str) -> None:
        """DDB-023."""
        whole = {"IndexName": "by-what", "KeySchema": keys("by:HASH"), "Projection": ALL, **index}
        with pytest.raises(ValidationFailed, match=text):
            db.call(
                "CreateTable",
                **{**TABLE, "AttributeDefinitions": defined("id", "by")},
                GlobalSecondaryIndexes=[whole],
            )

    def test_21_global_indexes(self, db: Database) -> None:
        """DDB-023: 20 by default."""
        indexes = [{"IndexName": f"index{n}", "KeySchema": keys("id:HASH"), "Projection": ALL} for n in range(21)]
        db.call("CreateTable", **TABLE, GlobalSecondaryIndexes=indexes[:20])
        with pytest.raises(ValidationFailed, match="GlobalSecondaryIndex count exceeds the per-table limit of 20"):
            db.call("CreateTable", **{**TABLE, "TableName": "more"}, GlobalSecondaryIndexes=indexes)

    @pytest.mark.parametrize(
        ("key", "schema", "text"),
        [
            ("id:S", keys("id:HASH", "by:RANGE"), "Table KeySchema does not have a range key"),
            ("id:S at:S", keys("id:HASH"), "Index KeySchema does not have a range key for index: local"),
            ("id:S at:S", keys("by:HASH", "at:RANGE"), "does not have the same leading hash key as table KeySchema"),
        ],
    )
    def test_local_indexes(self, db: Database, key: str, schema: list[dict[str, str]], text: str) -> None:
        """DDB-022."""
        index = {"IndexName": "local", "KeySchema": schema, "Projection": ALL}
        table = {**TABLE, **definition(key)}
        table["AttributeDefinitions"] = [*definition(key)["AttributeDefinitions"], *defined("by")]
        with pytest.raises(ValidationFailed, match=text):
            db.call("CreateTable", **table, LocalSecondaryIndexes=[index])

    def test_a_sixth_local_index(self, db: Database) -> None:
        """DDB-022."""
        names = [f"by{n}" for n in range(6)]
        indexes = [{"IndexName": n, "KeySchema": keys("id:HASH", f"{n}:RANGE"), "Projection": ALL} for n in names]
        table = {**TABLE, **definition("id:S at:S"), "AttributeDefinitions": defined("id", "at", *names)}
        with pytest.raises(ValidationFailed, match="Number of LocalSecondaryIndexes exceeds per-table limit of 5"):
            db.call("CreateTable", **table, LocalSecondaryIndexes=indexes)

    def test_five_attributes_of_one_key(self, db: Database) -> None:
        names = ["a", "b", "c", "d", "e"]
        index = {"IndexName": "many", "KeySchema": keys(*(f"{n}:HASH" for n in names)), "Projection": ALL}
        with pytest.raises(ValidationFailed, match="at most 4 HASH"):
            db.call(
                "CreateTable",
                **{**TABLE, "AttributeDefinitions": defined("id", *names)},
                GlobalSecondaryIndexes=[index],
            )

    def test_two_indexes_of_one_name(self, db: Database) -> None:
        index = {"IndexName": "same", "KeySchema": keys("id:HASH"), "Projection": ALL}
        with pytest.raises(ValidationFailed, match="Duplicate index name: same"):
            db.call("CreateTable", **TABLE, GlobalSecondaryIndexes=[index, index])


class TestBehaviour:
    def test_names_are_used_once_in_an_account_and_region(self, db: Database) -> None:
        """DDB-006."""
        db.call("CreateTable", **TABLE)
        with pytest.raises(ResourceInUseException, match="Table already exists: things"):
            db.call("CreateTable", **TABLE)
        db.call("CreateTable", {"region": "eu-west-1"}, **TABLE)
        db.call("CreateTable", {"account": "111122223333"}, **TABLE)

    def test_it_becomes_ready(self, db: Database) -> None:
        db.call("CreateTable", **TABLE)
        db.settle()
        assert db.describe()["TableStatus"] == "ACTIVE"

    def test_so_many_tables(self, db: Database) -> None:
        db.quota("L-F98FE922", 1)
        db.call("CreateTable", **TABLE)
        with pytest.raises(LimitExceededException, match="There is a limit of 1 tables per subscriber"):
            db.call("CreateTable", **{**TABLE, "TableName": "more"})

    def test_with_tags(self, db: Database) -> None:
        told = db.call("CreateTable", **TABLE, Tags=[{"Key": "team", "Value": "blue"}])["TableDescription"]
        assert db.call("ListTagsOfResource", ResourceArn=told["TableArn"])["Tags"] == [{"Key": "team", "Value": "blue"}]
