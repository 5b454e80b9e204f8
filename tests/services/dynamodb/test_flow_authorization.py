"""Access decisions: tables, indexes, and DynamoDB's own condition keys. DDB-007, DDB-024.

Source: Service Authorization Reference, Amazon DynamoDB; Developer Guide, Using IAM policy conditions for fine-grained
access control.
"""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, ValidationFailed
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT
from tests.services.dynamodb.conftest import Database, item
from tests.services.dynamodb.test_flow_global_indexes import index

OWN = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["ann"]}}
SOME = {
    "ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "open"]},
    "StringEqualsIfExists": {
        "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
        "dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"],
    },
}
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/things"


class Ann:
    """A user who may do what `may` says."""

    def __init__(self, db: Database) -> None:
        self._db = db
        made = db.cloud.call("iam", "CreateUser", {"UserName": "ann"})["User"]
        self._who = Principal("user", made["Arn"], ACCOUNT, made["UserId"])

    def may(self, *actions: str, resource: str = TABLE, **condition: Any) -> None:
        statement: dict[str, Any] = {
            "Effect": "Allow",
            "Action": [f"dynamodb:{action}" for action in actions],
            "Resource": resource,
        }
        if condition:
            statement["Condition"] = condition
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._db.cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})

    def does(self, operation: str, /, **params: Any) -> Any:
        return self._db.call(operation, {"principal": self._who}, **{"TableName": "things", **params})

    def fails(self, operation: str, /, **params: Any) -> str:
        with pytest.raises(AccessDenied) as refused:
            self.does(operation, **params)
        return refused.value.message


@pytest.fixture
def ann(db: Database) -> Ann:
    return Ann(db)


class TestResources:
    def test_actions_on_a_table(self, db: Database, ann: Ann) -> None:
        """DDB-024."""
        db.table()
        ann.may("GetItem")
        ann.does("GetItem", Key=item(id="a"))
        assert ann.fails("PutItem", Item=item(id="a")) == (
            f"User: arn:aws:iam::{ACCOUNT}:user/ann is not authorized to perform: dynamodb:PutItem on resource: "
            f"{TABLE} because no identity-based policy allows the dynamodb:PutItem action"
        )

    def test_an_item_without_anything_is_decided_on_as_any_other(self, db: Database, ann: Ann) -> None:
        """Source of the message: as in errors.py."""
        db.table()
        ann.may("PutItem", **OWN)
        with pytest.raises(ValidationFailed, match="Missing the key id in the item"):
            ann.does("PutItem", Item={})

    def test_a_table_that_is_not_there_is_refused_first(self, ann: Ann) -> None:
        ann.may("GetItem")
        ann.fails("GetItem", TableName="nothing", Key=item(id="a"))

    def test_an_index_is_a_resource_of_its_own(self, db: Database, ann: Ann) -> None:
        db.table(GlobalSecondaryIndexes=[index("same", "id:HASH")])
        asked = {
            "IndexName": "same",
            "KeyConditionExpression": "id = :id",
            "ExpressionAttributeValues": {":id": {"S": "a"}},
        }
        ann.may("Query", "Scan")
        ann.fails("Query", **asked)
        ann.may("Query", "Scan", resource=f"{TABLE}/index/*")
        ann.does("Query", **asked)
        ann.does("Scan", IndexName="same")
        ann.fails("Scan")

    def test_every_table_of_a_batch(self, db: Database, ann: Ann) -> None:
        db.table()
        db.table("others")
        ann.may("BatchGetItem", "BatchWriteItem")
        keys = {"Keys": [item(id="a")]}
        db.call("BatchGetItem", RequestItems={"things": keys})
        with pytest.raises(AccessDenied, match=r"dynamodb:BatchGetItem on resource: .*table/others"):
            db.call("BatchGetItem", {"principal": ann._who}, RequestItems={"things": keys, "others": keys})
        puts = [{"PutRequest": {"Item": item(id="a")}}]
        with pytest.raises(AccessDenied, match=r"dynamodb:BatchWriteItem on resource: .*table/others"):
            db.call("BatchWriteItem", {"principal": ann._who}, RequestItems={"others": puts})

    def test_transactions_need_the_actions_of_their_parts(self, db: Database, ann: Ann) -> None:
        db.table()
        put = {"Put": {"TableName": "things", "Item": item(id="a")}}
        check = {
            "ConditionCheck": {
                "TableName": "things",
                "Key": item(id="b"),
                "ConditionExpression": "attribute_not_exists(id)",
            }
        }
        who = {"principal": ann._who}
        ann.may("PutItem")
        db.call("TransactWriteItems", who, TransactItems=[put])
        with pytest.raises(AccessDenied, match="dynamodb:ConditionCheckItem"):
            db.call("TransactWriteItems", who, TransactItems=[put, check])
        ann.may("PutItem", "ConditionCheckItem", StringEquals={"dynamodb:EnclosingOperation": "TransactWriteItems"})
        db.call("TransactWriteItems", who, TransactItems=[put, check])
        ann.fails("PutItem", Item=item(id="a"))
        ann.may("GetItem", StringEquals={"dynamodb:EnclosingOperation": "TransactGetItems"})
        db.call("TransactGetItems", who, TransactItems=[{"Get": {"TableName": "things", "Key": item(id="a")}}])
        ann.fails("GetItem", Key=item(id="a"))

    def test_tags_and_policies_of_a_new_table(self, db: Database, ann: Ann) -> None:
        asked: dict[str, Any] = {
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
        }
        ann.may("CreateTable")
        assert "dynamodb:TagResource" in ann.fails("CreateTable", **asked, Tags=[{"Key": "a", "Value": "b"}])
        ann.does("CreateTable", **asked)


