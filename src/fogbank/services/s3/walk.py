"""Walks over keys in order, as listings show them: keys that share a prefix up to a delimiter become one entry.

A folded prefix is skipped by seeking behind it, so a million keys below it cost as little as one.
"""

from collections.abc import Callable, Iterator
from heapq import merge
from typing import NamedTuple, Protocol, TypeVar

from fogbank.kernel.store import Tx
from fogbank.services.s3.records import Bucket, Object, Stored, Upload, Version
from fogbank.services.s3.rules import successor

_SEEK_AFTER = 16
"""So many keys of a folded prefix are passed one by one before a seek, which costs about as much as they do."""
_BATCH = 2 * _SEEK_AFTER
_BATCH_MAX = 256
"""Rows are fetched in batches that grow from the one to the other: after a seek often only a few are looked at."""


class Keyed(Protocol):
    """A record that a listing shows."""

    @property
    def key(self) -> str:
        """Its key."""


K = TypeVar("K", bound=Keyed)
Rows = Callable[[str], Iterator[K]]
"""The records whose keys are at or behind a text, in order."""


class Span(NamedTuple):
    """Which keys a listing wants."""

    prefix: str
    delimiter: str

    def folded(self, key: str) -> str | None:
        """The common prefix that a key belongs to."""
        if not self.delimiter:
            return None
        cut = key.find(self.delimiter, len(self.prefix))
        return None if cut < 0 else key[: cut + len(self.delimiter)]

    def start_after(self, marker: str) -> str | None:
        """Where to go on after a key or a common prefix; None where nothing can follow."""
        if not marker or marker < self.prefix:
            return self.prefix
        if marker.startswith(self.prefix) and self.folded(marker) == marker:
            return successor(marker)
        return marker + "\0"


def fold(rows: Rows[K], span: Span, start: str) -> Iterator[K | str]:
    """The records of a span in order, from `start` on; those that fold appear as their common prefix, once."""
    if not span.delimiter:
        yield from rows(start)
        return
    delimiter, below = span.delimiter, len(span.prefix)
    found = rows(start)
    folded: str | None = None
    passed = 0
    while True:
        for record in found:
            key = record.key
            if folded is not None and key.startswith(folded):
                passed += 1
                if passed < _SEEK_AFTER:
                    continue
                behind = successor(folded)
                if behind is None:
                    return
                found = rows(behind)
                break
            cut = key.find(delimiter, below)
            if cut < 0:
                folded = None
                yield record
            else:
                folded, passed = key[: cut + len(delimiter)], 0
                yield folded
        else:
            return


def objects(tx: Tx, bucket: Bucket, prefix: str) -> Rows[Object]:
    """The newest versions below a prefix, without delete markers."""
    end = _end(prefix)

    def rows(start: str) -> Iterator[Object]:
        batch = _BATCH
        while True:
            count, last = 0, start
            for record in tx.scan(Object, bucket.name, start=(start,), end=end, limit=batch):
                yield record
                count, last = count + 1, record.key
            if count < batch:
                return
            start, batch = last + "\0", min(2 * batch, _BATCH_MAX)

    return rows


def page(tx: Tx, bucket: Bucket, prefix: str, start: str, limit: int) -> list[Object]:
    """Up to so many of the newest versions below a prefix, as `objects` gives them."""
    return tx.page(Object, bucket.name, start=(start,), end=_end(prefix), limit=limit)


def uploads(tx: Tx, bucket: Bucket, prefix: str) -> Rows[Upload]:
    """The uploads that are going on below a prefix."""
    end = _end(prefix)
    return lambda start: tx.scan(Upload, bucket.id, start=(start,), end=end)


def versions(tx: Tx, bucket: Bucket, prefix: str) -> Rows[Stored]:
    """All versions and delete markers below a prefix: by key, the newest first."""
    end = _end(prefix)

    def rows(start: str) -> Iterator[Stored]:
        newest: Iterator[Stored] = tx.scan(Object, bucket.name, start=(start,), end=end)
        if not bucket.versioning:
            return newest
        others: Iterator[Stored] = tx.scan(Version, bucket.name, start=(start,), end=end)
        return merge(newest, others, key=_order)

    return rows


def versions_after(tx: Tx, bucket: Bucket, key: str, rank: int) -> Iterator[Stored]:
    """The versions of one key that are older than a rank."""
    return tx.scan(Version, bucket.name, key, after=(rank,))


def uploads_after(tx: Tx, bucket: Bucket, key: str, upload: str) -> Iterator[Upload]:
    """The uploads of one key that were begun after another."""
    return tx.scan(Upload, bucket.id, key, after=(upload,))


def _order(version: Stored) -> tuple[str, int]:
    return version.key, version.rank


def _end(prefix: str) -> tuple[str] | None:
    behind = successor(prefix) if prefix else None
    return None if behind is None else (behind,)
