"""GetBucketVersioning. Source: S3 API Reference, GetBucketVersioning."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_where_it_never_was(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("GetBucketVersioning", Bucket="pond") == {}

    def test_the_status(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        assert s3.call("GetBucketVersioning", Bucket="pond") == {"Status": "Enabled"}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("GetBucketVersioning", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("GetBucketVersioning", Bucket="pond") == ["AccessDenied", "AccessDenied"]
