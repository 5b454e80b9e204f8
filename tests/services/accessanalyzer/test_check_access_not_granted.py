"""CheckAccessNotGranted. Source: IAM Access Analyzer API Reference, CheckAccessNotGranted (with its examples)."""

from typing import Any

import pytest

from fogbank.services.accessanalyzer._shapes import InvalidParameterException, UnprocessableEntityException
from tests.cloud import Driver
from tests.services.accessanalyzer.documents import policy, says, to

BOOK, SHELF = "arn:aws:s3:::shelf/book", "arn:aws:s3:::shelf/*"


def check(cloud: Driver, document: str, kind: str = "IDENTITY_POLICY", **access: Any) -> dict[str, Any]:
    """The answer about a policy."""
    asked = {"policyDocument": document, "access": [access] if access else [], "policyType": kind}
    answer: dict[str, Any] = cloud.call("accessanalyzer", "CheckAccessNotGranted", asked)
    return answer


class TestShape:
    def test_an_action_is_granted(self, cloud: Driver) -> None:
        assert check(cloud, policy(says("Deny", "iam:*"), says("Allow")), actions=["s3:GetObject"]) == {
            "result": "FAIL",
            "message": "The policy document grants access to perform one or more of the listed actions.",
            "reasons": [
                {
                    "description": "One or more of the listed actions in the statement with index: 1.",
                    "statementIndex": 1,
                }
            ],
        }

    def test_an_action_on_a_resource_is_granted(self, cloud: Driver) -> None:
        """The example of the API Reference."""
        jo = {"AWS": "arn:aws:iam::123456789012:user/JohnDoe"}
        document = policy(to(jo, Action="s3:PutObject", Resource="arn:aws:s3:::my-bucket/*", Sid="AllowJohnDoe"))
        access = {"actions": ["s3:PutObject"], "resources": ["arn:aws:s3:::my-bucket/*"]}
        assert check(cloud, document, "RESOURCE_POLICY", **access) == {
            "result": "FAIL",
            "message": "The policy document grants access to perform one or more of the listed actions or resources.",
            "reasons": [
                {
                    "description": "One or more of the listed actions or resources in the statement with sid: "
                    "AllowJohnDoe.",
                    "statementId": "AllowJohnDoe",
                    "statementIndex": 0,
                }
            ],
        }


class TestRules:
    def test_nothing_is_asked(self, cloud: Driver) -> None:
        with pytest.raises(InvalidParameterException):
            check(cloud, policy(says("Allow")))

    def test_what_is_no_policy(self, cloud: Driver) -> None:
        with pytest.raises(InvalidParameterException):
            check(cloud, "{", actions=["s3:GetObject"])

    def test_what_has_too_many_conditions(self, cloud: Driver) -> None:
        tags = {f"aws:PrincipalTag/{number}": "a" for number in range(13)}
        with pytest.raises(UnprocessableEntityException):
            check(cloud, policy(says("Allow", Condition={"StringEquals": tags})), actions=["s3:GetObject"])


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
CASES: list[tuple[str, dict[str, list[str]], bool]] = [
    (policy(says("Allow")), {"actions": ["s3:PutObject"]}, True),
    (policy(says("Allow", "s3:*")), {"actions": ["s3:PutObject"]}, False),
    (policy(says("Allow", "s3:*")), {"actions": ["S3:putobject", "sqs:SendMessage"]}, False),
    (policy(says("Allow", "s3:Get*")), {"actions": ["s3:*Acl"]}, False),
    (policy(says("Allow", "s3:Get*")), {"actions": ["s3:Put*"]}, True),
    (policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), {"actions": ["iam:CreateUser"]}, True),
    (policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), {"actions": ["sts:AssumeRole"]}, False),
    (policy(says("Allow", "s3:*"), says("Deny", "s3:PutObject")), {"actions": ["s3:PutObject"]}, True),
    (policy(says("Allow", "s3:*"), says("Deny", "s3:PutObject", SHELF)), {"actions": ["s3:PutObject"]}, False),
    (policy(says("Allow", Condition=MFA)), {"actions": ["s3:GetObject"]}, False),
    (policy(says("Allow"), says("Deny", Condition=MFA)), {"actions": ["s3:GetObject"]}, False),
    (policy(says("Allow", Condition=MFA), says("Deny", Condition=MFA)), {"actions": ["s3:GetObject"]}, True),
    (policy(says("Allow", resource=SHELF)), {"resources": [BOOK]}, False),
    (policy(says("Allow", resource=SHELF)), {"resources": ["arn:aws:s3:::other/*"]}, True),
    (policy(says("Allow", resource=SHELF)), {"resources": ["arn:aws:s3:::s*/book"]}, False),
    (policy(says("Allow", resource=SHELF)), {"actions": ["s3:PutObject"], "resources": [BOOK]}, True),
    (policy(says("Allow", resource=SHELF)), {"actions": ["s3:GetObject"], "resources": [BOOK]}, False),
    (policy(says("Allow", resource=SHELF), says("Deny", resource=BOOK)), {"resources": [BOOK]}, True),
]


class TestBehaviour:
    @pytest.mark.parametrize(("document", "access", "fine"), CASES)
    def test_what_is_granted(self, cloud: Driver, document: str, access: dict[str, list[str]], fine: bool) -> None:
        assert check(cloud, document, **access)["result"] == ("PASS" if fine else "FAIL")

    def test_what_managed_policies_grant(self, cloud: Driver) -> None:
        from fogbank.services.iam import managed

        def grants(name: str, action: str) -> bool:
            found = managed.find(f"arn:aws:iam::aws:policy/{name}")
            assert found is not None
            return bool(check(cloud, found.document, actions=[action])["result"] == "FAIL")

        assert grants("AdministratorAccess", "iam:CreateUser")
        assert not grants("PowerUserAccess", "iam:CreateUser")
        assert grants("PowerUserAccess", "ec2:RunInstances")
        assert not grants("AmazonS3ReadOnlyAccess", "s3:PutObject")
