"""The file of a root key: 32 bytes that only their owner may read. Written whole or not at all."""

import os
import stat
from pathlib import Path

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(Exception):
    """The key's file is not to be trusted or used; the text says why and what to do."""


def read(path: Path) -> bytes | None:
    """The key in a file, or None where there is no file. Raises KeyFileError."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}") from None
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise KeyFileError(f"{path} is not a plain file")
        if status.st_mode & _OTHERS:
            mode = stat.S_IMODE(status.st_mode)
            raise KeyFileError(f"{path} may be read or changed by others (mode {mode:04o}): run chmod 600 {path}")
        if status.st_uid != os.geteuid():
            raise KeyFileError(f"{path} belongs to user {status.st_uid}, not to the one that runs Fogbank")
        key = os.read(file, KEY_BYTES + 1)
    finally:
        os.close(file)
    if len(key) != KEY_BYTES:
        raise KeyFileError(f"{path} has {len(key)} bytes and not {KEY_BYTES}: put back the file that was there")
    return key


def write(path: Path, key: bytes) -> None:
    """Put a key into a file, on the disk when this returns; a file of that name is replaced."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # left by a crash; its key was never used
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        os.write(file, key)
        os.fsync(file)
    finally:
        os.close(file)
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
