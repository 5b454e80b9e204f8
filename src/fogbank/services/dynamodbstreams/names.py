"""Whom access decisions are about: streams, by their ARNs, with their resource policies."""

from typing import Any

from fogbank.kernel.arn import Arn, parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.services.dynamodbstreams import errors


def _parsed(arn: str) -> Arn:
    parsed = parse(arn)
    if parsed is None:
        raise errors.bad_arn()
    return parsed


def _target(call: Call, arn: str) -> Target:
    """The stream, which need not exist: the handler says so."""
    account = _parsed(arn).account
    known = call.ask("stream", arn)
    return Target(arn, account, known[1] or None if known else None)


def find(call: Call, arn: str) -> dict[str, Any]:
    """The description of a stream in the region of the call.

    Errors: ValidationException where that is no ARN, ResourceNotFoundException.
    """
    parsed = _parsed(arn)
    known = call.ask("stream", arn) if parsed.region == call.region else None
    if known is None:
        raise errors.no_stream(arn)
    return dict(known[0])


def on_stream(call: Call, req: dict[str, Any]) -> Target:
    """The stream behind StreamArn. Errors: ValidationException."""
    return _target(call, req["StreamArn"])


def on_iterator(call: Call, req: dict[str, Any]) -> Target:
    """The stream that an iterator belongs to, whose ARN it begins with. Errors: ValidationException."""
    arn = req["ShardIterator"].partition("|")[0]
    if parse(arn) is None:
        raise errors.bad_iterator()
    return _target(call, arn)
