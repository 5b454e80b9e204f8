"""Condition keys: which a request has, and what they say.

Source: IAM User Guide, AWS global condition context keys (the availability of each); IAM policy elements: Variables and
tags, "Principal key values"; KMS Developer Guide, AWS KMS condition keys.
"""

from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, Session, root_of
from fogbank.kernel.tags import set_tags
from tests.kernel.identity.conftest import PeopleBench
from tests.kernel.identity.deciding import (
    AWAY,
    FEDERATED_ARN,
    HOME,
    ROLE_ARN,
    USER_ARN,
    allow,
    document,
    federated,
    role_session,
    user,
)

THING = f"arn:aws:staff:eu-west-3:{HOME}:thing/1"
ROOT = root_of(HOME)
SESSION = Session(
    ROLE_ARN,
    tags={"Team": "session"},
    facts={"aws:tokenissuetime": "2026-01-01T00:00:00Z", "aws:multifactorauthpresent": "true", "saml:aud": "x"},
)


def condition(key: str, value: Any) -> dict[str, Any]:
    """Asks that the key has exactly this value, these values, or none at all."""
    if value is None:
        return {"Null": {key: "true"}}
    if isinstance(value, tuple):
        return {"ForAllValues:StringEquals": {key: list(value)}, "Null": {key: "false"}}
    return {"StringEquals": {key: value}}


def greets(people: PeopleBench, who: Principal, key: str, value: Any, **params: Any) -> bool:
    """Whether a resource policy with this condition on a key lets the caller in."""
    policy = document(allow(Principal="*", Condition=condition(key, value)))
    params = {"Arn": THING, "Owner": HOME, "Policy": policy, **params}
    operation = params.pop("operation", "Greet")
    if operation != "Greet":
        outer = {name: params.pop(name) for name in ("As", "Service", "Source") if name in params}
        params = {"Params": params, **outer}
    try:
        people.call(operation, who, **params)
    except AccessDenied:
        return False
    return True


PRINCIPALS: list[tuple[Principal, dict[str, Any]]] = [
    (
        root_of(AWAY),
        {
            "aws:PrincipalArn": f"arn:aws:iam::{AWAY}:root",
            "aws:PrincipalAccount": AWAY,
            "aws:PrincipalType": "Account",
            "aws:userid": AWAY,
            "aws:username": None,
            "aws:PrincipalIsAWSService": "false",
            "aws:PrincipalTag/team": None,
            "aws:TokenIssueTime": None,
            "aws:MultiFactorAuthPresent": None,
            "aws:ResourceAccount": HOME,
        },
    ),
    (
        user(),
        {
            "aws:PrincipalArn": USER_ARN,
            "aws:PrincipalType": "User",
            "aws:userid": "AIDAEXAMPLEUSER",
            "aws:username": "exampleuser",
            "aws:PrincipalServiceName": None,
            "aws:MultiFactorAuthPresent": None,
            "aws:MultiFactorAuthAge": None,
        },
    ),
    (
        role_session()._replace(session=SESSION),
        {
            "aws:PrincipalArn": ROLE_ARN,
            "aws:PrincipalType": "AssumedRole",
            "aws:userid": "AROAEXAMPLE:example",
            "aws:username": None,
            "aws:TokenIssueTime": "2026-01-01T00:00:00Z",
            "aws:MultiFactorAuthPresent": "true",
            "saml:aud": "x",
            "aws:PrincipalTag/team": "session",
            "aws:PrincipalTag/TEAM": "session",
            "aws:PrincipalTag/other": None,
        },
    ),
    (
        federated(),
        {
            "aws:PrincipalArn": FEDERATED_ARN,
            "aws:PrincipalType": "FederatedUser",
            "aws:userid": f"{HOME}:exampleuser",
        },
    ),
    (
        ANONYMOUS,
        {
            "aws:PrincipalArn": None,
            "aws:PrincipalAccount": "anonymous",
            "aws:PrincipalType": "Anonymous",
            "aws:userid": "anonymous",
            "aws:username": None,
            "aws:PrincipalIsAWSService": None,
            "aws:PrincipalOrgID": None,
        },
    ),
]


