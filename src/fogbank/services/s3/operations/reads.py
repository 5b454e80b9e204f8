"""Objects are read: GetObject, HeadObject, GetObjectAttributes, GetObjectAcl."""

from email.utils import formatdate
from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.operation import operation
from fogbank.services.s3 import access, digests, encryption, errors, names, rules, versions
from fogbank.services.s3._shapes import (
    GetObjectAclRequest,
    GetObjectAttributesRequest,
    GetObjectRequest,
    HeadObjectRequest,
)
from fogbank.services.s3.events import READ, Requested
from fogbank.services.s3.records import Bucket, Layout, Stored
from fogbank.services.s3.rules import Span

Answer = dict[str, Any]
_CONDITIONS = frozenset({"IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince"})
_OVERRIDES = {
    "ResponseCacheControl": "CacheControl",
    "ResponseContentDisposition": "ContentDisposition",
    "ResponseContentEncoding": "ContentEncoding",
    "ResponseContentLanguage": "ContentLanguage",
    "ResponseContentType": "ContentType",
    "ResponseExpires": "Expires",
}
_PLAIN = frozenset({"Bucket", "Key", "VersionId", "Range", "ChecksumMode", "RequestPayer", "ExpectedBucketOwner"})
_PARTS_PAGE = 1000


class Piece(NamedTuple):
    """What of an object a read asks for: a span, and for a part its checksum and the count of parts."""

    span: Span
    parts: int = 0
    checksum_value: str = ""


@operation("GetObject", on=access.on_version)
def get_object(call: Call, req: GetObjectRequest) -> Answer:
    """Read an object or a version of it, whole or a range or a part.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidRange, InvalidPartNumber,
    PreconditionFailed, NotModified.
    Source: S3 API Reference, GetObject.
    Differs: objects of archive classes can be read at once.
    """
    bucket, found, piece, answer = _look(call, req)
    span = piece.span
    key = encryption.key_of(call, bucket.region, found.sealed)
    answer["Body"] = call.plane("blobs").open(call.tx, versions.pieces(call.tx, found), span.start, span.length, key)
    call.tx.emit(Requested(bucket.name, READ, 0, span.length))
    return answer


@operation("HeadObject", on=access.on_version)
def head_object(call: Call, req: HeadObjectRequest) -> Answer:
    """What GetObject would answer, without the body.

    Errors: as GetObject.
    Source: S3 API Reference, HeadObject.
    """
    bucket, _, _, answer = _look(call, req)
    call.tx.emit(Requested(bucket.name, READ))
    return answer


def _look(call: Call, req: Any) -> tuple[Bucket, Stored, Piece, Answer]:
    bucket = names.bucket_at(call, req)
    try:
        found = versions.need(call.tx, bucket, req["Key"], req.get("VersionId"))
    except errors.S3Error as error:
        if error.code == "NoSuchKey" and not access.may_list(call, bucket):
            raise AccessDenied("Access Denied") from None
        raise
    if not _PLAIN.issuperset(req):
        encryption.refuse_customer_keys(req)
        if not _CONDITIONS.isdisjoint(req):
            rules.check_read(req, found, _validators(bucket, found))
    piece = _piece(call, req, found)
    return bucket, found, piece, _describe(call, req, bucket, found, piece)


def _validators(bucket: Bucket, found: Stored) -> dict[str, str]:
    """The headers of a 304. Source: RFC 9110, 15.4.5."""
    headers = {"ETag": f'"{found.etag}"', "Last-Modified": rules.http_date(found.modified_at)}
    if bucket.versioning:
        headers["x-amz-version-id"] = found.version_id
    if "CacheControl" in found.headers:
        headers["Cache-Control"] = found.headers["CacheControl"]
    return headers


def _piece(call: Call, req: Any, found: Stored) -> Piece:
    if "PartNumber" not in req:
        return Piece(rules.span_of(req.get("Range"), found.size_bytes))
    if "Range" in req:
        raise errors.bad_request("Cannot specify both Range header and partNumber query parameter")
    number = req["PartNumber"]
    if not 1 <= number <= rules.PARTS_MAX:
        text = f"Part number must be an integer between 1 and {rules.PARTS_MAX}, inclusive"
        raise errors.bad_argument("partNumber", number, text)
    layout = call.tx.get(Layout, found.layout) if found.layout else None
    parts = layout.parts if layout else [(1, found.size_bytes, found.blob, found.checksum_value)]
    if number > len(parts):
        raise errors.bad_part_number(number, len(parts))
    start = sum(size for _, size, _, _ in parts[: number - 1])
    _, size_bytes, _, value = parts[number - 1]
    return Piece(rules.part_span(start, size_bytes, found.size_bytes), len(parts) if layout else 0, value)


