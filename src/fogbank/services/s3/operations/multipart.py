"""Multipart uploads: begin, parts, complete, abort, list parts."""

from collections.abc import Coroutine
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.ports import Body, Received
from fogbank.services.s3 import access, digests, encryption, errors, names, rules, upload_errors, uploads, writing
from fogbank.services.s3._shapes import (
    AbortMultipartUploadRequest,
    CompleteMultipartUploadRequest,
    CreateMultipartUploadRequest,
    ListPartsRequest,
    UploadPartRequest,
)
from fogbank.services.s3.events import WRITE, Requested
from fogbank.services.s3.records import Bucket, Completed, Layout, Object, Part, Upload

Answer = dict[str, Any]
_KEPT_S = 86400.0
_PAGE_MAX = 1000


@operation("CreateMultipartUpload", on=access.on_object)
def create_multipart_upload(call: Call, req: CreateMultipartUploadRequest) -> Answer:
    """Begin an upload in parts; the object's properties are fixed here.

    Errors: NoSuchBucket, KeyTooLongError, InvalidStorageClass, MetadataTooLarge, InvalidTag, InvalidRequest,
    AccessControlListNotSupported.
    Source: S3 API Reference, CreateMultipartUpload.
    """
    bucket = names.bucket_at(call, req)
    key = names.check_key(req["Key"])
    draft = writing.draft_of(req)
    checksum, checksum_type = uploads.kind_of_checksum(req)
    seal = encryption.begin(call, bucket, key, encryption.asked(req, bucket))
    upload = Upload(
        bucket.id,
        key,
        uploads.id_of(call),
        float(int(call.clock.now())),
        call.principal.arn,
        draft.content_type,
        draft.storage_class,
        checksum,
        checksum_type,
        draft.headers,
        draft.metadata,
        draft.tags,
        seal.kept,
    )
    call.tx.insert(upload)
    call.tx.emit(Requested(bucket.name, WRITE))
    answer = {"Bucket": bucket.name, "Key": key, "UploadId": upload.id, **encryption.told_at_write(seal.kept)}
    if checksum:
        answer |= {"ChecksumAlgorithm": checksum, "ChecksumType": checksum_type}
    return answer


@operation("UploadPart", on=access.on_object)
def upload_part(call: Call, req: UploadPartRequest) -> Answer | Coroutine[Any, Any, Answer]:
    """Store one part of an upload, in place of one with the same number.

    Errors: NoSuchBucket, NoSuchUpload, InvalidArgument (part number), EntityTooLarge, InvalidDigest, BadDigest,
    InvalidRequest.
    Source: S3 API Reference, UploadPart.
    """
    bucket = names.bucket_at(call, req)
    uploads.check_number(req["PartNumber"])
    encryption.refuse_customer_keys(req)
    upload = uploads.need(call.tx, bucket, req)
    plan = uploads.plan_of(call, req, upload)
    at_hand = writing.complete(req.get("Body"))
    if at_hand is None:
        writing.check_length(req["Body"], rules.PUT_BYTES_MAX)
        return _part_stream(call, req, plan, req["Body"])
    data = at_hand.data
    found = digests.of_bytes(plan.asked, data, at_hand.trailers)
    value = digests.value_of_bytes(found, plan.algorithm, data)
    blob = call.plane("blobs").put(call.tx, data, encryption.key_of(call, bucket.region, upload.sealed))
    return _keep_part(call, bucket, req, blob, len(data), found, plan.algorithm, value, upload)


async def _part_stream(call: Call, req: Any, plan: uploads.Plan, body: Body) -> Answer:
    pair = digests.Pair.of(plan.asked.algorithm, plan.algorithm)
    key = call.transact(uploads.key_of, req)
    blobs, limit = call.plane("blobs"), rules.PUT_BYTES_MAX
    async with blobs.receiving(
        body, pair, size_bytes_max=limit, too_large=errors.too_large(None, limit), key=key
    ) as received:
        found = digests.of_stream(plan.asked, pair, body.trailers)
        value = pair.other.base64(plan.algorithm)
        return call.transact(_received, req, received, found, plan.algorithm, value, key)


def _received(
    call: Call, req: Any, received: Received, found: digests.Sum, algorithm: str, value: str, key: bytes
) -> Answer:
    bucket = names.bucket_at(call, req)
    upload = uploads.need(call.tx, bucket, req)
    blob = call.plane("blobs").keep(call.tx, received, key)
    return _keep_part(call, bucket, req, blob, received.size_bytes, found, algorithm, value, upload)


def _keep_part(
    call: Call,
    bucket: Bucket,
    req: Any,
    blob: str,
    size_bytes: int,
    found: digests.Sum,
    algorithm: str,
    value: str,
    upload: Upload,
) -> Answer:
    now = float(int(call.clock.now()))
    etag = writing.etag_of(call, found, upload.sealed)
    part = Part(upload.id, req["PartNumber"], now, etag, size_bytes, blob, algorithm, value)
    uploads.put_part(call.tx, call.plane("blobs"), part)
    call.tx.emit(Requested(bucket.name, WRITE, size_bytes))
    return {
        "ETag": f'"{etag}"',
        **encryption.told(upload.sealed),
        digests.member_of(found.algorithm): found.value,
    }


