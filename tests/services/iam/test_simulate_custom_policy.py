"""SimulateCustomPolicy. Source: IAM API Reference, SimulateCustomPolicy, EvaluationResult, ResourceSpecificResult."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import InvalidPageToken
from fogbank.services.iam._shapes import InvalidInputException
from tests.cloud import ACCOUNT, Driver

JO = f"arn:aws:iam::{ACCOUNT}:user/jo"
BOOK = "arn:aws:s3:::shelf/book"
TEMPLATE = "arn:${Partition}:s3:::${BucketName}/${ObjectName}"


def policy(*statements: dict[str, Any]) -> str:
    """A policy of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def says(effect: str, action: str = "s3:GetObject", resource: str = "*", **more: Any) -> dict[str, Any]:
    """A statement."""
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


READS = policy(says("Allow"))


def simulate(cloud: Driver, *policies: str, actions: tuple[str, ...] = ("s3:GetObject",), **params: Any) -> Any:
    """The results of a simulation."""
    asked = {"PolicyInputList": list(policies), "ActionNames": list(actions), **params}
    return cloud.call("iam", "SimulateCustomPolicy", asked)["EvaluationResults"]


def decision(cloud: Driver, *policies: str, **params: Any) -> str:
    """The decision of a simulation of one action."""
    (result,) = simulate(cloud, *policies, **params)
    return str(result["EvalDecision"])


def entry(name: str, *values: str, kind: str = "string") -> dict[str, Any]:
    """A context entry."""
    return {"ContextKeyName": name, "ContextKeyValues": list(values), "ContextKeyType": kind}


