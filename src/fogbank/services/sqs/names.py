"""Queue names, URLs and ARNs, and whom the access decision is about.

A queue URL names account and queue in its last two segments; the host in front may be any that a client knows us by
(`http://localhost:4566`, `https://sqs.eu-west-1.amazonaws.com`, `https://queue.amazonaws.com`).
"""

import re
from functools import lru_cache
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.kernel.store import Tx
from fogbank.services.sqs import errors
from fogbank.services.sqs.records import Queue

_URL = re.compile(r"(?:https?://([^/]*))?/(?:[^?#]*/)?(\d{12})/([^/?#]+)/?")
_REGION_IN_HOST = re.compile(r"(?:sqs(?:-fips)?\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.(?:amazonaws|api)\.")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_FIFO_NAME = re.compile(r"[A-Za-z0-9_-]{1,75}\.fifo")


def is_name(name: str, *, fifo: bool) -> bool:
    """Whether a queue of this kind may be called so."""
    return (_FIFO_NAME if fifo else _NAME).fullmatch(name) is not None


@lru_cache(maxsize=4096)
def _parts(url: str) -> tuple[str, str, str] | None:
    """Region (empty where the URL does not say), account and name."""
    found = _URL.fullmatch(url)
    if found is None:
        return None
    host, account, name = found.groups()
    region = _REGION_IN_HOST.match(host or "")
    return (region.group(1) or region.group(2)) if region else "", account, name


def url_of(call: Call, queue: Queue) -> str:
    """The queue's URL at the endpoint that the client uses."""
    return f"{call.endpoint}/{queue.account}/{queue.name}"


def arn_of(call: Call, name: str) -> str:
    """The ARN of the caller's queue of this name."""
    return f"arn:{call.partition}:sqs:{call.region}:{call.account}:{name}"


def queue_at(call: Call, url: str) -> Queue:
    """The queue behind a URL; raises QueueDoesNotExist or InvalidAddress."""
    parts = _parts(url)
    if parts is None or (parts[0] and parts[0] != call.region):
        raise errors.bad_address(url)
    queue = call.tx.get(Queue, parts[1], call.region, parts[2])
    if queue is None:
        raise errors.no_queue()
    return queue


def queue_of_arn(tx: Tx, arn: str) -> Queue | None:
    """The queue with this ARN, if there is one."""
    parts = parse(arn)
    if parts is None or parts.service != "sqs":
        return None
    return tx.get(Queue, parts.account, parts.region, parts.resource)


def on_queue(call: Call, req: dict[str, Any]) -> Target:
    """The queue behind QueueUrl, with its policy: others may be let in."""
    queue = queue_at(call, req["QueueUrl"])
    return Target(queue.arn, queue.account, queue.policy or None)


def on_own_queue(call: Call, req: dict[str, Any]) -> Target:
    """The queue behind QueueUrl, for operations to which cross-account permissions do not apply.

    Source: SQS API Reference, the note of each such operation.
    """
    queue = queue_at(call, req["QueueUrl"])
    return Target(queue.arn, queue.account, (queue.policy or None) if queue.account == call.account else None)


def on_name(call: Call, req: dict[str, Any]) -> Target:
    """The caller's queue of this name, which need not exist."""
    return Target(arn_of(call, req["QueueName"]), call.account)


def on_named_queue(call: Call, req: dict[str, Any]) -> Target:
    """The queue called QueueName of QueueOwnerAWSAccountId or the caller; it must exist."""
    queue = queue_named(call, req["QueueName"], req.get("QueueOwnerAWSAccountId"))
    return Target(queue.arn, queue.account, queue.policy or None)


def queue_named(call: Call, name: str, owner: str | None) -> Queue:
    """The queue of this name; raises QueueDoesNotExist."""
    return call.tx.need(Queue, owner or call.account, call.region, name, missing=errors.no_queue())


def on_source_arn(call: Call, req: dict[str, Any]) -> Target:
    """The queue behind SourceArn, in the caller's account."""
    queue = queue_of_arn(call.tx, req["SourceArn"])
    if queue is None or queue.region != call.region:
        raise errors.no_source_queue()
    return Target(queue.arn, queue.account, (queue.policy or None) if queue.account == call.account else None)
