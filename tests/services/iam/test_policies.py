"""Managed policies and their versions. Source: IAM API Reference, CreatePolicy, CreatePolicyVersion and the like."""

from typing import Any
from urllib.parse import unquote

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow, allow_of_size, policy

AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/p"


def make(iam: Client, name: str = "p", **more: Any) -> Any:
    return iam.call("CreatePolicy", PolicyName=name, PolicyDocument=allow("s3:GetObject"), **more)["Policy"]


class TestShape:
    def test_a_policy(self, iam: Client) -> None:
        """IAM-001."""
        tags = [{"Key": "team", "Value": "a"}]
        made = make(iam, "P", Path="/x/", Description="reads", Tags=tags)
        assert made["PolicyId"].startswith("ANPA") and len(made["PolicyId"]) == 21
        assert made == {
            "PolicyName": "P",
            "PolicyId": made["PolicyId"],
            "Arn": f"arn:aws:iam::{ACCOUNT}:policy/x/P",
            "Path": "/x/",
            "DefaultVersionId": "v1",
            "AttachmentCount": 0,
            "PermissionsBoundaryUsageCount": 0,
            "IsAttachable": True,
            "Description": "reads",
            "CreateDate": iam.cloud.now(),
            "UpdateDate": iam.cloud.now(),
            "Tags": tags,
        }
        assert iam.call("GetPolicy", PolicyArn=made["Arn"])["Policy"] == made
        [listed] = iam.call("ListPolicies", Scope="Local")["Policies"]
        assert set(made) - set(listed) == {"Description", "Tags"}

    def test_how_often_it_is_used(self, iam: Client) -> None:
        arn = make(iam)["Arn"]
        for name in ("a", "b"):
            iam.user(name)
            iam.call("AttachUserPolicy", UserName=name, PolicyArn=arn)
        iam.call("PutUserPermissionsBoundary", UserName="a", PermissionsBoundary=arn)
        seen = iam.call("GetPolicy", PolicyArn=arn)["Policy"]
        assert (seen["AttachmentCount"], seen["PermissionsBoundaryUsageCount"]) == (2, 1)


