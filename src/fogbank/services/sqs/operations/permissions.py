"""Statements in a queue's policy that AddPermission writes and RemovePermission takes away."""

import re
from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.sqs import errors, names
from fogbank.services.sqs._shapes import AddPermissionRequest, RemovePermissionRequest
from fogbank.services.sqs.records import Queue

_LABEL = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ACCOUNT = re.compile(r"\d{12}")
_ACTIONS_MAX = 7
_ACTIONS = frozenset(
    (
        "*",
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ListDeadLetterSourceQueues",
        "PurgeQueue",
        "ReceiveMessage",
        "SendMessage",
    )
)
_OWNERS = frozenset(
    (
        "AddPermission",
        "CreateQueue",
        "DeleteQueue",
        "ListQueues",
        "ListQueueTags",
        "RemovePermission",
        "SetQueueAttributes",
        "TagQueue",
        "UntagQueue",
    )
)


@operation("AddPermission", on=names.on_own_queue)
def add_permission(call: Call, req: AddPermissionRequest) -> None:
    """Allow accounts some actions on the queue, as a statement of its policy called by the label.

    Errors: QueueDoesNotExist, InvalidParameterValue, MissingParameter, OverLimit.
    Source: API Reference, AddPermission; observed texts.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    _check(req)
    policy = _policy_of(queue)
    if any(statement.get("Sid") == req["Label"] for statement in policy["Statement"]):
        raise errors.bad_value(req["Label"], "Label", "Already exists.")
    principals = [f"arn:{call.partition}:iam::{account}:root" for account in req["AWSAccountIds"]]
    policy["Statement"].append(
        {
            "Sid": req["Label"],
            "Effect": "Allow",
            "Principal": {"AWS": _one_or_many(principals)},
            "Action": _one_or_many([f"SQS:{action}" for action in req["Actions"]]),
            "Resource": queue.arn,
        }
    )
    _keep(call, queue, policy)


def _check(req: AddPermissionRequest) -> None:
    if _LABEL.fullmatch(req["Label"]) is None:
        raise errors.bad_value(
            req["Label"],
            "Label",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
        )
    for member, parameter in ((req["Actions"], "Actions"), (req["AWSAccountIds"], "AWSAccountIds")):
        if not member:
            raise errors.missing(parameter)
    if len(req["Actions"]) > _ACTIONS_MAX:
        raise errors.too_many_actions(len(req["Actions"]))
    for action in req["Actions"]:
        if action in _OWNERS:
            reason = "Only the queue owner is allowed to invoke this action."
            raise errors.bad_value(f"SQS:{action}", "ActionName", reason)
        if action not in _ACTIONS:
            reason = "Please refer to the appropriate WSDL for a list of valid actions. "
            raise errors.bad_value(f"SQS:{action}", "ActionName", reason)
    for account in req["AWSAccountIds"]:
        if _ACCOUNT.fullmatch(account) is None:
            raise errors.bad_value(f"[{account}]", "PrincipalId", "Unable to verify.")


@operation("RemovePermission", on=names.on_own_queue)
def remove_permission(call: Call, req: RemovePermissionRequest) -> None:
    """Take the statement with this label out of the queue's policy.

    Errors: QueueDoesNotExist, InvalidParameterValue.
    Source: API Reference, RemovePermission; observed text.
    """
    queue = names.queue_at(call, req["QueueUrl"])
    policy = _policy_of(queue)
    kept = [statement for statement in policy["Statement"] if statement.get("Sid") != req["Label"]]
    if len(kept) == len(policy["Statement"]):
        raise errors.bad_value(req["Label"], "Label", "can't find label on existing policy.")
    _keep(call, queue, {**policy, "Statement": kept})


def _policy_of(queue: Queue) -> dict[str, Any]:
    if not queue.policy:
        return {"Version": "2008-10-17", "Id": f"{queue.arn}/SQSDefaultPolicy", "Statement": []}
    policy: dict[str, Any] = orjson.loads(queue.policy)
    statements = policy["Statement"]
    return {**policy, "Statement": list(statements) if isinstance(statements, list) else [statements]}


def _keep(call: Call, queue: Queue, policy: dict[str, Any]) -> None:
    text = orjson.dumps(policy).decode() if policy["Statement"] else ""
    call.tx.put(queue.replace(policy=text, modified_at=call.tx.now))


def _one_or_many(items: list[str]) -> str | list[str]:
    return items[0] if len(items) == 1 else items
