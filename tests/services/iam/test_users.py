"""CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. Source: IAM API Reference, the page of each."""

import pytest

from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.identity.principal import Principal, Session, root_of
from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, trust

OTHERS = "111122223333"


class TestShape:
    def test_a_user_has_path_id_and_arn(self, iam: Client) -> None:
        """IAM-001."""
        made = iam.call("CreateUser", UserName="Bob", Path="/dev/web/", Tags=[{"Key": "team", "Value": "a"}])["User"]
        assert made["UserName"] == "Bob" and made["Path"] == "/dev/web/"
        assert made["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/dev/web/Bob"
        assert made["UserId"].startswith("AIDA") and len(made["UserId"]) == 21
        assert made["CreateDate"] == iam.cloud.now()
        assert made["Tags"] == [{"Key": "team", "Value": "a"}]
        assert iam.call("GetUser", UserName="Bob")["User"] == made

    def test_lists_leave_out_tags_and_boundary(self, iam: Client) -> None:
        boundary = iam.call("CreatePolicy", PolicyName="edge", PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
        tags = [{"Key": "team", "Value": "a"}]
        made = iam.call("CreateUser", UserName="Bob", Tags=tags, PermissionsBoundary=boundary)["User"]
        assert made["PermissionsBoundary"] == {
            "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": boundary,
        }
        [listed] = iam.call("ListUsers")["Users"]
        assert set(listed) == {"Path", "UserName", "UserId", "Arn", "CreateDate"}

    def test_one_store_for_all_regions(self, iam: Client) -> None:
        """IAM-002."""
        iam.cloud.call("iam", "CreateUser", {"UserName": "bob"}, region="us-east-1")
        seen = iam.cloud.call("iam", "GetUser", {"UserName": "bob"}, region="eu-west-3")["User"]
        assert seen["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/bob"

    def test_the_same_name_in_two_accounts(self, iam: Client) -> None:
        """IAM-027: names of A and B do not collide."""
        iam.user("bob")
        others = Client(iam.cloud, OTHERS)
        assert others.user("bob").arn == f"arn:aws:iam::{OTHERS}:user/bob"
        assert len(others.call("ListUsers")["Users"]) == 1


class TestRules:
    @pytest.mark.parametrize(
        ("params", "message"),
        [
            (
                {"UserName": "a b"},
                "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the "
                "following: +=,.@_-",
            ),
            (
                {"UserName": "bob", "Path": "dev/"},
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
                "characters and/or / characters.",
            ),
            (
                {"UserName": "b" * 65},
                f"1 validation error detected: Value '{'b' * 65}' at 'userName' failed to satisfy constraint: Member "
                "must have length less than or equal to 64",
            ),
        ],
    )
    def test_names_and_paths(self, iam: Client, params: dict[str, str], message: str) -> None:
        assert iam.refused("CreateUser", **params) == ("ValidationError", message)

    def test_names_are_not_told_apart_by_case(self, iam: Client) -> None:
        iam.user("Bob")
        assert iam.refused("CreateUser", UserName="bob") == (
            "EntityAlreadyExists",
            "User with name bob already exists.",
        )
        assert iam.call("GetUser", UserName="BOB")["User"]["UserName"] == "Bob"

    def test_who_is_not_there(self, iam: Client) -> None:
        """IAM-001: a second delete gives NoSuchEntity."""
        expected = ("NoSuchEntity", "The user with name bob cannot be found.")
        iam.user("bob")
        iam.call("DeleteUser", UserName="bob")
        for operation in ("DeleteUser", "GetUser", "UpdateUser", "ListGroupsForUser"):
            assert iam.refused(operation, UserName="bob") == expected

    def test_quota(self, iam: Client) -> None:
        """IAM-011: 5,000 users, here as in accounts with a raised or lowered quota."""
        tx = iam.cloud.cloud.kernel.store.begin(iam.cloud.now())
        tx.put(Quota(ACCOUNT, REGION, "iam", "L-F55AF5E4", 2))
        iam.cloud.cloud.kernel.store.apply(tx)
        iam.user("a")
        iam.user("b")
        assert iam.refused("CreateUser", UserName="c") == (
            "LimitExceeded",
            "Cannot exceed quota for UsersPerAccount: 2",
        )

    def test_a_boundary_must_be_there(self, iam: Client) -> None:
        arn = f"arn:aws:iam::{ACCOUNT}:policy/nothing"
        assert iam.refused("CreateUser", UserName="bob", PermissionsBoundary=arn) == (
            "NoSuchEntity",
            f"Scope ARN: {arn} does not exist or is not attachable.",
        )
        assert iam.call("ListUsers")["Users"] == []


class TestWhoSigns:
    def test_a_user_asks_for_itself(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.allow("bob", "iam:GetUser")
        assert iam.call("GetUser", as_=bob)["User"]["Arn"] == bob.arn

    def test_root_has_no_name(self, iam: Client) -> None:
        """IAM-020."""
        seen = iam.call("GetUser")["User"]
        assert (seen["Arn"], seen["UserId"]) == (f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT)
        assert "UserName" not in seen

    def test_a_session_of_a_role_must_name_somebody(self, iam: Client) -> None:
        arn = iam.call("CreateRole", RoleName="r", AssumeRolePolicyDocument=trust(AWS=ACCOUNT))["Role"]["Arn"]
        iam.call("PutRolePolicy", RoleName="r", PolicyName="all", PolicyDocument=allow("iam:*"))
        session = f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s"
        who = Principal("assumed-role", session, ACCOUNT, "AROA:s", session=Session(arn))
        assert iam.refused("GetUser", as_=who) == (
            "ValidationError",
            "Must specify userName when calling with non-User credentials",
        )


class TestList:
    def test_pages(self, iam: Client) -> None:
        for name in ("d", "B", "a", "c"):
            iam.user(name)
        first = iam.call("ListUsers", MaxItems=3)
        assert [user["UserName"] for user in first["Users"]] == ["a", "B", "c"]
        assert first["IsTruncated"] is True
        second = iam.call("ListUsers", MaxItems=3, Marker=first["Marker"])
        assert [user["UserName"] for user in second["Users"]] == ["d"]
        assert second["IsTruncated"] is False and "Marker" not in second

    def test_path_prefix(self, iam: Client) -> None:
        for name, path in (("a", "/x/"), ("b", "/x/y/"), ("c", "/")):
            iam.call("CreateUser", UserName=name, Path=path)
        assert [user["UserName"] for user in iam.call("ListUsers", PathPrefix="/x")["Users"]] == ["a", "b"]

    def test_a_page_goes_over_what_does_not_match(self, iam: Client) -> None:
        for name, path in (("a", "/x/"), ("b", "/"), ("c", "/"), ("d", "/x/")):
            iam.call("CreateUser", UserName=name, Path=path)
        first = iam.call("ListUsers", PathPrefix="/x/", MaxItems=1)
        second = iam.call("ListUsers", PathPrefix="/x/", MaxItems=1, Marker=first["Marker"])
        assert [user["UserName"] for user in first["Users"] + second["Users"]] == ["a", "d"]
        assert second["IsTruncated"] is False

    def test_wrong_marker(self, iam: Client) -> None:
        assert iam.error("ListUsers", Marker="nonsense").status == 400


class TestUpdate:
    def test_all_that_is_the_users_goes_along(self, iam: Client) -> None:
        bob = iam.user("bob")
        policy = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("iam:GetUser"))["Policy"]["Arn"]
        iam.call("CreateGroup", GroupName="devs")
        iam.call("AddUserToGroup", UserName="bob", GroupName="devs")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=policy)
        iam.call("PutUserPermissionsBoundary", UserName="bob", PermissionsBoundary=policy)
        iam.call("TagUser", UserName="bob", Tags=[{"Key": "team", "Value": "a"}])
        key = iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"]

        iam.call("UpdateUser", UserName="bob", NewUserName="robert", NewPath="/x/")

        new = iam.call("GetUser", UserName="robert")["User"]
        assert new["UserId"] == bob.id and new["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/x/robert"
        assert new["Tags"] == [{"Key": "team", "Value": "a"}]
        assert new["PermissionsBoundary"]["PermissionsBoundaryArn"] == policy
        assert [user["UserName"] for user in iam.call("GetGroup", GroupName="devs")["Users"]] == ["robert"]
        entities = iam.call("ListEntitiesForPolicy", PolicyArn=policy)["PolicyUsers"]
        assert entities == [{"UserName": "robert", "UserId": bob.id}]
        [known] = iam.call("ListAccessKeys", UserName="robert")["AccessKeyMetadata"]
        assert known["AccessKeyId"] == key
        renamed = Principal("user", new["Arn"], ACCOUNT, bob.id)
        assert iam.call("GetUser", as_=renamed)["User"]["UserName"] == "robert"
        assert iam.refused("GetUser", UserName="bob")[0] == "NoSuchEntity"

    def test_temporary_credentials_go_on(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.allow("bob", "iam:GetUser")
        token = iam.cloud.call("sts", "GetSessionToken", {}, principal=bob)["Credentials"]["AccessKeyId"]
        iam.call("UpdateUser", UserName="bob", NewUserName="robert")
        kernel = iam.cloud.cloud.kernel
        key = kernel.store.begin(kernel.clock.now()).get(AccessKey, token)
        assert key is not None
        arn = f"arn:aws:iam::{ACCOUNT}:user/robert"
        assert (key.principal_arn, key.principal().issuer) == (arn, arn)
        iam.call("DeleteUserPolicy", UserName="robert", PolicyName="allowed")
        iam.call("DeleteUser", UserName="robert")
        ended = kernel.store.begin(kernel.clock.now()).get(AccessKey, token)
        assert ended is None or not ended.active

    def test_the_case_of_a_name_may_change(self, iam: Client) -> None:
        iam.user("bob")
        iam.call("UpdateUser", UserName="bob", NewUserName="Bob")
        assert [user["UserName"] for user in iam.call("ListUsers")["Users"]] == ["Bob"]

    def test_taken_name(self, iam: Client) -> None:
        iam.user("bob")
        iam.user("eve")
        assert iam.refused("UpdateUser", UserName="bob", NewUserName="Eve") == (
            "EntityAlreadyExists",
            "User with name Eve already exists.",
        )

    def test_both_names_must_be_allowed(self, iam: Client) -> None:
        """Source: IAM User Guide, Rename an IAM user."""
        iam.user("bob")
        eve = iam.user("eve")
        old = allow("iam:UpdateUser", resource=f"arn:aws:iam::{ACCOUNT}:user/bob")
        iam.call("PutUserPolicy", UserName="eve", PolicyName="p", PolicyDocument=old)
        code, message = iam.refused("UpdateUser", as_=eve, UserName="bob", NewUserName="robert")
        assert code == "AccessDenied" and "user/robert" in message


class TestDelete:
    def conflict(self, iam: Client) -> str:
        code, message = iam.refused("DeleteUser", UserName="bob")
        assert code == "DeleteConflict"
        return message

    def test_what_must_go_first(self, iam: Client) -> None:
        """Source: observed texts; API Reference, DeleteUser."""
        iam.user("bob")
        iam.call("PutUserPolicy", UserName="bob", PolicyName="p", PolicyDocument=allow("s3:*"))
        assert self.conflict(iam) == "Cannot delete entity, must delete policies first."
        iam.call("DeleteUserPolicy", UserName="bob", PolicyName="p")
        aws = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=aws)
        assert self.conflict(iam) == "Cannot delete entity, must detach all policies first."
        iam.call("DetachUserPolicy", UserName="bob", PolicyArn=aws)
        iam.call("CreateGroup", GroupName="devs")
        iam.call("AddUserToGroup", UserName="bob", GroupName="devs")
        assert self.conflict(iam) == "Cannot delete entity, must remove users from group first."
        iam.call("RemoveUserFromGroup", UserName="bob", GroupName="devs")
        key = iam.call("CreateAccessKey", UserName="bob")["AccessKey"]["AccessKeyId"]
        assert self.conflict(iam) == "Cannot delete entity, must delete access keys first."
        iam.call("DeleteAccessKey", UserName="bob", AccessKeyId=key)
        iam.call("CreateLoginProfile", UserName="bob", Password="correct Horse 7 battery")
        assert self.conflict(iam) == "Cannot delete entity, must delete login profile first."
        iam.call("DeleteLoginProfile", UserName="bob")
        device = iam.device()
        device.enable("bob")
        assert self.conflict(iam) == "Cannot delete entity, must delete MFA device first."
        iam.call("DeactivateMFADevice", UserName="bob", SerialNumber=device.serial)
        iam.call("DeleteUser", UserName="bob")

    def test_a_boundary_does_not_hold_it(self, iam: Client) -> None:
        boundary = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
        iam.call("CreateUser", UserName="bob", PermissionsBoundary=boundary)
        iam.call("DeleteUser", UserName="bob")
        iam.call("DeletePolicy", PolicyArn=boundary)

    def test_the_next_of_that_name_starts_afresh(self, iam: Client) -> None:
        first = iam.call("CreateUser", UserName="bob", Tags=[{"Key": "a", "Value": "b"}])["User"]
        iam.call("DeleteUser", UserName="bob")
        second = iam.call("CreateUser", UserName="bob")["User"]
        assert second["UserId"] != first["UserId"] and "Tags" not in second

    def test_who_is_gone_is_nobody(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.call("DeleteUser", UserName="bob")
        assert iam.error("GetUser", as_=bob).code == "InvalidClientTokenId"

    def test_another_accounts_user_is_out_of_reach(self, iam: Client) -> None:
        iam.user("bob")
        assert Client(iam.cloud, OTHERS).refused("DeleteUser", UserName="bob", as_=root_of(OTHERS))[0] == "NoSuchEntity"
