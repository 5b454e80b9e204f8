"""Wires one cloud together: the kernel, the wire, the planes, in a data directory or in memory."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from fogbank.app.settings import Settings
from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity import keys
from fogbank.kernel.identity.keys import DEFAULT_ACCOUNT, AccessKey
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.kernel.kernel import Kernel
from fogbank.kernel.registry import Registry
from fogbank.kernel.store.embedded import Embedded
from fogbank.planes.authority import LocalAuthority
from fogbank.planes.blobs import FileBlobs
from fogbank.planes.vault import RootVault
from fogbank.planes.web import HttpClient
from fogbank.wire.door import Door

SERVICES = "fogbank.services"
SOURCES = {
    "held": "iam",
    "ceilings": "organizations",
    "role": "iam",
    "policy": "iam",
    "principal": "iam",
    "saml-provider": "iam",
    "oidc-provider": "iam",
    "mfa": "iam",
    "dns": "route53",
    "streams": "dynamodb",
    "stream": "dynamodb",
    "stream-position": "dynamodb",
    "stream-records": "dynamodb",
}


class DataInUse(Exception):
    """Another Fogbank runs on the data directory."""


class UnknownSnapshot(Exception):
    """There is no snapshot of that name."""


class Cloud:
    """One cloud. `root` is its directory: the data directory, or a temporary one that goes with the cloud."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ephemeral = settings.data is None
        self.root = Path(tempfile.mkdtemp(prefix="fogbank-")) if settings.data is None else settings.data.resolve()
        self.root.mkdir(parents=True, exist_ok=True)
        self.vault = RootVault(None if self.ephemeral else self.root / "vault.key")
        self.vault.check()
        self._lock = _lock(self.root)
        full_sync = settings.durability == "full"
        engine = Embedded(None if self.ephemeral else self.root / "store.db", full_sync=full_sync)
        self.registry = Registry(SERVICES)
        self.door = Door(strict=settings.auth == "strict")
        self.kernel = Kernel(engine, self.registry, wire=self.door, seed=settings.seed)
        self.kernel.sources = dict(SOURCES)
        self.blobs = FileBlobs(self.root / "blobs", full_sync=full_sync)
        self.authority = LocalAuthority(self.root / "ca", self.kernel.clock.wall)
        self.kernel.planes["authority"] = self.authority
        self.kernel.planes["blobs"] = self.blobs
        self.kernel.planes["vault"] = self.vault
        self.kernel.planes["web"] = HttpClient()
        self.blobs.register(self.registry)

    async def start(self) -> None:
        """Begin to run on this loop."""
        await self.kernel.start()

    async def stop(self) -> None:
        """End: commit everything, let go of the directory."""
        await self.kernel.stop()
        self.blobs.close()
        self._lock.close()
        if self.ephemeral:
            shutil.rmtree(self.root, ignore_errors=True)

    def root_key(self, *, new: bool = False) -> AccessKey | None:
        """The root key pair of the default account, if it is to be told now: the first, or a new one for all others."""
        tx = self.kernel.store.begin(self.kernel.clock.now())
        key = keys.root_key(tx, self.kernel.ids, DEFAULT_ACCOUNT, new=new)
        self.kernel.store.apply(tx)
        self.kernel.store.flush()
        return key

    async def perform(
        self, principal: Principal, service: str, operation: str, params: dict[str, Any], region: str = "us-east-1"
    ) -> Any:
        """A call without HTTP: its result once it is durable; raises its ServiceError."""
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        call = self.kernel.pipeline.perform(principal, service, operation, params, region, _settle(done))
        try:
            result = await done
        except asyncio.CancelledError:
            call.cancel()
            raise
        if isinstance(result, ServiceError):
            raise result
        return result

    # -- the whole cloud at once

    def _snapshot(self, name: str) -> Path:
        if not name or name.startswith(".") or set(name) - _NAME:
            raise UnknownSnapshot(f"{name!r} is no name for a snapshot: letters, digits, '-', '_' and '.'")
        return self.root / "snapshots" / name

    def snapshots(self) -> list[str]:
        """The names of the saved snapshots."""
        folder = self.root / "snapshots"
        return sorted(entry.name for entry in folder.iterdir() if entry.suffix != _PART) if folder.exists() else []

    def save(self, name: str) -> None:
        """Save the whole cloud under a name; one that is there is replaced once the new one is complete."""
        target = self._snapshot(name)
        part = target.with_name(target.name + _PART)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        self.kernel.keep_clock()
        self.kernel.store.save(part / "store.db")
        self.blobs.save(part / "blobs")
        self.vault.save(part / "vault.key")
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)

    def load(self, name: str) -> None:
        """Go back to a saved snapshot, time included: wholly or not at all."""
        source = self._snapshot(name)
        if not source.is_dir():
            raise UnknownSnapshot(f"There is no snapshot {name!r}.")
        self._replace(source)

    def _replace(self, source: Path) -> None:
        self.blobs.add(source / "blobs")
        self.vault.load(source / "vault.key")
        self.kernel.store.load(source / "store.db")
        self.kernel.reload()

    def reset(self) -> None:
        """Everything but the configuration and the snapshots is gone: the root keys of the default account stay."""
        tx = self.kernel.store.begin(self.kernel.clock.now())
        kept = keys.lasting(tx, root_of(DEFAULT_ACCOUNT).arn)
        self.kernel.store.clear()
        self.blobs.reset()
        tx = self.kernel.store.begin(self.kernel.clock.now())
        for key in kept:
            tx.put(key)
        self.kernel.store.apply(tx)
        self.kernel.store.flush()
        self.kernel.reload()

    def fork(self, settings: Settings) -> "Cloud":
        """A second cloud that begins as this one is now, and goes its own way."""
        with tempfile.TemporaryDirectory(dir=self.root) as folder:
            source = Path(folder)
            self.kernel.keep_clock()
            self.kernel.store.save(source / "store.db")
            self.blobs.save(source / "blobs")
            self.vault.save(source / "vault.key")
            other = Cloud(settings)
            other._replace(source)
            return other


_PART = ".part"
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def _lock(root: Path) -> IO[str]:
    handle = (root / "lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        owner = handle.read().strip() or "unknown"
        handle.close()
        raise DataInUse(f"another Fogbank (process {owner}) runs on {root}") from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def _settle(done: "asyncio.Future[Any]") -> Callable[[Any], None]:
    def settle(result: Any) -> None:
        if not done.done():
            done.set_result(result)

    return settle
