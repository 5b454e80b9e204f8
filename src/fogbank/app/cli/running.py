"""Commands about the process of the server: down, status, logs."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from fogbank.app.cli import runfile
from fogbank.app.cli.clock import told
from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import Admin, process

_STOP_S = 30.0
_POLL_S = 0.02


def down(asked: argparse.Namespace) -> None:
    """End the server and wait until its process is gone."""
    running, handle = process(asked)
    try:
        os.kill(running.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass  # it ended in this very moment
    except PermissionError:
        raise Failure(f"process {running.pid} belongs to another user") from None
    if not _wait(lambda: runfile.ended(handle)):
        raise Failure(f"process {running.pid} has not ended within {_STOP_S:.0f} s")
    print(f"Stopped: {running.url}")


def _wait(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _STOP_S
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True


def status(asked: argparse.Namespace) -> None:
    """Print where the server is and what it says of itself."""
    admin = Admin(asked)
    health, clock = admin.get("health"), admin.get("clock")
    running = admin.running
    rows = {"url": running.url if running else admin.url, "version": health["version"]}
    if running:
        rows |= {
            "process": str(running.pid),
            "data": running.data or "none (ephemeral)",
            "auth": running.auth,
            "log": running.log or "none (it runs in the foreground)",
        }
    rows |= {"clock": told(clock), "services": ", ".join(sorted(health["services"]))}
    for name, value in rows.items():
        print(f"{name:9} {value}")


def logs(asked: argparse.Namespace) -> None:
    """Print the server's log; with --follow until the server has ended."""
    running, handle = process(asked)
    if running.log is None:
        raise Failure(f"process {running.pid} runs in the foreground and logs to its terminal")
    with Path(running.log).open() as log:
        while True:
            over = runfile.ended(handle)
            for line in log:
                sys.stdout.write(line)
            sys.stdout.flush()
            if over or not asked.follow:
                return
            time.sleep(_POLL_S)
