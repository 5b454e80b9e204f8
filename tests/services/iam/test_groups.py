"""Groups and membership. Source: IAM API Reference, CreateGroup and the like, AddUserToGroup, ListGroupsForUser."""

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, trust


class TestShape:
    def test_a_group(self, iam: Client) -> None:
        """IAM-001."""
        made = iam.call("CreateGroup", GroupName="Devs", Path="/x/")["Group"]
        assert made["GroupId"].startswith("AGPA") and len(made["GroupId"]) == 21
        assert made == {
            "Path": "/x/",
            "GroupName": "Devs",
            "GroupId": made["GroupId"],
            "Arn": f"arn:aws:iam::{ACCOUNT}:group/x/Devs",
            "CreateDate": iam.cloud.now(),
        }
        assert iam.call("GetGroup", GroupName="devs") == {"Group": made, "Users": [], "IsTruncated": False}
        assert iam.call("ListGroups")["Groups"] == [made]


class TestRules:
    def test_name_is_taken(self, iam: Client) -> None:
        iam.call("CreateGroup", GroupName="Devs")
        assert iam.refused("CreateGroup", GroupName="devs") == (
            "EntityAlreadyExists",
            "Group with name devs already exists.",
        )

    def test_what_is_not_there(self, iam: Client) -> None:
        """IAM-001: a second delete gives NoSuchEntity."""
        iam.call("CreateGroup", GroupName="devs")
        iam.call("DeleteGroup", GroupName="devs")
        expected = ("NoSuchEntity", "The group with name devs cannot be found.")
        for operation in ("DeleteGroup", "GetGroup", "UpdateGroup"):
            assert iam.refused(operation, GroupName="devs") == expected
        iam.user("bob")
        for operation in ("AddUserToGroup", "RemoveUserFromGroup"):
            assert iam.refused(operation, GroupName="devs", UserName="bob") == expected
        iam.call("CreateGroup", GroupName="devs")
        for operation in ("AddUserToGroup", "RemoveUserFromGroup"):
            assert iam.refused(operation, GroupName="devs", UserName="eve") == (
                "NoSuchEntity",
                "The user with name eve cannot be found.",
            )

    def test_ten_groups_for_a_user(self, iam: Client) -> None:
        """IAM-012."""
        iam.user("bob")
        for number in range(11):
            iam.call("CreateGroup", GroupName=f"g{number}")
        for number in range(10):
            iam.call("AddUserToGroup", GroupName=f"g{number}", UserName="bob")
        assert iam.refused("AddUserToGroup", GroupName="g10", UserName="bob") == (
            "LimitExceeded",
            "Cannot exceed quota for GroupsPerUser: 10",
        )
        iam.call("AddUserToGroup", GroupName="g3", UserName="bob")  # where it is already

    def test_a_group_has_no_credentials(self, iam: Client) -> None:
        """IAM-015: no keys, no password, it cannot be a principal."""
        iam.call("CreateGroup", GroupName="devs")
        no_user = ("NoSuchEntity", "The user with name devs cannot be found.")
        assert iam.refused("CreateAccessKey", UserName="devs") == no_user
        assert iam.refused("CreateLoginProfile", UserName="devs", Password="correct Horse 7")[0] == "NoSuchEntity"
        group = trust(AWS=f"arn:aws:iam::{ACCOUNT}:group/devs")
        code, message = iam.refused("CreateRole", RoleName="r", AssumeRolePolicyDocument=group)
        assert code == "MalformedPolicyDocument" and message.startswith("Invalid principal in policy")


