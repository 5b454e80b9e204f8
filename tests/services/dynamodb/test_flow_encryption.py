"""Tables under KMS keys. DDB-019. Source: Developer Guide, DynamoDB encryption at rest; errors in encryption.py."""

from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, ServiceError, ValidationFailed
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT
from tests.services.dynamodb.conftest import Database, item

DAY_S = 86_400


@pytest.fixture
def key(db: Database) -> str:
    arn: str = db.cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
    return arn


def under(key: str | None = None) -> dict[str, Any]:
    more = {"KMSMasterKeyId": key} if key is not None else {}
    return {"SSESpecification": {"Enabled": True, "SSEType": "KMS", **more}}


def refused(do: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        do()
    return caught.value


class TestDescription:
    def test_nothing_is_told_of_own_keys(self, db: Database) -> None:
        db.table(SSESpecification={"Enabled": False})
        assert "SSEDescription" not in db.describe()

    def test_a_customers_key(self, db: Database, key: str) -> None:
        db.quota("table-change-seconds", 5)
        db.table(**under(key.rpartition("/")[2]))
        told = {"SSEType": "KMS", "KMSMasterKeyArn": key}
        assert db.describe()["SSEDescription"] == {"Status": "ENABLING", **told}
        db.cloud.advance(5)
        assert db.describe()["SSEDescription"] == {"Status": "ENABLED", **told}

    def test_the_managed_key(self, db: Database) -> None:
        db.table(**under())
        arn = db.describe()["SSEDescription"]["KMSMasterKeyArn"]
        aliases = db.cloud.call("kms", "ListAliases", {})["Aliases"]
        managed = next(each for each in aliases if each["AliasName"] == "alias/aws/dynamodb")
        assert arn.endswith(managed["TargetKeyId"])
        db.put(id="a")

    def test_what_is_no_key(self, db: Database) -> None:
        """A key that is not there, AES256, a key without encryption."""
        missing = "11111111-2222-3333-4444-555555555555"
        with pytest.raises(
            ValidationFailed, match=r"KMS validation error: .*\.NotFoundException: Key 'arn:.*' does not"
        ):
            db.table(**under(missing))
        with pytest.raises(ValidationFailed, match="SSEType AES256 is not supported"):
            db.table(SSESpecification={"Enabled": True, "SSEType": "AES256"})
        with pytest.raises(ValidationFailed, match="only when SSE is enabled"):
            db.table(SSESpecification={"Enabled": False, "KMSMasterKeyId": missing})


class TestUse:
    def test_a_disabled_key_stops_the_table(self, db: Database, key: str) -> None:
        """DDB-019. After the five minutes for which the table's key stays open."""
        db.table(**under(key))
        db.put(id="a")
        db.cloud.call("kms", "DisableKey", {"KeyId": key})
        assert db.get(id="a") == item(id="a")
        db.cloud.advance(300)
        for operation, asked in (
            ("GetItem", {"Key": item(id="a")}),
            ("PutItem", {"Item": item(id="a")}),
            ("Scan", {}),
        ):
            error = refused(lambda operation=operation, asked=asked: db.call(operation, TableName="things", **asked))
            assert type(error) is ValidationFailed
            text = "KMS validation error: com.amazonaws.services.kms.model.DisabledException: "
            assert error.message.startswith(f"{text}{key} is disabled. (Service: AWSKMS")
        told = db.describe()
        assert told["TableStatus"] == "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
        assert told["SSEDescription"]["InaccessibleEncryptionDateTime"] == db.cloud.now()
        db.cloud.call("kms", "EnableKey", {"KeyId": key})
        assert db.get(id="a") == item(id="a")
        db.cloud.advance(300)
        told = db.describe()
        assert told["TableStatus"] == "ACTIVE"
        assert "InaccessibleEncryptionDateTime" not in told["SSEDescription"]

    def test_a_caller_without_leave(self, db: Database, key: str) -> None:
        """Source: Developer Guide: the table key is opened as the caller."""
        db.table(**under(key))
        db.cloud.call("iam", "CreateUser", {"UserName": "ann"})
        ann = Principal("user", f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT, "AIDAANN")
        statement = '{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"}'
        self.attach(db, statement)
        with pytest.raises(
            AccessDenied, match=r"KMS key access denied error: .*\.AWSKMSException: .*AccessDeniedException"
        ):
            db.call("GetItem", {"principal": ann}, TableName="things", Key=item(id="a"))
        self.attach(db, statement, f'{{"Effect":"Allow","Action":"kms:Decrypt","Resource":"{key}"}}')
        db.call("GetItem", {"principal": ann}, TableName="things", Key=item(id="a"))

    def attach(self, db: Database, *statements: str) -> None:
        document = f'{{"Version":"2012-10-17","Statement":[{",".join(statements)}]}}'
        db.cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})

    def test_kms_is_asked_once_in_five_minutes(self, db: Database, key: str) -> None:
        import json

        db.table(**under(key))
        for _ in range(3):
            db.put(id="a")
        db.cloud.advance(1)
        rows = db.cloud.call("cloudtrail", "LookupEvents", {})["Events"]
        told = [json.loads(row["CloudTrailEvent"]) for row in rows if row["EventSource"] == "kms.amazonaws.com"]
        assert sorted(event["eventName"] for event in told) == [
            "CreateGrant",
            "CreateKey",
            "Decrypt",
            "GenerateDataKey",
        ]
        opened = next(event for event in told if event["eventName"] == "Decrypt")
        assert opened["requestParameters"]["encryptionContext"] == {
            "aws:dynamodb:tableName": "things",
            "aws:dynamodb:subscriberId": ACCOUNT,
        }


class TestChanges:
    def grants(self, db: Database, key: str) -> int:
        return len(db.cloud.call("kms", "ListGrants", {"KeyId": key})["Grants"])

    def test_to_a_key_to_another_and_back(self, db: Database, key: str) -> None:
        db.table()
        db.put(id="a")
        db.call("UpdateTable", TableName="things", **under(key))
        db.settle()
        with pytest.raises(ValidationFailed, match="Table is already encrypted by given KMSMasterKey"):
            db.call("UpdateTable", TableName="things", **under(key))
        assert self.grants(db, key) == 1
        other = db.cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
        told = db.call("UpdateTable", TableName="things", **under(other))["TableDescription"]
        assert told["SSEDescription"] == {"Status": "UPDATING", "SSEType": "KMS", "KMSMasterKeyArn": other}
        db.settle()
        assert (self.grants(db, key), self.grants(db, other)) == (0, 1)
        db.cloud.call("kms", "DisableKey", {"KeyId": key})
        assert db.get(id="a") == item(id="a")
        db.call("UpdateTable", TableName="things", SSESpecification={"Enabled": False})
        db.settle()
        assert "SSEDescription" not in db.describe()
        with pytest.raises(ValidationFailed, match="Table is already encrypted by a key of DynamoDB's own"):
            db.call("UpdateTable", TableName="things", SSESpecification={"Enabled": False})

    def test_the_grant_goes_with_the_table(self, db: Database, key: str) -> None:
        db.table(**under(key))
        assert self.grants(db, key) == 1
        db.call("DeleteTable", TableName="things")
        db.settle()
        assert self.grants(db, key) == 0

    def test_a_table_without_its_key_can_be_deleted(self, db: Database, key: str) -> None:
        db.table(**under(key))
        db.cloud.call("kms", "DisableKey", {"KeyId": key})
        db.cloud.advance(600)
        db.call("DeleteTable", TableName="things")
        db.settle()
        assert db.call("ListTables")["TableNames"] == []
