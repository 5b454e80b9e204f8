"""Signature Version 2, made by botocore's own signers."""

from typing import Any

import pytest
from botocore.auth import HmacV1Auth, HmacV1PostAuth, HmacV1QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from fogbank.kernel.errors import ServiceError
from fogbank.wire import claims, post_policy, signing_v2
from fogbank.wire.body import BytesBody
from fogbank.wire.message import Request

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
CREDENTIALS = Credentials(KEY, SECRET)
URLS = [
    "http://127.0.0.1:4566/pictures/a%20b/%E2%82%AC.png",
    "http://127.0.0.1:4566/pictures/a?versionId=3%2F4&response-content-type=text%2Fplain",
    "http://127.0.0.1:4566/pictures?uploads",
]


def received(signed: Any) -> Request:
    prepared = signed.prepare()
    path, _, query = prepared.url.removeprefix("http://127.0.0.1:4566").partition("?")
    headers = {name.lower(): value for name, value in prepared.headers.items()} | {"host": "127.0.0.1:4566"}
    return Request(prepared.method, path, query, headers, BytesBody(b""))


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("headers", [{}, {"content-type": "text/plain", "x-amz-acl": "private"}])
@pytest.mark.parametrize("signer", [HmacV1Auth(CREDENTIALS), HmacV1QueryAuth(CREDENTIALS, expires=60)])
def test_what_botocore_signs_is_accepted_and_nothing_else(url: str, headers: dict[str, str], signer: Any) -> None:
    signed = AWSRequest("PUT", url, headers)
    signer.add_auth(signed)
    request = received(signed)
    claim = claims.claim(request)
    assert claim is not None
    assert (claim.access_key, claim.is_s3, claim.region, claim.version) == (KEY, True, "", 2)
    signing_v2.check(request, claim, SECRET)
    with pytest.raises(ServiceError) as raised:
        signing_v2.check(request, claim, "another secret")
    assert (raised.value.code, raised.value.status) == ("SignatureDoesNotMatch", 403)
    request.path += "x"
    with pytest.raises(ServiceError, match="does not match"):
        signing_v2.check(request, claim, SECRET)


def test_a_url_without_end_is_refused() -> None:
    request = Request("GET", "/b/k", f"AWSAccessKeyId={KEY}&Signature=x", {"host": "h"}, BytesBody(b""))
    with pytest.raises(ServiceError) as raised:
        claims.claim(request)
    assert raised.value.code == "AccessDenied"


def test_a_form() -> None:
    signed = AWSRequest("POST", "http://127.0.0.1:4566/pictures")
    signed.context["s3-presign-post-fields"] = {}
    signed.context["s3-presign-post-policy"] = {"expiration": "2026-12-01T00:00:00Z", "conditions": []}
    HmacV1PostAuth(CREDENTIALS).add_auth(signed)
    fields = {name.lower(): value for name, value in signed.context["s3-presign-post-fields"].items()}
    claim = post_policy.form_claim(fields)
    assert claim is not None
    post_policy.check_signature(fields, claim, SECRET)
    with pytest.raises(ServiceError, match="does not match"):
        post_policy.check_signature({**fields, "policy": fields["policy"] + "x"}, claim, SECRET)
