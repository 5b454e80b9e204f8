"""GetBucketTagging. Source: S3 API Reference, GetBucketTagging."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_tags(self, s3: S3) -> None:
        tagging = {"TagSet": [{"Key": "team", "Value": "fish"}]}
        s3.bucket()
        s3.call("PutBucketTagging", Bucket="pond", Tagging=tagging)
        assert s3.call("GetBucketTagging", Bucket="pond") == tagging


class TestRules:
    def test_none(self, s3: S3) -> None:
        s3.bucket()
        error = s3.error("GetBucketTagging", Bucket="pond")
        assert (error.code, error.status, error.message) == ("NoSuchTagSet", 404, "The TagSet does not exist")

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("GetBucketTagging", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("GetBucketTagging", Bucket="pond") == ["AccessDenied", "AccessDenied"]
