"""Digests: chained, signed, and true of the files that they tell of."""

import base64
import gzip
import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from fogbank.kernel.errors import ServiceError
from tests.cloud import Driver
from tests.services.cloudtrail.test_trails import BUCKET, bucket, files, trail

__all__ = ["bucket"]


def signed(cloud: Driver, key: str) -> tuple[dict[str, Any], str, bytes]:
    got = cloud.call("s3", "GetObject", {"Bucket": BUCKET, "Key": key})
    data = gzip.decompress(got["Body"])
    return json.loads(data), got["Metadata"]["signature"], data


def test_hours_are_chained_and_signed(cloud: Driver, bucket: str) -> None:
    """CT-002"""
    trail(cloud, EnableLogFileValidation=True)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.advance(3600)
    cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})
    cloud.advance(3600)
    first, second = sorted(files(cloud, kind="CloudTrail-Digest"))
    told, signature, data = signed(cloud, second)
    before, signature_before, data_before = signed(cloud, first)
    assert told["previousDigestS3Object"] == first
    assert told["previousDigestHashValue"] == hashlib.sha256(data_before).hexdigest()
    assert told["previousDigestSignature"] == signature_before
    assert before["previousDigestSignature"] is None
    assert told["digestStartTime"] == before["digestEndTime"]
    (log,) = told["logFiles"]
    plain = json.dumps(files(cloud)[log["s3Object"]], separators=(",", ":"), ensure_ascii=False).encode()
    assert hashlib.sha256(plain).hexdigest() == log["hashValue"]
    (key,) = cloud.call("cloudtrail", "ListPublicKeys", {"StartTime": cloud.now() - 7200})["PublicKeyList"]
    assert key["Fingerprint"] == told["digestPublicKeyFingerprint"]
    der = b"-----BEGIN RSA PUBLIC KEY-----\n" + base64.encodebytes(key["Value"]) + b"-----END RSA PUBLIC KEY-----\n"
    public: Any = serialization.load_pem_public_key(der)
    text = f"{told['digestEndTime']}\n{BUCKET}/{second}\n{hashlib.sha256(data).hexdigest()}\n{signature_before}"
    public.verify(bytes.fromhex(signature), text.encode(), padding.PKCS1v15(), hashes.SHA256())


def test_an_hour_without_files_has_a_digest_too(cloud: Driver, bucket: str) -> None:
    trail(cloud, EnableLogFileValidation=True)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.advance(3 * 3600)
    digests = files(cloud, kind="CloudTrail-Digest")
    assert [len(digest["logFiles"]) for _, digest in sorted(digests.items())] == [1, 0, 0]


def test_no_keys_before_the_first_digest(cloud: Driver) -> None:
    assert cloud.call("cloudtrail", "ListPublicKeys", {})["PublicKeyList"] == []
    with pytest.raises(ServiceError) as caught:
        cloud.call("cloudtrail", "ListPublicKeys", {"StartTime": 2.0, "EndTime": 1.0})
    assert caught.value.code == "InvalidTimeRangeException"
