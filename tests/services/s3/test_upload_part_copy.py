"""UploadPartCopy. Source: S3 API Reference, UploadPartCopy."""

from typing import Any

import pytest

from tests.services.s3.conftest import OTHER, PART, S3, etag

BIG = bytes(range(256)) * (PART // 128)


def begun(s3: S3, source: bytes = BIG, **params: Any) -> dict[str, Any]:
    s3.put(s3.bucket(), "source", source)
    upload = s3.begin("pond", "a", **params)
    return {"Bucket": "pond", "Key": "a", "UploadId": upload, "PartNumber": 1, "CopySource": "pond/source"}


class TestShape:
    def test_members(self, s3: S3) -> None:
        answer = s3.call("UploadPartCopy", **begun(s3, b"water"))
        assert answer == {
            "CopyPartResult": {"ETag": etag(b"water"), "LastModified": float(int(s3.cloud.now()))},
            "ServerSideEncryption": "AES256",
        }

    def test_a_checksum_where_the_upload_has_one(self, s3: S3) -> None:
        answer = s3.call("UploadPartCopy", **begun(s3, b"hello", ChecksumAlgorithm="CRC64NVME"))
        assert answer["CopyPartResult"]["ChecksumCRC64NVME"] == "M3eFcAZSQlc="


class TestRules:
    @pytest.mark.parametrize("asked", ["bytes=0-", "bytes=-5", "0-4", "bytes=4-0", "bytes=0-5"])
    def test_ranges_that_are_none(self, s3: S3, asked: str) -> None:
        """Source: S3 API Reference, UploadPartCopy: bytes=first-last, and only within the source."""
        code = s3.code("UploadPartCopy", **begun(s3, b"water"), CopySourceRange=asked)
        assert code == "InvalidArgument"

    def test_sources_and_uploads_that_are_none(self, s3: S3) -> None:
        asked = begun(s3, b"water")
        assert s3.code("UploadPartCopy", **asked | {"CopySource": "pond/no"}) == "NoSuchKey"
        assert s3.code("UploadPartCopy", **asked | {"UploadId": "no"}) == "NoSuchUpload"
        assert s3.code("UploadPartCopy", **asked | {"PartNumber": 0}) == "InvalidArgument"

    def test_conditions(self, s3: S3) -> None:
        asked = begun(s3, b"water")
        assert s3.code("UploadPartCopy", **asked, CopySourceIfMatch='"no"') == "PreconditionFailed"

    def test_others_are_refused(self, s3: S3) -> None:
        asked = begun(s3, b"water")
        assert s3.refusals("UploadPartCopy", **asked) == ["AccessDenied", "AccessDenied"]
        s3.call("CreateBucket", Bucket="lake", account=OTHER)
        assert s3.code("UploadPartCopy", **asked | {"CopySource": "lake/a"}) == "AccessDenied"


class TestBehaviour:
    @pytest.mark.parametrize("span", [(0, 4), (1000, PART + 2000), (0, len(BIG) - 1)])
    def test_a_range(self, s3: S3, span: tuple[int, int]) -> None:
        asked = begun(s3)
        first, last = span
        result = s3.call("UploadPartCopy", **asked, CopySourceRange=f"bytes={first}-{last}")["CopyPartResult"]
        assert result["ETag"] == etag(BIG[first : last + 1])
        s3.complete("pond", "a", asked["UploadId"], [{"PartNumber": 1, "ETag": result["ETag"]}])
        assert s3.get("pond", "a") == BIG[first : last + 1]

    def test_a_whole_source_is_shared(self, s3: S3) -> None:
        asked = begun(s3)
        s3.call("UploadPartCopy", **asked)
        assert s3.files() == 1
        s3.delete("pond", "source")
        s3.complete("pond", "a", asked["UploadId"], [{"PartNumber": 1, "ETag": etag(BIG)}])
        assert s3.get("pond", "a") == BIG
        s3.delete("pond", "a")
        assert s3.files() == 0
