"""Decisions within one account.

Source: IAM User Guide, How AWS enforcement code logic evaluates requests to allow or deny access (the paragraphs "IAM
role", "IAM role session", "IAM user", "AWS STS federated user principal" of resource-based policies); Policy evaluation
for requests within a single account; AWS account principals; KMS Developer Guide, Default key policy.
"""

from typing import Any, NamedTuple

import pytest

from fogbank.kernel.identity.evaluate import Decision, decide
from fogbank.kernel.identity.held import Attached, Held
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, Session, root_of
from tests.kernel.identity.deciding import (
    ACTION,
    ELSEWHERE,
    EVERYTHING,
    FEDERATED_ARN,
    HOME,
    RESOURCE,
    ROLE_ARN,
    SESSION_ARN,
    USER_ARN,
    allow,
    ask,
    attached,
    deny,
    document,
    federated,
    holding,
    role_session,
    service,
    user,
)

LIMIT = ELSEWHERE.document
OPEN = EVERYTHING.document
IDENTITY, BOUNDARY, SESSION, POLICY = (
    "identity-based policy",
    "permissions boundary",
    "session policy",
    "resource-based policy",
)
ACCOUNT_ARN = f"arn:aws:iam::{HOME}:root"


class Case(NamedTuple):
    """Who calls, holding what; whom the resource's policy allows; the answer, and the step that gave it."""

    name: str
    who: Principal
    held: Held
    named: Any
    step: str
    allowed: bool


