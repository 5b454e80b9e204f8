"""CreateMultipartUpload. Source: S3 API Reference, CreateMultipartUpload; S3 User Guide, Checking object integrity."""

from typing import Any

import pytest

from tests.services.s3.conftest import S3


class TestShape:
    def test_an_id(self, s3: S3) -> None:
        """S3-006."""
        s3.bucket()
        answer = s3.call("CreateMultipartUpload", Bucket="pond", Key="a")
        upload = answer.pop("UploadId")
        assert answer == {"Bucket": "pond", "Key": "a", "ServerSideEncryption": "AES256"}
        assert s3.begin("pond", "a") != upload


class TestRules:
    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"StorageClass": "COLD"}, "InvalidStorageClass"),
            ({"Metadata": {"k": "v" * 2048}}, "MetadataTooLarge"),
            ({"Tagging": "a=1&a=2"}, "InvalidArgument"),
            ({"ACL": "public-read"}, "AccessControlListNotSupported"),
            ({"SSECustomerAlgorithm": "AES256"}, "NotImplemented"),
            ({"ChecksumAlgorithm": "CRC1"}, "InvalidRequest"),
            ({"ChecksumType": "COMPOSITE"}, "InvalidRequest"),
            ({"ChecksumAlgorithm": "SHA256", "ChecksumType": "FULL_OBJECT"}, "InvalidRequest"),
            ({"ChecksumAlgorithm": "CRC64NVME", "ChecksumType": "COMPOSITE"}, "InvalidRequest"),
        ],
    )
    def test_what_is_refused(self, s3: S3, params: dict[str, Any], code: str) -> None:
        """Source of the last two: S3 User Guide, Checking object integrity, table of algorithms and types."""
        s3.bucket()
        assert s3.code("CreateMultipartUpload", Bucket="pond", Key="a", **params) == code

    def test_a_key_that_is_too_long(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("CreateMultipartUpload", Bucket="pond", Key="a" * 1025) == "KeyTooLongError"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("CreateMultipartUpload", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]

    @pytest.mark.parametrize(
        ("algorithm", "kind"),
        [("CRC32", "COMPOSITE"), ("CRC32C", "COMPOSITE"), ("SHA1", "COMPOSITE"), ("CRC64NVME", "FULL_OBJECT")],
    )
    def test_the_default_type(self, s3: S3, algorithm: str, kind: str) -> None:
        s3.bucket()
        answer = s3.call("CreateMultipartUpload", Bucket="pond", Key="a", ChecksumAlgorithm=algorithm)
        assert (answer["ChecksumAlgorithm"], answer["ChecksumType"]) == (algorithm, kind)


class TestBehaviour:
    def test_nothing_is_there_before_the_end(self, s3: S3) -> None:
        s3.bucket()
        s3.part("pond", "a", s3.begin("pond", "a"), 1)
        assert s3.keys("pond") == []

    def test_the_object_is_as_was_said_here(self, s3: S3) -> None:
        s3.whole(
            s3.bucket(),
            "a",
            b"x",
            ContentType="text/plain",
            Metadata={"k": "v"},
            Tagging="t=1",
            StorageClass="GLACIER_IR",
        )
        head = s3.head("pond", "a")
        assert (head["ContentType"], head["Metadata"], head["TagCount"]) == ("text/plain", {"k": "v"}, 1)
        assert head["StorageClass"] == "GLACIER_IR"
