"""SimulatePrincipalPolicy. Source: IAM API Reference, SimulatePrincipalPolicy; IAM User Guide, policy simulator."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.kernel.identity.principal import Principal
from fogbank.services.iam._shapes import InvalidInputException, NoSuchEntityException
from tests.cloud import ACCOUNT, Driver

HOME = f"arn:aws:iam::{ACCOUNT}"
READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:jobs"
TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
}


def policy(effect: str, action: str | list[str], resource: str = "*", **more: Any) -> str:
    """A policy of one statement."""
    statement = {"Effect": effect, "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Simulator:
    """A user called jo, and simulations of its calls."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.arn: str = self.call("CreateUser", UserName="jo")["User"]["Arn"]

    def call(self, operation: str, **params: Any) -> Any:
        """A call of IAM."""
        return self.cloud.call("iam", operation, params)

    def holds(self, document: str, name: str = "own") -> None:
        """Give the user an inline policy."""
        self.call("PutUserPolicy", UserName="jo", PolicyName=name, PolicyDocument=document)

    def results(self, *actions: str, source: str = "", **params: Any) -> list[dict[str, Any]]:
        """The results of a simulation."""
        asked = {"PolicySourceArn": source or self.arn, "ActionNames": list(actions), **params}
        found: list[dict[str, Any]] = self.call("SimulatePrincipalPolicy", **asked)["EvaluationResults"]
        return found

    def decision(self, action: str, **params: Any) -> str:
        """The decision about one action."""
        (result,) = self.results(action, **params)
        return str(result["EvalDecision"])

    def sources(self, action: str, **params: Any) -> list[str]:
        """The policies of the statements that decided."""
        (result,) = self.results(action, **params)
        return [each["SourcePolicyId"] for each in result["MatchedStatements"]]


@pytest.fixture
def simulator(cloud: Driver) -> Simulator:
    return Simulator(cloud)


class TestShape:
    def test_a_managed_policy_and_where_its_statement_stands(self, simulator: Simulator) -> None:
        """The positions that AWS tells for the text of AdministratorAccess as it is kept there."""
        text = (
            '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n'
            '      "Action": "*",\n      "Resource": "*"\n    }\n  ]\n}'
        )
        made = simulator.call("CreatePolicy", PolicyName="everything", PolicyDocument=text)["Policy"]["Arn"]
        simulator.call("AttachUserPolicy", UserName="jo", PolicyArn=made)
        (result,) = simulator.results("iam:CreateUser")
        assert result["MatchedStatements"] == [
            {
                "SourcePolicyId": "everything",
                "SourcePolicyType": "IAM Policy",
                "StartPosition": {"Line": 3, "Column": 17},
                "EndPosition": {"Line": 8, "Column": 6},
            }
        ]

    def test_actions_come_in_pages(self, simulator: Simulator) -> None:
        asked = {"PolicySourceArn": simulator.arn, "ActionNames": ["s3:GetObject", "s3:PutObject"], "MaxItems": 1}
        first = simulator.call("SimulatePrincipalPolicy", **asked)
        second = simulator.call("SimulatePrincipalPolicy", **asked, Marker=first["Marker"])
        names = [each["EvalActionName"] for each in (*first["EvaluationResults"], *second["EvaluationResults"])]
        assert names == ["s3:GetObject", "s3:PutObject"]
        assert not second["IsTruncated"]


class TestRules:
    def test_who_is_not_there(self, simulator: Simulator) -> None:
        with pytest.raises(NoSuchEntityException, match="nobody"):
            simulator.results("s3:GetObject", source=f"{HOME}:user/nobody")

    @pytest.mark.parametrize("source", [f"{HOME}:root", f"{HOME}:policy/p", "arn:aws:s3:::shelf-of-books"])
    def test_what_holds_no_policies(self, simulator: Simulator, source: str) -> None:
        with pytest.raises(InvalidInputException, match="does not clearly define entity type and name"):
            simulator.results("s3:GetObject", source=source)

    def test_a_group_calls_nobody(self, simulator: Simulator) -> None:
        simulator.call("CreateGroup", GroupName="team")
        shared = policy("Allow", "sqs:*", Principal={"AWS": ACCOUNT})
        with pytest.raises(InvalidInputException, match="CallerArn is required"):
            simulator.results("sqs:SendMessage", source=f"{HOME}:group/team", ResourcePolicy=shared)


