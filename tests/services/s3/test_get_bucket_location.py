"""GetBucketLocation. Source: S3 API Reference, GetBucketLocation."""

import pytest

from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_for_us_east_1(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("GetBucketLocation", Bucket="pond") == {"LocationConstraint": None}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("GetBucketLocation", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("GetBucketLocation", Bucket="pond") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    @pytest.mark.parametrize(("constraint", "region"), [("eu-west-3", "eu-west-3"), ("EU", "eu-west-1")])
    def test_as_it_was_created(self, s3: S3, constraint: str, region: str) -> None:
        """S3-001."""
        s3.call("CreateBucket", Bucket="pond", CreateBucketConfiguration={"LocationConstraint": constraint})
        assert s3.call("GetBucketLocation", Bucket="pond", region=region) == {"LocationConstraint": constraint}
