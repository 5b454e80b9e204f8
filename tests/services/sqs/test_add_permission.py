"""AddPermission. Source: SQS API Reference, AddPermission; the texts are observed."""

import json
from typing import Any

import pytest

from tests.services.sqs.conftest import Sqs

GUEST = "222222222222"


def params(url: str, **changes: Any) -> dict[str, Any]:
    return {"QueueUrl": url, "Label": "guest", "AWSAccountIds": [GUEST], "Actions": ["SendMessage"], **changes}


class TestShape:
    def test_it_becomes_a_statement_of_the_policy(self, sqs: Sqs) -> None:
        url = sqs.queue()
        assert sqs.call("AddPermission", **params(url)) == {}
        arn = sqs.arn(url)
        assert json.loads(sqs.attributes(url)["Policy"]) == {
            "Version": "2008-10-17",
            "Id": f"{arn}/SQSDefaultPolicy",
            "Statement": [
                {
                    "Sid": "guest",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{GUEST}:root"},
                    "Action": "SQS:SendMessage",
                    "Resource": arn,
                }
            ],
        }


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("AddPermission", Label="a", AWSAccountIds=["222222222222"], Actions=["*"])

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"Label": "a b"}, "InvalidParameterValue"),
            ({"Label": "a" * 81}, "InvalidParameterValue"),
            ({"Actions": []}, "MissingParameter"),
            ({"AWSAccountIds": []}, "MissingParameter"),
            ({"AWSAccountIds": ["me"]}, "InvalidParameterValue"),
            ({"Actions": ["Dance"]}, "InvalidParameterValue"),
            ({"Actions": ["DeleteQueue"]}, "InvalidParameterValue"),
        ],
    )
    def test_what_is_refused(self, sqs: Sqs, changes: dict[str, Any], code: str) -> None:
        assert sqs.error("AddPermission", **params(sqs.queue(), **changes)).code == code

    def test_seven_actions_at_most(self, sqs: Sqs) -> None:
        """Source: API Reference, AddPermission: a policy can have a maximum of seven actions per statement."""
        actions = [
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "ChangeMessageVisibility",
            "GetQueueAttributes",
            "GetQueueUrl",
            "PurgeQueue",
        ]
        url = sqs.queue()
        sqs.call("AddPermission", **params(url, Actions=actions))
        error = sqs.error("AddPermission", **params(url, Label="more", Actions=[*actions, "*"]))
        assert (error.code, error.message) == ("OverLimit", "8 Actions were found, maximum allowed is 7.")

    def test_a_label_once(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.call("AddPermission", **params(url))
        error = sqs.error("AddPermission", **params(url))
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            "Value guest for parameter Label is invalid. Reason: Already exists.",
        )


class TestBehaviour:
    def test_the_guest_may_do_what_it_says_and_no_more(self, sqs: Sqs) -> None:
        """SQS-027."""
        url = sqs.queue()
        message = {"QueueUrl": url, "MessageBody": "hi"}
        assert sqs.error("SendMessage", account=GUEST, **message).code == "AccessDenied"
        sqs.call("AddPermission", **params(url))
        sqs.call("SendMessage", account=GUEST, **message)
        entries = [{"Id": "x", "MessageBody": "batches need the same permission"}]
        assert sqs.call("SendMessageBatch", account=GUEST, QueueUrl=url, Entries=entries)["Successful"]
        assert sqs.error("ReceiveMessage", account=GUEST, QueueUrl=url).code == "AccessDenied"
        assert sqs.error("SendMessage", account="333333333333", **message).code == "AccessDenied"

    def test_every_action(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.call("AddPermission", **params(url, Actions=["*"]))
        sqs.call("SendMessage", account=GUEST, QueueUrl=url, MessageBody="hi")
        received = sqs.call("ReceiveMessage", account=GUEST, QueueUrl=url, AttributeNames=["SenderId"])
        assert received["Messages"][0]["Attributes"] == {"SenderId": GUEST}
