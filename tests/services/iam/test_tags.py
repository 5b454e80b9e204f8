"""Tags of users, roles, policies and instance profiles. Source: IAM User Guide, Tags for IAM resources; API Reference,
TagUser and the like."""

from typing import Any

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, trust

THINGS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "User": ({"UserName": "x"}, {"UserName": "x"}),
    "Role": (
        {"RoleName": "x", "AssumeRolePolicyDocument": trust(Service="ec2.amazonaws.com")},
        {"RoleName": "x"},
    ),
    "Policy": (
        {"PolicyName": "x", "PolicyDocument": allow("s3:*")},
        {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/x"},
    ),
    "InstanceProfile": ({"InstanceProfileName": "x"}, {"InstanceProfileName": "x"}),
}


def tags(**pairs: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


@pytest.mark.parametrize("kind", THINGS)
class TestEveryThing:
    def test_tag_list_untag(self, iam: Client, kind: str) -> None:
        params, name = THINGS[kind]
        iam.call(f"Create{kind}", **params, Tags=tags(b="1"))
        assert iam.call(f"Tag{kind}", **name, Tags=tags(a="2", b="3")) == {}
        expected = {"Tags": tags(a="2", b="3"), "IsTruncated": False}
        assert iam.call(f"List{kind}Tags", **name) == expected
        assert iam.call(f"Get{kind}", **name)[kind]["Tags"] == expected["Tags"]
        iam.call(f"Untag{kind}", **name, TagKeys=["a", "nothing"])
        assert iam.call(f"List{kind}Tags", **name)["Tags"] == tags(b="3")

    def test_keys_are_not_told_apart_by_case(self, iam: Client, kind: str) -> None:
        """Source: the guide; observed, terraform-aws-rds-aurora issue 189."""
        params, name = THINGS[kind]
        twice = tags(Team="a", team="b")
        expected = (
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        )
        assert iam.refused(f"Create{kind}", **params, Tags=twice) == expected
        iam.call(f"Create{kind}", **params, Tags=tags(Team="a"))
        assert iam.refused(f"Tag{kind}", **name, Tags=twice) == expected
        iam.call(f"Tag{kind}", **name, Tags=tags(team="b"))
        assert [tag["Value"] for tag in iam.call(f"List{kind}Tags", **name)["Tags"]] == ["b"]

    def test_fifty_of_them(self, iam: Client, kind: str) -> None:
        params, name = THINGS[kind]
        iam.call(f"Create{kind}", **params, Tags=tags(**{f"k{number}": "v" for number in range(50)}))
        iam.call(f"Tag{kind}", **name, Tags=tags(k1="w"))
        assert iam.refused(f"Tag{kind}", **name, Tags=tags(one="more"))[0] == "LimitExceeded"

    def test_what_is_not_there(self, iam: Client, kind: str) -> None:
        _, name = THINGS[kind]
        for operation, more in (("Tag", {"Tags": tags(a="b")}), ("Untag", {"TagKeys": ["a"]})):
            assert iam.refused(f"{operation}{kind}", **name, **more)[0] == "NoSuchEntity"
        assert iam.refused(f"List{kind}Tags", **name)[0] == "NoSuchEntity"

    def test_pages(self, iam: Client, kind: str) -> None:
        params, name = THINGS[kind]
        iam.call(f"Create{kind}", **params, Tags=tags(c="1", a="2", b="3"))
        first = iam.call(f"List{kind}Tags", **name, MaxItems=2)
        second = iam.call(f"List{kind}Tags", **name, MaxItems=2, Marker=first["Marker"])
        assert first["Tags"] + second["Tags"] == tags(a="2", b="3", c="1")
        assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)

    def test_the_next_of_that_name_has_none(self, iam: Client, kind: str) -> None:
        params, name = THINGS[kind]
        iam.call(f"Create{kind}", **params, Tags=tags(a="1"))
        iam.call(f"Delete{kind}", **name)
        iam.call(f"Create{kind}", **params)
        assert iam.call(f"List{kind}Tags", **name)["Tags"] == []


@pytest.mark.parametrize("key", ["iam:ResourceTag/team", "aws:ResourceTag/team"])
def test_policies_see_them(iam: Client, key: str) -> None:
    admin = iam.user("admin")
    document = allow("iam:GetUser", Condition={"StringEquals": {key: "a"}})
    iam.call("PutUserPolicy", UserName="admin", PolicyName="p", PolicyDocument=document)
    iam.user("bob")
    seen: dict[str, Any] = {"UserName": "bob"}
    assert iam.refused("GetUser", as_=admin, **seen)[0] == "AccessDenied"
    iam.call("TagUser", UserName="bob", Tags=tags(team="a"))
    iam.call("GetUser", as_=admin, **seen)
