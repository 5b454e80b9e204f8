"""HeadBucket. Source: S3 API Reference, HeadBucket."""

from tests.services.s3.conftest import OTHER, S3


class TestShape:
    def test_where_it_is(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("HeadBucket", Bucket="pond") == {"BucketRegion": "us-east-1", "BucketArn": "arn:aws:s3:::pond"}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        error = s3.error("HeadBucket", Bucket="pond")
        assert (error.code, error.status, error.members) == ("NoSuchBucket", 404, {"BucketName": "pond"})

    def test_a_name_that_cannot_be_one(self, s3: S3) -> None:
        assert s3.code("HeadBucket", Bucket="p$nd") == "InvalidBucketName"

    def test_others_are_refused(self, s3: S3) -> None:
        """S3-027."""
        s3.bucket()
        assert s3.refusals("HeadBucket", Bucket="pond") == ["AccessDenied", "AccessDenied"]

    def test_another_owner_is_expected(self, s3: S3) -> None:
        """Source: S3 User Guide, Verifying bucket ownership with bucket owner condition: 403."""
        s3.bucket()
        error = s3.error("HeadBucket", Bucket="pond", ExpectedBucketOwner=OTHER)
        assert (error.code, error.status) == ("AccessDenied", 403)
        s3.call("HeadBucket", Bucket="pond", ExpectedBucketOwner="000000000000")


class TestBehaviour:
    def test_from_another_region_the_client_is_sent_there(self, s3: S3) -> None:
        """Source: S3 API Reference, error PermanentRedirect (301); header x-amz-bucket-region of HeadBucket."""
        s3.call("CreateBucket", Bucket="pond", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        error = s3.error("HeadBucket", Bucket="pond")
        assert (error.code, error.status) == ("PermanentRedirect", 301)
        assert error.headers == {"x-amz-bucket-region": "eu-west-3"}
        assert error.members == {"Endpoint": "pond.s3.eu-west-3.amazonaws.com", "Bucket": "pond"}
        assert s3.call("HeadBucket", Bucket="pond", region="eu-west-3")["BucketRegion"] == "eu-west-3"
