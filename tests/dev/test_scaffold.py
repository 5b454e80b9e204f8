"""A new service passes the checks as it is written, and a service that cannot be is refused."""

import shutil
import subprocess
import sys

import pytest

from dev import docs, models, ratchet, scaffold, tidy
from dev.project import ROOT, Problem
from tests.dev.conftest import Tree


@pytest.mark.parametrize(
    ("name", "folder"), [("kinesis", "kinesis"), ("application-autoscaling", None), ("lambda", "lambda_")]
)
def test_what_is_written_is_tidy(tree: Tree, name: str, folder: str | None) -> None:
    shutil.copy(ROOT / "pyproject.toml", tree.root)
    package = f"src/fogbank/services/{folder or name.replace('-', '_')}"
    written = scaffold.write(tree.root, name)
    for module in ("__init__", "_shapes", "names", "records", "rules", "errors", "events", "jobs", "resources"):
        assert f"{package}/{module}.py" in written
    assert f"{package}/manifest.toml" in written
    assert f"{package}/operations/__init__.py" in written
    assert [str(finding) for finding in tidy.findings(tree.root)] == []
    for command in (["check"], ["format", "--check"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "--quiet", "src", "tests"], cwd=tree.root, check=True)
    assert not any("$" in (tree.root / path).read_text() for path in written if "_shapes" not in path)
    assert not any(ratchet.current(tree.root).values())
    assert f"0 of {len(models.load(name).operations)}" in docs.generate(tree.root)[f"docs/services/{name}.md"]


def test_one_that_is_there_is_refused(tree: Tree) -> None:
    scaffold.write(tree.root, "kinesis")
    with pytest.raises(Problem, match=r"src/fogbank/services/kinesis is there already"):
        scaffold.write(tree.root, "kinesis")


def test_an_unknown_one_is_refused_with_near_names(tree: Tree) -> None:
    with pytest.raises(Problem, match=r"'dynamo' is no service of botocore: did you mean .*dynamodb"):
        scaffold.write(tree.root, "dynamo")
    assert not (tree.root / "src").exists()
