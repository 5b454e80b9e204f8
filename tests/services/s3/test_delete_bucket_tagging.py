"""DeleteBucketTagging. Source: S3 API Reference, DeleteBucketTagging."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_is_answered_where_there_are_none(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("DeleteBucketTagging", Bucket="pond") == {}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("DeleteBucketTagging", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("DeleteBucketTagging", Bucket="pond") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_they_are_gone(self, s3: S3) -> None:
        s3.bucket()
        s3.call("PutBucketTagging", Bucket="pond", Tagging={"TagSet": [{"Key": "team", "Value": "fish"}]})
        s3.call("DeleteBucketTagging", Bucket="pond")
        assert s3.code("GetBucketTagging", Bucket="pond") == "NoSuchTagSet"
