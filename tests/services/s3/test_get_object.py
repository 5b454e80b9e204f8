"""GetObject. Source: S3 API Reference, GetObject; RFC 9110, ranges and preconditions."""

from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.s3.conftest import PART, S3, etag, read

TEN = b"0123456789"


class TestShape:
    def test_members(self, s3: S3) -> None:
        """S3-008, S3-016, S3-042, S3-065."""
        s3.bucket()
        s3.put(
            "pond",
            "a",
            TEN,
            ContentType="text/plain",
            CacheControl="no-cache",
            ContentDisposition="inline",
            ContentEncoding="aws-chunked,gzip",
            ContentLanguage="de",
            Expires="Thu, 01 Dec 2050 16:00:00 GMT",
            WebsiteRedirectLocation="/b",
            Metadata={"Colour": "green"},
            StorageClass="STANDARD_IA",
            Tagging="a=1&b=2",
        )
        answer = s3.call("GetObject", Bucket="pond", Key="a")
        assert read(answer.pop("Body")) == TEN
        assert answer == {
            "AcceptRanges": "bytes",
            "LastModified": float(int(s3.cloud.now())),
            "ETag": etag(TEN),
            "ContentType": "text/plain",
            "ContentLength": 10,
            "ServerSideEncryption": "AES256",
            "Metadata": {"colour": "green"},
            "CacheControl": "no-cache",
            "ContentDisposition": "inline",
            "ContentEncoding": "gzip",
            "ContentLanguage": "de",
            "Expires": "Thu, 01 Dec 2050 16:00:00 GMT",
            "WebsiteRedirectLocation": "/b",
            "StorageClass": "STANDARD_IA",
            "TagCount": 2,
        }

    def test_the_default_type(self, s3: S3) -> None:
        """Source: S3 API Reference, PutObject, Content-Type: binary/octet-stream."""
        s3.put(s3.bucket(), "a")
        assert s3.head("pond", "a")["ContentType"] == "binary/octet-stream"

    def test_metadata_in_other_scripts(self, s3: S3) -> None:
        """Header values come as Latin-1 of UTF-8 bytes. Source: S3 User Guide, user-defined object metadata."""
        s3.put(s3.bucket(), "a", Metadata={"name": "Müggelsee".encode().decode("latin-1")})
        assert s3.head("pond", "a")["Metadata"] == {"name": "Müggelsee"}


