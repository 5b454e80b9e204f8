"""What AWS says to a signature that is malformed, late, early, incomplete, or of another kind."""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire import signing
from fogbank.wire.message import Request
from tests.wire.signed import ID, S3_ID, SECRET, authorization, instant, request

STAMP = "20150830T123600Z"
AT = instant(STAMP)
SIGNATURE = "0" * 64
SQS = "20150830/us-east-1/sqs/aws4_request"
S3 = "20150830/us-east-1/s3/aws4_request"
HEADERS = {"Host": "a", "X-Amz-Date": STAMP, "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD"}


def refused(given: Request, *, at: float = AT, body: bytes | None = b"") -> ServiceError:
    """The error that the request is answered with."""
    try:
        claim = signing.claim(given)
        assert claim is not None
        signing.check(given, claim, SECRET, wall_now=at, body=body)
        signing.check_expiry(claim, at)
    except ServiceError as error:
        return error
    pytest.fail("the request was not refused")


def header(text: str, headers: dict[str, str] | None = None) -> Request:
    return request("GET", "/", HEADERS if headers is None else headers, authorization=text)


# Where no other source is named: IAM User Guide, Troubleshoot signed requests; for S3 its Error responses. Texts with a
# number stand in a public issue where somebody quotes the answer of AWS:
# 1 github.com/awslabs/fhir-works-on-aws-deployment issue 379, 2 github.com/NetSPI/AWSSigner issue 3 (older wording),
# 3 github.com/awslabs/aws-mobile-appsync-sdk-js issue 702.
MALFORMED: dict[str, tuple[str, str, str]] = {
    "not a pair (1)": (
        f"AWS4-HMAC-SHA256 nonsense, Signature={SIGNATURE}",
        "IncompleteSignature",
        ("'nonsense' not a valid key=value pair (missing equal-sign) in Authorization header: "
        "'AWS4-HMAC-SHA256 nonsense, '."),
    ),
    "no signature": (
        f"AWS4-HMAC-SHA256 Credential=A/{SQS}, SignedHeaders=host",
        "IncompleteSignature",
        ("Authorization header requires 'Signature' parameter. "
        f"Authorization=AWS4-HMAC-SHA256 Credential=A/{SQS}, SignedHeaders=host"),
    ),
    "no signed headers": (
        f"AWS4-HMAC-SHA256 Credential=A/{SQS}, Signature={SIGNATURE}",
        "IncompleteSignature",
        ("Authorization header requires 'SignedHeaders' parameter. "
        f"Authorization=AWS4-HMAC-SHA256 Credential=A/{SQS}, "),
    ),
    "short credential": (
        f"AWS4-HMAC-SHA256 Credential=A/sqs/aws4_request, SignedHeaders=host, Signature={SIGNATURE}",
        "IncompleteSignature",
        ("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
        "'A/sqs/aws4_request'"),
    ),
    "terminator": (
        authorization("20150830/us-east-1/sqs/aws5_request", "host", SIGNATURE),
        "SignatureDoesNotMatch",
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    ),
    "date of the scope": (
        authorization("20150829/us-east-1/sqs/aws4_request", "host", SIGNATURE),
        "SignatureDoesNotMatch",
        ("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
        "'20150829' != '20150830', from '20150830T123600Z'."),
    ),
    "algorithm": (
        "AWS4-HMAC-MD5 Credential=A, SignedHeaders=host, Signature=0",
        "IncompleteSignature",
        "Unsupported AWS 'algorithm': 'AWS4-HMAC-MD5'.",
    ),
    "host unsigned (2)": (
        authorization(SQS, "x-amz-date", SIGNATURE),
        "SignatureDoesNotMatch",
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ),
    "signed header missing (3)": (
        authorization(SQS, "accept;host", SIGNATURE),
        "IncompleteSignature",
        "'accept' is named as a SignedHeader, but it does not exist in the HTTP request.",
    ),
    "S3: form of the date": (
        authorization("2015/us-east-1/s3/aws4_request", "host", SIGNATURE),
        "AuthorizationHeaderMalformed",
        ('The authorization header is malformed; incorrect date format "2015". This date in the credential must be '
        'in the format "yyyyMMdd".'),
    ),
    "S3: date of the scope": (
        authorization("20150829/us-east-1/s3/aws4_request", "host", SIGNATURE),
        "AuthorizationHeaderMalformed",
        ('The authorization header is malformed; Invalid credential date "20150829". This date is not the same as '
        'X-Amz-Date: "20150830".'),
    ),
    "S3: short credential": (
        f"AWS4-HMAC-SHA256 Credential=A/us-east-1/s3/aws4_request, SignedHeaders=host, Signature={SIGNATURE}",
        "AuthorizationHeaderMalformed",
        ("The authorization header is malformed; the Credential is mal-formed; expecting "
        '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'),
    ),
}  # fmt: skip


