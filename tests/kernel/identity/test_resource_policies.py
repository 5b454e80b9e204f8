"""Decisions by resource policies alone, case by case.

Source of the rules: IAM User Guide, Policy evaluation logic; IAM JSON policy elements.
"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.identity.evaluate import Question, decide
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, root_of, service_of

OWNER, OTHER = "111111111111", "222222222222"
RESOURCE = f"arn:aws:sqs:eu-west-3:{OWNER}:jobs"


def ask(who: Principal, action: str = "sqs:SendMessage", **context: str) -> Question:
    return Question(who, action, RESOURCE, OWNER, {key.replace("_", ":").lower(): v for key, v in context.items()})


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(effect: str = "Allow", **changes: Any) -> dict[str, Any]:
    return {"Effect": effect, "Principal": "*", "Action": "sqs:*", "Resource": "*", **changes}


ALLOWED: list[tuple[str, Principal, dict[str, Any]]] = [
    ("anybody", ANONYMOUS, {}),
    ("an account by number", root_of(OTHER), {"Principal": {"AWS": OTHER}}),
    ("an account by root ARN", root_of(OTHER), {"Principal": {"AWS": [f"arn:aws:iam::{OTHER}:root"]}}),
    ("every AWS principal", root_of(OTHER), {"Principal": {"AWS": "*"}}),
    ("a service", service_of("s3", OWNER), {"Principal": {"Service": "s3.amazonaws.com"}}),
    ("actions without regard to case", root_of(OTHER), {"Action": "SQS:sendmessage"}),
    ("a wildcard for one character", root_of(OTHER), {"Resource": RESOURCE[:-1] + "?"}),
    ("all actions but one", root_of(OTHER), {"Action": None, "NotAction": "sqs:DeleteQueue"}),
    ("all resources but one", root_of(OTHER), {"Resource": None, "NotResource": "arn:aws:sqs:*:*:other"}),
    ("all principals but one", root_of(OTHER), {"Principal": None, "NotPrincipal": {"AWS": OWNER}}),
]
REFUSED: list[tuple[str, Principal, dict[str, Any]]] = [
    ("another account", root_of("333333333333"), {"Principal": {"AWS": OTHER}}),
    ("nobody without an account", ANONYMOUS, {"Principal": {"AWS": OTHER}}),
    ("another action", root_of(OTHER), {"Action": "sqs:ReceiveMessage"}),
    ("another resource", root_of(OTHER), {"Resource": "arn:aws:sqs:*:*:other"}),
    ("a dot is a dot", root_of(OTHER), {"Resource": RESOURCE.replace("jobs", "j.bs")}),
    ("an unknown operator", root_of(OTHER), {"Condition": {"MoonPhase": {"aws:SourceIp": "full"}}}),
    ("an absent key", root_of(OTHER), {"Condition": {"StringEquals": {"aws:SourceArn": "x"}}}),
]


def clean(changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement(**changes).items() if value is not None}


@pytest.mark.parametrize(("name", "who", "changes"), ALLOWED, ids=[case[0] for case in ALLOWED])
def test_allowed(name: str, who: Principal, changes: dict[str, Any]) -> None:
    assert decide(ask(who), policy=policy(clean(changes))).allowed


@pytest.mark.parametrize(("name", "who", "changes"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused(name: str, who: Principal, changes: dict[str, Any]) -> None:
    assert not decide(ask(who), policy=policy(clean(changes))).allowed


def test_without_policy_only_the_owner_may() -> None:
    assert decide(ask(root_of(OWNER))).allowed
    assert not decide(ask(root_of(OTHER))).allowed
    assert not decide(ask(ANONYMOUS)).allowed


def test_conditions_read_the_context() -> None:
    insecure = statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}})
    assert not decide(ask(root_of(OWNER), aws_securetransport="false"), policy=policy(insecure)).allowed
    assert decide(ask(root_of(OWNER), aws_securetransport="true"), policy=policy(insecure)).allowed
    from_queue = statement(Condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:pictures"}})
    assert decide(ask(root_of(OTHER), aws_sourcearn="arn:aws:s3:::pictures"), policy=policy(from_queue)).allowed


statements = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Principal": st.sampled_from(["*", {"AWS": OTHER}, {"AWS": OWNER}, {"Service": "s3.amazonaws.com"}]),
        "Action": st.sampled_from(["*", "sqs:*", "sqs:SendMessage", "s3:*"]),
        "Resource": st.sampled_from(["*", RESOURCE, "arn:aws:s3:::x"]),
    }
)
callers = st.sampled_from([ANONYMOUS, root_of(OWNER), root_of(OTHER), service_of("s3", OWNER)])


@given(st.lists(statements, max_size=5), statements, callers)
def test_a_further_deny_never_allows(known: list[dict[str, Any]], more: dict[str, Any], who: Principal) -> None:
    before = decide(ask(who), policy=policy(*known))
    after = decide(ask(who), policy=policy(*known, {**more, "Effect": "Deny"}))
    assert before.allowed or not after.allowed


@given(st.lists(statements, max_size=5), callers)
def test_an_explicit_deny_always_wins(known: list[dict[str, Any]], who: Principal) -> None:
    assert not decide(ask(who), policy=policy(*known, statement("Deny", Action="*"))).allowed
