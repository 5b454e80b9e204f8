"""The JavaScript SDK v3, unmodified: js/journey.mjs."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.served import Served, environment, fogbank_command, served

FOLDER = Path(__file__).parent / "js"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A strict server, so that every signature is verified."""
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_sdk_for_javascript(server: Served, scheme: str) -> None:
    node = shutil.which("node")
    assert node, "the tests of the JavaScript SDK need Node.js (Debian: nodejs, npm)"
    assert (FOLDER / "node_modules/@aws-sdk").exists(), f"run `npm ci` in {FOLDER}, or `python3 -m dev test`"
    options = ["--https"] if scheme == "https" else []
    told = fogbank_command("env", "--shell", "json", *options, "--data", str(server.data))
    done = subprocess.run(
        [node, "journey.mjs", f"from-js-{scheme}"],
        check=False,
        cwd=FOLDER,
        env=environment(**{**server.root_key, **json.loads(told.stdout)}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