NOTHING = holding()
CASES = [
    # Neither side says anything, or one of the two.
    Case("no policy at all", user(), NOTHING, None, IDENTITY, False),
    Case("an identity-based policy is enough", user(), holding(EVERYTHING), None, IDENTITY, True),
    Case("a policy about something else", user(), holding(ELSEWHERE), None, IDENTITY, False),
    Case("one of several", user(), holding(ELSEWHERE, EVERYTHING), None, IDENTITY, True),
    # "… that grant permissions to an IAM user ARN … are not limited by an implicit deny in an identity-based policy or
    # permissions boundary."
    Case("user ARN", user(), NOTHING, USER_ARN, POLICY, True),
    Case("user ARN, boundary", user(), holding(boundary=ELSEWHERE), USER_ARN, POLICY, True),
    Case("unique id", user(), holding(boundary=ELSEWHERE), "AIDAEXAMPLEUSER", POLICY, True),
    Case("user's session", user(session=Session(USER_ARN)), NOTHING, USER_ARN, POLICY, True),
    # "… that grant permissions to an IAM role ARN are limited by an implicit deny in a permissions boundary or session
    # policy."
    Case("role ARN", role_session(), NOTHING, ROLE_ARN, POLICY, True),
    Case(
        "role ARN, open limits",
        role_session(OPEN),
        holding(boundary=EVERYTHING),
        ROLE_ARN,
        POLICY,
        True,
    ),
    Case("role ARN, boundary", role_session(), holding(boundary=ELSEWHERE), ROLE_ARN, BOUNDARY, False),
    Case("role ARN, session policy", role_session(LIMIT), NOTHING, ROLE_ARN, SESSION, False),
    Case("role's unique id", role_session(), NOTHING, "AROAEXAMPLE", POLICY, True),
    # "Permissions granted directly to a session are not limited by an implicit deny in an identity-based policy, a
    # permissions boundary, or session policy."
    Case("session ARN", role_session(LIMIT), holding(boundary=ELSEWHERE), SESSION_ARN, POLICY, True),
    Case("session's id", role_session(LIMIT), NOTHING, "AROAEXAMPLE:example", POLICY, True),
    Case("another session", role_session(), NOTHING, SESSION_ARN + "2", IDENTITY, False),
    # "Permissions boundaries and session policies do not limit permissions granted using the aws:PrincipalArn condition
    # key with a wildcard in the Principal element."
    Case("everybody", role_session(LIMIT), holding(boundary=ELSEWHERE), "*", POLICY, True),
    # "… grant permissions directly to the session … However, if a resource-based policy grants permission to the ARN of
    # the IAM user who federated, then requests … are limited by … a permission boundary or session policy."
    Case("federated ARN", federated(LIMIT), holding(boundary=ELSEWHERE), FEDERATED_ARN, POLICY, True),
    Case("federated, its user", federated(OPEN), NOTHING, USER_ARN, POLICY, True),
    Case("federated, its user, session", federated(LIMIT), NOTHING, USER_ARN, SESSION, False),
    Case(
        "federated, its user, boundary",
        federated(OPEN),
        holding(boundary=ELSEWHERE),
        USER_ARN,
        BOUNDARY,
        False,
    ),
    # "If the principal is a role session, then the request is Allowed. Otherwise … Deny": no session policy was passed.
    Case("role without session policy", role_session(), holding(EVERYTHING), None, IDENTITY, True),
    Case("federated without session policy", federated(), holding(EVERYTHING), None, SESSION, False),
    Case("federated, both allow", federated(OPEN), holding(EVERYTHING), None, IDENTITY, True),
    Case("federated, its account", federated(OPEN), NOTHING, HOME, IDENTITY, False),
    Case("federated by a root", federated(OPEN, by_root=True), NOTHING, None, IDENTITY, True),
    # "When you specify an AWS account, … you delegate authority to the account."
    Case("the account's number", user(), NOTHING, HOME, IDENTITY, False),
    Case("the account's ARN", role_session(), NOTHING, ACCOUNT_ARN, IDENTITY, False),
    Case("the account, and identity", user(), holding(EVERYTHING), HOME, IDENTITY, True),
    # Limits on what identity-based policies allow.
    Case("boundary", user(), holding(EVERYTHING, boundary=ELSEWHERE), None, BOUNDARY, False),
    Case("boundary alone allows nothing", user(), holding(boundary=EVERYTHING), None, IDENTITY, False),
    Case("session policy", role_session(LIMIT), holding(EVERYTHING), None, SESSION, False),
    Case(
        "one of two session policies",
        role_session(LIMIT, OPEN),
        holding(EVERYTHING),
        None,
        IDENTITY,
        True,
    ),
    # The root user.
    Case("root", root_of(HOME), NOTHING, None, "root", True),
    Case("root that is not named", root_of(HOME), NOTHING, USER_ARN, "root", True),
    Case(
        "root's session",
        root_of(HOME)._replace(session=Session(ACCOUNT_ARN)),
        NOTHING,
        HOME,
        POLICY,
        True,
    ),
    Case(
        "root's session with a policy",
        root_of(HOME)._replace(session=Session(ACCOUNT_ARN, (LIMIT,))),
        NOTHING,
        HOME,
        SESSION,
        False,
    ),
    # Services and strangers have the resource's policy alone.
    Case("service", service(), NOTHING, {"Service": "sns.amazonaws.com"}, POLICY, True),
    Case("another service", service(), NOTHING, {"Service": "s3.amazonaws.com"}, POLICY, False),
    Case("service without policy", service(), NOTHING, None, POLICY, False),
    Case("service of an account that is named", service(), NOTHING, HOME, POLICY, False),
    Case("anonymous", ANONYMOUS, NOTHING, "*", POLICY, True),
    Case("anonymous that is not named", ANONYMOUS, NOTHING, HOME, POLICY, False),
    Case("anonymous without policy", ANONYMOUS, NOTHING, None, POLICY, False),
]


def decided(case: Case, **more: Any) -> Decision:
    return decide(ask(case.who, **more), case.held, _policy(case.named))


def _policy(named: Any) -> str | None:
    if named is None:
        return None
    principal = named if isinstance(named, dict) else {"AWS": named}
    return document(allow(Principal=principal))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_answer_and_what_gave_it(case: Case) -> None:
    decision = decided(case)
    assert (decision.allowed, decision.step) == (case.allowed, case.step)
    assert not decision.explicit


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_explicit_deny_of_the_resource_beats_it(case: Case) -> None:
    decision = decide(ask(case.who), case.held, document(deny(Principal="*")))
    assert not decision.allowed
    assert decision.explicit
    assert decision.reason == "with an explicit deny in a resource-based policy"


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.who.kind in ("user", "assumed-role", "federated-user")]
)
def test_an_explicit_deny_of_the_identity_beats_it(case: Case) -> None:
    if case.who.issuer == ACCOUNT_ARN:
        return  # a root has no identity-based policies
    held = case.held._replace(identity=(*case.held.identity, attached(deny(Action=ACTION))))
    assert (
        decide(ask(case.who), held, _policy(case.named)).reason == "with an explicit deny in an identity-based policy"
    )


