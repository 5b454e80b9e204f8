"""Policies and their types. Source: Organizations API Reference, of each operation."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import DENY_S3, OTHER, RCP, SCP, TAG, Org

OWNER = '{"tags":{"owner":{"tag_key":{"@@assign":"Owner"}}}}'
DENY_ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
RCP_DENY = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",'
    '"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}'
)


def _statement(**changes: Any) -> str:
    statement = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", **changes}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class TestCreatePolicy:
    def test_what_is_told(self, org: Org) -> None:
        made = org.call("CreatePolicy", Name="no-s3", Description="none", Content=DENY_S3, Type=SCP)["Policy"]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        id_ = made["PolicySummary"]["Id"]
        assert id_.startswith("p-")
        assert made == {
            "PolicySummary": {
                "Id": id_,
                "Arn": f"arn:aws:organizations::{ACCOUNT}:policy/{organization}/service_control_policy/{id_}",
                "Name": "no-s3",
                "Description": "none",
                "Type": SCP,
                "AwsManaged": False,
            },
            "Content": DENY_S3,
        }
        assert org.call("DescribePolicy", PolicyId=id_)["Policy"] == made

    def test_a_name_is_given_once_to_a_type(self, org: Org) -> None:
        org.policy("one")
        error = org.error("CreatePolicy", Name="one", Description="", Content=DENY_S3, Type=SCP)
        assert (error.code, error.message) == (
            "DuplicatePolicyException",
            "A policy with the specified name and type already exists.",
        )
        assert org.code("CreatePolicy", Name="FullAWSAccess", Description="", Content=DENY_S3, Type=SCP) == error.code
        org.policy("one", OWNER, TAG)

    def test_sizes(self, org: Org) -> None:
        for kind, content, most in ((SCP, DENY_S3, 5_120), (TAG, OWNER, 10_000)):
            org.policy("just", content + " " * (most - len(content)), kind)
            params = {"Name": "over", "Description": "", "Type": kind}
            error = org.error("CreatePolicy", Content=content + " " * (most - len(content) + 1), **params)
            assert (error.code, error.members["Reason"], error.message) == (
                "ConstraintViolationException",
                "POLICY_CONTENT_LIMIT_EXCEEDED",
                "You have exceeded the maximum policy size.",
            )

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            (SCP, "{"),
            (SCP, "[]"),
            (SCP, _statement(Principal="*")),
            (SCP, _statement(Effect="Maybe")),
            (SCP, DENY_S3.replace("2012-10-17", "2008-10-17")),
            (RCP, DENY_ALLOW),
            (RCP, _statement()),
            (TAG, "{}"),
            (TAG, DENY_S3),
            (TAG, '{"tags":{"owner":{"tag_key":"Owner"}}}'),
            (TAG, '{"tags":{"owner":{"tag_kee":{"@@assign":"Owner"}}}}'),
            (TAG, '{"tags":{"owner":{"tag_value":{"@@append":"one"}}}}'),
            (TAG, '{"tags":{"owner":{"tag_value":{"@@set":["one"]}}}}'),
            (TAG, '{"tags":{"@@operators_allowed_for_child_policies":["@@some"]}}'),
            ("BACKUP_POLICY", '{"plans":{"daily":{"rulez":{}}}}'),
            ("AISERVICES_OPT_OUT_POLICY", '{"tags":{}}'),
            ("CHATBOT_POLICY", '{"chatbot":[]}'),
        ],
    )
    def test_documents_that_are_none(self, org: Org, kind: str, content: str) -> None:
        error = org.error("CreatePolicy", Name="x", Description="", Content=content, Type=kind)
        assert (error.code, error.message) == (
            "MalformedPolicyDocumentException",
            "The provided policy document does not meet the requirements of the specified policy type.",
        )

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            (SCP, _statement(Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}})),
            (RCP, RCP_DENY),
            ("BACKUP_POLICY", '{"plans":{"daily":{"regions":{"@@assign":["us-east-1"]},"rules":{}}}}'),
            ("AISERVICES_OPT_OUT_POLICY", '{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}'),
            ("CHATBOT_POLICY", '{"chatbot":{"platforms":{"slack":{"client":{"@@assign":"disabled"}}}}}'),
            ("DECLARATIVE_POLICY_EC2", '{"ec2_attributes":{"serial_console_access":{"status":{"@@assign":"off"}}}}'),
            ("SECURITYHUB_POLICY", '{"securityhub":{"enable_in_regions":{"@@assign":["ALL_SUPPORTED"]}}}'),
            ("S3_POLICY", '{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all"}}}'),
        ],
    )
    def test_documents_of_every_kind(self, org: Org, kind: str, content: str) -> None:
        assert org.policy("x", content, kind)

    def test_a_type_that_is_none(self, org: Org) -> None:
        with pytest.raises(ValidationFailed, match="You specified an invalid value"):
            org.call("CreatePolicy", Name="x", Description="", Content="{}", Type="HOUSE_RULES")


class TestUpdatePolicy:
    def test_one_thing_at_a_time(self, org: Org) -> None:
        policy = org.policy("one")
        told = org.call("UpdatePolicy", PolicyId=policy, Name="two")["Policy"]
        assert (told["PolicySummary"]["Name"], told["Content"]) == ("two", DENY_S3)
        content = _statement(Action="sqs:*")
        told = org.call("UpdatePolicy", PolicyId=policy, Content=content)["Policy"]
        assert (told["PolicySummary"]["Name"], told["Content"]) == ("two", content)
        assert org.call("DescribePolicy", PolicyId=policy)["Policy"] == told

    def test_what_is_wrong(self, org: Org) -> None:
        policy, _ = org.policy("one"), org.policy("two")
        assert org.code("UpdatePolicy", PolicyId=policy, Name="two") == "DuplicatePolicyException"
        assert org.code("UpdatePolicy", PolicyId=policy, Content="{") == "MalformedPolicyDocumentException"
        assert org.code("UpdatePolicy", PolicyId="p-12345678", Name="x") == "PolicyNotFoundException"
        for operation, params in (("UpdatePolicy", {"Name": "x"}), ("DeletePolicy", {})):
            assert org.reason(operation, PolicyId="p-FullAWSAccess", **params) == (
                "InvalidInputException",
                "IMMUTABLE_POLICY",
            )


class TestDeletePolicy:
    def test_not_while_it_is_attached(self, org: Org) -> None:
        org.enable()
        policy = org.policy("one")
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        assert org.code("DeletePolicy", PolicyId=policy) == "PolicyInUseException"
        org.call("DetachPolicy", PolicyId=policy, TargetId=org.root)
        org.call("DeletePolicy", PolicyId=policy)
        for operation in ("DeletePolicy", "DescribePolicy", "ListTargetsForPolicy"):
            assert org.code(operation, PolicyId=policy) == "PolicyNotFoundException"


class TestListPolicies:
    def test_that_of_aws_is_there(self, org: Org) -> None:
        """Source: API Reference, ListPolicies, example."""
        (full,) = org.call("ListPolicies", Filter=SCP)["Policies"]
        assert full == {
            "Id": "p-FullAWSAccess",
            "Arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
            "Name": "FullAWSAccess",
            "Description": "Allows access to every operation",
            "Type": SCP,
            "AwsManaged": True,
        }
        (full,) = org.call("ListPolicies", Filter=RCP)["Policies"]
        assert full["Arn"] == "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"
        assert org.call("ListPolicies", Filter=TAG) == {"Policies": []}

    def test_pages(self, org: Org) -> None:
        for name in "abc":
            org.policy(name)
        pages = org.pages("ListPolicies", "Policies", Filter=SCP, MaxResults=2)
        assert [[one["Name"] for one in page] for page in pages] == [["a", "b"], ["c", "FullAWSAccess"]]


class TestPolicyTypes:
    def test_enabling_attaches_what_everything_begins_with(self, org: Org) -> None:
        unit, member = org.unit("sales"), org.account()
        told = org.call("EnablePolicyType", RootId=org.root, PolicyType=SCP)["Root"]
        assert told["PolicyTypes"] == [{"Type": SCP, "Status": "ENABLED"}]
        org.enable(RCP)
        for target in (org.root, unit, member, ACCOUNT, org.unit("new"), org.account("new")):
            for kind, id_ in ((SCP, "p-FullAWSAccess"), (RCP, "p-RCPFullAWSAccess")):
                (policy,) = org.call("ListPoliciesForTarget", TargetId=target, Filter=kind)["Policies"]
                assert policy["Id"] == id_

    def test_disabling_loses_all_attachments(self, org: Org) -> None:
        """Source: Organizations User Guide, Disabling a policy type."""
        org.enable()
        policy = org.policy("no-s3")
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        told = org.call("DisablePolicyType", RootId=org.root, PolicyType=SCP)["Root"]
        assert told["PolicyTypes"] == []
        assert org.call("ListTargetsForPolicy", PolicyId=policy) == {"Targets": []}
        org.enable()
        (left,) = org.call("ListPoliciesForTarget", TargetId=org.root, Filter=SCP)["Policies"]
        assert left["Id"] == "p-FullAWSAccess"

    def test_what_is_wrong(self, org: Org) -> None:
        root = org.root
        assert org.code("EnablePolicyType", RootId="r-none", PolicyType=SCP) == "RootNotFoundException"
        assert org.code("DisablePolicyType", RootId="r-none", PolicyType=SCP) == "RootNotFoundException"
        assert org.code("DisablePolicyType", RootId=root, PolicyType=SCP) == "PolicyTypeNotEnabledException"
        org.enable()
        assert org.code("EnablePolicyType", RootId=root, PolicyType=SCP) == "PolicyTypeAlreadyEnabledException"

    def test_a_type_that_needs_its_service(self, org: Org) -> None:
        hub = "SECURITYHUB_POLICY"
        assert org.reason("EnablePolicyType", RootId=org.root, PolicyType=hub)[1] == "SERVICE_ACCESS_NOT_ENABLED"
        service = {"ServicePrincipal": "securityhub.amazonaws.com"}
        org.call("EnableAWSServiceAccess", **service)
        org.enable(hub)
        assert org.reason("DisableAWSServiceAccess", **service)[1] == "POLICY_TYPE_ENABLED_FOR_THIS_SERVICE"
        org.call("DisablePolicyType", RootId=org.root, PolicyType=hub)
        org.call("DisableAWSServiceAccess", **service)


class TestAttaching:
    def test_to_and_fro(self, org: Org) -> None:
        org.enable()
        unit, member, policy = org.unit("sales"), org.account(), org.policy("no-s3")
        for target in (org.root, unit, member):
            org.call("AttachPolicy", PolicyId=policy, TargetId=target)
        targets = org.call("ListTargetsForPolicy", PolicyId=policy)["Targets"]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        prefix = f"arn:aws:organizations::{ACCOUNT}:"
        assert sorted(targets, key=lambda target: target["Type"]) == [
            {
                "TargetId": member,
                "Arn": f"{prefix}account/{organization}/{member}",
                "Name": "member",
                "Type": "ACCOUNT",
            },
            {
                "TargetId": unit,
                "Arn": f"{prefix}ou/{organization}/{unit}",
                "Name": "sales",
                "Type": "ORGANIZATIONAL_UNIT",
            },
            {"TargetId": org.root, "Arn": f"{prefix}root/{organization}/{org.root}", "Name": "Root", "Type": "ROOT"},
        ]
        pages = org.pages("ListTargetsForPolicy", "Targets", PolicyId=policy, MaxResults=2)
        assert [len(page) for page in pages] == [2, 1]
        org.call("DetachPolicy", PolicyId=policy, TargetId=unit)
        assert len(org.call("ListTargetsForPolicy", PolicyId=policy)["Targets"]) == 2

    def test_what_is_wrong(self, org: Org) -> None:
        policy, root = org.policy("no-s3"), org.root
        error = org.error("AttachPolicy", PolicyId=policy, TargetId=root)
        assert (error.code, error.message) == (
            "PolicyTypeNotEnabledException",
            "This operation can be performed only for enabled policy types.",
        )
        org.enable()
        org.call("AttachPolicy", PolicyId=policy, TargetId=root)
        assert org.code("AttachPolicy", PolicyId=policy, TargetId=root) == "DuplicatePolicyAttachmentException"
        for operation in ("AttachPolicy", "DetachPolicy"):
            assert org.code(operation, PolicyId=policy, TargetId=OTHER) == "TargetNotFoundException"
            assert org.code(operation, PolicyId="p-12345678", TargetId=root) == "PolicyNotFoundException"
        assert org.code("DetachPolicy", PolicyId=org.policy("two"), TargetId=root) == "PolicyNotAttachedException"
        assert org.code("ListPoliciesForTarget", TargetId=OTHER, Filter=SCP) == "TargetNotFoundException"

    def test_five_at_most_one_at_least(self, org: Org) -> None:
        org.enable()
        policies = [org.policy(f"p{number}") for number in range(5)]
        for policy in policies[:4]:
            org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        error = org.error("AttachPolicy", PolicyId=policies[4], TargetId=org.root)
        assert (error.members["Reason"], error.message) == (
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You have attached the maximum number of policies to the specified target.",
        )
        pages = org.pages("ListPoliciesForTarget", "Policies", TargetId=org.root, Filter=SCP, MaxResults=3)
        assert [[one["Id"] for one in page] for page in pages] == [["p-FullAWSAccess", *policies[:2]], policies[2:4]]
        for policy in ["p-FullAWSAccess", *policies[:3]]:
            org.call("DetachPolicy", PolicyId=policy, TargetId=org.root)
        error = org.error("DetachPolicy", PolicyId=policies[3], TargetId=org.root)
        assert (error.code, error.members["Reason"], error.message) == (
            "ConstraintViolationException",
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You cannot remove the last policy attached to the specified target. You must have at least one attached "
            "at all times.",
        )

    def test_the_full_access_of_resource_control_policies_stays(self, org: Org) -> None:
        org.enable(RCP)
        org.call("AttachPolicy", PolicyId=org.policy("r", RCP_DENY, RCP), TargetId=org.root)
        assert org.reason("DetachPolicy", PolicyId="p-RCPFullAWSAccess", TargetId=org.root) == (
            "InvalidInputException",
            "NON_DETACHABLE_POLICY",
        )
