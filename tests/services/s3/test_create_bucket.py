"""CreateBucket. Source: S3 API Reference, CreateBucket; S3 User Guide, Bucket naming rules."""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.s3.conftest import OTHER, S3


def located(region: str) -> dict[str, str]:
    return {"LocationConstraint": region}


class TestShape:
    def test_location(self, s3: S3) -> None:
        """S3-001. The form of Location is observed: "/name" from us-east-1."""
        answer = s3.call("CreateBucket", Bucket="pond")
        assert answer == {"Location": "/pond", "BucketArn": "arn:aws:s3:::pond"}

    def test_location_elsewhere(self, s3: S3) -> None:
        answer = s3.call(
            "CreateBucket", Bucket="pond", region="eu-west-3", CreateBucketConfiguration=located("eu-west-3")
        )
        assert answer["Location"].endswith("/pond")


class TestRules:
    @pytest.mark.parametrize(
        "name",
        ["ab", "a" * 64, "MyBucket", "my_bucket", "192.168.5.4", "-abc", "abc-", "a..b", "xn--abc", "pond-s3alias"],
    )
    def test_names_that_are_none(self, s3: S3, name: str) -> None:
        """S3-002."""
        assert s3.code("CreateBucket", Bucket=name) == "InvalidBucketName"

    @pytest.mark.parametrize("name", ["abc", "a" * 63, "my.bucket", "1-2-3", "10.0.0.a"])
    def test_names(self, s3: S3, name: str) -> None:
        """S3-002."""
        s3.call("CreateBucket", Bucket=name)

    @pytest.mark.parametrize("constraint", ["us-east-1", "moon-west-1"])
    def test_places_that_are_none(self, s3: S3, constraint: str) -> None:
        code = s3.code("CreateBucket", Bucket="pond", CreateBucketConfiguration=located(constraint))
        assert code == "InvalidLocationConstraint"

    @pytest.mark.parametrize("configuration", [{}, located("eu-west-1")])
    def test_a_regional_endpoint_makes_buckets_of_its_region(self, s3: S3, configuration: dict[str, str]) -> None:
        code = s3.code("CreateBucket", Bucket="pond", region="eu-west-3", CreateBucketConfiguration=configuration)
        assert code == "IllegalLocationConstraintException"

    @pytest.mark.parametrize("params", [{"ACL": "public-read"}, {"GrantRead": "id=abc"}])
    def test_access_lists_are_off(self, s3: S3, params: dict[str, str]) -> None:
        """Source: S3 User Guide, Controlling ownership of objects: off for all new buckets since April 2023."""
        assert s3.code("CreateBucket", Bucket="pond", **params) == "AccessControlListNotSupported"

    @pytest.mark.parametrize("params", [{"ObjectLockEnabledForBucket": True}, {"ObjectOwnership": "ObjectWriter"}])
    def test_what_is_not_there_yet_is_refused(self, s3: S3, params: dict[str, object]) -> None:
        assert s3.code("CreateBucket", Bucket="pond", **params) == "NotImplemented"

    def test_nobody_is_not_let_in(self, s3: S3) -> None:
        with pytest.raises(ServiceError) as caught:
            s3.cloud.call("s3", "CreateBucket", {"Bucket": "pond"}, principal=ANONYMOUS)
        assert caught.value.code == "AccessDenied"


class TestBehaviour:
    def test_a_name_is_one_for_all_accounts(self, s3: S3) -> None:
        """S3-001."""
        s3.bucket()
        assert s3.code("CreateBucket", Bucket="pond", account=OTHER) == "BucketAlreadyExists"

    def test_once_more_in_us_east_1_is_fine(self, s3: S3) -> None:
        """S3-001. Source: the model's BucketAlreadyOwnedByYou: 200 in North Virginia for compatibility."""
        s3.bucket()
        s3.put("pond", "a")
        assert s3.call("CreateBucket", Bucket="pond")["Location"] == "/pond"
        assert s3.keys("pond") == ["a"]

    def test_once_more_elsewhere_is_not(self, s3: S3) -> None:
        """S3-001."""
        there = located("eu-west-3")
        s3.call("CreateBucket", Bucket="pond", region="eu-west-3", CreateBucketConfiguration=there)
        code = s3.code("CreateBucket", Bucket="pond", region="eu-west-3", CreateBucketConfiguration=there)
        assert code == "BucketAlreadyOwnedByYou"

    def test_tags_come_along(self, s3: S3) -> None:
        tags = [{"Key": "team", "Value": "fish"}]
        s3.call("CreateBucket", Bucket="pond", CreateBucketConfiguration={"Tags": tags})
        assert s3.call("GetBucketTagging", Bucket="pond") == {"TagSet": tags}