class TestBehaviour:
    def test_user_and_groups_together(self, simulator: Simulator) -> None:
        simulator.call("CreateGroup", GroupName="team")
        simulator.call("AddUserToGroup", GroupName="team", UserName="jo")
        document = policy("Allow", "sqs:*")
        simulator.call("PutGroupPolicy", GroupName="team", PolicyName="queues", PolicyDocument=document)
        simulator.call("AttachUserPolicy", UserName="jo", PolicyArn=READ_ONLY)
        simulator.holds(policy("Allow", "sns:*"), "topics")
        assert simulator.sources("sqs:SendMessage") == ["group_team_queues"]
        assert simulator.sources("s3:GetObject") == ["AmazonS3ReadOnlyAccess"]
        assert simulator.sources("sns:Publish") == ["user_jo_topics"]
        assert simulator.decision("s3:PutObject") == "implicitDeny"
        assert simulator.decision("sqs:SendMessage", source=f"{HOME}:group/team") == "allowed"
        assert simulator.decision("sns:Publish", source=f"{HOME}:group/team") == "implicitDeny"

    def test_roles(self, simulator: Simulator) -> None:
        role = simulator.call("CreateRole", RoleName="app", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        simulator.call("PutRolePolicy", RoleName="app", PolicyName="in", PolicyDocument=policy("Allow", "sqs:*"))
        assert simulator.sources("sqs:SendMessage", source=role) == ["role_app_in"]

    def test_policies_that_are_given_count_as_well(self, simulator: Simulator) -> None:
        simulator.holds(policy("Allow", "sqs:*"))
        given = {"PolicyInputList": [policy("Deny", "sqs:DeleteQueue")]}
        assert simulator.decision("sqs:SendMessage", **given) == "allowed"
        assert simulator.decision("sqs:DeleteQueue", **given) == "explicitDeny"

    def test_its_boundary_or_another(self, simulator: Simulator) -> None:
        simulator.holds(policy("Allow", "*"))
        simulator.call("PutUserPermissionsBoundary", UserName="jo", PermissionsBoundary=READ_ONLY)
        (result,) = simulator.results("sqs:SendMessage")
        assert result["EvalDecision"] == "implicitDeny"
        assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
        other = [policy("Allow", "sqs:*")]
        assert simulator.decision("sqs:SendMessage", PermissionsBoundaryPolicyInputList=other) == "allowed"
        excluded = [{"PolicyType": "permission-boundary"}]
        assert simulator.decision("sqs:SendMessage", PolicyExclusionList=excluded) == "allowed"

    def test_policies_may_be_left_out(self, simulator: Simulator) -> None:
        """Source: API Reference, PolicyIdentifier."""
        simulator.holds(policy("Allow", "sqs:*"))
        simulator.call("AttachUserPolicy", UserName="jo", PolicyArn=READ_ONLY)
        inline = {"PolicyName": "own", "AttachmentType": "user", "AttachmentName": "jo"}
        for entry, left in [
            ({"PolicyType": "inline"}, ("implicitDeny", "allowed")),
            ({"PolicyType": "aws-managed"}, ("allowed", "implicitDeny")),
            ({"PolicyType": "user-managed"}, ("allowed", "allowed")),
            ({"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3*"}, ("allowed", "implicitDeny")),
            ({"InlinePolicyIdentifier": inline}, ("implicitDeny", "allowed")),
            ({"InlinePolicyIdentifier": {**inline, "AttachmentType": "role"}}, ("allowed", "allowed")),
        ]:
            found = simulator.results("sqs:SendMessage", "s3:GetObject", PolicyExclusionList=[entry])
            assert tuple(each["EvalDecision"] for each in found) == left, entry

    def test_its_name_and_tags_are_known(self, simulator: Simulator) -> None:
        condition = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
        simulator.holds(policy("Allow", "s3:*", "arn:aws:s3:::shelf/${aws:username}/*", Condition=condition))
        own = {"ResourceArns": ["arn:aws:s3:::shelf/jo/book"]}
        assert simulator.decision("s3:GetObject", **own) == "implicitDeny"
        simulator.call("TagUser", UserName="jo", Tags=[{"Key": "team", "Value": "blue"}])
        assert simulator.decision("s3:GetObject", **own) == "allowed"
        assert simulator.decision("s3:GetObject", ResourceArns=["arn:aws:s3:::shelf/al/book"]) == "implicitDeny"

    def test_another_caller(self, simulator: Simulator) -> None:
        """Source: CallerArn: the policies of David, as if Bob called with them."""
        simulator.holds(policy("Allow", "s3:*", "arn:aws:s3:::shelf/${aws:username}/*"))
        simulator.call("CreateUser", UserName="al")
        asked = {"CallerArn": f"{HOME}:user/al", "ResourceArns": ["arn:aws:s3:::shelf/al/book"]}
        assert simulator.decision("s3:GetObject", **asked) == "allowed"

    def test_an_organization_stands_above(self, simulator: Simulator) -> None:
        """Source: OrganizationsDecisionDetail: only applies if the account is part of an organization."""
        cloud = simulator.cloud
        simulator.holds(policy("Allow", "*"))
        assert "OrganizationsDecisionDetail" not in simulator.results("s3:GetObject")[0]
        cloud.call("organizations", "CreateOrganization", {"FeatureSet": "ALL"})
        (result,) = simulator.results("s3:GetObject")
        assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": True}

    def test_it_agrees_with_real_calls(self, simulator: Simulator) -> None:
        cloud = simulator.cloud
        cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})
        url = cloud.call("sqs", "GetQueueUrl", {"QueueName": "jobs"})["QueueUrl"]
        user = simulator.call("GetUser", UserName="jo")["User"]
        jo = Principal("user", user["Arn"], ACCOUNT, user["UserId"])
        calls: dict[str, dict[str, Any]] = {
            "SendMessage": {"QueueUrl": url, "MessageBody": "m"},
            "ReceiveMessage": {"QueueUrl": url},
            "GetQueueAttributes": {"QueueUrl": url},
        }
        for document in (
            policy("Allow", "sqs:SendMessage", QUEUE),
            policy("Allow", ["sqs:Get*", "sqs:Receive*"], QUEUE),
            policy("Deny", "sqs:*", QUEUE),
            policy("Allow", "sqs:*", f"{QUEUE}2"),
        ):
            simulator.holds(document)
            for operation, params in calls.items():
                try:
                    cloud.call("sqs", operation, params, principal=jo)
                    real = "allowed"
                except ServiceError as error:
                    real = "explicitDeny" if "explicit deny" in error.message else "implicitDeny"
                assert simulator.decision(f"sqs:{operation}", ResourceArns=[QUEUE]) == real, (document, operation)

    def test_who_may_simulate(self, simulator: Simulator) -> None:
        al = Principal("user", f"{HOME}:user/al", ACCOUNT, "AIDAAL")
        simulator.call("CreateUser", UserName="al")
        asked = {"PolicySourceArn": simulator.arn, "ActionNames": ["s3:GetObject"]}
        with pytest.raises(AccessDenied):
            simulator.cloud.call("iam", "SimulatePrincipalPolicy", asked, principal=al)
