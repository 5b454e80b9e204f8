"""ListObjects. Source: S3 API Reference, ListObjects. What it shares with ListObjectsV2 is tested there."""

from typing import Any

import pytest

from tests.services.s3.conftest import S3


def filled(s3: S3, *keys: str) -> S3:
    s3.bucket()
    for key in keys:
        s3.put("pond", key)
    return s3


class TestShape:
    def test_members(self, s3: S3) -> None:
        answer = filled(s3, "a").call("ListObjects", Bucket="pond")
        [row] = answer.pop("Contents")
        assert len(row["Owner"]["ID"]) == 64
        assert answer == {"Name": "pond", "Prefix": "", "Marker": "", "MaxKeys": 1000, "IsTruncated": False}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("ListObjects", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        assert filled(s3).refusals("ListObjects", Bucket="pond") == ["AccessDenied", "AccessDenied"]

    @pytest.mark.parametrize("params", [{"MaxKeys": -1}, {"EncodingType": "base64"}])
    def test_what_is_refused(self, s3: S3, params: dict[str, Any]) -> None:
        assert filled(s3).code("ListObjects", Bucket="pond", **params) == "InvalidArgument"


class TestBehaviour:
    def test_pages_by_marker(self, s3: S3) -> None:
        """Source: S3 API Reference, ListObjects: without a delimiter the last key is the next marker."""
        filled(s3, "a", "b", "c")
        first = s3.call("ListObjects", Bucket="pond", MaxKeys=2)
        assert first["IsTruncated"]
        assert "NextMarker" not in first
        rest = s3.call("ListObjects", Bucket="pond", Marker=first["Contents"][-1]["Key"])
        assert [row["Key"] for row in rest["Contents"]] == ["c"]

    def test_pages_by_next_marker(self, s3: S3) -> None:
        filled(s3, "a/1", "a/2", "b", "c/1")
        seen, marker = [], ""
        while True:
            answer = s3.call("ListObjects", Bucket="pond", MaxKeys=1, Delimiter="/", Marker=marker)
            seen += [row["Key"] for row in answer.get("Contents", [])]
            seen += [row["Prefix"] for row in answer.get("CommonPrefixes", [])]
            if not answer["IsTruncated"]:
                break
            marker = answer["NextMarker"]
        assert seen == ["a/", "b", "c/"]
