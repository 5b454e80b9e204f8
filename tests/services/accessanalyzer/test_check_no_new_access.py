"""CheckNoNewAccess. Source: IAM Access Analyzer API Reference, CheckNoNewAccess (with its examples)."""

from typing import Any

import pytest

from fogbank.services.accessanalyzer._shapes import InvalidParameterException, UnprocessableEntityException
from tests.cloud import Driver
from tests.services.accessanalyzer.documents import policy, says, to

SHELF = "arn:aws:s3:::shelf/*"


def check(cloud: Driver, new: str, existing: str, kind: str = "IDENTITY_POLICY") -> dict[str, Any]:
    """The answer about two policies."""
    asked = {"newPolicyDocument": new, "existingPolicyDocument": existing, "policyType": kind}
    answer: dict[str, Any] = cloud.call("accessanalyzer", "CheckNoNewAccess", asked)
    return answer


def passes(cloud: Driver, new: str, existing: str, kind: str = "IDENTITY_POLICY") -> bool:
    """Whether the new policy grants nothing new."""
    return bool(check(cloud, new, existing, kind)["result"] == "PASS")


class TestShape:
    def test_what_is_new_is_told(self, cloud: Driver) -> None:
        new = policy(says("Allow"), says("Allow", "s3:PutObject"), says("Allow", "sqs:*", Sid="Queues"))
        assert check(cloud, new, policy(says("Allow"))) == {
            "result": "FAIL",
            "message": "The modified permissions grant new access compared to your existing policy.",
            "reasons": [
                {"description": "New access in the statement with index: 1.", "statementIndex": 1},
                {
                    "description": "New access in the statement with sid: Queues.",
                    "statementIndex": 2,
                    "statementId": "Queues",
                },
            ],
        }

    def test_nothing_is_new(self, cloud: Driver) -> None:
        assert check(cloud, policy(says("Allow")), policy(says("Allow", "s3:*"))) == {
            "result": "PASS",
            "message": "The modified permissions do not grant new access compared to your existing policy.",
            "reasons": [],
        }


class TestRules:
    @pytest.mark.parametrize("text", ["nonsense", "{}", policy(says("Permit"))])
    def test_what_is_no_policy(self, cloud: Driver, text: str) -> None:
        with pytest.raises(InvalidParameterException):
            check(cloud, text, policy(says("Allow")))
        with pytest.raises(InvalidParameterException):
            check(cloud, policy(says("Allow")), text)

    def test_what_has_too_many_conditions(self, cloud: Driver) -> None:
        tags = {f"aws:PrincipalTag/{number}": "a" for number in range(13)}
        many = policy(says("Allow", Condition={"StringEquals": tags}))
        with pytest.raises(UnprocessableEntityException):
            check(cloud, many, many)


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
OFFICE = {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}
TEAMS = {"StringLike": {"aws:PrincipalTag/team": ["blue", "red-*"]}}