def _describe(call: Call, req: Any, bucket: Bucket, found: Stored, piece: Piece) -> Answer:
    answer: Answer = {
        "AcceptRanges": "bytes",
        "LastModified": found.modified_at,
        "ETag": f'"{found.etag}"',
        "ContentType": found.content_type,
        "ContentLength": piece.span.length,
        **encryption.told(found.sealed),
    }
    if found.metadata:
        answer["Metadata"] = found.metadata
    if found.headers:
        answer.update(found.headers)
    if bucket.versioning:
        answer["VersionId"] = found.version_id
    if found.storage_class != "STANDARD":
        answer["StorageClass"] = found.storage_class
    if found.tags:
        answer["TagCount"] = len(found.tags)
    if piece.span.content_range is not None:
        answer["ContentRange"] = piece.span.content_range
        answer["StatusCode"] = 206
    if piece.parts:
        answer["PartsCount"] = piece.parts
    if req.get("ChecksumMode") == "ENABLED":
        answer.update(_checksum(found, piece))
    if not _PLAIN.issuperset(req):
        _override(call, req, answer)
    return answer


def _override(call: Call, req: Any, answer: Answer) -> None:
    """The response-* parameters. Errors: InvalidRequest (anonymous)."""
    for member, target in _OVERRIDES.items():
        if member in req:
            if call.principal.kind == "anonymous":
                raise errors.bad_request("Request specific response headers cannot be used for anonymous GET requests.")
            # Expires is a text, as whoever wrote the object gave it.
            answer[target] = formatdate(req[member], usegmt=True) if member == "ResponseExpires" else req[member]


def _checksum(found: Stored, piece: Piece) -> Answer:
    """The checksum of what is answered, where it is known: of the whole or of a part, not of a range."""
    if piece.checksum_value:
        return {digests.member_of(found.checksum): piece.checksum_value, "ChecksumType": found.checksum_type}
    if piece.span.content_range is None or piece.span.length == found.size_bytes:
        return {digests.member_of(found.checksum): found.checksum_value, "ChecksumType": found.checksum_type}
    return {}


@operation("GetObjectAttributes", on=access.on_version)
def get_object_attributes(call: Call, req: GetObjectAttributesRequest) -> Answer:
    """Chosen properties of an object, its parts among them.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidArgument.
    Source: S3 API Reference, GetObjectAttributes.
    """
    bucket = names.bucket_at(call, req)
    try:
        found = versions.need(call.tx, bucket, req["Key"], req.get("VersionId"))
    except errors.S3Error as error:
        if error.code == "NoSuchKey" and not access.may_list(call, bucket):
            raise AccessDenied("Access Denied") from None
        raise
    asked = req["ObjectAttributes"]
    for name in asked:
        if name not in ("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"):
            raise errors.bad_argument("x-amz-object-attributes", name, "Invalid attribute name specified.")
    answer: Answer = {"LastModified": found.modified_at}
    if bucket.versioning:
        answer["VersionId"] = found.version_id
    if "ETag" in asked:
        answer["ETag"] = found.etag
    if "Checksum" in asked:
        answer["Checksum"] = {
            digests.member_of(found.checksum): found.checksum_value,
            "ChecksumType": found.checksum_type,
        }
    if "ObjectParts" in asked and found.layout:
        answer["ObjectParts"] = _parts(call, req, found)
    if "StorageClass" in asked:
        answer["StorageClass"] = found.storage_class
    if "ObjectSize" in asked:
        answer["ObjectSize"] = found.size_bytes
    call.tx.emit(Requested(bucket.name, READ))
    return answer


def _parts(call: Call, req: Any, found: Stored) -> Answer:
    """Parts are listed only where the client chose their checksum; their count always."""
    layout = call.tx.get(Layout, found.layout)
    assert layout is not None, f"layout {found.layout} has no row"
    answer: Answer = {"TotalPartsCount": len(layout.parts)}
    if not layout.parts[0][3]:
        return answer
    marker = int(req.get("PartNumberMarker", 0))
    limit = min(req.get("MaxParts", _PARTS_PAGE), _PARTS_PAGE)
    rest = [part for part in layout.parts if part[0] > marker]
    page = rest[:limit]
    member = digests.member_of(found.checksum)
    answer |= {
        "PartNumberMarker": marker,
        "NextPartNumberMarker": page[-1][0] if page else 0,
        "MaxParts": limit,
        "IsTruncated": len(rest) > len(page),
        "Parts": [{"PartNumber": number, "Size": size, member: value} for number, size, _, value in page],
    }
    return answer


@operation("GetObjectAcl", on=access.on_version)
def get_object_acl(call: Call, req: GetObjectAclRequest) -> Answer:
    """Who may what with an object: its bucket's owner everything, which is all that there is with access lists off.

    Errors: NoSuchBucket, NoSuchKey, NoSuchVersion.
    Source: S3 API Reference, GetObjectAcl, "bucket owner enforced".
    """
    bucket = names.bucket_at(call, req)
    versions.need(call.tx, bucket, req["Key"], req.get("VersionId"))
    return access_list(bucket)


def access_list(bucket: Bucket) -> Answer:
    """The only access list there is."""
    owner = names.owner(bucket.account)
    grantee = {**owner, "Type": "CanonicalUser"}
    return {"Owner": owner, "Grants": [{"Grantee": grantee, "Permission": "FULL_CONTROL"}]}
