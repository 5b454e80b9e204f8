"""SendMessage. Source: SQS API Reference, SendMessage; Developer Guide, message metadata and message quotas."""

import hashlib

import pytest

from tests.services.sqs.conftest import Sqs

TEXT = {"DataType": "String", "StringValue": "x"}


def attributes(count: int) -> dict[str, dict[str, str]]:
    return {f"a{n}": TEXT for n in range(count)}


class TestShape:
    def test_id_and_digest(self, sqs: Sqs) -> None:
        """SQS-009."""
        answer = sqs.send(sqs.queue(), "Grüße")
        assert answer["MD5OfMessageBody"] == hashlib.md5("Grüße".encode()).hexdigest()
        assert len(answer["MessageId"]) == 36
        assert set(answer) == {"MessageId", "MD5OfMessageBody"}

    def test_the_digest_of_attributes(self, sqs: Sqs) -> None:
        """SQS-009. Source: Developer Guide, Calculating the MD5 message digest for message attributes."""

        def part(raw: bytes) -> bytes:
            return len(raw).to_bytes(4, "big") + raw

        text = part(b"colour") + part(b"String.paint") + b"\1" + part("grün".encode())
        data = part(b"logo") + part(b"Binary") + b"\2" + part(b"\0\xff")
        answer = sqs.send(
            sqs.queue(),
            MessageAttributes={
                "logo": {"DataType": "Binary", "BinaryValue": b"\0\xff"},
                "colour": {"DataType": "String.paint", "StringValue": "grün"},
            },
        )
        assert answer["MD5OfMessageAttributes"] == hashlib.md5(text + data).hexdigest()

    def test_the_digest_of_system_attributes(self, sqs: Sqs) -> None:
        trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
        header = {"AWSTraceHeader": {"DataType": "String", "StringValue": trace}}
        url = sqs.queue()
        answer = sqs.send(url, MessageSystemAttributes=header)
        assert answer["MD5OfMessageSystemAttributes"]
        assert "MD5OfMessageAttributes" not in answer
        [message] = sqs.receive(url, MessageSystemAttributeNames=["AWSTraceHeader"])
        assert message["Attributes"] == {"AWSTraceHeader": trace}

    def test_a_fifo_queue_gives_a_sequence_number(self, sqs: Sqs) -> None:
        """Source: API Reference, SendMessage, SequenceNumber; 20 digits: Developer Guide, FIFO queue logic."""
        url = sqs.queue("jobs.fifo")
        numbers = [
            sqs.send(url, MessageGroupId="a", MessageDeduplicationId=str(n))["SequenceNumber"] for n in range(10)
        ]
        assert numbers == sorted(set(numbers))
        assert all(len(number) == 20 and number.isdigit() for number in numbers)


