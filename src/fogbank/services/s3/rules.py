"""Pure rules of S3: names, metadata, tags, conditions, ranges, version ids, the encoding of keys in listings."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from email.utils import formatdate
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote
from xml.sax.saxutils import unescape

from fogbank.services.s3 import errors
from fogbank.services.s3.records import Stored

METADATA_BYTES_MAX = 2048
OBJECT_TAGS_MAX = 10
BUCKET_TAGS_MAX = 50
PUT_BYTES_MAX = 5 << 30
PART_BYTES_MIN = 5 << 20
PARTS_MAX = 10_000
OBJECT_BYTES_MAX = 50 << 40
"""Source: S3 User Guide, Amazon S3 multipart upload limits: 50 TB (it was 5 TB until December 2025)."""

STORAGE_CLASSES = frozenset(
    {"STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR"}
    | {"DEEP_ARCHIVE"}
)
"""Those that a general purpose bucket takes. Source: S3 API Reference, PutObject, x-amz-storage-class."""

KEPT_HEADERS = (
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "Expires",
    "WebsiteRedirectLocation",
)
NULL = "null"

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_IP_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_BAD_STARTS = ("xn--", "sthree-", "amzn-s3-demo-")
_BAD_ENDS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_TAG = re.compile(r"[\w\s+\-=.:/@]*")
_TAG_SET = re.compile(r"\s*<Tagging[^<>]*>\s*<TagSet>(.*?)</TagSet>\s*</Tagging>\s*", re.DOTALL)
_TAG_ELEMENT = re.compile(r"\s*<Tag>\s*<Key>([^<]*)</Key>\s*<Value>([^<]*)</Value>\s*</Tag>\s*")
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9/_.*-]*").fullmatch
_VERSION_ID = re.compile(r"[A-Za-z0-9._]{32}")


def is_bucket_name(name: str) -> bool:
    """Whether a general purpose bucket may be called so. Source: S3 User Guide, Bucket naming rules."""
    return (
        _BUCKET_NAME.fullmatch(name) is not None
        and ".." not in name
        and _IP_ADDRESS.fullmatch(name) is None
        and not name.startswith(_BAD_STARTS)
        and not name.endswith(_BAD_ENDS)
    )


# -- what comes with an object


def check_access(req: Any) -> None:
    """Access lists are off: only those that say what holds anyway are accepted.

    Errors: AccessControlListNotSupported.
    Source: S3 User Guide, Controlling ownership of objects: bucket owner enforced.
    """
    if req.get("ACL", "private") not in ("private", "bucket-owner-full-control"):
        raise errors.no_acl()
    if any(f"Grant{right}" in req for right in ("FullControl", "Read", "ReadACP", "Write", "WriteACP")):
        raise errors.no_acl()


def check_locks(req: Any) -> None:
    """Object Lock and appending are not there yet. Errors: NotImplemented."""
    for member in ("ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus", "ObjectLockEventHold"):
        if member in req:
            raise errors.not_yet("Object Lock")
    if "WriteOffsetBytes" in req:
        raise errors.not_yet("appending to objects")


def storage_class(req: Any) -> str:
    """The storage class asked for. Errors: InvalidStorageClass."""
    name: str = req.get("StorageClass", "STANDARD")
    if name not in STORAGE_CLASSES:
        raise errors.bad_storage_class(name)
    return name


def kept_headers(req: Any) -> dict[str, str]:
    """The system headers that are answered as they came; aws-chunked is no encoding of the object.

    Errors: InvalidRedirectLocation.
    """
    kept: dict[str, str] = {name: req[name] for name in KEPT_HEADERS if name in req}
    if not kept:
        return kept
    if "ContentEncoding" in kept:
        codings = [coding.strip() for coding in kept["ContentEncoding"].split(",")]
        left = ",".join(coding for coding in codings if coding and coding != "aws-chunked")
        if left:
            kept["ContentEncoding"] = left
        else:
            del kept["ContentEncoding"]
    redirect = kept.get("WebsiteRedirectLocation", "/")
    if not redirect.startswith(("/", "http://", "https://")):
        raise errors.bad_redirect(redirect)
    return kept


def metadata(req: Any) -> dict[str, str]:
    """The user's metadata: names in lower case, values as text.

    Errors: MetadataTooLarge.
    Source: S3 User Guide, Working with object metadata: 2 KB, the sum of the bytes of keys and values.
    """
    given = req.get("Metadata")
    if not given:
        return {}
    kept = {name.lower(): _text(value) for name, value in given.items()}
    size_bytes = sum(len(name.encode()) + len(value.encode()) for name, value in kept.items())
    if size_bytes > METADATA_BYTES_MAX:
        raise errors.metadata_too_large(size_bytes, METADATA_BYTES_MAX)
    return kept


def _text(value: str) -> str:
    """A header's bytes (read as Latin-1) as the UTF-8 that they are, if they are."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


