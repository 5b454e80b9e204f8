"""The versions of a key: which one is meant, what a write adds, what a delete takes away.

`Object` holds the newest version where that is not a delete marker; all others are `Version` rows, newest first.
In a bucket that never had versioning there are no `Version` rows, and they are not looked for.
Source: S3 User Guide, Retaining multiple versions of objects with S3 Versioning (all of its pages).
"""

from typing import NamedTuple

import msgspec

from fogbank.kernel.call import Call
from fogbank.kernel.ports import Blobs
from fogbank.kernel.store import Tx
from fogbank.services.s3 import errors
from fogbank.services.s3.records import Bucket, Layout, Object, Stored, Version
from fogbank.services.s3.rules import NULL, http_date, rank_of, version_id_of

ENABLED = "Enabled"


class Removal(NamedTuple):
    """What a delete did: the version that it removed or the marker that it made ("" where versions are off)."""

    version_id: str
    marker: bool
    removed: Stored | None


def _top(tx: Tx, bucket: Bucket, key: str) -> Version | None:
    if not bucket.versioning:
        return None
    return next(tx.scan(Version, bucket.name, key, limit=1), None)


def _null(tx: Tx, bucket: Bucket, key: str) -> Version | None:
    if not bucket.versioning:
        return None
    return next(tx.scan(Version, bucket.name, key, index="null", limit=1), None)


def lookup(tx: Tx, bucket: Bucket, key: str, version_id: str) -> Stored | None:
    """A version by its id, be it a delete marker. Errors: InvalidArgument (no version id)."""
    current = tx.get(Object, bucket.name, key)
    if version_id == NULL:
        return current if current is not None and current.version_id == NULL else _null(tx, bucket, key)
    rank = rank_of(version_id)
    if rank is None:
        raise errors.bad_version_id(version_id)
    if current is not None and current.version_id == version_id:
        return current
    found = tx.get(Version, bucket.name, key, rank)
    return found if found is not None and found.version_id == version_id else None


def need(tx: Tx, bucket: Bucket, key: str, version_id: str | None) -> Stored:
    """The version that a read means.

    Errors: NoSuchKey (with x-amz-delete-marker where the newest is one), NoSuchVersion, MethodNotAllowed (a delete
    marker by its id), InvalidArgument.
    """
    if version_id is None:
        current = tx.get(Object, bucket.name, key)
        if current is not None:
            return current
        marker = _top(tx, bucket, key)
        if marker is None:
            raise errors.no_key(key)
        raise errors.no_key(key, {"x-amz-delete-marker": "true", "x-amz-version-id": marker.version_id})
    found = lookup(tx, bucket, key, version_id)
    if found is None:
        raise errors.no_version(key, version_id)
    if found.marker:
        raise errors.is_marker(
            {
                "x-amz-delete-marker": "true",
                "x-amz-version-id": found.version_id,
                "Last-Modified": http_date(found.modified_at),
                "Allow": "DELETE",
            }
        )
    return found


# -- writing


def write(call: Call, bucket: Bucket, fresh: Object) -> Object:
    """Make a new version the newest of its key; where versions are off, what it replaces goes. Gives it completed."""
    tx = call.tx
    current = tx.get(Object, bucket.name, fresh.key)
    if not bucket.versioning:
        if current is not None:
            forget(call, current)
        tx.put(fresh)
        return fresh
    before = current or _top(tx, bucket, fresh.key)
    rank = (before.rank if before else 0) - 1
    if bucket.versioning == ENABLED:
        version_id = version_id_of(rank, call.ids.secret(16))
        if current is not None:
            _archive(tx, current)
    else:
        version_id = NULL
        _drop_null(call, bucket, fresh.key, current)
    placed = fresh.replace(rank=rank, version_id=version_id)
    tx.put(placed)
    return placed


def _drop_null(call: Call, bucket: Bucket, key: str, current: Object | None) -> None:
    """Before a new null version: the old one goes, and a current version that is not null is kept behind."""
    if current is not None:
        if current.version_id == NULL:
            forget(call, current)
            return
        _archive(call.tx, current)
    old = _null(call.tx, bucket, key)
    if old is not None:
        forget(call, old)
        call.tx.delete(old)


def _archive(tx: Tx, current: Object) -> None:
    tx.insert(Version(*msgspec.structs.astuple(current)))


def forget(call: Call, version: Stored) -> None:
    """Give up the bytes of a version that is about to go."""
    blobs: Blobs = call.plane("blobs")
    if version.layout:
        layout = call.tx.get(Layout, version.layout)
        assert layout is not None, f"layout {version.layout} has no row"
        for _, _, blob, _ in layout.parts:
            blobs.release(call.tx, blob)
        call.tx.delete(layout)
    elif version.blob:
        blobs.release(call.tx, version.blob)


def pieces(tx: Tx, version: Stored) -> list[tuple[str, int]]:
    """The blobs of a version, with their sizes."""
    if version.layout:
        layout = tx.get(Layout, version.layout)
        assert layout is not None, f"layout {version.layout} has no row"
        return [(blob, size) for _, size, blob, _ in layout.parts if blob]
    return [(version.blob, version.size_bytes)] if version.blob else []


# -- deleting


def delete(call: Call, bucket: Bucket, key: str) -> Removal:
    """Delete a key: for good where versions are off, else by a marker on top."""
    tx = call.tx
    current = tx.get(Object, bucket.name, key)
    if not bucket.versioning:
        if current is not None:
            forget(call, current)
            tx.delete(current)
        return Removal("", False, current)
    before = current or _top(tx, bucket, key)
    rank = (before.rank if before else 0) - 1
    removed: Stored | None = None
    if bucket.versioning == ENABLED:
        version_id = version_id_of(rank, call.ids.secret(16))
        if current is not None:
            _archive(tx, current)
    else:
        version_id = NULL
        removed = current if current is not None and current.version_id == NULL else _null(tx, bucket, key)
        _drop_null(call, bucket, key, current)
    if current is not None:
        tx.delete(current)
    now = float(int(call.clock.now()))
    tx.insert(Version(bucket.name, key, rank, version_id, now, "", 0, marker=True))
    return Removal(version_id, True, removed)


def delete_version(call: Call, bucket: Bucket, key: str, version_id: str) -> Removal:
    """Delete one version for good; deleting the newest brings back the one below. Errors: InvalidArgument."""
    tx = call.tx
    found = lookup(tx, bucket, key, version_id)
    if found is None:
        return Removal(version_id, False, None)
    if not found.marker:
        forget(call, found)
    was_newest = isinstance(found, Object) or _is_top(tx, bucket, found)
    tx.delete(found)
    if was_newest:
        below = _top(tx, bucket, key)
        if below is not None and not below.marker:
            tx.delete(below)
            tx.put(Object(*msgspec.structs.astuple(below)))
    return Removal(version_id, found.marker, found)


def _is_top(tx: Tx, bucket: Bucket, found: Stored) -> bool:
    if tx.get(Object, bucket.name, found.key) is not None:
        return False
    top = _top(tx, bucket, found.key)
    return top is not None and top.rank == found.rank
