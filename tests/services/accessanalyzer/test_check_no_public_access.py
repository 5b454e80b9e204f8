"""CheckNoPublicAccess. Source: IAM Access Analyzer API Reference, CheckNoPublicAccess; S3 User Guide, The meaning of
"public"."""

import json
from typing import Any

import pytest

from fogbank.services.accessanalyzer._shapes import InvalidParameterException, UnprocessableEntityException
from tests.cloud import Driver
from tests.services.accessanalyzer.documents import policy, says, to


def check(cloud: Driver, document: str, resource_type: str = "AWS::S3::Bucket") -> dict[str, Any]:
    """The answer about a policy."""
    asked = {"policyDocument": document, "resourceType": resource_type}
    answer: dict[str, Any] = cloud.call("accessanalyzer", "CheckNoPublicAccess", asked)
    return answer


class TestShape:
    def test_everybody_is_let_in(self, cloud: Driver) -> None:
        """The example of the API Reference, which has no resource."""
        statement = {"Sid": "Bob", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"]}
        assert check(cloud, json.dumps({"Version": "2012-10-17", "Statement": [statement]})) == {
            "result": "FAIL",
            "message": "The resource policy grants public access for the given resource type.",
            "reasons": [
                {
                    "description": "Public access granted in the following statement with sid: Bob.",
                    "statementId": "Bob",
                    "statementIndex": 0,
                }
            ],
        }

    def test_nobody_else_is_let_in(self, cloud: Driver) -> None:
        assert check(cloud, policy(to({"AWS": "111122223333"}))) == {
            "result": "PASS",
            "message": "The resource policy does not grant public access for the given resource type.",
            "reasons": [],
        }


class TestRules:
    def test_what_is_no_resource_policy(self, cloud: Driver) -> None:
        with pytest.raises(InvalidParameterException):
            check(cloud, policy(says("Allow")))

    def test_what_has_too_many_conditions(self, cloud: Driver) -> None:
        tags = {f"aws:PrincipalTag/{number}": "a" for number in range(13)}
        with pytest.raises(UnprocessableEntityException):
            check(cloud, policy(to("*", Condition={"StringEquals": tags})))

    def test_a_trust_policy_has_no_resource(self, cloud: Driver) -> None:
        trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        assert check(cloud, document, "AWS::IAM::AssumeRolePolicyDocument")["result"] == "FAIL"


def when(operator: str, key: str, value: Any) -> str:
    """A policy that lets everybody in under a condition."""
    return policy(to("*", Condition={operator: {key: value}}))


def but(operator: str, key: str, value: Any) -> str:
    """A policy that lets everybody in, and denies under a condition."""
    return policy(to("*"), to("*", "Deny", Condition={operator: {key: value}}))


CASES: dict[str, tuple[str, bool]] = {
    "star in a list": (policy(to({"AWS": ["111122223333", "*"]})), True),
    "all but one": (policy({**says("Allow"), "NotPrincipal": {"AWS": "111122223333"}}), True),
    "a service": (policy(to({"Service": "sns.amazonaws.com"})), False),
    "an organization": (when("StringEquals", "aws:PrincipalOrgID", "o-1234567890"), False),
    "any organization": (when("StringLike", "aws:PrincipalOrgID", "*"), True),
    "any organization that is there": (when("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1234567890"), True),
    "a source": (when("ArnLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:*"), False),
    "a network": (when("IpAddress", "aws:SourceIp", "203.0.113.0/24"), False),
    "the whole internet": (when("IpAddress", "aws:SourceIp", ["0.0.0.0/0"]), True),
    "not a network": (when("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"), True),
    "an endpoint": (when("StringEquals", "aws:SourceVpce", "vpce-1"), False),
    "what everybody can": (when("Bool", "aws:SecureTransport", "true"), True),
    "denied to others": (but("StringNotEquals", "aws:PrincipalOrgID", "o-1234567890"), False),
    "denied to some": (but("StringEquals", "aws:PrincipalOrgID", "o-1234567890"), True),
    "denied sometimes": (but("Bool", "aws:SecureTransport", "false"), True),
    "denied altogether": (policy(to("*"), to("*", "Deny")), False),
    "denied in part": (policy(to("*", Action="s3:*"), to("*", "Deny")), True),
}


class TestBehaviour:
    @pytest.mark.parametrize(("document", "public"), list(CASES.values()), ids=list(CASES))
    def test_the_meaning_of_public(self, cloud: Driver, document: str, public: bool) -> None:
        assert check(cloud, document)["result"] == ("FAIL" if public else "PASS")
