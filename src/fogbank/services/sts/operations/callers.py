"""Who calls."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation, unasked
from fogbank.services.sts import errors
from fogbank.services.sts._shapes import GetCallerIdentityRequest, GetCallerIdentityResponse


@operation("GetCallerIdentity", on=unasked)
def get_caller_identity(call: Call, req: GetCallerIdentityRequest) -> GetCallerIdentityResponse:
    """Tell account, ARN and id of whoever signed the request. No policy can forbid it.

    Errors: MissingAuthenticationToken.
    Source: STS API Reference, GetCallerIdentity.
    """
    if call.principal.kind == "anonymous":
        raise errors.unsigned()
    return {"UserId": call.principal.id, "Account": call.account, "Arn": call.principal.arn}
