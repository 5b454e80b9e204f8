"""What control policies do to the calls of an account. Source: Organizations User Guide, SCPs and RCPs."""

import json

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import DENY_ALL, DENY_S3, OTHER, RCP, SCP, Org

ALLOW_SQS = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'


def _user(org: Org, account: str, policy: str = "") -> Principal:
    """A user of an account, who holds this policy."""
    made = org.cloud.call("iam", "CreateUser", {"UserName": "jo"}, account=account)["User"]
    if policy:
        inline = {"UserName": "jo", "PolicyName": "own", "PolicyDocument": policy}
        org.cloud.call("iam", "PutUserPolicy", inline, account=account)
    return Principal("user", made["Arn"], account, made["UserId"])


def _queue(org: Org, account: str, *, principal: Principal | None = None, region: str = "us-east-1") -> None:
    org.cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"}, account=account, principal=principal, region=region)


def _buckets(org: Org, account: str) -> None:
    org.cloud.call("s3", "ListBuckets", {}, account=account)


class TestServiceControl:
    def test_the_management_account_is_not_limited(self, org: Org) -> None:
        """ORG-002."""
        member = org.account()
        org.enable()
        org.call("AttachPolicy", PolicyId=org.policy("nothing", DENY_ALL), TargetId=org.root)
        org.call("AttachPolicy", PolicyId=org.policy("nothing more", DENY_ALL), TargetId=ACCOUNT)
        with pytest.raises(AccessDenied):
            _queue(org, member)
        _queue(org, ACCOUNT)

    def test_inherited_down_the_tree(self, org: Org) -> None:
        """ORG-005: two levels down, also for the account's root; once it is detached all is well."""
        org.enable()
        member, unit = org.account(), org.unit("sales")
        inner = org.unit("inner", unit)
        _buckets(org, member)
        policy = org.policy("no-s3", DENY_S3)
        org.call("AttachPolicy", PolicyId=policy, TargetId=unit)
        _buckets(org, member)
        org.call("MoveAccount", AccountId=member, SourceParentId=org.root, DestinationParentId=inner)
        with pytest.raises(AccessDenied, match="with an explicit deny in a service control policy"):
            _buckets(org, member)
        _queue(org, member)
        org.call("UpdatePolicy", PolicyId=policy, Content=DENY_S3.replace("s3:", "sqs:"))
        _buckets(org, member)
        with pytest.raises(AccessDenied):
            _queue(org, member)
        org.call("DetachPolicy", PolicyId=policy, TargetId=unit)
        _queue(org, member)

    def test_nothing_is_granted(self, org: Org) -> None:
        """ORG-006: FullAWSAccess allows everything, and a user without policies still may do nothing."""
        org.enable()
        member = org.account()
        with pytest.raises(AccessDenied, match="no identity-based policy allows the sqs:CreateQueue action"):
            _queue(org, member, principal=_user(org, member))

    def test_an_action_needs_an_allow_on_every_level(self, org: Org) -> None:
        """The allow list strategy."""
        org.enable()
        member = org.account()
        user = _user_with_everything(org, member)
        org.call("AttachPolicy", PolicyId=org.policy("sqs alone", ALLOW_SQS), TargetId=member)
        _buckets(org, member)
        org.call("DetachPolicy", PolicyId="p-FullAWSAccess", TargetId=member)
        with pytest.raises(AccessDenied, match="no service control policy allows the s3:ListAllMyBuckets action"):
            _buckets(org, member)
        _queue(org, member, principal=user)

    def test_on_one_account_alone(self, org: Org) -> None:
        """ORG-007."""
        org.enable()
        one, two = org.account("one"), org.account("two")
        org.call("AttachPolicy", PolicyId=org.policy("no-s3"), TargetId=one)
        with pytest.raises(AccessDenied):
            _buckets(org, one)
        _buckets(org, two)

    def test_by_region(self, org: Org) -> None:
        """ORG-013."""
        org.enable()
        member = org.account()
        condition = {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}
        statement = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
        elsewhere = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        org.call("AttachPolicy", PolicyId=org.policy("eu", elsewhere), TargetId=org.root)
        with pytest.raises(AccessDenied):
            _queue(org, member)
        _queue(org, member, region="eu-west-1")

    def test_gone_with_the_type_and_the_organization(self, org: Org) -> None:
        org.enable()
        member = org.invite(OTHER)
        policy = org.policy("no-s3")
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        with pytest.raises(AccessDenied):
            _buckets(org, member)
        org.call("DisablePolicyType", RootId=org.root, PolicyType=SCP)
        _buckets(org, member)
        org.enable()
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        with pytest.raises(AccessDenied):
            _buckets(org, member)
        org.call("RemoveAccountFromOrganization", AccountId=member)
        _buckets(org, member)

    def test_leaving_may_be_forbidden(self, org: Org) -> None:
        """Source: API Reference, LeaveOrganization: SCPs can prevent members from leaving."""
        org.enable()
        member = org.invite(OTHER)
        stay = DENY_S3.replace("s3:*", "organizations:LeaveOrganization")
        org.call("AttachPolicy", PolicyId=org.policy("stay", stay), TargetId=org.root)
        with pytest.raises(AccessDenied):
            org.call("LeaveOrganization", account=member)

    def test_a_new_account_gets_its_role_whatever_the_root_says(self, org: Org) -> None:
        """ORG-010: Organizations itself is bound by no policy."""
        org.enable()
        org.call("AttachPolicy", PolicyId=org.policy("nothing", DENY_ALL), TargetId=org.root)
        org.account()


