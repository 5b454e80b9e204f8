"""`dev test` and `dev replay`: pytest in .venv, with nobody's AWS settings."""

import hashlib
from collections.abc import Sequence

from dev.project import ROOT, Problem, clean_environment, must, run, say
from dev.system import need
from dev.venv import TEST, Environment

JAVASCRIPT = "tests/journeys/js"

# A process for each core pays for the whole suite (on two cores a third less time), and not for a file of it.
_EVERYTHING = ("-n", "auto", "--dist", "worksteal")


def test(arguments: Sequence[str]) -> int:
    """Run pytest; its exit status."""
    python = Environment().ensure(TEST)
    try:
        _install_javascript()
    except Problem as problem:
        say(f"the tests of the JavaScript SDK will fail: {problem}")
    return run([str(python), "-m", "pytest", *(arguments or _EVERYTHING)], env=clean_environment())


def replay(arguments: Sequence[str]) -> int:
    """Run the simulations with one seed, as a failed run printed it."""
    if len(arguments) < 1 or not arguments[0].isdigit():
        raise Problem("say the seed, a number: python3 -m dev replay 12345 [arguments of pytest]")
    seed, *rest = arguments
    return test(["tests/simulation", "--simulation-seed", seed, "-p", "no:randomly", *rest])


def _install_javascript() -> None:
    folder = ROOT / JAVASCRIPT
    manifest, lock = folder / "package.json", folder / "package-lock.json"
    if not manifest.exists():
        return
    wanted = hashlib.sha256(manifest.read_bytes() + (lock.read_bytes() if lock.exists() else b"")).hexdigest()
    stamp = folder / "node_modules" / ".dev-stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    npm = need("npm", "npm", "it installs what the journeys of the JavaScript SDK use")
    say(f"Installing the JavaScript packages of {JAVASCRIPT}")
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    must([str(npm), "ci" if lock.exists() else "install", *quiet], cwd=folder)
    stamp.write_text(wanted)