@pytest.mark.parametrize(("who", "keys"), PRINCIPALS, ids=[who.kind for who, _ in PRINCIPALS])
def test_the_principal(people: PeopleBench, who: Principal, keys: dict[str, Any]) -> None:
    for key, value in keys.items():
        assert greets(people, who, key, value), key
        assert not greets(people, who, key, "something else"), key


def test_the_request(people: PeopleBench) -> None:
    people.kernel.clock.move(1_800_000_000.75)
    keys = {
        "aws:RequestedRegion": "eu-west-3",
        "aws:SourceIp": "127.0.0.1",
        "aws:SecureTransport": "false",
        "aws:CurrentTime": "2027-01-15T08:00:00Z",
        "aws:EpochTime": "1800000000",
        "aws:UserAgent": None,
        "aws:referer": None,
        "aws:ViaAWSService": "false",
        "aws:CalledVia": None,
        "aws:CalledViaFirst": None,
        "aws:SourceArn": None,
        "aws:SourceAccount": None,
        "kms:ViaService": None,
        "kms:CallerAccount": AWAY,
        "aws:SourceVpce": None,
    }
    for key, value in keys.items():
        assert greets(people, root_of(AWAY), key, value), key


def test_the_age_of_a_session_with_mfa(people: PeopleBench) -> None:
    people.kernel.clock.move(1_767_225_600.0 + 90)  # 2026-01-01T00:01:30Z
    assert greets(people, role_session()._replace(session=SESSION), "aws:MultiFactorAuthAge", "90")
    without = Session(ROLE_ARN, facts={"aws:tokenissuetime": "2026-01-01T00:00:00Z"})
    assert greets(people, role_session()._replace(session=without), "aws:MultiFactorAuthAge", None)


def test_the_service_has_keys_of_its_own(people: PeopleBench) -> None:
    who = root_of(AWAY)
    assert greets(people, who, "staff:Mood", "good", Keys={"staff:mood": "good"})
    assert greets(people, who, "staff:Names", ("a", "b"), Keys={"staff:names": ("a", "b")})
    assert greets(people, who, "staff:Mood", None)


@pytest.mark.parametrize(
    "params",
    [
        {"Tags": [{"Key": "Team", "Value": "blue"}]},
        {"Tags": [{"TagKey": "Team", "TagValue": "blue"}]},
        {"tags": [{"key": "Team", "value": "blue"}]},
        {"Tags": {"Team": "blue"}},
        {"TagList": [{"Key": "Team", "Value": "blue"}]},
        {"TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Team", "Value": "blue"}]}]},
        {"Tagging": {"TagSet": [{"Key": "Team", "Value": "blue"}]}},
        {"Tagging": "Team=blue"},
    ],
    ids=lambda params: str(params)[:30],
)
def test_tags_in_the_request(people: PeopleBench, params: dict[str, Any]) -> None:
    who = root_of(AWAY)
    assert greets(people, who, "aws:RequestTag/Team", "blue", **params)
    assert greets(people, who, "aws:RequestTag/team", "blue", **params)
    assert greets(people, who, "aws:RequestTag/other", None, **params)
    assert greets(people, who, "aws:TagKeys", ("Team",), **params)
    assert not greets(people, who, "aws:TagKeys", ("team",), **params)


def test_tags_that_the_request_takes_away(people: PeopleBench) -> None:
    assert greets(people, root_of(AWAY), "aws:TagKeys", ("a", "b"), TagKeys=["a", "b"])
    assert greets(people, root_of(AWAY), "aws:RequestTag/a", None, TagKeys=["a", "b"])
    assert greets(people, root_of(AWAY), "aws:TagKeys", None)
    assert greets(people, root_of(AWAY), "aws:TagKeys", None, ImageTag="latest", Tags=[])


def test_tags_of_the_resource(people: PeopleBench) -> None:
    tx = people.kernel.store.begin(0.0)
    set_tags(tx, THING, {"Team": "blue"})
    people.kernel.store.apply(tx)
    for prefix in ("aws", "staff"):
        assert greets(people, root_of(AWAY), f"{prefix}:ResourceTag/team", "blue")
        assert greets(people, root_of(AWAY), f"{prefix}:ResourceTag/other", None)