# -- tags


def tags_of_header(text: str | None) -> dict[str, str]:
    """The tags in x-amz-tagging. Errors: InvalidArgument, InvalidTag, BadRequest."""
    if not text:
        return {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        raise errors.bad_tagging_header(text) from None
    if len({key for key, _ in pairs}) < len(pairs):
        raise errors.bad_tagging_header(text)
    return check_object_tags(pairs)


def tags_of_document(text: str) -> list[tuple[str, str]]:
    """The keys and values in a Tagging document (S3 API Reference, POST Object, tagging). Errors: MalformedXML.

    The document is a few flat elements, so it is read as such, without an XML parser and what it might fetch.
    """
    found = _TAG_SET.fullmatch(text)
    tags = list(_TAG_ELEMENT.finditer(found[1])) if found else []
    if found is None or "".join(tag[0] for tag in tags) != found[1]:
        raise errors.malformed()
    return [(unescape(tag[1]), unescape(tag[2])) for tag in tags]


def tag_pairs(tag_set: Iterable[Any]) -> list[tuple[str, str]]:
    """The keys and values of a TagSet."""
    return [(tag["Key"], tag["Value"]) for tag in tag_set]


def check_object_tags(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The tags of an object, if they may be. Errors: BadRequest, InvalidTag."""
    if len(pairs) > OBJECT_TAGS_MAX:
        raise errors.too_many_tags(f"Object tags cannot be greater than {OBJECT_TAGS_MAX}")
    return _check_tags(pairs)


def check_bucket_tags(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The tags of a bucket, if they may be. Errors: BadRequest, InvalidTag."""
    if len(pairs) > BUCKET_TAGS_MAX:
        raise errors.too_many_tags(f"Bucket tag count cannot be greater than {BUCKET_TAGS_MAX}")
    return _check_tags(pairs)


def _check_tags(pairs: list[tuple[str, str]]) -> dict[str, str]:
    tags: dict[str, str] = {}
    for key, value in pairs:
        if not 1 <= len(key) <= 128 or not _TAG.fullmatch(key):
            raise errors.bad_tag("The TagKey you have provided is invalid", key)
        if len(value) > 256 or not _TAG.fullmatch(value):
            raise errors.bad_tag("The TagValue you have provided is invalid", key)
        if key.lower().startswith("aws:"):
            raise errors.bad_tag("System tags cannot be added/updated by requester", key)
        if key in tags:
            raise errors.bad_tag("Cannot provide multiple Tags with the same key", key)
        tags[key] = value
    return tags


# -- conditions


def http_date(instant: float) -> str:
    """An instant as HTTP writes it."""
    return formatdate(instant, usegmt=True)


def matches(condition: str, etag: str) -> bool:
    """Whether an ETag is among those of a condition, or the condition is "*"."""
    return any(one.strip().removeprefix("W/").strip('"') in ("*", etag) for one in condition.split(","))


def check_read(req: Any, found: Stored, answer: dict[str, str]) -> None:
    """The conditions of a read.

    Errors: PreconditionFailed; NotModified (304), with the headers of `answer`.
    Source: S3 API Reference, GetObject, "Additional considerations about request headers"; RFC 9110, 13.2.2.
    """
    if "IfMatch" in req:
        if not matches(req["IfMatch"], found.etag):
            raise errors.condition_failed("If-Match")
    elif "IfUnmodifiedSince" in req and found.modified_at > req["IfUnmodifiedSince"]:
        raise errors.condition_failed("If-Unmodified-Since")
    if "IfNoneMatch" in req:
        if matches(req["IfNoneMatch"], found.etag):
            raise errors.not_modified(answer)
    elif "IfModifiedSince" in req and found.modified_at <= req["IfModifiedSince"]:
        raise errors.not_modified(answer)


def check_copy(req: Any, source: Stored) -> None:
    """The conditions of a copy on its source: 412 in every case. Source: S3 API Reference, CopyObject."""
    if "CopySourceIfMatch" in req:
        if not matches(req["CopySourceIfMatch"], source.etag):
            raise errors.condition_failed("x-amz-copy-source-If-Match")
    elif "CopySourceIfUnmodifiedSince" in req and source.modified_at > req["CopySourceIfUnmodifiedSince"]:
        raise errors.condition_failed("x-amz-copy-source-If-Unmodified-Since")
    if "CopySourceIfNoneMatch" in req:
        if matches(req["CopySourceIfNoneMatch"], source.etag):
            raise errors.condition_failed("x-amz-copy-source-If-None-Match")
    elif "CopySourceIfModifiedSince" in req and source.modified_at <= req["CopySourceIfModifiedSince"]:
        raise errors.condition_failed("x-amz-copy-source-If-Modified-Since")


def check_write(req: Any, now_there: Stored | None, key: str) -> None:
    """The conditions of a write.

    Errors: PreconditionFailed; NoSuchKey where If-Match finds nothing; NotImplemented for other values.
    Source: S3 User Guide, How to prevent object overwrites with conditional writes.
    """
    if "IfNoneMatch" in req:
        if req["IfNoneMatch"] != "*":
            raise errors.not_yet("If-None-Match with an ETag on writes (AWS: only *)")
        if now_there is not None:
            raise errors.condition_failed("If-None-Match")
    if "IfMatch" in req:
        if now_there is None:
            raise errors.no_key(key)
        if not matches(req["IfMatch"], now_there.etag):
            raise errors.condition_failed("If-Match")


# -- ranges


class Span(NamedTuple):
    """Bytes `start` to `start + length` of an object; `content_range` where they are not asked for as a whole."""

    start: int
    length: int
    content_range: str | None = None


def span_of(asked: str | None, size_bytes: int) -> Span:
    """The bytes that a Range header asks for; one that is no single range of bytes is ignored.

    Errors: InvalidRange.
    Source: S3 API Reference, GetObject, Range; RFC 9110, 14.2.
    """
    found = _RANGE.fullmatch(asked.replace(" ", "")) if asked else None
    if asked is None or found is None or found.groups() == ("", ""):
        return Span(0, size_bytes)
    first, last = found.groups()
    if not first:
        length = min(int(last), size_bytes)
        if not length:
            raise errors.bad_range(asked, size_bytes)
        return part_span(size_bytes - length, length, size_bytes)
    start = int(first)
    if last and int(last) < start:
        return Span(0, size_bytes)
    if start >= size_bytes:
        raise errors.bad_range(asked, size_bytes)
    end = min(int(last), size_bytes - 1) if last else size_bytes - 1
    return part_span(start, end - start + 1, size_bytes)


def part_span(start: int, length: int, size_bytes: int) -> Span:
    """A span that says what part of the whole it is."""
    return Span(start, length, f"bytes {start}-{start + length - 1}/{size_bytes}" if length else None)


def copy_span(asked: str | None, size_bytes: int) -> Span:
    """The bytes of a source that become a part. Errors: InvalidArgument."""
    if asked is None:
        return Span(0, size_bytes)
    found = _RANGE.fullmatch(asked)
    if found is None or "" in found.groups() or int(found[1]) > int(found[2]):
        raise errors.bad_argument(
            "x-amz-copy-source-range",
            asked,
            "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
            "zero-based offsets of the first and last bytes to copy",
        )
    if int(found[2]) >= size_bytes:
        raise errors.bad_copy_range(asked, size_bytes)
    return Span(int(found[1]), int(found[2]) - int(found[1]) + 1)


# -- version ids


def version_id_of(rank: int, chance: bytes) -> str:
    """An opaque version id of 32 characters, from which `rank_of` finds the rank again. `chance`: 16 random bytes."""
    hidden = (-rank ^ int.from_bytes(chance[:8], "big")).to_bytes(8, "big")
    return b64encode(chance + hidden, b"._").decode()


def rank_of(version_id: str) -> int | None:
    """The rank in a version id; None where it cannot be one of ours."""
    if not _VERSION_ID.fullmatch(version_id):
        return None
    raw = b64decode(version_id, b"._")
    order = int.from_bytes(raw[16:], "big") ^ int.from_bytes(raw[:8], "big")
    return -order if 0 < order < 1 << 62 else 0


# -- listings


def successor(prefix: str) -> str | None:
    """The first text, in order of UTF-8 bytes, behind all that begins with a prefix; None where there is none."""
    stripped = prefix.rstrip("\U0010ffff")
    if not stripped:
        return None
    following = ord(stripped[-1]) + 1
    return stripped[:-1] + chr(0xE000 if following == 0xD800 else following)


def is_plain(text: str) -> bool:
    """Whether encoding-type=url leaves a text as it is."""
    return _PLAIN_TEXT(text) is not None


def url_encoded(text: str) -> str:
    """A key as encoding-type=url writes it. Source: S3 API Reference, ListObjectsV2, EncodingType, its example."""
    if _PLAIN_TEXT(text):
        return text
    return quote(text, safe="/-_.*", encoding="utf-8", errors="surrogatepass").replace("%20", "+")
