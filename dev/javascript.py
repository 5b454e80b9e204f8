"""JavaScript packages: those that a folder's package.json and lock name, installed by npm where they are wanted."""

import hashlib
import json
import shutil
from pathlib import Path

from dev.project import ROOT, must, say
from dev.system import need

_FILES = ("package.json", "package-lock.json")


def install(named_in: str, into: str, why: str) -> Path:
    """Install the packages unless they are there in these versions; their `node_modules`. Paths are below the root.

    Errors: Problem where there is no npm, or it fails.
    """
    source, folder = ROOT / named_in, ROOT / into
    modules = folder / "node_modules"
    wanted = hashlib.sha256(b"".join((source / name).read_bytes() for name in _FILES)).hexdigest()
    stamp = modules / ".dev-stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return modules
    npm = need("npm", "npm", why)
    say(f"Installing the JavaScript packages of {named_in}")
    if folder != source:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copyfile(source / name, folder / name)
    must([str(npm), "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
    stamp.write_text(wanted)
    return modules


def locked(named_in: str, package: str) -> str:
    """The version of a package that a folder's lock names."""
    lock = json.loads((ROOT / named_in / "package-lock.json").read_bytes())
    version: str = lock["packages"][f"node_modules/{package}"]["version"]
    return version
