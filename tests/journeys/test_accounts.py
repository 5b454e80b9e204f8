"""Several accounts with boto3 against a strict server: what their borders keep apart, and what stands over them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.app.served import Served, served
from tests.journeys.identities import (
    Credentials,
    assumed,
    document,
    refused,
    role,
    root_of,
    signing,
    told,
    trusting,
    user,
)

DENIED = (403, "AccessDenied")
BUCKETS = {"Action": "s3:*", "Resource": "*"}
EVERYTHING = {"Action": "*", "Resource": "*"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def root_s3(server: Served) -> Any:
    return signing(server, "s3", root_of(server))


class Member(NamedTuple):
    """An account of the organization, and its administrator's credentials."""

    id: str
    admin: Credentials


@pytest.fixture(scope="module")
def manager(server: Served) -> Credentials:
    """An administrator of the management account."""
    organizations = signing(server, "organizations", root_of(server))
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    return user(server, "manager", EVERYTHING)[1]


@pytest.fixture
def member(server: Served, manager: Credentials, request: pytest.FixtureRequest) -> Member:
    """ORG-001, ORG-010, ORG-012: an account made for this test, entered by its role from the management account."""
    return join(server, manager, request.node.name[-40:].strip("_"))


def join(server: Served, manager: Credentials, name: str) -> Member:
    organizations = signing(server, "organizations", manager)
    asked = organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]
    server.advance(60)
    made = organizations.describe_create_account_status(CreateAccountRequestId=asked["Id"])["CreateAccountStatus"]
    assert made["State"] == "SUCCEEDED"
    account = made["AccountId"]
    admin = assumed(server, manager, f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole")
    assert signing(server, "sts", admin).get_caller_identity()["Account"] == account
    return Member(account, admin)


def own_user(server: Served, member: Member, *statements: dict[str, Any]) -> tuple[str, Credentials]:
    """A user of the member account."""
    iam = signing(server, "iam", member.admin)
    arn = iam.create_user(UserName="ann")["User"]["Arn"]
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=document(*statements))
    return arn, iam.create_access_key(UserName="ann")["AccessKey"]


