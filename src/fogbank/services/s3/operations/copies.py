"""Copies on the server's side: CopyObject, UploadPartCopy.

A copy shares the bytes of its source where these are one blob whose digests are known; else it reads them, as for a
range, for an object that was uploaded in parts (its copy has the plain MD5 as ETag), or for another checksum.
"""

from collections.abc import Coroutine
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.ports import ByteSource, Received
from fogbank.services.s3 import (
    access,
    digests,
    encryption,
    errors,
    names,
    rules,
    upload_errors,
    uploads,
    versions,
    writing,
)
from fogbank.services.s3._shapes import (
    CopyObjectRequest,
    UploadPartCopyRequest,
)
from fogbank.services.s3.events import WRITE, Requested
from fogbank.services.s3.records import Bucket, Object, Part, Stored, Upload
from fogbank.services.s3.writing import FULL, Draft

Answer = dict[str, Any]
_BLOCK_BYTES = 1 << 20


class SourceBody:
    """The bytes of stored blobs as a body, to be taken in like any other."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self.length: int | None = source.length
        self.data: bytes | None = None
        self.trailers: dict[str, str] = {}

    async def read(self) -> bytes:
        """The next block."""
        return self._source.read(_BLOCK_BYTES)

    async def read_all(self, limit_bytes: int) -> bytes:
        """Not used: a copy goes block by block."""
        raise AssertionError("copies go block by block")


class Origin(NamedTuple):
    """What is copied: the source's bucket and version, and the span of it."""

    bucket: Bucket
    version: Stored
    span: rules.Span


def _origin(call: Call, req: Any) -> Origin:
    """Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest, PreconditionFailed, InvalidArgument."""
    source = names.copy_source(req["CopySource"])
    bucket = names.source_bucket(call, req)
    if source.version_id is not None:
        meant = versions.lookup(call.tx, bucket, source.key, source.version_id)
        if meant is not None and meant.marker:
            raise errors.bad_request(
                "The source of a copy request may not specifically refer to a delete marker by version id."
            )
    found = versions.need(call.tx, bucket, source.key, source.version_id)
    rules.check_copy(req, found)
    span = rules.copy_span(req.get("CopySourceRange"), found.size_bytes)
    if span.length > rules.PUT_BYTES_MAX:
        raise upload_errors.copy_too_large(rules.PUT_BYTES_MAX)
    return Origin(bucket, found, span)


@operation("CopyObject", on=access.on_copy)
def copy_object(call: Call, req: CopyObjectRequest) -> Answer | Coroutine[Any, Any, Answer]:
    """Copy an object, its metadata and tags along or replaced; onto itself only where something changes.

    Errors: those of GetObject on the source and of PutObject on the target; InvalidRequest.
    Source: S3 API Reference, CopyObject.
    """
    bucket = names.bucket_at(call, req)
    key = names.check_key(req["Key"])
    origin = _origin(call, req)
    draft = _draft(req, origin.version)
    if (bucket.name, key) == (origin.bucket.name, origin.version.key):
        _check_changes(req, origin.version, draft)
    writing.check(call, bucket, key, req)
    algorithm = req.get("ChecksumAlgorithm") or origin.version.checksum
    if algorithm not in digests.MEMBERS.values():
        raise upload_errors.unknown_checksum()
    wanted = digests.Wanted(None, algorithm, None)
    size_bytes = origin.version.size_bytes
    blobs = call.plane("blobs")
    seal_wanted = encryption.asked(req, bucket)
    sealed = origin.version.sealed is not None or seal_wanted is not None
    if not origin.version.layout and algorithm == origin.version.checksum and not sealed:
        found = digests.Sum(origin.version.etag, algorithm, origin.version.checksum_value)
        blob, seal = blobs.share(call.tx, origin.version.blob), encryption.PLAIN
    else:
        opened = blobs.open(call.tx, versions.pieces(call.tx, origin.version), key=_source_key(call, origin))
        if not isinstance(opened, bytes):
            return _copy_stream(call, req, draft, origin, wanted, opened)
        found = digests.of_bytes(wanted, opened, {})
        seal = encryption.begin(call, bucket, key, seal_wanted)
        blob = blobs.put(call.tx, opened, seal.key)
    content = writing.content_of(call, blob, size_bytes, found, seal)
    return _answer(origin, bucket, writing.store(call, bucket, key, draft, content, "Copy"))


def _source_key(call: Call, origin: Origin) -> bytes:
    """The data key of what is read, in clear."""
    return encryption.key_of(call, origin.bucket.region, origin.version.sealed)


def _draft(req: Any, source: Stored) -> Draft:
    """Properties of the copy. Source: S3 API Reference, CopyObject: what COPY takes along and what it does not."""
    fresh = writing.draft_of(req)
    for name in ("MetadataDirective", "TaggingDirective"):
        if req.get(name, "COPY") not in ("COPY", "REPLACE"):
            raise errors.bad_argument(
                name, req[name], f"Unknown {'metadata' if name[0] == 'M' else 'tagging'} directive."
            )
    if req.get("MetadataDirective", "COPY") == "COPY":
        headers = {name: value for name, value in source.headers.items() if name != "WebsiteRedirectLocation"}
        if "WebsiteRedirectLocation" in fresh.headers:
            headers["WebsiteRedirectLocation"] = fresh.headers["WebsiteRedirectLocation"]
        fresh = fresh._replace(content_type=source.content_type, headers=headers, metadata=source.metadata)
    if req.get("TaggingDirective", "COPY") == "COPY":
        fresh = fresh._replace(tags=source.tags)
    return fresh


