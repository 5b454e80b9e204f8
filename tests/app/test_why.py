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
}


def test_each_policy_and_the_verdict() -> None:
    granted = {**DECISION, "principal": "s3.amazonaws.com", "policies": [], "keys": {}, "missing": [], "owner": ""}
    granted |= {"allowed": True, "reason": "a grant", "grant": "grant-1"}
    call = {"service": "s3", "operation": "GetObject", "status": 403, "principal": SESSION}
    assert list(lines({**call, "decisions": [DECISION, granted]})) == [
        "s3:GetObject answered 403",
        f"principal  {SESSION}",
        "",
        "action     s3:GetObject",
        "resource   arn:aws:s3:::pictures/a of account 111122223333",
        "  resource-based policy: says nothing about it",
        f"  identity-based policy read of {ROLE}: Allow, Deny (NotAtNight)",
        "  no session policy",
        "  aws:calledvia = a.amazonaws.com, b.amazonaws.com",
        "  aws:sourceip = 127.0.0.1",
        "refused    with an explicit deny in an identity-based policy",
        "",
        "principal  s3.amazonaws.com",
        "action     s3:GetObject",
        "resource   arn:aws:s3:::pictures/a",
        "  grant grant-1: allows it",
        "allowed    a grant",
    ]
