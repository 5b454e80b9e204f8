"""The directory of the files: names, fresh ids, hard links for snapshots. Knows no rows.

ROOT/epoch            how often the directory has been taken into use
ROOT/7f/f00000300...7f      a blob; its name ends as its folder is called
ROOT/7f/f00000300...7f.part a blob that is being written
ROOT/trash/...              files on their way out
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

PART = ".part"
_TRASH = "trash"


class Folder:
    """One directory of blobs. Ids come from a counter below the epoch, so none ever comes twice."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._epoch = 0
        self._count = 0
        self._known: set[str] = set()

    def fresh(self, kind: str) -> str:
        """A new id of a kind (one letter)."""
        if not self._epoch:
            self._claim(0)
        self._count += 1
        return f"{kind}{self._epoch:06x}{self._count:010x}"

    def _claim(self, at_least: int) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self._epoch = max(self._last(self.root), at_least) + 1
        self._count = 0
        part = self.root / f"epoch{PART}"
        with part.open("w") as file:
            file.write(f"{self._epoch}\n")
            file.flush()
            os.fsync(file.fileno())
        part.rename(self.root / "epoch")

    @staticmethod
    def _last(root: Path) -> int:
        epoch = root / "epoch"
        return int(epoch.read_text()) if epoch.exists() else 0

    def path(self, blob: str) -> str:
        """Where a blob's file is."""
        return f"{self.root}/{blob[-2:]}/{blob}"

    def create(self, blob: str) -> int:
        """A descriptor of the file in which a blob is written until `finish`."""
        shelf = blob[-2:]
        if shelf not in self._known:
            (self.root / shelf).mkdir(parents=True, exist_ok=True)
            self._known.add(shelf)
        return os.open(self.path(blob) + PART, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)

    def finish(self, blob: str) -> None:
        """Give a written blob its name."""
        path = self.path(blob)
        os.rename(path + PART, path)  # noqa: PTH104  # this is on the way of every large put

    def sync(self, blob: str) -> None:
        """Have the name of a finished blob on the disk."""
        shelf = os.open(self.root / blob[-2:], os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(shelf)
        finally:
            os.close(shelf)

    def remove(self, blob: str) -> None:
        """Remove a blob's file, written or half written."""
        path = self.path(blob)
        for name in (path, path + PART):
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()

    def discard(self, blob: str) -> Path | None:
        """Take a blob's file out of sight; the caller removes it later (long files take their time)."""
        trash = self.root / _TRASH
        target = trash / blob
        try:
            Path(self.path(blob)).rename(target)
        except FileNotFoundError:
            if trash.exists():
                return None
            trash.mkdir(parents=True)
            return self.discard(blob)
        return target

    def shelves(self) -> list[Path]:
        """The folders that hold files."""
        return sorted(entry for entry in self.root.iterdir() if entry.is_dir()) if self.root.exists() else []

    def files(self) -> Iterator[Path]:
        """The finished blobs."""
        for shelf in self.shelves():
            if shelf.name != _TRASH:
                yield from (entry for entry in shelf.iterdir() if entry.suffix != PART)

    def save(self, target: Path) -> None:
        """Put every finished blob into another directory too, as hard links where the file system has them."""
        for file in self.files():
            _link(file, target / file.parent.name / file.name)
        target.mkdir(parents=True, exist_ok=True)
        (target / "epoch").write_text(f"{max(self._epoch, self._last(self.root))}\n")

    def add(self, source: Path) -> None:
        """Take over the blobs of a saved directory; ids from now on are new to both."""
        for file in Folder(source).files():
            _link(file, self.root / file.parent.name / file.name)
        self._claim(max(self._epoch, self._last(source)))


def _link(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    try:
        part.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, part)
    part.rename(target)