class TestRules:
    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ("{not json", "Syntax errors in policy."),
            (policy({"Effect": "Maybe", "Action": "*", "Resource": "*"}), "Syntax errors in policy."),
            (policy({"Effect": "Allow", "Resource": "*"}), "Policy statement must contain actions."),
            (
                '{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
                "Policy document must be version 2012-10-17 or greater.",
            ),
        ],
    )
    def test_malformed(self, iam: Client, document: str, message: str) -> None:
        """IAM-003."""
        expected = ("MalformedPolicyDocument", message)
        assert iam.refused("CreatePolicy", PolicyName="p", PolicyDocument=document) == expected
        make(iam)
        assert iam.refused("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=document) == expected

    def test_name_is_taken(self, iam: Client) -> None:
        make(iam, "p")
        assert iam.refused("CreatePolicy", PolicyName="P", Path="/x/", PolicyDocument=allow("s3:*")) == (
            "EntityAlreadyExists",
            "A policy called P already exists. Duplicate names are not allowed.",
        )

    def test_size(self, iam: Client) -> None:
        """Source: observed, "Cannot exceed quota for PolicySize: 6144"; white space does not count."""
        iam.call("CreatePolicy", PolicyName="p", PolicyDocument=allow_of_size(6144))
        expected = ("LimitExceeded", "Cannot exceed quota for PolicySize: 6144")
        assert iam.refused("CreatePolicy", PolicyName="q", PolicyDocument=allow_of_size(6145)) == expected
        assert iam.refused("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow_of_size(6145)) == expected

    @pytest.mark.parametrize(
        ("operation", "params"),
        [
            ("GetPolicy", {}),
            ("DeletePolicy", {}),
            ("CreatePolicyVersion", {"PolicyDocument": allow("s3:*")}),
            ("GetPolicyVersion", {"VersionId": "v1"}),
            ("ListPolicyVersions", {}),
            ("SetDefaultPolicyVersion", {"VersionId": "v1"}),
            ("DeletePolicyVersion", {"VersionId": "v1"}),
            ("ListEntitiesForPolicy", {}),
        ],
    )
    def test_what_is_not_there(self, iam: Client, operation: str, params: dict[str, str]) -> None:
        assert iam.refused(operation, PolicyArn=OWN, **params) == ("NoSuchEntity", f"Policy {OWN} was not found.")
        role = f"arn:aws:iam::{ACCOUNT}:role/p"
        assert iam.refused(operation, PolicyArn=role, **params) == ("InvalidInput", f"ARN {role} is not valid.")

    def test_no_such_version(self, iam: Client) -> None:
        make(iam)
        for operation in ("GetPolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"):
            assert iam.refused(operation, PolicyArn=OWN, VersionId="v2") == (
                "NoSuchEntity",
                f"Policy {OWN} version v2 does not exist or is not attachable.",
            )


class TestVersions:
    def test_five_of_them(self, iam: Client) -> None:
        """IAM-032."""
        make(iam)
        iam.cloud.advance(60)
        for number in range(2, 6):
            version = iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*"))["PolicyVersion"]
            assert version == {
                "VersionId": f"v{number}",
                "IsDefaultVersion": False,
                "CreateDate": iam.cloud.now(),
            }
        assert iam.refused("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*")) == (
            "LimitExceeded",
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing "
            "version.",
        )
        versions = iam.call("ListPolicyVersions", PolicyArn=OWN)["Versions"]
        assert [version["VersionId"] for version in versions] == ["v5", "v4", "v3", "v2", "v1"]
        assert [version["IsDefaultVersion"] for version in versions] == [False, False, False, False, True]
        assert iam.call("GetPolicy", PolicyArn=OWN)["Policy"]["UpdateDate"] == iam.cloud.now()

    def test_a_number_is_not_used_again(self, iam: Client) -> None:
        make(iam)
        iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*"))
        iam.call("DeletePolicyVersion", PolicyArn=OWN, VersionId="v2")
        made = iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*"))["PolicyVersion"]
        assert made["VersionId"] == "v3"

    def test_documents(self, iam: Client) -> None:
        make(iam)
        iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("sqs:*"), SetAsDefault=True)
        first = iam.call("GetPolicyVersion", PolicyArn=OWN, VersionId="v1")["PolicyVersion"]
        second = iam.call("GetPolicyVersion", PolicyArn=OWN, VersionId="v2")["PolicyVersion"]
        assert unquote(first["Document"]) == allow("s3:GetObject") and not first["IsDefaultVersion"]
        assert unquote(second["Document"]) == allow("sqs:*") and second["IsDefaultVersion"]

    def test_the_default_decides(self, iam: Client) -> None:
        """IAM-032: switching the default changes what is allowed."""
        bob = iam.user("bob")
        make(iam)
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=OWN)
        iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("iam:ListUsers"))
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"
        iam.call("SetDefaultPolicyVersion", PolicyArn=OWN, VersionId="v2")
        iam.call("ListUsers", as_=bob)
        assert iam.call("GetPolicy", PolicyArn=OWN)["Policy"]["DefaultVersionId"] == "v2"
        iam.call("SetDefaultPolicyVersion", PolicyArn=OWN, VersionId="v1")
        assert iam.refused("ListUsers", as_=bob)[0] == "AccessDenied"

    def test_the_default_stays(self, iam: Client) -> None:
        make(iam)
        assert iam.refused("DeletePolicyVersion", PolicyArn=OWN, VersionId="v1") == (
            "DeleteConflict",
            "Cannot delete the default version of a policy.",
        )

    def test_pages(self, iam: Client) -> None:
        make(iam)
        for _ in range(2):
            iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*"))
        first = iam.call("ListPolicyVersions", PolicyArn=OWN, MaxItems=2)
        second = iam.call("ListPolicyVersions", PolicyArn=OWN, MaxItems=2, Marker=first["Marker"])
        ids = [version["VersionId"] for version in first["Versions"] + second["Versions"]]
        assert ids == ["v3", "v2", "v1"] and second["IsTruncated"] is False


class TestDelete:
    def test_versions_go_first(self, iam: Client) -> None:
        make(iam)
        iam.call("CreatePolicyVersion", PolicyArn=OWN, PolicyDocument=allow("s3:*"))
        assert iam.refused("DeletePolicy", PolicyArn=OWN) == (
            "DeleteConflict",
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy.",
        )
        iam.call("DeletePolicyVersion", PolicyArn=OWN, VersionId="v2")
        iam.call("DeletePolicy", PolicyArn=OWN)
        assert iam.refused("GetPolicy", PolicyArn=OWN)[0] == "NoSuchEntity"

    @pytest.mark.parametrize(
        ("operation", "params", "undo"),
        [
            ("AttachUserPolicy", {"PolicyArn": OWN}, "DetachUserPolicy"),
            ("PutUserPermissionsBoundary", {"PermissionsBoundary": OWN}, "DeleteUserPermissionsBoundary"),
        ],
    )
    def test_whoever_has_it_goes_first(self, iam: Client, operation: str, params: dict[str, str], undo: str) -> None:
        make(iam)
        iam.user("bob")
        iam.call(operation, UserName="bob", **params)
        assert iam.refused("DeletePolicy", PolicyArn=OWN) == (
            "DeleteConflict",
            "Cannot delete a policy attached to entities.",
        )
        iam.call(undo, UserName="bob", **(params if "PolicyArn" in params else {}))
        iam.call("DeletePolicy", PolicyArn=OWN)


