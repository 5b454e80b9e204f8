"""`dev bench`: installs the peers below `.bench`, and runs the benchmarks beside them."""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from dev import javascript
from dev.project import ROOT, clean_environment, must, output_of, run, say
from dev.system import need
from dev.venv import TEST, Environment, pinned

PEERS = "dev/bench-constraints.txt"
_SCRIPTS = "benchmarks/js"
_FOLDER = ".bench/venv"
_SCRIPTS_FOLDER = ".bench/js"
_WANTED = ("moto[server]", "ministack")


def bench(arguments: Sequence[str]) -> int:
    """Run `benchmarks`; its exit status."""
    python = Environment().ensure(TEST)
    need("wrk", "wrk", "it makes the load of the benchmarks")
    peers = _peers()
    scripts = javascript.install(_SCRIPTS, _SCRIPTS_FOLDER, "it installs a peer of the benchmarks") / ".bin"
    pins = pinned((ROOT / PEERS).read_text())
    dynalite = javascript.locked(_SCRIPTS, "dynalite")
    versions = {
        "MiniStack": pins["ministack"],
        "moto": pins["moto"],
        "dynalite": dynalite,
        "dynalite on disk": dynalite,
    }
    folders = ["--own", str(python.parent), "--peers", str(peers), "--scripts", str(scripts)]
    told = ["--versions", json.dumps(versions)]
    return run([str(python), "-m", "benchmarks", *folders, *told, *arguments], env=clean_environment())


def _peers() -> Path:
    """The folder of the peers' commands. They are not installed with Fogbank: they need another botocore."""
    folder = ROOT / _FOLDER
    stamp = folder / "dev-stamp"
    wanted = hashlib.sha256((ROOT / PEERS).read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"Installing the peers into {_FOLDER}")
        base = str(getattr(sys, "_base_executable", sys.executable))
        if output_of([str(folder / "bin" / "python"), "--version"])[0]:
            must([base, "-m", "venv", "--clear", str(folder)])
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        must([*pip, "--constraint", PEERS, *_WANTED])
        stamp.write_text(wanted)
    return folder / "bin"
