"""JSON in bodies: what is let through, what is converted, what is refused. Errors as the json protocols write them."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel import errors
from fogbank.kernel.errors import ServiceError, Unreadable
from tests.wire.asking import MODELS, of, read, request

DYNAMODB = "DynamoDB_20120810."


def dynamodb(operation: str, body: bytes) -> dict[str, Any]:
    return read("dynamodb", operation, request("POST", "/", body=body, x_amz_target=DYNAMODB + operation))


class TestReading:
    def test_blobs_and_nothing_else_are_decoded(self) -> None:
        body = b'{"TableName":"t","Item":{"a":{"B":"AP8="},"b":{"BS":["AQ=="]},"c":{"M":{"d":{"L":[{"B":""}]}}}}}'
        assert dynamodb("PutItem", body)["Item"] == {
            "a": {"B": b"\x00\xff"},
            "b": {"BS": [b"\x01"]},
            "c": {"M": {"d": {"L": [{"B": b""}]}}},
        }

    def test_nulls_are_absent_members(self) -> None:
        assert dynamodb("Query", b'{"TableName":"t","Limit":null,"AttributesToGet":["a"]}') == {
            "TableName": "t",
            "AttributesToGet": ["a"],
        }

    def test_the_word_null_in_a_text_stays(self) -> None:
        assert dynamodb("Query", b'{"TableName":"null"}') == {"TableName": "null"}

    def test_nulls_in_documents_stay(self) -> None:
        model = MODELS.service("bedrock-runtime")
        asked = request(
            "POST", "/model/m/converse", scope="bedrock", body=b'{"additionalModelRequestFields":{"a":null}}'
        )
        assert model.operation("Converse").input
        assert read("bedrock-runtime", "Converse", asked)["additionalModelRequestFields"] == {"a": None}

    def test_empty_body_is_an_empty_input(self) -> None:
        assert dynamodb("ListTables", b"") == {}

    @pytest.mark.parametrize("written", ["1700000000.5", '"2023-11-14T22:13:20.500Z"', '"1700000000.5"'])
    def test_timestamps_come_in_any_form(self, written: str) -> None:
        body = f'{{"StreamName":"s","ShardId":"1","ShardIteratorType":"AT_TIMESTAMP","Timestamp":{written}}}'.encode()
        asked = request("POST", "/", body=body, x_amz_target="Kinesis_20131202.GetShardIterator")
        assert read("kinesis", "GetShardIterator", asked)["Timestamp"] == 1700000000.5

    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b"[]",
            b'"x"',
            b"5",
            b"null",
            b"\xff",
            b'{"a":NaN}',
            b'{"TableName":"\\ud800"}',
            b"[" * 5000,
            b'{"a":' * 5000,
        ],
    )
    def test_what_is_not_a_json_object_is_unreadable(self, body: bytes) -> None:
        with pytest.raises(Unreadable):
            dynamodb("ListTables", body)

    def test_invalid_base64_is_unreadable(self) -> None:
        with pytest.raises(Unreadable):
            dynamodb("PutItem", b'{"TableName":"t","Item":{"a":{"B":"!"}}}')

    def test_deep_nesting_is_unreadable(self) -> None:
        value = b'{"L":[' * 900 + b'{"S":"x"}' + b"]}" * 900
        with pytest.raises(Unreadable):
            of("dynamodb", "PutItem").validate(dynamodb("PutItem", b'{"TableName":"t","Item":{"a":' + value + b"}}"))

    @given(st.binary(max_size=64) | st.text(max_size=64).map(str.encode))
    def test_junk_is_only_ever_unreadable(self, junk: bytes) -> None:
        try:
            found = dynamodb("PutItem", junk)
        except Unreadable:
            return
        assert isinstance(found, dict)


class TestWriting:
    def test_blobs_become_base64_and_none_is_left_out(self) -> None:
        response = of("dynamodb", "GetItem").serialize(
            {"Item": {"a": {"B": b"\x00\xff"}}, "ConsumedCapacity": None}, "r"
        )
        assert orjson.loads(response.body) == {"Item": {"a": {"B": "AP8="}}}
        assert response.headers == {"x-amzn-RequestId": "r", "Content-Type": "application/x-amz-json-1.0"}

    def test_numbers_that_json_lacks_go_by_name(self) -> None:
        answer = {"Datapoints": [{"Sum": float("nan"), "Maximum": float("inf"), "Minimum": 1.5}]}
        response = of("cloudwatch", "GetMetricStatistics", "json").serialize(answer, "r")
        assert orjson.loads(response.body)["Datapoints"] == [{"Sum": "NaN", "Maximum": "Infinity", "Minimum": 1.5}]

    def test_timestamps_are_seconds_with_milliseconds(self) -> None:
        answer = {"Table": {"CreationDateTime": 1421866952.0624}}
        assert b'"CreationDateTime":1421866952.062' in of("dynamodb", "DescribeTable").serialize(answer, "r").body

    def test_answer_is_not_changed(self) -> None:
        answer: dict[str, Any] = {"Table": {"CreationDateTime": 1.23456}}
        of("dynamodb", "DescribeTable").serialize(answer, "r")
        assert answer == {"Table": {"CreationDateTime": 1.23456}}

    def test_operation_without_output_has_an_empty_body(self) -> None:
        assert of("sqs", "DeleteMessage").serialize({}, "r").body == b""


class TestFault:
    def test_code_and_message(self) -> None:
        # Source: DynamoDB Developer Guide, "Error handling", its example.
        error = ServiceError(
            "Requested resource not found: Table: tablename not found", code="ResourceNotFoundException", status=400
        )
        response = of("dynamodb", "GetItem").fault(error, "r")
        assert response.status == 400
        assert orjson.loads(response.body) == {
            "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
            "message": "Requested resource not found: Table: tablename not found",
        }

    def test_old_code_stands_in_a_header(self) -> None:
        # Source: SQS API Reference, "Making requests using the AWS JSON protocol".
        error = ServiceError(
            "m", code="QueueDoesNotExist", query_code="AWS.SimpleQueueService.NonExistentQueue", status=400
        )
        response = of("sqs", "GetQueueUrl").fault(error, "r")
        assert response.headers["x-amzn-query-error"] == "AWS.SimpleQueueService.NonExistentQueue;Sender"

    def test_rest_json_has_the_code_in_a_header(self) -> None:
        error = ServiceError("gone", code="ResourceNotFoundException", status=404, members={"Type": "User"})
        response = of("lambda", "GetFunction").fault(error, "r")
        assert (response.status, response.headers["x-amzn-ErrorType"]) == (404, "ResourceNotFoundException")
        assert orjson.loads(response.body) == {"Message": "gone", "Type": "User"}

    def test_located_members_of_an_error_are_headers(self) -> None:
        error = ServiceError("slow", code="TooManyRequestsException", status=429, members={"retryAfterSeconds": "7"})
        response = of("lambda", "GetFunction").fault(error, "r")
        assert response.headers["Retry-After"] == "7"

    @pytest.mark.parametrize(
        ("service", "operation", "error", "code", "status"),
        [
            ("dynamodb", "GetItem", errors.AccessDenied("m"), "AccessDeniedException", 400),
            ("lambda", "GetFunction", errors.AccessDenied("m"), "AccessDeniedException", 403),
            ("dynamodb", "GetItem", errors.UnknownAccessKey(), "UnrecognizedClientException", 400),
            ("kms", "Encrypt", errors.ValidationFailed("m"), "ValidationException", 400),
            ("logs", "PutLogEvents", errors.ValidationFailed("m"), "InvalidParameterException", 400),
            ("ecs", "ListClusters", errors.Unreadable("m"), "SerializationException", 400),
            ("secretsmanager", "ListSecrets", errors.InvalidPageToken(), "InvalidNextTokenException", 400),
            ("lambda", "GetFunction", errors.Throttled(), "TooManyRequestsException", 429),
            ("acm", "ListCertificates", errors.InternalFailure(), "InternalFailure", 500),
            ("acm", "ListCertificates", errors.NotImplementedHere("acm", "ListCertificates"), "NotImplemented", 501),
            ("lambda", "GetFunction", errors.RequestExpired("m", code="Own", status=418), "Own", 418),
        ],
    )
    def test_shared_errors_have_the_services_codes(
        self, service: str, operation: str, error: ServiceError, code: str, status: int
    ) -> None:
        response = of(service, operation).fault(error, "r")
        written = response.headers.get("x-amzn-ErrorType") or orjson.loads(response.body)["__type"]
        assert (written.rpartition("#")[2], response.status) == (code, status)
        assert error.message or b"essage" in response.body