class TestShape:
    def test_without_resources(self, cloud: Driver) -> None:
        """As AWS answered "simulate-custom-policy" in October 2026, but the ARN's form, which its reference has now."""
        text = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
        matched = {
            "SourcePolicyId": "PolicyInputList.1",
            "SourcePolicyType": "IAM Policy",
            "StartPosition": {"Line": 1, "Column": 41},
            "EndPosition": {"Line": 1, "Column": 95},
        }
        assert simulate(cloud, text) == [
            {
                "EvalActionName": "s3:GetObject",
                "EvalResourceName": TEMPLATE,
                "EvalDecision": "allowed",
                "MatchedStatements": [matched],
                "MissingContextValues": [],
            }
        ]

    def test_with_resources(self, cloud: Driver) -> None:
        mine = policy(says("Allow", resource="arn:aws:s3:::shelf/*"))
        (result,) = simulate(cloud, mine, ResourceArns=[BOOK, "arn:aws:s3:::other/book"])
        assert result["EvalResourceName"] == TEMPLATE
        assert result["EvalDecision"] == "implicitDeny"
        assert result["EvalDecisionDetails"] == {}
        first, second = result["ResourceSpecificResults"]
        assert (first["EvalResourceName"], first["EvalResourceDecision"]) == (BOOK, "allowed")
        assert [each["SourcePolicyId"] for each in first["MatchedStatements"]] == ["PolicyInputList.1"]
        assert second == {
            "EvalResourceName": "arn:aws:s3:::other/book",
            "EvalResourceDecision": "implicitDeny",
            "MatchedStatements": [],
        }

    def test_actions_come_in_pages(self, cloud: Driver) -> None:
        asked = {"PolicyInputList": [READS], "ActionNames": ["s3:GetObject", "s3:PutObject"], "MaxItems": 1}
        first = cloud.call("iam", "SimulateCustomPolicy", asked)
        assert first["IsTruncated"]
        second = cloud.call("iam", "SimulateCustomPolicy", {**asked, "Marker": first["Marker"]})
        assert [each["EvalDecision"] for each in (*first["EvaluationResults"], *second["EvaluationResults"])] == [
            "allowed",
            "implicitDeny",
        ]
        assert not second["IsTruncated"]

    def test_only_its_own_markers(self, cloud: Driver) -> None:
        with pytest.raises(InvalidPageToken):
            simulate(cloud, READS, Marker="not one of ours")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"PolicyInputList": ["no policy"]}, "Invalid policy document at position 1 in PolicyInputList."),
    ({"PermissionsBoundaryPolicyInputList": [READS, READS]}, "can have only one policy"),
    ({"PermissionsBoundaryPolicyInputList": ["{}"]}, "position 1 in PermissionsBoundaryPolicyInputList"),
    ({"CallerArn": JO, "ResourcePolicy": READS}, "Invalid policy document in ResourcePolicy"),
    ({"ResourcePolicy": READS}, "CallerArn is required"),
    ({"CallerArn": f"arn:aws:iam::{ACCOUNT}:root"}, "does not clearly define entity type and name."),
    ({"ActionNames": ["s3:Get*"]}, r"Invalid action name: s3:Get\*"),
    ({"ContextEntries": [{"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["1.2.3.4"]}]}, "aws:SourceIp"),
    ({"OrderedOrganizationPolicyInputList": [{"ServiceControlPolicyInputList": ["x"]}]}, "OrderedOrganization"),
]


class TestRules:
    @pytest.mark.parametrize(("params", "message"), WRONG, ids=[message for _, message in WRONG])
    def test_what_cannot_be_simulated(self, cloud: Driver, params: dict[str, Any], message: str) -> None:
        asked = {"PolicyInputList": [READS], "ActionNames": ["s3:GetObject"], **params}
        with pytest.raises(InvalidInputException, match=message):
            cloud.call("iam", "SimulateCustomPolicy", asked)


class TestBehaviour:
    def test_an_explicit_deny_wins_and_is_all_that_matched(self, cloud: Driver) -> None:
        """Source: EvaluationResult, MatchedStatements: the deny statement is the only entry included."""
        denies = '{"Version":"2012-10-17",\n"Statement":[\n  {"Effect":"Deny","Action":"s3:*","Resource":"*"}]}'
        (result,) = simulate(cloud, READS, denies)
        assert result["EvalDecision"] == "explicitDeny"
        assert result["MatchedStatements"] == [
            {
                "SourcePolicyId": "PolicyInputList.2",
                "SourcePolicyType": "IAM Policy",
                "StartPosition": {"Line": 2, "Column": 14},
                "EndPosition": {"Line": 3, "Column": 51},
            }
        ]

    def test_nothing_that_matches_is_an_implicit_deny(self, cloud: Driver) -> None:
        (result,) = simulate(cloud, READS, actions=("s3:PutObject",))
        assert (result["EvalDecision"], result["MatchedStatements"]) == ("implicitDeny", [])

    def test_the_strictest_decision_about_resources_is_told(self, cloud: Driver) -> None:
        """Source: EvaluationResult: the most restrictive decision across all resources."""
        other = "arn:aws:s3:::other/book"
        denies = policy(says("Allow"), says("Deny", resource=other))
        (result,) = simulate(cloud, denies, ResourceArns=[BOOK, other])
        assert result["EvalDecision"] == "explicitDeny"
        assert [each["EvalResourceDecision"] for each in result["ResourceSpecificResults"]] == [
            "allowed",
            "explicitDeny",
        ]
        assert len(result["MatchedStatements"]) == 1

    def test_condition_keys_are_given_or_missing(self, cloud: Driver) -> None:
        condition = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:SecureTransport": "true"}}
        within = policy(says("Allow", Condition=condition), says("Allow", "s3:PutObject", "arn:aws:s3:::${s3:x}/*"))
        (result,) = simulate(cloud, within)
        assert result["EvalDecision"] == "implicitDeny"
        assert result["MissingContextValues"] == ["aws:SourceIp", "aws:SecureTransport"]
        (result,) = simulate(cloud, within, ResourceArns=[BOOK], ContextEntries=[entry("aws:sourceip", "203.0.113.7")])
        assert result["MissingContextValues"] == []
        assert result["ResourceSpecificResults"][0]["MissingContextValues"] == ["aws:SecureTransport"]
        given = [entry("aws:SourceIp", "203.0.113.7", kind="ip"), entry("aws:SecureTransport", "true", kind="boolean")]
        assert decision(cloud, within, ContextEntries=given) == "allowed"
        given[0] = entry("aws:SourceIp", "198.51.100.7", kind="ip")
        assert decision(cloud, within, ContextEntries=given) == "implicitDeny"

    def test_a_key_may_have_many_values(self, cloud: Driver) -> None:
        tagged = policy(says("Allow", Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}}))
        some = [entry("aws:TagKeys", "team", "stage", kind="stringList")]
        more = [entry("aws:TagKeys", "team", "owner", kind="stringList")]
        assert decision(cloud, tagged, ContextEntries=some) == "allowed"
        assert decision(cloud, tagged, ContextEntries=more) == "implicitDeny"

    def test_a_boundary_limits(self, cloud: Driver) -> None:
        (result,) = simulate(cloud, READS, PermissionsBoundaryPolicyInputList=[policy(says("Allow", "sqs:*"))])
        assert result["EvalDecision"] == "implicitDeny"
        assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
        (result,) = simulate(cloud, READS, PermissionsBoundaryPolicyInputList=[policy(says("Allow", "s3:*"))])
        assert result["EvalDecision"] == "allowed"
        assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}

    def test_every_level_of_an_organization_has_to_allow(self, cloud: Driver) -> None:
        """Source: SimulateCustomPolicy, OrderedOrganizationPolicyInputList."""
        everything, reads = policy(says("Allow", "*")), policy(says("Allow", "s3:Get*"))
        levels = [{"ServiceControlPolicyInputList": [each]} for each in (everything, reads)]
        both = ("s3:GetObject", "s3:PutObject")
        results = simulate(cloud, everything, actions=both, OrderedOrganizationPolicyInputList=levels)
        assert [each["EvalDecision"] for each in results] == ["allowed", "implicitDeny"]
        assert [each["OrganizationsDecisionDetail"]["AllowedByOrganizations"] for each in results] == [True, False]

    def test_a_resource_policy_lets_the_caller_in(self, cloud: Driver) -> None:
        shared = policy(says("Allow", Principal={"AWS": JO}))
        params = {"CallerArn": JO, "ResourcePolicy": shared, "ResourceArns": [BOOK]}
        (result,) = simulate(cloud, policy(says("Allow", "sqs:*")), **params)
        assert result["EvalDecision"] == "allowed"
        (matched,) = result["MatchedStatements"]
        assert (matched["SourcePolicyId"], matched["SourcePolicyType"]) == ("ResourcePolicy", "Resource Policy")

    def test_across_accounts_both_have_to_allow(self, cloud: Driver) -> None:
        """Source: EvaluationResult, EvalDecisionDetails."""
        shared = policy(says("Allow", Principal={"AWS": JO}))
        params = {"CallerArn": JO, "ResourcePolicy": shared, "ResourceOwner": "arn:aws:iam::111122223333:root"}
        (result,) = simulate(cloud, policy(says("Allow", "sqs:*")), ResourceArns=[BOOK], **params)
        assert result["EvalDecision"] == "implicitDeny"
        assert result["EvalDecisionDetails"] == {"IAM Policy": "implicitDeny", "Resource Policy": "allowed"}
        assert decision(cloud, READS, ResourceArns=[BOOK], **params) == "allowed"
