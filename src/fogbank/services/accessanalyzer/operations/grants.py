"""What policies grant: custom policy checks.

Messages: IAM User Guide, Validating policies with IAM Access Analyzer custom policy checks, and outputs of the AWS CLI.
"""

from collections.abc import Callable, Sequence
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar
from fogbank.kernel.identity.located import read
from fogbank.kernel.operation import operation
from fogbank.services.accessanalyzer import _shapes as shapes
from fogbank.services.accessanalyzer import access, errors, public, rules
from fogbank.services.accessanalyzer.languages import TooMany
from fogbank.services.accessanalyzer.reading import Policy, read_policy


@operation("CheckNoNewAccess")
def check_no_new_access(call: Call, req: shapes.CheckNoNewAccessRequest) -> shapes.CheckNoNewAccessResponse:
    """Tell whether a new policy grants what an existing one does not.

    Errors: InvalidParameterException, UnprocessableEntityException.
    Source: API Reference, CheckNoNewAccess.
    Differs: conditions are compared as they are written: where only their meaning keeps a policy from granting
    something new, it fails here and passes at AWS.
    """
    kind = rules.kind_of(req["policyType"])
    new, existing = _policy(req["newPolicyDocument"], kind), _policy(req["existingPolicyDocument"], kind)
    answer: shapes.CheckNoNewAccessResponse = _answer(
        new,
        lambda: access.new_access(new, existing),
        "The modified permissions grant new access compared to your existing policy.",
        "The modified permissions do not grant new access compared to your existing policy.",
        "New access in the statement with",
    )
    return answer


@operation("CheckAccessNotGranted")
def check_access_not_granted(
    call: Call, req: shapes.CheckAccessNotGrantedRequest
) -> shapes.CheckAccessNotGrantedResponse:
    """Tell whether a policy grants one of some actions, on one of some resources.

    Errors: InvalidParameterException, UnprocessableEntityException.
    Source: API Reference, CheckAccessNotGranted.
    Differs: as CheckNoNewAccess: that a condition is never met is not seen.
    """
    policy = _policy(req["policyDocument"], rules.kind_of(req["policyType"]))
    asked = req["access"][0] if req["access"] else {}
    actions, resources = asked.get("actions", []), asked.get("resources", [])
    if not actions and not resources:
        raise errors.no_access()
    what = "one or more of the listed actions or resources" if resources else "one or more of the listed actions"
    answer: shapes.CheckAccessNotGrantedResponse = _answer(
        policy,
        lambda: access.granted(policy, actions, resources),
        f"The policy document grants access to perform {what}.",
        f"The policy document does not grant access to perform {what}.",
        f"{what[0].upper()}{what[1:]} in the statement with",
    )
    return answer


@operation("CheckNoPublicAccess")
def check_no_public_access(call: Call, req: shapes.CheckNoPublicAccessRequest) -> shapes.CheckNoPublicAccessResponse:
    """Tell whether a resource policy lets everybody in.

    Errors: InvalidParameterException, UnprocessableEntityException.
    Source: API Reference, CheckNoPublicAccess.
    Differs: the condition keys that keep everybody out are those of S3's meaning of "public", for every resource type.
    """
    policy = _policy(req["policyDocument"], rules.kind_of("RESOURCE_POLICY", req["resourceType"]))
    answer: shapes.CheckNoPublicAccessResponse = _answer(
        policy,
        lambda: public.public_statements(policy),
        "The resource policy grants public access for the given resource type.",
        "The resource policy does not grant public access for the given resource type.",
        "Public access granted in the following statement with",
    )
    return answer


def _policy(text: str, kind: grammar.Kind) -> Policy:
    """A policy; it may leave out the resource, as in the API Reference. Errors: InvalidParameterException."""
    wrong = [problem for problem in grammar.problems(text, kind) if problem.code != "MISSING_RESOURCE"]
    if wrong:
        raise errors.bad_policy(wrong[0].message)
    return read_policy(text, kind, read(text))


def _answer(policy: Policy, ask: Callable[[], Sequence[int]], fails: str, passes: str, reason: str) -> Any:
    """Errors: UnprocessableEntityException."""
    try:
        found = ask()
    except TooMany:
        raise errors.too_complex() from None
    if not found:
        return {"result": "PASS", "message": passes, "reasons": []}
    return {"result": "FAIL", "message": fails, "reasons": [_reason(policy, number, reason) for number in found]}


def _reason(policy: Policy, number: int, text: str) -> shapes.ReasonSummary:
    sid = policy.statements[number].sid
    shown: shapes.ReasonSummary = {"description": f"{text} index: {number}.", "statementIndex": number}
    if sid is not None and sid.value:
        shown["description"] = f"{text} sid: {sid.value}."
        shown["statementId"] = sid.value
    return shown
