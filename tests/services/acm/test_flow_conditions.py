"""What policies may say of a request. Source: ACM User Guide, Use condition keys with ACM."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT, Driver


@pytest.fixture
def asker(cloud: Driver) -> Principal:
    """A user who may request what is validated by DNS, has only names of one domain, and is no RSA."""
    user = cloud.call("iam", "CreateUser", {"UserName": "jo"})["User"]
    condition = {
        "StringEquals": {"acm:ValidationMethod": "DNS", "aws:RequestTag/team": "shop"},
        "ForAllValues:StringLike": {"acm:DomainNames": ["*.example.com", "example.com"]},
        "StringLike": {"acm:KeyAlgorithm": "EC_*"},
    }
    statement = {"Effect": "Allow", "Action": "acm:RequestCertificate", "Resource": "*", "Condition": condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    cloud.call("iam", "PutUserPolicy", {"UserName": "jo", "PolicyName": "p", "PolicyDocument": document})
    return Principal("user", user["Arn"], ACCOUNT, user["UserId"])


ALLOWED: dict[str, Any] = {
    "DomainName": "example.com",
    "SubjectAlternativeNames": ["www.example.com"],
    "ValidationMethod": "DNS",
    "KeyAlgorithm": "EC_prime256v1",
    "Tags": [{"Key": "team", "Value": "shop"}],
}


def test_what_the_policy_says_is_let_in(cloud: Driver, asker: Principal) -> None:
    assert cloud.call("acm", "RequestCertificate", ALLOWED, principal=asker)["CertificateArn"]


@pytest.mark.parametrize(
    "change",
    [
        {"ValidationMethod": "EMAIL"},
        {"SubjectAlternativeNames": ["www.example.org"]},
        {"KeyAlgorithm": "RSA_2048"},
        {"Tags": [{"Key": "team", "Value": "bank"}]},
    ],
)
def test_anything_else_is_not(cloud: Driver, asker: Principal, change: dict[str, Any]) -> None:
    with pytest.raises(AccessDenied, match="acm:RequestCertificate"):
        cloud.call("acm", "RequestCertificate", {**ALLOWED, **change}, principal=asker)