@operation("CompleteMultipartUpload", on=access.on_object)
def complete_multipart_upload(call: Call, req: CompleteMultipartUploadRequest) -> Answer:
    """Make the object of the parts named; no byte is copied. Once more with the same upload: the same answer.

    Errors: NoSuchBucket, NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, EntityTooLarge,
    InvalidRequest, BadDigest, PreconditionFailed, MalformedXML.
    Source: S3 API Reference, CompleteMultipartUpload.
    """
    bucket = names.bucket_at(call, req)
    upload = call.tx.get(Upload, bucket.id, req["Key"], req["UploadId"])
    if upload is None:
        return _again(call, bucket, req)
    chosen, left = uploads.chosen_parts(call.tx, upload, req.get("MultipartUpload", {}).get("Parts", []))
    writing.check(call, bucket, upload.key, req)
    size_bytes = sum(part.size_bytes for part in chosen)
    if size_bytes > rules.OBJECT_BYTES_MAX:
        raise errors.too_large(size_bytes, rules.OBJECT_BYTES_MAX)
    checksum = uploads.checksum_of(upload, chosen)
    uploads.check_whole(req, checksum, size_bytes)
    layout = Layout(
        upload.id,
        [(p.number, p.size_bytes, p.blob, p.checksum_value if upload.checksum else "") for p in chosen],
    )
    draft = writing.Draft(upload.content_type, upload.storage_class, upload.headers, upload.metadata, upload.tags)
    content = writing.Content("", size_bytes, uploads.etag_of(chosen), *checksum, layout.id, upload.sealed)
    placed = writing.store(call, bucket, upload.key, draft, content, "CompleteMultipartUpload")
    call.tx.insert(layout)
    _end(call, upload, chosen, left)
    _remember(call, bucket, upload, placed)
    return _completed(call, bucket, placed.key, placed)


def _end(call: Call, upload: Upload, chosen: list[Part], left: list[Part]) -> None:
    """The upload is over: its parts' bytes are the object's now, what was left out goes."""
    blobs = call.plane("blobs")
    for part in left:
        blobs.release(call.tx, part.blob)
    for part in chosen + left:
        call.tx.delete(part)
    call.tx.delete(upload)


def _remember(call: Call, bucket: Bucket, upload: Upload, placed: Object) -> None:
    call.tx.insert(
        Completed(
            bucket.id,
            upload.id,
            placed.key,
            placed.etag,
            placed.version_id,
            placed.checksum,
            placed.checksum_value,
            placed.checksum_type,
            placed.sealed,
        )
    )
    call.tx.at(call.clock.now() + _KEPT_S, "s3.forget_completion", bucket.id, upload.id)


def _again(call: Call, bucket: Bucket, req: Any) -> Answer:
    """A completion that comes once more. Source: S3 API Reference, CompleteMultipartUpload: idempotent."""
    known = call.tx.get(Completed, bucket.id, req["UploadId"])
    if known is None or known.key != req["Key"]:
        raise upload_errors.no_upload(req["UploadId"])
    return _completed(call, bucket, known.key, known)


def _completed(call: Call, bucket: Bucket, key: str, made: Object | Completed) -> Answer:
    answer = {
        "Location": names.url_of(call, bucket, key),
        "Bucket": bucket.name,
        "Key": key,
        "ETag": f'"{made.etag}"',
        **encryption.told(made.sealed),
        digests.member_of(made.checksum): made.checksum_value,
        "ChecksumType": made.checksum_type,
    }
    if bucket.versioning:
        answer["VersionId"] = made.version_id
    return answer


@operation("AbortMultipartUpload", on=access.on_object)
def abort_multipart_upload(call: Call, req: AbortMultipartUploadRequest) -> Answer:
    """Give an upload up, with the bytes of its parts.

    Errors: NoSuchBucket, NoSuchUpload, PreconditionFailed.
    Source: S3 API Reference, AbortMultipartUpload.
    """
    bucket = names.bucket_at(call, req)
    upload = uploads.need(call.tx, bucket, req)
    if req.get("IfMatchInitiatedTime", upload.initiated_at) != upload.initiated_at:
        raise errors.condition_failed("x-amz-if-match-initiated-time")
    uploads.abandon(call.tx, call.plane("blobs"), upload.id)
    call.tx.delete(upload)
    return {}


@operation("ListParts", on=access.on_object)
def list_parts(call: Call, req: ListPartsRequest) -> Answer:
    """The parts of an upload that are there, by number.

    Errors: NoSuchBucket, NoSuchUpload, InvalidArgument.
    Source: S3 API Reference, ListParts.
    """
    bucket = names.bucket_at(call, req)
    upload = uploads.need(call.tx, bucket, req)
    limit, marker = req.get("MaxParts", _PAGE_MAX), int(req.get("PartNumberMarker", 0))
    if not 0 <= limit <= 2_147_483_647:
        text = "Argument max-parts must be an integer between 0 and 2147483647"
        raise errors.bad_argument("max-parts", limit, text)
    limit = min(limit, _PAGE_MAX)
    parts = list(call.tx.scan(Part, upload.id, after=(marker,), limit=limit + 1))
    page = parts[:limit]
    call.tx.emit(Requested(bucket.name, WRITE))
    answer = {
        "Bucket": bucket.name,
        "Key": upload.key,
        "UploadId": upload.id,
        "PartNumberMarker": marker,
        "NextPartNumberMarker": page[-1].number if page else 0,
        "MaxParts": limit,
        "IsTruncated": len(parts) > limit > 0,
        "Initiator": names.initiator(upload.initiator, bucket.account),
        "Owner": names.owner(bucket.account),
        "StorageClass": upload.storage_class,
    }
    if page:
        answer["Parts"] = [_part_row(part, with_checksum=bool(upload.checksum)) for part in page]
    if upload.checksum:
        answer |= {"ChecksumAlgorithm": upload.checksum, "ChecksumType": upload.checksum_type}
    return answer


def _part_row(part: Part, *, with_checksum: bool) -> Answer:
    row: Answer = {
        "PartNumber": part.number,
        "LastModified": part.modified_at,
        "ETag": f'"{part.etag}"',
        "Size": part.size_bytes,
    }
    if with_checksum:
        row[digests.member_of(part.checksum)] = part.checksum_value
    return row
