"""RemovePermission. Source: SQS API Reference, RemovePermission; the text is observed."""

import json

from tests.services.sqs.conftest import Sqs

GUEST = "222222222222"


def allow(sqs: Sqs, url: str, label: str) -> None:
    sqs.call("AddPermission", QueueUrl=url, Label=label, AWSAccountIds=[GUEST], Actions=["SendMessage"])


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        url = sqs.queue()
        allow(sqs, url, "guest")
        assert sqs.call("RemovePermission", QueueUrl=url, Label="guest") == {}
        assert "Policy" not in sqs.attributes(url)


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("RemovePermission", Label="a")

    def test_an_unknown_label(self, sqs: Sqs) -> None:
        error = sqs.error("RemovePermission", QueueUrl=sqs.queue(), Label="nobody")
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            "Value nobody for parameter Label is invalid. Reason: can't find label on existing policy.",
        )


class TestBehaviour:
    def test_only_that_statement_goes(self, sqs: Sqs) -> None:
        """SQS-027."""
        url = sqs.queue()
        allow(sqs, url, "one")
        allow(sqs, url, "two")
        sqs.call("RemovePermission", QueueUrl=url, Label="one")
        assert [s["Sid"] for s in json.loads(sqs.attributes(url)["Policy"])["Statement"]] == ["two"]
        sqs.call("SendMessage", account=GUEST, QueueUrl=url, MessageBody="hi")
        sqs.call("RemovePermission", QueueUrl=url, Label="two")
        assert sqs.error("SendMessage", account=GUEST, QueueUrl=url, MessageBody="hi").code == "AccessDenied"
