"""Access keys of users and of root. Source: IAM API Reference, CreateAccessKey and the like."""

import pytest

from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.identity.principal import Principal, root_of
from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import trust


def signer(iam: Client, key_id: str) -> Principal:
    """Who signs with a key, as the kernel knows it."""
    kernel = iam.cloud.cloud.kernel
    key = kernel.store.begin(kernel.clock.now()).get(AccessKey, key_id)
    assert key is not None
    return key.principal()


class TestShape:
    def test_a_key(self, iam: Client) -> None:
        bob = iam.user("bob")
        made = iam.call("CreateAccessKey", UserName="bob")["AccessKey"]
        assert made["AccessKeyId"].startswith("AKIA") and len(made["AccessKeyId"]) == 20
        assert len(made.pop("SecretAccessKey")) == 40
        assert made == {
            "UserName": "bob",
            "AccessKeyId": made["AccessKeyId"],
            "Status": "Active",
            "CreateDate": iam.cloud.now(),
        }
        assert iam.call("ListAccessKeys", UserName="bob") == {"AccessKeyMetadata": [made], "IsTruncated": False}
        who = signer(iam, made["AccessKeyId"])
        assert (who.kind, who.arn, who.id, who.account) == ("user", bob.arn, bob.id, ACCOUNT)

    def test_without_a_name_it_is_ones_own(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.allow("bob", "iam:*")
        made = iam.call("CreateAccessKey", as_=bob)["AccessKey"]
        assert made["UserName"] == "bob"
        iam.call("UpdateAccessKey", as_=bob, AccessKeyId=made["AccessKeyId"], Status="Inactive")
        [listed] = iam.call("ListAccessKeys", as_=bob)["AccessKeyMetadata"]
        assert listed["Status"] == "Inactive"
        iam.call("DeleteAccessKey", as_=bob, AccessKeyId=made["AccessKeyId"])
        assert iam.call("ListAccessKeys", UserName="bob")["AccessKeyMetadata"] == []

    def test_root_has_keys_of_its_own(self, iam: Client) -> None:
        """IAM-020: they can be absent."""
        assert iam.call("ListAccessKeys")["AccessKeyMetadata"] == []
        made = iam.call("CreateAccessKey")["AccessKey"]["AccessKeyId"]
        assert signer(iam, made) == root_of(ACCOUNT, made)
        assert [key["AccessKeyId"] for key in iam.call("ListAccessKeys")["AccessKeyMetadata"]] == [made]
        iam.call("DeleteAccessKey", AccessKeyId=made)
        assert iam.call("ListAccessKeys")["AccessKeyMetadata"] == []


class TestRules:
    def test_two_of_them(self, iam: Client) -> None:
        """IAM-010."""
        iam.user("bob")
        made = [iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"] for _ in range(2)]
        iam.call("UpdateAccessKey", UserName="bob", AccessKeyId=made[0], Status="Inactive")
        assert iam.refused("CreateAccessKey", UserName="bob") == (
            "LimitExceeded",
            "Cannot exceed quota for AccessKeysPerUser: 2",
        )
        iam.call("DeleteAccessKey", UserName="bob", AccessKeyId=made[0])
        iam.call("CreateAccessKey", UserName="bob")

    def test_no_role_has_one(self, iam: Client) -> None:
        """IAM-016: no access key call takes a role."""
        iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))
        assert iam.refused("CreateAccessKey", UserName="r") == ("NoSuchEntity", "The user with name r cannot be found.")

    @pytest.mark.parametrize(
        ("operation", "more"), [("DeleteAccessKey", {}), ("UpdateAccessKey", {"Status": "Inactive"})]
    )
    def test_only_the_owners_keys(self, iam: Client, operation: str, more: dict[str, str]) -> None:
        iam.user("bob")
        iam.user("eve")
        made = iam.call("CreateAccessKey", UserName="eve")["AccessKey"]["AccessKeyId"]
        for key in (made, "AKIAIOSFODNN7EXAMPLE"):
            assert iam.refused(operation, UserName="bob", AccessKeyId=key, **more) == (
                "NoSuchEntity",
                f"The Access Key with id {key} cannot be found.",
            )
        assert iam.call("ListAccessKeys", UserName="eve")["AccessKeyMetadata"][0]["Status"] == "Active"

    def test_status(self, iam: Client) -> None:
        iam.user("bob")
        key = iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"]
        assert iam.error("UpdateAccessKey", UserName="bob", AccessKeyId=key, Status="Off").code == "ValidationError"
        code = iam.refused("UpdateAccessKey", UserName="bob", AccessKeyId=key, Status="Expired")[0]
        assert code == "InvalidInput"
        for status in ("Inactive", "Active"):
            iam.call("UpdateAccessKey", UserName="bob", AccessKeyId=key, Status=status)
            assert iam.call("ListAccessKeys", UserName="bob")["AccessKeyMetadata"][0]["Status"] == status

    def test_who_is_not_there(self, iam: Client) -> None:
        for operation in ("CreateAccessKey", "ListAccessKeys"):
            assert iam.refused(operation, UserName="bob") == (
                "NoSuchEntity",
                "The user with name bob cannot be found.",
            )

    def test_pages(self, iam: Client) -> None:
        iam.user("bob")
        made = sorted(iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"] for _ in range(2))
        first = iam.call("ListAccessKeys", UserName="bob", MaxItems=1)
        second = iam.call("ListAccessKeys", UserName="bob", MaxItems=1, Marker=first["Marker"])
        ids = [key["AccessKeyId"] for key in first["AccessKeyMetadata"] + second["AccessKeyMetadata"]]
        assert ids == made and second["IsTruncated"] is False


class TestLastUse:
    def test_it_changes_with_a_call(self, iam: Client) -> None:
        """IAM-022."""
        iam.user("bob")
        iam.allow("bob", "s3:*")
        key = iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"]
        assert iam.call("GetAccessKeyLastUsed", AccessKeyId=key) == {
            "UserName": "bob",
            "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"},
        }
        iam.cloud.advance(3600)
        iam.cloud.call("s3", "ListBuckets", {}, principal=signer(iam, key), region="eu-west-1")
        assert iam.call("GetAccessKeyLastUsed", AccessKeyId=key)["AccessKeyLastUsed"] == {
            "LastUsedDate": iam.cloud.now(),
            "ServiceName": "s3",
            "Region": "eu-west-1",
        }

    def test_of_no_key(self, iam: Client) -> None:
        key = "AKIAIOSFODNN7EXAMPLE"
        assert iam.refused("GetAccessKeyLastUsed", AccessKeyId=key) == (
            "NoSuchEntity",
            f"The Access Key with id {key} cannot be found.",
        )

    def test_of_another_accounts_key(self, iam: Client) -> None:
        others = Client(iam.cloud, "111122223333")
        others.user("bob")
        key = others.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"]
        assert iam.refused("GetAccessKeyLastUsed", AccessKeyId=key)[0] == "AccessDenied"
