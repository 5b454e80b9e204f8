"""DeleteObject. Source: S3 API Reference, its page; S3 User Guide, Deleting object versions, conditional deletes."""

import pytest

from tests.services.s3.conftest import S3, etag


class TestShape:
    def test_nothing_where_versions_are_off(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.delete("pond", "a") == {}

    def test_a_marker_where_they_are_on(self, s3: S3) -> None:
        s3.put(s3.bucket(versioning="Enabled"), "a")
        answer = s3.delete("pond", "a")
        assert answer["DeleteMarker"] is True
        assert len(answer["VersionId"]) == 32


class TestRules:
    def test_a_key_that_is_not_there_is_no_error(self, s3: S3) -> None:
        """Source: S3 API Reference, DeleteObject: 204 as well."""
        s3.bucket()
        assert s3.delete("pond", "a") == {}

    def test_a_version_that_is_none(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.code("DeleteObject", Bucket="pond", Key="a", VersionId="no") == "InvalidArgument"
        assert s3.delete("pond", "a", VersionId="B" * 32) == {"VersionId": "B" * 32}
        assert s3.keys("pond") == ["a"]

    def test_what_is_not_there_yet_is_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("DeleteObject", Bucket="pond", Key="a", BypassGovernanceRetention=True) == "NotImplemented"
        assert s3.code("DeleteObject", Bucket="pond", Key="a", IfMatchSize=1) == "NotImplemented"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.refusals("DeleteObject", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]

    @pytest.mark.parametrize(("condition", "code"), [(etag(b"water"), ""), ("*", ""), ('"no"', "PreconditionFailed")])
    def test_conditions(self, s3: S3, condition: str, code: str) -> None:
        s3.put(s3.bucket(), "a", b"water")
        if code:
            assert s3.code("DeleteObject", Bucket="pond", Key="a", IfMatch=condition) == code
        else:
            s3.delete("pond", "a", IfMatch=condition)
        assert s3.keys("pond") == (["a"] if code else [])

    def test_conditions_on_nothing(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("DeleteObject", Bucket="pond", Key="a", IfMatch='"x"') == "NoSuchKey"
        assert s3.code("DeleteObject", Bucket="pond", Key="a", IfMatch="*") == "PreconditionFailed"


class TestBehaviour:
    def test_the_bytes_go(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"x" * 100_000)
        s3.delete("pond", "a")
        assert s3.code("GetObject", Bucket="pond", Key="a") == "NoSuchKey"
        assert s3.files() == 0

    def test_deleting_the_marker_restores(self, s3: S3) -> None:
        """S3-014."""
        s3.put(s3.bucket(versioning="Enabled"), "a", b"water")
        marker = s3.delete("pond", "a")["VersionId"]
        assert s3.keys("pond") == []
        assert s3.delete("pond", "a", VersionId=marker) == {"VersionId": marker, "DeleteMarker": True}
        assert s3.get("pond", "a") == b"water"

    def test_deleting_a_version_is_for_good(self, s3: S3) -> None:
        """S3-014."""
        s3.bucket(versioning="Enabled")
        ids = [s3.put("pond", "a", bytes([n]) * 100_000)["VersionId"] for n in range(3)]
        assert s3.delete("pond", "a", VersionId=ids[1]) == {"VersionId": ids[1]}
        assert s3.code("GetObject", Bucket="pond", Key="a", VersionId=ids[1]) == "NoSuchVersion"
        s3.delete("pond", "a", VersionId=ids[2])
        assert s3.get("pond", "a") == bytes([0]) * 100_000
        s3.delete("pond", "a", VersionId=ids[0])
        assert s3.code("GetObject", Bucket="pond", Key="a") == "NoSuchKey"
        assert s3.files() == 0

    def test_a_marker_for_a_key_that_never_was(self, s3: S3) -> None:
        """Source: S3 User Guide, Managing delete markers."""
        s3.bucket(versioning="Enabled")
        s3.delete("pond", "never")
        [marker] = s3.call("ListObjectVersions", Bucket="pond")["DeleteMarkers"]
        assert (marker["Key"], marker["IsLatest"]) == ("never", True)