class TestHeader:
    @pytest.mark.parametrize("name", MALFORMED)
    def test_malformed(self, name: str) -> None:
        text, code, message = MALFORMED[name]
        error = refused(header(text))
        assert (error.code, error.message) == (code, message)

    def test_no_date(self) -> None:
        # github.com/AnWeber/httpyac issue 769 has AWS's answer.
        text = authorization(SQS, "host", SIGNATURE)
        error = refused(header(text, {"Host": "a"}))
        assert error.code == "IncompleteSignature"
        assert error.message.startswith(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        )
        for stamp in ("yesterday", "20151330T000000Z", "20150830T246000Z", "2015-08-30T12:36:00Z"):
            assert refused(header(text, {"Host": "a", "X-Amz-Date": stamp})).code == "IncompleteSignature"
        # S3 API Reference, Error responses, AccessDenied.
        error = refused(header(authorization(S3, "host", SIGNATURE), {"Host": "a"}))
        assert (error.code, error.message) == (
            "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header",
        )  # fmt: skip

    def test_either_form_of_the_date_header_will_do(self) -> None:
        for date in ("Sun, 30 Aug 2015 12:36:00 GMT", STAMP):
            claim = signing.claim(header(authorization(SQS, "date;host", SIGNATURE), {"Host": "a", "Date": date}))
            assert claim is not None
            assert (claim.stamp, claim.signed_at) == (STAMP, AT)

    def test_s3_wants_the_hash_of_the_payload(self) -> None:
        # github.com/jinlo02/Jmeter_AWS_Signature issue 5 has S3's answer.
        error = refused(header(authorization(S3, "host", SIGNATURE), {"Host": "a", "X-Amz-Date": STAMP}))
        assert (error.status, error.code) == (400, "InvalidRequest")
        assert error.message == "Missing required header for this request: x-amz-content-sha256"
        error = refused(header(authorization(S3, "host", SIGNATURE), HEADERS | {"X-Amz-Content-Sha256": "abc"}))
        assert (error.status, error.code) == (400, "InvalidArgument")
        assert error.members == {"ArgumentName": "x-amz-content-sha256", "ArgumentValue": "abc"}

    def test_s3_wants_all_its_headers_signed(self) -> None:
        # S3 API Reference, Authenticating Requests: all x-amz-* headers must be signed; the answer as observed.
        error = refused(header(authorization(S3, "host;x-amz-content-sha256", SIGNATURE)))
        assert (error.status, error.code) == (403, "AccessDenied")
        assert error.message == "There were headers present in the request which were not signed"
        assert error.members == {"HeadersNotSigned": "x-amz-date"}


class TestTime:
    """Five minutes either way (IAM User Guide, Troubleshoot signed requests); fifteen for S3 (its Error responses)."""

    @pytest.mark.parametrize(
        ("late_s", "message"),
        [
            (
                301,
                "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)",
            ),
            (
                -301,
                (
                    "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
                    "(20150830T123059Z + 5 min.)"
                ),
            ),
        ],
    )
    def test_most_services(self, late_s: int, message: str) -> None:
        error = refused(header(authorization(SQS, "host", SIGNATURE)), at=AT + late_s)
        assert (type(error).__name__, error.message) == ("RequestExpired", message)
        just_in_time = refused(header(authorization(SQS, "host", SIGNATURE)), at=AT + late_s * 300 / 301)
        assert just_in_time.code == "SignatureDoesNotMatch"

    @pytest.mark.parametrize("late_s", [901, -901])
    def test_s3(self, late_s: int) -> None:
        text = authorization(S3, "host;x-amz-content-sha256;x-amz-date", SIGNATURE)
        error = refused(header(text), at=AT + late_s)
        assert (error.status, error.code) == (403, "RequestTimeTooSkewed")
        assert error.message == "The difference between the request time and the current time is too large."
        assert error.members["MaxAllowedSkewMilliseconds"] == 900_000
        assert refused(header(text), at=AT + late_s * 900 / 901).code == "SignatureDoesNotMatch"

    def test_ec2(self) -> None:
        # EC2 API Reference, Error codes, RequestExpired.
        error = refused(header(authorization(SQS.replace("sqs", "ec2"), "host", SIGNATURE)), at=AT + 1000)
        assert (error.code, error.message) == ("RequestExpired", "Request has expired.")


def presigned(service: str = "s3", **changes: str | None) -> Request:
    parts: dict[str, str | None] = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"A%2F20150830%2Fus-east-1%2F{service}%2Faws4_request",
        "X-Amz-Date": STAMP,
        "X-Amz-Expires": "60",
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Signature": SIGNATURE,
    }
    parts.update({f"X-Amz-{name}": value for name, value in changes.items()})
    query = "&".join(f"{name}={value}" for name, value in parts.items() if value is not None)
    return request("GET", f"/?{query}", {"Host": "a"})


