"""Where things lie in this repository, and how a command is run. Knows nothing of what the commands do."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "src/fogbank"
SERVICES = f"{PACKAGE}/services"


class Problem(Exception):
    """Something a person has to mend; the text says what and how."""


def say(text: str) -> None:
    """One line about a step that takes a while."""
    print(f"dev: {text}", flush=True)


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without AWS_*, FOGBANK_* and PYTHONPATH, so that nobody's settings reach a test."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "FOGBANK_", "BOTO_")) and name != "PYTHONPATH"
    }
    return {**kept, "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, **(extra or {})}


def run(command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Run a command on this terminal; its exit status."""
    sys.stdout.flush()
    return subprocess.run(list(command), cwd=cwd, env=env, check=False).returncode


def output_of(command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command quietly; its exit status (127: there is no such program) and all that it printed."""
    try:
        done = subprocess.run(
            list(command), cwd=cwd, env=env, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except FileNotFoundError as error:
        return 127, str(error)
    return done.returncode, done.stdout


def must(command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, hint: str = "") -> None:
    """Run a command quietly; raises Problem with the command and the end of its output where it fails."""
    status, output = output_of(command, cwd=cwd, env=env)
    if status:
        tail = "\n".join(output.strip().splitlines()[-25:])
        raise Problem("\n".join(filter(None, [f"this failed with status {status}: {' '.join(command)}", tail, hint])))


def service_folders(root: Path = ROOT) -> list[Path]:
    """The packages of the services, in order."""
    return sorted(path.parent for path in (root / SERVICES).glob("*/__init__.py"))


def folder_name(service: str) -> str:
    """The package folder of a botocore service name. The same rule as `fogbank.kernel.registry.folder_name`."""
    folder = service.replace("-", "_")
    return f"{folder}_" if folder == "lambda" else folder


def service_name(folder: str) -> str:
    """The botocore name of a service's package folder."""
    return folder.rstrip("_").replace("_", "-")
