"""PutObject. Source: S3 API Reference, PutObject; S3 User Guide, metadata, tags, integrity, conditional writes."""

import base64
import hashlib
import zlib
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.services.s3.conftest import BLOCK, OTHER, S3, Stream, etag

CRC32 = base64.b64encode(zlib.crc32(b"water").to_bytes(4, "big")).decode()
MD5 = base64.b64encode(hashlib.md5(b"water").digest()).decode()
BIG = b"0123456789abcdef" * (3 * BLOCK // 16) + b"end"


class TestShape:
    def test_etag_encryption_checksum(self, s3: S3) -> None:
        """S3-065, S3-016. Source: S3 User Guide, Checking object integrity: CRC64NVME is the default.

        The CRC64NVME of "hello" is observed: an answer of AWS in the AWS SDK for Rust's tests, aws-checksums.
        """
        answer = s3.put(s3.bucket(), "a", b"hello")
        assert answer == {
            "ETag": '"5d41402abc4b2a76b9719d911017c592"',
            "ServerSideEncryption": "AES256",
            "ChecksumCRC64NVME": "M3eFcAZSQlc=",
            "ChecksumType": "FULL_OBJECT",
        }

    def test_a_version_id_where_versions_are_on(self, s3: S3) -> None:
        """S3-011. An opaque id of 32 characters, as AWS's."""
        s3.bucket(versioning="Enabled")
        ids = {s3.put("pond", "a")["VersionId"] for _ in range(20)}
        assert len(ids) == 20
        assert {len(one) for one in ids} == {32}


class TestRules:
    def test_the_key_has_up_to_1024_bytes(self, s3: S3) -> None:
        s3.bucket()
        s3.put("pond", "é" * 512)
        error = s3.error("PutObject", Bucket="pond", Key="é" * 512 + "x")
        assert (error.code, error.members) == ("KeyTooLongError", {"Size": 1025, "MaxSizeAllowed": 1024})

    def test_one_put_carries_up_to_5_gib(self, s3: S3) -> None:
        """S3-005: refused by the length alone, before a byte is read."""
        s3.bucket()
        body = Stream(b"", length=(5 << 30) + 1)
        assert s3.code("PutObject", Bucket="pond", Key="a", Body=body) == "EntityTooLarge"
        assert not body.read_any

    def test_metadata_up_to_2_kb(self, s3: S3) -> None:
        """S3-008."""
        s3.bucket()
        s3.put("pond", "a", Metadata={"k": "v" * 2047})
        assert s3.code("PutObject", Bucket="pond", Key="a", Metadata={"k": "v" * 2048}) == "MetadataTooLarge"

    @pytest.mark.parametrize("name", ["COLD", "EXPRESS_ONEZONE", "standard"])
    def test_storage_classes_that_are_none(self, s3: S3, name: str) -> None:
        """S3-042."""
        s3.bucket()
        assert s3.code("PutObject", Bucket="pond", Key="a", StorageClass=name) == "InvalidStorageClass"

    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"ContentMD5": "bm8="}, "InvalidDigest"),
            ({"ContentMD5": "AAAAAAAAAAAAAAAAAAAAAA=="}, "BadDigest"),
            ({"ChecksumCRC32": "AAAAAA=="}, "BadDigest"),
            ({"ChecksumCRC32": "short"}, "InvalidRequest"),
            ({"ChecksumCRC32": CRC32, "ChecksumSHA1": "x"}, "InvalidRequest"),
            ({"ChecksumAlgorithm": "CRC1"}, "InvalidRequest"),
            ({"WebsiteRedirectLocation": "ftp://x"}, "InvalidRedirectLocation"),
            ({"ServerSideEncryption": "rot13"}, "InvalidEncryptionAlgorithmError"),
            ({"ACL": "public-read"}, "AccessControlListNotSupported"),
            ({"GrantRead": "id=x"}, "AccessControlListNotSupported"),
            ({"Tagging": "a=1&a=2"}, "InvalidArgument"),
            ({"Tagging": "&".join(f"k{n}=v" for n in range(11))}, "BadRequest"),
            ({"Tagging": f"{'k' * 129}=v"}, "InvalidTag"),
            ({"Tagging": f"k={'v' * 257}"}, "InvalidTag"),
            ({"Tagging": "aws:k=v"}, "InvalidTag"),
        ],
    )
    @pytest.mark.parametrize("streams", [False, True])
    def test_what_is_refused(self, s3: S3, params: dict[str, Any], code: str, streams: bool) -> None:
        """S3-009 among them."""
        s3.bucket()
        body: Any = Stream(b"water") if streams else b"water"
        assert s3.code("PutObject", Bucket="pond", Key="a", Body=body, **params) == code
        assert s3.keys("pond") == []

    def test_the_text_of_too_many_tags(self, s3: S3) -> None:
        """S3-009."""
        tags = "&".join(f"k{n}=v" for n in range(11))
        error = s3.error("PutObject", Bucket=s3.bucket(), Key="a", Tagging=tags)
        assert error.message == "Object tags cannot be greater than 10"

    @pytest.mark.parametrize(
        "params",
        [
            {"SSECustomerAlgorithm": "AES256"},
            {"ObjectLockMode": "GOVERNANCE"},
            {"WriteOffsetBytes": 5},
        ],
    )
    def test_what_is_not_there_yet_is_refused(self, s3: S3, params: dict[str, Any]) -> None:
        error = s3.error("PutObject", Bucket=s3.bucket(), Key="a", **params)
        assert (error.code, error.status) == ("NotImplemented", 501)

    def test_errors_of_the_model(self, s3: S3) -> None:
        """The model names InvalidRequest, InvalidWriteOffset, TooManyParts and EncryptionTypeMismatch; the last three
        belong to appending and to KMS keys, which are refused as not implemented."""
        s3.bucket()
        assert s3.code("PutObject", Bucket="pond", Key="a", WriteOffsetBytes=0) == "NotImplemented"

    def test_others_are_refused(self, s3: S3) -> None:
        """S3-027."""
        s3.bucket()
        assert s3.refusals("PutObject", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]
        assert s3.code("PutObject", Bucket="pond", Key="a", ExpectedBucketOwner=OTHER) == "AccessDenied"

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("PutObject", Bucket="pond", Key="a") == "NoSuchBucket"


