"""SetQueueAttributes. Source: SQS API Reference, SetQueueAttributes."""

import json

import pytest

from tests.services.sqs.conftest import Sqs


def set_(sqs: Sqs, url: str, **attributes: str) -> None:
    sqs.call("SetQueueAttributes", QueueUrl=url, Attributes=attributes)


class TestShape:
    def test_it_answers_nothing(self, sqs: Sqs) -> None:
        assert sqs.call("SetQueueAttributes", QueueUrl=sqs.queue(), Attributes={"DelaySeconds": "1"}) == {}


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("SetQueueAttributes", Attributes={"DelaySeconds": "1"})

    def test_all_or_nothing(self, sqs: Sqs) -> None:
        url = sqs.queue()
        wrong = {"DelaySeconds": "5", "VisibilityTimeout": "43201"}
        error = sqs.error("SetQueueAttributes", QueueUrl=url, Attributes=wrong)
        assert (error.code, error.message) == (
            "InvalidAttributeValue",
            "Invalid value for the parameter VisibilityTimeout.",
        )
        assert sqs.attributes(url)["DelaySeconds"] == "0"

    @pytest.mark.parametrize(
        ("name", "value", "code"),
        [
            ("Colour", "1", "InvalidAttributeName"),
            ("QueueArn", "arn", "InvalidAttributeName"),
            ("FifoQueue", "true", "InvalidAttributeName"),
        ],
    )
    def test_what_cannot_be_set(self, sqs: Sqs, name: str, value: str, code: str) -> None:
        """A queue stays of its kind."""
        assert sqs.error("SetQueueAttributes", QueueUrl=sqs.queue(), Attributes={name: value}).code == code

    def test_retention_from_a_minute_to_14_days(self, sqs: Sqs) -> None:
        """SQS-002."""
        url = sqs.queue()
        for wrong in ("59", "1209601"):
            attributes = {"MessageRetentionPeriod": wrong}
            error = sqs.error("SetQueueAttributes", QueueUrl=url, Attributes=attributes)
            assert error.code == "InvalidAttributeValue"

    @pytest.mark.parametrize(
        ("policy", "reason"),
        [
            # Source: ansible-collections/community.aws issue 2321, an answer by AWS.
            ("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount."),
            ("nonsense", "Redrive policy is not a valid JSON map."),
            (
                '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":0}',
                "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.",
            ),
            (
                '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:nowhere","maxReceiveCount":5}',
                "Dead letter target does not exist.",
            ),
            (
                '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo","maxReceiveCount":5}',
                # Source: byu-oit/handel issue 253, an answer by AWS.
                "Dead-letter queue must be same type of queue as the source.",
            ),
        ],
    )
    def test_redrive_policies_that_do_not_work(self, sqs: Sqs, policy: str, reason: str) -> None:
        """SQS-015."""
        sqs.queue("dead.fifo")
        sqs.queue("dead")
        error = sqs.error("SetQueueAttributes", QueueUrl=sqs.queue(), Attributes={"RedrivePolicy": policy})
        assert error.code == "InvalidParameterValue"
        assert error.message == f"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}"

    @pytest.mark.parametrize(
        "policy",
        [
            "x",
            '{"redrivePermission":"some"}',
            '{"redrivePermission":"byQueue"}',
            '{"redrivePermission":"allowAll","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:a"]}',
        ],
    )
    def test_redrive_allow_policies_that_do_not_work(self, sqs: Sqs, policy: str) -> None:
        error = sqs.error("SetQueueAttributes", QueueUrl=sqs.queue(), Attributes={"RedriveAllowPolicy": policy})
        assert error.code == "InvalidParameterValue"

    def test_only_the_owner_sets_attributes(self, sqs: Sqs) -> None:
        """Source: API Reference: cross-account permissions don't apply to this action."""
        url = sqs.queue()
        policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": sqs.arn(url)}]}
        set_(sqs, url, Policy=json.dumps(policy))
        error = sqs.error("SetQueueAttributes", account="222222222222", QueueUrl=url, Attributes={"DelaySeconds": "1"})
        assert error.code == "AccessDenied"


class TestBehaviour:
    def test_the_change_is_dated(self, sqs: Sqs) -> None:
        url = sqs.queue()
        created = sqs.attributes(url)["CreatedTimestamp"]
        sqs.advance(100)
        set_(sqs, url, VisibilityTimeout="7")
        known = sqs.attributes(url)
        assert known["VisibilityTimeout"] == "7"
        assert known["CreatedTimestamp"] == created
        assert int(known["LastModifiedTimestamp"]) == int(created) + 100

    def test_a_shorter_retention_holds_for_messages_that_are_there(self, sqs: Sqs) -> None:
        """SQS-002. Source: API Reference, MessageRetentionPeriod: impacts existing messages."""
        url = sqs.queue()
        sqs.send(url, "old")
        sqs.advance(100)
        sqs.send(url, "new")
        set_(sqs, url, MessageRetentionPeriod="60")
        assert sqs.counts(url) == (1, 0, 0)
        sqs.advance(59)
        assert sqs.counts(url) == (1, 0, 0)
        sqs.advance(1)
        assert sqs.counts(url) == (0, 0, 0)

    def test_a_longer_retention_too(self, sqs: Sqs) -> None:
        url = sqs.queue(MessageRetentionPeriod="60")
        sqs.send(url)
        set_(sqs, url, MessageRetentionPeriod="120")
        sqs.advance(119)
        assert sqs.counts(url) == (1, 0, 0)
        sqs.advance(1)
        assert sqs.counts(url) == (0, 0, 0)

    def test_the_delay_of_a_fifo_queue_is_retroactive(self, sqs: Sqs) -> None:
        """Source: API Reference, SetQueueAttributes, DelaySeconds; Developer Guide, delay queues."""
        url = sqs.queue("jobs.fifo")
        sqs.send_to_group(url, "a", "1")
        set_(sqs, url, DelaySeconds="10")
        assert sqs.bodies(url) == []
        sqs.advance(10)
        assert sqs.bodies(url) == ["1"]

    def test_the_delay_of_a_standard_queue_is_not(self, sqs: Sqs) -> None:
        url = sqs.queue()
        sqs.send(url, "before")
        set_(sqs, url, DelaySeconds="10")
        sqs.send(url, "after")
        assert sqs.bodies(url) == ["before"]

    def test_who_may_redrive_here(self, sqs: Sqs) -> None:
        """Source: API Reference, CreateQueue, RedriveAllowPolicy."""
        dead, source = sqs.queue("dead"), sqs.queue("source")
        redrive = f'{{"deadLetterTargetArn":"{sqs.arn(dead)}","maxReceiveCount":"5"}}'
        set_(sqs, dead, RedriveAllowPolicy='{"redrivePermission":"denyAll"}')
        error = sqs.error("SetQueueAttributes", QueueUrl=source, Attributes={"RedrivePolicy": redrive})
        assert error.code == "InvalidParameterValue"
        by_queue = {"redrivePermission": "byQueue", "sourceQueueArns": [sqs.arn(source)]}
        set_(sqs, dead, RedriveAllowPolicy=json.dumps(by_queue))
        set_(sqs, source, RedrivePolicy=redrive)
        shown = json.loads(sqs.attributes(source)["RedrivePolicy"])
        assert shown == {"deadLetterTargetArn": sqs.arn(dead), "maxReceiveCount": 5}

    def test_an_empty_text_removes_a_policy(self, sqs: Sqs) -> None:
        url, _ = sqs.with_dead_letters(3)
        set_(sqs, url, RedrivePolicy="")
        assert "RedrivePolicy" not in sqs.attributes(url)