class TestRules:
    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        """S3-003: a prefix is no object."""
        s3.put(s3.bucket(), "a/b/c.txt")
        error = s3.error("GetObject", Bucket="pond", Key="a/")
        assert (error.code, error.status, error.members) == ("NoSuchKey", 404, {"Key": "a/"})
        assert error.message == "The specified key does not exist."

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        error = s3.error("GetObject", Bucket="pond", Key="a")
        assert (error.code, error.message) == ("NoSuchBucket", "The specified bucket does not exist")

    def test_others_are_refused(self, s3: S3) -> None:
        """S3-027."""
        s3.put(s3.bucket(), "a")
        assert s3.refusals("GetObject", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]

    def test_range_and_part_together(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.code("GetObject", Bucket="pond", Key="a", Range="bytes=0-1", PartNumber=1) == "InvalidRequest"

    @pytest.mark.parametrize(
        ("number", "code"), [(0, "InvalidArgument"), (10_001, "InvalidArgument"), (2, "InvalidPartNumber")]
    )
    def test_parts_that_are_none(self, s3: S3, number: int, code: str) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.code("GetObject", Bucket="pond", Key="a", PartNumber=number) == code

    @pytest.mark.parametrize(
        ("version", "code"), [("no", "InvalidArgument"), ("A" * 32, "NoSuchVersion"), ("null", "")]
    )
    def test_versions_where_there_are_none(self, s3: S3, version: str, code: str) -> None:
        s3.put(s3.bucket(), "a", TEN)
        if code:
            assert s3.code("GetObject", Bucket="pond", Key="a", VersionId=version) == code
        else:
            assert s3.get("pond", "a", VersionId=version) == TEN

    def test_archives_can_be_read_at_once(self, s3: S3) -> None:
        """Differs: AWS answers InvalidObjectState for GLACIER and DEEP_ARCHIVE until they are restored (S3-043)."""
        s3.put(s3.bucket(), "a", TEN, StorageClass="GLACIER")
        assert s3.get("pond", "a") == TEN


class TestRanges:
    @pytest.mark.parametrize(
        ("asked", "expected", "content_range"),
        [
            ("bytes=0-3", b"0123", "bytes 0-3/10"),
            ("bytes=4-", b"456789", "bytes 4-9/10"),
            ("bytes=-3", b"789", "bytes 7-9/10"),
            ("bytes=-99", TEN, "bytes 0-9/10"),
            ("bytes=8-99", b"89", "bytes 8-9/10"),
            ("bytes=9-9", b"9", "bytes 9-9/10"),
        ],
    )
    def test_a_range(self, s3: S3, asked: str, expected: bytes, content_range: str) -> None:
        """S3-057."""
        s3.put(s3.bucket(), "a", TEN)
        answer = s3.call("GetObject", Bucket="pond", Key="a", Range=asked)
        assert (answer["Body"], answer["ContentRange"]) == (expected, content_range)
        assert (answer["ContentLength"], answer["StatusCode"]) == (len(expected), 206)

    @pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=5-4", "bytes=-", "bytes=a-b"])
    def test_what_is_no_single_range_is_ignored(self, s3: S3, asked: str) -> None:
        """S3 serves one range only; an invalid one is ignored. Source: RFC 9110, 14.2."""
        s3.put(s3.bucket(), "a", TEN)
        answer = s3.call("GetObject", Bucket="pond", Key="a", Range=asked)
        assert answer["Body"] == TEN
        assert "ContentRange" not in answer

    @pytest.mark.parametrize(("data", "asked"), [(TEN, "bytes=10-"), (TEN, "bytes=-0"), (b"", "bytes=0-0")])
    def test_beyond_the_end(self, s3: S3, data: bytes, asked: str) -> None:
        """S3-057."""
        s3.put(s3.bucket(), "a", data)
        error = s3.error("GetObject", Bucket="pond", Key="a", Range=asked)
        assert (error.code, error.status) == ("InvalidRange", 416)
        assert error.members == {"RangeRequested": asked, "ActualObjectSize": len(data)}
        assert error.headers["Content-Range"] == f"bytes */{len(data)}"

    def test_a_range_over_parts(self, s3: S3) -> None:
        s3.whole(s3.bucket(), "a", b"x" * PART, b"y" * PART, b"z")
        assert s3.get("pond", "a", Range=f"bytes={PART - 2}-{PART + 1}") == b"xxyy"
        assert s3.get("pond", "a", Range="bytes=-2") == b"yz"

    def test_a_part(self, s3: S3) -> None:
        """Source: S3 API Reference, GetObject, partNumber and x-amz-mp-parts-count."""
        s3.whole(s3.bucket(), "a", b"x" * PART, b"tail")
        answer = s3.call("GetObject", Bucket="pond", Key="a", PartNumber=2)
        assert (read(answer["Body"]), answer["PartsCount"], answer["StatusCode"]) == (b"tail", 2, 206)
        assert answer["ContentRange"] == f"bytes {PART}-{PART + 3}/{PART + 4}"

    def test_the_only_part_of_a_plain_object(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", TEN)
        answer = s3.call("GetObject", Bucket="pond", Key="a", PartNumber=1)
        assert (answer["Body"], answer["ContentRange"]) == (TEN, "bytes 0-9/10")
        assert "PartsCount" not in answer


class TestConditions:
    """S3-065. Source: S3 API Reference, GetObject, the table of its conditional headers; RFC 9110, 13.2.2."""

    @pytest.mark.parametrize(
        ("conditions", "status"),
        [
            ({"IfMatch": etag(TEN)}, 200),
            ({"IfMatch": "*"}, 200),
            ({"IfMatch": f'"no", {etag(TEN)}'}, 200),
            ({"IfMatch": '"no"'}, 412),
            ({"IfNoneMatch": etag(TEN)}, 304),
            ({"IfNoneMatch": etag(TEN).strip('"')}, 304),
            ({"IfNoneMatch": '"no"'}, 200),
            ({"IfModifiedSince": -1}, 200),
            ({"IfModifiedSince": 0}, 304),
            ({"IfUnmodifiedSince": 0}, 200),
            ({"IfUnmodifiedSince": -1}, 412),
            ({"IfMatch": etag(TEN), "IfUnmodifiedSince": -1}, 200),
            ({"IfNoneMatch": '"no"', "IfModifiedSince": 0}, 200),
            ({"IfNoneMatch": etag(TEN), "IfModifiedSince": -1}, 304),
        ],
    )
    def test_table(self, s3: S3, conditions: dict[str, Any], status: int) -> None:
        s3.put(s3.bucket(), "a", TEN)
        modified_at = s3.head("pond", "a")["LastModified"]
        params = {name: modified_at + value if isinstance(value, int) else value for name, value in conditions.items()}
        for operation in ("GetObject", "HeadObject"):
            if status == 200:
                s3.call(operation, Bucket="pond", Key="a", **params)
                continue
            error = s3.error(operation, Bucket="pond", Key="a", **params)
            assert error.status == status
            assert error.code == {304: "NotModified", 412: "PreconditionFailed"}[status]
            if status == 304:
                assert error.headers["ETag"] == etag(TEN)


class TestBehaviour:
    def test_overrides(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", TEN, CacheControl="no-cache")
        answer = s3.call(
            "GetObject", Bucket="pond", Key="a", ResponseCacheControl="max-age=1", ResponseContentType="text/plain"
        )
        assert (answer["CacheControl"], answer["ContentType"]) == ("max-age=1", "text/plain")

    def test_another_time_of_expiry(self, s3: S3) -> None:
        """Source: S3 API Reference, GetObject, response-expires: a timestamp, answered as the header Expires."""
        s3.put(s3.bucket(), "a", TEN, Expires="Thu, 01 Dec 1994 16:00:00 GMT")
        answer = s3.call("GetObject", Bucket="pond", Key="a", ResponseExpires=0.0)
        assert answer["Expires"] == "Thu, 01 Jan 1970 00:00:00 GMT"

    def test_overrides_need_a_signature(self, s3: S3) -> None:
        """Source: S3 API Reference, GetObject, response-* parameters; only with a policy could one get so far."""
        s3.put(s3.bucket(), "a", TEN)
        params = {"Bucket": "pond", "Key": "a", "ResponseContentType": "text/plain"}
        with pytest.raises(ServiceError) as caught:
            s3.cloud.call("s3", "GetObject", params, principal=ANONYMOUS)
        assert caught.value.code == "AccessDenied"

    def test_checksums_where_they_are_asked_for(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"hello")
        plain = s3.call("GetObject", Bucket="pond", Key="a")
        asked = s3.call("GetObject", Bucket="pond", Key="a", ChecksumMode="ENABLED")
        part = s3.call("GetObject", Bucket="pond", Key="a", ChecksumMode="ENABLED", Range="bytes=0-1")
        assert "ChecksumCRC64NVME" not in plain
        assert (asked["ChecksumCRC64NVME"], asked["ChecksumType"]) == ("M3eFcAZSQlc=", "FULL_OBJECT")
        assert "ChecksumCRC64NVME" not in part

    def test_a_deleted_object_is_read_to_its_end(self, s3: S3) -> None:
        data = bytes(range(256)) * 2000
        s3.put(s3.bucket(), "a", data)
        body = s3.call("GetObject", Bucket="pond", Key="a")["Body"]
        start = body.read(1000)
        s3.delete("pond", "a")
        s3.cloud.advance(0)
        assert start + read(body) == data
        assert s3.files() == 0

    def test_a_delete_marker(self, s3: S3) -> None:
        """S3-014. Source: S3 User Guide, Working with delete markers."""
        s3.bucket(versioning="Enabled")
        s3.put("pond", "a")
        marker = s3.delete("pond", "a")["VersionId"]
        error = s3.error("GetObject", Bucket="pond", Key="a")
        assert (error.code, error.status) == ("NoSuchKey", 404)
        assert error.headers == {"x-amz-delete-marker": "true", "x-amz-version-id": marker}
        error = s3.error("GetObject", Bucket="pond", Key="a", VersionId=marker)
        assert (error.code, error.status) == ("MethodNotAllowed", 405)
        assert error.headers["x-amz-delete-marker"] == "true"

    def test_it_is_metered(self, s3: S3) -> None:
        from fogbank.kernel.meter import Usage

        s3.put(s3.bucket(), "a", b"x" * 1000)
        s3.get("pond", "a", Range="bytes=0-99")
        kernel = s3.cloud.cloud.kernel
        kernel.store.flush_usage()
        used = {row.usage_type: row.quantity for row in kernel.store.begin(0.0).scan(Usage) if row.resource == "pond"}
        assert (used["Requests-Tier2"], used["DataTransfer-Out-Bytes"]) == (1.0, 100.0)
