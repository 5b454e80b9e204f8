"""PutBucketTagging. Source: S3 API Reference, PutBucketTagging; S3 User Guide, Using cost allocation bucket tags."""

from tests.services.s3.conftest import S3


def tagging(count: int, key: str = "k") -> dict[str, list[dict[str, str]]]:
    return {"TagSet": [{"Key": f"{key}{n}", "Value": str(n)} for n in range(count)]}


class TestShape:
    def test_nothing_is_answered(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("PutBucketTagging", Bucket="pond", Tagging=tagging(1)) == {}


class TestRules:
    def test_up_to_fifty(self, s3: S3) -> None:
        s3.bucket()
        s3.call("PutBucketTagging", Bucket="pond", Tagging=tagging(50))
        assert s3.code("PutBucketTagging", Bucket="pond", Tagging=tagging(51)) == "BadRequest"

    def test_tags_that_are_none(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("PutBucketTagging", Bucket="pond", Tagging=tagging(1, "aws:")) == "InvalidTag"

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("PutBucketTagging", Bucket="pond", Tagging=tagging(1)) == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("PutBucketTagging", Bucket="pond", Tagging=tagging(1)) == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_they_replace_the_old_ones(self, s3: S3) -> None:
        s3.bucket()
        s3.call("PutBucketTagging", Bucket="pond", Tagging=tagging(3, "old"))
        s3.call("PutBucketTagging", Bucket="pond", Tagging=tagging(2))
        assert s3.call("GetBucketTagging", Bucket="pond") == tagging(2)
