"""What S3 keeps. Instants are epoch seconds of virtual time; those that clients see are whole seconds, as in S3."""

from typing import NamedTuple

from msgspec import Struct, field

from fogbank.kernel.store import Index, Record, table

PUBLIC_ACCESS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
"""What of public access can be blocked."""


class Default(NamedTuple):
    """How objects are encrypted: AES256, aws:kms or aws:kms:dsse. `kms_key` as it was given, "" for aws/s3."""

    kind: str
    kms_key: str
    bucket_key: bool


class Sealed(Struct, frozen=True, array_like=True, gc=False):
    """How an object is encrypted with KMS. `kms_key`: ARN; `data_key`: as KMS encrypted it, under `context`."""

    kind: str
    kms_key: str
    data_key: bytes
    context: dict[str, str]
    bucket_key: bool = False


class Bucket(Record, frozen=True, array_like=True):
    """One bucket. `id` tells it from an earlier one of the same name. `versioning`: "", Enabled or Suspended.

    `public_access`: what of PUBLIC_ACCESS is blocked.
    """

    __table__ = table("s3.bucket", key=("name",), cached=True, owned=Index("account"))
    name: str
    account: str
    region: str
    id: str
    created_at: float
    location: str = ""
    versioning: str = ""
    policy: str = ""
    public_access: list[str] = field(default_factory=lambda: [*PUBLIC_ACCESS])
    public_access_set: bool = True
    encryption: Default | None = None


class Stored(Record, frozen=True, array_like=True, gc=False):
    """One version of one key. Versions of a key are ordered by `rank`: the newer, the smaller (always negative).

    The bytes are one `blob`, or the parts of a `layout`. `headers` holds what the client set, by member name.
    Listings make thousands of these, which no cycle can hold: the collector need not look at them (gc=False).
    """

    bucket: str
    key: str
    rank: int
    version_id: str
    modified_at: float
    etag: str
    size_bytes: int
    blob: str = ""
    layout: str = ""
    content_type: str = "binary/octet-stream"
    storage_class: str = "STANDARD"
    checksum: str = ""
    checksum_value: str = ""
    checksum_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    marker: bool = False
    sealed: Sealed | None = None


class Object(Stored, frozen=True, array_like=True, gc=False):
    """The newest version of a key, where that is not a delete marker: what a plain listing shows."""

    __table__ = table("s3.object", key=("bucket", "key"), cached=True)


class Version(Stored, frozen=True, array_like=True, gc=False):
    """Every other version, and every delete marker."""

    __table__ = table(
        "s3.version",
        key=("bucket", "key", "rank"),
        null=Index("bucket", "key", where=lambda version: version.version_id == "null"),
    )


class Layout(Record, frozen=True, array_like=True):
    """The parts of an object that was uploaded in parts: number, size, blob, checksum value."""

    __table__ = table("s3.layout", key=("id",))
    id: str
    parts: list[tuple[int, int, str, str]]


class Upload(Record, frozen=True, array_like=True):
    """A multipart upload that is going on. Ids order by the instant of initiation."""

    __table__ = table("s3.upload", key=("bucket_id", "key", "id"))
    bucket_id: str
    key: str
    id: str
    initiated_at: float
    initiator: str
    content_type: str
    storage_class: str
    checksum: str
    checksum_type: str
    headers: dict[str, str]
    metadata: dict[str, str]
    tags: dict[str, str]
    sealed: Sealed | None = None


class Part(Record, frozen=True, array_like=True):
    """One part of an upload that is going on."""

    __table__ = table("s3.part", key=("upload", "number"))
    upload: str
    number: int
    modified_at: float
    etag: str
    size_bytes: int
    blob: str
    checksum: str
    checksum_value: str


class Completed(Record, frozen=True, array_like=True):
    """An upload that was completed: the same request once more gets the same answer, for a day."""

    __table__ = table("s3.completed", key=("bucket_id", "upload"))
    bucket_id: str
    upload: str
    key: str
    etag: str
    version_id: str
    checksum: str
    checksum_value: str
    checksum_type: str
    sealed: Sealed | None = None
