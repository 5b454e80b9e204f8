"""The pipeline step that asks for the access decision of a call."""

from typing import TYPE_CHECKING

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.evaluate import Decision, Question, decide
from fogbank.kernel.operation import Target

if TYPE_CHECKING:
    from fogbank.kernel.call import Call


def authorize(call: "Call") -> None:
    """Raise AccessDenied unless every target of the call may be acted on."""
    handler = call.handler
    assert handler is not None
    targets: list[Target]
    if handler.on is None:
        targets = [Target("*", call.account)]
    else:
        found = handler.on(call, call.params)
        targets = [found] if isinstance(found, Target) else found
    for target in targets:
        if call.principal.kind == "root" and target.policy is None and target.account == call.account:
            continue  # nothing can forbid it
        question = Question(call.principal, target.action or handler.action, target.arn, target.account, _context(call))
        call.decision = decide(question, target.policy)
        if not call.decision.allowed:
            raise AccessDenied(_why(call, question, call.decision))


def _context(call: "Call") -> dict[str, str]:
    """Global condition keys. Source: IAM User Guide, AWS global condition context keys."""
    return {
        "aws:securetransport": "true" if call.secure else "false",
        "aws:sourceip": call.source_ip,
        "aws:principalarn": call.principal.arn,
        "aws:principalaccount": call.principal.account,
        "aws:requestedregion": call.region,
    }


def _why(call: "Call", question: Question, decision: Decision) -> str:
    """AWS's words. Source: IAM User Guide, Troubleshoot access denied error messages."""
    who = "Anonymous" if question.principal.kind == "anonymous" else question.principal.arn
    return (
        f"User: {who} is not authorized to perform: {question.action} on resource: {question.resource} "
        f"{decision.reason}"
    )
