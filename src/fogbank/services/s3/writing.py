"""From a request to a stored object: what all operations that make one have in common."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.ports import Body, Received
from fogbank.services.s3 import digests, encryption, errors, names, rules, versions
from fogbank.services.s3.encryption import Seal
from fogbank.services.s3.events import ObjectCreated
from fogbank.services.s3.records import Bucket, Object, Sealed

FULL = "FULL_OBJECT"
NO_TRAILERS: Mapping[str, str] = MappingProxyType({})


class Draft(NamedTuple):
    """What a request says of the object that it makes, checked."""

    content_type: str
    storage_class: str
    headers: dict[str, str]
    metadata: dict[str, str]
    tags: dict[str, str]


_DEFAULT_TYPE = "binary/octet-stream"
_UNCHECKED = frozenset(
    {"Bucket", "Key", "Body", "ContentLength", "ContentType", "ContentMD5", "ChecksumAlgorithm", "UploadId"}
    | {"PartNumber", "IfMatch", "IfNoneMatch", "RequestPayer", "ExpectedBucketOwner", "CopySource", *digests.MEMBERS}
)
"""Members that say nothing of an object's properties, or its type alone: most requests have no others."""


def draft_of(req: Any) -> Draft:
    """The object's properties. Errors: those of the checks in rules.py."""
    if _UNCHECKED.issuperset(req):
        return Draft(req.get("ContentType") or _DEFAULT_TYPE, "STANDARD", {}, {}, {})
    rules.check_access(req)
    rules.check_locks(req)
    return Draft(
        req.get("ContentType") or _DEFAULT_TYPE,
        rules.storage_class(req),
        rules.kept_headers(req),
        rules.metadata(req),
        rules.tags_of_header(req.get("Tagging")),
    )


class Content(NamedTuple):
    """The bytes that become an object, and what is known of them."""

    blob: str
    size_bytes: int
    etag: str
    checksum: str
    checksum_value: str
    checksum_type: str = FULL
    layout: str = ""
    sealed: Sealed | None = None


def content_of(call: Call, blob: str, size_bytes: int, found: digests.Sum, seal: Seal) -> Content:
    """Bytes that came in one piece."""
    etag = etag_of(call, found, seal.kept)
    return Content(blob, size_bytes, etag, found.algorithm, found.value, sealed=seal.kept)


def etag_of(call: Call, found: digests.Sum, sealed: Sealed | None) -> str:
    """The MD5; of bytes under a KMS key no digest of them. Source: S3 API Reference, Object, ETag."""
    return found.md5 if sealed is None else call.ids.hex(32)


def check(call: Call, bucket: Bucket, key: str, req: Any, *, streamed: bool = False) -> None:
    """The conditions of a write; they stand before its first byte is kept.

    Errors: PreconditionFailed, NoSuchKey; ConditionalRequestConflict where it went while the body came.
    """
    if "IfMatch" in req or "IfNoneMatch" in req:
        now_there = call.tx.get(Object, bucket.name, key)
        if streamed and now_there is None and "IfMatch" in req:
            raise errors.conflicting_write("If-Match", key)
        rules.check_write(req, now_there, key)


def store(call: Call, bucket: Bucket, key: str, draft: Draft, content: Content, how: str) -> Object:
    """Make the object the newest version of its key."""
    fresh = Object(
        bucket.name,
        key,
        -1,
        rules.NULL,
        float(int(call.clock.now())),
        content.etag,
        content.size_bytes,
        content.blob,
        content.layout,
        draft.content_type,
        draft.storage_class,
        content.checksum,
        content.checksum_value,
        content.checksum_type,
        draft.headers,
        draft.metadata,
        draft.tags,
        sealed=content.sealed,
    )
    placed = versions.write(call, bucket, fresh)
    call.tx.emit(ObjectCreated(bucket.name, key, placed.version_id, placed.etag, placed.size_bytes, how))
    return placed


def answer(bucket: Bucket, placed: Object) -> dict[str, Any]:
    """What a write answers."""
    result = {
        "ETag": f'"{placed.etag}"',
        **encryption.told_at_write(placed.sealed),
        digests.member_of(placed.checksum): placed.checksum_value,
        "ChecksumType": placed.checksum_type,
    }
    if bucket.versioning:
        result["VersionId"] = placed.version_id
    return result


class Complete(NamedTuple):
    """A body that is all there."""

    data: bytes
    trailers: Mapping[str, str]


def complete(body: Any) -> Complete | None:
    """The whole body where it is in memory already, None where it streams."""
    if body is None:
        return Complete(b"", NO_TRAILERS)
    if isinstance(body, bytes):
        return Complete(body, NO_TRAILERS)
    return None if body.data is None else Complete(body.data, body.trailers)


def check_length(body: Body, size_bytes_max: int) -> None:
    """Refuse a body that says itself that it is too long. Errors: EntityTooLarge."""
    if body.length is not None and body.length > size_bytes_max:
        raise errors.too_large(body.length, size_bytes_max)


def store_received(
    call: Call, req: Any, draft: Draft, received: Received, found: digests.Sum, seal: Seal, how: str
) -> tuple[Bucket, Object]:
    """A transaction of its own at the end of a streamed body: the object appears."""
    bucket = names.bucket_at(call, req)
    check(call, bucket, req["Key"], req, streamed=True)
    blob = call.plane("blobs").keep(call.tx, received, seal.key)
    content = content_of(call, blob, received.size_bytes, found, seal)
    return bucket, store(call, bucket, req["Key"], draft, content, how)


def seal_for(call: Call, req: Any) -> Seal:
    """What a new object is to be encrypted with. For a body that streams, in a transaction of its own."""
    bucket = names.bucket_at(call, req)
    return encryption.begin(call, bucket, req["Key"], encryption.asked(req, bucket))
