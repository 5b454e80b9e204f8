"""The servers that are measured: how each is started, and when it has answered for the first time."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from benchmarks import processes
from benchmarks.recording import Recorder

_START_S_MAX = 30.0
_NOT_HANDED_ON = ("AWS_", "FOGBANK_", "PYTHONDONTWRITEBYTECODE")
"""Settings of a cloud; and every server may keep its bytecode, as an installed package does."""


class Server:
    """One server. `key` and `secret` sign for it; `start` may be called again after `stop`.

    `only` is the one service that it has, "" for many.
    """

    def __init__(
        self, name: str, command: Callable[[int, Path], list[str]], environment: dict[str, str], only: str = ""
    ) -> None:
        self.name = name
        self.key = "AKIAIOSFODNN7EXAMPLE"
        self.secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        self.folder = Path(tempfile.mkdtemp(prefix=f"bench-{name.lower().replace(' ', '-')}-"))
        self.port = 0
        self._command = command
        self._environment = environment
        self._only = only
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has printed since its start."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def has(self, service: str) -> bool:
        """Whether this service can be measured on it."""
        return self._only in ("", service)

    def start(self) -> float:
        """Start on a free port and send a signed request until it is answered with 200; the seconds that took."""
        self.port = free_port()
        first = ("dynamodb", "list_tables") if self._only == "dynamodb" else ("sqs", "list_queues")
        request = Recorder(self.url, self.key, self.secret).record(*first)
        began = time.perf_counter()
        self._launch()
        while time.perf_counter() < began + _START_S_MAX:
            if answers(self.port, request):
                return time.perf_counter() - began
            if self._process is not None and self._process.poll() is not None:
                break
            time.sleep(0.001)
        raise RuntimeError(f"{self.name} does not answer:\n{self.log[-2000:]}")

    def _launch(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)}
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            self._command(self.port, self.folder),
            cwd=self.folder,
            env={**environment, **{name: value.format(port=self.port) for name, value in self._environment.items()}},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def prepare(self) -> None:
        """What must have been done once before the first `start`: nothing, but for Fogbank."""

    def stop(self) -> None:
        """End it and its children."""
        if self._process is not None:
            processes.end(self._process)
            self._process = None
        if self._log is not None:
            self._log.close()

    def remove(self) -> None:
        """End it and remove what it wrote."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Fogbank(Server):
    """Fogbank with signatures verified and policies enforced, and everything kept on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Fogbank", self._up, {})
        self._script = folder / "fogbank"

    def _up(self, port: int, folder: Path) -> list[str]:
        data = str(folder / "data")
        return [str(self._script), "up", "--port", str(port), "--auth", "strict", "--data", data]

    def prepare(self) -> None:
        """Start once, to be given the root key, which is shown at the first start alone."""
        self.port = free_port()
        self._launch()
        deadline = time.perf_counter() + _START_S_MAX
        while "Ready: " not in self.log:
            if time.perf_counter() > deadline or (self._process is not None and self._process.poll() is not None):
                raise RuntimeError(f"Fogbank does not start:\n{self.log[-2000:]}")
            time.sleep(0.01)
        found = re.search(r"AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)", self.log)
        assert found is not None, f"the first start shows no root key:\n{self.log}"
        self.key, self.secret = found.groups()
        self.stop()


def all_servers(own: Path, peers: Path, scripts: Path, *, alone: bool) -> list[Server]:
    """Fogbank and, unless it is alone, its peers; from the folders in which their commands are.

    `scripts` is the folder of the peers that are written in JavaScript.
    """
    if alone:
        return [Fogbank(own)]
    return [
        Fogbank(own),
        Server("MiniStack", lambda port, folder: [str(peers / "ministack")], _MINISTACK),
        Server("moto", lambda port, folder: [str(peers / "moto_server"), "-H", "127.0.0.1", "-p", str(port)], {}),
        Server("dynalite", lambda port, folder: _dynalite(scripts, port), {}, only="dynamodb"),
        Server(
            "dynalite on disk",
            lambda port, folder: [*_dynalite(scripts, port), "--path", str(folder / "level")],
            {},
            only="dynamodb",
        ),
    ]


def _dynalite(scripts: Path, port: int) -> list[str]:
    return [str(scripts / "dynalite"), "--host", "127.0.0.1", "--port", str(port)]


# Source: MiniStack's configuration page, General.
_MINISTACK = {"GATEWAY_PORT": "{port}", "LOG_LEVEL": "WARNING"}


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int, request: bytes) -> bool:
    """Whether a request is answered with 200 on a new connection."""
    with (
        contextlib.suppress(OSError, http.client.HTTPException),
        socket.create_connection(("127.0.0.1", port), 5) as wire,
    ):
        wire.settimeout(5)
        wire.sendall(request)
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        answer.read()
        return answer.status == 200
    return False
