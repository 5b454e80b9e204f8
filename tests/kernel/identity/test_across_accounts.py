"""Decisions across accounts and in organizations.

Source: IAM User Guide, Cross-account policy evaluation logic; Organizations User Guide, SCP evaluation, SCP effects on
permissions (tasks and entities not restricted by SCPs), RCP evaluation, Resource control policies (resources and
entities not restricted by RCPs).
"""

from typing import Any

import pytest

from fogbank.kernel.identity.evaluate import Decision, decide
from fogbank.kernel.identity.held import NO_CEILINGS, NOTHING, Ceilings, Held
from fogbank.kernel.identity.principal import ANONYMOUS, Principal, Session, root_of
from tests.kernel.identity.deciding import (
    AWAY,
    ELSEWHERE,
    EVERYTHING,
    HOME,
    ROLE_ARN,
    allow,
    ask,
    attached,
    deny,
    document,
    holding,
    member,
    role_session,
    service,
    user,
)

OTHER_USER = user(AWAY)


def lets_in(principal: Any) -> str:
    return document(allow(Principal=principal))


@pytest.mark.parametrize(
    ("who", "held", "policy", "step", "allowed"),
    [
        # "The request is allowed only if both evaluations return a decision of Allow."
        (OTHER_USER, holding(EVERYTHING), None, "resource-based policy", False),
        (OTHER_USER, holding(EVERYTHING), lets_in({"AWS": HOME}), "resource-based policy", False),
        (OTHER_USER, holding(), lets_in({"AWS": AWAY}), "identity-based policy", False),
        (OTHER_USER, holding(EVERYTHING), lets_in({"AWS": AWAY}), "identity-based policy", True),
        (OTHER_USER, holding(), lets_in({"AWS": OTHER_USER.arn}), "identity-based policy", False),
        (OTHER_USER, holding(EVERYTHING), lets_in({"AWS": OTHER_USER.arn}), "identity-based policy", True),
        (OTHER_USER, holding(), lets_in("*"), "identity-based policy", False),
        (OTHER_USER, holding(EVERYTHING, boundary=ELSEWHERE), lets_in("*"), "permissions boundary", False),
        (role_session(account=AWAY), holding(EVERYTHING), lets_in("*"), "identity-based policy", True),
        (role_session(ELSEWHERE.document, account=AWAY), holding(EVERYTHING), lets_in("*"), "session policy", False),
        (root_of(AWAY), NOTHING, None, "resource-based policy", False),
        (root_of(AWAY), NOTHING, lets_in({"AWS": AWAY}), "root", True),
        (ANONYMOUS, NOTHING, lets_in("*"), "resource-based policy", True),
    ],
)
def test_both_accounts_have_to_allow(who: Principal, held: Held, policy: str | None, step: str, allowed: bool) -> None:
    decision = decide(ask(who), held, policy)
    assert (decision.allowed, decision.step) == (allowed, step)


def test_a_grant_stands_for_the_resource_policy() -> None:
    assert decide(
        ask(OTHER_USER, granted="grant-1", delegates=True), holding(EVERYTHING), lets_in({"AWS": HOME})
    ).allowed
    assert not decide(ask(OTHER_USER, granted="grant-1", delegates=True), holding(), lets_in({"AWS": HOME})).allowed


def test_a_role_of_another_account_is_entered_with_both() -> None:
    trust = document(allow(Principal={"AWS": AWAY}, Action="sts:AssumeRole", Resource=None))
    question = ask(OTHER_USER, "sts:AssumeRole", ROLE_ARN, delegates=True)
    assert decide(question, holding(EVERYTHING), trust).allowed
    assert decide(question, holding(), trust).step == "identity-based policy"
    assert decide(question, holding(EVERYTHING), document()).reason == (
        "because no role trust policy allows the sts:AssumeRole action"
    )


ALL = (EVERYTHING,)


def under(who: Principal, ceilings: Ceilings, owner: Ceilings = NO_CEILINGS) -> Decision:
    policy = document(allow(Principal="*"))
    return decide(ask(who), holding(EVERYTHING), policy, ceilings, owner)


