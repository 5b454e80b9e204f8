"""The commands of the README and of the guides, in order, in one shell, on a server that starts empty."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dev.__main__ import COMMANDS
from tests.app.served import environment, served

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```sh\n(.*?)```\n(?:```text\n(.*?)```\n)?", re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text())
EDGE = "----- next block -----"


def test_the_two_commands_are_at_the_top() -> None:
    lines = [line.partition("#")[0].split() for line in BLOCKS[0][0].splitlines()]
    assert lines == [["python3", "-m", "dev", "up"], ["python3", "-m", "dev", "test"]]
    assert {"up", "test"} <= COMMANDS.keys()
    assert (ROOT / "README.md").read_text().index("```sh") < 300


def test_the_tour(tmp_path: Path) -> None:
    prepare(tmp_path)
    script = f"\necho '{EDGE}'\n".join(commands for commands, _ in BLOCKS[1:])
    with served(data=tmp_path / ".fogbank"):
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", script],
            check=False,
            cwd=tmp_path,
            env=environment(AWS_PAGER="", HOME=str(tmp_path)),
            capture_output=True,
            text=True,
            timeout=110,
        )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    printed = done.stdout.split(f"{EDGE}\n")
    assert len(printed) == len(BLOCKS) - 1
    for (commands, wanted), output in zip(BLOCKS[1:], printed, strict=True):
        if wanted:
            pattern = ".*?".join(re.escape(part) for part in wanted.split("..."))
            assert re.fullmatch(pattern, output), f"{commands}\nprinted\n{output}\nnot\n{wanted}"


def prepare(folder: Path) -> None:
    """What `python3 -m dev up` has left in the directory: an environment with this Python and `fogbank` in it."""
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    for name, command in (("fogbank", [sys.executable, "-m", "fogbank"]), ("python3", [sys.executable])):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        (programs / name).chmod(0o755)
    (programs / "activate").write_text(f'PATH={shlex.quote(str(programs))}:"$PATH"\n')


GUIDES = [page for page in sorted((ROOT / "docs/guides").glob("*.md")) if "```sh" in page.read_text()]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_the_commands_of_the_guides(page: Path, tmp_path: Path) -> None:
    script = "".join(commands for commands, _ in BLOCK.findall(page.read_text()))
    start = "" if "fogbank up" in script else "fogbank up --detach\n"
    prepare(tmp_path)
    run = f"source .venv/bin/activate\n{start}{script}"
    env = environment(AWS_PAGER="", HOME=str(tmp_path), TMPDIR=str(tmp_path), FOGBANK_PORT="0")
    command = ["bash", "-eu", "-o", "pipefail", "-c", run]
    try:
        done = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=100)
    finally:
        subprocess.run(
            [sys.executable, "-m", "fogbank", "down"],
            check=False,
            cwd=tmp_path,
            env=env,
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page}: {target}"
            assert os.path.commonpath([ROOT, (page.parent / target).resolve()]) == str(ROOT)
