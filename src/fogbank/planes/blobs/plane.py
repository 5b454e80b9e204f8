"""The plane itself: the port's methods, and the jobs that remove what nobody owns."""

import asyncio
import concurrent.futures
import contextlib
import os
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.ports import Body, ByteSource, Digest, Received
from fogbank.kernel.registry import Registry
from fogbank.kernel.store import Tx
from fogbank.planes.blobs.cipher import transform
from fogbank.planes.blobs.folder import Folder
from fogbank.planes.blobs.reader import Piece, Source
from fogbank.planes.blobs.records import File, Inline
from fogbank.planes.blobs.writer import Writer, write_all

INLINE_BYTES_MAX = 16 << 10
_THREADS = 4
_BATCH = 200
_DAY_S = 86400.0
_INLINE, _FILE = "i", "f"


class FileBlobs:
    """Blobs of one cloud. `full_sync`: a file is on the disk, not only with the kernel, before its row is written."""

    def __init__(self, root: Path, *, full_sync: bool = False) -> None:
        self._folder = Folder(root)
        self._full_sync = full_sync
        self._threads: concurrent.futures.ThreadPoolExecutor | None = None
        self._arriving: set[str] = set()
        self._reading: Counter[str] = Counter()
        self._left_to_readers: set[str] = set()
        self._unswept = True

    def register(self, registry: Registry) -> None:
        """Tell the registry of the plane's jobs."""
        registry.add_job("blobs.remove", self._remove)
        registry.add_job("blobs.sweep", self._sweep, _DAY_S)

    def close(self) -> None:
        """Wait for the threads; nothing is written after this."""
        if self._threads is not None:
            self._threads.shutdown()
            self._threads = None

    def _pool(self) -> concurrent.futures.ThreadPoolExecutor:
        if self._threads is None:
            self._threads = concurrent.futures.ThreadPoolExecutor(_THREADS, thread_name_prefix="blobs")
        return self._threads

    # -- writing

    def put(self, tx: Tx, data: bytes, key: bytes = b"") -> str:
        """Store complete bytes within a transaction; gives the blob's id, "" for no bytes at all."""
        if not data:
            return ""
        if len(data) <= INLINE_BYTES_MAX:
            blob = self._folder.fresh(_INLINE)
            tx.insert(Inline(blob, transform(key, blob)(data) if key else data))
            return blob
        blob = self._folder.fresh(_FILE)
        self._write(blob, transform(key, blob)(data) if key else data)
        tx.insert(File(blob, 1))
        return blob

    def _write(self, blob: str, data: bytes) -> None:
        file = self._folder.create(blob)
        try:
            write_all(file, data)
            if self._full_sync:
                os.fsync(file)
        finally:
            os.close(file)
        self._folder.finish(blob)
        if self._full_sync:
            self._folder.sync(blob)

    @contextlib.asynccontextmanager
    async def receiving(
        self,
        body: Body,
        digests: Sequence[Digest],
        *,
        size_bytes_max: int,
        too_large: ServiceError,
        key: bytes = b"",
    ) -> AsyncIterator[Received]:
        """Take a body in. Inside of the context `keep` may make it a blob; what is not kept is removed."""
        first = await body.read()
        second = await body.read() if first else b""
        if not second:
            if len(first) > size_bytes_max:
                raise too_large
            for digest in digests:
                digest.update(first)
            yield Received("", len(first), first)
            return
        blob = self._folder.fresh(_FILE)
        self._arriving.add(blob)
        writer = Writer(self._folder, blob, self._pool(), digests, transform(key, blob) if key else None)
        try:
            size = await writer.take((first, second), body, size_bytes_max, too_large)
            await writer.close(full_sync=self._full_sync)
            yield Received(blob, size, b"")
        except BaseException:
            writer.abandon()
            raise
        finally:
            self._arriving.discard(blob)

    def keep(self, tx: Tx, received: Received, key: bytes = b"") -> str:
        """Make what was received a blob, within a transaction; gives its id."""
        if not received.file:
            return self.put(tx, received.data, key)
        tx.insert(File(received.file, 1))
        return received.file

    def share(self, tx: Tx, blob: str) -> str:
        """One more owner of the same bytes; gives the id that it has for them."""
        if not blob:
            return ""
        if blob[0] == _INLINE:
            return self.put(tx, self._inline(tx, blob))
        file = tx.get(File, blob)
        assert file is not None, f"blob {blob} has no row"
        tx.put(file.replace(owners=file.owners + 1))
        return blob

    def release(self, tx: Tx, blob: str) -> None:
        """One owner less; without any, the bytes are removed after the commit."""
        if not blob:
            return
        if blob[0] == _INLINE:
            tx.delete(Inline(blob, b""))
            return
        file = tx.get(File, blob)
        assert file is not None, f"blob {blob} has no row"
        if file.owners > 1:
            tx.put(file.replace(owners=file.owners - 1))
            return
        tx.delete(file)
        tx.at(tx.now, "blobs.remove", blob)

    # -- reading

    def open(
        self, tx: Tx, blobs: Sequence[tuple[str, int]], start: int = 0, length: int | None = None, key: bytes = b""
    ) -> bytes | ByteSource:
        """A span of these blobs (ids and sizes) one after the other: bytes where all are small, else a source."""
        if len(blobs) == 1 and blobs[0][0][0] == _INLINE:
            data = self._inline(tx, blobs[0][0], key)
            return data[start:] if length is None else data[start : start + length]
        pieces: list[Piece] = []
        left = sum(size for _, size in blobs) - start if length is None else length
        for blob, size in blobs:
            if start >= size:
                start -= size
                continue
            if left <= 0:
                break
            count = min(left, size - start)
            if blob[0] == _INLINE:
                data = self._inline(tx, blob, key)
                pieces.append(Piece(data if count == size else data[start : start + count], "", 0, count))
            else:
                pieces.append(Piece(b"", blob, start, count, transform(key, blob, start) if key else None))
            left -= count
            start = 0
        if all(not piece.blob for piece in pieces):
            return pieces[0].data if len(pieces) == 1 else b"".join([piece.data for piece in pieces])
        source = Source(pieces, self._folder.path, self._closed)
        self._reading.update(piece.blob for piece in pieces if piece.blob)
        return source

    def _inline(self, tx: Tx, blob: str, key: bytes = b"") -> bytes:
        row = tx.get(Inline, blob)
        assert row is not None, f"blob {blob} has no row"
        return transform(key, blob)(row.data) if key else row.data

    def _closed(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if not piece.blob:
                continue
            self._reading[piece.blob] -= 1
            if self._reading[piece.blob] <= 0:
                del self._reading[piece.blob]
                if piece.blob in self._left_to_readers:
                    self._left_to_readers.discard(piece.blob)
                    self._folder.remove(piece.blob)

    # -- removing

    def _remove(self, call: Call, blob: str) -> None:
        """Remove a file that nobody owns; one that is being read goes when its last reader does."""
        if blob in self._reading:
            self._left_to_readers.add(blob)
            return
        file = self._folder.discard(blob)
        if file is not None:
            self._pool().submit(file.unlink, missing_ok=True)

    async def _sweep(self, call: Call) -> None:
        """Remove orphans: files that have no row and are not on their way to one. Bounded steps."""
        if not self._unswept:
            return
        self._unswept = False
        for shelf in self._folder.shelves():
            names = await asyncio.wrap_future(self._pool().submit(_names, shelf))
            for at in range(0, len(names), _BATCH):
                call.transact(self._sweep_some, shelf, names[at : at + _BATCH])
                await asyncio.sleep(0)

    def _sweep_some(self, call: Call, shelf: Path, names: list[str]) -> None:
        for name in names:
            blob = name.removesuffix(".part")
            if blob in self._arriving or blob in self._reading:
                continue
            if shelf.name == "trash" or blob != name or call.tx.get(File, blob) is None:
                (shelf / name).unlink(missing_ok=True)

    # -- the whole at once

    def save(self, target: Path) -> None:
        """Put all blobs into a snapshot's directory."""
        self._folder.save(target)

    def add(self, source: Path) -> None:
        """Take over the blobs of a snapshot, whose rows are about to be loaded."""
        self._folder.add(source)
        self._unswept = True

    def reset(self) -> None:
        """All rows have been removed: every file is an orphan now, and the next sweep takes them."""
        self._unswept = True


def _names(shelf: Path) -> list[str]:
    return sorted(entry.name for entry in shelf.iterdir())
