"""Content-MD5 and x-amz-checksum headers of bodies that are documents.

Source of codes and texts: S3 API Reference, "Error responses"; S3 User Guide, "Checking object integrity".
Expected digests: hashlib and zlib of the standard library over the same bytes.
"""

import base64
import hashlib
import zlib

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire.body import BytesBody
from fogbank.wire.message import Request
from tests.wire.asking import MODELS, read, request

BODY = b"<Delete><Object><Key>a</Key></Object></Delete>"
VERSIONING = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
TAGGING = b"<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"
CALLS = {
    "DeleteObjects": ("POST", "/pond?delete", BODY),
    "PutBucketVersioning": ("PUT", "/pond?versioning", VERSIONING),
    "PutBucketTagging": ("PUT", "/pond?tagging", TAGGING),
    "PutObjectTagging": ("PUT", "/pond/key?tagging", TAGGING),
}


def text(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def md5(body: bytes) -> str:
    return text(hashlib.md5(body).digest())


def asked(operation: str, **headers: str) -> Request:
    method, target, body = CALLS[operation]
    return request(method, target, scope="s3", body=body, **headers)


def refused(asked: Request, operation: str = "DeleteObjects") -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        read("s3", operation, asked)
    return caught.value


@pytest.mark.parametrize("operation", CALLS)
class TestEveryOperation:
    def test_right_ones_pass(self, operation: str) -> None:
        body = CALLS[operation][2]
        plain = read("s3", operation, asked(operation))
        sums = {
            "content_md5": md5(body),
            "x_amz_checksum_crc32": text(zlib.crc32(body).to_bytes(4, "big")),
            "x_amz_checksum_sha256": text(hashlib.sha256(body).digest()),
        }
        for name, value in sums.items():
            found = read("s3", operation, asked(operation, **{name: value}))
            assert {member: found[member] for member in plain} == plain

    def test_wrong_ones_do_not(self, operation: str) -> None:
        error = refused(asked(operation, content_md5=md5(b"other")), operation)
        calculated = md5(CALLS[operation][2])
        assert (error.code, error.status) == ("BadDigest", 400)
        assert error.members == {"ExpectedDigest": md5(b"other"), "CalculatedDigest": calculated}
        error = refused(asked(operation, x_amz_checksum_crc32=text(bytes(4))), operation)
        assert (error.code, error.message) == (
            "BadDigest",
            "The CRC32 you specified did not match the calculated checksum.",
        )


@pytest.mark.parametrize("value", ["", "x", "AAAA", text(bytes(15))])
def test_an_md5_that_is_none(value: str) -> None:
    error = refused(asked("DeleteObjects", content_md5=value))
    assert (error.code, error.status, error.members) == ("InvalidDigest", 400, {"Content-MD5": value})


def test_a_checksum_that_is_none() -> None:
    error = refused(asked("DeleteObjects", x_amz_checksum_sha1="AAAA"))
    assert (error.code, error.message) == ("InvalidRequest", "Value for x-amz-checksum-sha1 header is invalid.")


def test_two_checksums() -> None:
    error = refused(asked("DeleteObjects", x_amz_checksum_sha1="a", x_amz_checksum_crc32="b"))
    assert (error.code, error.message) == (
        "InvalidRequest",
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    )


def test_a_digest_counts_before_the_document_is_read() -> None:
    broken = request("POST", "/pond?delete", scope="s3", body=b"<Delete", content_md5=md5(BODY))
    assert refused(broken).code == "BadDigest"


def test_trailers_count_as_headers_do() -> None:
    trailed = asked("DeleteObjects")
    trailed.body = BytesBody(BODY)
    trailed.body.trailers = {"x-amz-checksum-crc32": text(bytes(4))}
    assert refused(trailed).code == "BadDigest"


def test_checksums_of_an_object_are_not_of_the_document() -> None:
    """CompleteMultipartUpload's x-amz-checksum headers say what the whole object adds up to."""
    whole = text(bytes(4))
    document = b"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>"
    asked = request("POST", "/pond/key?uploadId=u", scope="s3", body=document, x_amz_checksum_crc32=whole)
    assert read("s3", "CompleteMultipartUpload", asked)["ChecksumCRC32"] == whole


def test_which_operations_are_held_to_them() -> None:
    """Those whose model has the traits and whose body is a document."""
    from fogbank.wire.digests import compile_check

    service = MODELS.service("s3")
    held = {name for name, operation in service.operations.items() if compile_check(operation) is not None}
    assert held >= {*CALLS, "PutBucketPolicy", "PutBucketAcl", "PutBucketCors", "RestoreObject"}
    assert held.isdisjoint({"PutObject", "UploadPart", "GetObject", "CompleteMultipartUpload", "CreateBucket"})
