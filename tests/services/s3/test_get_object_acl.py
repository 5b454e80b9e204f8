"""GetObjectAcl. Source: S3 API Reference, GetObjectAcl: with access lists off the owner has full control."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_the_owner_may_everything(self, s3: S3) -> None:
        s3.bucket()
        s3.put("pond", "a")
        answer = s3.call("GetObjectAcl", Bucket="pond", Key="a")
        assert [grant["Permission"] for grant in answer["Grants"]] == ["FULL_CONTROL"]
        assert answer["Owner"] == s3.call("GetBucketAcl", Bucket="pond")["Owner"]


class TestRules:
    def test_an_object_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("GetObjectAcl", Bucket="pond", Key="a") == "NoSuchKey"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        s3.put("pond", "a")
        assert s3.refusals("GetObjectAcl", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]
