"""`dev up`: the environment, then the cloud in its place."""

import os
from collections.abc import Sequence

from dev.venv import Environment


def up(arguments: Sequence[str]) -> int:
    """Become `fogbank up`. Returns only where that cannot be started."""
    script = Environment().ensure().with_name("fogbank")
    os.execv(script, [str(script), "up", *arguments])
