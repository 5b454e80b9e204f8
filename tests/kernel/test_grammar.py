"""Policy documents: what AWS refuses, in which words, and where it stands in the text.

Source: IAM User Guide, Grammar of the IAM JSON policy language; the texts as users report them (see grammar.py).
"""

import json
from typing import Any

import pytest

from fogbank.kernel.identity import grammar
from fogbank.kernel.identity.grammar import Kind, check, problems

STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
SHARED = {**STATEMENT, "Principal": {"AWS": "111122223333"}}
RCP = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*"}
BASES: dict[Kind, dict[str, Any]] = {
    "identity": STATEMENT,
    "managed": STATEMENT,
    "resource": SHARED,
    "trust": TRUST,
    "scp": STATEMENT,
    "rcp": RCP,
}
SYNTAX = "Syntax errors in policy."
SID = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."


def document(*statements: dict[str, Any], version: str | None = "2012-10-17") -> str:
    """A policy of these statements."""
    return json.dumps(({"Version": version} if version else {}) | {"Statement": list(statements)})


def changed(kind: Kind, changes: dict[str, Any]) -> str:
    """A good policy of this kind, its statement changed; None takes an element out."""
    statement = {**BASES[kind], **changes}
    return document({name: value for name, value in statement.items() if value is not None})


@pytest.mark.parametrize("kind", list(BASES))
def test_a_good_policy_has_no_problem(kind: Kind) -> None:
    assert problems(changed(kind, {}), kind) == []
    assert check(changed(kind, {}), kind) is None


IDENTITY: list[tuple[dict[str, Any], str]] = [
    ({"Effect": None}, SYNTAX),
    ({"Effect": "allow"}, SYNTAX),
    ({"Action": None}, "Policy statement must contain actions."),
    ({"Action": []}, "Policy statement must contain actions."),
    ({"Resource": None}, "Policy statement must contain resources."),
    ({"NotAction": "s3:PutObject"}, SYNTAX),
    ({"NotResource": "*"}, SYNTAX),
    ({"Comment": "why"}, SYNTAX),
    ({"Action": 3}, SYNTAX),
    ({"Action": "GetObject"}, VENDOR),
    ({"Action": "s3:Get:Object"}, "Actions/Condition can contain only one colon."),
    ({"Action": "s3 :GetObject"}, "Vendor s3  is not valid"),
    ({"Resource": ""}, 'Resource  must be in ARN format or "*".'),
    ({"Resource": "topic"}, 'Resource topic must be in ARN format or "*".'),
    ({"Resource": "arn:aws:iam:123456789012:user/jo"}, "The policy failed legacy parsing"),
    ({"Resource": "arn:foo:s3:::b"}, 'Partition "foo" is not valid for resource "arn:foo:s3:::b".'),
    ({"Resource": "arn:aws:s*:::b"}, "Resource vendor must be fully qualified and cannot contain regexes."),
    (
        {"Resource": "arn:aws:iam:us-east-1:123456789012:role/a"},
        "IAM resource arn:aws:iam:us-east-1:123456789012:role/a cannot contain region information.",
    ),
    ({"Resource": "arn:aws:s3:us-east-1::b"}, "Resource arn:aws:s3:us-east-1::b can not contain region information."),
    ({"Principal": "*"}, "Policy document should not specify a principal."),
    ({"Sid": "not this"}, SID),
    ({"Condition": []}, SYNTAX),
    ({"Condition": {"aws:username": "jo"}}, SYNTAX),
    ({"Condition": {"StringEqual": {"aws:username": "jo"}}}, SYNTAX),
    ({"Condition": {"StringEquals": {"username": "jo"}}}, VENDOR),
    ({"Condition": {"StringEquals": {"aws:username": None}}}, SYNTAX),
    ({"Condition": {"NullIfExists": {"aws:username": "true"}}}, SYNTAX),
    ({"Condition": {"DateLessThan": {"aws:CurrentTime": "tomorrow"}}}, "The policy failed legacy parsing"),
]


@pytest.mark.parametrize(("changes", "message"), IDENTITY, ids=lambda value: str(value)[:60])
def test_what_identity_policies_are_refused_for(changes: dict[str, Any], message: str) -> None:
    assert check(changed("managed", changes), "managed") == message


GOOD: list[dict[str, Any]] = [
    {"Action": "*"},
    {"Action": ["s3:*", "ec2:Describe*", "*:*"]},
    {"Resource": ["*", "arn:aws:s3:::b", "arn:*:s3:::b?/${aws:username}/*"]},
    {"Resource": "arn:aws:iam::123456789012:role/team/*"},
    {"Resource": None, "NotResource": "arn:aws:sqs:*:*:jobs"},
    {"Action": None, "NotAction": "iam:*"},
    {"Sid": ""},
    {"Condition": {}},
    {"Condition": {"ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a*", "b"]}, "Bool": {"aws:x": True}}},
    {"Condition": {"numericlessthan": {"aws:x": 3}, "Null": {"aws:x": "true"}}},
    {"Condition": {"DateGreaterThan": {"aws:CurrentTime": ["2024-01-01T00:00:00Z", "1700000000", "2024-01-01"]}}},
]


@pytest.mark.parametrize("changes", GOOD, ids=lambda value: str(value)[:60])
def test_what_identity_policies_may_have(changes: dict[str, Any]) -> None:
    assert problems(changed("managed", changes), "managed") == []


