"""CreateQueue. Source: SQS API Reference, CreateQueue; Developer Guide, Amazon SQS queue quotas."""

import pytest

from tests.services.sqs.conftest import Sqs


class TestShape:
    def test_the_url_names_endpoint_account_and_queue(self, sqs: Sqs) -> None:
        url = sqs.call("CreateQueue", QueueName="jobs")["QueueUrl"]
        assert url == "http://127.0.0.1:4566/000000000000/jobs"

    def test_an_empty_queue_has_the_documented_defaults(self, sqs: Sqs) -> None:
        """SQS-002, SQS-003, SQS-012. Source: API Reference, CreateQueue, Attributes: the default of each."""
        known = sqs.attributes(sqs.queue())
        assert known["VisibilityTimeout"] == "30"
        assert known["MessageRetentionPeriod"] == "345600"
        assert known["MaximumMessageSize"] == "1048576"
        assert known["DelaySeconds"] == "0"
        assert known["ReceiveMessageWaitTimeSeconds"] == "0"
        assert known["SqsManagedSseEnabled"] == "true"
        assert "FifoQueue" not in known


class TestRules:
    @pytest.mark.parametrize("name", ["", "a" * 81, "with space", "dot.ted", "slash/ed", "jobs.fifo", "ünicode"])
    def test_a_name_of_letters_digits_hyphens_and_underscores(self, sqs: Sqs, name: str) -> None:
        error = sqs.error("CreateQueue", QueueName=name)
        assert error.code == "InvalidParameterValue"
        assert error.message == "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"

    @pytest.mark.parametrize("name", ["jobs", ".fifo", "a" * 76 + ".fifo", "jo.bs.fifo"])
    def test_the_name_of_a_fifo_queue_ends_in_fifo(self, sqs: Sqs, name: str) -> None:
        """SQS-019."""
        error = sqs.error("CreateQueue", QueueName=name, Attributes={"FifoQueue": "true"})
        assert error.code == "InvalidParameterValue"
        assert "must end with .fifo suffix and be 1 to 80 in length" in error.message

    def test_eighty_characters_are_enough(self, sqs: Sqs) -> None:
        assert sqs.queue("a" * 80).endswith("a" * 80)
        assert sqs.queue("a" * 75 + ".fifo").endswith(".fifo")

    @pytest.mark.parametrize(
        ("attribute", "least", "most"),
        [
            ("DelaySeconds", 0, 900),
            ("MaximumMessageSize", 1024, 1048576),
            ("MessageRetentionPeriod", 60, 1209600),
            ("ReceiveMessageWaitTimeSeconds", 0, 20),
            ("VisibilityTimeout", 0, 43200),
        ],
    )
    def test_numbers_within_their_range(self, sqs: Sqs, attribute: str, least: int, most: int) -> None:
        """SQS-002, SQS-003, SQS-008, SQS-012, SQS-017. Source: API Reference, CreateQueue, valid values of each."""
        for place, value in enumerate((least, most)):
            assert sqs.attributes(sqs.queue(f"q{place}", **{attribute: str(value)}))[attribute] == str(value)
        for wrong in (str(least - 1), str(most + 1), "many", "", "1.5", "٣"):
            error = sqs.error("CreateQueue", QueueName="wrong", Attributes={attribute: wrong})
            assert error.code == "InvalidAttributeValue"
            assert error.message == f"Invalid value for the parameter {attribute}."

    @pytest.mark.parametrize("name", ["Colour", "QueueArn", "All", "ApproximateNumberOfMessages", "visibilityTimeout"])
    def test_attributes_that_cannot_be_set(self, sqs: Sqs, name: str) -> None:
        error = sqs.error("CreateQueue", QueueName="jobs", Attributes={name: "1"})
        assert (error.code, error.message) == ("InvalidAttributeName", f"Unknown Attribute {name}.")

    @pytest.mark.parametrize("name", ["ContentBasedDeduplication", "DeduplicationScope", "FifoQueue"])
    def test_fifo_attributes_are_unknown_to_a_standard_queue(self, sqs: Sqs, name: str) -> None:
        error = sqs.error("CreateQueue", QueueName="jobs", Attributes={name: "false"})
        assert error.code == "InvalidAttributeName"

    def test_high_throughput_needs_deduplication_by_group(self, sqs: Sqs) -> None:
        """Source: API Reference, CreateQueue, FifoThroughputLimit."""
        limit = {"FifoQueue": "true", "FifoThroughputLimit": "perMessageGroupId"}
        error = sqs.error("CreateQueue", QueueName="jobs.fifo", Attributes=limit)
        assert error.code == "InvalidAttributeValue"
        url = sqs.queue("jobs.fifo", **limit, DeduplicationScope="messageGroup")
        known = sqs.attributes(url)
        assert (known["FifoThroughputLimit"], known["DeduplicationScope"]) == ("perMessageGroupId", "messageGroup")

    def test_one_kind_of_encryption(self, sqs: Sqs) -> None:
        """Source: API Reference, CreateQueue, SqsManagedSseEnabled."""
        both = {"KmsMasterKeyId": "alias/aws/sqs", "SqsManagedSseEnabled": "true"}
        assert sqs.error("CreateQueue", QueueName="jobs", Attributes=both).code == "InvalidAttributeValue"
        url = sqs.queue("jobs", KmsMasterKeyId="alias/aws/sqs")
        known = sqs.attributes(url)
        assert (known["KmsMasterKeyId"], known["SqsManagedSseEnabled"]) == ("alias/aws/sqs", "false")
        assert known["KmsDataKeyReusePeriodSeconds"] == "300"
        sqs.call("SetQueueAttributes", QueueUrl=url, Attributes={"SqsManagedSseEnabled": "true"})
        assert "KmsMasterKeyId" not in sqs.attributes(url)

    def test_a_policy_is_a_policy(self, sqs: Sqs) -> None:
        of_queue = '{"Statement":[{"Effect":"Allow","Principal":%s,"Action":%s,"Resource":"*"}]}'
        wrong_values = (of_queue % ('"jo"', '"sqs:*"'), of_queue % ('"*"', '"SendMessage"'))
        for wrong in ("no json", "[]", "{}", '{"Statement":[{"Effect":"Maybe"}]}', *wrong_values):
            error = sqs.error("CreateQueue", QueueName="jobs", Attributes={"Policy": wrong})
            assert (error.code, error.message) == ("InvalidAttributeValue", "Invalid value for the parameter Policy.")

    def test_fifty_tags_and_no_more(self, sqs: Sqs) -> None:
        """Source: Developer Guide, Amazon SQS queue quotas, queue tags."""
        tags = {f"k{n}": "v" for n in range(50)}
        url = sqs.call("CreateQueue", QueueName="jobs", tags=tags)["QueueUrl"]
        assert sqs.call("ListQueueTags", QueueUrl=url)["Tags"] == tags
        error = sqs.error("CreateQueue", QueueName="more", tags={**tags, "one": "too many"})
        assert error.code == "InvalidParameterValue"