def _check_changes(req: Any, source: Stored, draft: Draft) -> None:
    """A copy onto itself must change something. Errors: InvalidRequest."""
    changed = (
        req.get("MetadataDirective") == "REPLACE"
        or draft.storage_class != source.storage_class
        or "WebsiteRedirectLocation" in req
        or encryption.is_asked(req)
        or names.copy_source(req["CopySource"]).version_id is not None
        or req.get("ChecksumAlgorithm", source.checksum) != source.checksum
    )
    if not changed:
        raise errors.bad_request(
            "This copy request is illegal because it is trying to copy an object to itself without changing the "
            "object's metadata, storage class, website redirect location or encryption attributes."
        )


async def _copy_stream(
    call: Call, req: Any, draft: Draft, origin: Origin, wanted: digests.Wanted, source: ByteSource
) -> Answer:
    pair = digests.Pair.of(wanted.algorithm)
    limit = origin.span.length
    try:
        seal = call.transact(writing.seal_for, req)
        async with call.plane("blobs").receiving(
            SourceBody(source), pair, size_bytes_max=limit, too_large=errors.too_large(None, limit), key=seal.key
        ) as received:
            found = digests.of_stream(wanted, pair, {})
            return _answer(origin, *call.transact(writing.store_received, req, draft, received, found, seal, "Copy"))
    finally:
        source.close()


def _answer(origin: Origin, bucket: Bucket, placed: Object) -> Answer:
    answer: Answer = {
        "CopyObjectResult": {
            "ETag": f'"{placed.etag}"',
            "LastModified": placed.modified_at,
            digests.member_of(placed.checksum): placed.checksum_value,
            "ChecksumType": FULL,
        },
        **encryption.told_at_write(placed.sealed),
    }
    if bucket.versioning:
        answer["VersionId"] = placed.version_id
    if origin.bucket.versioning:
        answer["CopySourceVersionId"] = origin.version.version_id
    return answer


@operation("UploadPartCopy", on=access.on_copy)
def upload_part_copy(call: Call, req: UploadPartCopyRequest) -> Answer | Coroutine[Any, Any, Answer]:
    """Make a part of an object, or of a range of it.

    Errors: those of GetObject on the source; NoSuchUpload, InvalidArgument, InvalidRequest.
    Source: S3 API Reference, UploadPartCopy.
    """
    bucket = names.bucket_at(call, req)
    uploads.check_number(req["PartNumber"])
    upload = uploads.need(call.tx, bucket, req)
    origin = _origin(call, req)
    algorithm = upload.checksum or digests.DEFAULT
    wanted = digests.Wanted(None, algorithm, None)
    source, span = origin.version, origin.span
    blobs = call.plane("blobs")
    sealed = source.sealed is not None or upload.sealed is not None
    whole = span.length == source.size_bytes and not source.layout
    if whole and algorithm == source.checksum and not sealed:
        found = digests.Sum(source.etag, algorithm, source.checksum_value)
        return _keep_part(call, bucket, req, origin, blobs.share(call.tx, source.blob), found, upload)
    pieces = versions.pieces(call.tx, source)
    opened = blobs.open(call.tx, pieces, span.start, span.length, _source_key(call, origin))
    if isinstance(opened, bytes):
        found = digests.of_bytes(wanted, opened, {})
        blob = blobs.put(call.tx, opened, encryption.key_of(call, bucket.region, upload.sealed))
        return _keep_part(call, bucket, req, origin, blob, found, upload)
    return _part_stream(call, req, origin, wanted, opened)


async def _part_stream(call: Call, req: Any, origin: Origin, wanted: digests.Wanted, source: ByteSource) -> Answer:
    pair = digests.Pair.of(wanted.algorithm)
    limit = origin.span.length
    try:
        key = call.transact(uploads.key_of, req)
        async with call.plane("blobs").receiving(
            SourceBody(source), pair, size_bytes_max=limit, too_large=errors.too_large(None, limit), key=key
        ) as received:
            found = digests.of_stream(wanted, pair, {})
            return call.transact(_part_received, req, origin, received, found, key)
    finally:
        source.close()


def _part_received(call: Call, req: Any, origin: Origin, received: Received, found: digests.Sum, key: bytes) -> Answer:
    bucket = names.bucket_at(call, req)
    upload = uploads.need(call.tx, bucket, req)
    blob = call.plane("blobs").keep(call.tx, received, key)
    return _keep_part(call, bucket, req, origin, blob, found, upload)


def _keep_part(
    call: Call, bucket: Bucket, req: Any, origin: Origin, blob: str, found: digests.Sum, upload: Upload
) -> Answer:
    now = float(int(call.clock.now()))
    size_bytes = origin.span.length
    etag = writing.etag_of(call, found, upload.sealed)
    part = Part(upload.id, req["PartNumber"], now, etag, size_bytes, blob, found.algorithm, found.value)
    uploads.put_part(call.tx, call.plane("blobs"), part)
    call.tx.emit(Requested(bucket.name, WRITE))
    result: Answer = {"ETag": f'"{etag}"', "LastModified": now}
    if upload.checksum:
        result[digests.member_of(found.algorithm)] = found.value
    answer: Answer = {"CopyPartResult": result, **encryption.told(upload.sealed)}
    if origin.bucket.versioning:
        answer["CopySourceVersionId"] = origin.version.version_id
    return answer