DELEGATES = [
    # KMS: "the key policy must explicitly allow", and identity-based policies count where it names the account.
    Case("nothing in the key policy", user(), holding(EVERYTHING), ROLE_ARN, POLICY, False),
    Case("the account, no identity", user(), NOTHING, HOME, IDENTITY, False),
    Case("the account and identity", user(), holding(EVERYTHING), HOME, IDENTITY, True),
    Case(
        "the account, identity, boundary",
        user(),
        holding(EVERYTHING, boundary=ELSEWHERE),
        HOME,
        BOUNDARY,
        False,
    ),
    Case("the user itself", user(), NOTHING, USER_ARN, POLICY, True),
    Case("the role", role_session(), NOTHING, ROLE_ARN, POLICY, True),
    Case("root that is not named", root_of(HOME), NOTHING, USER_ARN, POLICY, False),
    Case("root that is named", root_of(HOME), NOTHING, ACCOUNT_ARN, POLICY, True),
]


@pytest.mark.parametrize("case", DELEGATES, ids=[case.name for case in DELEGATES])
def test_where_the_resource_policy_decides(case: Case) -> None:
    decision = decided(case, delegates=True)
    assert (decision.allowed, decision.step) == (case.allowed, case.step)


def test_where_it_decides_and_there_is_none() -> None:
    assert decide(ask(user(), delegates=True), holding(EVERYTHING)).allowed
    assert decide(ask(root_of(HOME), delegates=True)).allowed


class TestGrants:
    def test_let_in(self) -> None:
        decision = decide(ask(user(), granted="grant-1", delegates=True), NOTHING, _policy(ROLE_ARN))
        assert (decision.allowed, decision.step, decision.reason) == (True, "grant", "a grant")

    def test_are_not_stronger_than_a_deny(self) -> None:
        assert decide(ask(user(), granted="grant-1"), holding(attached(deny())), None).explicit

    def test_of_everybody_let_strangers_in(self) -> None:
        assert decide(ask(ANONYMOUS, granted="public-read")).allowed


BOB: dict[str, Any] = {"NotPrincipal": {"AWS": [USER_ARN, ACCOUNT_ARN]}}


class TestNotPrincipal:
    """AWS JSON policy elements: NotPrincipal."""

    def denied(self, who: Principal, statement: dict[str, Any], held: Held = NOTHING) -> bool:
        everybody = allow(Principal="*")
        return decide(ask(who), held, document(everybody, deny(**statement))).explicit

    def test_user_and_account_are_spared(self) -> None:
        assert not self.denied(user(), BOB)

    def test_others_of_the_account_are_not(self) -> None:
        assert self.denied(role_session(), BOB)

    def test_the_account_is_needed_as_well(self) -> None:
        assert self.denied(user(), {"NotPrincipal": {"AWS": USER_ARN}})

    def test_a_session_needs_itself_its_role_and_its_account(self) -> None:
        assert not self.denied(role_session(), {"NotPrincipal": {"AWS": [SESSION_ARN, ROLE_ARN, ACCOUNT_ARN]}})
        assert self.denied(role_session(), {"NotPrincipal": {"AWS": [SESSION_ARN, ACCOUNT_ARN]}})
        assert self.denied(role_session(), {"NotPrincipal": {"AWS": [ROLE_ARN, ACCOUNT_ARN]}})

    def test_whoever_has_a_boundary_is_denied(self) -> None:
        """ "… will always deny any IAM principal that has a permissions boundary policy attached.\""""
        assert self.denied(user(), BOB, holding(boundary=EVERYTHING))

    def test_a_service_and_a_root(self) -> None:
        assert not self.denied(service(), {"NotPrincipal": {"Service": "sns.amazonaws.com"}})
        assert not self.denied(root_of(HOME), {"NotPrincipal": {"AWS": HOME}})
        assert self.denied(ANONYMOUS, {"NotPrincipal": {"AWS": HOME}})

    def test_allow_lets_in_all_others(self) -> None:
        policy = document(allow(NotPrincipal={"AWS": HOME}))
        assert not decide(ask(user()), NOTHING, policy).allowed
        assert decide(ask(ANONYMOUS), NOTHING, policy).allowed


