"""Starts real servers for tests, each as a process of its own on a free port, and always ends them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import fogbank

SRC = Path(fogbank.__file__).parents[1]
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


def environment(**more: str) -> dict[str, str]:
    """The environment without anything that points AWS's clients or Fogbank somewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "FOGBANK_"))}
    return {**kept, "PYTHONPATH": str(SRC), "AWS_CONFIG_FILE": "/nonexistent", **more}


def fogbank_command(*arguments: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the `fogbank` command to its end."""
    command = [sys.executable, "-m", "fogbank", *arguments]
    return subprocess.run(
        command, check=False, cwd=cwd, env=environment(**env), capture_output=True, text=True, timeout=60
    )


class Served:
    """A running server. `url` is its address, `data` its directory, `before_ready` what it printed before Ready."""

    def __init__(self, *options: str, data: Path | None, command: tuple[str, ...] = (), **popen: Any) -> None:
        self.data = data
        place = ["--data", str(data)] if data else ["--ephemeral"]
        run = command or (sys.executable, "-m", "fogbank")
        self._stderr = tempfile.TemporaryFile("w+")  # noqa: SIM115 # not a pipe: nobody reads it while the server runs
        self.process = subprocess.Popen(
            [*run, "up", "--port", "0", *place, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
            **{"env": environment(), **popen},
        )
        self.before_ready: list[str] = []
        self.errors = ""
        self.url = self._ready()

    def _ready(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Ready: "):
                return line.removeprefix("Ready: ").strip()
            self.before_ready.append(line.strip())
        self._end(signal.SIGTERM)
        raise AssertionError(f"the server did not start: {self.errors}")

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def root_key(self) -> dict[str, str]:
        """The root key pair that a first start with --auth strict prints, as variables of the environment."""
        words = self.before_ready[0].removeprefix("Root key (shown once): ").split()
        return dict(word.split("=", 1) for word in words)

    def admin(self, path: str, body: dict[str, Any] | None = None, method: str = "") -> Any:
        """Ask the admin API."""
        data = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(f"{self.url}/_fogbank/{path}", data, method=method or None)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)

    def advance(self, seconds: float) -> None:
        """Turn the clock."""
        self.admin("clock", {"advance": seconds})

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """SIGKILL: as in a crash."""
        return self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        if self._stderr.closed:
            return self.process.returncode
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self._stderr.seek(0)
            self.errors = self._stderr.read()
            self._stderr.close()
        return self.process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@contextlib.contextmanager
def served(*options: str, data: Path | None = None, **popen: Any) -> Iterator[Served]:
    """A server for a while. Ends cleanly and without a traceback, or the test fails."""
    with Served(*options, data=data, **popen) as server:
        yield server
    assert server.process.returncode in (0, -signal.SIGKILL)
    assert "Traceback" not in server.errors, server.errors
