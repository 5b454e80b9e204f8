"""How S3's buckets, keys and operations are read from a request.

Source: S3 User Guide, "Virtual hosting of general purpose buckets"; S3 API Reference, request syntax of each operation.
"""

import pytest

from fogbank.kernel.errors import ServiceError, UnknownOperation
from fogbank.wire.quirks.s3_addressing import bucket_of_host
from tests.wire.asking import ROUTER, request, routed


@pytest.mark.parametrize(
    ("host", "bucket"),
    [
        ("s3.us-east-1.amazonaws.com", None),
        ("s3.amazonaws.com", None),
        ("s3.dualstack.eu-west-1.amazonaws.com", None),
        ("s3-us-west-2.amazonaws.com", None),
        ("bucket.s3.us-east-1.amazonaws.com", "bucket"),
        ("bucket.s3.amazonaws.com", "bucket"),
        ("my.dotted.bucket.s3.eu-central-1.amazonaws.com", "my.dotted.bucket"),
        ("my.s3.bucket.s3.us-east-1.amazonaws.com", "my.s3.bucket"),
        ("bucket.s3-us-west-2.amazonaws.com", "bucket"),
        ("bucket.s3.dualstack.us-east-1.amazonaws.com", "bucket"),
        ("bucket.s3-accelerate.amazonaws.com", "bucket"),
        ("bucket.s3-accelerate.dualstack.amazonaws.com", "bucket"),
        ("bucket.s3-fips.us-east-1.amazonaws.com", "bucket"),
        ("bucket.s3.cn-north-1.amazonaws.com.cn", "bucket"),
        ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "b--use1-az4--x-s3"),
        ("bucket.s3.localhost", "bucket"),
        ("bucket.s3.us-east-1.localhost", "bucket"),
        ("bucket.localhost", "bucket"),
        ("s3.localhost", None),
        ("s3.us-east-1.localhost", None),
        ("localhost", None),
        ("127.0.0.1", None),
        (
            "point-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
            "arn:aws:s3:us-west-2:123456789012:accesspoint/point",
        ),
    ],
)
def test_bucket_in_the_host(host: str, bucket: str | None) -> None:
    assert bucket_of_host(host) == bucket


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/b/key", "key"),
        ("/b//key", "/key"),
        ("/b/a//b", "a//b"),
        ("/b/folder/", "folder/"),
        ("/b/a%2Fb", "a/b"),
        ("/b/a%252Fb", "a%2Fb"),
        ("/b/a+b%20c", "a+b c"),
        ("/b/%E6%97%A5", "日"),
        ("/b/.././x", ".././x"),
        ("/b/?", "?"),
    ],
)
def test_key_is_kept_and_decoded_once(path: str, key: str) -> None:
    asked = request("GET", path.replace("?", "%3F"), scope="s3")
    assert ROUTER.route(asked).labels == {"Bucket": "b", "Key": key}


def test_virtual_host_takes_the_whole_path() -> None:
    asked = request("GET", "//a/b", scope="s3", host="bucket.s3.us-east-1.amazonaws.com")
    assert ROUTER.route(asked).labels == {"Bucket": "bucket", "Key": "/a/b"}


@pytest.mark.parametrize(
    ("method", "target", "headers", "operation"),
    [
        ("GET", "/", {}, "ListBuckets"),
        ("GET", "/b", {}, "ListObjects"),
        ("GET", "/b/", {}, "ListObjects"),
        ("PUT", "/b/", {}, "CreateBucket"),
        ("HEAD", "/b", {}, "HeadBucket"),
        ("DELETE", "/b", {}, "DeleteBucket"),
        ("GET", "/b?list-type=2&prefix=x", {}, "ListObjectsV2"),
        ("GET", "/b?list-type=1", {}, "ListObjects"),
        ("GET", "/b?location", {}, "GetBucketLocation"),
        ("GET", "/b?location=", {}, "GetBucketLocation"),
        ("GET", "/b?versions", {}, "ListObjectVersions"),
        ("GET", "/b?uploads", {}, "ListMultipartUploads"),
        ("GET", "/b?lifecycle", {}, "GetBucketLifecycleConfiguration"),
        ("GET", "/b?notification", {}, "GetBucketNotificationConfiguration"),
        ("GET", "/b?analytics", {}, "ListBucketAnalyticsConfigurations"),
        ("GET", "/b?analytics&id=1", {}, "GetBucketAnalyticsConfiguration"),
        ("POST", "/b?delete", {}, "DeleteObjects"),
        ("POST", "/b", {"content_type": "multipart/form-data; boundary=x"}, "PostObject"),
        ("PUT", "/b/k", {}, "PutObject"),
        ("PUT", "/b/k?x-id=PutObject", {}, "PutObject"),
        ("PUT", "/b/k", {"x_amz_copy_source": "b/other"}, "CopyObject"),
        ("PUT", "/b/k?partNumber=1&uploadId=u", {}, "UploadPart"),
        ("PUT", "/b/k?partNumber=1&uploadId=u", {"x_amz_copy_source": "b/other"}, "UploadPartCopy"),
        ("PUT", "/b/k?tagging", {}, "PutObjectTagging"),
        ("PUT", "/b?tagging", {}, "PutBucketTagging"),
        ("GET", "/b/k?versionId=v", {}, "GetObject"),
        ("GET", "/b/k?response-content-type=a", {}, "GetObject"),
        ("GET", "/b/k?uploadId=u", {}, "ListParts"),
        ("GET", "/b/k?attributes", {"x_amz_object_attributes": "ETag"}, "GetObjectAttributes"),
        ("POST", "/b/k?uploads", {}, "CreateMultipartUpload"),
        ("POST", "/b/k?uploadId=u", {}, "CompleteMultipartUpload"),
        ("DELETE", "/b/k?uploadId=u", {}, "AbortMultipartUpload"),
        ("DELETE", "/b/k?versionId=v", {}, "DeleteObject"),
        ("POST", "/b/k?select&select-type=2", {}, "SelectObjectContent"),
        ("POST", "/b/k?restore", {}, "RestoreObject"),
        ("OPTIONS", "/b/k", {"origin": "https://example.com"}, "OptionsObject"),
        ("POST", "/WriteGetObjectResponse", {"x_amz_request_route": "r"}, "WriteGetObjectResponse"),
    ],
)
def test_operation(method: str, target: str, headers: dict[str, str], operation: str) -> None:
    assert routed(request(method, target, scope="s3", **headers)) == ("s3", operation)


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("PATCH", "/b/k"), ("PUT", "/"), ("BREW", "/b")])
def test_method_that_the_resource_does_not_have(method: str, path: str) -> None:
    with pytest.raises(UnknownOperation):
        ROUTER.route(request(method, path, scope="s3"))


def test_post_to_a_bucket_must_be_a_form() -> None:
    with pytest.raises(ServiceError) as caught:
        ROUTER.route(request("POST", "/b", scope="s3", content_type="text/plain"))
    assert (caught.value.code, caught.value.status) == ("PreconditionFailed", 412)


def test_s3_control_names_the_account_in_a_header() -> None:
    asked = request("GET", "/v20180820/accesspoint", scope="s3", x_amz_account_id="123456789012")
    assert routed(asked) == ("s3control", "ListAccessPoints")


def test_directory_buckets_are_listed_by_their_signature() -> None:
    assert routed(request("GET", "/", scope="s3express")) == ("s3", "ListDirectoryBuckets")
