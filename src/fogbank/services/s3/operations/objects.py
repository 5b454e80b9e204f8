"""Objects come and go: PutObject, DeleteObject, DeleteObjects."""

from collections.abc import Coroutine
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.operation import operation
from fogbank.kernel.ports import Body
from fogbank.services.s3 import access, digests, encryption, errors, names, rules, upload_errors, versions, writing
from fogbank.services.s3._shapes import (
    DeleteObjectRequest,
    DeleteObjectsRequest,
    PutObjectRequest,
)
from fogbank.services.s3.events import ObjectRemoved
from fogbank.services.s3.records import Bucket, Object

_BATCH_MAX = 1000
Answer = dict[str, Any]


@operation("PutObject", on=access.on_object)
def put_object(call: Call, req: PutObjectRequest) -> Answer | Coroutine[Any, Any, Answer]:
    """Store an object. A body that is complete in memory is stored at once, a longer one as it comes.

    Errors: NoSuchBucket, KeyTooLongError, EntityTooLarge, InvalidDigest, BadDigest, InvalidRequest,
    InvalidStorageClass, MetadataTooLarge, InvalidTag, AccessControlListNotSupported, PreconditionFailed.
    Source: S3 API Reference, PutObject.
    Differs: SSE-C and Object Lock are refused as not implemented.
    """
    bucket = names.bucket_at(call, req)
    key = names.check_key(req["Key"])
    draft = writing.draft_of(req)
    asked = digests.wanted(call, req)
    body = req.get("Body")
    at_hand = writing.complete(body)
    writing.check(call, bucket, key, req)
    if at_hand is None:
        assert body is not None
        writing.check_length(body, rules.PUT_BYTES_MAX)
        return _put_stream(call, req, draft, asked, body)
    data = at_hand.data
    found = digests.of_bytes(asked, data, at_hand.trailers)
    seal = encryption.begin(call, bucket, key, encryption.asked(req, bucket))
    blob = call.plane("blobs").put(call.tx, data, seal.key)
    content = writing.content_of(call, blob, len(data), found, seal)
    return writing.answer(bucket, writing.store(call, bucket, key, draft, content, "Put"))


async def _put_stream(call: Call, req: Any, draft: writing.Draft, asked: digests.Wanted, body: Body) -> Answer:
    pair = digests.Pair.of(asked.algorithm)
    seal = call.transact(writing.seal_for, req)
    blobs, limit = call.plane("blobs"), rules.PUT_BYTES_MAX
    async with blobs.receiving(
        body, pair, size_bytes_max=limit, too_large=errors.too_large(None, limit), key=seal.key
    ) as received:
        found = digests.of_stream(asked, pair, body.trailers)
        return writing.answer(*call.transact(writing.store_received, req, draft, received, found, seal, "Put"))


@operation("DeleteObject", on=access.on_version)
def delete_object(call: Call, req: DeleteObjectRequest) -> Answer:
    """Delete an object, or one version of it; where versions are on, a delete without one makes a delete marker.

    Errors: NoSuchBucket, InvalidArgument (version id), PreconditionFailed.
    Source: S3 API Reference, DeleteObject; S3 User Guide, Deleting object versions.
    """
    bucket = names.bucket_at(call, req)
    _check_mfa(req)
    removal = _delete(call, bucket, req)
    result: Answer = {}
    if removal.version_id:
        result["VersionId"] = removal.version_id
    if removal.marker:
        result["DeleteMarker"] = True
    return result


def _check_mfa(req: Any) -> None:
    if req.get("BypassGovernanceRetention"):
        raise errors.not_yet("Object Lock")


def _delete(call: Call, bucket: Bucket, entry: Any) -> versions.Removal:
    """Delete what an entry names, if it still is what the entry says."""
    key, version_id = entry["Key"], entry.get("VersionId")
    _check_unchanged(call, bucket, entry)
    if version_id:
        removal = versions.delete_version(call, bucket, key, version_id)
    else:
        removal = versions.delete(call, bucket, key)
    if removal.marker and not version_id:
        call.tx.emit(ObjectRemoved(bucket.name, key, removal.version_id, "DeleteMarkerCreated"))
    elif removal.removed is not None:
        call.tx.emit(ObjectRemoved(bucket.name, key, removal.version_id, "Delete"))
    return removal


def _check_unchanged(call: Call, bucket: Bucket, entry: Any) -> None:
    """The conditions of a delete. Source: S3 User Guide, How to perform conditional deletes."""
    etag = entry.get("IfMatch", entry.get("ETag"))
    if etag is None:
        for member in ("IfMatchLastModifiedTime", "IfMatchSize", "LastModifiedTime", "Size"):
            if member in entry:
                raise errors.not_yet(f"the condition {member} (AWS: directory buckets only)")
        return
    version_id = entry.get("VersionId")
    if version_id:
        there = versions.lookup(call.tx, bucket, entry["Key"], version_id)
    else:
        there = call.tx.get(Object, bucket.name, entry["Key"])
    if there is None:
        if etag.strip('"') != "*":
            raise errors.no_key(entry["Key"])
        raise errors.condition_failed("If-Match")
    if not rules.matches(etag, there.etag):
        raise errors.condition_failed("If-Match")


@operation("DeleteObjects", on=access.on_objects)
def delete_objects(call: Call, req: DeleteObjectsRequest) -> Answer:
    """Delete up to a thousand objects or versions; each for itself.

    Errors: NoSuchBucket, MalformedXML, InvalidRequest (no digest).
    Source: S3 API Reference, DeleteObjects.
    """
    bucket = names.bucket_at(call, req)
    _check_mfa(req)
    entries = req["Delete"]["Objects"]
    if not 1 <= len(entries) <= _BATCH_MAX:
        raise errors.malformed()
    _need_digest(call)
    quiet = req["Delete"].get("Quiet", False)
    deleted: list[Answer] = []
    failed: list[Answer] = []
    for entry in entries:
        try:
            names.check_key(entry["Key"])
            removal = _delete(call, bucket, entry)
        except ServiceError as error:  # every check of an entry stands before its first write
            failed.append(_failure(entry, error))
            continue
        if not quiet:
            deleted.append(_success(entry, removal))
    result: Answer = {}
    if deleted:
        result["Deleted"] = deleted
    if failed:
        result["Errors"] = failed
    return result


def _need_digest(call: Call) -> None:
    """S3 demands a digest of the batch. It is checked where the bytes are, in the wire room."""
    headers = call.headers
    digested = any(name.startswith(("content-md5", "x-amz-checksum-", "x-amz-trailer")) for name in headers)
    if headers and not digested:
        raise upload_errors.no_md5()


def _success(entry: Any, removal: versions.Removal) -> Answer:
    row: Answer = {"Key": entry["Key"]}
    if entry.get("VersionId"):
        row["VersionId"] = entry["VersionId"]
    if removal.marker:
        row["DeleteMarker"] = True
        row["DeleteMarkerVersionId"] = removal.version_id
    return row


def _failure(entry: Any, error: ServiceError) -> Answer:
    row: Answer = {"Key": entry["Key"], "Code": error.code, "Message": error.message}
    if entry.get("VersionId"):
        row["VersionId"] = entry["VersionId"]
    return row
