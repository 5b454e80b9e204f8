"""Service-linked roles. Source: IAM API Reference, CreateServiceLinkedRole; User Guide, Service-linked roles."""

import json
from typing import Any
from urllib.parse import unquote

import pytest

from fogbank.services.iam import managed, service_roles
from tests.cloud import ACCOUNT
from tests.services.iam.client import Client

SPOT = {"AWSServiceName": "spot.amazonaws.com"}
NAME = "AWSServiceRoleForEC2Spot"


def delete(iam: Client, name: str = NAME) -> str:
    return str(iam.call("DeleteServiceLinkedRole", RoleName=name)["DeletionTaskId"])


def status(iam: Client, task: str) -> str:
    return str(iam.call("GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task)["Status"])


class TestShape:
    def test_a_role_of_the_service(self, iam: Client) -> None:
        role = iam.call("CreateServiceLinkedRole", **SPOT, Description="for spot")["Role"]
        assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/spot.amazonaws.com/{NAME}"
        assert (role["Path"], role["RoleName"]) == ("/aws-service-role/spot.amazonaws.com/", NAME)
        assert (role["Description"], role["RoleId"][:4]) == ("for spot", "AROA")
        assert json.loads(unquote(role["AssumeRolePolicyDocument"]))["Statement"] == [
            {"Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": {"Service": ["spot.amazonaws.com"]}}
        ]
        [policy] = iam.call("ListAttachedRolePolicies", RoleName=NAME)["AttachedPolicies"]
        assert policy["PolicyArn"] == "arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy"

    def test_the_table_names_policies_that_are_there(self) -> None:
        known = {policy.arn for policy in managed.every()}
        rows = service_roles.SERVICES.values()
        assert [row for row in rows if service_roles.policy_of(row, "aws") not in known] == []
        assert len({row.name for row in rows}) == len(rows)


class TestRules:
    def test_twice(self, iam: Client) -> None:
        iam.call("CreateServiceLinkedRole", **SPOT)
        assert iam.refused("CreateServiceLinkedRole", **SPOT) == (
            "InvalidInput",
            f"Service role name {NAME} has been taken in this account, please try a different suffix.",
        )

    def test_a_suffix_where_the_service_allows_one(self, iam: Client) -> None:
        scaling = {"AWSServiceName": "autoscaling.amazonaws.com"}
        made = [iam.call("CreateServiceLinkedRole", **scaling)["Role"]["RoleName"]]
        made.append(iam.call("CreateServiceLinkedRole", **scaling, CustomSuffix="web")["Role"]["RoleName"])
        assert made == ["AWSServiceRoleForAutoScaling", "AWSServiceRoleForAutoScaling_web"]
        assert iam.refused("CreateServiceLinkedRole", **SPOT, CustomSuffix="web") == (
            "InvalidInput",
            "Custom suffix is not allowed for spot.amazonaws.com",
        )

    def test_a_service_without_one(self, iam: Client) -> None:
        assert iam.refused("CreateServiceLinkedRole", AWSServiceName="sqs.amazonaws.com")[0] == "InvalidInput"

    @pytest.mark.parametrize(
        ("operation", "more"),
        [
            ("DeleteRole", {}),
            ("UpdateAssumeRolePolicy", {"PolicyDocument": service_roles.trust_of("ec2.amazonaws.com")}),
            ("AttachRolePolicy", {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
        ],
    )
    def test_only_the_service_changes_it(self, iam: Client, operation: str, more: dict[str, Any]) -> None:
        iam.call("CreateServiceLinkedRole", **SPOT)
        assert iam.refused(operation, RoleName=NAME, **more)[0] == "UnmodifiableEntity"

    def test_other_roles_are_not_deleted_so(self, iam: Client) -> None:
        iam.call("CreateRole", RoleName="app", AssumeRolePolicyDocument=service_roles.trust_of("ec2.amazonaws.com"))
        for name in ("app", "nobody"):
            assert iam.refused("DeleteServiceLinkedRole", RoleName=name)[0] == "NoSuchEntity"
        assert iam.refused("GetServiceLinkedRoleDeletionStatus", DeletionTaskId="task/none")[0] == "NoSuchEntity"


class TestDeletion:
    def test_by_a_task(self, iam: Client) -> None:
        iam.call("CreateServiceLinkedRole", **SPOT)
        task = delete(iam)
        assert task.startswith(f"task/aws-service-role/spot.amazonaws.com/{NAME}/")
        iam.cloud.advance(1)
        assert status(iam, task) == "SUCCEEDED"
        assert iam.refused("GetRole", RoleName=NAME)[0] == "NoSuchEntity"
        attached = iam.call(
            "ListEntitiesForPolicy", PolicyArn="arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy"
        )
        assert attached["PolicyRoles"] == []
        iam.call("CreateServiceLinkedRole", **SPOT)
        assert delete(iam) != task

    def test_who_may(self, iam: Client) -> None:
        """Source: User Guide, Service-linked role permissions: iam:AWSServiceName."""
        jo = iam.user("jo")
        statement = {
            "Effect": "Allow",
            "Action": "iam:CreateServiceLinkedRole",
            "Resource": "arn:aws:iam::*:role/aws-service-role/*",
            "Condition": {"StringLike": {"iam:AWSServiceName": "spot*.amazonaws.com"}},
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.call("PutUserPolicy", UserName="jo", PolicyName="p", PolicyDocument=document)
        iam.call("CreateServiceLinkedRole", as_=jo, **SPOT)
        refused = iam.refused("CreateServiceLinkedRole", as_=jo, AWSServiceName="ecs.amazonaws.com")
        assert refused[0] == "AccessDenied"
