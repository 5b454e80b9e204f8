"""UploadPart. Source: S3 API Reference, UploadPart."""

from typing import Any

import pytest

from tests.services.s3.conftest import BLOCK, S3, Stream, etag


class TestShape:
    def test_etag_and_checksum(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        answer = s3.call("UploadPart", Bucket="pond", Key="a", UploadId=upload, PartNumber=1, Body=b"hello")
        assert answer == {
            "ETag": etag(b"hello"),
            "ServerSideEncryption": "AES256",
            "ChecksumCRC64NVME": "M3eFcAZSQlc=",
        }


class TestRules:
    @pytest.mark.parametrize("number", [0, -1, 10_001])
    def test_numbers_from_1_to_10000(self, s3: S3, number: int) -> None:
        """S3-006."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        error = s3.error("UploadPart", Bucket="pond", Key="a", UploadId=upload, PartNumber=number, Body=b"x")
        assert error.code == "InvalidArgument"
        assert error.message == "Part number must be an integer between 1 and 10000, inclusive"
        s3.part("pond", "a", upload, 10_000)

    @pytest.mark.parametrize("streams", [False, True])
    def test_an_upload_that_is_not_there(self, s3: S3, streams: bool) -> None:
        s3.bucket()
        body: Any = Stream(b"x") if streams else b"x"
        code = s3.code("UploadPart", Bucket="pond", Key="a", UploadId="no", PartNumber=1, Body=body)
        assert code == "NoSuchUpload"

    def test_an_upload_of_another_key(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        assert s3.code("UploadPart", Bucket="pond", Key="b", UploadId=upload, PartNumber=1) == "NoSuchUpload"

    @pytest.mark.parametrize("streams", [False, True])
    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"ContentMD5": "AAAAAAAAAAAAAAAAAAAAAA=="}, "BadDigest"),
            ({"ContentMD5": "no"}, "InvalidDigest"),
            ({"ChecksumSHA256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, "BadDigest"),
            ({"ChecksumCRC32": "AAAAAA=="}, "InvalidRequest"),
        ],
    )
    def test_digests_that_do_not_fit(self, s3: S3, params: dict[str, str], code: str, streams: bool) -> None:
        """The SHA-256 is that of nothing; the CRC32 is of another algorithm than the upload's."""
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="SHA256")
        body: Any = Stream(b"x") if streams else b"x"
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "PartNumber": 1, "Body": body}
        assert s3.code("UploadPart", **asked, **params) == code
        assert s3.call("ListParts", Bucket="pond", Key="a", UploadId=upload).get("Parts") is None

    def test_a_part_carries_up_to_5_gib(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        body = Stream(b"", length=(5 << 30) + 1)
        code = s3.code("UploadPart", Bucket="pond", Key="a", UploadId=upload, PartNumber=1, Body=body)
        assert code == "EntityTooLarge"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        asked = {"Bucket": "pond", "Key": "a", "UploadId": s3.begin("pond", "a"), "PartNumber": 1}
        assert s3.refusals("UploadPart", **asked) == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_a_part_again_replaces_it(self, s3: S3) -> None:
        """S3-006: a failed part is retried alone."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        s3.part("pond", "a", upload, 1, b"x" * 100_000)
        again = s3.part("pond", "a", upload, 1, Stream(b"y" * (2 * BLOCK)))
        s3.complete("pond", "a", upload, [again])
        assert s3.get("pond", "a") == b"y" * (2 * BLOCK)
        assert s3.files() == 1

    def test_an_upload_that_ends_while_a_part_comes(self, s3: S3) -> None:
        import asyncio

        from fogbank.kernel.errors import ServiceError

        s3.bucket()
        upload = s3.begin("pond", "a")
        body = Stream(b"y" * (3 * BLOCK))
        body.gate = asyncio.Event()
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "PartNumber": 1, "Body": body}
        pending = s3.cloud.start("s3", "UploadPart", asked)
        s3.call("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=upload)
        body.gate.set()
        with pytest.raises(ServiceError, match="The specified upload does not exist"):
            pending.result()
        s3.cloud.cloud.blobs.close()
        assert s3.files() == 0
