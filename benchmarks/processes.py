"""What the kernel says of a process and its children: memory and processor time, from /proc."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def tree(root: int) -> list[int]:
    """The process and everything that descends from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, rest = [], [root]
    while rest:
        pid = rest.pop()
        found.append(pid)
        rest += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name, from the state on; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_s(root: int) -> float:
    """User and system time of the process and its children, those that have ended included."""
    fields = filter(None, map(_stat, tree(root)))
    return sum(sum(map(int, field[11:15])) for field in fields) / _TICKS


def memory_bytes(root: int) -> int:
    """Resident memory of the process and its children."""
    total = 0
    for pid in tree(root):
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
        except OSError:
            continue
    return total


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, wait, and kill what is left of it and of its children, each by its id."""
    family = {pid: _began(pid) for pid in tree(process.pid)}
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
    for pid, began in family.items():
        # A child may have ended with its parent, and its id may belong to another process by now.
        if began and _began(pid) == began:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _began(pid: int) -> str:
    """When a process that still runs was started, in the kernel's ticks; "" of one that does not."""
    fields = _stat(pid)
    return fields[19] if fields and fields[0] not in "ZX" else ""


class Watch:
    """Watches a process's memory while it is entered; `most_bytes` is the maximum seen."""

    def __init__(self, pid: int, every_s: float = 0.05) -> None:
        self.most_bytes = 0
        self._pid = pid
        self._every_s = every_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._done.is_set():
            self.most_bytes = max(self.most_bytes, memory_bytes(self._pid))
            time.sleep(self._every_s)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        self._thread.join()
