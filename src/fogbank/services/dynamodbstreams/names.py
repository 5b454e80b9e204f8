"""Whom access decisions are about: streams, by their ARNs, with their resource policies."""

from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.services.dynamodbstreams import errors


def _target(call: Call, arn: str) -> Target:
    """The stream, which need not exist: the handler says so."""
    parsed = parse(arn)
    known = call.ask("stream", arn)
    return Target(arn, parsed.account if parsed is not None else call.account, known[1] or None if known else None)


def find(call: Call, arn: str) -> dict[str, Any]:
    """The description of a stream in the region of the call.

    Errors: ValidationException where that is no ARN, ResourceNotFoundException.
    """
    parsed = parse(arn)
    if parsed is None:
        raise errors.bad_arn()
    known = call.ask("stream", arn) if parsed.region == call.region else None
    if known is None:
        raise errors.no_stream(arn)
    return dict(known[0])


def on_stream(call: Call, req: dict[str, Any]) -> Target:
    """The stream behind StreamArn."""
    return _target(call, req["StreamArn"])


def on_iterator(call: Call, req: dict[str, Any]) -> Target:
    """The stream that an iterator belongs to, whose ARN it begins with."""
    return _target(call, req["ShardIterator"].partition("|")[0])
