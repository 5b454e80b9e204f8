"""DeleteObjects. Source: S3 API Reference, DeleteObjects."""

import pytest

from tests.services.s3.conftest import S3, etag


def batch(*keys: str, quiet: bool = False) -> dict[str, object]:
    return {"Objects": [{"Key": key} for key in keys], "Quiet": quiet}


class TestShape:
    def test_rows(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        answer = s3.call("DeleteObjects", Bucket="pond", Delete=batch("a", "b"))
        assert answer == {"Deleted": [{"Key": "a"}, {"Key": "b"}]}

    def test_rows_of_versions(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        made = s3.put("pond", "a")["VersionId"]
        [row] = s3.call("DeleteObjects", Bucket="pond", Delete=batch("a"))["Deleted"]
        marker = row["DeleteMarkerVersionId"]
        assert row == {"Key": "a", "DeleteMarker": True, "DeleteMarkerVersionId": marker}
        objects = [{"Key": "a", "VersionId": made}, {"Key": "a", "VersionId": marker}]
        answer = s3.call("DeleteObjects", Bucket="pond", Delete={"Objects": objects})
        assert answer["Deleted"] == [
            {"Key": "a", "VersionId": made},
            {"Key": "a", "VersionId": marker, "DeleteMarker": True, "DeleteMarkerVersionId": marker},
        ]

    def test_quietly(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.call("DeleteObjects", Bucket="pond", Delete=batch("a", quiet=True)) == {}
        assert s3.keys("pond") == []


class TestRules:
    @pytest.mark.parametrize("count", [0, 1001])
    def test_one_to_a_thousand(self, s3: S3, count: int) -> None:
        s3.bucket()
        keys = [str(n) for n in range(count)]
        assert s3.code("DeleteObjects", Bucket="pond", Delete=batch(*keys)) == "MalformedXML"

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("DeleteObjects", Bucket="pond", Delete=batch("a")) == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.refusals("DeleteObjects", Bucket="pond", Delete=batch("a")) == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_each_for_itself(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"water")
        s3.put("pond", "b")
        objects = [
            {"Key": "a", "VersionId": "no"},
            {"Key": "a", "ETag": '"other"'},
            {"Key": "b"},
            {"Key": "x" * 1025},
        ]
        answer = s3.call("DeleteObjects", Bucket="pond", Delete={"Objects": objects})
        assert answer["Deleted"] == [{"Key": "b"}]
        assert [row["Code"] for row in answer["Errors"]] == ["InvalidArgument", "PreconditionFailed", "KeyTooLongError"]
        assert answer["Errors"][0]["VersionId"] == "no"
        assert s3.keys("pond") == ["a"]

    def test_only_what_is_known(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"water")
        objects = [{"Key": "a", "ETag": etag(b"water")}]
        s3.call("DeleteObjects", Bucket="pond", Delete={"Objects": objects})
        assert s3.keys("pond") == []

    def test_the_same_key_twice(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"x" * 100_000)
        answer = s3.call("DeleteObjects", Bucket="pond", Delete=batch("a", "a"))
        assert len(answer["Deleted"]) == 2
        assert s3.files() == 0
