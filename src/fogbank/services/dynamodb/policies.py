"""Resource policies of tables: what is a right one, and whether it leaves its author in."""

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.grammar import problems
from fogbank.kernel.identity.policy import names_of, resource_policy
from fogbank.services.dynamodb import errors

SIZE_BYTES_MAX = 20 * 1024
"""Source: API Reference, PutResourcePolicy: "The maximum size supported is 20 KB"; white space counts."""
_CHANGES = ("dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy", "dynamodb:GetResourcePolicy")


def malformed(reason: str) -> ServiceError:
    """Source: observed, https://github.com/aws-controllers-k8s/dynamodb-controller/pull/176."""
    return errors.invalid(f"Invalid policy document: {reason}")


def check(call: Call, arn: str, text: str, *, confirmed: bool) -> None:
    """Refuse a policy for the resource with this ARN that is no right one, or shuts its author out unconfirmed.

    Errors: ValidationException.
    """
    if len(text.encode()) > SIZE_BYTES_MAX:  # the text is ours
        raise malformed(f"The policy exceeds the maximum size of {SIZE_BYTES_MAX} bytes")
    for problem in problems(text, "resource"):
        raise malformed(problem.message)
    if not confirmed and _shuts_out(call, arn, text):
        raise shut_out()


def revision(call: Call) -> str:
    """The revision of a policy that is attached now: microseconds since the epoch, as in AWS's answers."""
    return str(int(call.tx.now * 1_000_000))


def shut_out() -> ServiceError:
    """Source: API Reference, PutResourcePolicy, ConfirmRemoveSelfResourceAccess; the text is ours."""
    return errors.validation(
        "The policy would remove your permissions to change the policy of this resource in the future; set "
        "ConfirmRemoveSelfResourceAccess to true to confirm that"
    )


def _shuts_out(call: Call, arn: str, text: str) -> bool:
    """Whether the policy denies its author one of the operations that change it."""
    keys = {"aws:principalarn": call.principal.arn, "aws:principalaccount": call.principal.account}
    names = names_of(call.principal, region=call.region)
    policy = resource_policy("resource-based policy", text)
    return any(policy.name(action, arn, keys, names, [])[1] is not None for action in _CHANGES)
