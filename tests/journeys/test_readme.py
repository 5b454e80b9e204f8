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
REFUSED = re.compile(r"^( *)(.*\S) +# refused$", re.MULTILINE)


def test_the_two_commands_are_at_the_top() -> None:
    lines = [line.partition("#")[0].split() for line in BLOCKS[0][0].splitlines()]
    assert lines == [["python3", "-m", "dev", "up"], ["python3", "-m", "dev", "test"]]
    assert {"up", "test"} <= COMMANDS.keys()
    assert (ROOT / "README.md").read_text().index("```sh") < 300


def test_the_tour(tmp_path: Path) -> None:
    prepare(tmp_path)
    with served(data=tmp_path / ".fogbank"):
        done = walk(BLOCKS[1:], tmp_path, environment(AWS_PAGER="", HOME=str(tmp_path)))
    check(done, BLOCKS[1:])
    assert done.stderr == ""


def walk(
    blocks: list[tuple[str, str]], folder: Path, env: dict[str, str], start: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the commands in one shell that ends with the first that fails; those that are to be refused must fail."""
    script = f"\necho '{EDGE}'\n".join(commands for commands, _ in blocks)
    script = start + REFUSED.sub(r"\1if \2 2>&1; then exit 99; fi", script)
    command = ["bash", "-eu", "-o", "pipefail", "-c", script]
    return subprocess.run(command, check=False, cwd=folder, env=env, capture_output=True, text=True, timeout=230)


def check(done: subprocess.CompletedProcess[str], blocks: list[tuple[str, str]]) -> None:
    """Each block has printed what stands under it, where something does."""
    assert done.returncode == 0, done.stdout + done.stderr
    printed = done.stdout.split(f"{EDGE}\n")
    assert len(printed) == len(blocks)
    for (commands, wanted), output in zip(blocks, printed, strict=True):
        if wanted:
            pattern = ".*?".join(re.escape(part) for part in wanted.split("..."))
            assert re.fullmatch(pattern, output, re.DOTALL), f"{commands}\nprinted\n{output}\nnot\n{wanted}"


def prepare(folder: Path) -> None:
    """What `python3 -m dev up` has left in the directory: an environment with this Python and `fogbank` in it."""
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    for name, command in (("fogbank", [sys.executable, "-m", "fogbank"]), ("python3", [sys.executable])):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        (programs / name).chmod(0o755)
    (programs / "activate").write_text(f'PATH={shlex.quote(str(programs))}:"$PATH"\n')


GUIDES = [page for page in sorted((ROOT / "docs/guides").glob("*.md")) if "```sh" in page.read_text()]


@pytest.mark.timeout(240)  # the guide of identity runs the AWS CLI forty times
@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_the_commands_of_the_guides(page: Path, tmp_path: Path) -> None:
    blocks = BLOCK.findall(page.read_text())
    up = "" if "fogbank up" in page.read_text() else "fogbank up --detach >/dev/null\n"
    prepare(tmp_path)
    env = environment(AWS_PAGER="", HOME=str(tmp_path), TMPDIR=str(tmp_path), FOGBANK_PORT="0")
    try:
        done = walk(blocks, tmp_path, env, f"source .venv/bin/activate\n{up}")
    finally:
        subprocess.run(
            [sys.executable, "-m", "fogbank", "down"],
            check=False,
            cwd=tmp_path,
            env=env,
            capture_output=True,
            timeout=60,
        )
    check(done, blocks)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page}: {target}"
            assert os.path.commonpath([ROOT, (page.parent / target).resolve()]) == str(ROOT)
