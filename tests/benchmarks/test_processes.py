"""Memory and processor time are those of the process and its children, and a tree of them can be ended."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks import processes

PARENT = """
import subprocess, sys
code = "import time; x = bytearray(40 << 20); print('up', flush=True); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", code])
child.wait()
"""


def runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_children_count_and_are_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        family = processes.tree(process.pid)
        assert len(family) == 2
        assert processes.memory_bytes(process.pid) > 40 << 20
        assert processes.cpu_s(process.pid) > 0
        processes.end(process)
    deadline = time.monotonic() + 10
    while any(map(runs, family)):
        assert time.monotonic() < deadline, "a child still runs"