def test_only_managed_policies_must_have_the_newer_version() -> None:
    older = document(STATEMENT, version="2008-10-17")
    none = document(STATEMENT, version=None)
    newest = "Policy document must be version 2012-10-17 or greater."
    assert [check(older, "managed"), check(none, "managed")] == [newest, newest]
    assert [check(older, "identity"), check(none, "identity")] == [None, None]
    assert check(document(STATEMENT, version="2020-01-01"), "identity") == SYNTAX


def test_sids_of_a_policy_are_unique() -> None:
    twice = document({**STATEMENT, "Sid": "a"}, {**STATEMENT, "Sid": "a"})
    assert check(twice, "identity") == "Statement IDs (SID) in a single policy must be unique."
    assert check(document({**SHARED, "Sid": "a b"}, {**SHARED, "Sid": "a b"}), "resource") is None


def test_a_single_statement_stands_behind_the_version() -> None:
    """99designs/iamy#65."""
    assert check(json.dumps({"Statement": STATEMENT, "Version": "2012-10-17"}), "managed") == (
        "The policy failed legacy parsing"
    )
    assert check(json.dumps({"Statement": [STATEMENT], "Version": "2012-10-17"}), "managed") is None
    assert check(json.dumps({"Version": "2012-10-17", "Statement": STATEMENT}), "managed") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"Version":"2012-10-17",}', '{"Id":1,"Id":2}', "{} x"])
def test_what_is_no_json_object(text: str) -> None:
    assert check(text, "managed") == SYNTAX
    assert check(text, "trust") == "This policy contains invalid Json"
    assert check(text, "resource") == "Policies must be valid JSON and the first byte must be '{'"


TRUSTING: list[tuple[dict[str, Any], str | None]] = [
    ({"Principal": None}, "Missing required field Principal"),
    ({"Action": None}, "Missing required field Action"),
    ({"Effect": None}, "Missing required field Effect"),
    ({"Resource": "*"}, "Has prohibited field Resource"),
    ({"Resource": "*", "Principal": None}, "Has prohibited field Resource"),
    ({"Comment": "why"}, "Unknown field Comment"),
    ({"Action": "s3:GetObject"}, "AssumeRole policy may only specify STS AssumeRole actions."),
    ({"Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}, None),
    ({"Principal": {"AWS": "jo"}}, 'Invalid principal in policy: "AWS":"jo"'),
    ({"Principal": {"Service": "ec2"}}, 'Invalid principal in policy: "SERVICE":"ec2"'),
    ({"Principal": {"Account": "111122223333"}}, "Invalid principal in policy"),
    ({"Principal": {"AWS": []}}, "Invalid principal in policy"),
    ({"Principal": {}}, "Invalid principal in policy"),
    ({"Principal": "*"}, None),
    ({"Principal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:root", "*"]}}, None),
    ({"Principal": {"AWS": "arn:aws:iam::111122223333:role/a/*"}}, "Invalid principal in policy"),
    ({"Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/a/jo"}}, None),
    ({"Principal": {"AWS": "arn:aws:iam::11112222333:root"}}, "Invalid principal in policy"),
    ({"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/x.com"}}, None),
    ({"Principal": {"Federated": "cognito-identity.amazonaws.com"}}, None),
    ({"Principal": {"Federated": "x.com"}}, 'Invalid principal in policy: "FEDERATED":"x.com"'),
]


@pytest.mark.parametrize(("changes", "message"), TRUSTING, ids=lambda value: str(value)[:60])
def test_trust_policies(changes: dict[str, Any], message: str | None) -> None:
    found = check(changed("trust", changes), "trust")
    assert found == message if message is None else (found or "").startswith(message)


def test_resource_policies_name_a_principal_and_a_resource() -> None:
    assert check(changed("resource", {"Principal": None}), "resource") == "Missing required field Principal"
    assert check(changed("resource", {"Resource": None}), "resource") == "Missing required field Resource"
    assert check(changed("resource", {"Principal": "111122223333"}), "resource") == "Invalid policy syntax."
    assert check(changed("resource", {"Principal": {"CanonicalUser": "0" * 64}}), "resource") is None
    assert check(changed("resource", {"Principal": None, "NotPrincipal": {"AWS": "*"}}), "resource") is None


def test_service_control_policies_have_no_principal() -> None:
    """Source: Organizations User Guide, SCP syntax."""
    assert check(changed("scp", {"Principal": "*"}), "scp") == SYNTAX
    assert check(changed("scp", {"Effect": "Deny", "Action": None, "NotAction": "iam:*"}), "scp") is None
    assert check(document(STATEMENT, version=None), "scp") is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"Effect": "Allow"},
        {"Principal": {"AWS": "111122223333"}},
        {"Principal": None, "NotPrincipal": "*"},
        {"Action": None, "NotAction": "s3:*"},
        {"Action": "*"},
    ],
    ids=str,
)
def test_resource_control_policies_only_deny_to_all(changes: dict[str, Any]) -> None:
    """Source: Organizations User Guide, RCP syntax."""
    assert check(changed("rcp", changes), "rcp") == SYNTAX


def test_a_problem_says_where_it_stands() -> None:
    text = (
        '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow",\n  "Action": ["s3:*", "x"], "Resource": "*"}]}'
    )
    (found,) = problems(text, "identity")
    assert found.path == ("Statement", 0, "Action", 1)
    assert (found.line, found.column) == (3, 21)
    assert text[found.start : found.end] == '"x"'
    assert problems("{\n  oops", "identity")[0][3:5] == (2, 2)


def test_white_space_does_not_count() -> None:
    """Source: IAM User Guide, IAM and AWS STS quotas."""
    assert grammar.size('{ "Version":\n\t"2012-10-17" }') == len('{"Version":"2012-10-17"}')