class TestMembers:
    def test_joining_and_leaving_twice_is_fine(self, iam: Client) -> None:
        """Source: observed, cloud-custodian pull 4730."""
        iam.user("bob")
        iam.call("CreateGroup", GroupName="devs")
        for _ in range(2):
            iam.call("AddUserToGroup", GroupName="devs", UserName="bob")
        assert [group["GroupName"] for group in iam.call("ListGroupsForUser", UserName="bob")["Groups"]] == ["devs"]
        for _ in range(2):
            iam.call("RemoveUserFromGroup", GroupName="devs", UserName="bob")
        assert iam.call("ListGroupsForUser", UserName="bob")["Groups"] == []

    def test_members_get_and_lose_the_groups_policies(self, iam: Client) -> None:
        """IAM-014."""
        bob = iam.user("bob")
        iam.call("CreateGroup", GroupName="devs")
        iam.call("PutGroupPolicy", GroupName="devs", PolicyName="p", PolicyDocument=allow("iam:ListUsers"))
        policy = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("iam:ListRoles"))["Policy"]["Arn"]
        iam.call("AttachGroupPolicy", GroupName="devs", PolicyArn=policy)
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
        iam.call("AddUserToGroup", GroupName="devs", UserName="bob")
        iam.call("ListUsers", as_=bob)
        iam.call("ListRoles", as_=bob)
        iam.call("DetachGroupPolicy", GroupName="devs", PolicyArn=policy)
        assert iam.refused("ListRoles", as_=bob)[0] == "AccessDenied"
        iam.call("RemoveUserFromGroup", GroupName="devs", UserName="bob")
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"

    def test_pages_of_members_and_of_groups(self, iam: Client) -> None:
        for name in ("a", "b", "c"):
            iam.user(f"u{name}")
            iam.call("CreateGroup", GroupName=f"g{name}")
            iam.call("AddUserToGroup", GroupName="ga", UserName=f"u{name}")
        for name in ("b", "c"):
            iam.call("AddUserToGroup", GroupName=f"g{name}", UserName="ua")
        for operation, member, params in (
            ("GetGroup", "Users", {"GroupName": "ga"}),
            ("ListGroupsForUser", "Groups", {"UserName": "ua"}),
            ("ListGroups", "Groups", {}),
        ):
            first = iam.call(operation, MaxItems=2, **params)
            second = iam.call(operation, MaxItems=2, Marker=first["Marker"], **params)
            names = [row.get("UserName") or row["GroupName"] for row in first[member] + second[member]]
            assert [name[1] for name in names] == ["a", "b", "c"], operation
            assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)


class TestUpdate:
    def test_members_and_policies_go_along(self, iam: Client) -> None:
        bob = iam.user("bob")
        made = iam.call("CreateGroup", GroupName="devs")["Group"]
        iam.call("AddUserToGroup", GroupName="devs", UserName="bob")
        policy = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("iam:ListUsers"))["Policy"]["Arn"]
        iam.call("AttachGroupPolicy", GroupName="devs", PolicyArn=policy)

        iam.call("UpdateGroup", GroupName="devs", NewGroupName="makers", NewPath="/x/")

        seen = iam.call("GetGroup", GroupName="makers")
        assert seen["Group"]["GroupId"] == made["GroupId"]
        assert seen["Group"]["Arn"] == f"arn:aws:iam::{ACCOUNT}:group/x/makers"
        assert [user["UserName"] for user in seen["Users"]] == ["bob"]
        entities = iam.call("ListEntitiesForPolicy", PolicyArn=policy)["PolicyGroups"]
        assert entities == [{"GroupName": "makers", "GroupId": made["GroupId"]}]
        iam.call("ListUsers", as_=bob)
        assert iam.refused("GetGroup", GroupName="devs")[0] == "NoSuchEntity"

    def test_taken_name(self, iam: Client) -> None:
        iam.call("CreateGroup", GroupName="a")
        iam.call("CreateGroup", GroupName="b")
        assert iam.refused("UpdateGroup", GroupName="a", NewGroupName="B")[0] == "EntityAlreadyExists"


@pytest.mark.parametrize(
    ("operation", "params", "undo", "message"),
    [
        (
            "AddUserToGroup",
            {"UserName": "bob"},
            "RemoveUserFromGroup",
            "Cannot delete entity, must remove users from group first.",
        ),
        (
            "PutGroupPolicy",
            {"PolicyName": "p", "PolicyDocument": allow("s3:*")},
            "DeleteGroupPolicy",
            "Cannot delete entity, must delete policies first.",
        ),
        (
            "AttachGroupPolicy",
            {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
            "DetachGroupPolicy",
            "Cannot delete entity, must detach all policies first.",
        ),
    ],
)
def test_what_must_go_first(iam: Client, operation: str, params: dict[str, str], undo: str, message: str) -> None:
    iam.user("bob")
    iam.call("CreateGroup", GroupName="devs")
    iam.call(operation, GroupName="devs", **params)
    assert iam.refused("DeleteGroup", GroupName="devs") == ("DeleteConflict", message)
    iam.call(undo, GroupName="devs", **{name: params[name] for name in params if name != "PolicyDocument"})
    iam.call("DeleteGroup", GroupName="devs")
