"""AssumeRoot. Source: STS API Reference; IAM User Guide, Centrally manage root access for member accounts."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from fogbank.kernel.identity.principal import Principal
from tests.services.sts.world import HOME, OTHER, World, denied

TASK = "arn:aws:iam::aws:policy/root-task/"
UNLOCK, AUDIT = f"{TASK}SQSUnlockQueuePolicy", f"{TASK}IAMAuditRootUserCredentials"


class Organization:
    """HOME manages an organization with one member."""

    def __init__(self, world: World, *features: str) -> None:
        self.world = world
        call = world.cloud.call
        call("organizations", "CreateOrganization", {}, account=HOME)
        params = {"AccountName": "member", "Email": "member@example.org"}
        made = call("organizations", "CreateAccount", params, account=HOME)["CreateAccountStatus"]
        world.cloud.advance(600)
        asked = {"CreateAccountRequestId": made["Id"]}
        status = call("organizations", "DescribeCreateAccountStatus", asked, account=HOME)
        self.member: str = status["CreateAccountStatus"]["AccountId"]
        service = {"ServicePrincipal": "iam.amazonaws.com"}
        call("organizations", "EnableAWSServiceAccess", service, account=HOME)
        for feature in features:
            call("iam", f"EnableOrganizations{feature}", {}, account=HOME)

    def admin(self, account: str = HOME) -> Principal:
        return self.world.user("Admin", {"Action": "sts:AssumeRoot", "Resource": "*"}, account=account)

    def asked(self, task: str = UNLOCK) -> dict[str, Any]:
        return {"TargetPrincipal": self.member, "TaskPolicyArn": {"arn": task}}


class TestShape:
    @pytest.mark.parametrize(
        "params",
        [
            {"DurationSeconds": 901},
            {"TargetPrincipal": "member"},
            {"TargetPrincipal": f"arn:aws:iam::{OTHER}:user/Bob"},
        ],
    )
    def test_constraints(self, world: World, params: dict[str, Any]) -> None:
        asked = {"TargetPrincipal": OTHER, "TaskPolicyArn": {"arn": UNLOCK}, **params}
        assert isinstance(world.error("AssumeRoot", **asked), ValidationFailed)

    @pytest.mark.parametrize("task", ["arn:aws:iam::aws:policy/AdministratorAccess", f"{TASK}Everything"])
    def test_only_task_policies(self, world: World, task: str) -> None:
        refused = world.refused("AssumeRoot", TargetPrincipal=OTHER, TaskPolicyArn={"arn": task})
        assert refused == ("ValidationError", f"{task} is not the ARN of a task policy")


class TestRules:
    def test_it_needs_permission(self, world: World) -> None:
        organization = Organization(world, "RootSessions")
        refused = world.refused("AssumeRoot", world.user("Alice"), **organization.asked())
        assert refused[0] == "AccessDenied"
        assert f"sts:AssumeRoot on resource: arn:aws:iam::{organization.member}:root" in refused[1]

    def test_not_by_a_root_user(self, world: World) -> None:
        organization = Organization(world, "RootSessions")
        key = world.cloud.call("iam", "CreateAccessKey", {}, account=HOME)["AccessKey"]
        assert denied(world.client("sts", key), "assume_root", **organization.asked())[:2] == (403, "AccessDenied")

    @pytest.mark.parametrize(
        ("features", "task", "enters"),
        [
            (["RootSessions"], UNLOCK, True),
            (["RootSessions"], AUDIT, False),
            (["RootCredentialsManagement"], AUDIT, True),
            (["RootCredentialsManagement"], UNLOCK, False),
            ([], UNLOCK, False),
        ],
    )
    def test_the_feature_must_be_on(self, world: World, features: list[str], task: str, enters: bool) -> None:
        organization = Organization(world, *features)
        admin = organization.admin()
        if enters:
            answer = world.call("AssumeRoot", admin, **organization.asked(task))
            assert answer["Credentials"]["Expiration"] == float(int(world.cloud.now())) + 900
        else:
            assert world.refused("AssumeRoot", admin, **organization.asked(task))[0] == "AccessDenied"

    @pytest.mark.parametrize("target", [HOME, OTHER])
    def test_only_members(self, world: World, target: str) -> None:
        organization = Organization(world, "RootSessions")
        asked = {**organization.asked(), "TargetPrincipal": target}
        assert world.refused("AssumeRoot", organization.admin(), **asked)[0] == "AccessDenied"

    def test_without_an_organization(self, world: World) -> None:
        admin = world.user("Admin", {"Action": "sts:AssumeRoot", "Resource": "*"})
        asked = {"TargetPrincipal": OTHER, "TaskPolicyArn": {"arn": UNLOCK}}
        assert world.refused("AssumeRoot", admin, **asked)[0] == "AccessDenied"


class TestBehaviour:
    def test_it_does_its_task_and_nothing_else(self, world: World) -> None:
        """A queue whose policy shuts everybody out is opened again."""
        organization = Organization(world, "RootSessions")
        asked = {**organization.asked(), "TargetPrincipal": f"arn:aws:iam::{organization.member}:root"}
        begun = world.call("AssumeRoot", organization.admin(), **asked)["Credentials"]
        who = world.client("sts", begun)
        assert denied(who, "get_session_token")[1] == "AccessDenied"
        world.cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"}, account=organization.member)
        sqs = world.client("sqs", begun)
        url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
        statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": statement})
        assert sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        assert denied(sqs, "receive_message", QueueUrl=url)[1] == "AccessDenied"
        assert denied(world.client("s3", begun), "list_buckets")[1] == "AccessDenied"
        world.cloud.advance(900)
        assert denied(sqs, "list_queues")[1] == "ExpiredToken"