def test_tags_of_the_principal(people: PeopleBench) -> None:
    people.call("PutPerson", ROOT, Arn=USER_ARN, Tags={"Team": "red", "Role": "dev"})
    people.call("PutPerson", ROOT, Arn=ROLE_ARN, Tags={"Team": "red", "Role": "dev"})
    assert greets(people, user(), "aws:PrincipalTag/Team", "red")
    session = role_session()._replace(session=SESSION)
    assert greets(people, session, "aws:PrincipalTag/Team", "session")
    assert greets(people, session, "aws:PrincipalTag/Role", "dev")


def test_the_organization(people: PeopleBench) -> None:
    assert greets(people, root_of(AWAY), "aws:PrincipalOrgID", None)
    people.call("PutControl", ROOT, Account=AWAY, Document=document(allow()))
    keys = {
        "aws:PrincipalOrgID": "o-1",
        "aws:PrincipalOrgPaths": ("o-1/r-1/ou-1/",),
        "aws:ResourceOrgID": None,
        "aws:ResourceOrgPaths": None,
    }
    for key, value in keys.items():
        assert greets(people, root_of(AWAY), key, value), key
    people.call("PutControl", ROOT, Account=HOME, Document=document(allow()))
    assert greets(people, root_of(AWAY), "aws:ResourceOrgID", "o-1")
    assert greets(people, root_of(AWAY), "aws:ResourceOrgPaths", ("o-1/r-1/ou-1/",))


class TestServices:
    """Source: the same page, aws:CalledVia, aws:ViaAWSService, aws:SourceArn; Forward access sessions."""

    BUCKET = f"arn:aws:s3:eu-west-3:{AWAY}:bucket"

    def test_a_forwarded_request(self, people: PeopleBench) -> None:
        keys = {
            "aws:PrincipalArn": f"arn:aws:iam::{AWAY}:root",
            "aws:ViaAWSService": "true",
            "aws:CalledVia": ("staff.amazonaws.com",),
            "aws:CalledViaFirst": "staff.amazonaws.com",
            "aws:CalledViaLast": "staff.amazonaws.com",
            "kms:ViaService": "staff.eu-west-3.amazonaws.com",
            "aws:SecureTransport": "true",
            "aws:SourceIp": None,
            "aws:UserAgent": "staff.amazonaws.com",
            "aws:SourceArn": None,
            "aws:MultiFactorAuthPresent": "false",
        }
        for key, value in keys.items():
            assert greets(people, root_of(AWAY), key, value, operation="GreetFor", Source=self.BUCKET), key

    def test_a_role_of_the_services_own_is_not_forwarded(self, people: PeopleBench) -> None:
        for key, value in {"aws:ViaAWSService": "false", "aws:CalledVia": None, "aws:SourceIp": None}.items():
            assert greets(people, root_of(AWAY), key, value, operation="GreetFor", As=role_session()), key

    def test_a_service_itself(self, people: PeopleBench) -> None:
        keys = {
            "aws:PrincipalIsAWSService": "true",
            "aws:PrincipalServiceName": "s3.amazonaws.com",
            "aws:PrincipalServiceNamesList": ("s3.amazonaws.com", "s3.eu-west-3.amazonaws.com"),
            "aws:PrincipalArn": None,
            "aws:SourceArn": self.BUCKET,
            "aws:SourceAccount": AWAY,
            "aws:SourceOrgID": None,
            "aws:ViaAWSService": "false",
            "aws:SourceIp": None,
        }
        for key, value in keys.items():
            assert greets(people, ROOT, key, value, operation="GreetFor", Service="s3", Source=self.BUCKET), key

    def test_the_account_of_a_source_without_one_is_the_services(self, people: PeopleBench) -> None:
        more = {"operation": "GreetFor", "Service": "s3", "Source": "arn:aws:s3:::bucket"}
        assert greets(people, ROOT, "aws:SourceAccount", HOME, **more)
        people.call("PutControl", ROOT, Account=HOME, Document=document(allow()))
        assert greets(people, ROOT, "aws:SourceOrgID", "o-1", **more)
        assert greets(people, ROOT, "aws:SourceOrgPaths", ("o-1/r-1/ou-1/",), **more)
