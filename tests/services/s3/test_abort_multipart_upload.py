"""AbortMultipartUpload. Source: S3 API Reference, AbortMultipartUpload."""

from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_is_answered(self, s3: S3) -> None:
        s3.bucket()
        assert s3.call("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=s3.begin("pond", "a")) == {}


class TestRules:
    def test_an_upload_that_is_not_there(self, s3: S3) -> None:
        """S3-007."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        s3.call("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=upload)
        error = s3.error("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=upload)
        assert (error.code, error.status) == ("NoSuchUpload", 404)

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        asked = {"Bucket": "pond", "Key": "a", "UploadId": s3.begin("pond", "a")}
        assert s3.refusals("AbortMultipartUpload", **asked) == ["AccessDenied", "AccessDenied"]

    def test_only_the_upload_of_that_instant(self, s3: S3) -> None:
        s3.bucket()
        asked = {"Bucket": "pond", "Key": "a", "UploadId": s3.begin("pond", "a")}
        assert s3.code("AbortMultipartUpload", **asked, IfMatchInitiatedTime=5.0) == "PreconditionFailed"


class TestBehaviour:
    def test_the_bytes_go(self, s3: S3) -> None:
        """S3-007."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        for number in range(1, 4):
            s3.part("pond", "a", upload, number, b"x" * 100_000)
        assert s3.files() == 3
        s3.call("AbortMultipartUpload", Bucket="pond", Key="a", UploadId=upload)
        assert s3.files() == 0
        assert s3.code("UploadPart", Bucket="pond", Key="a", UploadId=upload, PartNumber=4) == "NoSuchUpload"
