"""The access decision: pure, and it explains itself. No store, no clock.

In the order of AWS: an explicit deny anywhere; resource control policies; service control policies; the resource's
policy; identity-based policies; the permissions boundary; session policies. A resource's policy that names the caller
itself lets it in whatever its own policies leave out; one that names its role (or the user behind a federated one) does
so within boundary and session policies; one that names its account leaves it to the account's policies.

Source: IAM User Guide, How AWS enforcement code logic evaluates requests to allow or deny access; Policy evaluation for
requests within a single account; Cross-account policy evaluation logic; Organizations User Guide, Service control
policies (tasks and entities not restricted by SCPs), Resource control policies. Messages: IAM User Guide, Troubleshoot
access denied error messages; Troubleshoot access denied error messages with authorization ID (the ARN of the policy).
"""

from typing import NamedTuple

from fogbank.kernel.arn import parse
from fogbank.kernel.identity.held import NO_CEILINGS, NOTHING, Attached, Ceilings, Held
from fogbank.kernel.identity.patterns import Keys
from fogbank.kernel.identity.policy import CALLER, ISSUER, NOBODY, Found, Names, Policies, names_of, resource_policy
from fogbank.kernel.identity.principal import Principal

IDENTITY, BOUNDARY, SESSION = "identity-based policy", "permissions boundary", "session policy"
SERVICE_CONTROL, RESOURCE_CONTROL = "service control policy", "resource control policy"
RESOURCE, TRUST = "resource-based policy", "role trust policy"
_SERVICE_LINKED = "role/aws-service-role/"


class Question(NamedTuple):
    """May this principal do this action on this resource? `context`: condition keys in lower case.

    `owner`: the account of the resource. `delegates`, `granted`: as in Target. `region`: where it is asked.
    """

    principal: Principal
    action: str
    resource: str
    owner: str
    context: Keys
    delegates: bool = False
    granted: str = ""
    region: str = ""


class Decision(NamedTuple):
    """The answer, and why: `reason` goes on with "User: … is not authorized to perform: …" where it is a refusal.

    `step`: what ended the decision: the kind of policy, "root" or "grant". `trace`: every statement that matched.
    `asked`: all policies that were asked, in order.
    """

    allowed: bool
    reason: str
    explicit: bool = False
    trace: tuple[Found, ...] = ()
    step: str = ""
    asked: tuple[Policies, ...] = ()
    question: Question | None = None


class Standing(NamedTuple):
    """What a principal holds, ready to be asked. `identity` is None for roots, which may do everything."""

    names: Names
    identity: Policies | None
    boundary: Policies | None = None
    session: Policies | None = None
    held: Held = NOTHING


Levels = tuple[Policies, ...]


class Ceiling(NamedTuple):
    """What stands over an account, ready to be asked: on each level one has to allow."""

    service_control: Levels = ()
    resource_control: Levels = ()
    ceilings: Ceilings = NO_CEILINGS


def standing(principal: Principal, held: Held, region: str = "") -> Standing:
    """Make ready what a principal holds.

    A federated user without session policies may do nothing by them.
    Source: IAM User Guide, Permissions for GetFederationToken.
    """
    session = principal.session
    limits: list[Attached] = []
    if session is not None:
        limits = [*(Attached("", document) for document in session.policies), *held.session]
    limited = bool(limits) or principal.kind == "federated-user" or (session is not None and bool(session.policy_arns))
    return Standing(
        names_of(principal, bounded=held.boundary is not None, region=region, holder=held.id),
        None if principal.issuer.endswith(":root") else Policies(IDENTITY, held.identity),
        Policies(BOUNDARY, (held.boundary,)) if held.boundary is not None else None,
        Policies(SESSION, limits) if limited else None,
        held,
    )


def ceiling(ceilings: Ceilings) -> Ceiling:
    """Make ready what stands over an account."""
    return Ceiling(
        tuple(Policies(SERVICE_CONTROL, level) for level in ceilings.service_control or ()),
        tuple(Policies(RESOURCE_CONTROL, level) for level in ceilings.resource_control or ()),
        ceilings,
    )


OPEN = ceiling(NO_CEILINGS)


def decide(
    question: Question,
    held: Held = NOTHING,
    policy: str | None = None,
    ceilings: Ceilings = NO_CEILINGS,
    owner: Ceilings = NO_CEILINGS,
) -> Decision:
    """The decision about what a principal `held`; `policy` of the resource, `ceilings` over the principal's account,
    `owner`: those over the resource's."""
    stands = standing(question.principal, held, question.region)
    return judge(question, stands, policy, ceiling(ceilings), ceiling(owner))


