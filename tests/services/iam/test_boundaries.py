"""Permissions boundaries. Source: IAM API Reference, PutUserPermissionsBoundary and the like; IAM User Guide,
Permissions boundaries for IAM entities."""

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow
from tests.services.iam.test_inline import make

AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"


@pytest.mark.parametrize("kind", ["User", "Role"])
class TestBoth:
    def test_put_and_delete(self, iam: Client, kind: str) -> None:
        holder = make(iam, kind)
        own = iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
        for arn in (AWS, own):
            iam.call(f"Put{kind}PermissionsBoundary", **holder, PermissionsBoundary=arn)
            seen = iam.call(f"Get{kind}", **holder)[kind]["PermissionsBoundary"]
            assert seen == {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}
        counts = [iam.call("GetPolicy", PolicyArn=arn)["Policy"]["PermissionsBoundaryUsageCount"] for arn in (AWS, own)]
        assert counts == [0, 1]
        for _ in range(2):  # Source: observed, terraform-provider-aws issue 5489: one that is not there does no harm
            iam.call(f"Delete{kind}PermissionsBoundary", **holder)
            assert "PermissionsBoundary" not in iam.call(f"Get{kind}", **holder)[kind]

    def test_what_is_not_there(self, iam: Client, kind: str) -> None:
        arn = f"arn:aws:iam::{ACCOUNT}:policy/none"
        no_holder = ("NoSuchEntity", f"The {kind.lower()} with name x cannot be found.")
        holder = {f"{kind}Name": "x"}
        assert iam.refused(f"Put{kind}PermissionsBoundary", **holder, PermissionsBoundary=AWS) == no_holder
        assert iam.refused(f"Delete{kind}PermissionsBoundary", **holder) == no_holder
        make(iam, kind)
        assert iam.refused(f"Put{kind}PermissionsBoundary", **holder, PermissionsBoundary=arn) == (
            "NoSuchEntity",
            f"Scope ARN: {arn} does not exist or is not attachable.",
        )
        wrong = f"arn:aws:iam::{ACCOUNT}:user/x"
        assert iam.refused(f"Put{kind}PermissionsBoundary", **holder, PermissionsBoundary=wrong) == (
            "InvalidInput",
            f"ARN {wrong} is not valid.",
        )


class TestBehaviour:
    def test_it_limits_and_grants_nothing(self, iam: Client) -> None:
        bob = iam.user("bob")
        iam.call("CreatePolicy", PolicyName="edge", PolicyDocument=allow("iam:ListUsers"))
        iam.call(
            "PutUserPermissionsBoundary", UserName="bob", PermissionsBoundary=f"arn:aws:iam::{ACCOUNT}:policy/edge"
        )
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
        iam.call("PutUserPolicy", UserName="bob", PolicyName="p", PolicyDocument=allow("iam:*"))
        iam.call("ListUsers", as_=bob)
        code, message = iam.refused("ListRoles", as_=bob)
        assert code == "AccessDenied"
        assert message.endswith("because no permissions boundary allows the iam:ListRoles action")
        iam.call("DeleteUserPermissionsBoundary", UserName="bob")
        iam.call("ListRoles", as_=bob)

    def test_users_may_only_be_made_with_it(self, iam: Client) -> None:
        """The condition key iam:PermissionsBoundary, of the request and of whom it is about."""
        admin = iam.user("admin")
        edge = iam.call("CreatePolicy", PolicyName="edge", PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
        bounded = {"StringEquals": {"iam:PermissionsBoundary": edge}}
        document = allow("iam:CreateUser", "iam:AttachUserPolicy", Condition=bounded)
        iam.call("PutUserPolicy", UserName="admin", PolicyName="p", PolicyDocument=document)
        assert iam.refused("CreateUser", as_=admin, UserName="eve")[0] == "AccessDenied"
        iam.call("CreateUser", as_=admin, UserName="eve", PermissionsBoundary=edge)
        iam.call("AttachUserPolicy", as_=admin, UserName="eve", PolicyArn=AWS)
        assert iam.refused("AttachUserPolicy", as_=admin, UserName="admin", PolicyArn=AWS)[0] == "AccessDenied"

    def test_only_some_policies_may_be_attached(self, iam: Client) -> None:
        """The condition key iam:PolicyARN."""
        admin = iam.user("admin")
        document = allow("iam:AttachUserPolicy", Condition={"ArnEquals": {"iam:PolicyARN": AWS}})
        iam.call("PutUserPolicy", UserName="admin", PolicyName="p", PolicyDocument=document)
        iam.call("AttachUserPolicy", as_=admin, UserName="admin", PolicyArn=AWS)
        other = "arn:aws:iam::aws:policy/AdministratorAccess"
        assert iam.refused("AttachUserPolicy", as_=admin, UserName="admin", PolicyArn=other)[0] == "AccessDenied"
