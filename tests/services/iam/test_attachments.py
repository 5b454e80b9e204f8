"""Which managed policies holders have, and who has a policy. Source: IAM API Reference, AttachUserPolicy and more."""

from typing import Any

import pytest

from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION
from tests.services.iam.client import Client
from tests.services.iam.documents import allow
from tests.services.iam.test_inline import KINDS, make

AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
CODES = {"User": "L-4019AD8B", "Group": "L-384571C4", "Role": "L-0DA4ABF3"}


def policy(iam: Client, name: str, **more: str) -> str:
    """The ARN of a new policy."""
    made = iam.call("CreatePolicy", PolicyName=name, PolicyDocument=allow("s3:*"), **more)
    return str(made["Policy"]["Arn"])


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_attach_list_detach(self, iam: Client, kind: str) -> None:
        holder, own = make(iam, kind), policy(iam, "p", Path="/x/")
        for arn in (own, AWS, own):  # twice is once
            assert iam.call(f"Attach{kind}Policy", **holder, PolicyArn=arn) == {}
        assert iam.call(f"ListAttached{kind}Policies", **holder) == {
            "AttachedPolicies": [
                {"PolicyName": "p", "PolicyArn": own},
                {"PolicyName": "ReadOnlyAccess", "PolicyArn": AWS},
            ],
            "IsTruncated": False,
        }
        listed = iam.call(f"ListAttached{kind}Policies", **holder, PathPrefix="/x/")["AttachedPolicies"]
        assert [each["PolicyName"] for each in listed] == ["p"]
        iam.call(f"Detach{kind}Policy", **holder, PolicyArn=own)
        listed = iam.call(f"ListAttached{kind}Policies", **holder)["AttachedPolicies"]
        assert [each["PolicyName"] for each in listed] == ["ReadOnlyAccess"]

    def test_what_is_not_there(self, iam: Client, kind: str) -> None:
        """Source: observed, pulumi issue 7419 and pulumi-aws issue 501; boto issue 2960."""
        nobody = {f"{kind}Name": "nobody"}
        no_holder = ("NoSuchEntity", f"The {kind.lower()} with name nobody cannot be found.")
        for operation in (f"Attach{kind}Policy", f"Detach{kind}Policy"):
            assert iam.refused(operation, **nobody, PolicyArn=AWS) == no_holder
        assert iam.refused(f"ListAttached{kind}Policies", **nobody) == no_holder
        holder = make(iam, kind)
        for arn in ("arn:aws:iam::aws:policy/AWSLambdaFullAccessX", f"arn:aws:iam::{ACCOUNT}:policy/none"):
            assert iam.refused(f"Attach{kind}Policy", **holder, PolicyArn=arn) == (
                "NoSuchEntity",
                f"Policy {arn} does not exist or is not attachable.",
            )
        assert iam.refused(f"Detach{kind}Policy", **holder, PolicyArn=AWS) == (
            "NoSuchEntity",
            f"Policy {AWS} was not found.",
        )
        role = f"arn:aws:iam::{ACCOUNT}:role/r"
        for operation in (f"Attach{kind}Policy", f"Detach{kind}Policy"):
            assert iam.refused(operation, **holder, PolicyArn=role) == ("InvalidInput", f"ARN {role} is not valid.")

    def test_not_another_accounts(self, iam: Client, kind: str) -> None:
        others = policy(Client(iam.cloud, "111122223333"), "p")
        holder = make(iam, kind)
        assert iam.refused(f"Attach{kind}Policy", **holder, PolicyArn=others) == (
            "NoSuchEntity",
            f"Policy {others} does not exist or is not attachable.",
        )

    def test_ten_of_them(self, iam: Client, kind: str) -> None:
        """IAM-013."""
        holder = make(iam, kind)
        for number in range(10):
            iam.call(f"Attach{kind}Policy", **holder, PolicyArn=policy(iam, f"p{number}"))
        expected = ("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: 10")
        assert iam.refused(f"Attach{kind}Policy", **holder, PolicyArn=AWS) == expected
        tx = iam.cloud.cloud.kernel.store.begin(iam.cloud.now())
        tx.put(Quota(ACCOUNT, REGION, "iam", CODES[kind], 11))
        iam.cloud.cloud.kernel.store.apply(tx)
        iam.call(f"Attach{kind}Policy", **holder, PolicyArn=AWS)

    def test_not_those_of_service_linked_roles(self, iam: Client, kind: str) -> None:
        """Source: observed, "Cannot attach a Service Role Policy to a Customer Role."."""
        arn = "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy"
        assert iam.refused(f"Attach{kind}Policy", **make(iam, kind), PolicyArn=arn) == (
            "PolicyNotAttachable",
            "Cannot attach a Service Role Policy to a Customer Role.",
        )

    def test_pages(self, iam: Client, kind: str) -> None:
        holder = make(iam, kind)
        for name in ("c", "a", "b"):
            iam.call(f"Attach{kind}Policy", **holder, PolicyArn=policy(iam, name))
        first = iam.call(f"ListAttached{kind}Policies", **holder, MaxItems=2)
        second = iam.call(f"ListAttached{kind}Policies", **holder, MaxItems=2, Marker=first["Marker"])
        both = first["AttachedPolicies"] + second["AttachedPolicies"]
        assert [each["PolicyName"] for each in both] == ["c", "a", "b"]
        assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)