# new, existing, whether nothing is new
CASES: dict[str, tuple[str, str, bool]] = {
    "the same": (policy(says("Allow")), policy(says("Allow")), True),
    "actions within a wildcard": (
        policy(says("Allow", ["s3:GetObject", "s3:getobjectacl"])),
        policy(says("Allow", "s3:Get*")),
        True,
    ),
    "a wildcard of more": (
        policy(says("Allow", "s3:Get*")),
        policy(says("Allow", ["s3:GetObject", "s3:GetBucketAcl"])),
        False,
    ),
    "a wildcard of as many": (
        policy(says("Allow", "sqs:*MessageMoveTask*")),
        policy(says("Allow", ["sqs:StartMessageMoveTask", "sqs:CancelMessageMoveTask", "sqs:ListMessageMoveTasks"])),
        True,
    ),
    "a narrower resource": (
        policy(says("Allow", resource="arn:aws:s3:::shelf/a*")),
        policy(says("Allow", resource=SHELF)),
        True,
    ),
    "a wider resource": (
        policy(says("Allow", resource="arn:aws:s3:::s*/*")),
        policy(says("Allow", resource=SHELF)),
        False,
    ),
    "two resources for one": (
        policy(says("Allow", resource="arn:aws:s3:::?helf/*")),
        policy(says("Allow", resource=["arn:aws:s3:::shelf/*", "arn:aws:s3:::whelf/*"])),
        False,
    ),
    "a variable": (
        policy(says("Allow", resource="arn:aws:s3:::b/${aws:username}/x")),
        policy(says("Allow", resource="arn:aws:s3:::b/${aws:username}/*")),
        True,
    ),
    "another variable": (
        policy(says("Allow", resource="arn:aws:s3:::b/${aws:userid}/*")),
        policy(says("Allow", resource="arn:aws:s3:::b/${aws:username}/*")),
        False,
    ),
    "all but some": (
        policy({"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"}),
        policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
        True,
    ),
    "all but fewer": (
        policy({"Effect": "Allow", "NotAction": "iam:Get*", "Resource": "*"}),
        policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
        False,
    ),
    "all resources but some": (
        policy({"Effect": "Allow", "Action": "s3:*", "NotResource": SHELF}),
        policy(says("Allow", "s3:*")),
        True,
    ),
    "a deny is taken away": (
        policy(says("Allow", "s3:*")),
        policy(says("Allow", "s3:*"), says("Deny", "s3:DeleteBucket")),
        False,
    ),
    "a deny is added": (
        policy(says("Allow", "s3:*"), says("Deny", "s3:DeleteBucket")),
        policy(says("Allow", "s3:*")),
        True,
    ),
    "an allow within a deny": (
        policy(says("Allow"), says("Allow", "sqs:*"), says("Deny", "sqs:*")),
        policy(says("Allow")),
        True,
    ),
    "a deny that covers all but some": (
        policy(says("Allow", "s3:*"), {"Effect": "Deny", "NotAction": "s3:GetObject", "Resource": "*"}),
        policy(says("Allow")),
        True,
    ),
    "a condition is added": (policy(says("Allow", Condition=MFA)), policy(says("Allow")), True),
    "a condition is taken away": (policy(says("Allow")), policy(says("Allow", Condition=MFA)), False),
    "one more condition": (
        policy(says("Allow", Condition={**MFA, **OFFICE})),
        policy(says("Allow", Condition=OFFICE)),
        True,
    ),
    "one condition less": (
        policy(says("Allow", Condition=OFFICE)),
        policy(says("Allow", Condition={**MFA, **OFFICE})),
        False,
    ),
    "fewer values": (
        policy(says("Allow", Condition={"StringLike": {"aws:PrincipalTag/team": "red-1"}})),
        policy(says("Allow", Condition=TEAMS)),
        True,
    ),
    "other values": (
        policy(says("Allow", Condition={"StringLike": {"aws:PrincipalTag/team": "green"}})),
        policy(says("Allow", Condition=TEAMS)),
        False,
    ),
    "more that it must not be": (
        policy(says("Allow", Condition={"StringNotEquals": {"aws:RequestedRegion": ["a", "b"]}})),
        policy(says("Allow", Condition={"StringNotEquals": {"aws:RequestedRegion": "a"}})),
        True,
    ),
    "a deny with the same condition": (
        policy(says("Allow"), says("Deny", Condition=MFA)),
        policy(says("Allow"), says("Deny", Condition=MFA)),
        True,
    ),
    "a deny under a condition": (policy(says("Allow")), policy(says("Allow"), says("Deny", Condition=MFA)), False),
}
JO, ACCOUNT = "arn:aws:iam::111122223333:user/jo", "111122223333"
SHARED: dict[str, tuple[str, str, bool]] = {
    "the same caller": (policy(to({"AWS": JO})), policy(to({"AWS": JO})), True),
    "somebody of the account": (policy(to({"AWS": JO})), policy(to({"AWS": ACCOUNT})), True),
    "the account for somebody": (policy(to({"AWS": ACCOUNT})), policy(to({"AWS": JO})), False),
    "both names of an account": (
        policy(to({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})),
        policy(to({"AWS": ACCOUNT})),
        True,
    ),
    "everybody": (policy(to("*")), policy(to({"AWS": ACCOUNT})), False),
    "a service": (policy(to({"Service": "sns.amazonaws.com"})), policy(to({"Service": "s3.amazonaws.com"})), False),
    "within everybody": (policy(to({"AWS": JO}), to({"Service": "s3.amazonaws.com"})), policy(to("*")), True),
}


class TestBehaviour:
    @pytest.mark.parametrize(("new", "existing", "fine"), list(CASES.values()), ids=list(CASES))
    def test_identity_policies(self, cloud: Driver, new: str, existing: str, fine: bool) -> None:
        assert passes(cloud, new, existing) == fine

    @pytest.mark.parametrize(("new", "existing", "fine"), list(SHARED.values()), ids=list(SHARED))
    def test_resource_policies(self, cloud: Driver, new: str, existing: str, fine: bool) -> None:
        assert passes(cloud, new, existing, "RESOURCE_POLICY") == fine
