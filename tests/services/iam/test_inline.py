"""Inline policies of users, groups and roles. Source: IAM API Reference, PutUserPolicy and the like."""

from urllib.parse import unquote

import pytest

from tests.services.iam.client import Client
from tests.services.iam.documents import allow, allow_of_size, deny, policy, trust

KINDS = ("User", "Group", "Role")
SIZES = {"User": 2048, "Group": 5120, "Role": 10240}


def make(iam: Client, kind: str, name: str = "x") -> dict[str, str]:
    """A holder of this kind, and how requests name it."""
    more = {"AssumeRolePolicyDocument": trust(Service="ec2.amazonaws.com")} if kind == "Role" else {}
    iam.call(f"Create{kind}", **{f"{kind}Name": name}, **more)
    return {f"{kind}Name": name}


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_put_get_list_delete(self, iam: Client, kind: str) -> None:
        """IAM-001."""
        holder = make(iam, kind)
        document = allow("s3:GetObject", resource="arn:aws:s3:::a/*")
        assert iam.call(f"Put{kind}Policy", **holder, PolicyName="p", PolicyDocument=document) == {}
        told = iam.call(f"Get{kind}Policy", **holder, PolicyName="p")
        assert unquote(told.pop("PolicyDocument")) == document
        assert told == {**holder, "PolicyName": "p"}
        assert iam.call(f"List{kind}Policies", **holder) == {"PolicyNames": ["p"], "IsTruncated": False}
        iam.call(f"Put{kind}Policy", **holder, PolicyName="p", PolicyDocument=deny("s3:*"))
        assert unquote(iam.call(f"Get{kind}Policy", **holder, PolicyName="p")["PolicyDocument"]) == deny("s3:*")
        iam.call(f"Delete{kind}Policy", **holder, PolicyName="p")
        assert iam.call(f"List{kind}Policies", **holder)["PolicyNames"] == []

    def test_what_is_not_there(self, iam: Client, kind: str) -> None:
        holder = {f"{kind}Name": "x"}
        document = allow("s3:*")
        no_holder = ("NoSuchEntity", f"The {kind.lower()} with name x cannot be found.")
        assert iam.refused(f"Put{kind}Policy", **holder, PolicyName="p", PolicyDocument=document) == no_holder
        for operation in (f"Get{kind}Policy", f"Delete{kind}Policy"):
            assert iam.refused(operation, **holder, PolicyName="p") == no_holder
        assert iam.refused(f"List{kind}Policies", **holder) == no_holder
        make(iam, kind)
        for operation in (f"Get{kind}Policy", f"Delete{kind}Policy"):
            assert iam.refused(operation, **holder, PolicyName="p") == (
                "NoSuchEntity",
                f"The {kind.lower()} policy with name p cannot be found.",
            )

    def test_all_of_them_count_together(self, iam: Client, kind: str) -> None:
        """Source: IAM User Guide, IAM and STS quotas: aggregate of inline policies, without white space; observed."""
        holder, size = make(iam, kind), SIZES[kind]
        half = size // 2
        iam.call(f"Put{kind}Policy", **holder, PolicyName="a", PolicyDocument=allow_of_size(half))
        iam.call(f"Put{kind}Policy", **holder, PolicyName="b", PolicyDocument=allow_of_size(size - half))
        assert iam.refused(f"Put{kind}Policy", **holder, PolicyName="b", PolicyDocument=allow_of_size(half + 1)) == (
            "LimitExceeded",
            f"Maximum policy size of {size} bytes exceeded for {kind.lower()} x",
        )
        iam.call(f"Put{kind}Policy", **holder, PolicyName="a", PolicyDocument=allow_of_size(half - 1))

    def test_malformed(self, iam: Client, kind: str) -> None:
        """IAM-003."""
        holder = make(iam, kind)
        for document, message in (
            ("{not json", "Syntax errors in policy."),
            (policy({"Effect": "Perhaps", "Action": "*", "Resource": "*"}), "Syntax errors in policy."),
            (policy({"Effect": "Allow", "Resource": "*"}), "Policy statement must contain actions."),
            (
                policy({"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}),
                "Policy document should not specify a principal.",
            ),
        ):
            assert iam.refused(f"Put{kind}Policy", **holder, PolicyName="p", PolicyDocument=document) == (
                "MalformedPolicyDocument",
                message,
            )
        assert iam.call(f"List{kind}Policies", **holder)["PolicyNames"] == []

    def test_pages(self, iam: Client, kind: str) -> None:
        holder = make(iam, kind)
        for name in ("c", "a", "b"):
            iam.call(f"Put{kind}Policy", **holder, PolicyName=name, PolicyDocument=allow("s3:*"))
        first = iam.call(f"List{kind}Policies", **holder, MaxItems=2)
        second = iam.call(f"List{kind}Policies", **holder, MaxItems=2, Marker=first["Marker"])
        assert (first["PolicyNames"], second["PolicyNames"]) == (["a", "b"], ["c"])
        assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)


class TestBehaviour:
    def test_nothing_until_a_policy_grants_it(self, iam: Client) -> None:
        """IAM-004: and only what is granted."""
        bob = iam.user("bob")
        call = iam.cloud.call
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
        iam.call(
            "PutUserPolicy",
            UserName="bob",
            PolicyName="p",
            PolicyDocument=allow("s3:ListAllMyBuckets", "iam:ListUsers"),
        )
        iam.call("ListUsers", as_=bob)
        assert call("s3", "ListBuckets", {}, principal=bob)["Buckets"] == []
        assert iam.refused("ListRoles", as_=bob)[0] == "AccessDenied"

    def test_an_explicit_deny_beats_every_allow(self, iam: Client) -> None:
        """IAM-005."""
        bob = iam.user("bob")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        iam.call("ListUsers", as_=bob)
        iam.call("PutUserPolicy", UserName="bob", PolicyName="no", PolicyDocument=deny("iam:ListUsers"))
        code, message = iam.refused("ListUsers", as_=bob)
        assert code == "AccessDenied" and "with an explicit deny in an identity-based policy" in message
        iam.call("ListRoles", as_=bob)

    def test_conditions_see_the_users_tags(self, iam: Client) -> None:
        """IAM-031."""
        bob = iam.user("bob")
        document = allow("iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/team": "a"}})
        iam.call("PutUserPolicy", UserName="bob", PolicyName="p", PolicyDocument=document)
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
        iam.call("TagUser", UserName="bob", Tags=[{"Key": "team", "Value": "a"}])
        iam.call("ListUsers", as_=bob)
        iam.call("UntagUser", UserName="bob", TagKeys=["team"])
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
