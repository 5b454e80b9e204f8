"""ListObjectVersions. Source: S3 API Reference, its page; S3 User Guide, Listing objects in a versioned bucket."""

from typing import Any

import pytest

from tests.services.s3.conftest import S3, etag


def entries(answer: Any) -> list[tuple[str, str]]:
    rows = answer.get("Versions", []) + answer.get("DeleteMarkers", [])
    return [(row["Key"], row["VersionId"]) for row in rows]


def history(s3: S3) -> list[tuple[str, str]]:
    """Keys a, b and c/d with three, two and one entries, the newest first, as they should be listed."""
    s3.bucket(versioning="Enabled")
    a = [s3.put("pond", "a", bytes([n]))["VersionId"] for n in range(3)]
    b = [s3.put("pond", "b")["VersionId"], s3.delete("pond", "b")["VersionId"]]
    c = [s3.put("pond", "c/d")["VersionId"]]
    return [("a", v) for v in a[::-1]] + [("b", v) for v in b[::-1]] + [("c/d", v) for v in c]


class TestShape:
    def test_a_version_and_a_marker(self, s3: S3) -> None:
        """S3-011, S3-014."""
        s3.bucket(versioning="Enabled")
        made = s3.put("pond", "a")["VersionId"]
        marker = s3.delete("pond", "a")["VersionId"]
        answer = s3.call("ListObjectVersions", Bucket="pond")
        now, owner = float(int(s3.cloud.now())), answer["Versions"][0]["Owner"]
        assert answer == {
            "Name": "pond",
            "Prefix": "",
            "KeyMarker": "",
            "VersionIdMarker": "",
            "MaxKeys": 1000,
            "IsTruncated": False,
            "Versions": [
                {
                    "Key": "a",
                    "VersionId": made,
                    "IsLatest": False,
                    "LastModified": now,
                    "ETag": etag(b"water"),
                    "Size": 5,
                    "StorageClass": "STANDARD",
                    "ChecksumAlgorithm": ["CRC64NVME"],
                    "ChecksumType": "FULL_OBJECT",
                    "Owner": owner,
                }
            ],
            "DeleteMarkers": [{"Key": "a", "VersionId": marker, "IsLatest": True, "LastModified": now, "Owner": owner}],
        }

    def test_null_where_versions_are_off(self, s3: S3) -> None:
        """S3-012."""
        s3.put(s3.bucket(), "a")
        [row] = s3.call("ListObjectVersions", Bucket="pond")["Versions"]
        assert (row["VersionId"], row["IsLatest"]) == ("null", True)


class TestRules:
    def test_a_version_marker_needs_a_key_marker(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("ListObjectVersions", Bucket="pond", VersionIdMarker="x") == "InvalidArgument"

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("ListObjectVersions", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("ListObjectVersions", Bucket="pond") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_by_key_the_newest_first(self, s3: S3) -> None:
        expected = history(s3)
        answer = s3.call("ListObjectVersions", Bucket="pond")
        assert sorted(entries(answer)) == sorted(expected)
        latest = [row["Key"] for row in answer["Versions"] + answer["DeleteMarkers"] if row["IsLatest"]]
        assert sorted(latest) == ["a", "b", "c/d"]

    @pytest.mark.parametrize("size", [1, 2, 3, 4])
    def test_pages_are_the_whole(self, s3: S3, size: int) -> None:
        expected = history(s3)
        seen: list[tuple[str, str]] = []
        latest: list[str] = []
        markers: dict[str, str] = {}
        while True:
            answer = s3.call("ListObjectVersions", Bucket="pond", MaxKeys=size, **markers)
            found = entries(answer)
            assert len(found) <= size
            seen += sorted(found, key=expected.index)
            latest += [
                row["Key"] for row in answer.get("Versions", []) + answer.get("DeleteMarkers", []) if row["IsLatest"]
            ]
            if not answer["IsTruncated"]:
                break
            markers = {"KeyMarker": answer["NextKeyMarker"], "VersionIdMarker": answer["NextVersionIdMarker"]}
        assert seen == expected
        assert sorted(latest) == ["a", "b", "c/d"]

    def test_folded_and_below_a_prefix(self, s3: S3) -> None:
        expected = history(s3)
        answer = s3.call("ListObjectVersions", Bucket="pond", Delimiter="/")
        assert answer["CommonPrefixes"] == [{"Prefix": "c/"}]
        assert entries(s3.call("ListObjectVersions", Bucket="pond", Prefix="c/")) == expected[-1:]

    def test_after_a_key(self, s3: S3) -> None:
        expected = history(s3)
        assert sorted(entries(s3.call("ListObjectVersions", Bucket="pond", KeyMarker="a"))) == sorted(expected[3:])