class TestLeadingKeys:
    def test_items(self, db: Database, ann: Ann) -> None:
        """DDB-007, DDB-024: only rows whose partition key is the user's."""
        db.table(key="id:S nr:N")
        ann.may("GetItem", "PutItem", "UpdateItem", "DeleteItem", **OWN)
        mine, other = item(id="ann", nr=1), item(id="bob", nr=1)
        for operation, member in (
            ("PutItem", "Item"),
            ("GetItem", "Key"),
            ("UpdateItem", "Key"),
            ("DeleteItem", "Key"),
        ):
            ann.does(operation, **{member: mine})
            ann.fails(operation, **{member: other})

    def test_queries_and_batches(self, db: Database, ann: Ann) -> None:
        db.table(key="id:S nr:N", GlobalSecondaryIndexes=[index("by-nr", "nr:HASH")])
        ann.may("Query", "BatchGetItem", "BatchWriteItem", resource=f"{TABLE}*", **OWN)

        def query(value: Any, **more: Any) -> dict[str, Any]:
            return {"KeyConditionExpression": "id = :id", "ExpressionAttributeValues": {":id": value}, **more}

        ann.does("Query", **query({"S": "ann"}))
        ann.fails("Query", **query({"S": "bob"}))
        condition = {"id": {"AttributeValueList": [{"S": "bob"}], "ComparisonOperator": "EQ"}}
        ann.fails("Query", KeyConditions=condition)
        asked = {"KeyConditionExpression": "nr = :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}
        ann.fails("Query", IndexName="by-nr", **asked)
        who = {"principal": ann._who}
        db.call("BatchGetItem", who, RequestItems={"things": {"Keys": [item(id="ann", nr=1), item(id="ann", nr=2)]}})
        with pytest.raises(AccessDenied):
            db.call(
                "BatchGetItem", who, RequestItems={"things": {"Keys": [item(id="ann", nr=1), item(id="bob", nr=2)]}}
            )
        deletes = [{"DeleteRequest": {"Key": item(id=name, nr=1)}} for name in ("ann", "bob")]
        db.call("BatchWriteItem", who, RequestItems={"things": deletes[:1]})
        with pytest.raises(AccessDenied):
            db.call("BatchWriteItem", who, RequestItems={"things": deletes})

    def test_binary_and_numbers(self, db: Database, ann: Ann) -> None:
        db.table(key="id:B")
        ann.may("GetItem", **{"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["AAE="]}})
        ann.does("GetItem", Key=item(id=b"\x00\x01"))
        ann.fails("GetItem", Key=item(id=b"\x00\x02"))


class TestAttributes:
    def test_reads(self, db: Database, ann: Ann) -> None:
        """Source: the guide's example "Grant permissions that limit access to specific attributes in a table"."""
        db.table()
        db.put(id="a", open=1, closed=2)
        ann.may("GetItem", "Query", "Scan", "BatchGetItem", **SOME)
        assert ann.does("GetItem", Key=item(id="a"), ProjectionExpression="#o", ExpressionAttributeNames={"#o": "open"})
        ann.fails("GetItem", Key=item(id="a"))
        ann.fails("GetItem", Key=item(id="a"), ProjectionExpression="closed")
        ann.does("Scan", Select="SPECIFIC_ATTRIBUTES", AttributesToGet=["open"])
        ann.fails("Scan")
        ann.fails("Scan", AttributesToGet=["open", "closed"])
        ann.fails("Scan", Select="COUNT")

    def test_writes(self, db: Database, ann: Ann) -> None:
        db.table()
        ann.may("PutItem", "UpdateItem", **SOME)
        ann.does("PutItem", Item=item(id="a", open=1))
        ann.fails("PutItem", Item=item(id="a", closed=1))
        ann.fails("PutItem", Item=item(id="a"), ConditionExpression="attribute_not_exists(closed)")
        names = {"ExpressionAttributeNames": {"#o": "open"}}
        ann.does("UpdateItem", Key=item(id="a"), UpdateExpression="REMOVE #o", ReturnValues="UPDATED_OLD", **names)
        ann.fails("UpdateItem", Key=item(id="a"), UpdateExpression="REMOVE #o", ReturnValues="ALL_OLD", **names)
        ann.fails("UpdateItem", Key=item(id="a"), UpdateExpression="REMOVE closed")
        ann.fails("UpdateItem", Key=item(id="a"), AttributeUpdates={"closed": {"Action": "DELETE"}})

    def test_consumed_capacity(self, db: Database, ann: Ann) -> None:
        db.table()
        ann.may("GetItem", StringEquals={"dynamodb:ReturnConsumedCapacity": "TOTAL"})
        ann.does("GetItem", Key=item(id="a"), ReturnConsumedCapacity="TOTAL")
        ann.fails("GetItem", Key=item(id="a"), ReturnConsumedCapacity="INDEXES")


class TestTags:
    def test_of_the_table(self, db: Database, ann: Ann) -> None:
        db.table(Tags=[{"Key": "team", "Value": "blue"}])
        ann.may("GetItem", StringEquals={"aws:ResourceTag/team": "blue"})
        ann.does("GetItem", Key=item(id="a"))
        db.call("UntagResource", ResourceArn=TABLE, TagKeys=["team"])
        ann.fails("GetItem", Key=item(id="a"))
