"""The pins, the dependency groups, and when the environment has to be made again."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dev.benching import PEERS
from dev.project import ROOT, Problem, clean_environment
from dev.venv import CHECK, CONSTRAINTS, TEST, Environment, normalized, pinned, requirements
from tests.dev.conftest import Tree


class TestPins:
    def test_everything_that_is_asked_for_is_pinned(self) -> None:
        pins = pinned((ROOT / CONSTRAINTS).read_text())
        for requirement in requirements(ROOT, [TEST, CHECK]):
            assert normalized(requirement) in pins

    def test_the_peers_are_pinned(self) -> None:
        assert {"moto", "ministack"} <= set(pinned((ROOT / PEERS).read_text()))

    def test_names_are_compared_as_registries_do(self) -> None:
        assert pinned("# one\nJinja2==3.1.6\nast_serialize==0.13.1  # two\n\n") == {
            "jinja2": "3.1.6",
            "ast-serialize": "0.13.1",
        }

    @pytest.mark.parametrize("line", ["apsw", "apsw>=3", "-e .", "apsw==3; python_version<'3'"])
    def test_a_line_that_pins_nothing_is_refused(self, line: str) -> None:
        with pytest.raises(Problem, match=r"dev/constraints.txt:1: not of the form name==version"):
            pinned(line)


class TestEnvironment:
    @pytest.fixture
    def project(self, tree: Tree) -> Path:
        for path in ("pyproject.toml", CONSTRAINTS):
            tree.write(path, (ROOT / path).read_text())
        return tree.root

    @staticmethod
    def made(project: Path, *groups: str) -> Environment:
        """An environment as an installation leaves it, without the installation."""
        environment = Environment(project)
        environment.python.parent.mkdir(parents=True)
        environment.python.symlink_to(sys.executable)
        wanted = {**environment._wanted(), "groups": list(groups)}
        (environment.folder / "dev-stamp.json").write_text(json.dumps(wanted))
        return environment

    def test_one_that_is_right_is_left_alone(self, project: Path) -> None:
        assert self.made(project, TEST).ensure(TEST) == project / ".venv" / "bin" / "python"

    @pytest.mark.parametrize("change", ["stamp", "group", "pin", "python"])
    def test_one_that_is_not_is_made_again(self, project: Path, change: str) -> None:
        environment = self.made(project, TEST)
        if change == "stamp":
            (environment.folder / "dev-stamp.json").unlink()
        elif change == "pin":
            (project / CONSTRAINTS).write_text((project / CONSTRAINTS).read_text() + "one==1\n")
        elif change == "python":
            shutil.rmtree(environment.python.parent)
        assert not environment._current(environment._wanted(), [CHECK] if change == "group" else [TEST])

    def test_settings_of_tools_change_nothing(self, project: Path) -> None:
        environment = self.made(project)
        path = project / "pyproject.toml"
        path.write_text(path.read_text().replace("line-length = 120", "line-length = 100"))
        assert environment.ensure()


def test_nobodys_settings_reach_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "FOGBANK_PORT", "PYTHONPATH"):
        monkeypatch.setenv(name, "x")
    kept = clean_environment({"ONE": "1"})
    assert kept["ONE"] == "1"
    assert kept["AWS_CONFIG_FILE"] == "/dev/null"
    assert not {"AWS_PROFILE", "AWS_ENDPOINT_URL", "FOGBANK_PORT", "PYTHONPATH"} & set(kept)


class TestDoor:
    @staticmethod
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        # -S and -I: nothing but the standard library can be imported.
        start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from dev.__main__ import main"
        code = f"{start}; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-I", "-S", "-c", code, *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    def test_help_names_every_command(self) -> None:
        done = self.run("--help")
        assert done.returncode == 0
        for command in ("up", "test", "check", "ci", "bench", "where", "new-service", "regen", "ratchet", "replay"):
            assert f"\n  {command} " in done.stdout

    def test_an_unknown_command(self) -> None:
        done = self.run("tests")
        assert done.returncode == 2
        assert "there is no command 'tests'" in done.stderr

    @pytest.mark.parametrize("command", ["replay", "where", "new-service"])
    def test_a_command_without_its_argument_says_what_it_needs(self, command: str) -> None:
        done = self.run(command)
        assert done.returncode == 1
        assert f"python3 -m dev {command} " in done.stderr