class TestOfAws:
    def test_they_are_there_in_advance(self, iam: Client) -> None:
        """IAM-006."""
        seen = iam.call("GetPolicy", PolicyArn=AWS)["Policy"]
        assert (seen["PolicyName"], seen["Path"], seen["AttachmentCount"]) == ("ReadOnlyAccess", "/", 0)
        version = seen["DefaultVersionId"]
        told = iam.call("GetPolicyVersion", PolicyArn=AWS, VersionId=version)["PolicyVersion"]
        assert told["IsDefaultVersion"] and "ec2:Describe*" in unquote(told["Document"])
        [only] = iam.call("ListPolicyVersions", PolicyArn=AWS)["Versions"]
        assert only["VersionId"] == version

    @pytest.mark.parametrize(
        ("operation", "params"),
        [
            ("CreatePolicyVersion", {"PolicyDocument": allow("s3:*")}),
            ("DeletePolicyVersion", {"VersionId": "v1"}),
            ("SetDefaultPolicyVersion", {"VersionId": "v1"}),
            ("DeletePolicy", {}),
            ("TagPolicy", {"Tags": [{"Key": "a", "Value": "b"}]}),
            ("UntagPolicy", {"TagKeys": ["a"]}),
        ],
    )
    def test_nobody_edits_them(self, iam: Client, operation: str, params: dict[str, Any]) -> None:
        """IAM-006."""
        assert iam.refused(operation, PolicyArn=AWS, **params)[0] == "AccessDenied"

    def test_attached_and_listed(self, iam: Client) -> None:
        """IAM-006."""
        iam.user("bob")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=AWS)
        [listed] = iam.call("ListPolicies", Scope="AWS", OnlyAttached=True)["Policies"]
        assert (listed["Arn"], listed["AttachmentCount"]) == (AWS, 1)
        assert iam.call("ListPolicies", Scope="Local")["Policies"] == []


class TestList:
    def test_own_ones_then_those_of_aws(self, iam: Client) -> None:
        for name in ("b", "A", "c"):
            make(iam, name)
        names: list[str] = []
        marker: dict[str, str] = {}
        for _ in range(3):
            page = iam.call("ListPolicies", MaxItems=2, **marker)
            names += [each["PolicyName"] for each in page["Policies"]]
            marker = {"Marker": page["Marker"]}
        everything = iam.call("ListPolicies", Scope="AWS", MaxItems=3)["Policies"]
        assert names == ["A", "b", "c", *(each["PolicyName"] for each in everything)]

    def test_every_page_of_aws_ones(self, iam: Client) -> None:
        arns: list[str] = []
        marker: dict[str, str] = {}
        while True:
            page = iam.call("ListPolicies", Scope="AWS", MaxItems=500, **marker)
            arns += [each["Arn"] for each in page["Policies"]]
            if not page["IsTruncated"]:
                break
            marker = {"Marker": page["Marker"]}
        assert len(arns) == len(set(arns)) > 1000
        assert {AWS, "arn:aws:iam::aws:policy/AdministratorAccess"} <= set(arns)

    def test_by_path_and_usage(self, iam: Client) -> None:
        edge = make(iam, "edge", Path="/x/")["Arn"]
        used = make(iam, "used")["Arn"]
        make(iam, "idle")
        iam.user("bob")
        iam.call("AttachUserPolicy", UserName="bob", PolicyArn=used)
        iam.call("PutUserPermissionsBoundary", UserName="bob", PermissionsBoundary=edge)

        def names(**params: Any) -> list[str]:
            return [each["PolicyName"] for each in iam.call("ListPolicies", Scope="Local", **params)["Policies"]]

        assert names(PathPrefix="/x/") == ["edge"]
        assert names(OnlyAttached=True) == ["edge", "used"]
        assert names(PolicyUsageFilter="PermissionsPolicy") == ["used"]
        assert names(PolicyUsageFilter="PermissionsBoundary") == ["edge"]
