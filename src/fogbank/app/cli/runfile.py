"""The run file: how the other commands find a running server.

A server writes DATA/server.json when it is ready and holds a lock on it until its process ends, so a file that is
left over from a crash is told from a live one by trying the lock, not by guessing from a process id. A server
without a data directory has its file in a directory of the user's below the machine's temporary directory.
"""

import fcntl
import json
import os
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

from fogbank.app.cli.failure import Failure

_NAME = "server.json"


class Running(NamedTuple):
    """What a server says of itself.

    `root` is its directory, `data` the same or None where nothing of it is kept, `log` None where it runs in a
    terminal.
    """

    pid: int
    url: str
    auth: str
    root: str
    data: str | None
    log: str | None


def ephemeral_folder() -> Path:
    """The user's directory for servers without a data directory."""
    folder = Path(tempfile.gettempdir()) / f"fogbank-run-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise Failure(f"{folder} belongs to somebody else; remove it")
    return folder


def publish(running: Running) -> Path:
    """Write the run file of this process, and lock it until the process ends."""
    place = Path(running.data) / _NAME if running.data else ephemeral_folder() / f"{running.pid}.json"
    part = place.with_name(f"{place.name}.{running.pid}")
    # A bare descriptor, which nothing closes before the system does: whoever waits for the lock waits for the process.
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    os.write(descriptor, json.dumps(running._asdict()).encode())
    part.rename(place)
    return place


def read(place: Path) -> tuple[Running, IO[str]] | None:
    """The live server of a run file, with a handle to wait on; None where none is alive."""
    try:
        handle = place.open()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise Failure(f"{place} cannot be read by this user") from None
    if ended(handle):
        handle.close()
        return None
    return Running(**json.load(handle)), handle


def ended(handle: IO[str]) -> bool:
    """Whether the process that wrote the file is gone."""
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(handle, fcntl.LOCK_UN)
    return True


def find(data: Path) -> tuple[Running, IO[str]]:
    """The server of this data directory."""
    if found := read(data / _NAME):
        return found
    raise Failure(f"no server runs on {data}: start one with 'fogbank up'")


def find_any(data: Path) -> tuple[Running, IO[str]]:
    """The server of this data directory, or else the only one without a data directory."""
    if found := read(data / _NAME):
        return found
    alive = []
    for place in sorted(ephemeral_folder().glob("*.json")):
        if found := read(place):
            alive.append(found)
        else:
            place.unlink(missing_ok=True)
    if not alive:
        return find(data)
    if len(alive) > 1:
        addresses = ", ".join(running.url for running, _ in alive)
        raise Failure(f"several servers run without a data directory ({addresses}): choose one with --url")
    return alive[0]