class TestRules:
    def test_which_queue(self, sqs: Sqs) -> None:
        """QueueDoesNotExist, InvalidAddress."""
        sqs.refuses_wrong_urls("SendMessage", MessageBody="m")

    def test_so_many_calls_a_second_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-020: RequestThrottled. Source: Developer Guide, message quotas."""
        sqs.throttles("SendMessage", MessageBody="m")

    def test_a_body_is_at_least_one_character(self, sqs: Sqs) -> None:
        error = sqs.error("SendMessage", QueueUrl=sqs.queue(), MessageBody="")
        assert (error.code, error.message) == (
            "MissingParameter",
            "The request must contain the parameter MessageBody.",
        )

    @pytest.mark.parametrize("character", ["\0", "\x07", "\x1f", "\ufffe", "\uffff", "\ud800"])
    def test_characters_that_are_not_allowed(self, sqs: Sqs, character: str) -> None:
        """Source: psd401/aistudio issue 1525 and asim/nitro-plugins issue 437 quote AWS's answer."""
        error = sqs.error("SendMessage", QueueUrl=sqs.queue(), MessageBody=f"a{character}b")
        assert error.code == "InvalidMessageContents"
        assert error.message == (
            f"Invalid binary character '#x{ord(character):X}' was found in the message body, the set of allowed "
            "characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]."
        )

    def test_characters_at_the_edges_are_allowed(self, sqs: Sqs) -> None:
        body = "\t\n\r \x7f\x80\ud7ff\ue000\ufffd\U00010000\U0010ffff"
        url = sqs.queue()
        sqs.send(url, body)
        assert sqs.bodies(url) == [body]

    def test_the_size_limit_of_a_queue(self, sqs: Sqs) -> None:
        """SQS-003. The text is AWS's, inferablehq/inferable issue 306."""
        url = sqs.queue(MaximumMessageSize="262144")
        sqs.send(url, "x" * 262_144)
        error = sqs.error("SendMessage", QueueUrl=url, MessageBody="x" * 262_145)
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.",
        )

    def test_a_mebibyte_by_default(self, sqs: Sqs) -> None:
        """SQS-003. Source: API Reference, SendMessage: 1 MiB or 1,048,576 bytes."""
        url = sqs.queue()
        sqs.send(url, "é" * 524_288)
        assert sqs.error("SendMessage", QueueUrl=url, MessageBody="é" * 524_288 + "x").code == "InvalidParameterValue"

    def test_attributes_count(self, sqs: Sqs) -> None:
        """SQS-003. Source: Developer Guide: name, type and value are part of the message size."""
        url = sqs.queue(MaximumMessageSize="1024")
        size = len("a") + len("String") + len("x")
        sqs.send(url, "x" * (1024 - size), MessageAttributes={"a": TEXT})
        body = "x" * (1025 - size)
        assert (
            sqs.error("SendMessage", QueueUrl=url, MessageBody=body, MessageAttributes={"a": TEXT}).code
            == "InvalidParameterValue"
        )

    def test_the_trace_header_does_not_count(self, sqs: Sqs) -> None:
        """Source: API Reference, SendMessage, MessageSystemAttributes."""
        url = sqs.queue(MaximumMessageSize="1024")
        header = {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}}
        sqs.send(url, "x" * 1024, MessageSystemAttributes=header)

    def test_ten_attributes_and_no_more(self, sqs: Sqs) -> None:
        """SQS-009."""
        url = sqs.queue()
        sqs.send(url, MessageAttributes=attributes(10))
        error = sqs.error("SendMessage", QueueUrl=url, MessageBody="m", MessageAttributes=attributes(11))
        assert error.code == "InvalidParameterValue"

    @pytest.mark.parametrize("name", ["", "a" * 257, ".a", "a.", "a..b", "AWS.a", "amazon.b", "a b", "ä", "aWs.x"])
    def test_attribute_names(self, sqs: Sqs, name: str) -> None:
        """Source: Developer Guide, Message attribute components, Name."""
        url = sqs.queue()
        assert (
            sqs.error("SendMessage", QueueUrl=url, MessageBody="m", MessageAttributes={name: TEXT}).code
            == "InvalidParameterValue"
        )

    @pytest.mark.parametrize("name", ["a" * 256, "AWSome", "a.b-c_d", "0"])
    def test_attribute_names_that_are_allowed(self, sqs: Sqs, name: str) -> None:
        assert sqs.send(sqs.queue(), MessageAttributes={name: TEXT})["MD5OfMessageAttributes"]

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (
                # grafana/k6-jslib-aws pull 65 quotes AWS's answer.
                {"DataType": "string", "StringValue": "x"},
                (
                    "The type of message (user) attribute 'a' is invalid. You must use only the following supported "
                    "type prefixes: Binary, Number, String."
                ),
            ),
            (
                # aws-sdk-java issue 1692.
                {"DataType": "", "StringValue": "x"},
                "The message attribute 'a' must contain non-empty message attribute type.",
            ),
            (
                # softwaremill/elasticmq issue 373 quotes AWS's answer.
                {"DataType": "String", "StringValue": ""},
                "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
            ),
            (
                {"DataType": "Number", "StringValue": "twelve"},
                "Can't cast the value of message (user) attribute 'a' to a number.",
            ),
            (
                {"DataType": "Binary", "StringValue": "x"},
                "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
            ),
        ],
    )
    def test_attribute_types_and_values(self, sqs: Sqs, value: dict[str, str], message: str) -> None:
        error = sqs.error("SendMessage", QueueUrl=sqs.queue(), MessageBody="m", MessageAttributes={"a": value})
        assert (error.code, error.message) == ("InvalidParameterValue", message)

    @pytest.mark.parametrize("number", ["0", "-12.5", "1e-7", "+3", ".5", "123456789012345678901234567890"])
    def test_numbers(self, sqs: Sqs, number: str) -> None:
        value = {"DataType": "Number.special", "StringValue": number}
        assert sqs.send(sqs.queue(), MessageAttributes={"a": value})["MD5OfMessageAttributes"]

    def test_a_delay_up_to_15_minutes(self, sqs: Sqs) -> None:
        """SQS-008; the text is observed."""
        url = sqs.queue()
        sqs.send(url, DelaySeconds=900)
        for wrong in (-1, 901):
            error = sqs.error("SendMessage", QueueUrl=url, MessageBody="m", DelaySeconds=wrong)
            assert (error.code, error.message) == (
                "InvalidParameterValue",
                f"Value {wrong} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
            )

    def test_no_delay_for_one_message_of_a_fifo_queue(self, sqs: Sqs) -> None:
        """SQS-019; the text is observed."""
        error = sqs.error(
            "SendMessage",
            QueueUrl=sqs.queue("jobs.fifo"),
            MessageBody="m",
            MessageGroupId="a",
            MessageDeduplicationId="1",
            DelaySeconds=5,
        )
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            (
                "Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not "
                "valid for this queue type."
            ),
        )

    def test_a_fifo_queue_needs_a_group(self, sqs: Sqs) -> None:
        """SQS-022."""
        params = {"QueueUrl": sqs.queue("jobs.fifo"), "MessageBody": "m", "MessageDeduplicationId": "1"}
        error = sqs.error("SendMessage", **params)
        assert (error.code, error.message) == (
            "MissingParameter",
            "The request must contain the parameter MessageGroupId.",
        )

    def test_a_fifo_queue_needs_a_deduplication_id(self, sqs: Sqs) -> None:
        """Source: amazon-sqs-java-messaging-lib issue 97 quotes AWS's answer."""
        error = sqs.error("SendMessage", QueueUrl=sqs.queue("jobs.fifo"), MessageBody="m", MessageGroupId="a")
        assert (error.code, error.message) == (
            "InvalidParameterValue",
            (
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                "explicitly"
            ),
        )

    def test_a_standard_queue_takes_no_deduplication_id(self, sqs: Sqs) -> None:
        params = {"QueueUrl": sqs.queue(), "MessageBody": "m", "MessageDeduplicationId": "1"}
        assert sqs.error("SendMessage", **params).code == "InvalidParameterValue"

    @pytest.mark.parametrize("wrong", ["", "a b", "a" * 129, "ä"])
    def test_groups_are_letters_digits_and_punctuation(self, sqs: Sqs, wrong: str) -> None:
        """Source: API Reference, SendMessage, MessageGroupId."""
        params = {"QueueUrl": sqs.queue("jobs.fifo"), "MessageBody": "m", "MessageDeduplicationId": "1"}
        assert sqs.error("SendMessage", **params, MessageGroupId=wrong).code == "InvalidParameterValue"

    @pytest.mark.parametrize("url", ["jobs", "http://127.0.0.1:4566/jobs", "arn:aws:sqs:us-east-1:000000000000:jobs"])
    def test_what_is_no_queue_url(self, sqs: Sqs, url: str) -> None:
        sqs.queue("jobs")
        assert sqs.error("SendMessage", QueueUrl=url, MessageBody="m").code == "InvalidAddress"

    def test_the_url_of_another_region(self, sqs: Sqs) -> None:
        sqs.queue("jobs")
        url = "https://sqs.eu-west-1.amazonaws.com/000000000000/jobs"
        assert sqs.error("SendMessage", QueueUrl=url, MessageBody="m").code == "InvalidAddress"