class TestBehaviour:
    def test_the_same_again_gives_the_same_queue(self, sqs: Sqs) -> None:
        url = sqs.queue("jobs", VisibilityTimeout="10")
        sqs.send(url)
        assert sqs.queue("jobs", VisibilityTimeout="10") == url
        assert sqs.queue("jobs") == url, "attributes that are not given do not differ"
        assert sqs.bodies(url) == ["hello"]

    def test_other_attributes_are_another_queue(self, sqs: Sqs) -> None:
        """Source: API Reference, QueueNameExists; the code of the query protocol is QueueAlreadyExists."""
        sqs.queue("jobs", VisibilityTimeout="10")
        error = sqs.error("CreateQueue", QueueName="jobs", Attributes={"VisibilityTimeout": "11"})
        assert (error.code, error.query_code) == ("QueueNameExists", "QueueAlreadyExists")
        assert error.message == (
            "A queue already exists with the same name and a different value for attribute VisibilityTimeout"
        )

    def test_regions_and_accounts_are_apart(self, sqs: Sqs) -> None:
        """SQS-023: FIFO in every region."""
        sqs.queue("jobs")
        for region in ("eu-west-1", "ap-southeast-7", "cn-north-1"):
            attributes = {"FifoQueue": "true"}
            params = {"QueueName": "jobs.fifo", "Attributes": attributes}
            url = sqs.cloud.call("sqs", "CreateQueue", params, region=region)["QueueUrl"]
            known = sqs.cloud.call(
                "sqs", "GetQueueAttributes", {"QueueUrl": url, "AttributeNames": ["QueueArn"]}, region=region
            )
            partition = "aws-cn" if region.startswith("cn-") else "aws"
            assert known["Attributes"]["QueueArn"] == f"arn:{partition}:sqs:{region}:000000000000:jobs.fifo"
        url = sqs.call("CreateQueue", QueueName="jobs", account="111111111111")["QueueUrl"]
        assert url.endswith("/111111111111/jobs")
        assert sqs.call("ListQueues")["QueueUrls"] == ["http://127.0.0.1:4566/000000000000/jobs"]

    def test_a_deleted_name_is_blocked_for_a_minute(self, sqs: Sqs) -> None:
        """Source: API Reference, QueueDeletedRecently: 60 seconds."""
        url = sqs.queue("jobs")
        sqs.call("DeleteQueue", QueueUrl=url)
        sqs.advance(59)
        error = sqs.error("CreateQueue", QueueName="jobs")
        assert (error.code, error.query_code) == (
            "QueueDeletedRecently",
            "AWS.SimpleQueueService.QueueDeletedRecently",
        )
        sqs.advance(1)
        assert sqs.queue("jobs") == url
