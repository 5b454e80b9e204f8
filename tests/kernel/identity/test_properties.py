"""What holds of every decision, whatever the policies: tried on many.

Source: IAM User Guide, How AWS enforcement code logic evaluates requests to allow or deny access.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.identity.evaluate import Decision, decide
from fogbank.kernel.identity.held import Attached, Ceilings, Held
from fogbank.kernel.identity.principal import ANONYMOUS, root_of
from tests.kernel.identity.deciding import (
    AWAY,
    FEDERATED_ARN,
    HOME,
    RESOURCE,
    ROLE_ARN,
    SESSION_ARN,
    USER_ARN,
    ask,
    document,
    federated,
    role_session,
    service,
    user,
)

effects = st.sampled_from(["Allow", "Allow", "Deny"])
bodies = st.fixed_dictionaries(
    {
        "Effect": effects,
        "Action": st.sampled_from(["*", "sqs:*", "sqs:SendMessage", "s3:*"]),
        "Resource": st.sampled_from(["*", RESOURCE, "arn:aws:sqs:*:*:jobs", "arn:aws:s3:::x"]),
        "Condition": st.sampled_from([{}, {"StringEquals": {"k": "v"}}, {"StringNotEquals": {"k": "v"}}]),
    }
)
principals = st.sampled_from(
    [
        "*",
        {"Service": "sns.amazonaws.com"},
        *({"AWS": name} for name in (HOME, AWAY, USER_ARN, ROLE_ARN, SESSION_ARN, FEDERATED_ARN)),
    ]
)
resource_bodies = st.builds(lambda body, who: {**body, "Principal": who}, bodies, principals)
policies = st.lists(bodies, max_size=3).map(lambda found: Attached("p", document(*found)))
levels = st.lists(st.lists(policies, max_size=2).map(tuple), max_size=2).map(tuple)
callers = st.sampled_from(
    [ANONYMOUS, root_of(HOME), root_of(AWAY), service(), user(), user(AWAY), role_session(), role_session(account=AWAY)]
) | policies.map(lambda policy: federated(policy.document))
contexts = st.sampled_from([{}, {"k": "v"}, {"k": "w"}])


def hold(identity: list[Attached], boundary: Attached | None) -> Held:
    return Held(tuple(identity), boundary)


class Scene(dict[str, Any]):
    """All that a decision reads; `but` with something else in it."""

    def but(self, **changes: Any) -> "Scene":
        return Scene({**self, **changes})

    def decision(self) -> Decision:
        found = dict(self)
        who, context = found.pop("who"), found.pop("context")
        delegates, granted = found.pop("delegates"), found.pop("granted")
        statements = found.pop("statements")
        policy = None if statements is None else document(*statements)
        return decide(ask(who, context=context, delegates=delegates, granted=granted), policy=policy, **found)


scenes = st.builds(
    Scene,
    who=callers,
    context=contexts,
    held=st.builds(hold, st.lists(policies, max_size=3), st.none() | policies),
    statements=st.none() | st.lists(resource_bodies, max_size=3),
    ceilings=st.builds(Ceilings, levels | st.none(), levels | st.none()),
    owner=st.builds(Ceilings, levels | st.none(), levels | st.none()),
    delegates=st.booleans(),
    granted=st.sampled_from(["", "grant-1"]),
)
ENTITIES = ("user", "assumed-role", "federated-user")
BOUND = (*ENTITIES, "root")
NOTHING_ALLOWED = {"Effect": "Deny", "Action": "*", "Resource": "*"}
DENY = Attached("deny", document(NOTHING_ALLOWED))


@given(scenes)
def test_an_explicit_deny_of_the_resource_wins(scene: Scene) -> None:
    statements = [*(scene["statements"] or []), {**NOTHING_ALLOWED, "Principal": "*"}]
    decision = scene.but(statements=statements).decision()
    assert (decision.allowed, decision.explicit) == (False, True)


@given(scenes.filter(lambda scene: scene["who"].kind in ENTITIES))
def test_an_explicit_deny_of_what_the_caller_holds_wins(scene: Scene) -> None:
    held: Held = scene["held"]
    for denied in (held._replace(identity=(*held.identity, DENY)), held._replace(boundary=DENY)):
        decision = scene.but(held=denied).decision()
        assert (decision.allowed, decision.explicit) == (False, True)


@given(scenes, policies)
def test_a_further_policy_of_denials_never_allows(scene: Scene, more: Attached) -> None:
    only_denials = Attached("more", more.document.replace('"Allow"', '"Deny"'))
    held: Held = scene["held"]
    after = scene.but(held=held._replace(identity=(*held.identity, only_denials))).decision()
    assert scene.decision().allowed or not after.allowed


@given(scenes.filter(lambda scene: scene["statements"] is not None), resource_bodies)
def test_a_further_denial_of_the_resource_never_allows(scene: Scene, more: dict[str, Any]) -> None:
    after = scene.but(statements=[*scene["statements"], {**more, "Effect": "Deny"}]).decision()
    assert scene.decision().allowed or not after.allowed


@given(scenes, policies)
def test_a_boundary_never_allows_more(scene: Scene, boundary: Attached) -> None:
    before = scene.but(held=scene["held"]._replace(boundary=None)).decision()
    after = scene.but(held=scene["held"]._replace(boundary=boundary)).decision()
    assert before.allowed or not after.allowed


@given(scenes, policies, st.sampled_from([HOME, AWAY]))
def test_a_session_policy_never_allows_more(scene: Scene, policy: Attached, account: str) -> None:
    before = scene.but(who=role_session(account=account)).decision()
    after = scene.but(who=role_session(policy.document, account=account)).decision()
    assert before.allowed or not after.allowed


@given(scenes, st.lists(policies, max_size=2))
def test_a_further_level_of_controls_never_allows_more(scene: Scene, level: list[Attached]) -> None:
    before = scene.decision().allowed
    for key in ("ceilings", "owner"):
        ceilings: Ceilings = scene[key]
        after = ceilings._replace(
            service_control=(*(ceilings.service_control or ()), tuple(level)),
            resource_control=(*(ceilings.resource_control or ()), tuple(level)),
        )
        assert before or not scene.but(**{key: after}).decision().allowed


@given(scenes)
def test_whoever_is_bound_needs_every_level(scene: Scene) -> None:
    ceilings: Ceilings = scene["ceilings"]._replace(service_control=((),))
    assert not scene.but(ceilings=ceilings).decision().allowed or scene["who"].kind not in BOUND


@given(scenes)
def test_only_the_root_needs_nothing(scene: Scene) -> None:
    empty = scene.but(held=Held(), statements=[], granted="", ceilings=Ceilings(), owner=Ceilings())
    decision = empty.decision()
    owner_root = scene["who"].kind == "root" and scene["who"].account == HOME and not scene["delegates"]
    assert decision.allowed == owner_root


@given(scenes)
def test_the_trace_accounts_for_the_answer(scene: Scene) -> None:
    decision = scene.decision()
    denies = [found for found in decision.trace if found.effect == "Deny"]
    assert decision.explicit == bool(denies)
    if decision.explicit:
        assert decision.step in {found.kind for found in denies}
    elif decision.allowed and decision.step not in ("root", "grant"):
        assert decision.step in {found.kind for found in decision.trace}
    assert {found.kind for found in decision.trace} <= {asked.kind for asked in decision.asked}
