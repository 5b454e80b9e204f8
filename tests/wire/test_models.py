"""Models as they are read: what the pipeline asks of an operation."""

import subprocess
import sys

import pytest

from tests.wire.asking import MODELS


class TestOperation:
    def test_has_what_the_model_says(self) -> None:
        # Source: botocore, s3/2006-03-01, DeleteObject.
        operation = MODELS.service("s3").operation("DeleteObject")
        assert (operation.http_method, operation.uri, operation.status) == ("DELETE", "/{Bucket}/{Key+}", 204)
        assert operation.input == "DeleteObjectRequest"
        assert operation.output == "DeleteObjectOutput"

    @pytest.mark.parametrize(
        ("service", "operation", "streams_in", "streams_out"),
        [("s3", "PutObject", True, False), ("s3", "GetObject", False, True), ("lambda", "Invoke", False, False)],
    )
    def test_knows_what_streams(self, service: str, operation: str, streams_in: bool, streams_out: bool) -> None:
        found = MODELS.service(service).operation(operation)
        assert (found.streaming_input, found.streaming_output) == (streams_in, streams_out)

    def test_knows_the_streams_of_events(self) -> None:
        assert MODELS.service("kinesis").operation("SubscribeToShard").event_output == "EventStream"
        assert MODELS.service("s3").operation("SelectObjectContent").event_output == "Payload"
        assert MODELS.service("s3").operation("GetObject").event_output is None

    def test_knows_the_token_that_makes_a_repetition_harmless(self) -> None:
        assert MODELS.service("ec2").operation("RunInstances").idempotency_member == "ClientToken"
        assert MODELS.service("sqs").operation("SendMessage").idempotency_member is None

    @pytest.mark.parametrize(
        ("service", "operation", "auth"),
        [
            ("sts", "AssumeRoleWithWebIdentity", "none"),
            ("cognito-idp", "SignUp", "none"),
            ("s3", "WriteGetObjectResponse", "v4-unsigned-body"),
            ("sqs", "SendMessage", "v4"),
        ],
    )
    def test_knows_how_callers_prove_themselves(self, service: str, operation: str, auth: str) -> None:
        assert MODELS.service(service).operation(operation).auth == auth


class TestPage:
    def test_is_the_paginators(self) -> None:
        # Source: botocore, sqs/2012-11-05/paginators-1.json.
        page = MODELS.service("sqs").operation("ListQueues").page
        assert page == ("NextToken", "NextToken", "MaxResults", "QueueUrls")

    def test_is_not_for_tokens_that_are_structures(self) -> None:
        # DynamoDB's ExclusiveStartKey is an item's key: the service pages by itself.
        assert MODELS.service("dynamodb").operation("Scan").page is None

    def test_is_not_for_tokens_made_of_several_members(self) -> None:
        assert MODELS.service("s3").operation("ListObjectVersions").page is None

    def test_of_an_unpaged_operation_is_none(self) -> None:
        assert MODELS.service("sqs").operation("SendMessage").page is None


class TestService:
    def test_that_is_unknown_is_a_key_error(self) -> None:
        with pytest.raises(KeyError):
            MODELS.service("no-such-service")

    def test_name_cannot_leave_the_data_folder(self) -> None:
        with pytest.raises(KeyError):
            MODELS.service("../../botocore/data/sqs")

    def test_lists_the_query_protocol_where_the_service_used_to_speak_it(self) -> None:
        assert MODELS.service("sqs").protocols == ("json", "query")
        assert MODELS.service("dynamodb").protocols == ("json",)

    def test_finds_errors_by_either_of_their_codes(self) -> None:
        # Source: botocore, iam/2010-05-08, NoSuchEntityException with error code NoSuchEntity.
        found = MODELS.service("iam").error_shapes
        assert found["NoSuchEntity"] == found["NoSuchEntityException"] == "NoSuchEntityException"

    def test_keeps_no_prose(self) -> None:
        for shape in MODELS.service("sqs").shapes.values():
            assert "documentation" not in shape
            assert all("documentation" not in ref for ref in shape.get("members", {}).values())


def test_botocore_is_not_imported() -> None:
    """Its import costs more than our whole start."""
    code = (
        "import sys; from fogbank.wire.models import Models; from fogbank.wire.route import Router; "
        "from fogbank.wire.protocols import codec; m = Models(); s = m.service('sqs'); "
        "codec(s.operation('SendMessage'), 'json'); sys.exit('botocore' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
