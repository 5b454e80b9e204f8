"""What happens in S3, and what it costs. Deletes are free of charge.

Source of the usage types: S3 User Guide, Understanding your Amazon S3 billing and usage reports.
"""

from typing import NamedTuple

from fogbank.kernel.operation import reaction
from fogbank.kernel.store import Tx

WRITE, READ = "Requests-Tier1", "Requests-Tier2"


class ObjectCreated(NamedTuple):
    """A new version of a key. `how`: Put, Post, Copy or CompleteMultipartUpload, as in S3's event names."""

    bucket: str
    key: str
    version_id: str
    etag: str
    size_bytes: int
    how: str


class ObjectRemoved(NamedTuple):
    """A version is gone (`how`: Delete), or a delete marker hides the key (DeleteMarkerCreated)."""

    bucket: str
    key: str
    version_id: str
    how: str


class Requested(NamedTuple):
    """A request that is charged: its tier, and the bytes that it carried in or out."""

    bucket: str
    tier: str
    in_bytes: int = 0
    out_bytes: int = 0


@reaction(Requested)
def charge(tx: Tx, event: Requested) -> None:
    """Meter a request and what it carried."""
    tx.meter("s3", event.tier, 1.0, event.bucket)
    if event.in_bytes:
        tx.meter("s3", "DataTransfer-In-Bytes", float(event.in_bytes), event.bucket)
    if event.out_bytes:
        tx.meter("s3", "DataTransfer-Out-Bytes", float(event.out_bytes), event.bucket)


@reaction(ObjectCreated)
def charge_write(tx: Tx, event: ObjectCreated) -> None:
    """Meter the request that made a version."""
    tx.meter("s3", WRITE, 1.0, event.bucket)
    if event.how in ("Put", "Post"):
        tx.meter("s3", "DataTransfer-In-Bytes", float(event.size_bytes), event.bucket)