class TestAccounts:
    def test_an_administrator_is_nobody_next_door(self, server: Served, member: Member, root_s3: Any) -> None:
        """IAM-027: names are each account's own; only those of buckets are one space."""
        arn, key = own_user(server, member, EVERYTHING)
        assert arn == f"arn:aws:iam::{member.id}:user/ann"
        root_s3.create_bucket(Bucket="private-ones")
        root_s3.put_object(Bucket="private-ones", Key="a", Body=b"x")
        s3 = signing(server, "s3", key)
        assert refused(s3, "get_object", Bucket="private-ones", Key="a") == DENIED
        assert refused(s3, "create_bucket", Bucket="private-ones") == (409, "BucketAlreadyExists")
        for server_side in (signing(server, "sqs", key), signing(server, "sqs", root_of(server))):
            assert server_side.create_queue(QueueName="same-name")

    def test_a_bucket_of_another_account_through_a_role(self, server: Served, member: Member, root_s3: Any) -> None:
        """IAM-019: the owner trusts the account, the account lets its user go."""
        root_s3.create_bucket(Bucket="by-role")
        root_s3.put_object(Bucket="by-role", Key="a", Body=b"water")
        reading = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::by-role/*"}
        reader = role(server, "reader", trusting({"AWS": f"arn:aws:iam::{member.id}:root"}), reading)
        arn, key = own_user(server, member, BUCKETS)
        asked = {"RoleArn": reader, "RoleSessionName": "journey"}
        assert told(signing(server, "sts", key), "assume_role", **asked) == (
            f"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {reader} because no identity-based "
            "policy allows the sts:AssumeRole action"
        )
        signing(server, "iam", member.admin).put_user_policy(
            UserName="ann", PolicyName="go", PolicyDocument=document({"Action": "sts:AssumeRole", "Resource": reader})
        )
        s3 = signing(server, "s3", assumed(server, key, reader))
        assert s3.get_object(Bucket="by-role", Key="a")["Body"].read() == b"water"
        assert refused(s3, "put_object", Bucket="by-role", Key="b", Body=b"") == DENIED

    def test_a_bucket_of_another_account_through_its_policy(self, server: Served, member: Member, root_s3: Any) -> None:
        """IAM-019: both sides have to allow it."""
        root_s3.create_bucket(Bucket="by-policy")
        root_s3.put_object(Bucket="by-policy", Key="a", Body=b"water")
        arn, key = own_user(server, member, {"Action": "s3:GetObject", "Resource": "*"})
        s3, iam = signing(server, "s3", key), signing(server, "iam", member.admin)
        at = {"Bucket": "by-policy", "Key": "a"}
        assert refused(s3, "get_object", **at) == DENIED
        statement = {"Principal": {"AWS": arn}, "Action": "s3:*", "Resource": "arn:aws:s3:::by-policy/*"}
        root_s3.put_bucket_policy(Bucket="by-policy", Policy=document(statement))
        assert s3.get_object(**at)["Body"].read() == b"water"
        assert refused(s3, "put_object", **at, Body=b"") == DENIED
        iam.delete_user_policy(UserName="ann", PolicyName="own")
        assert refused(s3, "get_object", **at) == DENIED


class TestOrganization:
    @staticmethod
    def policy(organizations: Any, name: str, *statements: dict[str, Any]) -> str:
        made = organizations.create_policy(
            Name=name, Description="", Type="SERVICE_CONTROL_POLICY", Content=document(*statements)
        )
        arn: str = made["Policy"]["PolicySummary"]["Id"]
        return arn

    def test_a_ceiling_over_members_and_not_over_the_management_account(
        self, server: Served, manager: Credentials, member: Member
    ) -> None:
        """ORG-002, ORG-005: a policy of the unit above holds two levels down, and not for the management account."""
        organizations = signing(server, "organizations", manager)
        top = organizations.list_roots()["Roots"][0]["Id"]
        units = [top]
        for name in ("outer", "inner"):
            made = organizations.create_organizational_unit(ParentId=units[-1], Name=name)
            units.append(made["OrganizationalUnit"]["Id"])
        organizations.move_account(AccountId=member.id, SourceParentId=top, DestinationParentId=units[2])
        policy = self.policy(organizations, "no-buckets", {**BUCKETS, "Effect": "Deny"})
        inside, outside = signing(server, "s3", member.admin), signing(server, "s3", manager)
        assert "Buckets" in inside.list_buckets()
        organizations.attach_policy(PolicyId=policy, TargetId=units[1])
        assert "with an explicit deny in a service control policy" in told(inside, "list_buckets")
        organizations.detach_policy(PolicyId=policy, TargetId=units[1])
        assert "Buckets" in inside.list_buckets()
        organizations.attach_policy(PolicyId=policy, TargetId=top)
        try:
            assert refused(inside, "list_buckets") == DENIED
            assert "Buckets" in outside.list_buckets()
        finally:
            organizations.detach_policy(PolicyId=policy, TargetId=top)

    def test_a_ceiling_over_one_account_alone(self, server: Served, manager: Credentials, member: Member) -> None:
        """ORG-007, ORG-013: one of two members may work in one region only."""
        other = join(server, manager, "the-other-one")
        organizations = signing(server, "organizations", manager)
        elsewhere = {"StringNotEquals": {"aws:RequestedRegion": "eu-west-3"}}
        policy = self.policy(
            organizations,
            "paris",
            {"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Condition": elsewhere},
        )
        organizations.attach_policy(PolicyId=policy, TargetId=member.id)
        assert refused(signing(server, "sqs", member.admin), "list_queues") == DENIED
        assert signing(server, "sqs", member.admin, region_name="eu-west-3").list_queues()
        assert signing(server, "sqs", other.admin).list_queues()
