"""IAM is called with long-lived keys, by roles, and by sessions that showed an MFA device.

Source: IAM User Guide, Compare AWS STS credentials (Can call IAM).
"""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal, Session
from tests.cloud import ACCOUNT, Driver

ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
ALL = json.dumps(EVERYTHING)


@pytest.fixture
def ann(cloud: Driver) -> str:
    user: str = cloud.call("iam", "CreateUser", {"UserName": "ann"})["User"]["UserId"]
    cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "all", "PolicyDocument": ALL})
    return user


def session(kind: str, arn: str, user: str, **facts: str) -> Principal:
    return Principal(kind, arn, ACCOUNT, user, "ASIA", Session(ANN, (ALL,), facts=facts))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("user", {}),
        ("user", {"aws:multifactorauthpresent": "false"}),
        ("federated-user", {"aws:multifactorauthpresent": "true"}),
    ],
)
def test_sessions_that_are_refused(cloud: Driver, ann: str, kind: str, facts: dict[str, Any]) -> None:
    """IAM-030"""
    arn = ANN if kind == "user" else f"arn:aws:sts::{ACCOUNT}:federated-user/guest"
    who = session(kind, arn, ann, **facts)
    with pytest.raises(ServiceError) as caught:
        cloud.call("iam", "ListUsers", {}, principal=who)
    assert (caught.value.code, caught.value.status) == ("InvalidClientTokenId", 403)
    assert cloud.call("sqs", "ListQueues", {}, principal=who) == {}


def test_sessions_with_mfa(cloud: Driver, ann: str) -> None:
    """IAM-030"""
    who = session("user", ANN, ann, **{"aws:multifactorauthpresent": "true"})
    assert [user["UserName"] for user in cloud.call("iam", "ListUsers", {}, principal=who)["Users"]] == ["ann"]
