"""HeadObject. Source: S3 API Reference, HeadObject. Conditions: with GetObject's, in test_get_object.py."""

from tests.services.s3.conftest import PART, S3, etag


class TestShape:
    def test_as_get_without_the_body(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"water", Metadata={"k": "v"})
        head, got = s3.head("pond", "a"), s3.call("GetObject", Bucket="pond", Key="a")
        del got["Body"]
        assert head == got
        assert (head["ContentLength"], head["ETag"]) == (5, etag(b"water"))


class TestRules:
    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        error = s3.error("HeadObject", Bucket="pond", Key="a")
        assert (error.code, error.status) == ("NoSuchKey", 404)

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.refusals("HeadObject", Bucket="pond", Key="a") == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_ranges_and_parts(self, s3: S3) -> None:
        s3.whole(s3.bucket(), "a", b"x" * PART, b"tail")
        head = s3.head("pond", "a", PartNumber=1)
        assert (head["ContentLength"], head["PartsCount"]) == (PART, 2)
        assert s3.head("pond", "a", Range="bytes=0-9")["ContentRange"] == f"bytes 0-9/{PART + 4}"

    def test_versions(self, s3: S3) -> None:
        """S3-011."""
        s3.bucket(versioning="Enabled")
        first = s3.put("pond", "a", b"1")["VersionId"]
        second = s3.put("pond", "a", b"22")["VersionId"]
        assert s3.head("pond", "a")["VersionId"] == second
        head = s3.head("pond", "a", VersionId=first)
        assert (head["VersionId"], head["ContentLength"]) == (first, 1)

    def test_the_clock_dates_it(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        first = s3.head("pond", "a")["LastModified"]
        s3.advance(86400)
        s3.put("pond", "a")
        assert s3.head("pond", "a")["LastModified"] == first + 86400
