"""ListMultipartUploads. Source: S3 API Reference, ListMultipartUploads."""

import pytest

from tests.services.s3.conftest import S3


def begun(s3: S3) -> list[tuple[str, str]]:
    """Three keys, one of them with two uploads, in the order of a listing."""
    s3.bucket()
    found = []
    for key in ("a", "b", "b", "c/d"):
        found.append((key, s3.begin("pond", key)))
        s3.advance(1)
    return found


class TestShape:
    def test_a_row(self, s3: S3) -> None:
        """S3-007."""
        s3.bucket()
        upload = s3.begin("pond", "a", StorageClass="STANDARD_IA", ChecksumAlgorithm="SHA256")
        answer = s3.call("ListMultipartUploads", Bucket="pond")
        [row] = answer.pop("Uploads")
        owner = row["Owner"]
        assert row == {
            "UploadId": upload,
            "Key": "a",
            "Initiated": float(int(s3.cloud.now())),
            "StorageClass": "STANDARD_IA",
            "Owner": owner,
            "Initiator": owner,
            "ChecksumAlgorithm": "SHA256",
            "ChecksumType": "COMPOSITE",
        }
        assert answer == {
            "Bucket": "pond",
            "Prefix": "",
            "KeyMarker": "",
            "UploadIdMarker": "",
            "MaxUploads": 1000,
            "IsTruncated": False,
        }


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("ListMultipartUploads", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("ListMultipartUploads", Bucket="pond") == ["AccessDenied", "AccessDenied"]

    def test_how_many(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("ListMultipartUploads", Bucket="pond", MaxUploads=-1) == "InvalidArgument"


class TestBehaviour:
    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_pages_are_the_whole(self, s3: S3, size: int) -> None:
        expected = begun(s3)
        seen: list[tuple[str, str]] = []
        markers: dict[str, str] = {}
        while True:
            answer = s3.call("ListMultipartUploads", Bucket="pond", MaxUploads=size, **markers)
            seen += [(row["Key"], row["UploadId"]) for row in answer["Uploads"]]
            if not answer["IsTruncated"]:
                break
            markers = {"KeyMarker": answer["NextKeyMarker"], "UploadIdMarker": answer["NextUploadIdMarker"]}
        assert seen == expected

    def test_folded(self, s3: S3) -> None:
        begun(s3)
        answer = s3.call("ListMultipartUploads", Bucket="pond", Delimiter="/", Prefix="c")
        assert answer["CommonPrefixes"] == [{"Prefix": "c/"}]
        assert "Uploads" not in answer

    def test_a_key_marker_alone_passes_the_key(self, s3: S3) -> None:
        begun(s3)
        answer = s3.call("ListMultipartUploads", Bucket="pond", KeyMarker="b", UploadIdMarker="")
        assert [row["Key"] for row in answer["Uploads"]] == ["c/d"]

    def test_ended_ones_are_not_shown(self, s3: S3) -> None:
        """S3-007."""
        [(_, first), *_] = begun(s3)
        s3.call("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=first)
        answer = s3.call("ListMultipartUploads", Bucket="pond")
        assert [row["Key"] for row in answer["Uploads"]] == ["b", "b", "c/d"]
