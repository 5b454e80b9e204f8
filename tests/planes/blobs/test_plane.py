"""The blobs plane: bytes in rows and files, owners, readers, sweeping, snapshots."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fogbank.app.build import Cloud
from fogbank.app.settings import Settings
from fogbank.kernel.checksums import Digests
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.ports import Received
from fogbank.planes.blobs.plane import INLINE_BYTES_MAX

TOO_LARGE = ServiceError("too large", code="EntityTooLarge", status=400)
BLOCK = 1 << 20


class Stream:
    """A body that comes in blocks, and may fail at its end."""

    def __init__(self, data: bytes, failure: ServiceError | None = None) -> None:
        self.length: int | None = len(data)
        self.data: bytes | None = None
        self.trailers: dict[str, str] = {}
        self._left = data
        self._failure = failure
        self.gate: asyncio.Event | None = None

    async def read(self) -> bytes:
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        block, self._left = self._left[:BLOCK], self._left[BLOCK:]
        if not block and self._failure is not None:
            raise self._failure
        return block

    async def read_all(self, limit_bytes: int) -> bytes:
        raise AssertionError("not used")


class Bench:
    """A cloud in a directory, its blobs and its loop."""

    def __init__(self, root: Path, durability: str = "normal") -> None:
        self.root = root
        self.durability = durability
        self.loop = asyncio.new_event_loop()
        self.open()

    def open(self) -> None:
        self.cloud = Cloud(Settings(data=self.root, seed=1, durability=self.durability))
        self.blobs = self.cloud.blobs
        self.loop.run_until_complete(self.cloud.start())
        self.cloud.kernel.clock.freeze(True)
        self.settle()

    def close(self) -> None:
        self.loop.run_until_complete(self.cloud.stop())

    def settle(self) -> None:
        """All jobs that are due have run."""
        self.loop.run_until_complete(self.cloud.kernel.advance(0))

    def tx(self, work: Any) -> Any:
        """A transaction of its own, on the loop."""
        if self.loop.is_running():
            return self._tx(work)
        return self.within(lambda: self._tx(work))

    def within(self, work: Any) -> Any:
        """Run a function inside of the loop."""

        async def run() -> Any:
            return work()

        return self.loop.run_until_complete(run())

    def _tx(self, work: Any) -> Any:
        store = self.cloud.kernel.store
        tx = store.begin(self.cloud.kernel.clock.now(), "000000000000", "us-east-1")
        answer = work(tx)
        store.apply(tx)
        store.flush()
        return answer

    def receive(self, body: Stream, digests: Any = (), size_bytes_max: int = 1 << 40) -> str:
        async def take() -> str:
            async with self.blobs.receiving(
                body, digests, size_bytes_max=size_bytes_max, too_large=TOO_LARGE
            ) as received:
                blob: str = self.tx(lambda tx: self.blobs.keep(tx, received))
                return blob

        return self.loop.run_until_complete(take())

    def read(self, *blobs: tuple[str, int], start: int = 0, length: int | None = None) -> bytes:
        opened = self.tx(lambda tx: self.blobs.open(tx, blobs, start, length))
        if isinstance(opened, bytes):
            return opened
        data = drain(opened)
        opened.close()
        return data

    def files(self) -> list[str]:
        return sorted(file.name for file in (self.root / "blobs").glob("??/*")) if self.root.exists() else []


def drain(source: Any) -> bytes:
    blocks = []
    while block := source.read(300_000):
        blocks.append(block)
    return b"".join(blocks)


@pytest.fixture(params=["normal", "full"])
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    bench = Bench(tmp_path / "data", request.param)
    yield bench
    bench.close()
    bench.loop.close()


class TestWriting:
    def test_no_bytes_are_no_blob(self, bench: Bench) -> None:
        assert bench.tx(lambda tx: bench.blobs.put(tx, b"")) == ""
        assert bench.read() == b""

    @pytest.mark.parametrize("size_bytes", [1, INLINE_BYTES_MAX])
    def test_small_ones_are_rows(self, bench: Bench, size_bytes: int) -> None:
        data = bytes(range(256)) * (size_bytes // 256) or b"x"
        blob = bench.tx(lambda tx: bench.blobs.put(tx, data))
        assert bench.read((blob, len(data))) == data
        assert bench.files() == []

    def test_longer_ones_are_files(self, bench: Bench) -> None:
        data = b"y" * (INLINE_BYTES_MAX + 1)
        blob = bench.tx(lambda tx: bench.blobs.put(tx, data))
        assert bench.files() == [blob]
        assert bench.read((blob, len(data))) == data

    @pytest.mark.parametrize("size_bytes", [10, BLOCK - 1, BLOCK, 3 * BLOCK + 17])
    def test_a_stream_arrives_whole_and_digested(self, bench: Bench, size_bytes: int) -> None:
        data = hashlib.shake_128(b"seed").digest(size_bytes)
        first, second = Digests(["MD5"]), Digests(["SHA256"])
        blob = bench.receive(Stream(data), (first, second))
        assert bench.read((blob, size_bytes)) == data
        assert first.hex("MD5") == hashlib.md5(data).hexdigest()
        assert second.digest("SHA256") == hashlib.sha256(data).digest()

    @pytest.mark.parametrize("size_bytes", [100, BLOCK // 2, 3 * BLOCK])
    def test_a_stream_that_fails_leaves_nothing(self, bench: Bench, size_bytes: int) -> None:
        with pytest.raises(ServiceError, match="cut off"):
            bench.receive(Stream(b"z" * size_bytes, ServiceError("cut off", code="IncompleteBody", status=400)))
        bench.blobs.close()
        assert bench.files() == []

    def test_a_stream_over_the_limit_is_refused(self, bench: Bench) -> None:
        for size_bytes in (1000, 3 * BLOCK):
            with pytest.raises(ServiceError, match="too large"):
                bench.receive(Stream(b"z" * size_bytes), size_bytes_max=size_bytes - 1)
        bench.blobs.close()
        assert bench.files() == []

    def test_what_is_not_kept_goes(self, bench: Bench) -> None:
        async def refuse() -> None:
            async with bench.blobs.receiving(
                Stream(b"z" * 3 * BLOCK), (), size_bytes_max=1 << 40, too_large=TOO_LARGE
            ) as received:
                assert received.size_bytes == 3 * BLOCK
                assert bench.files() == [received.file]
                raise ServiceError("a condition failed", code="PreconditionFailed", status=412)

        with pytest.raises(ServiceError, match="a condition failed"):
            bench.loop.run_until_complete(refuse())
        bench.blobs.close()
        assert bench.files() == []

    def test_a_client_that_goes_away_leaves_nothing(self, bench: Bench) -> None:
        body = Stream(b"z" * 4 * BLOCK)

        async def leave() -> None:
            async def take() -> None:
                async with bench.blobs.receiving(body, (), size_bytes_max=1 << 40, too_large=TOO_LARGE):
                    raise AssertionError("the body never ends")

            task = asyncio.get_running_loop().create_task(take())
            while not bench.files():  # files tell nobody when they appear
                await asyncio.sleep(0)
            body.gate = asyncio.Event()
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        bench.loop.run_until_complete(leave())
        bench.blobs.close()
        assert bench.files() == []


class TestReading:
    def test_spans_over_several_blobs(self, bench: Bench) -> None:
        parts = [b"a" * 20_000, b"b" * 100, b"c" * 30_000]
        blobs = [(bench.tx(lambda tx, part=part: bench.blobs.put(tx, part)), len(part)) for part in parts]
        whole = b"".join(parts)
        for start, length in ((0, None), (19_990, 120), (20_000, 100), (20_050, 29_000), (50_099, 1), (7, 0)):
            expected = whole[start:] if length is None else whole[start : start + length]
            assert bench.read(*blobs, start=start, length=length) == expected

    def test_a_reader_keeps_what_is_deleted(self, bench: Bench) -> None:
        parts = [bytes([n]) * 100_000 for n in (1, 2)]
        blobs = [(bench.tx(lambda tx, part=part: bench.blobs.put(tx, part)), len(part)) for part in parts]
        source = bench.tx(lambda tx: bench.blobs.open(tx, blobs))
        for blob, _ in blobs:
            bench.tx(lambda tx, blob=blob: bench.blobs.release(tx, blob))
        bench.settle()
        assert drain(source) == b"".join(parts)
        source.close()
        source.close()
        assert bench.files() == []


class TestOwners:
    @pytest.mark.parametrize("size_bytes", [100, 100_000])
    def test_the_last_owner_takes_the_bytes_along(self, bench: Bench, size_bytes: int) -> None:
        data = b"s" * size_bytes
        first = bench.tx(lambda tx: bench.blobs.put(tx, data))
        second = bench.tx(lambda tx: bench.blobs.share(tx, first))
        assert len(bench.files()) == (size_bytes > INLINE_BYTES_MAX)
        bench.tx(lambda tx: bench.blobs.release(tx, first))
        bench.settle()
        assert bench.read((second, size_bytes)) == data
        bench.tx(lambda tx: bench.blobs.release(tx, second))
        bench.settle()
        assert bench.files() == []

    def test_a_dropped_transaction_removes_nothing(self, bench: Bench) -> None:
        blob = bench.tx(lambda tx: bench.blobs.put(tx, b"s" * 100_000))
        tx = bench.cloud.kernel.store.begin(0.0)
        bench.blobs.release(tx, blob)
        bench.settle()
        assert bench.read((blob, 100_000)) == b"s" * 100_000


class TestAfterACrash:
    def test_orphans_are_swept_at_start_and_blobs_are_not(self, bench: Bench) -> None:
        blob = bench.tx(lambda tx: bench.blobs.put(tx, b"k" * 50_000))
        shelf = bench.root / "blobs" / blob[-2:]
        (shelf / f"f0000010000009a{blob[-2:]}").write_bytes(b"written, and then the process was killed")
        (shelf / f"f0000010000009b{blob[-2:]}.part").write_bytes(b"half wr")
        trash = bench.root / "blobs" / "trash"
        trash.mkdir()
        (trash / "f00000100000009cc").write_bytes(b"out of sight")
        bench.close()
        bench.open()
        assert bench.files() == [blob]
        assert list(trash.iterdir()) == []
        assert bench.read((blob, 50_000)) == b"k" * 50_000

    def test_what_is_arriving_is_not_swept(self, bench: Bench) -> None:
        body = Stream(b"n" * 3 * BLOCK)

        async def take() -> str:
            async with bench.blobs.receiving(body, (), size_bytes_max=1 << 40, too_large=TOO_LARGE) as received:
                bench.blobs.reset()
                await bench.blobs._sweep(bench.cloud.kernel.call_for_job("blobs.sweep", "", ""))
                blob: str = bench.tx(lambda tx: bench.blobs.keep(tx, received))
                return blob

        blob = bench.loop.run_until_complete(take())
        assert bench.read((blob, 3 * BLOCK)) == b"n" * 3 * BLOCK

    def test_removal_is_still_owed_after_a_restart(self, bench: Bench) -> None:
        blob = bench.tx(lambda tx: bench.blobs.put(tx, b"k" * 50_000))
        bench.tx(lambda tx: bench.blobs.release(tx, blob))
        bench.close()
        bench.open()
        assert bench.files() == []

    def test_ids_never_come_twice(self, bench: Bench) -> None:
        seen = [bench.tx(lambda tx: bench.blobs.put(tx, b"k")) for _ in range(3)]
        bench.close()
        bench.open()
        seen += [bench.tx(lambda tx: bench.blobs.put(tx, b"k")) for _ in range(3)]
        assert len(set(seen)) == 6


class TestSnapshots:
    def test_a_load_brings_back_what_was_deleted_and_drops_what_came_later(self, bench: Bench) -> None:
        kept = bench.tx(lambda tx: bench.blobs.put(tx, b"k" * 50_000))
        bench.cloud.save("before")
        bench.tx(lambda tx: bench.blobs.release(tx, kept))
        later = bench.tx(lambda tx: bench.blobs.put(tx, b"l" * 50_000))
        bench.settle()
        assert bench.files() == [later]
        bench.within(lambda: bench.cloud.load("before"))
        assert bench.read((kept, 50_000)) == b"k" * 50_000
        bench.close()
        bench.open()
        assert bench.files() == [kept]

    def test_a_fork_goes_its_own_way(self, bench: Bench, tmp_path: Path) -> None:
        blob = bench.tx(lambda tx: bench.blobs.put(tx, b"k" * 50_000))
        other = bench.cloud.fork(Settings(data=tmp_path / "other", seed=2))
        tx = other.kernel.store.begin(0.0)
        fresh = other.blobs.put(tx, b"n" * 50_000)
        assert fresh != blob
        source = other.blobs.open(tx, [(blob, 50_000)])
        assert not isinstance(source, bytes)
        assert drain(source) == b"k" * 50_000
        source.close()
        bench.loop.run_until_complete(other.stop())


def test_what_is_received_small_is_data(bench: Bench) -> None:
    async def take() -> Received:
        async with bench.blobs.receiving(Stream(b"few"), (), size_bytes_max=1 << 40, too_large=TOO_LARGE) as received:
            return received

    assert bench.loop.run_until_complete(take()) == Received("", 3, b"few")