class TestBehaviour:
    @pytest.mark.parametrize(
        "base",
        [
            "https://sqs.us-east-1.amazonaws.com/",
            "https://queue.amazonaws.com/",
            "https://us-east-1.queue.amazonaws.com/",
            "http://localhost:4566/",
            "http://fogbank.example:8080/some/path/",
            "/",
        ],
    )
    def test_every_form_of_a_queue_url(self, sqs: Sqs, base: str) -> None:
        """Source: Developer Guide, queue URLs; AWS General Reference, legacy endpoints of SQS."""
        url = sqs.queue("jobs")
        sqs.send(f"{base}000000000000/jobs", "here")
        assert sqs.bodies(url) == ["here"]

    def test_large_bodies_come_back_whole(self, sqs: Sqs) -> None:
        url = sqs.queue()
        bodies = ["x" * size for size in (4096, 4097, 1_048_576)]
        for body in bodies:
            sqs.send(url, body)
        assert sorted(sqs.bodies(url)) == bodies

    def test_a_group_on_a_standard_queue_is_kept(self, sqs: Sqs) -> None:
        """Source: API Reference, SendMessage: MessageGroupId on standard queues enables fair queues."""
        url = sqs.queue()
        sqs.send(url, MessageGroupId="tenant-1")
        sqs.send(url, MessageGroupId="tenant-1")
        messages = sqs.receive(url, MaxNumberOfMessages=10, AttributeNames=["MessageGroupId"])
        assert [message["Attributes"] for message in messages] == [{"MessageGroupId": "tenant-1"}] * 2
