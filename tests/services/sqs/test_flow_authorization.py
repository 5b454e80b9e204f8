"""Every operation asks for the access decision. Source: IAM, Actions, resources, and condition keys for Amazon SQS."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT
from tests.services.sqs.conftest import Sqs

GUEST = "222222222222"
NOBODY = Principal("user", f"arn:aws:iam::{ACCOUNT}:user/nobody", ACCOUNT, "AIDANOBODY")
HANDLE = {"ReceiptHandle": "made-up"}

# What others may be let in to by a queue's policy, and under which action.
SHARED: dict[str, tuple[str, dict[str, Any]]] = {
    "ChangeMessageVisibility": ("ChangeMessageVisibility", {**HANDLE, "VisibilityTimeout": 1}),
    "ChangeMessageVisibilityBatch": ("ChangeMessageVisibility", {"Entries": [{"Id": "a", **HANDLE}]}),
    "DeleteMessage": ("DeleteMessage", HANDLE),
    "DeleteMessageBatch": ("DeleteMessage", {"Entries": [{"Id": "a", **HANDLE}]}),
    "GetQueueAttributes": ("GetQueueAttributes", {}),
    "ListDeadLetterSourceQueues": ("ListDeadLetterSourceQueues", {}),
    "PurgeQueue": ("PurgeQueue", {}),
    "ReceiveMessage": ("ReceiveMessage", {}),
    "SendMessage": ("SendMessage", {"MessageBody": "m"}),
    "SendMessageBatch": ("SendMessage", {"Entries": [{"Id": "a", "MessageBody": "m"}]}),
}
# Source: SQS API Reference, the note "Cross-account permissions don't apply to this action".
OWNERS: dict[str, dict[str, Any]] = {
    "AddPermission": {"Label": "a", "AWSAccountIds": [GUEST], "Actions": ["*"]},
    "DeleteQueue": {},
    "ListQueueTags": {},
    "RemovePermission": {"Label": "a"},
    "SetQueueAttributes": {"Attributes": {"DelaySeconds": "1"}},
    "TagQueue": {"Tags": {"a": "b"}},
    "UntagQueue": {"TagKeys": ["a"]},
}


def allow(sqs: Sqs, url: str, action: str) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": GUEST}, "Action": action, "Resource": sqs.arn(url)}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.call("SetQueueAttributes", QueueUrl=url, Attributes={"Policy": policy})


@pytest.mark.parametrize("operation", SHARED)
def test_a_policy_lets_others_do_this_and_only_this(sqs: Sqs, operation: str) -> None:
    """SQS-027."""
    action, params = SHARED[operation]
    url = sqs.queue()
    assert sqs.error(operation, account=GUEST, QueueUrl=url, **params).code == "AccessDenied"
    allow(sqs, url, "sqs:TagQueue")
    assert sqs.error(operation, account=GUEST, QueueUrl=url, **params).code == "AccessDenied"
    allow(sqs, url, f"sqs:{action}")
    beyond = "ReceiptHandleIsInvalid" if params == HANDLE or "VisibilityTimeout" in params else ""
    assert sqs.code_of(operation, account=GUEST, QueueUrl=url, **params) == beyond, "it got as far as the handle"


@pytest.mark.parametrize("operation", OWNERS)
def test_no_policy_lets_others_do_this(sqs: Sqs, operation: str) -> None:
    url = sqs.queue()
    allow(sqs, url, "sqs:*")
    assert sqs.error(operation, account=GUEST, QueueUrl=url, **OWNERS[operation]).code == "AccessDenied"


@pytest.mark.parametrize("operation", ["StartMessageMoveTask", "ListMessageMoveTasks", "CancelMessageMoveTask"])
def test_move_tasks_are_the_owners(sqs: Sqs, operation: str) -> None:
    _, dead = sqs.with_dead_letters(1)
    for _ in range(3):
        sqs.send(dead)
    allow(sqs, dead, "sqs:*")
    arns = {"SourceArn": sqs.arn(dead), "DestinationArn": sqs.arn(sqs.queue("other"))}
    handle = sqs.call("StartMessageMoveTask", **arns, MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
    params = {"TaskHandle": handle} if operation.startswith("Cancel") else {"SourceArn": arns["SourceArn"]}
    assert sqs.error(operation, account=GUEST, **params).code == "AccessDenied"


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("CreateQueue", {"QueueName": "mine"}),
        ("ListQueues", {}),
        ("GetQueueUrl", {"QueueName": "jobs"}),
        ("SendMessage", {"QueueUrl": "/000000000000/jobs", "MessageBody": "m"}),
    ],
)
def test_a_user_without_a_policy_may_do_nothing(sqs: Sqs, operation: str, params: dict[str, Any]) -> None:
    sqs.queue("jobs")
    with pytest.raises(ServiceError) as caught:
        sqs.cloud.call("sqs", operation, params, principal=NOBODY)
    assert caught.value.code == "AccessDenied"
