"""Server-side encryption with KMS keys."""

import json
from pathlib import Path
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT, Driver, running

BUCKET = "sealed-bucket"
PLAIN = b"a plain text that must not be found on the disk " * 3
USER = f"arn:aws:iam::{ACCOUNT}:user/ann"


@pytest.fixture
def key(cloud: Driver) -> str:
    cloud.call("s3", "CreateBucket", {"Bucket": BUCKET})
    arn: str = cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
    return arn


def put(cloud: Driver, key: str, name: str = "a", body: bytes = PLAIN, **more: Any) -> Any:
    asked = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key, **more}
    return cloud.call("s3", "PutObject", {"Bucket": BUCKET, "Key": name, "Body": body, **asked})


def get(cloud: Driver, name: str = "a", **more: Any) -> Any:
    answer = cloud.call("s3", "GetObject", {"Bucket": BUCKET, "Key": name, **more})
    body = answer["Body"]
    if not isinstance(body, bytes):
        blocks = []
        while block := body.read(1 << 16):
            blocks.append(block)
        body.close()
        answer["Body"] = b"".join(blocks)
    return answer


def refused(cloud: Driver, operation: str, who: Principal | None = None, **params: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        cloud.call("s3", operation, {"Bucket": BUCKET, **params}, principal=who)
    return caught.value


def test_what_is_said_of_a_sealed_object(cloud: Driver, key: str) -> None:
    """KMS-010, ENC-003"""
    made = put(cloud, key)
    assert (made["ServerSideEncryption"], made["SSEKMSKeyId"]) == ("aws:kms", key)
    found = get(cloud)
    assert found["Body"] == PLAIN
    assert (found["ServerSideEncryption"], found["SSEKMSKeyId"], found["ETag"]) == ("aws:kms", key, made["ETag"])
    head = cloud.call("s3", "HeadObject", {"Bucket": BUCKET, "Key": "a"})
    assert head["SSEKMSKeyId"] == key
    other = cloud.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "b", "Body": PLAIN})
    assert other["ETag"] != made["ETag"], "the ETag of a sealed object is no MD5"


@pytest.mark.parametrize("size", [100, 20_000, 3 << 20])
@pytest.mark.parametrize("span", ["bytes=0-9", "bytes=17-90", "bytes=-33"])
def test_any_span_of_any_size(cloud: Driver, key: str, size: int, span: str) -> None:
    body = bytes(number * 7 % 251 for number in range(size))
    put(cloud, key, body=body)
    assert get(cloud)["Body"] == body
    first, _, last = span.removeprefix("bytes=").partition("-")
    wanted = body[int(first) : int(last) + 1] if first else body[-int(last) :]
    assert get(cloud, Range=span)["Body"] == wanted


def test_a_disabled_key_stops_reads_and_writes(cloud: Driver, key: str) -> None:
    """KMS-005, KMS-009"""
    put(cloud, key)
    cloud.call("kms", "DisableKey", {"KeyId": key})
    assert refused(cloud, "GetObject", Key="a").code == "KMS.DisabledException"
    with pytest.raises(ServiceError) as caught:
        put(cloud, key, "b")
    assert caught.value.code == "KMS.DisabledException"
    assert cloud.call("s3", "HeadObject", {"Bucket": BUCKET, "Key": "a"})["ContentLength"] == len(PLAIN)
    cloud.call("kms", "EnableKey", {"KeyId": key})
    assert get(cloud)["Body"] == PLAIN
    cloud.call("kms", "ScheduleKeyDeletion", {"KeyId": key, "PendingWindowInDays": 7})
    assert refused(cloud, "GetObject", Key="a").code == "KMS.KMSInvalidStateException"


def test_a_put_and_a_get_ask_kms(cloud: Driver, key: str) -> None:
    """KMS-005, KMS-008"""
    put(cloud, key)
    get(cloud)
    rows = cloud.call("cloudtrail", "LookupEvents", {})["Events"]
    told = [json.loads(row["CloudTrailEvent"]) for row in rows if row["EventSource"] == "kms.amazonaws.com"]
    names = [event["eventName"] for event in told]
    assert sorted(names) == ["CreateKey", "Decrypt", "GenerateDataKey"]
    decrypt = next(event for event in told if event["eventName"] == "Decrypt")
    assert decrypt["requestParameters"]["encryptionContext"] == {"aws:s3:arn": f"arn:aws:s3:::{BUCKET}/a"}
    assert decrypt["sourceIPAddress"] == "s3.amazonaws.com"
    assert (decrypt["readOnly"], decrypt["responseElements"]) == (True, None)


