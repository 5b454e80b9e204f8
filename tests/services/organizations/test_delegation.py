"""The resource policy. Source: Organizations User Guide, Delegated administrator for AWS Organizations."""

import json
from typing import Any

from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import TAG, Org

OWNER = '{"tags":{"owner":{"tag_key":{"@@assign":"Owner"}}}}'


def _policy(member: str, *actions: str, **changes: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{member}:root"},
        "Action": [f"organizations:{action}" for action in actions],
        "Resource": "*",
        **changes,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class TestPutResourcePolicy:
    def test_what_is_told(self, org: Org) -> None:
        member = org.account()
        assert org.code("DescribeResourcePolicy") == "ResourcePolicyNotFoundException"
        assert org.code("DeleteResourcePolicy") == "ResourcePolicyNotFoundException"
        content = _policy(member, "ListAccounts")
        tags = [{"Key": "team", "Value": "blue"}]
        told = org.call("PutResourcePolicy", Content=content, Tags=tags)["ResourcePolicy"]
        id_ = told["ResourcePolicySummary"]["Id"]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        arn = f"arn:aws:organizations::{ACCOUNT}:resourcepolicy/{organization}/{id_}"
        assert told == {"ResourcePolicySummary": {"Id": id_, "Arn": arn}, "Content": content}
        assert org.call("DescribeResourcePolicy")["ResourcePolicy"] == told
        assert org.call("ListTagsForResource", ResourceId=id_)["Tags"] == tags
        again = org.call("PutResourcePolicy", Content=_policy(member, "ListRoots"))["ResourcePolicy"]
        assert again["ResourcePolicySummary"] == told["ResourcePolicySummary"]
        org.call("DeleteResourcePolicy")
        assert org.code("DescribeResourcePolicy") == "ResourcePolicyNotFoundException"
        assert org.code("ListTagsForResource", ResourceId=id_) == "TargetNotFoundException"

    def test_what_is_wrong(self, org: Org) -> None:
        member = org.account()
        for content, reason in (
            ("{", "INVALID_RESOURCE_POLICY_JSON"),
            (_policy(member, "CreateAccount"), "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY"),
            (_policy(member, "ListRoots", Principal="*"), "INVALID_PRINCIPAL"),
        ):
            assert org.reason("PutResourcePolicy", Content=content) == ("InvalidInputException", reason)
        assert org.code("PutResourcePolicy", account=member, Content=_policy(member, "ListRoots")) == (
            "AccessDeniedException"
        )


class TestWhatItLetsIn:
    def test_what_it_names(self, org: Org) -> None:
        member, other = org.account("one"), org.account("two")
        org.call("PutResourcePolicy", Content=_policy(member, "ListAccounts", "ListRoots"))
        assert org.call("ListAccounts", account=member) == org.call("ListAccounts")
        for account, operation in ((member, "ListCreateAccountStatus"), (other, "ListAccounts")):
            error = org.error(operation, account=account)
            assert error.code == "AccessDenied"
            assert f"organizations:{operation}" in error.message
        org.call("DeleteResourcePolicy")
        assert org.code("ListAccounts", account=member) == "AccessDeniedException"

    def test_policies_of_one_type(self, org: Org) -> None:
        """organizations:PolicyType tells the types apart."""
        member = org.account()
        org.enable(TAG)
        actions = ("CreatePolicy", "AttachPolicy", "DetachPolicy", "UpdatePolicy", "DeletePolicy", "DescribePolicy")
        condition = {"StringLikeIfExists": {"organizations:PolicyType": TAG}}
        org.call("PutResourcePolicy", Content=_policy(member, *actions, Condition=condition))
        made = {"Name": "t", "Description": "", "Content": OWNER, "Type": TAG}
        policy = org.call("CreatePolicy", account=member, **made)["Policy"]["PolicySummary"]["Id"]
        org.call("AttachPolicy", account=member, PolicyId=policy, TargetId=member)
        told = org.call("DescribeEffectivePolicy", account=member, PolicyType=TAG)["EffectivePolicy"]
        assert json.loads(told["PolicyContent"]) == {"tags": {"owner": {"tag_key": "Owner"}}}
        org.call("DetachPolicy", account=member, PolicyId=policy, TargetId=member)
        org.call("UpdatePolicy", account=member, PolicyId=policy, Name="u")
        org.call("DeletePolicy", account=member, PolicyId=policy)
        scp = {**made, "Type": "SERVICE_CONTROL_POLICY"}
        assert org.code("CreatePolicy", account=member, **scp) == "AccessDenied"
        assert org.code("AttachPolicy", account=member, PolicyId="p-FullAWSAccess", TargetId=member) == "AccessDenied"

    def test_what_comes_to_another_account_only_where_it_is_named(self, org: Org) -> None:
        member, other = org.account("one"), org.account("two")
        org.enable(TAG)
        org.call("AttachPolicy", PolicyId=org.policy("t", OWNER, TAG), TargetId=org.root)
        org.call("PutResourcePolicy", Content=_policy(member, "DescribeEffectivePolicy"))
        asked = {"PolicyType": TAG, "TargetId": ACCOUNT}
        assert org.call("DescribeEffectivePolicy", account=member, **asked)["EffectivePolicy"]["TargetId"] == ACCOUNT
        assert org.code("DescribeEffectivePolicy", account=other, **asked) == "AccessDenied"
        own = org.call("DescribeEffectivePolicy", account=other, PolicyType=TAG)["EffectivePolicy"]
        assert own["TargetId"] == other

    def test_on_some_resources(self, org: Org) -> None:
        member = org.account()
        org.enable(TAG)
        policy = org.policy("t", OWNER, TAG)
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        prefix = f"arn:aws:organizations::{ACCOUNT}"
        where = [f"{prefix}:policy/{organization}/tag_policy/*", f"{prefix}:account/{organization}/*"]
        org.call("PutResourcePolicy", Content=_policy(member, "AttachPolicy", Resource=where))
        org.call("AttachPolicy", account=member, PolicyId=policy, TargetId=member)
        assert org.code("AttachPolicy", account=member, PolicyId=policy, TargetId=org.root) == "AccessDenied"
