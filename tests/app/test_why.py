"""The text of `fogbank why`."""

from typing import Any

from fogbank.app.cli.why import lines

ROLE = "arn:aws:iam::111122223333:role/reader"
SESSION = "arn:aws:sts::111122223333:assumed-role/reader/one"
DECISION: dict[str, Any] = {
    "principal": SESSION,
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::pictures/a",
    "owner": "111122223333",
    "allowed": False,
    "explicit": True,
    "step": "identity-based policy",
    "reason": "with an explicit deny in an identity-based policy",
    "grant": "",
    "policies": [
        {"kind": "resource-based policy", "policy": "", "holder": "", "matched": []},
        {
            "kind": "identity-based policy",
            "policy": "read",
            "holder": ROLE,
            "matched": [{"sid": "", "effect": "Allow"}, {"sid": "NotAtNight", "effect": "Deny"}],
        },
    ],
    "missing": ["session policy"],
    "keys": {"aws:sourceip": "127.0.0.1", "aws:calledvia": ["a.amazonaws.com", "b.amazonaws.com"]},
    "absent": ["sts:externalid"],
}
CALL: dict[str, Any] = {
    "service": "s3",
    "operation": "GetObject",
    "status": 403,
    "principal": SESSION,
    "error": "AccessDenied",
    "message": "User: ... is not authorized to perform: s3:GetObject",
    "detail": "",
    "decisions": [],
}


def test_each_policy_and_the_verdict() -> None:
    granted = {**DECISION, "principal": "s3.amazonaws.com", "policies": [], "keys": {}, "missing": []}
    granted |= {"owner": "", "absent": []}
    granted |= {"allowed": True, "reason": "a grant", "grant": "grant-1"}
    assert list(lines({**CALL, "decisions": [DECISION, granted]})) == [
        "s3:GetObject answered 403 AccessDenied",
        f"principal  {SESSION}",
        "",
        "action     s3:GetObject",
        "resource   arn:aws:s3:::pictures/a of account 111122223333",
        "  resource-based policy: says nothing about it",
        f"  identity-based policy read of {ROLE}: Allow, Deny (NotAtNight)",
        "  no session policy",
        "  aws:calledvia = a.amazonaws.com, b.amazonaws.com",
        "  aws:sourceip = 127.0.0.1",
        "  sts:externalid: not in the request",
        "refused    with an explicit deny in an identity-based policy",
        "",
        "principal  s3.amazonaws.com",
        "action     s3:GetObject",
        "resource   arn:aws:s3:::pictures/a",
        "  grant grant-1: allows it",
        "allowed    a grant",
    ]


def test_a_failure_that_no_policy_decided() -> None:
    said = {"error": "InvalidAccessKeyId", "message": "The key does not exist.", "detail": "access key AKIA is gone"}
    unknown = {**CALL, **said, "principal": "*", "service": "", "operation": ""}
    assert next(lines(unknown)) == "?:? answered 403 InvalidAccessKeyId"
    assert list(lines({**CALL, **said, "principal": "*"})) == [
        "s3:GetObject answered 403 InvalidAccessKeyId",
        "principal  nobody (no signature that counts)",
        "message    The key does not exist.",
        "because    access key AKIA is gone",
    ]


def test_a_failure_of_what_was_allowed() -> None:
    allowed = {**DECISION, "policies": [], "missing": [], "keys": {}, "absent": [], "allowed": True, "reason": "so"}
    told = {**CALL, "status": 404, "error": "NoSuchKey", "message": "No such key.", "decisions": [allowed]}
    assert list(lines(told)) == [
        "s3:GetObject answered 404 NoSuchKey",
        f"principal  {SESSION}",
        "message    No such key.",
        "",
        "action     s3:GetObject",
        "resource   arn:aws:s3:::pictures/a of account 111122223333",
        "allowed    so",
    ]


def test_a_call_that_needs_no_permission() -> None:
    told = {**CALL, "status": 200, "error": "", "message": ""}
    assert list(lines(told))[2:] == [
        "no policy was asked: nothing stands over the account's root, or nobody needs a permission for this"
    ]
