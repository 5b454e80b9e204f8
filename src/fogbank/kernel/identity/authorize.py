"""The pipeline step that asks for the access decision of a call, and says no in AWS's words.

Messages: IAM User Guide, Troubleshoot access denied error messages. What a service says otherwise stands in its
manifest, under [denied]: `quoted` (the resource in quotation marks), `strangers` (what callers of another account and
organization are told), `anywhere = false` (no word of the resource where it is "*"), `encoded` (a message before, and
the trace behind, for sts:DecodeAuthorizationMessage). Only services that say `anonymous = true` there let anybody in
who has not signed, where a resource policy allows it; of the others only operations that nobody needs a permission for.
"""

from typing import TYPE_CHECKING

from fogbank.kernel.errors import AccessDenied, MissingAuthentication, UnknownAccessKey
from fogbank.kernel.identity import trace
from fogbank.kernel.identity.context import Context
from fogbank.kernel.identity.evaluate import Decision, Question, judge
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import Target, unasked

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

_KEPT_MAX = 20


def authorize(call: "Call") -> None:
    """Raise AccessDenied unless every target of the call may be acted on.

    Errors: AccessDenied, UnknownAccessKey, MissingAuthentication.
    """
    handler, principal = call.handler, call.principal
    assert handler is not None
    if principal.kind == "anonymous" and handler.on is not unasked and not call.manifest.manifest.get("anonymous"):
        raise MissingAuthentication
    if principal.session is not None and _is_unproven(principal) and call.manifest.proven_sessions_only:
        raise UnknownAccessKey(detail="it takes sessions of roles, and of users who gave an MFA code")
    if principal.access_key and call.caller is None:
        call.kernel.uses.note(call)
    free = principal.kind == "root" and principal.session is None
    if free:
        over = call.kernel.access.ceiling(call.tx, principal.account)
        free = not over.service_control and not over.resource_control
    if handler.on is None:
        if free:
            return  # nothing can forbid it
        require(call, Target("*", call.account))
        return
    found = handler.on(call, call.params)
    call.targets = found if isinstance(found, list) else (found,)
    for target in call.targets:
        if not (free and target.policy is None and target.account == principal.account):
            require(call, target)


def _is_unproven(principal: Principal) -> bool:
    """Whether temporary credentials are of a federated user, or of a user (or root) that showed no MFA device."""
    if principal.kind == "federated-user":
        return True
    facts = principal.session.facts if principal.session else {}
    if principal.kind == "root" and facts.get("aws:assumedroot") == "true":
        return False
    return principal.kind in ("user", "root") and facts.get("aws:multifactorauthpresent") != "true"


def require(call: "Call", target: Target) -> None:
    """Raise AccessDenied unless the caller may act on the target. For handlers, too: a role that is passed on."""
    decision = ask(call, target)
    if not decision.allowed:
        raise AccessDenied(refusal(call, decision, target.label))


def ask(call: "Call", target: Target) -> Decision:
    """The decision about a target; it is kept with the call."""
    principal, access = call.principal, call.kernel.access
    stands = access.standing(call)
    over = access.ceiling(call.tx, principal.account)
    owner = over if target.account == principal.account else access.ceiling(call.tx, target.account)
    context = Context(call, target, stands, over, owner)
    assert call.handler is not None
    action = target.action or call.handler.action
    question = Question(principal, action, target.arn, target.account, context, target.delegates, target.granted)
    decision = judge(question, stands, target.policy, over, owner)
    context.close()
    if not decision.allowed or len(call.decisions) < _KEPT_MAX:
        call.decisions.append(decision)
    return decision


def refusal(call: "Call", decision: Decision, label: str = "") -> str:
    """What a caller is told who may not. `label`: as in Target."""
    question = decision.question
    assert question is not None
    how = call.manifest.manifest.get("denied", {})
    if "strangers" in how and not _together(call, question):
        return str(how["strangers"])
    who = "anonymous" if question.principal.kind == "anonymous" else question.principal.arn
    resource = label or (f'"{question.resource}"' if how.get("quoted") else question.resource)
    on = "" if question.resource == "*" and not how.get("anywhere", True) else f" on resource: {resource}"
    text = f"User: {who} is not authorized to perform: {question.action}{on} {decision.reason}"
    if not how.get("encoded"):
        return text
    encoded = trace.encode(call.kernel.tokens, decision)
    return f"You are not authorized to perform this operation. {text}. Encoded authorization failure message: {encoded}"


def _together(call: "Call", question: Question) -> bool:
    """Whether caller and resource are of one account or organization."""
    if question.principal.kind == "anonymous":
        return False
    if question.principal.account == question.owner:
        return True
    access = call.kernel.access
    organization = access.ceiling(call.tx, question.principal.account).ceilings.organization
    return organization != "" and organization == access.ceiling(call.tx, question.owner).ceilings.organization
