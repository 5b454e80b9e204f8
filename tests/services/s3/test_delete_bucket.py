"""DeleteBucket. Source: S3 API Reference, DeleteBucket."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_is_answered(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("DeleteBucket", Bucket="pond") == {}


class TestRules:
    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("DeleteBucket", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        assert s3.refusals("DeleteBucket", Bucket="pond") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_only_an_empty_one(self, s3: S3) -> None:
        s3.bucket()
        s3.put("pond", "a")
        error = s3.error("DeleteBucket", Bucket="pond")
        assert (error.code, error.status) == ("BucketNotEmpty", 409)
        s3.delete("pond", "a")
        s3.call("DeleteBucket", Bucket="pond")
        assert s3.code("HeadBucket", Bucket="pond") == "NoSuchBucket"

    def test_versions_and_markers_count(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        made = s3.put("pond", "a")["VersionId"]
        marker = s3.delete("pond", "a")["VersionId"]
        assert s3.error("DeleteBucket", Bucket="pond").message.endswith("You must delete all versions in the bucket.")
        s3.delete("pond", "a", VersionId=made)
        assert s3.code("DeleteBucket", Bucket="pond") == "BucketNotEmpty"
        s3.delete("pond", "a", VersionId=marker)
        s3.call("DeleteBucket", Bucket="pond")

    def test_uploads_end_with_their_bucket(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        s3.part("pond", "a", upload, 1, b"p" * 100_000)
        s3.call("DeleteBucket", Bucket="pond")
        s3.bucket()
        assert s3.call("ListMultipartUploads", Bucket="pond").get("Uploads") is None
        assert s3.code("ListParts", Bucket="pond", Key="a", UploadId=upload) == "NoSuchUpload"
        assert s3.files() == 0

    def test_tags_do_not_outlive_it(self, s3: S3) -> None:
        tags = [{"Key": "team", "Value": "fish"}]
        s3.call("CreateBucket", Bucket="pond", CreateBucketConfiguration={"Tags": tags})
        s3.call("DeleteBucket", Bucket="pond")
        s3.bucket()
        assert s3.code("GetBucketTagging", Bucket="pond") == "NoSuchTagSet"
