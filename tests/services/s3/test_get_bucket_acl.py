"""GetBucketAcl. Source: S3 API Reference, GetBucketAcl: with access lists off the owner has full control."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_the_owner_may_everything(self, s3: S3) -> None:
        s3.bucket()
        answer = s3.call("GetBucketAcl", Bucket="pond")
        [grant] = answer["Grants"]
        assert grant["Permission"] == "FULL_CONTROL"
        assert grant["Grantee"] == {"ID": answer["Owner"]["ID"], "Type": "CanonicalUser"}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("GetBucketAcl", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("GetBucketAcl", Bucket="pond") == ["AccessDenied", "AccessDenied"]
