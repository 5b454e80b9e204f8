"""Service-specific credentials. Source: IAM API Reference, CreateServiceSpecificCredential."""

import base64
from typing import Any

import pytest

from tests.cloud import ACCOUNT, Driver
from tests.services.iam.client import Client

GIT, KEYSPACES, BEDROCK = "codecommit.amazonaws.com", "cassandra.amazonaws.com", "bedrock.amazonaws.com"


@pytest.fixture
def iam(cloud: Driver) -> Client:
    found = Client(cloud)
    found.user("jo")
    return found


def create(iam: Client, service: str = GIT, user: str = "jo", **params: Any) -> Any:
    answer = iam.call("CreateServiceSpecificCredential", UserName=user, ServiceName=service, **params)
    return answer["ServiceSpecificCredential"]


def listed(iam: Client, **params: Any) -> list[Any]:
    found: list[Any] = iam.call("ListServiceSpecificCredentials", **params)["ServiceSpecificCredentials"]
    return found


class TestShape:
    def test_made_listed_reset_switched_deleted(self, iam: Client) -> None:
        made = create(iam)
        secret = made.pop("ServicePassword")
        which = {"UserName": "jo", "ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
        assert made == {
            **which,
            "Status": "Active",
            "CreateDate": iam.cloud.now(),
            "ServiceName": GIT,
            "ServiceUserName": f"jo-at-{ACCOUNT}",
        }
        assert which["ServiceSpecificCredentialId"].startswith("ACCA")
        assert listed(iam, UserName="jo") == [made], "a secret is shown once"
        again = iam.call("ResetServiceSpecificCredential", **which)["ServiceSpecificCredential"]
        assert again.pop("ServicePassword") not in ("", secret)
        assert again == made
        iam.call("UpdateServiceSpecificCredential", **which, Status="Inactive")
        assert listed(iam, UserName="jo")[0]["Status"] == "Inactive"
        iam.call("DeleteServiceSpecificCredential", **which)
        assert listed(iam, UserName="jo") == []

    def test_an_api_key(self, iam: Client) -> None:
        """Source: IAM User Guide, API keys for AWS services; API Reference, ServiceSpecificCredential."""
        made = create(iam, BEDROCK, CredentialAgeDays=30)
        assert made["ServiceCredentialAlias"] == f"jo-at-{ACCOUNT}"
        assert made["ExpirationDate"] == iam.cloud.now() + 30 * 86400
        assert "ServicePassword" not in made
        secret = made["ServiceCredentialSecret"]
        assert secret.startswith("ABSK")
        assert base64.b64decode(secret.removeprefix("ABSK")).decode().startswith(f"jo-at-{ACCOUNT}:")
        assert "ExpirationDate" not in create(iam, BEDROCK)


class TestRules:
    def test_two_for_each_service(self, iam: Client) -> None:
        names = [create(iam)["ServiceUserName"] for _ in range(2)]
        assert names == [f"jo-at-{ACCOUNT}", f"jo+1-at-{ACCOUNT}"]
        refused = iam.refused("CreateServiceSpecificCredential", UserName="jo", ServiceName=GIT)
        assert refused[0] == "LimitExceeded"
        create(iam, KEYSPACES)

    def test_other_services(self, iam: Client) -> None:
        for operation in ("CreateServiceSpecificCredential", "ListServiceSpecificCredentials"):
            refused = iam.refused(operation, UserName="jo", ServiceName="s3.amazonaws.com")
            assert refused[0] == "NotSupportedService"

    def test_only_api_keys_expire(self, iam: Client) -> None:
        asked = {"UserName": "jo", "ServiceName": GIT, "CredentialAgeDays": 1}
        assert iam.refused("CreateServiceSpecificCredential", **asked)[0] == "ValidationError"

    @pytest.mark.parametrize(
        "operation",
        ["ResetServiceSpecificCredential", "UpdateServiceSpecificCredential", "DeleteServiceSpecificCredential"],
    )
    def test_one_that_is_not_there(self, iam: Client, operation: str) -> None:
        iam.user("al")
        more = {"Status": "Active"} if operation.startswith("U") else {}
        which = {"ServiceSpecificCredentialId": create(iam)["ServiceSpecificCredentialId"]}
        assert iam.refused(operation, UserName="al", **which, **more)[0] == "NoSuchEntity"
        assert iam.refused(operation, UserName="nobody", **which, **more)[0] == "NoSuchEntity"

    def test_nobody_makes_one_expired(self, iam: Client) -> None:
        which = {"UserName": "jo", "ServiceSpecificCredentialId": create(iam)["ServiceSpecificCredentialId"]}
        assert iam.refused("UpdateServiceSpecificCredential", **which, Status="Expired")[0] == "InvalidInput"


class TestList:
    def test_of_one_service_and_of_all_users(self, iam: Client) -> None:
        al = iam.user("al")
        iam.allow("al", "iam:ListServiceSpecificCredentials")
        for user, service in (("jo", GIT), ("jo", KEYSPACES), ("al", GIT)):
            create(iam, service, user)
        assert [each["ServiceName"] for each in listed(iam, UserName="jo", ServiceName=KEYSPACES)] == [KEYSPACES]
        assert {each["UserName"] for each in listed(iam, AllUsers=True, ServiceName=GIT)} == {"jo", "al"}
        assert len(listed(iam, AllUsers=True)) == 3
        assert [
            each["UserName"]
            for each in iam.call("ListServiceSpecificCredentials", as_=al)["ServiceSpecificCredentials"]
        ] == ["al"]
        refused = iam.refused("ListServiceSpecificCredentials", AllUsers=True, UserName="jo")
        assert refused[0] == "ValidationError"

    def test_in_pages(self, iam: Client) -> None:
        for service in (GIT, KEYSPACES, BEDROCK):
            create(iam, service)
        first = iam.call("ListServiceSpecificCredentials", UserName="jo", MaxItems=2)
        assert first["IsTruncated"] is True
        rest = iam.call("ListServiceSpecificCredentials", UserName="jo", MaxItems=2, Marker=first["Marker"])
        assert (len(rest["ServiceSpecificCredentials"]), rest["IsTruncated"]) == (1, False)
        assert rest["ServiceSpecificCredentials"][0] not in first["ServiceSpecificCredentials"]
        refused = iam.refused("ListServiceSpecificCredentials", UserName="jo", Marker="bm90aGluZw==")
        assert refused[0] == "ValidationError"
