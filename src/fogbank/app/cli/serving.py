"""`fogbank up`: one cloud in this process, or in one that goes on in the background."""

import argparse
import asyncio
import errno
import gc
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fogbank.app.cli import runfile
from fogbank.app.cli.failure import Failure
from fogbank.app.cli.target import settings as settings_of_environment
from fogbank.app.settings import Settings, SettingsError

if TYPE_CHECKING:
    from fogbank.app.server import Server

_LOG = "log"


def up(asked: argparse.Namespace) -> int:
    """Start a cloud; with --detach return once it is ready, else when it has been stopped."""
    settings = _settings(asked)
    return _detach(asked, settings) if asked.detach else _serve(settings, asked.log)


def _settings(asked: argparse.Namespace) -> Settings:
    settings = settings_of_environment()
    given = {
        name: value
        for name in ("host", "port", "auth", "durability", "seed")
        if (value := getattr(asked, name)) is not None
    }
    if asked.ephemeral:
        given["data"] = None
    elif asked.data:
        given["data"] = Path(asked.data)
    given["new_root_key"] = asked.new_root_key
    try:
        return settings._replace(**given).checked()
    except SettingsError as error:
        raise Failure(str(error)) from None


def _serve(settings: Settings, log: str | None) -> int:
    from fogbank.app.build import DataInUse
    from fogbank.planes.vault import KeyFileError

    try:
        _run(settings, log)
    except DataInUse as error:
        raise Failure(f"{error}; end it with 'fogbank down', or choose another directory with --data") from None
    except KeyFileError as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(_why(error, settings)) from None
    return 0


def _why(error: OSError, settings: Settings) -> str:
    where = f"port {settings.port} of {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is in use: choose another with --port (0: any free one)"
    if error.errno == errno.EACCES and error.filename is None:
        return f"{where} may not be used by this user: choose one above 1023 with --port"
    if error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return f"cannot listen on {where}: {error.strerror or error}"


def _run(settings: Settings, log: str | None) -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(_until_stopped(settings, log))
    else:
        uvloop.run(_until_stopped(settings, log))


async def _until_stopped(settings: Settings, log: str | None) -> None:
    from fogbank.app.server import Server

    server = Server(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stopping.set)
    try:
        await server.start()
        place = _tell(server, log)
        if settings.auth == "strict" or settings.new_root_key:
            key = server.cloud.root_key(new=settings.new_root_key)
            if key is not None:
                print(f"Root key (shown once): AWS_ACCESS_KEY_ID={key.id} AWS_SECRET_ACCESS_KEY={key.secret}")
        print(f"Ready: {server.url}", flush=True)
        if log:
            # The process that started this one leaves now: nothing may be written to it any more.
            os.dup2(2, 1)
        gc.collect()
        gc.freeze()
        await server.stopping.wait()
        place.unlink(missing_ok=True)
    finally:
        await server.stop()


def _tell(server: "Server", log: str | None) -> Path:
    root = str(server.cloud.root)
    data = None if server.cloud.ephemeral else root
    return runfile.publish(runfile.Running(os.getpid(), server.url, server.settings.auth, root, data, log))


def _detach(asked: argparse.Namespace, settings: Settings) -> int:
    """Start the same command in a session of its own, and pass on what it prints until it is ready."""
    if settings.data is None:
        log = runfile.ephemeral_folder() / f"{os.getpid()}.log"
    else:
        log = settings.data / _LOG
        log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "fogbank", "up", *_again(settings), "--log", str(log.resolve())]
    with log.open("a") as errors:
        began = errors.tell()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
    assert child.stdout is not None
    for line in child.stdout:
        print(line, end="")
        if line.startswith("Ready:"):
            return 0
    child.wait()
    with log.open() as errors:
        errors.seek(began)
        said = errors.read().strip().splitlines()
    raise Failure(said[-1].removeprefix("fogbank: ") if said else f"the server ended at once; its log is {log}")


def _again(settings: Settings) -> list[str]:
    options = [
        f"--host={settings.host}",
        f"--port={settings.port}",
        f"--auth={settings.auth}",
        f"--durability={settings.durability}",
        f"--data={settings.data}" if settings.data else "--ephemeral",
    ]
    if settings.seed is not None:
        options.append(f"--seed={settings.seed}")
    return [*options, "--new-root-key"] if settings.new_root_key else options
