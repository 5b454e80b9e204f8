"""Listings of a bucket: objects (both generations of the operation), versions, uploads."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.s3 import access, errors, names, rules, versions, walk
from fogbank.services.s3._shapes import (
    ListMultipartUploadsRequest,
    ListObjectsRequest,
    ListObjectsV2Request,
    ListObjectVersionsRequest,
)
from fogbank.services.s3.events import WRITE, Requested
from fogbank.services.s3.records import Bucket, Object, Stored, Upload

Answer = dict[str, Any]
K = TypeVar("K", bound=walk.Keyed)
_PAGE_MAX = 1000
_COUNT_MAX = 2_147_483_647


class Frame(NamedTuple):
    """What every listing is asked with, and how it writes keys."""

    bucket: Bucket
    span: walk.Span
    limit: int
    encoded: bool

    def text(self, key: str) -> str:
        """A key or prefix as the answer writes it."""
        return rules.url_encoded(key) if self.encoded else key

    def echo(self, name: str, limit_key: str) -> Answer:
        """The members that say again what was asked."""
        members: Answer = {name: self.bucket.name, limit_key: self.limit, "Prefix": self.text(self.span.prefix)}
        if self.span.delimiter:
            members["Delimiter"] = self.text(self.span.delimiter)
        if self.encoded:
            members["EncodingType"] = "url"
        return members


def _frame(call: Call, req: Any, limit_key: str, argument: str) -> Frame:
    bucket = names.bucket_at(call, req)
    limit = req.get(limit_key, _PAGE_MAX)
    if not 0 <= limit <= _COUNT_MAX:
        text = f"Argument {argument} must be an integer between 0 and {_COUNT_MAX}"
        raise errors.bad_argument(argument, limit, text)
    encoding = req.get("EncodingType", "")
    if encoding not in ("", "url"):
        raise errors.bad_argument("encoding-type", encoding, "Invalid Encoding Method specified in Request")
    span = walk.Span(req.get("Prefix", ""), req.get("Delimiter", ""))
    call.tx.emit(Requested(bucket.name, WRITE))
    return Frame(bucket, span, min(limit, _PAGE_MAX), bool(encoding))


class Taken(NamedTuple):
    """A page of a walk: records, common prefixes, the last of either, and whether more follow."""

    records: list[Any]
    prefixes: list[str]
    last: Any
    more: bool


def _take(entries: Iterable[K | str], limit: int) -> Taken:
    records: list[Any] = []
    prefixes: list[str] = []
    last: Any = None
    if not limit:
        return Taken(records, prefixes, last, False)
    for count, entry in enumerate(entries):
        if count == limit:
            return Taken(records, prefixes, last, True)
        if isinstance(entry, str):
            prefixes.append(entry)
        else:
            records.append(entry)
        last = entry
    return Taken(records, prefixes, last, False)


def _objects(call: Call, frame: Frame, marker: str) -> Taken:
    start = frame.span.start_after(marker)
    if start is None:
        return Taken([], [], None, False)
    if frame.span.delimiter or not frame.limit:
        rows = walk.objects(call.tx, frame.bucket, frame.span.prefix)
        return _take(walk.fold(rows, frame.span, start), frame.limit)
    page = walk.page(call.tx, frame.bucket, frame.span.prefix, start, frame.limit + 1)
    more = len(page) > frame.limit
    if more:
        page.pop()
    return Taken(page, [], page[-1] if page else None, more)


def _contents(frame: Frame, taken: Taken, owner: Answer | None) -> Answer:
    members: Answer = {"IsTruncated": taken.more}
    if taken.records:
        members["Contents"] = _object_rows(frame, taken.records, owner)
    if taken.prefixes:
        members["CommonPrefixes"] = [{"Prefix": frame.text(prefix)} for prefix in taken.prefixes]
    return members


def _object_rows(frame: Frame, records: list[Object], owner: Answer | None) -> list[Answer]:
    """The rows of a listing: no call for each, as there may be a thousand of them."""
    rows: list[Answer] = [
        {
            "Key": record.key,
            "LastModified": record.modified_at,
            "ETag": f'"{record.etag}"',
            "ChecksumAlgorithm": [record.checksum],
            "ChecksumType": record.checksum_type,
            "Size": record.size_bytes,
            "StorageClass": record.storage_class,
        }
        for record in records
    ]
    if frame.encoded and not rules.is_plain("".join([record.key for record in records])):
        for row in rows:
            row["Key"] = rules.url_encoded(row["Key"])
    if owner is not None:
        for row in rows:
            row["Owner"] = owner
    return rows


def _text_of(last: Any) -> str:
    return last if isinstance(last, str) else last.key


@operation("ListObjectsV2", on=access.on_bucket)
def list_objects_v2(call: Call, req: ListObjectsV2Request) -> Page:
    """The keys of a bucket in order of their UTF-8 bytes, a page at a time.

    Errors: NoSuchBucket, InvalidArgument (max-keys, encoding-type, continuation-token).
    Source: S3 API Reference, ListObjectsV2.
    """
    frame = _frame(call, req, "MaxKeys", "max-keys")
    start_after = req.get("StartAfter", "")
    taken = _objects(call, frame, call.resume[0] if call.resume else start_after)
    owner = names.owner(frame.bucket.account) if req.get("FetchOwner") else None
    members = {
        **frame.echo("Name", "MaxKeys"),
        **_contents(frame, taken, owner),
        "KeyCount": len(taken.records) + len(taken.prefixes),
    }
    if start_after:
        members["StartAfter"] = frame.text(start_after)
    if "ContinuationToken" in req:
        members["ContinuationToken"] = req["ContinuationToken"]
    return Page(members, (_text_of(taken.last),) if taken.more else None)


@operation("ListObjects", on=access.on_bucket)
def list_objects(call: Call, req: ListObjectsRequest) -> Answer:
    """The keys of a bucket in order of their UTF-8 bytes, a page at a time; the next begins after a marker.

    Errors: NoSuchBucket, InvalidArgument (max-keys, encoding-type).
    Source: S3 API Reference, ListObjects: NextMarker comes only with a delimiter.
    """
    frame = _frame(call, req, "MaxKeys", "max-keys")
    marker = req.get("Marker", "")
    taken = _objects(call, frame, marker)
    members = {
        **frame.echo("Name", "MaxKeys"),
        **_contents(frame, taken, names.owner(frame.bucket.account)),
        "Marker": frame.text(marker),
    }
    if taken.more and frame.span.delimiter:
        members["NextMarker"] = frame.text(_text_of(taken.last))
    return members


@operation("ListObjectVersions", on=access.on_bucket)
def list_object_versions(call: Call, req: ListObjectVersionsRequest) -> Answer:
    """All versions and delete markers: by key, the newest first.

    Errors: NoSuchBucket, InvalidArgument (max-keys, encoding-type, markers).
    Source: S3 API Reference, ListObjectVersions.
    """
    frame = _frame(call, req, "MaxKeys", "max-keys")
    key_marker, version_marker = req.get("KeyMarker", ""), req.get("VersionIdMarker", "")
    if version_marker and not key_marker:
        text = "A version-id marker cannot be specified without a key marker."
        raise errors.bad_argument("version-id-marker", version_marker, text)
    entries = _versions(call, frame, key_marker, version_marker)
    taken = _take(entries, frame.limit)
    owner = names.owner(frame.bucket.account)
    newest = _newest_flags(taken.records, key_marker if version_marker else None)
    rows = list(zip(taken.records, newest, strict=True))
    members = {
        **frame.echo("Name", "MaxKeys"),
        "KeyMarker": frame.text(key_marker),
        "VersionIdMarker": version_marker,
        "IsTruncated": taken.more,
        "Versions": [_version_row(frame, record, owner, latest) for record, latest in rows if not record.marker],
        "DeleteMarkers": [_marker_row(frame, record, owner, latest) for record, latest in rows if record.marker],
        "CommonPrefixes": [{"Prefix": frame.text(prefix)} for prefix in taken.prefixes],
    }
    if taken.more:
        members["NextKeyMarker"] = frame.text(_text_of(taken.last))
        if not isinstance(taken.last, str):
            members["NextVersionIdMarker"] = taken.last.version_id
    return {name: value for name, value in members.items() if value != []}


def _versions(call: Call, frame: Frame, key_marker: str, version_marker: str) -> Iterator[Stored | str]:
    start = frame.span.start_after(key_marker)
    rows = walk.versions(call.tx, frame.bucket, frame.span.prefix)
    rest = walk.fold(rows, frame.span, start) if start is not None else iter(())
    if not version_marker:
        return rest
    found = versions.lookup(call.tx, frame.bucket, key_marker, version_marker)
    rank = found.rank if found is not None else rules.rank_of(version_marker) or 0
    return chain(walk.versions_after(call.tx, frame.bucket, key_marker, rank), rest)


def _newest_flags(records: list[Stored], continued: str | None) -> list[bool]:
    flags = []
    before = continued
    for record in records:
        flags.append(record.key != before)
        before = record.key
    return flags


def _version_row(frame: Frame, record: Stored, owner: Answer, latest: bool) -> Answer:
    return {
        "ETag": f'"{record.etag}"',
        "ChecksumAlgorithm": [record.checksum],
        "ChecksumType": record.checksum_type,
        "Size": record.size_bytes,
        "StorageClass": record.storage_class,
        "Key": frame.text(record.key),
        "VersionId": record.version_id,
        "IsLatest": latest,
        "LastModified": record.modified_at,
        "Owner": owner,
    }


def _marker_row(frame: Frame, record: Stored, owner: Answer, latest: bool) -> Answer:
    return {
        "Owner": owner,
        "Key": frame.text(record.key),
        "VersionId": record.version_id,
        "IsLatest": latest,
        "LastModified": record.modified_at,
    }


@operation("ListMultipartUploads", on=access.on_bucket)
def list_multipart_uploads(call: Call, req: ListMultipartUploadsRequest) -> Answer:
    """The uploads that are going on: by key, then by the instant of their initiation.

    Errors: NoSuchBucket, InvalidArgument (max-uploads, encoding-type).
    Source: S3 API Reference, ListMultipartUploads.
    """
    frame = _frame(call, req, "MaxUploads", "max-uploads")
    key_marker, upload_marker = req.get("KeyMarker", ""), req.get("UploadIdMarker", "")
    start = frame.span.start_after(key_marker)
    rows = walk.uploads(call.tx, frame.bucket, frame.span.prefix)
    entries: Iterator[Upload | str] = walk.fold(rows, frame.span, start) if start is not None else iter(())
    if key_marker and upload_marker:
        entries = chain(walk.uploads_after(call.tx, frame.bucket, key_marker, upload_marker), entries)
    taken = _take(entries, frame.limit)
    owner = names.owner(frame.bucket.account)
    members = {
        **frame.echo("Bucket", "MaxUploads"),
        "KeyMarker": frame.text(key_marker),
        "UploadIdMarker": upload_marker if key_marker else "",
        "IsTruncated": taken.more,
        "Uploads": [_upload_row(frame, record, owner) for record in taken.records],
        "CommonPrefixes": [{"Prefix": frame.text(prefix)} for prefix in taken.prefixes],
    }
    if taken.more:
        members["NextKeyMarker"] = frame.text(_text_of(taken.last))
        members["NextUploadIdMarker"] = "" if isinstance(taken.last, str) else taken.last.id
    return {name: value for name, value in members.items() if value != []}


def _upload_row(frame: Frame, record: Upload, owner: Answer) -> Answer:
    row: Answer = {
        "UploadId": record.id,
        "Key": frame.text(record.key),
        "Initiated": record.initiated_at,
        "StorageClass": record.storage_class,
        "Owner": owner,
        "Initiator": names.initiator(record.initiator, frame.bucket.account),
    }
    if record.checksum:
        row["ChecksumAlgorithm"] = record.checksum
        row["ChecksumType"] = record.checksum_type
    return row