class TestFederatedPrincipals:
    """A trust policy names the provider; the request has it as aws:FederatedProvider."""

    PROVIDER = f"arn:aws:iam::{HOME}:oidc-provider/example.com"

    @pytest.mark.parametrize(("provider", "allowed"), [(PROVIDER, True), ("accounts.google.com", False), (None, False)])
    def test_by_the_provider(self, provider: str | None, allowed: bool) -> None:
        policy = document(allow(Principal={"Federated": self.PROVIDER}, Resource=None))
        context = {"aws:federatedprovider": provider} if provider else {}
        question = ask(ANONYMOUS, "sts:AssumeRoleWithWebIdentity", ROLE_ARN, delegates=True, context=context)
        assert decide(question, NOTHING, policy).allowed is allowed


class TestStatements:
    """What a statement is about: action, resource, conditions."""

    @pytest.mark.parametrize(
        ("statement", "matches"),
        [
            ({"Action": "SQS:sendmessage"}, True),
            ({"Action": ["sqs:Get*", "sqs:Send*"]}, True),
            ({"Action": "sqs:SendMessageBatch"}, False),
            ({"Action": "sqs:?endMessage"}, True),
            ({"Action": None, "NotAction": "sqs:Delete*"}, True),
            ({"Action": None, "NotAction": ["s3:*", "sqs:*"]}, False),
            ({"Resource": RESOURCE}, True),
            ({"Resource": RESOURCE.upper()}, False),
            ({"Resource": "arn:aws:sqs:*:*:jobs"}, True),
            ({"Resource": "arn:aws:sqs:*:*:job"}, False),
            ({"Resource": None, "NotResource": "arn:aws:sqs:*:*:other"}, True),
            ({"Resource": None, "NotResource": RESOURCE}, False),
            ({"Resource": "arn:aws:sqs:*:*:${aws:username}"}, True),
            ({"Resource": None, "NotResource": "arn:aws:sqs:*:*:${aws:username}"}, False),
            ({"Resource": "arn:aws:sqs:*:*:${aws:userid}"}, False),
            ({"Condition": {"StringEquals": {"aws:UserName": "jobs"}}}, True),
            ({"Condition": {"StringEquals": {"aws:UserName": "other"}}}, False),
            ({"Effect": "Maybe"}, False),
        ],
    )
    def test_matches(self, statement: dict[str, Any], matches: bool) -> None:
        question = ask(user(), context={"aws:username": "jobs"})
        assert decide(question, holding(attached(allow(**statement)))).allowed is matches

    def test_the_older_language_has_no_variables(self) -> None:
        policy = document(allow(Resource="arn:aws:sqs:*:*:${aws:username}")).replace("2012-10-17", "2008-10-17")
        assert not decide(ask(user(), context={"aws:username": "jobs"}), holding(Attached("old", policy))).allowed

    def test_a_single_statement_needs_no_list(self) -> None:
        assert decide(
            ask(user()), holding(Attached("one", '{"Statement": {"Effect":"Allow","Action":"*","Resource":"*"}}'))
        ).allowed

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"Statement": [1]}', '{"Statement": {"Effect": "Allow"}}'])
    def test_what_is_no_policy_says_nothing(self, text: str) -> None:
        decision = decide(ask(user()), holding(Attached("odd", text)))
        assert (decision.allowed, decision.trace) == (False, ())

    def test_an_identity_policy_needs_no_principal_and_a_resource_policy_does(self) -> None:
        assert not decide(ask(ANONYMOUS), NOTHING, document(allow())).allowed
