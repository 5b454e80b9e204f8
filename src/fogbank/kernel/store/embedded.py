"""The embedded engine: SQLite through apsw, one table of bytes to bytes; in a file (WAL) or in memory.

Writes gather in one open transaction until `commit`. Checkpoints run on a connection of their own in a thread, so
the loop does not wait for them, with a gate on the log's size. Measurements: the design's wire-and-store notes, 3.
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import apsw

_SCHEMA = "CREATE TABLE IF NOT EXISTS kv(k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID"
_PAGE_BYTES = 8192
"""A page holds rows of up to about a quarter of it without spilling: most of ours are below 2 KiB."""
_WAL_FRAMES_MAX = (64 << 20) // _PAGE_BYTES
_CHECKPOINT_EVERY_S = 0.2


class Embedded:
    """Ordered bytes to bytes in SQLite. Not thread-safe: it belongs to the loop's thread."""

    def __init__(self, path: Path | None, *, full_sync: bool = False) -> None:
        self.path = path
        if path:
            _make_private(path)
        self._db = apsw.Connection(str(path) if path else ":memory:", statementcachesize=64)
        self._open = self._wrote = False
        self.turn: Callable[[Callable[[], None]], object] | None = None
        self._stop = threading.Event()
        self._checkpointing = threading.Lock()
        self._checkpointer: threading.Thread | None = None
        self._written = self._overgrown = False
        self._db.pragma("page_size", _PAGE_BYTES)
        if path:
            self._tune(full_sync)
        self._db.execute(_SCHEMA)
        self._cursor = self._db.cursor()

    def _tune(self, full_sync: bool) -> None:
        self._db.set_busy_timeout(2000)
        self._db.pragma("journal_mode", "wal")
        self._db.pragma("synchronous", "full" if full_sync else "normal")
        self._db.pragma("wal_autocheckpoint", 0)
        self._db.pragma("cache_size", -16384)
        self._db.set_wal_hook(self._grown)
        self._checkpointer = threading.Thread(target=self._checkpoint, name="checkpoint", daemon=True)
        self._checkpointer.start()

    def _checkpoint(self) -> None:
        db: apsw.Connection | None = None
        while not self._stop.wait(_CHECKPOINT_EVERY_S):
            if not self._written:
                continue
            self._written = False
            if db is None:
                db = apsw.Connection(str(self.path))
                db.pragma("journal_mode")  # a connection that has read nothing does not know of the log
            with self._checkpointing:
                frames, _ = db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                if frames > _WAL_FRAMES_MAX:  # once more, so that little is left for the writers to wait for
                    db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                    self._overgrown = True
        if db is not None:
            db.close()

    def _begin_reading(self) -> None:
        """One transaction for all reads of a turn: to begin and end one costs more than most reads."""
        if self.turn is not None:
            self._cursor.execute("BEGIN")
            self._open = True
            self.turn(self._end_reading)

    def _end_reading(self) -> None:
        if self._open and not self._wrote:
            self._cursor.execute("COMMIT")
            self._open = False

    def get(self, key: bytes) -> bytes | None:
        """The value at `key`."""
        if not self._open:
            self._begin_reading()
        for row in self._cursor.execute("SELECT v FROM kv WHERE k=?", (key,)):
            return row[0]  # type: ignore[no-any-return]
        return None

    def scan(self, start: bytes, end: bytes, limit: int, *, reverse: bool = False) -> list[tuple[bytes, bytes]]:
        """Up to `limit` rows with start <= key < end, in order or backwards."""
        if not self._open:
            self._begin_reading()
        order = "DESC" if reverse else "ASC"
        sql = f"SELECT k, v FROM kv WHERE k>=? AND k<? ORDER BY k {order} LIMIT ?"
        return list(self._cursor.execute(sql, (start, end, limit)))

    def values(self, start: bytes, end: bytes, limit: int) -> list[bytes]:
        """The values alone of up to `limit` rows with start <= key < end, in order."""
        if not self._open:
            self._begin_reading()
        sql = "SELECT v FROM kv WHERE k>=? AND k<? ORDER BY k LIMIT ?"
        return [row[0] for row in self._cursor.execute(sql, (start, end, limit))]

    def count(self, start: bytes, end: bytes) -> int:
        """How many rows have start <= key < end."""
        for row in self._cursor.execute("SELECT count(*) FROM kv WHERE k>=? AND k<?", (start, end)):
            return int(row[0])
        return 0

    def write(self, rows: Iterable[tuple[bytes, bytes | None]]) -> None:
        """Put these rows (None deletes) into the open transaction; they are read back at once."""
        if not self._open:
            self._cursor.execute("BEGIN IMMEDIATE")
            self._open = True
        self._wrote = True
        execute = self._cursor.execute
        for key, value in rows:
            if value is None:
                execute("DELETE FROM kv WHERE k=?", (key,))
            else:
                execute("REPLACE INTO kv(k, v) VALUES(?, ?)", (key, value))

    def commit(self) -> None:
        """Make what was written durable: it survives the process from here on."""
        if self._open:
            self._cursor.execute("COMMIT")
            self._open = False
            if not self._wrote:
                return
            self._wrote = False
            self._written = True
            if self._overgrown:
                self._gate()

    def _grown(self, db: apsw.Connection, name: str, frames: int) -> int:
        """After each commit: the thread may come too late where the writers are many."""
        if frames > 2 * _WAL_FRAMES_MAX:
            self._overgrown = True
        return apsw.SQLITE_OK

    def _gate(self) -> None:
        """The log has outgrown the thread: hold the writers for one whole checkpoint."""
        with self._checkpointing:
            self._overgrown = False
            self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_RESTART)

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        if self._open:
            self._cursor.execute("ROLLBACK")
            self._open = self._wrote = False

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the committed rows in a new file."""
        _make_private(path)
        with apsw.Connection(str(path)) as target, target.backup("main", self._db, "main") as backup:
            backup.step()

    def copy_from(self, path: Path) -> None:
        """Replace all rows by those of a copy: wholly or not at all."""
        with apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY) as source:
            self._cursor.execute("BEGIN IMMEDIATE")
            try:
                self._cursor.execute("DELETE FROM kv")
                rows = source.execute("SELECT k, v FROM kv ORDER BY k")
                self._cursor.executemany("INSERT INTO kv(k, v) VALUES(?, ?)", rows)
            except apsw.Error:
                self._cursor.execute("ROLLBACK")
                raise
            self._cursor.execute("COMMIT")

    def clear(self) -> None:
        """Remove every row."""
        self._cursor.execute("DELETE FROM kv")

    def close(self) -> None:
        """Commit, fold the log into the file, let go of it."""
        self._stop.set()
        if self._checkpointer:
            self._checkpointer.join()
        self.commit()
        self._db.close()


def _make_private(path: Path) -> None:
    """Make the file, if it is new, so that only its owner reads it: secrets of access keys are in it.

    Source: SQLite gives its log and index the mode of the file itself (os_unix.c, findCreateFileMode).
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
