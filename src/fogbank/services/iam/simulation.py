"""What a call would be told, without making it: the access decision on given policies, in the simulator's words.

Source: API Reference, SimulateCustomPolicy, EvaluationResult, ResourceSpecificResult, Statement; IAM User Guide, How
the IAM policy simulator works. What the references leave open is as in outputs that people published: the names of
policies ("PolicyInputList.1", "user_NAME_POLICY"), "IAM Policy" and "Resource Policy" as their types, and positions
that count from 1 and begin behind the bracket or comma before a statement.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fogbank.kernel.arn import parse
from fogbank.kernel.identity import facts
from fogbank.kernel.identity.evaluate import BOUNDARY, IDENTITY, RESOURCE, SERVICE_CONTROL, Decision, Question, decide
from fogbank.kernel.identity.held import Attached, Ceilings, Held
from fogbank.kernel.identity.located import place, read
from fogbank.kernel.identity.patterns import Value
from fogbank.kernel.identity.policy import Found, Policies, compiled, names_of, resource_policy
from fogbank.kernel.identity.principal import Principal
from fogbank.services.iam import rules

ALLOWED, EXPLICIT, IMPLICIT = "allowed", "explicitDeny", "implicitDeny"
_STRICTEST = (EXPLICIT, IMPLICIT, ALLOWED)
_TYPES = {IDENTITY: "IAM Policy", BOUNDARY: "IAM Policy", RESOURCE: "Resource Policy"}


class Scene(NamedTuple):
    """What is simulated. `owner`: the account of resources whose ARN names none. `policy`: that of each resource.

    `over`: the service control policies, level by level; None where the account is in no organization. `keys`: the
    condition keys that the request would have, in lower case.
    """

    principal: Principal
    identity: tuple[Attached, ...]
    boundary: Attached | None
    policy: str | None
    owner: str
    over: Ceilings | None
    keys: Mapping[str, Value]


class Verdict(NamedTuple):
    """What came out for one resource. `organizations`, `boundary`: whether they allow it; None where there is none.

    `details`: what each kind of policy says, where caller and resource are of different accounts.
    """

    resource: str
    decision: str
    matched: tuple[tuple[tuple[str, str], Any], ...]
    missing: tuple[str, ...]
    organizations: bool | None
    boundary: bool | None
    details: dict[str, str]


def result(scene: Scene, action: str, resources: list[str]) -> dict[str, Any]:
    """An EvaluationResult: one for each action, which tells the strictest decision about its resources."""
    verdicts = [_verdict(scene, action, resource) for resource in resources or ["*"]]
    decision = _strictest(verdict.decision for verdict in verdicts)
    named = resources not in ([], ["*"])
    matched = dict(entry for verdict in verdicts if verdict.decision == decision for entry in verdict.matched)
    shown: dict[str, Any] = {
        "EvalActionName": action,
        "EvalResourceName": _template(action, resources),
        "EvalDecision": decision,
        "MatchedStatements": list(matched.values()),
        "MissingContextValues": [] if named else list(verdicts[0].missing),
    }
    if scene.over is not None:
        shown["OrganizationsDecisionDetail"] = {
            "AllowedByOrganizations": all(verdict.organizations for verdict in verdicts)
        }
    if scene.boundary is not None:
        shown["PermissionsBoundaryDecisionDetail"] = {
            "AllowedByPermissionsBoundary": all(verdict.boundary for verdict in verdicts)
        }
    if named:
        kinds = dict.fromkeys(kind for verdict in verdicts for kind in verdict.details)
        shown["EvalDecisionDetails"] = {
            kind: _strictest(verdict.details[kind] for verdict in verdicts if kind in verdict.details) for kind in kinds
        }
        shown["ResourceSpecificResults"] = [_specific(verdict) for verdict in verdicts]
    return shown


def _specific(verdict: Verdict) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "EvalResourceName": verdict.resource,
        "EvalResourceDecision": verdict.decision,
        "MatchedStatements": [statement for _, statement in verdict.matched],
    }
    if verdict.missing:
        shown["MissingContextValues"] = list(verdict.missing)
    if verdict.details:
        shown["EvalDecisionDetails"] = verdict.details
    if verdict.boundary is not None:
        shown["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": verdict.boundary}
    return shown


def _strictest(decisions: Iterable[str]) -> str:
    found = set(decisions)
    return next(decision for decision in _STRICTEST if decision in found)


def _template(action: str, resources: list[str]) -> str:
    """The form of the ARNs that the action is about: of several, the one that the resource named first has, or else
    the plainest."""
    known = facts.action(action)
    forms = sorted(facts.arns(known), key=len) if known is not None else []
    fitting = [form for form in forms if resources and facts.fits(form, resources[0])]
    return (fitting or forms or ["*"])[0]


def _verdict(scene: Scene, action: str, resource: str) -> Verdict:
    arn = parse(resource)
    # Without a policy of the resource only the caller's are asked, as if the resource were the caller's own.
    account = scene.principal.account
    owner = ((arn.account if arn else "") or scene.owner) if scene.policy is not None else account
    question = Question(scene.principal, action, resource, owner, scene.keys)
    held = Held(scene.identity, scene.boundary)
    over = scene.over or Ceilings()
    decision = decide(question, held, scene.policy, over)
    boundary = None
    if scene.boundary is not None:
        boundary = _says((scene.boundary,), BOUNDARY, question) == ALLOWED
    organizations = None
    if scene.over is not None:
        levels = scene.over.service_control or ()
        organizations = all(_says(level, SERVICE_CONTROL, question) == ALLOWED for level in levels)
    details = {}
    if owner != account and scene.policy is not None and organizations is not False:
        details = {
            _TYPES[IDENTITY]: _says(scene.identity, IDENTITY, question),
            _TYPES[RESOURCE]: _of_resource(scene.policy, question),
        }
    word = ALLOWED if decision.allowed else EXPLICIT if decision.explicit else IMPLICIT
    missing = tuple(_missing(scene, action))
    return Verdict(resource, word, tuple(_matched(decision)), missing, organizations, boundary, details)


def _says(policies: tuple[Attached, ...], kind: str, question: Question) -> str:
    """The decision of policies of one kind alone."""
    asked = Policies(kind, policies)
    allowed, denied = asked.weigh(question.action, question.resource, question.context, [])
    return EXPLICIT if denied is not None else ALLOWED if allowed else IMPLICIT


def _of_resource(policy: str, question: Question) -> str:
    asked, names = resource_policy(RESOURCE, policy), names_of(question.principal)
    named, denied = asked.name(question.action, question.resource, question.context, names, [])
    return EXPLICIT if denied is not None else ALLOWED if named else IMPLICIT


def _missing(scene: Scene, action: str) -> Iterator[str]:
    """The condition keys that statements about the action ask for and nobody gave, as the policies write them."""
    seen: set[str] = set()
    documents = [attached.document for attached in (*scene.identity, scene.boundary) if attached is not None]
    for document in [*documents, *([scene.policy] if scene.policy is not None else [])]:
        for statement in compiled(document).statements:
            if not statement.acts(action.lower()):
                continue
            for key in rules.keys_of(statement.source):
                if key.lower() not in seen and scene.keys.get(key.lower()) is None:
                    seen.add(key.lower())
                    yield key


# -- the statements that decided, and where they stand


def _matched(decision: Decision) -> Iterator[tuple[tuple[str, str], Any]]:
    """Only those that decided: what allows where it is allowed, what denies where it is denied explicitly."""
    effect = "Allow" if decision.allowed else "Deny" if decision.explicit else ""
    for found in decision.trace:
        if found.effect == effect and found.kind in _TYPES:
            yield from _placed(found, decision)


def _placed(found: Found, decision: Decision) -> Iterator[tuple[tuple[str, str], Any]]:
    for policies in decision.asked:
        for attached in policies.attached if policies.kind == found.kind else ():
            if (attached.name, attached.holder) != (found.policy, found.holder):
                continue
            for number, statement in enumerate(compiled(attached.document).statements):
                if statement.source is found.source:
                    name = identifier(attached) or "ResourcePolicy"
                    start, end = _position(attached.document, number)
                    shown = {
                        "SourcePolicyId": name,
                        "SourcePolicyType": _TYPES[found.kind],
                        "StartPosition": start,
                        "EndPosition": end,
                    }
                    yield (name, str(start)), shown
                    return


def _position(document: str, number: int) -> tuple[dict[str, int], dict[str, int]]:
    """Line and column, from 1, of what a statement begins behind and of what comes behind it."""
    element = read(document).get("Statement")
    assert element is not None
    node = element.many()[number]
    before = document[: node.start].rstrip()
    return _line_and_column(document, len(before)), _line_and_column(document, node.end)


def _line_and_column(document: str, offset: int) -> dict[str, int]:
    where = place(document, offset)
    return {"Line": where.line, "Column": where.column + 1}


def identifier(attached: Attached) -> str:
    """What the simulator calls a policy: a managed one by its name, an inline one by its holder's and its own."""
    if attached.name.startswith("arn:"):
        return attached.name.rpartition("/")[2]
    holder = parse(attached.holder)
    if holder is None:
        return attached.name
    kind, _, name = holder.resource.partition("/")
    return f"{kind}_{name.rpartition('/')[2]}_{attached.name}"