class TestBehaviour:
    def test_read_only_access_reads(self, iam: Client) -> None:
        """IAM-007: reads pass and writes fail."""
        bob = iam.user("bob")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=AWS)
        iam.call("ListUsers", as_=bob)
        assert iam.cloud.call("s3", "ListBuckets", {}, principal=bob)["Buckets"] == []
        assert iam.refused("CreateUser", as_=bob, UserName="eve")[0] == "AccessDenied"
        iam.call("DetachUserPolicy", UserName="bob", PolicyArn=AWS)
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"


class TestEntities:
    @pytest.fixture
    def used(self, iam: Client) -> str:
        """A policy that a user, a group and a role have, and that bounds the user and a second one."""
        arn = policy(iam, "p")
        for kind in KINDS:
            iam.call(f"Attach{kind}Policy", **make(iam, kind), PolicyArn=arn)
        iam.call("CreateUser", UserName="y", Path="/deep/")
        for name in ("x", "y"):
            iam.call("PutUserPermissionsBoundary", UserName=name, PermissionsBoundary=arn)
        return arn

    def names(self, iam: Client, arn: str, **params: Any) -> dict[str, list[str]]:
        told = iam.call("ListEntitiesForPolicy", PolicyArn=arn, **params)
        return {kind: [each[f"{kind}Name"] for each in told[f"Policy{kind}s"]] for kind in KINDS}

    def test_everybody_once(self, iam: Client, used: str) -> None:
        told = iam.call("ListEntitiesForPolicy", PolicyArn=used)
        assert told["IsTruncated"] is False
        assert [set(each) for each in told["PolicyRoles"]] == [{"RoleName", "RoleId"}]
        assert self.names(iam, used) == {"User": ["x", "y"], "Group": ["x"], "Role": ["x"]}

    @pytest.mark.parametrize(
        ("params", "expected"),
        [
            ({"EntityFilter": "Role"}, {"User": [], "Group": [], "Role": ["x"]}),
            ({"PathPrefix": "/deep/"}, {"User": ["y"], "Group": [], "Role": []}),
            ({"PolicyUsageFilter": "PermissionsBoundary"}, {"User": ["x", "y"], "Group": [], "Role": []}),
            ({"PolicyUsageFilter": "PermissionsPolicy"}, {"User": ["x"], "Group": ["x"], "Role": ["x"]}),
        ],
    )
    def test_filters(self, iam: Client, used: str, params: dict[str, str], expected: dict[str, list[str]]) -> None:
        assert self.names(iam, used, **params) == expected

    def test_pages_over_all_kinds(self, iam: Client, used: str) -> None:
        first = iam.call("ListEntitiesForPolicy", PolicyArn=used, MaxItems=3)
        second = iam.call("ListEntitiesForPolicy", PolicyArn=used, MaxItems=3, Marker=first["Marker"])
        found = [
            each.get("UserName") or each.get("GroupName") or each.get("RoleName")
            for page in (first, second)
            for kind in KINDS
            for each in page[f"Policy{kind}s"]
        ]
        assert sorted(found) == ["x", "x", "x", "y"]
        assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)

    def test_of_an_aws_policy(self, iam: Client) -> None:
        iam.user("bob")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=AWS)
        assert self.names(iam, AWS)["User"] == ["bob"]
        assert self.names(Client(iam.cloud, "111122223333"), AWS)["User"] == []