class TestServiceControl:
    @pytest.mark.parametrize("who", [user(), role_session(), root_of(HOME)])
    def test_every_level_has_to_allow(self, who: Principal) -> None:
        assert under(who, member(ALL, ALL, ALL)).allowed
        for level in range(3):
            levels = [ALL, ALL, ALL]
            levels[level] = (ELSEWHERE,)
            refused = under(who, member(*levels))
            assert refused.reason == "because no service control policy allows the sqs:SendMessage action"
            levels[level] = (*ALL, attached(deny(Action="sqs:*"), name="arn:aws:organizations::1:policy/o-1/p-1"))
            refused = under(who, member(*levels))
            assert refused.explicit
            assert refused.reason == (
                "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1"
            )

    def test_a_level_without_policies_allows_nothing(self) -> None:
        assert not under(user(), member(ALL, ())).allowed

    def test_the_management_account_is_not_bound(self) -> None:
        assert under(user(), Ceilings(organization="o-example", management_account=HOME)).allowed

    def test_they_bind_principals_not_resources(self) -> None:
        """ "SCPs don't affect resources directly": those over the resource's account have no say about others."""
        assert under(OTHER_USER, NO_CEILINGS, member((ELSEWHERE,))).allowed

    @pytest.mark.parametrize("who", [service(), ANONYMOUS])
    def test_services_and_strangers_are_not_bound(self, who: Principal) -> None:
        assert under(who, member((ELSEWHERE,))).allowed

    def test_service_linked_roles_are_not_bound(self) -> None:
        session = Session(f"arn:aws:iam::{HOME}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX")
        who = role_session()._replace(session=session)
        assert under(who, member((ELSEWHERE,))).allowed

    def test_they_give_nothing(self) -> None:
        assert not decide(ask(user()), holding(), None, member(ALL)).allowed


class TestResourceControl:
    NONE = member(resource=((EVERYTHING,), (EVERYTHING, attached(deny(Principal="*", Action="sqs:*"), name="arn:p"))))

    @pytest.mark.parametrize("who", [user(), root_of(HOME), OTHER_USER, service(), ANONYMOUS])
    def test_they_bind_whoever_calls(self, who: Principal) -> None:
        assert under(who, NO_CEILINGS, member(resource=((EVERYTHING,),))).allowed
        refused = under(who, NO_CEILINGS, self.NONE)
        assert refused.explicit
        assert refused.reason.startswith("with an explicit deny in a resource control policy")

    def test_they_bind_the_resources_of_their_account_only(self) -> None:
        assert under(user(), self.NONE, NO_CEILINGS).allowed

    def test_the_arn_of_the_policy_is_for_members(self) -> None:
        assert under(user(), self.NONE, self.NONE).reason.endswith(": arn:p")
        assert under(OTHER_USER, self.NONE, self.NONE).reason.endswith(": arn:p")
        assert under(OTHER_USER, NO_CEILINGS, self.NONE).reason.endswith("resource control policy")

    def test_service_linked_roles_are_not_bound(self) -> None:
        session = Session(f"arn:aws:iam::{HOME}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX")
        assert under(role_session()._replace(session=session), NO_CEILINGS, self.NONE).allowed


def test_which_refusal_is_told() -> None:
    """An explicit deny anywhere comes first, then the order of the flow chart."""
    held = holding(ELSEWHERE, boundary=ELSEWHERE)
    who = role_session(ELSEWHERE.document)
    ceilings, owner = member((ELSEWHERE,)), member(resource=((ELSEWHERE,),))
    steps = [
        decide(ask(who), held, None, ceilings, owner).step,
        decide(ask(who), held, None, ceilings).step,
        decide(ask(who), held).step,
        decide(ask(who), holding(EVERYTHING, boundary=ELSEWHERE)).step,
        decide(ask(who), holding(EVERYTHING)).step,
    ]
    assert steps == [
        "resource control policy",
        "service control policy",
        "identity-based policy",
        "permissions boundary",
        "session policy",
    ]
    limited = role_session(document(deny()))
    assert decide(ask(limited), held, None, ceilings, owner).step == "session policy"
