"""ListParts. Source: S3 API Reference, ListParts."""

import pytest

from tests.services.s3.conftest import S3, etag


class TestShape:
    def test_members(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        s3.part("pond", "a", upload, 4, b"water")
        answer = s3.call("ListParts", Bucket="pond", Key="a", UploadId=upload)
        owner = answer.pop("Owner")
        assert answer == {
            "Bucket": "pond",
            "Key": "a",
            "UploadId": upload,
            "PartNumberMarker": 0,
            "NextPartNumberMarker": 4,
            "MaxParts": 1000,
            "IsTruncated": False,
            "Initiator": owner,
            "StorageClass": "STANDARD",
            "Parts": [{"PartNumber": 4, "LastModified": float(int(s3.cloud.now())), "ETag": etag(b"water"), "Size": 5}],
        }

    def test_checksums_where_the_upload_has_them(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="CRC64NVME")
        s3.part("pond", "a", upload, 1, b"hello")
        answer = s3.call("ListParts", Bucket="pond", Key="a", UploadId=upload)
        assert answer["Parts"][0]["ChecksumCRC64NVME"] == "M3eFcAZSQlc="
        assert (answer["ChecksumAlgorithm"], answer["ChecksumType"]) == ("CRC64NVME", "FULL_OBJECT")


class TestRules:
    def test_an_upload_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("ListParts", Bucket="pond", Key="a", UploadId="no") == "NoSuchUpload"

    def test_how_many(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        assert s3.code("ListParts", Bucket="pond", Key="a", UploadId=upload, MaxParts=-1) == "InvalidArgument"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        asked = {"Bucket": "pond", "Key": "a", "UploadId": s3.begin("pond", "a")}
        assert s3.refusals("ListParts", **asked) == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_pages(self, s3: S3, size: int) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        for number in (9, 2, 300, 1, 7):
            s3.part("pond", "a", upload, number)
        seen: list[int] = []
        marker = 0
        while True:
            answer = s3.call(
                "ListParts", Bucket="pond", Key="a", UploadId=upload, MaxParts=size, PartNumberMarker=marker
            )
            seen += [part["PartNumber"] for part in answer["Parts"]]
            if not answer["IsTruncated"]:
                break
            marker = answer["NextPartNumberMarker"]
        assert seen == [1, 2, 7, 9, 300]
