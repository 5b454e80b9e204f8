"""Programs of the operating system: found, installed where this runs as root, or asked for by their package's name."""

import os
import shutil
from pathlib import Path

from dev.project import Problem, output_of, say


def need(program: str, package: str, why: str) -> Path:
    """The program's path; raises Problem that names the Debian package where it is missing and cannot be installed."""
    found = shutil.which(program)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing the system package {package} ({why})")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        if output_of(install, env=quiet)[0]:
            output_of(["apt-get", "update", "-qq"], env=quiet)
            output_of(install, env=quiet)
        found = shutil.which(program)
    if found is None:
        raise Problem(f"{program} is missing ({why}). On Debian and Ubuntu: apt-get install {package}")
    return Path(found)