class TestResourceControl:
    def test_who_may_come_in(self, org: Org) -> None:
        """A queue's policy lets somebody in; the organization's does not."""
        org.enable(RCP)
        member = org.account()
        _queue(org, member)
        url = org.cloud.call("sqs", "GetQueueUrl", {"QueueName": "jobs"}, account=member)["QueueUrl"]
        open_ = {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "sqs:SendMessage", "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [open_]})
        params = {"QueueUrl": url, "Attributes": {"Policy": policy}}
        org.cloud.call("sqs", "SetQueueAttributes", params, account=member)
        message = {"QueueUrl": url, "MessageBody": "x"}
        org.cloud.call("sqs", "SendMessage", message, account=OTHER)
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        statement = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sqs:*",
            "Resource": "*",
            "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": organization}},
        }
        inside = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        org.call("AttachPolicy", PolicyId=org.policy("inside", inside, RCP), TargetId=org.root)
        with pytest.raises(AccessDenied, match="resource control policy"):
            org.cloud.call("sqs", "SendMessage", message, account=OTHER)
        org.cloud.call("sqs", "SendMessage", message, account=member)


def _user_with_everything(org: Org, account: str) -> Principal:
    return _user(org, account, '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')


class TestRoles:
    def test_the_role_of_a_created_account(self, org: Org) -> None:
        """ORG-010, ORG-012: one user of the management account acts in several members, as administrator."""
        user = _user_with_everything(org, ACCOUNT)
        for member in (org.account("one"), org.account("two")):
            role = f"arn:aws:iam::{member}:role/OrganizationAccountAccessRole"
            params = {"RoleArn": role, "RoleSessionName": "jo"}
            given = org.cloud.call("sts", "AssumeRole", params, principal=user)
            arn = given["AssumedRoleUser"]["Arn"]
            assert arn == f"arn:aws:sts::{member}:assumed-role/OrganizationAccountAccessRole/jo"
            session = Principal("assumed-role", arn, member, "AROA:jo", "", Session(role))
            assert org.cloud.call("sts", "GetCallerIdentity", {}, principal=session)["Account"] == member
            _queue(org, member, principal=session)

    def test_an_invited_account_has_no_such_role(self, org: Org) -> None:
        """ORG-011: it must be made by hand."""
        org.invite(OTHER)
        params = {"RoleArn": f"arn:aws:iam::{OTHER}:role/OrganizationAccountAccessRole", "RoleSessionName": "jo"}
        user = _user_with_everything(org, ACCOUNT)
        with pytest.raises(AccessDenied):
            org.cloud.call("sts", "AssumeRole", params, principal=user)
        statement = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        role = {"RoleName": "OrganizationAccountAccessRole", "AssumeRolePolicyDocument": trust}
        org.cloud.call("iam", "CreateRole", role, account=OTHER)
        assert org.cloud.call("sts", "AssumeRole", params, principal=user)["AssumedRoleUser"]["Arn"].endswith("/jo")
