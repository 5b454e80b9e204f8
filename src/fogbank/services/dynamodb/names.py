"""Names and ARNs of this service, and whom the access decision is about."""

from fogbank.kernel.call import Call


def arn_of(call: Call, resource: str) -> str:
    """The ARN of one of the caller's resources in the region of the call."""
    return f"arn:{call.partition}:dynamodb:{call.region}:{call.account}:{resource}"
