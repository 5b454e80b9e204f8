"""PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy.

Source: API Reference of each; Developer Guide, Using resource-based policies for DynamoDB.
"""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, ValidationFailed
from fogbank.services.dynamodb._shapes import PolicyNotFoundException, ResourceNotFoundException
from tests.services.dynamodb.conftest import Database, item

GUEST = "222222222222"
ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/things"


def policy(*actions: str, resource: str | list[str] = ARN, **more: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{GUEST}:root"},
        "Action": list(actions),
        "Resource": resource,
        **more,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def put(db: Database, text: str, **more: Any) -> str:
    revision: str = db.call("PutResourcePolicy", ResourceArn=ARN, Policy=text, **more)["RevisionId"]
    return revision


class TestShape:
    def test_put_get_delete(self, db: Database) -> None:
        db.table()
        text = policy("dynamodb:GetItem")
        revision = put(db, text)
        assert db.call("GetResourcePolicy", ResourceArn=ARN) == {"Policy": text, "RevisionId": revision}
        assert db.call("DeleteResourcePolicy", ResourceArn=ARN) == {"RevisionId": revision}
        with pytest.raises(PolicyNotFoundException, match="Resource-based policy not found"):
            db.call("GetResourcePolicy", ResourceArn=ARN)
        assert db.call("DeleteResourcePolicy", ResourceArn=ARN) == {}

    def test_at_creation(self, db: Database) -> None:
        db.table(ResourcePolicy=policy("dynamodb:GetItem"))
        assert db.call("GetResourcePolicy", ResourceArn=ARN)["Policy"] == policy("dynamodb:GetItem")


class TestRules:
    def test_no_such_table(self, db: Database) -> None:
        for operation, more in (
            ("PutResourcePolicy", {"Policy": policy("dynamodb:GetItem")}),
            ("GetResourcePolicy", {}),
            ("DeleteResourcePolicy", {}),
        ):
            with pytest.raises(ResourceNotFoundException):
                db.call(operation, ResourceArn=ARN, **more)
            with pytest.raises(ValidationFailed, match="Invalid ResourceArn provided as input things"):
                db.call(operation, ResourceArn="things", **more)

    @pytest.mark.parametrize(
        "text",
        [
            "no json",
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*"}]}',
            policy("dynamodb:GetItem", Effect="Perhaps"),
        ],
    )
    def test_what_is_no_policy(self, db: Database, text: str) -> None:
        db.table()
        with pytest.raises(
            ValidationFailed, match="One or more parameter values were invalid: Invalid policy document:"
        ):
            put(db, text)
        with pytest.raises(ValidationFailed, match="Invalid policy document:"):
            db.table("more", ResourcePolicy=text)

    def test_20_kilobytes(self, db: Database) -> None:
        db.table()
        text = policy("dynamodb:GetItem")
        put(db, text + " " * (20 * 1024 - len(text)))
        with pytest.raises(ValidationFailed, match="exceeds the maximum size"):
            put(db, text + " " * (20 * 1024 - len(text) + 1))

    def test_revisions(self, db: Database) -> None:
        db.table()
        with pytest.raises(PolicyNotFoundException):
            put(db, policy("dynamodb:GetItem"), ExpectedRevisionId="1")
        first = put(db, policy("dynamodb:GetItem"), ExpectedRevisionId="NO_POLICY")
        assert put(db, policy("dynamodb:GetItem")) == first
        db.cloud.advance(1)
        with pytest.raises(PolicyNotFoundException):
            put(db, policy("dynamodb:PutItem"), ExpectedRevisionId="NO_POLICY")
        second = put(db, policy("dynamodb:PutItem"), ExpectedRevisionId=first)
        assert second != first
        with pytest.raises(PolicyNotFoundException):
            db.call("DeleteResourcePolicy", ResourceArn=ARN, ExpectedRevisionId=first)
        db.call("DeleteResourcePolicy", ResourceArn=ARN, ExpectedRevisionId=second)

    def test_who_shuts_themselves_out_must_say_so(self, db: Database) -> None:
        db.table()
        statement = {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:*ResourcePolicy", "Resource": ARN}
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        with pytest.raises(ValidationFailed, match="ConfirmRemoveSelfResourceAccess"):
            put(db, text)
        put(db, text, ConfirmRemoveSelfResourceAccess=True)
        with pytest.raises(AccessDenied):
            put(db, policy("dynamodb:GetItem"))


class TestBehaviour:
    def test_another_account_is_let_in(self, db: Database) -> None:
        """By the table's ARN, for the actions and resources that the policy names."""
        db.table()
        db.put(id="a")
        guest = {"account": GUEST}
        asked = {"TableName": ARN, "Key": item(id="a")}
        with pytest.raises(AccessDenied):
            db.call("GetItem", guest, **asked)
        put(db, policy("dynamodb:GetItem"))
        assert db.call("GetItem", guest, **asked, ReturnConsumedCapacity="TOTAL") == {
            "Item": item(id="a"),
            "ConsumedCapacity": {"TableName": ARN, "CapacityUnits": 0.5},
        }
        with pytest.raises(AccessDenied):
            db.call("PutItem", guest, TableName=ARN, Item=item(id="a"))

    def test_an_explicit_deny_is_for_its_own_account_too(self, db: Database) -> None:
        db.table()
        denied = policy("dynamodb:DeleteItem", Effect="Deny", Principal="*")
        put(db, denied)
        with pytest.raises(AccessDenied, match="explicit deny in a resource-based policy"):
            db.call("DeleteItem", TableName="things", Key=item(id="a"))
        db.put(id="a")
