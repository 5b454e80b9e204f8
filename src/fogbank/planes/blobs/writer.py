"""Takes one streamed body into a file: written and digested in threads, a block at a time, in constant memory."""

import asyncio
import concurrent.futures
import os
from collections.abc import Sequence

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.ports import Body, Digest
from fogbank.planes.blobs.cipher import Transform
from fogbank.planes.blobs.folder import Folder

Job = concurrent.futures.Future[None]


class Writer:
    """One file that is being written. Two threads have a block each time: the first digest | the rest and the disk."""

    def __init__(
        self,
        folder: Folder,
        blob: str,
        pool: concurrent.futures.ThreadPoolExecutor,
        digests: Sequence[Digest],
        encrypt: Transform | None = None,
    ) -> None:
        self._folder = folder
        self._blob = blob
        self._pool = pool
        self._first, self._rest = digests[:1], digests[1:]
        self._file = folder.create(blob)
        self._encrypt = encrypt
        self._jobs: list[Job] = []

    async def take(self, start: Sequence[bytes], body: Body, size_bytes_max: int, too_large: ServiceError) -> int:
        """Write the blocks of `start` and what is left of a body; gives the size."""
        size = 0
        ahead = list(start)
        block = ahead.pop(0)
        while block:
            size += len(block)
            if size > size_bytes_max:
                raise too_large
            self._jobs = [self._pool.submit(self._write, block)]
            if self._first:
                self._jobs.append(self._pool.submit(_digest, self._first, block))
            following = ahead.pop(0) if ahead else await body.read()
            for job in self._jobs:
                await asyncio.wrap_future(job)
            block = following
        return size

    async def close(self, *, full_sync: bool) -> None:
        """The body is complete: give the file its name."""
        if full_sync:
            self._jobs = [self._pool.submit(os.fsync, self._file)]
            await asyncio.wrap_future(self._jobs[0])
        file, self._file = self._file, -1
        os.close(file)
        self._folder.finish(self._blob)
        if full_sync:
            await asyncio.wrap_future(self._pool.submit(self._folder.sync, self._blob))

    def abandon(self) -> None:
        """Remove what has been written. A thread may still be at it, so another one does this after it."""
        self._pool.submit(self._clean, self._jobs)

    def _clean(self, jobs: list[Job]) -> None:
        concurrent.futures.wait(jobs)
        if self._file >= 0:
            os.close(self._file)
        self._folder.remove(self._blob)

    def _write(self, block: bytes) -> None:
        write_all(self._file, self._encrypt(block) if self._encrypt is not None else block)
        _digest(self._rest, block)


def write_all(file: int, data: bytes) -> None:
    """Write every byte."""
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, memoryview(data)[written:])


def _digest(digests: Sequence[Digest], block: bytes) -> None:
    for digest in digests:
        digest.update(block)
