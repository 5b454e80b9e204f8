"""Who may use a queue. Source: SQS Developer Guide, Using custom policies with the access policy language."""

import json

from tests.services.sqs.conftest import Sqs

GUEST = "222222222222"


def test_a_policy_lets_another_account_in(sqs: Sqs) -> None:
    """SQS-027."""
    url = sqs.queue()
    message = {"QueueUrl": url, "MessageBody": "hi"}
    assert sqs.error("SendMessage", account=GUEST, **message).code == "AccessDenied"
    statement = {"Effect": "Allow", "Principal": {"AWS": GUEST}, "Action": "sqs:SendMessage", "Resource": sqs.arn(url)}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.call("SetQueueAttributes", QueueUrl=url, Attributes={"Policy": policy})
    sqs.call("SendMessage", account=GUEST, **message)
    assert sqs.attributes(url)["Policy"] == policy
    assert sqs.error("PurgeQueue", account=GUEST, QueueUrl=url).code == "AccessDenied"


def test_an_explicit_deny_wins_even_over_the_owner(sqs: Sqs) -> None:
    """Source: IAM User Guide, policy evaluation logic."""
    url = sqs.queue()
    statement = {"Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": sqs.arn(url)}
    policy = json.dumps({"Statement": statement})
    sqs.call("SetQueueAttributes", QueueUrl=url, Attributes={"Policy": policy})
    assert sqs.error("SendMessage", QueueUrl=url, MessageBody="hi").code == "AccessDenied"
    sqs.call("SetQueueAttributes", QueueUrl=url, Attributes={"Policy": ""})
    sqs.send(url)
