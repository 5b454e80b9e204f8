"""Runs a bounded load against one server and says what came of it: by wrk, or by one of our own clients."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import processes
from benchmarks.servers import Server

ROOT = Path(__file__).resolve().parent.parent
_SCRIPT = Path(__file__).with_name("replay.lua")


class Load(NamedTuple):
    """The result of one run. `bytes` is the sum of the bodies, where that is what counts."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    errors: int
    cpu_s: float
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Requests each second."""
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def cpu_us(self) -> float:
        """Microseconds of the server's processor time for each request."""
        return self.cpu_s / self.requests * 1e6 if self.requests else 0.0

    @property
    def mib_rate(self) -> float:
        """MiB each second."""
        return self.bytes / 2**20 / self.seconds if self.seconds else 0.0


def replay(server: Server, requests: Sequence[bytes], connections: int, seconds: int) -> Load:
    """Let wrk replay recorded requests in turn."""
    with tempfile.NamedTemporaryFile(prefix="bench-requests-") as file:
        for request in requests:
            file.write(b"%d\n" % len(request) + request)
        file.flush()
        wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(_SCRIPT)]
        before = processes.cpu_s(server.pid)
        done = subprocess.run(
            [*wrk, server.url, "--", file.name], check=True, capture_output=True, text=True, timeout=seconds + 60
        )
        cpu_s = processes.cpu_s(server.pid) - before
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    count, duration_us, p50_us, p99_us, errors = map(int, line.split()[1:])
    return Load(count, duration_us / 1e6, p50_us / 1e3, p99_us / 1e3, errors, cpu_s)


def client(server: Server, module: str, *arguments: object, timeout_s: float = 300) -> Load:
    """Run one of our own clients in a process of its own; it prints the result's fields as JSON.

    It prints "GO" when it has prepared, and begins with what is measured when it is given a line.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", server.url, server.key, server.secret]
    process = subprocess.Popen(
        [*command, *map(str, arguments)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        if process.stdout.readline() != "GO\n":
            raise RuntimeError(f"the client benchmarks.{module} did not begin")
        before = processes.cpu_s(server.pid)
        told, _ = process.communicate("\n", timeout=timeout_s)
        return Load(**json.loads(told), cpu_s=processes.cpu_s(server.pid) - before)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
