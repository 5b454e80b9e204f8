"""CopyObject. Source: S3 API Reference, CopyObject; S3 User Guide, Copying, moving, and renaming objects."""

from typing import Any

import pytest

from tests.services.s3.conftest import OTHER, PART, S3, etag

BIG = b"0123456789abcdef" * 200_000


class TestShape:
    def test_members(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"hello")
        s3.advance(5)
        answer = s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a")
        assert answer == {
            "CopyObjectResult": {
                "ETag": etag(b"hello"),
                "LastModified": float(int(s3.cloud.now())),
                "ChecksumCRC64NVME": "M3eFcAZSQlc=",
                "ChecksumType": "FULL_OBJECT",
            },
            "ServerSideEncryption": "AES256",
        }

    def test_versions(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        made = s3.put("pond", "a")["VersionId"]
        answer = s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a")
        assert answer["CopySourceVersionId"] == made
        assert answer["VersionId"] == s3.head("pond", "b")["VersionId"]


class TestRules:
    @pytest.mark.parametrize(
        ("source", "code"),
        [
            ("pond", "InvalidArgument"),
            ("pond/", "InvalidArgument"),
            ("/pond/no", "NoSuchKey"),
            ("lake/a", "NoSuchBucket"),
            ("pond/a?versionId=no", "InvalidArgument"),
            (f"pond/a?versionId={'A' * 32}", "NoSuchVersion"),
            ("arn:aws:s3:us-east-1:000000000000:accesspoint/x/object/a", "NotImplemented"),
        ],
    )
    def test_sources_that_are_none(self, s3: S3, source: str, code: str) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.code("CopyObject", Bucket="pond", Key="b", CopySource=source) == code

    @pytest.mark.parametrize("source", ["pond/a b+c/é", "pond/a%20b%2Bc/%C3%A9", "/pond/a%20b+c%2F%C3%A9"])
    def test_sources_are_url_encoded(self, s3: S3, source: str) -> None:
        s3.put(s3.bucket(), "a b+c/é", b"water")
        s3.call("CopyObject", Bucket="pond", Key="b", CopySource=source)
        assert s3.get("pond", "b") == b"water"

    def test_onto_itself_something_must_change(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        error = s3.error("CopyObject", Bucket="pond", Key="a", CopySource="pond/a")
        assert error.code == "InvalidRequest"
        assert error.message.startswith("This copy request is illegal because it is trying to copy an object to itself")

    @pytest.mark.parametrize(
        "change", [{"MetadataDirective": "REPLACE"}, {"StorageClass": "STANDARD_IA"}, {"ChecksumAlgorithm": "SHA256"}]
    )
    def test_onto_itself_with_a_change(self, s3: S3, change: dict[str, str]) -> None:
        s3.put(s3.bucket(), "a", BIG)
        s3.call("CopyObject", Bucket="pond", Key="a", CopySource="pond/a", **change)
        assert s3.get("pond", "a") == BIG
        assert s3.files() == 1

    @pytest.mark.parametrize("name", ["MetadataDirective", "TaggingDirective"])
    def test_directives_that_are_none(self, s3: S3, name: str) -> None:
        s3.put(s3.bucket(), "a")
        code = s3.code("CopyObject", Bucket="pond", Key="b", CopySource="pond/a", **{name: "KEEP"})
        assert code == "InvalidArgument"

    @pytest.mark.parametrize(
        ("conditions", "fails"),
        [
            ({"CopySourceIfMatch": etag(b"water")}, False),
            ({"CopySourceIfMatch": '"no"'}, True),
            ({"CopySourceIfNoneMatch": etag(b"water")}, True),
            ({"CopySourceIfNoneMatch": '"no"'}, False),
            ({"CopySourceIfModifiedSince": 0.0}, False),
            ({"CopySourceIfModifiedSince": 4e9}, True),
            ({"CopySourceIfUnmodifiedSince": 0.0}, True),
            ({"CopySourceIfUnmodifiedSince": 4e9}, False),
            ({"CopySourceIfMatch": etag(b"water"), "CopySourceIfUnmodifiedSince": 0.0}, False),
            ({"CopySourceIfNoneMatch": etag(b"water"), "CopySourceIfModifiedSince": 0.0}, True),
            ({"IfNoneMatch": "*"}, False),
        ],
    )
    def test_conditions(self, s3: S3, conditions: dict[str, Any], fails: bool) -> None:
        """Source: S3 API Reference, CopyObject, x-amz-copy-source-if-*: 412 in every case."""
        s3.put(s3.bucket(), "a", b"water")
        asked = {"Bucket": "pond", "Key": "b", "CopySource": "pond/a", **conditions}
        if fails:
            assert s3.code("CopyObject", **asked) == "PreconditionFailed"
        else:
            s3.call("CopyObject", **asked)

    def test_no_more_than_5_gib(self, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
        """With a lower limit, because nobody copies so much here."""
        from fogbank.services.s3 import rules

        s3.put(s3.bucket(), "a", b"water")
        monkeypatch.setattr(rules, "PUT_BYTES_MAX", 4)
        assert s3.code("CopyObject", Bucket="pond", Key="b", CopySource="pond/a") == "InvalidRequest"

    def test_a_marker_is_no_source(self, s3: S3) -> None:
        s3.put(s3.bucket(versioning="Enabled"), "a")
        marker = s3.delete("pond", "a")["VersionId"]
        assert s3.code("CopyObject", Bucket="pond", Key="b", CopySource="pond/a") == "NoSuchKey"
        source = f"pond/a?versionId={marker}"
        assert s3.code("CopyObject", Bucket="pond", Key="b", CopySource=source) == "InvalidRequest"

    def test_both_ends_need_permission(self, s3: S3) -> None:
        """AccessDenied to the source as to the target."""
        s3.put(s3.bucket(), "a")
        s3.call("CreateBucket", Bucket="lake", account=OTHER)
        assert s3.code("CopyObject", Bucket="lake", Key="b", CopySource="pond/a", account=OTHER) == "AccessDenied"
        assert s3.code("CopyObject", Bucket="lake", Key="b", CopySource="pond/a") == "AccessDenied"
        asked = {"Bucket": "pond", "Key": "b", "CopySource": "pond/a"}
        assert s3.code("CopyObject", **asked, ExpectedSourceBucketOwner=OTHER) == "AccessDenied"

    def test_errors_of_the_model(self, s3: S3) -> None:
        """ObjectNotInActiveTierError belongs to archives, which can be read at once here (see the service's page)."""
        s3.put(s3.bucket(), "a", StorageClass="GLACIER")
        s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a")


class TestBehaviour:
    @pytest.mark.parametrize("data", [b"", b"water", BIG])
    def test_a_copy_lives_on_its_own(self, s3: S3, data: bytes) -> None:
        s3.put(s3.bucket(), "a", data)
        s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a")
        s3.delete("pond", "a")
        assert s3.get("pond", "b") == data
        assert s3.files() == (len(data) > 16384)
        s3.delete("pond", "b")
        assert s3.files() == 0

    def test_what_comes_along(self, s3: S3) -> None:
        """Source: S3 API Reference, CopyObject: storage class and website redirect are not copied."""
        s3.put(
            s3.bucket(),
            "a",
            ContentType="text/plain",
            Metadata={"k": "v"},
            Tagging="t=1",
            CacheControl="no-cache",
            StorageClass="STANDARD_IA",
            WebsiteRedirectLocation="/x",
        )
        s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a", ContentType="ignored", Tagging="ignored=1")
        head = s3.head("pond", "b")
        assert (head["ContentType"], head["Metadata"], head["CacheControl"]) == ("text/plain", {"k": "v"}, "no-cache")
        assert "StorageClass" not in head
        assert "WebsiteRedirectLocation" not in head
        assert s3.call("GetObjectTagging", Bucket="pond", Key="b")["TagSet"] == [{"Key": "t", "Value": "1"}]

    def test_what_is_replaced(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", ContentType="text/plain", Metadata={"k": "v"}, Tagging="t=1")
        s3.call(
            "CopyObject",
            Bucket="pond",
            Key="b",
            CopySource="pond/a",
            MetadataDirective="REPLACE",
            TaggingDirective="REPLACE",
            Metadata={"x": "y"},
            Tagging="u=2",
        )
        head = s3.head("pond", "b")
        assert (head["ContentType"], head["Metadata"]) == ("binary/octet-stream", {"x": "y"})
        assert s3.call("GetObjectTagging", Bucket="pond", Key="b")["TagSet"] == [{"Key": "u", "Value": "2"}]

    @pytest.mark.parametrize("parts", [(b"x" * PART, b"tail"), (b"tail",)])
    def test_an_object_of_parts_becomes_a_plain_one(self, s3: S3, parts: tuple[bytes, ...]) -> None:
        """Observed: the copy of a multipart upload has the plain MD5 as ETag."""
        s3.whole(s3.bucket(), "a", *parts)
        answer = s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a")
        whole = b"".join(parts)
        assert answer["CopyObjectResult"]["ETag"] == etag(whole)
        assert s3.get("pond", "b") == whole

    def test_another_checksum_is_computed(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", BIG)
        answer = s3.call("CopyObject", Bucket="pond", Key="b", CopySource="pond/a", ChecksumAlgorithm="SHA256")
        plain = s3.put("pond", "c", BIG, ChecksumAlgorithm="SHA256")
        assert answer["CopyObjectResult"]["ChecksumSHA256"] == plain["ChecksumSHA256"]

    def test_from_another_region(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"water")
        there = {"LocationConstraint": "eu-west-3"}
        s3.call("CreateBucket", Bucket="lac", region="eu-west-3", CreateBucketConfiguration=there)
        s3.call("CopyObject", Bucket="lac", Key="b", CopySource="pond/a", region="eu-west-3")
        assert s3.call("GetObject", Bucket="lac", Key="b", region="eu-west-3")["Body"] == b"water"

    def test_an_old_version(self, s3: S3) -> None:
        """S3-011. Source: S3 User Guide, Restoring previous versions: copy the version over the key."""
        s3.bucket(versioning="Enabled")
        old = s3.put("pond", "a", b"old")["VersionId"]
        s3.put("pond", "a", b"new")
        s3.call("CopyObject", Bucket="pond", Key="a", CopySource=f"pond/a?versionId={old}")
        assert s3.get("pond", "a") == b"old"
