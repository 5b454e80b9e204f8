"""Buckets and keys as requests name them, ARNs, and whom the access decision is about."""

import hashlib
import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from fogbank.kernel.call import Call
from fogbank.services.s3 import errors
from fogbank.services.s3.records import Bucket

KEY_BYTES_MAX = 1024
_ANY_NAME = re.compile(r"[A-Za-z0-9._-]{3,255}")
_SOURCE_ARN = re.compile(r"arn:[a-z-]+:s3:[^:]*:[^:]*:")


@lru_cache(maxsize=1024)
def canonical_id(account: str) -> str:
    """The canonical user id of an account: 64 hexadecimal digits."""
    return hashlib.sha256(f"canonical user {account}".encode()).hexdigest()


def owner(account: str) -> dict[str, str]:
    """An account as an Owner. Source: S3 API Reference, Owner: DisplayName is no longer answered."""
    return {"ID": canonical_id(account)}


def initiator(principal_arn: str, account: str) -> dict[str, str]:
    """Who began an upload: the account for its root, else the principal.

    Source: S3 API Reference, Initiator: the canonical user id of an account, the ARN of an IAM user.
    """
    return owner(account) if principal_arn.endswith(":root") else {"ID": principal_arn}


def bucket_arn(call: Call, name: str) -> str:
    """arn:aws:s3:::name"""
    return f"arn:{call.partition}:s3:::{name}"


def object_arn(call: Call, name: str, key: str) -> str:
    """arn:aws:s3:::name/key"""
    return f"arn:{call.partition}:s3:::{name}/{key}"


def bucket_at(call: Call, req: Any) -> Bucket:
    """The bucket that a request is about.

    Errors: NoSuchBucket, InvalidBucketName, PermanentRedirect, AccessDenied (ExpectedBucketOwner).
    """
    name = req["Bucket"]
    if name[:4] == "arn:":
        raise errors.not_yet("access points")
    bucket = call.tx.get(Bucket, name)
    if bucket is None:
        raise errors.no_bucket(name) if _ANY_NAME.fullmatch(name) else errors.bad_bucket_name(name)
    if bucket.region != call.region and call.region_named:
        raise errors.elsewhere(name, bucket.region, regional_host(call, bucket))
    expected = req.get("ExpectedBucketOwner")
    if expected is not None and expected != bucket.account:
        raise errors.wrong_owner()
    return bucket


def regional_host(call: Call, bucket: Bucket) -> str:
    """The host name under which a bucket is found without being sent elsewhere."""
    return f"{bucket.name}.s3.{bucket.region}.{call.kernel.topology.dns_suffix(bucket.region)}"


def url_of(call: Call, bucket: Bucket, key: str) -> str:
    """The address of an object at the endpoint that the client uses."""
    return f"{call.endpoint}/{bucket.name}/{quote(key)}"


def check_key(key: str) -> str:
    """The key, if it is one. Errors: KeyTooLongError."""
    if len(key) > KEY_BYTES_MAX // 4:
        size_bytes = len(key.encode("utf-8", "surrogatepass"))
        if size_bytes > KEY_BYTES_MAX:
            raise errors.key_too_long(size_bytes)
    return key


class Source(NamedTuple):
    """What x-amz-copy-source names."""

    bucket: str
    key: str
    version_id: str | None


def copy_source(text: str) -> Source:
    """The bucket, key and version in a copy source. Errors: InvalidArgument, NotImplemented (access points)."""
    path, _, query = text.partition("?")
    version_id = query.removeprefix("versionId=") if query.startswith("versionId=") else None
    path = unquote(path).removeprefix("/")
    if _SOURCE_ARN.match(path):
        raise errors.not_yet("access points")
    bucket, slash, key = path.partition("/")
    if not slash or not bucket or not key or (query and version_id is None):
        raise errors.bad_argument("x-amz-copy-source", text, "Invalid copy source object key")
    return Source(bucket, key, version_id)


def source_bucket(call: Call, req: Any) -> Bucket:
    """The bucket that a copy reads. It may be in another region. Errors: NoSuchBucket, AccessDenied."""
    source = copy_source(req["CopySource"])
    bucket = call.tx.need(Bucket, source.bucket, missing=errors.no_bucket(source.bucket))
    expected = req.get("ExpectedSourceBucketOwner")
    if expected is not None and expected != bucket.account:
        raise errors.wrong_owner()
    return bucket
