"""GetObjectTagging. Source: S3 API Reference, GetObjectTagging."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_tags_of_the_upload(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", Tagging="team=fish&empty=&sp%20ace=a%2Bb")
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a") == {
            "TagSet": [
                {"Key": "team", "Value": "fish"},
                {"Key": "empty", "Value": ""},
                {"Key": "sp ace", "Value": "a+b"},
            ]
        }

    def test_none(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a") == {"TagSet": []}

    def test_the_version(self, s3: S3) -> None:
        made = s3.put(s3.bucket(versioning="Enabled"), "a")["VersionId"]
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a")["VersionId"] == made


class TestRules:
    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("GetObjectTagging", Bucket="pond", Key="a") == "NoSuchKey"

    def test_a_marker_has_none(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        marker = s3.delete("pond", "a")["VersionId"]
        assert s3.code("GetObjectTagging", Bucket="pond", Key="a", VersionId=marker) == "MethodNotAllowed"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.refusals("GetObjectTagging", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]