class TestQuery:
    @pytest.mark.parametrize("name", ["Credential", "Date", "Expires", "SignedHeaders", "Signature"])
    def test_s3_wants_all_parameters(self, name: str) -> None:
        error = refused(presigned(**{name: None}))
        assert (error.status, error.code) == (400, "AuthorizationQueryParametersError")
        assert error.message == (
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        )

    @pytest.mark.parametrize(
        ("expires", "message"),
        [
            (
                "604801",
                ("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less "
                "than 604800 seconds"),
            ),
            ("-1", "X-Amz-Expires must be non-negative"),
            ("soon", "X-Amz-Expires should be a number"),
        ],
    )  # fmt: skip
    def test_s3_limits_the_expiry(self, expires: str, message: str) -> None:
        # S3 API Reference, Authenticating Requests: Using Query Parameters: at most seven days.
        error = refused(presigned(Expires=expires))
        assert (error.status, error.code, error.message) == (400, "AuthorizationQueryParametersError", message)
        assert refused(presigned(Expires="604800")).code == "SignatureDoesNotMatch"

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            (
                {"Algorithm": "AWS4-HMAC-MD5"},
                'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
            ),
            ({"Date": "today"}, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
            (
                {"Credential": "A%2Fus-east-1%2Fs3%2Faws4_request"},
                ("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
                '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'),
            ),
        ],
    )  # fmt: skip
    def test_s3_names_the_bad_parameter(self, changes: dict[str, str], message: str) -> None:
        error = refused(presigned(**changes))
        assert (error.code, error.message) == ("AuthorizationQueryParametersError", message)

    def test_other_services_list_what_is_missing(self) -> None:
        error = refused(presigned("sts", Date=None, SignedHeaders=None))
        assert error.code == "IncompleteSignature"
        assert error.message == (
            "AWS query-string parameters must include 'X-Amz-Date'. "
            "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."
        )

    def test_s3_over(self) -> None:
        # S3 User Guide, Download and upload objects with presigned URLs: the answer to one that is over.
        claim = signing.claim(presigned())
        assert claim is not None
        signing.check_expiry(claim, AT + 60)
        with pytest.raises(ServiceError) as caught:
            signing.check_expiry(claim, AT + 61)
        error = caught.value
        assert (error.status, error.code, error.message) == (403, "AccessDenied", "Request has expired")
        assert error.members == {
            "X-Amz-Expires": 60,
            "Expires": "2015-08-30T12:37:00Z",
            "ServerTime": "2015-08-30T12:37:01Z",
        }

    def test_the_cloud_may_have_another_time_than_the_client(self) -> None:
        claim = signing.claim(presigned())
        assert claim is not None
        month_s = 30 * 86400
        signing.check_expiry(claim, AT + month_s + 60, signed_at=AT + month_s)
        assert signing.expired(claim, AT + month_s + 61, signed_at=AT + month_s)

    def test_other_services_over(self) -> None:
        claim = signing.claim(presigned("sts"))
        assert claim is not None
        with pytest.raises(ServiceError) as caught:
            signing.check_expiry(claim, AT + 61)
        assert caught.value.message.startswith(
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z"
        )

    def test_from_the_future(self) -> None:
        error = refused(presigned(), at=AT - 1000)
        assert (error.status, error.code, error.message) == (403, "AccessDenied", "Request is not valid yet")


class TestOtherKinds:
    def test_anonymous(self) -> None:
        assert signing.claim(request("GET", "/?x=1", {"Host": "a"})) is None
        for other in ("Bearer abc", "Basic YTpi", "Digest x"):
            assert signing.claim(request("GET", "/", {"Host": "a"}, authorization=other)) is None

    def test_version_4a_is_refused_by_name(self) -> None:
        text = f"AWS4-ECDSA-P256-SHA256 Credential={S3_ID}/20150830/s3/aws4_request, SignedHeaders=host, Signature=00"
        for given in (header(text), presigned(Algorithm="AWS4-ECDSA-P256-SHA256")):
            error = refused(given)
            assert (error.status, error.code) == (501, "NotImplemented")
            assert "SigV4A" in error.message

    def test_a_secret_is_not_in_any_answer(self) -> None:
        for text in (
            authorization(SQS, "host", SIGNATURE),
            authorization(S3, "host;x-amz-content-sha256;x-amz-date", SIGNATURE),
        ):
            error = refused(header(text))
            assert SECRET not in repr((error.message, error.members))


def accepted(given: Request) -> bool:
    try:
        claim = signing.claim(given)
        assert claim is not None
        signing.check(given, claim, SECRET, wall_now=AT, body=b"")
    except ServiceError:
        return False
    return claim.access_key == ID


def test_every_small_mutation_of_a_header_is_refused() -> None:
    # AWS Signature Version 4 test suite, get-vanilla.
    signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    text = authorization("20150830/us-east-1/service/aws4_request", "host;x-amz-date", signature)
    headers = {"Host": "example.amazonaws.com", "X-Amz-Date": STAMP}
    assert accepted(header(text, headers))
    wrongly = set()
    for at in range(len("AWS4-HMAC-SHA256"), len(text)):
        for drawn in ("", *"aZ09/=, ;\t"):
            for gone in range(4):
                mutated = text[:at] + drawn + text[at + gone :]
                spaces_alone = mutated.replace(" ", "") == text.replace(" ", "")
                if not spaces_alone and accepted(header(mutated, headers)):
                    wrongly.add(mutated)
    assert wrongly == set()
