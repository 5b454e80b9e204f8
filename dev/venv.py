"""Makes `.venv` and keeps it right: run time, tests and checks are installed as first needed, at pinned versions.

A stamp is written when an installation has ended, so one that was interrupted, or whose pins have changed, is repaired.
"""

import fcntl
import hashlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dev.project import ROOT, Problem, must, output_of, say

CONSTRAINTS = "dev/constraints.txt"
TEST = "test"
CHECK = "check"

_BUILD = ("hatchling", "editables")


class Environment:
    """One virtual environment below the project's root."""

    def __init__(self, root: Path = ROOT, folder: str = ".venv") -> None:
        self.root = root
        self.folder = root / folder
        self.python = self.folder / "bin" / "python"
        self._stamp = self.folder / "dev-stamp.json"

    def ensure(self, *groups: str) -> Path:
        """Install the project with these dependency groups unless that has been done; the environment's Python."""
        wanted = self._wanted()
        if self._current(wanted, groups):
            return self.python
        with _only_one(self.root / f"{self.folder.name}.lock"):
            before = self._read_stamp()
            if self._current(wanted, groups):
                return self.python
            together = sorted({*groups, *before.get("groups", ())})
            self._stamp.unlink(missing_ok=True)
            self._make(afresh=bool(before) and before.get("python") != wanted["python"])
            self._install(together)
            self._stamp.write_text(json.dumps({**wanted, "groups": together}))
        return self.python

    def _wanted(self) -> dict[str, Any]:
        project = tomllib.loads((self.root / "pyproject.toml").read_text())
        tables = {name: project.get(name) for name in ("build-system", "dependency-groups", "project")}
        pins = hashlib.sha256(json.dumps(tables, sort_keys=True).encode())
        pins.update((self.root / CONSTRAINTS).read_bytes())
        return {"pins": pins.hexdigest(), "python": sys.version.partition(" ")[0], "root": str(self.root)}

    def _read_stamp(self) -> dict[str, Any]:
        try:
            stamp: dict[str, Any] = json.loads(self._stamp.read_text())
        except (OSError, ValueError):
            return {}
        return stamp

    def _current(self, wanted: dict[str, Any], groups: Sequence[str]) -> bool:
        stamp = self._read_stamp()
        return stamp.items() >= wanted.items() and set(groups) <= set(stamp.get("groups", ())) and self.python.exists()

    def _make(self, afresh: bool) -> None:
        works = not afresh and self.python.exists() and output_of([str(self.python), "-m", "pip", "--version"])[0] == 0
        if works:
            return
        say(f"Making {self.folder.name} with Python {sys.version.partition(' ')[0]}")
        # Where this runs inside the environment that is to be made again, the interpreter below it makes it.
        base = str(getattr(sys, "_base_executable", sys.executable))
        hint = "On Debian and Ubuntu: apt-get install python3-venv"
        must([base, "-m", "venv", "--clear", str(self.folder)], cwd=self.root, hint=hint)

    def _install(self, groups: Sequence[str]) -> None:
        say(f"Installing {' and '.join(['what Fogbank needs', *(f'what {group} needs' for group in groups)])}")
        pins = pinned((self.root / CONSTRAINTS).read_text())
        build = [f"{name}=={pins[name]}" for name in _BUILD]
        self._pip(*build)
        self._pip("--no-build-isolation", "--editable", ".", *requirements(self.root, groups))

    def _pip(self, *arguments: str) -> None:
        command = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        hint = "Run it again when the package registry can be reached; what is done so far is kept."
        must([*command, "--constraint", CONSTRAINTS, *arguments], cwd=self.root, hint=hint)


def requirements(root: Path, groups: Sequence[str]) -> list[str]:
    """The requirements of the dependency groups of pyproject.toml, written out."""
    table = tomllib.loads((root / "pyproject.toml").read_text())["dependency-groups"]
    names: dict[str, None] = {}
    for group in groups:
        if group not in table:
            raise Problem(f"pyproject.toml has no dependency group {group!r}")
        names.update(dict.fromkeys(table[group]))
    return list(names)


def pinned(text: str) -> dict[str, str]:
    """Name (normalized) to version, of a constraint file; raises Problem at a line that does not pin one version."""
    pins: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.!+_]+)", content)
        if match is None:
            raise Problem(f"{CONSTRAINTS}:{number}: not of the form name==version: {content}")
        pins[normalized(match[1])] = match[2]
    return pins


def normalized(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def inside(*groups: str, command: str, arguments: Sequence[str]) -> int | None:
    """Run `python -m dev command` again inside .venv, which has these groups; None where that is here already."""
    python = Environment().ensure(*groups)
    if Path(sys.prefix).resolve() == python.parent.parent.resolve():
        return None
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(python, [str(python), "-m", "dev", command, *arguments])


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another `dev` that is installing")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