class TestBehaviour:
    @pytest.mark.parametrize("size_bytes", [0, 1, 16 << 10, (16 << 10) + 1, 300_000])
    def test_bytes_come_back(self, s3: S3, size_bytes: int) -> None:
        """S3-004."""
        data = hashlib.shake_128(b"pond").digest(size_bytes)
        assert s3.put(s3.bucket(), "a", data)["ETag"] == etag(data)
        assert s3.get("pond", "a") == data

    @pytest.mark.parametrize("data", [b"", b"few", b"x" * 300_000, BIG])
    def test_streams_come_back(self, s3: S3, data: bytes) -> None:
        answer = s3.put(s3.bucket(), "a", Stream(data))
        assert answer["ETag"] == etag(data)
        assert s3.get("pond", "a") == data

    @pytest.mark.parametrize("streams", [False, True])
    def test_digests_that_fit(self, s3: S3, streams: bool) -> None:
        s3.bucket()
        body: Any = Stream(b"water") if streams else b"water"
        answer = s3.put("pond", "a", body, ContentMD5=MD5, ChecksumCRC32=CRC32)
        assert answer["ChecksumCRC32"] == CRC32
        assert s3.head("pond", "a", ChecksumMode="ENABLED")["ChecksumCRC32"] == CRC32

    @pytest.mark.parametrize("value", [CRC32, "AAAAAA=="])
    def test_a_checksum_in_the_trailer(self, s3: S3, value: str) -> None:
        s3.bucket()
        body = Stream(b"water", {"x-amz-checksum-crc32": value})
        if value == CRC32:
            assert s3.put("pond", "a", body, ChecksumAlgorithm="CRC32")["ChecksumCRC32"] == CRC32
            return
        assert s3.code("PutObject", Bucket="pond", Key="a", Body=body, ChecksumAlgorithm="CRC32") == "BadDigest"
        assert s3.keys("pond") == []

    @pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "XXHASH64"])
    def test_every_algorithm(self, s3: S3, algorithm: str) -> None:
        s3.bucket()
        put = s3.put("pond", "a", b"hello", ChecksumAlgorithm=algorithm)
        streamed = s3.put("pond", "b", Stream(b"hello"), ChecksumAlgorithm=algorithm)
        assert put[f"Checksum{algorithm}"] == streamed[f"Checksum{algorithm}"]

    def test_an_overwrite_takes_the_old_bytes_along(self, s3: S3) -> None:
        s3.bucket()
        for _ in range(3):
            s3.put("pond", "a", b"x" * 100_000)
        assert s3.files() == 1
        s3.put("pond", "a", b"small")
        assert s3.files() == 0

    def test_only_where_nothing_is(self, s3: S3) -> None:
        """S3-065. Source: S3 User Guide, conditional writes: If-None-Match: *."""
        s3.bucket()
        s3.put("pond", "a", IfNoneMatch="*")
        error = s3.error("PutObject", Bucket="pond", Key="a", Body=b"other", IfNoneMatch="*")
        assert (error.code, error.status, error.members) == ("PreconditionFailed", 412, {"Condition": "If-None-Match"})
        assert s3.get("pond", "a") == b"water"
        s3.delete("pond", "a")
        s3.put("pond", "a", Stream(b"new"), IfNoneMatch="*")

    def test_a_refused_write_keeps_no_bytes(self, s3: S3) -> None:
        s3.bucket()
        s3.put("pond", "a")
        assert s3.code("PutObject", Bucket="pond", Key="a", Body=b"x" * 50_000, IfNoneMatch="*") == "PreconditionFailed"
        assert s3.files() == 0

    def test_only_over_what_is_known(self, s3: S3) -> None:
        """S3-065. Source: S3 User Guide, conditional writes: If-Match; 404 where the key is gone."""
        s3.bucket()
        assert s3.code("PutObject", Bucket="pond", Key="a", IfMatch=etag(b"water")) == "NoSuchKey"
        s3.put("pond", "a", b"water")
        s3.put("pond", "a", b"wine", IfMatch=etag(b"water"))
        assert s3.code("PutObject", Bucket="pond", Key="a", IfMatch=etag(b"water")) == "PreconditionFailed"
        body = Stream(b"x")
        assert s3.code("PutObject", Bucket="pond", Key="a", Body=body, IfMatch='"no"') == "PreconditionFailed"
        assert not body.read_any

    def test_what_went_while_the_body_came(self, s3: S3) -> None:
        """Source: S3 User Guide, conditional writes: 409 where a delete succeeds before the write completes."""
        import asyncio

        s3.bucket()
        s3.put("pond", "a", b"water")
        body = Stream(BIG)
        body.gate = asyncio.Event()
        pending = s3.cloud.start(
            "s3", "PutObject", {"Bucket": "pond", "Key": "a", "Body": body, "IfMatch": etag(b"water")}
        )
        s3.delete("pond", "a")
        body.gate.set()
        with pytest.raises(ServiceError) as caught:
            pending.result()
        assert (caught.value.code, caught.value.status) == ("ConditionalRequestConflict", 409)

    def test_never_stale(self, s3: S3) -> None:
        """S3-037: strong consistency."""
        s3.bucket()
        for n in range(300):
            s3.put("pond", "a", str(n).encode())
            assert s3.get("pond", "a") == str(n).encode()
            if n % 3 == 0:
                s3.delete("pond", "a")
                assert s3.code("GetObject", Bucket="pond", Key="a") == "NoSuchKey"

    def test_it_is_metered(self, s3: S3) -> None:
        from fogbank.kernel.meter import Usage

        s3.put(s3.bucket(), "a", b"x" * 1000)
        kernel = s3.cloud.cloud.kernel
        kernel.store.flush()
        used = {row.usage_type: row.quantity for row in kernel.store.begin(0.0).scan(Usage) if row.resource == "pond"}
        assert used == {"Requests-Tier1": 2.0, "DataTransfer-In-Bytes": 1000.0}
