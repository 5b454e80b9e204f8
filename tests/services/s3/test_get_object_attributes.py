"""GetObjectAttributes. Source: S3 API Reference, GetObjectAttributes."""

import base64
import hashlib

from tests.services.s3.conftest import PART, S3, etag

ALL = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
TAIL = b"tail"


class TestShape:
    def test_a_plain_object(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"hello")
        assert s3.call("GetObjectAttributes", Bucket="pond", Key="a", ObjectAttributes=ALL) == {
            "LastModified": float(int(s3.cloud.now())),
            "ETag": etag(b"hello").strip('"'),
            "Checksum": {"ChecksumCRC64NVME": "M3eFcAZSQlc=", "ChecksumType": "FULL_OBJECT"},
            "StorageClass": "STANDARD",
            "ObjectSize": 5,
        }

    def test_only_what_is_asked_for(self, s3: S3) -> None:
        s3.put(s3.bucket(versioning="Enabled"), "a", b"hello")
        answer = s3.call("GetObjectAttributes", Bucket="pond", Key="a", ObjectAttributes=["ObjectSize"])
        assert set(answer) == {"LastModified", "VersionId", "ObjectSize"}


class TestRules:
    def test_attributes_that_are_none(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        asked = {"Bucket": "pond", "Key": "a", "ObjectAttributes": ["Colour"]}
        assert s3.code("GetObjectAttributes", **asked) == "InvalidArgument"

    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("GetObjectAttributes", Bucket="pond", Key="a", ObjectAttributes=ALL) == "NoSuchKey"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        refusals = s3.refusals("GetObjectAttributes", Bucket="pond", Key="a", ObjectAttributes=ALL)
        assert refusals == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_parts_without_chosen_checksums_are_only_counted(self, s3: S3) -> None:
        s3.whole(s3.bucket(), "a", b"x" * PART, TAIL)
        answer = s3.call("GetObjectAttributes", Bucket="pond", Key="a", ObjectAttributes=["ObjectParts"])
        assert answer["ObjectParts"] == {"TotalPartsCount": 2}

    def test_pages_of_parts(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="SHA256")
        sums = [base64.b64encode(hashlib.sha256(body).digest()).decode() for body in (b"x" * PART, TAIL)]
        parts = [
            s3.part("pond", "a", upload, n, body) | {"ChecksumSHA256": sums[n - 1]}
            for n, body in ((1, b"x" * PART), (2, TAIL))
        ]
        s3.complete("pond", "a", upload, parts)
        asked = {"Bucket": "pond", "Key": "a", "ObjectAttributes": ["ObjectParts"]}
        first = s3.call("GetObjectAttributes", **asked, MaxParts=1)["ObjectParts"]
        assert first == {
            "TotalPartsCount": 2,
            "PartNumberMarker": 0,
            "NextPartNumberMarker": 1,
            "MaxParts": 1,
            "IsTruncated": True,
            "Parts": [{"PartNumber": 1, "Size": PART, "ChecksumSHA256": sums[0]}],
        }
        rest = s3.call("GetObjectAttributes", **asked, PartNumberMarker=1)["ObjectParts"]
        assert rest["Parts"] == [{"PartNumber": 2, "Size": 4, "ChecksumSHA256": sums[1]}]
        assert rest["IsTruncated"] is False
