"""Tables made in one line, and calls without the service's name."""

from typing import Any

import pytest

from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION, Driver

Item = dict[str, Any]


class Database:
    """DynamoDB of one cloud."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud

    def call(self, operation: str, who: dict[str, Any] | None = None, /, **params: Any) -> Any:
        """An operation; `who`: account, region, principal."""
        return self.cloud.call("dynamodb", operation, params, **(who or {}))

    def table(self, name: str = "things", key: str = "id:S", who: dict[str, Any] | None = None, **more: Any) -> str:
        """A table that is ready. `key`: "id:S" or "id:S at:N". On demand unless `more` says otherwise."""
        params = {**definition(key), "TableName": name, "BillingMode": "PAY_PER_REQUEST", **more}
        if "ProvisionedThroughput" in more:
            params.pop("BillingMode")
        params["AttributeDefinitions"] = definition(key)["AttributeDefinitions"] + more.get("AttributeDefinitions", [])
        self.call("CreateTable", who, **params)
        self.settle()
        return name

    def settle(self) -> None:
        """Let the jobs run that are due at this instant."""
        self.cloud.advance(0)

    def put(self, table: str = "things", /, **attributes: Any) -> Any:
        """Put an item of plain Python values."""
        return self.call("PutItem", TableName=table, Item=item(**attributes))

    def get(self, table: str = "things", /, **key: Any) -> Item | None:
        """An item in the wire's form."""
        found: Item | None = self.call("GetItem", TableName=table, Key=item(**key)).get("Item")
        return found

    def quota(self, code: str, value: float) -> None:
        """Apply another value of a quota to the default account and region."""
        kernel = self.cloud.cloud.kernel
        tx = kernel.store.begin(0.0)
        tx.put(Quota(ACCOUNT, REGION, "dynamodb", code, value))
        kernel.store.apply(tx)

    def describe(self, table: str = "things") -> Any:
        """The table's description."""
        return self.call("DescribeTable", TableName=table)["Table"]


def definition(key: str) -> dict[str, Any]:
    """Key schema and attribute definitions of "id:S at:N"."""
    parts = [part.split(":") for part in key.split()]
    return {
        "KeySchema": [
            {"AttributeName": name, "KeyType": role} for (name, _), role in zip(parts, ("HASH", "RANGE"), strict=False)
        ],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind} for name, kind in parts],
    }


def item(**attributes: Any) -> Item:
    """Attributes in the wire's form: text is S, whole numbers are N, bytes are B; what is a dict stays as it is."""
    return {name: _value(value) for name, value in attributes.items()}


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    kinds = {str: "S", bytes: "B", int: "N"}
    kind = kinds[type(value)]
    return {kind: str(value) if kind == "N" else value}


def throughput(read: int, write: int) -> dict[str, Any]:
    """The member of a table in provisioned mode."""
    return {"ProvisionedThroughput": {"ReadCapacityUnits": read, "WriteCapacityUnits": write}}


@pytest.fixture
def db(cloud: Driver) -> Database:
    """DynamoDB in a cloud whose clock is frozen."""
    return Database(cloud)
