"""What the model demands, and how AWS says that it was not met."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError, Unreadable, ValidationFailed
from fogbank.wire import explain, patterns
from fogbank.wire.validate import checker
from tests.wire.asking import MODELS, of
from tests.wire.samples import Sampler


def refusal(service: str, operation: str, params: dict[str, Any]) -> str:
    with pytest.raises(ValidationFailed) as caught:
        of(service, operation).validate(params)
    return caught.value.message


class TestWording:
    def test_too_long(self) -> None:
        # Seen: IAM, CreateRole (github.com/NixOS/nixops/issues/328).
        name = "r" * 65
        assert refusal("iam", "CreateRole", {"RoleName": name, "AssumeRolePolicyDocument": "{}"}) == (
            f"1 validation error detected: Value '{name}' at 'roleName' failed to satisfy constraint: "
            "Member must have length less than or equal to 64"
        )

    def test_pattern_of_a_member_of_a_list(self) -> None:
        # Seen: IAM, CreateUser (github.com/SWO-GS/auto-tag/issues/90).
        params = {"UserName": "u", "Tags": [{"Key": "a", "Value": "b"}, {"Key": "ip", "Value": "MOJ D&T"}]}
        assert refusal("iam", "CreateUser", params) == (
            "1 validation error detected: Value 'MOJ D&T' at 'tags.2.member.value' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*"
        )

    def test_missing(self) -> None:
        assert refusal("dynamodb", "GetItem", {"Key": {}}) == (
            "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
            "Member must not be null"
        )

    def test_several_are_counted_and_joined(self) -> None:
        text = refusal("dynamodb", "PutItem", {"TableName": "", "ReturnValues": "X"})
        assert text.startswith("3 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: ")
        assert text.count("; ") == 2
        assert "Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [" in text

    def test_range(self) -> None:
        assert refusal("dynamodb", "Query", {"TableName": "t", "Limit": 0}) == (
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1"
        )

    def test_sensitive_values_are_left_out(self) -> None:
        # Seen: OpenSearch, UpdateDomainConfig (github.com/ministryofjustice/cloud-platform-infrastructure/pull/4097).
        options = {"SAMLOptions": {"MasterUserName": "m" * 65}}
        text = refusal("opensearch", "UpdateDomainConfig", {"DomainName": "abc", "AdvancedSecurityOptions": options})
        assert text == (
            "1 validation error detected: Value at 'advancedSecurityOptions.sAMLOptions.masterUserName' failed to "
            "satisfy constraint: Member must have length less than or equal to 64"
        )

    def test_plain_items_are_said_of_the_list(self) -> None:
        text = refusal("ssm", "GetParameters", {"Names": ["ok", ""]})
        assert text.startswith("1 validation error detected: Value '[ok, ]' at 'names' failed to satisfy constraint: ")
        assert "Member must satisfy constraint: [Member must have length less than or equal to" in text

    def test_keys_of_a_map(self) -> None:
        variables = {"Environment": {"Variables": {"1bad": "x"}}, "FunctionName": "f"}
        assert "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: " in refusal(
            "lambda", "UpdateFunctionConfiguration", variables
        )


class TestStyles:
    def test_sqs_names_the_missing_parameter(self) -> None:
        # Seen: SQS, SendMessage (github.com/danbooru/danbooru/issues/3151).
        with pytest.raises(ServiceError) as caught:
            of("sqs", "SendMessage").validate({"QueueUrl": "u"})
        assert caught.value.code == "MissingParameter"
        assert caught.value.message == "The request must contain the parameter MessageBody."

    def test_s3_calls_a_body_that_breaks_the_model_malformed(self) -> None:
        tagging = {"Bucket": "b", "Tagging": {"TagSet": [{"Key": "k"}]}}
        with pytest.raises(Unreadable):
            of("s3", "PutBucketTagging").validate(tagging)

    @pytest.mark.parametrize(
        ("service", "operation", "code"),
        [
            ("s3", "PutBucketPolicy", "MissingRequestBodyError"),
            ("s3", "PutObjectTagging", "MissingRequestBodyError"),
            ("cloudfront", "CreateDistribution", "MissingBody"),
        ],
    )
    def test_a_body_that_is_not_there(self, service: str, operation: str, code: str) -> None:
        with pytest.raises(ServiceError) as caught:
            of(service, operation).validate({"Bucket": "b", "Key": "k"})
        assert (caught.value.code, caught.value.status) == (code, 400)

    def test_s3_leaves_headers_to_its_handlers(self) -> None:
        of("s3", "PutObject").validate({"Bucket": "b", "Key": "k", "ACL": "no-such-acl"})

    @pytest.mark.parametrize(
        ("operation", "params", "reason", "text"),
        [
            # Seen: ListTagsForResource of an ARN (github.com/RoadieHQ/roadie-backstage-plugins/issues/1391).
            ("ListTagsForResource", {"ResourceId": "arn:x"}, "INVALID_PATTERN", "does not match the required pattern."),
            ("ListPolicies", {"Filter": "X"}, "INVALID_ENUM", "You specified an invalid value."),
            ("ListPolicies", {}, "INPUT_REQUIRED", "You must include a value for all required parameters."),
            ("ListRoots", {"MaxResults": 21}, "MAX_VALUE_EXCEEDED", "larger value than allowed."),
            ("ListRoots", {"MaxResults": 0}, "MIN_VALUE_EXCEEDED", "smaller value than allowed."),
            ("UpdatePolicy", {"PolicyId": "p-12345678", "Name": ""}, "MIN_LENGTH_EXCEEDED", "shorter than allowed."),
            (
                "UpdatePolicy",
                {"PolicyId": "p-12345678", "Name": "n" * 129},
                "MAX_LENGTH_EXCEEDED",
                "longer than allowed.",
            ),
            ("ListCreateAccountStatus", {"States": ["X"]}, "INVALID_LIST_MEMBER", "at least one invalid value."),
        ],
    )
    def test_organizations_gives_a_reason(self, operation: str, params: dict[str, Any], reason: str, text: str) -> None:
        with pytest.raises(ValidationFailed) as caught:
            of("organizations", operation).validate(params)
        assert (caught.value.code, caught.value.members) == ("InvalidInputException", {"Reason": reason})
        assert caught.value.message.endswith(text)

    def test_types_are_checked_in_every_style(self) -> None:
        with pytest.raises(Unreadable):
            of("sqs", "SendMessage").validate({"QueueUrl": 1, "MessageBody": "b"})


class TestTypes:
    @pytest.mark.parametrize(
        ("params", "text"),
        [
            ({"TableName": 5}, "NUMBER_VALUE can not be converted to a String"),
            ({"TableName": ["t"]}, "Start of list found where not expected"),
            ({"TableName": {}}, "Start of structure or map found where not expected."),
            ({"TableName": "t", "Limit": "5"}, "STRING_VALUE can not be converted to a Integer"),
            ({"TableName": "t", "Limit": True}, "TRUE_VALUE can not be converted to a Integer"),
            ({"TableName": "t", "Limit": 2**31}, "Value '2147483648' does not fit into Integer."),
            ({"TableName": "t", "AttributesToGet": "a"}, "Expected list or null"),
            ({"TableName": "t", "AttributesToGet": [None]}, "Unexpected null."),
        ],
    )
    def test_wrong_ones_are_unreadable(self, params: dict[str, Any], text: str) -> None:
        with pytest.raises(Unreadable) as caught:
            of("dynamodb", "Query").validate(params)
        assert caught.value.message == text

    @pytest.mark.parametrize("moment", [253402300800, -62135596801.0, 1e300, float("nan")])
    def test_timestamps_are_of_the_calendar(self, moment: float) -> None:
        with pytest.raises(Unreadable, match="does not fit into a timestamp"):
            of("kms", "ImportKeyMaterial").validate(
                {"KeyId": "k", "ImportToken": b"t", "EncryptedKeyMaterial": b"m", "ValidTo": moment}
            )
        of("cloudtrail", "LookupEvents").validate({"StartTime": 253402300799.0, "EndTime": -62135596800})

    def test_deep_nesting_is_unreadable(self) -> None:
        value: dict[str, Any] = {"S": "x"}
        for _ in range(3000):
            value = {"L": [value]}
        with pytest.raises(Unreadable):
            of("dynamodb", "PutItem").validate({"TableName": "t", "Item": {"a": value}})

    def test_unknown_members_are_ignored(self) -> None:
        of("dynamodb", "ListTables").validate({"NoSuchMember": object()})


_JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.binary(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=8,
)
_SUBJECTS = [
    ("dynamodb", "TransactWriteItems"),
    ("iam", "CreateUser"),
    ("kinesis", "PutRecords"),
    ("lambda", "CreateFunction"),
    ("organizations", "CreateAccount"),
    ("ec2", "RunInstances"),
    ("s3", "PutBucketLifecycleConfiguration"),
    ("sqs", "SendMessageBatch"),
    ("wafv2", "CreateWebACL"),
]


@settings(max_examples=150)
@given(subject=st.sampled_from(_SUBJECTS), junk=_JUNK, place=st.randoms(use_true_random=False))
def test_the_fast_answer_and_the_words_agree(subject: tuple[str, str], junk: Any, place: Any) -> None:
    """Junk anywhere in a good input: refused exactly when the walk finds something, never another exception."""
    service = MODELS.service(subject[0])
    shape = service.operation(subject[1]).input or ""
    params = Sampler(service).top(shape)
    _put_somewhere(params, junk, place)
    style, rules = checker(service)
    if not rules.function(shape)(params):
        with pytest.raises(ServiceError):
            explain.refuse(rules, style, shape, params)
    else:
        walk = explain._Walk(rules)
        walk.structure(rules.shapes[shape], params, "")
        assert walk.violations == [] and walk.worded == []


def _put_somewhere(value: Any, junk: Any, place: Any) -> None:
    while True:
        key = place.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if isinstance(value[key], dict | list) and value[key] and place.random() < 0.7:
            value = value[key]
        else:
            value[key] = junk
            return


@pytest.mark.parametrize("subject", _SUBJECTS)
def test_every_required_member_is_missed(subject: tuple[str, str]) -> None:
    service = MODELS.service(subject[0])
    shape = service.operation(subject[1]).input or ""
    _, rules = checker(service)
    for name in rules.required(service.shapes[shape]):
        params = Sampler(service).top(shape)
        del params[name]
        with pytest.raises(ServiceError):
            of(*subject).validate(params)


class TestPatterns:
    @pytest.mark.parametrize(
        ("pattern", "good", "bad"),
        [
            (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "Ünï 12", "a&b"),
            (r"[\w-_]+", "a-b", "a b"),
            (r"[^\p{C}]+", "abc", "a\u0000"),
            (r"\P{M}+", "a", "\u0301"),
            (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]*", "\U0001f600", "\x00"),
            (r"^arn:.*:kms:.*", "arn:aws:kms:x", "x arn:aws:kms:x"),
            (r"[a-z]+", "abc", "abc!"),
            (r"[a-z[]+", "a[", "]"),
            (r"\p{Alnum}{2}", "a1", "é1"),
            (r"[a-z]\z", "a", "a\n"),
            (r"\w+", "a1", "é"),
            (r"\d{2}", "12", "٣٣"),
        ],
    )
    def test_java_means_the_whole_value(self, pattern: str, good: str, bad: str) -> None:
        matches = patterns.compiled(pattern)
        assert matches is not None
        assert matches(good)
        assert not matches(bad)

    def test_what_is_beyond_us_refuses_nothing(self) -> None:
        assert patterns.compiled(r"[\p{Print}&&[^|:/]]+") is None