def test_a_reader_needs_the_key_too(cloud: Driver, key: str) -> None:
    """KMS-002, KMS-010"""
    put(cloud, key)
    user = cloud.call("iam", "CreateUser", {"UserName": "ann"})["User"]
    ann = Principal("user", USER, ACCOUNT, user["UserId"])
    reads = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    allow(cloud, reads)
    error = refused(cloud, "GetObject", ann, Key="a")
    assert (error.code, "kms:Decrypt" in error.message) == ("AccessDenied", True)
    via = {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    allow(cloud, reads, {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": key, "Condition": via})
    cloud.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a"}, principal=ann)


def allow(cloud: Driver, *statements: dict[str, Any]) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})


def test_the_managed_key(cloud: Driver, key: str) -> None:
    made = cloud.call(
        "s3", "PutObject", {"Bucket": BUCKET, "Key": "a", "Body": PLAIN, "ServerSideEncryption": "aws:kms"}
    )
    described = cloud.call("kms", "DescribeKey", {"KeyId": "alias/aws/s3"})["KeyMetadata"]
    assert (described["Arn"], described["KeyManager"]) == (made["SSEKMSKeyId"], "AWS")
    assert get(cloud)["Body"] == PLAIN


def test_the_default_of_a_bucket(cloud: Driver, key: str) -> None:
    own = cloud.call("s3", "GetBucketEncryption", {"Bucket": BUCKET})["ServerSideEncryptionConfiguration"]["Rules"]
    assert own == [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]
    rule = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
        "BucketKeyEnabled": True,
    }
    wanted = {"Bucket": BUCKET, "ServerSideEncryptionConfiguration": {"Rules": [rule]}}
    cloud.call("s3", "PutBucketEncryption", wanted)
    assert cloud.call("s3", "GetBucketEncryption", {"Bucket": BUCKET})["ServerSideEncryptionConfiguration"][
        "Rules"
    ] == [rule]
    made = cloud.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "a", "Body": PLAIN})
    assert (made["SSEKMSKeyId"], made["BucketKeyEnabled"]) == (key, True)
    chosen = {"Bucket": BUCKET, "Key": "b", "Body": PLAIN, "ServerSideEncryption": "AES256"}
    assert cloud.call("s3", "PutObject", chosen)["ServerSideEncryption"] == "AES256"
    cloud.call("s3", "DeleteBucketEncryption", {"Bucket": BUCKET})
    assert (
        cloud.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "c", "Body": PLAIN})["ServerSideEncryption"] == "AES256"
    )
    assert get(cloud)["Body"] == PLAIN


def test_copies_change_the_key(cloud: Driver, key: str) -> None:
    put(cloud, key)
    source = f"{BUCKET}/a"
    opened = cloud.call("s3", "CopyObject", {"Bucket": BUCKET, "Key": "open", "CopySource": source})
    assert opened["ServerSideEncryption"] == "AES256"
    second: str = cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
    asked = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": second}
    cloud.call("s3", "CopyObject", {"Bucket": BUCKET, "Key": "other", "CopySource": source, **asked})
    cloud.call("kms", "DisableKey", {"KeyId": key})
    assert get(cloud, "open")["Body"] == get(cloud, "other")["Body"] == PLAIN
    assert refused(cloud, "CopyObject", Key="x", CopySource=source).code == "KMS.DisabledException"


def test_uploads_in_parts(cloud: Driver, key: str) -> None:
    asked = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    upload = cloud.call("s3", "CreateMultipartUpload", {"Bucket": BUCKET, "Key": "big", **asked})
    assert upload["SSEKMSKeyId"] == key
    at = {"Bucket": BUCKET, "Key": "big", "UploadId": upload["UploadId"]}
    bodies = [b"x" * (5 << 20), PLAIN]
    parts = [
        {
            "PartNumber": number,
            "ETag": cloud.call("s3", "UploadPart", {**at, "PartNumber": number, "Body": body})["ETag"],
        }
        for number, body in enumerate(bodies, 1)
    ]
    done = cloud.call("s3", "CompleteMultipartUpload", {**at, "MultipartUpload": {"Parts": parts}})
    assert done["SSEKMSKeyId"] == key
    whole = b"".join(bodies)
    assert get(cloud, "big")["Body"] == whole
    edge = 5 << 20
    assert get(cloud, "big", Range=f"bytes={edge - 5}-{edge + 20}")["Body"] == whole[edge - 5 : edge + 21]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"ServerSideEncryption": "aws:none"}, "InvalidEncryptionAlgorithmError"),
        ({"SSEKMSKeyId": "x"}, "InvalidArgument"),
        ({"ServerSideEncryption": "AES256", "SSEKMSKeyId": "x"}, "InvalidArgument"),
        ({"ServerSideEncryption": "aws:kms", "SSEKMSEncryptionContext": "%"}, "InvalidArgument"),
        ({"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/absent"}, "KMS.NotFoundException"),
        ({"SSECustomerAlgorithm": "AES256"}, "NotImplemented"),
    ],
)
def test_what_cannot_be_asked(cloud: Driver, key: str, asked: dict[str, Any], code: str) -> None:
    assert refused(cloud, "PutObject", Key="a", Body=PLAIN, **asked).code == code
    assert refused(cloud, "GetObject", Key="a").code == "NoSuchKey"


def test_a_context_of_the_clients(cloud: Driver, key: str) -> None:
    context = "eyJ0ZWFtIjogInJlZCJ9"  # {"team": "red"}
    made = put(cloud, key, SSEKMSEncryptionContext=context)
    assert made["SSEKMSEncryptionContext"] == "eyJ0ZWFtIjoicmVkIn0="
    assert get(cloud)["Body"] == PLAIN


@pytest.mark.parametrize("size", [len(PLAIN), 1 << 20])
def test_nothing_in_clear_is_on_the_disk(tmp_path: Path, size: int) -> None:
    """ENC-002, ENC-003"""
    body = (PLAIN * (size // len(PLAIN) + 1))[:size]
    with running(data=tmp_path) as cloud:
        cloud.call("s3", "CreateBucket", {"Bucket": BUCKET})
        made = cloud.call("kms", "CreateKey", {})["KeyMetadata"]["Arn"]
        put(cloud, made, body=body)
        assert get(cloud)["Body"] == body
    found = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PLAIN not in found
