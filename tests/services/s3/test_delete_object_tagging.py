"""DeleteObjectTagging. Source: S3 API Reference, DeleteObjectTagging."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_the_version_where_versions_are_on(self, s3: S3) -> None:
        made = s3.put(s3.bucket(versioning="Enabled"), "a", Tagging="k=v")["VersionId"]
        assert s3.call("DeleteObjectTagging", Bucket="pond", Key="a") == {"VersionId": made}


class TestRules:
    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("DeleteObjectTagging", Bucket="pond", Key="a") == "NoSuchKey"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.refusals("DeleteObjectTagging", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_they_are_gone(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"water", Tagging="k=v")
        s3.call("DeleteObjectTagging", Bucket="pond", Key="a")
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a") == {"TagSet": []}
        assert s3.get("pond", "a") == b"water"
