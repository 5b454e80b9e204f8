"""The grammar of the command line: commands, options, and where each command is. No behaviour.

Commands are named "module:function" and imported when they run, so that `fogbank up` starts fast.
"""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from fogbank import __version__

Command = Callable[[argparse.Namespace], int | None]


class _Parser(argparse.ArgumentParser):
    """Tells a wrong use in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    root = _Parser(prog="fogbank", description="A whole AWS-compatible cloud on this machine.")
    root.add_argument("--version", action="version", version=f"fogbank {__version__}")
    commands = root.add_subparsers(metavar="COMMAND", required=True)
    _up(commands)
    server = argparse.ArgumentParser(add_help=False)
    server.add_argument("--data", metavar="DIR", help="the data directory of the server that is meant")
    target = argparse.ArgumentParser(add_help=False, parents=[server])
    target.add_argument("--url", help="the address of the server that is meant, instead of --data")
    _add(commands, "down", "running:down", "end the server and wait until it has ended", server)
    _add(commands, "status", "running:status", "tell whether a server runs, and where", target)
    logs = _add(commands, "logs", "running:logs", "print what a server started with --detach has logged", server)
    logs.add_argument("-f", "--follow", action="store_true", help="go on printing as it comes")
    _env(commands, target)
    _clock(commands, target)
    _snapshot(commands, target)
    _add(commands, "reset", "cloud:reset", "remove everything but the configuration and the snapshots", target)
    requests = _add(commands, "requests", "cloud:requests", "print the last calls, newest first", target)
    requests.add_argument("--limit", type=int, default=20, metavar="N")
    why = _add(commands, "why", "why:why", "tell why a call was allowed or refused, step by step", target)
    told = "the id in the call's answer, or in 'fogbank requests'; default: the newest call that failed"
    why.add_argument("request_id", metavar="REQUEST_ID", nargs="?", help=told)
    authority = _add(commands, "ca", "authority:ca", "the local certificate authority, which HTTPS needs", server)
    verbs = ("show", "install", "uninstall", "path")
    authority.add_argument("verb", nargs="?", choices=verbs, default="show", help="install: into the machine's stores")
    authority.add_argument("--pem", action="store_true", help="print the certificate itself")
    commands.add_parser("aws", help="run the AWS CLI against this server; all arguments are its own")
    return root


def _add(
    commands: "argparse._SubParsersAction[Any]", name: str, where: str, text: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, parents=list(parents))
    made.set_defaults(command=_command(where))
    return made


def _command(where: str) -> Command:
    module, _, function = where.partition(":")

    def run(asked: argparse.Namespace) -> int | None:
        import importlib

        command: Command = getattr(importlib.import_module(f"fogbank.app.cli.{module}"), function)
        return command(asked)

    return run


def _up(commands: "argparse._SubParsersAction[Any]") -> None:
    up = _add(commands, "up", "serving:up", "start a cloud and serve it until it is told to stop")
    up.add_argument("--host", metavar="ADDRESS", help="the address to listen on; default 127.0.0.1")
    up.add_argument("--port", type=int, metavar="N", help="the port to listen on, 0 for any free one; default 4566")
    place = up.add_mutually_exclusive_group()
    place.add_argument("--data", metavar="DIR", help="where everything is kept; default .fogbank")
    place.add_argument("--ephemeral", action="store_true", help="keep nothing when the server ends")
    up.add_argument("--auth", metavar="lenient|strict", help="lenient (default): any access key is accepted")
    renewed = "print a new root key pair; it replaces the root keys that there are"
    up.add_argument("--new-root-key", action="store_true", help=renewed)
    up.add_argument("--durability", metavar="normal|full", help="full: survives a power cut, not only a crash")
    up.add_argument("--seed", type=int, metavar="N", help="ids and everything random follow from this number")
    up.add_argument("--detach", action="store_true", help="go on in the background once the server is ready")
    up.add_argument("--log", help=argparse.SUPPRESS)  # the file behind stderr, in the process that --detach starts


def _env(commands: "argparse._SubParsersAction[Any]", target: argparse.ArgumentParser) -> None:
    env = _add(commands, "env", "environment:env", "print the AWS_* variables to export", target)
    env.add_argument("--shell", choices=("bash", "fish", "json"), default="bash", help="the form; default bash")
    env.add_argument("--https", action="store_true", help="use HTTPS, and trust the local authority")
    env.add_argument("--proxy", action="store_true", help=argparse.SUPPRESS)


def _clock(commands: "argparse._SubParsersAction[Any]", target: argparse.ArgumentParser) -> None:
    clock: argparse.ArgumentParser = commands.add_parser("clock", help="show or turn the cloud's clock")
    verbs = clock.add_subparsers(metavar="VERB", required=True)
    _add(verbs, "show", "clock:show", "print the cloud's time", target)
    advance = _add(verbs, "advance", "clock:advance", "turn the clock forward; all that comes due is done", target)
    advance.add_argument("duration", metavar="DURATION", help="90s, 15m, 36h, 30d, 2w, 1d12h")
    setting = _add(verbs, "set", "clock:set_to", "turn the clock forward to an instant", target)
    setting.add_argument("instant", metavar="ISO", help="2027-01-31T12:00:00Z; UTC where it names no zone")
    _add(verbs, "freeze", "clock:freeze", "let the clock stand", target)
    _add(verbs, "resume", "clock:resume", "let the clock go on", target)
    rate = _add(verbs, "rate", "clock:rate", "let the clock run at another speed", target)
    rate.add_argument("rate", type=float, metavar="N", help="seconds of the cloud for each real second")


def _snapshot(commands: "argparse._SubParsersAction[Any]", target: argparse.ArgumentParser) -> None:
    snapshot: argparse.ArgumentParser = commands.add_parser("snapshot", help="save and load the whole cloud")
    verbs = snapshot.add_subparsers(metavar="VERB", required=True)
    for verb, text in (("save", "save the whole cloud"), ("load", "go back to a saved cloud, its time included")):
        _add(verbs, verb, f"cloud:{verb}", text, target).add_argument("name", metavar="NAME")
    _add(verbs, "list", "cloud:saved", "print the names of the saved clouds", target)
