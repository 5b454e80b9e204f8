"""Signatures that are right are taken, and the same ones with anything changed are not."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from fogbank.kernel.errors import ServiceError
from fogbank.wire import signing
from fogbank.wire.message import Request
from tests.wire.signed import ID, S3_ID, S3_SECRET, SECRET, authorization, instant, request

STAMP = "20150830T123600Z"
SCOPE = "20150830/us-east-1/service/aws4_request"
HOST = {"Host": "example.amazonaws.com", "X-Amz-Date": STAMP}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def verify(given: Request, secret: str, at: float, body: bytes | None = b"") -> None:
    claim = signing.claim(given)
    assert claim is not None
    signing.check(given, claim, secret, wall_now=at, body=body)


# AWS Signature Version 4 test suite (aws-sig-v4-test-suite), by the name of its case. The headers are as an HTTP parser
# hands them over: trimmed, and those of one name joined.
SUITE: dict[str, tuple[str, str, dict[str, str], bytes, str, str]] = {
    "get-vanilla": (
        "GET", "/", {}, b"", "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "get-vanilla-query-order-key-case": (
        "GET", "/?Param2=value2&Param1=value1", {}, b"", "host;x-amz-date",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    "get-vanilla-empty-query-key": (
        "GET", "/?Param1=value1", {}, b"", "host;x-amz-date",
        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    ),
    "get-vanilla-utf8-query": (
        "GET", "/?%E1%88%B4=bar", {}, b"", "host;x-amz-date",
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    ),
    "get-header-key-duplicate": (
        "GET", "/", {"My-Header1": "value2,value2,value1"}, b"", "host;my-header1;x-amz-date",
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ),
    "get-header-value-trim": (
        "GET", "/", {"My-Header1": "value1", "My-Header2": '"a   b   c"'}, b"", "host;my-header1;my-header2;x-amz-date",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    "get-relative": (
        "GET", "/example/..", {}, b"", "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "get-slash": (
        "GET", "//", {}, b"", "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "get-slash-dot-slash": (
        "GET", "/./", {}, b"", "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    "get-slashes": (
        "GET", "//example//", {}, b"", "host;x-amz-date",
        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    ),
    "post-vanilla": (
        "POST", "/", {}, b"", "host;x-amz-date",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ),
    "post-x-www-form-urlencoded": (
        "POST", "/", FORM, b"Param1=value1", "content-type;host;x-amz-date",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
}  # fmt: skip

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
S3_STAMP = "20130524T000000Z"
S3_SCOPE = "20130524/us-east-1/s3/aws4_request"
S3_HOST = {"Host": "examplebucket.s3.amazonaws.com", "X-Amz-Date": S3_STAMP, "X-Amz-Content-Sha256": EMPTY}
S3_SIGNED = "host;x-amz-content-sha256;x-amz-date"

# S3 API Reference, Signature Calculations for the Authorization Header, Examples.
S3_EXAMPLES: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    "GET Object": (
        "GET", "/test.txt", {**S3_HOST, "Range": "bytes=0-9"}, "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    "PUT Object": (
        "PUT", "/test$file.text",
        {
            **S3_HOST,
            "Date": "Fri, 24 May 2013 00:00:00 GMT",
            "X-Amz-Storage-Class": "REDUCED_REDUNDANCY",
            "X-Amz-Content-Sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        },
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ),
    "GET Bucket Lifecycle": (
        "GET", "/?lifecycle", S3_HOST, S3_SIGNED,
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ),
    "List Objects": (
        "GET", "/?max-keys=2&prefix=J", S3_HOST, S3_SIGNED,
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ),
}  # fmt: skip


class TestPublishedExamples:
    @pytest.mark.parametrize("name", SUITE)
    def test_the_test_suite(self, name: str) -> None:
        method, target, extra, body, signed, signature = SUITE[name]
        given = request(method, target, HOST | extra, body, authorization=authorization(SCOPE, signed, signature))
        verify(given, SECRET, instant(STAMP), body)

    def test_list_users(self) -> None:
        # IAM User Guide (AWS General Reference), Create a signed request, the worked example.
        headers = {
            "Host": "iam.amazonaws.com",
            "X-Amz-Date": STAMP,
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        }
        signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        presented = authorization("20150830/us-east-1/iam/aws4_request", "content-type;host;x-amz-date", signature)
        given = request("GET", "/?Action=ListUsers&Version=2010-05-08", headers, authorization=presented)
        verify(given, SECRET, instant(STAMP))

    @pytest.mark.parametrize("name", S3_EXAMPLES)
    def test_s3(self, name: str) -> None:
        method, target, headers, signed, signature = S3_EXAMPLES[name]
        given = request(method, target, headers, authorization=authorization(S3_SCOPE, signed, signature, S3_ID))
        verify(given, S3_SECRET, instant(S3_STAMP), None)

    def test_s3_presigned(self) -> None:
        # S3 API Reference, Authenticating Requests: Using Query Parameters, the worked example.
        target = (
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1"
            "%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        )
        given = request("GET", target, {"Host": "examplebucket.s3.amazonaws.com"})
        # Its own expiry holds, so its age in wall time does not matter.
        verify(given, S3_SECRET, instant("20130524T233000Z"), None)
        claim = signing.claim(given)
        assert claim is not None
        assert (claim.kind, claim.access_key, claim.expires_s, claim.payload) == (
            "query",
            S3_ID,
            86400,
            "UNSIGNED-PAYLOAD",
        )
        assert not signing.expired(claim, instant("20130525T000000Z"))
        assert signing.expired(claim, instant("20130525T000001Z"))

    def test_the_signing_key(self) -> None:
        # IAM User Guide (AWS General Reference), Deriving the signing key, the example of its test code.
        key = signing.signing_key(SECRET, "20150830", "us-east-1", "iam")
        assert key.hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"


def signed_by_botocore(
    signer: type[Any],
    service: str,
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes,
    token: str | None = None,
) -> tuple[Request, float]:
    """A request signed by botocore for now, as it would be sent."""
    one = AWSRequest(method, url, headers=headers, data=body)
    signer(Credentials(ID, SECRET, token), service, "eu-west-1").add_auth(one)
    prepared = one.prepare()
    parts = urlsplit(prepared.url)
    # As the HTTP parser hands them over, without space around.
    lower = {
        name.lower(): (value.decode() if isinstance(value, bytes) else value).strip()
        for name, value in prepared.headers.items()
    }
    lower.setdefault("host", parts.netloc)
    given = request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, lower, body)
    claim = signing.claim(given)
    assert claim is not None
    return given, claim.signed_at


PATHS = ["/", "/a/b", "/a//b/", "/a/../b", "/a/./b", "/" + quote("ü/€ +~", safe="/~"), "/%2F%25", "/a%20b", "/x:y@z"]
QUERIES = ["", "a=1", "b=2&a=1&a=0", "acl", "prefix=a%2Fb%20c&delimiter=%2F", "x=~-_.", "list-type=2&prefix=%E2%82%AC"]


class TestBotocore:
    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("query", QUERIES)
    def test_s3_header(self, path: str, query: str) -> None:
        url = f"http://bucket.s3.localhost:4566{path}" + (f"?{query}" if query else "")
        headers = {"X-Amz-Meta-A": "a  b", "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}
        given, at = signed_by_botocore(S3SigV4Auth, "s3", "PUT", url, headers, b"data")
        # botocore's own calls send a colon or an at-sign of a key encoded, as S3 wants it signed; this URL does not.
        if ":" in path:
            with pytest.raises(ServiceError):
                verify(given, SECRET, at, None)
            return
        verify(given, SECRET, at, None)

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("token", [None, "a/token+=="])
    def test_other_services_header(self, path: str, query: str, token: str | None) -> None:
        url = f"http://127.0.0.1:4566{path}" + (f"?{query}" if query else "")
        given, at = signed_by_botocore(SigV4Auth, "lambda", "POST", url, {"X-A": " b\t c "}, b"{}", token)
        verify(given, SECRET, at, b"{}")
        claim = signing.claim(given)
        assert claim is not None
        assert (claim.token, claim.region, claim.service) == (token, "eu-west-1", "lambda")

    @pytest.mark.parametrize("path", [path for path in PATHS if ":" not in path])
    @pytest.mark.parametrize("token", [None, "a/token+=="])
    def test_s3_presigned(self, path: str, token: str | None) -> None:
        url = f"http://bucket.s3.localhost:4566{path}?response-content-type=a%2Fb"
        given, at = signed_by_botocore(S3SigV4QueryAuth, "s3", "GET", url, {}, b"", token)
        verify(given, SECRET, at, None)
        claim = signing.claim(given)
        assert claim is not None
        # botocore's default is an hour.
        assert (claim.token, claim.expires_s) == (token, 3600)

    def test_sts_presigned(self) -> None:
        # How EKS tokens are made: another service's URL, and a header that is signed.
        url = "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15"
        given, at = signed_by_botocore(SigV4QueryAuth, "sts", "GET", url, {"x-k8s-aws-id": "cluster"}, b"")
        verify(given, SECRET, at)
        given.headers["x-k8s-aws-id"] = "other"
        with pytest.raises(ServiceError):
            verify(given, SECRET, at)


def rewritten(given: Request, pattern: str, instead: Any, header: str = "authorization") -> None:
    """Put another text in a header; there must have been one."""
    changed = re.sub(pattern, instead, given.headers[header])
    assert changed != given.headers[header]
    given.headers[header] = changed


CHANGES: dict[str, Callable[[Request], None]] = {
    "method": lambda given: setattr(given, "method", "DELETE"),
    "path": lambda given: setattr(given, "path", "/other"),
    "query": lambda given: setattr(given, "query", "a=2"),
    "added parameter": lambda given: setattr(given, "query", "a=1&b=1"),
    "host": lambda given: given.headers.update(host="other"),
    "signed header": lambda given: given.headers.update({"x-a": "c"}),
    "date": lambda given: rewritten(given, "(.)Z$", lambda m: f"{(int(m[1]) + 1) % 10}Z", "x-amz-date"),
    "region": lambda given: rewritten(given, "eu-west-1", "us-west-1"),
    "service": lambda given: rewritten(given, "/sqs/", "/sns/"),
    "signature": lambda given: rewritten(given, "(.)$", lambda m: "1" if m[1] == "0" else "0"),
    "key": lambda given: None,
    "body": lambda given: None,
}


class TestChanged:
    @pytest.mark.parametrize("what", CHANGES)
    def test_anything_changed_is_refused(self, what: str) -> None:
        given, at = signed_by_botocore(SigV4Auth, "sqs", "POST", "http://127.0.0.1:4566/q?a=1", {"X-A": "b"}, b"body")
        verify(given, SECRET, at, b"body")
        CHANGES[what](given)
        with pytest.raises(ServiceError) as caught:
            verify(given, "other" if what == "key" else SECRET, at, b"bodY" if what == "body" else b"body")
        # IAM User Guide, Troubleshoot signed requests.
        assert caught.value.code == "SignatureDoesNotMatch"
        assert caught.value.message == (
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            "Access Key and signing method. Consult the service documentation for details."
        )

    def test_s3_shows_what_it_calculated(self) -> None:
        # S3's answer carries these members (S3 User Guide, Troubleshooting SignatureDoesNotMatch).
        method, target, headers, signed, signature = S3_EXAMPLES["GET Object"]
        given = request(method, target, headers, authorization=authorization(S3_SCOPE, signed, signature, S3_ID))
        with pytest.raises(ServiceError) as caught:
            verify(given, "wrong", instant(S3_STAMP), None)
        members = caught.value.members
        # The canonical request and the string to sign that the example prints.
        assert members["CanonicalRequest"] == (
            "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\n"
            f"x-amz-content-sha256:{EMPTY}\nx-amz-date:{S3_STAMP}\n\n{signed}\n{EMPTY}"
        )
        assert members["StringToSign"] == (
            f"AWS4-HMAC-SHA256\n{S3_STAMP}\n{S3_SCOPE}\n7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972"
        )
        assert members["StringToSignBytes"].startswith("41 57 53 34 2d")
        assert (members["AWSAccessKeyId"], members["SignatureProvided"]) == (S3_ID, signature)

    def test_the_order_of_the_parts_does_not_matter(self) -> None:
        _, _, _, _, signed, signature = SUITE["get-vanilla"]
        shuffled = f"AWS4-HMAC-SHA256 Signature={signature},SignedHeaders={signed},Credential={ID}/{SCOPE}"
        verify(request("GET", "/", HOST, authorization=shuffled), SECRET, instant(STAMP))

    def test_a_body_that_is_still_coming_is_owed(self) -> None:
        given, at = signed_by_botocore(SigV4Auth, "cloudsearchdomain", "POST", "http://a/x", {}, b"big")
        claim = signing.claim(given)
        assert claim is not None
        signing.check(given, claim, SECRET, wall_now=at, body=None)
        assert claim.owed is not None
        owed = claim.owed
        owed(sha256(b"big").hexdigest())
        with pytest.raises(ServiceError):
            owed(sha256(b"pig").hexdigest())