def judge(question: Question, stands: Standing, policy: str | None, over: Ceiling, owner: Ceiling) -> Decision:
    """As `decide`, of what has been made ready."""
    seen = _weigh(question, stands, policy, over, owner)
    if seen.denied is not None:
        return _refused(seen, question, seen.denied.kind, _explicit(question, seen.denied, over, owner))
    if seen.missing:
        return _refused(seen, question, seen.missing)
    principal, named = question.principal, seen.named
    if principal.kind in ("service", "anonymous"):
        return _allowed(seen, question) if named & CALLER else _refused(seen, question, _kind(question))
    inside = principal.account == question.owner
    if inside and named & CALLER:
        return _allowed(seen, question)
    if not named and not (inside and (policy is None or not question.delegates)):
        return _refused(seen, question, _kind(question))
    by_identity = not (inside and named & ISSUER)
    if by_identity and not seen.identity:
        return _refused(seen, question, IDENTITY)
    if not seen.boundary:
        return _refused(seen, question, BOUNDARY)
    if not seen.session:
        return _refused(seen, question, SESSION)
    return _allowed(seen, question, IDENTITY if by_identity else "")


class _Weighed(NamedTuple):
    """What the policies say, each kind on its own. `missing`: the kind of control that allows nothing."""

    denied: Found | None
    missing: str
    named: int
    identity: bool
    boundary: bool
    session: bool
    trace: tuple[Found, ...]
    asked: tuple[Policies, ...]


def _weigh(question: Question, stands: Standing, policy: str | None, over: Ceiling, owner: Ceiling) -> _Weighed:
    principal, action, resource, keys = question.principal, question.action, question.resource, question.context
    trace: list[Found] = []
    asked: list[Policies] = []
    missing, denied = "", None
    if over.service_control or owner.resource_control:
        for level in _controls(principal, over, owner):
            asked.append(level)
            allowed, deny = level.weigh(action, resource, keys, trace)
            denied = denied or deny
            missing = missing or ("" if allowed else level.kind)
    named = CALLER if question.granted else NOBODY
    if policy is not None:
        own = resource_policy(_kind(question), policy)
        asked.append(own)
        how, deny = own.name(action, resource, keys, stands.names, trace)
        denied, named = denied or deny, named | how
    allows = [True, True, True]
    for at, policies in enumerate((stands.identity, stands.boundary, stands.session)):
        if policies is not None:
            asked.append(policies)
            allows[at], deny = policies.weigh(action, resource, keys, trace)
            denied = denied or deny
    identity, boundary, session = allows
    return _Weighed(denied, missing, named, identity, boundary, session, tuple(trace), tuple(asked))


def _controls(principal: Principal, over: Ceiling, owner: Ceiling) -> Levels:
    """Neither binds service-linked roles. Service control policies bind users, roles and roots, nobody else."""
    arn = parse(principal.issuer)
    if arn is not None and arn.resource.startswith(_SERVICE_LINKED):
        return ()
    bound = principal.kind not in ("service", "anonymous")
    return owner.resource_control + (over.service_control if bound else ())


def _kind(question: Question) -> str:
    """What the policy of the resource is called: that of a role is its trust policy."""
    arn = parse(question.resource) if question.delegates else None
    return TRUST if arn is not None and arn.service == "iam" else RESOURCE


def _allowed(seen: _Weighed, question: Question, step: str = "") -> Decision:
    if step == "":
        step = "grant" if question.granted and not _lets_in(seen.trace) else _kind(question)
    elif question.principal.is_root:
        step = "root"
    reason = _WHY_ALLOWED.get(step, f"a {step} allows it")
    return Decision(True, reason, False, seen.trace, step, seen.asked, question)


def _lets_in(trace: tuple[Found, ...]) -> bool:
    return any(found.effect == "Allow" and found.kind in (RESOURCE, TRUST) for found in trace)


_WHY_ALLOWED = {IDENTITY: "an identity-based policy allows it", "root": "the account's root", "grant": "a grant"}


def _refused(seen: _Weighed, question: Question, step: str, explicit: str = "") -> Decision:
    reason = explicit or f"because no {step} allows the {question.action} action"
    return Decision(False, reason, bool(explicit), seen.trace, step, seen.asked, question)


def _explicit(question: Question, denied: Found, over: Ceiling, owner: Ceiling) -> str:
    """The words for an explicit deny; the ARN of the policy is told within an account or organization."""
    if denied.kind == TRUST:
        return f"with an explicit deny in the {TRUST}"
    article = "an" if denied.kind == IDENTITY else "a"
    organization = over.ceilings.organization
    together = question.principal.account == question.owner or (
        organization != "" and organization == owner.ceilings.organization
    )
    which = f": {denied.policy}" if together and denied.policy.startswith("arn:") else ""
    return f"with an explicit deny in {article} {denied.kind}{which}"
