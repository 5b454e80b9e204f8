"""The rules about rooms: layers inside a service, readers of time, chance and environment, the floor plan."""

import pytest

from dev import tidy
from tests.dev.conftest import Tree

SQS = "src/fogbank/services/sqs"


def found(tree: Tree) -> list[str]:
    return [finding.text for finding in tidy.findings(tree.root)]


class TestLayers:
    @pytest.mark.parametrize(
        ("module", "imported"),
        [("rules", "operations.messages"), ("records", "rules"), ("_shapes", "errors"), ("names", "jobs")],
    )
    def test_upwards_is_refused(self, tree: Tree, module: str, imported: str) -> None:
        tree.write(f"{SQS}/{module}.py", f'"""One."""\n\nfrom fogbank.services.sqs.{imported} import thing\n')
        assert [text.partition(" is above")[0] for text in found(tree)] == [imported.partition(".")[0]]

    @pytest.mark.parametrize(
        ("module", "line"),
        [
            ("operations/messages", "from fogbank.services.sqs import errors, names, rules"),
            ("operations/messages", "from fogbank.services.sqs.operations.queues import thing"),
            ("names", "from fogbank.services.sqs.records import Queue"),
            ("shelf", "from fogbank.services.sqs import rules"),
            ("jobs", "from . import shelf"),
        ],
    )
    def test_downwards_and_beside_is_fine(self, tree: Tree, module: str, line: str) -> None:
        tree.write(f"{SQS}/{module}.py", f'"""One."""\n\n{line}\n')
        assert found(tree) == []

    def test_a_relative_import_counts_too(self, tree: Tree) -> None:
        tree.write(f"{SQS}/records.py", '"""One."""\n\nfrom .rules import check\n')
        assert len(found(tree)) == 1


class TestReaders:
    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("import time\nx = time.time()", "time.time"),
            ("from time import monotonic", "time.monotonic"),
            ("import time\nx = time.gmtime()", "time.gmtime"),
            ("import datetime\nx = datetime.datetime.now()", "datetime.datetime.now"),
            ("import random", "random"),
            ("from uuid import uuid4", "uuid.uuid4"),
            ("import os\nx = os.urandom(4)", "os.urandom"),
        ],
    )
    def test_time_and_chance(self, tree: Tree, code: str, name: str) -> None:
        text = f'"""One."""\n\n{code}\n'
        tree.write("src/fogbank/kernel/clock.py", text)
        assert found(tree) == []
        tree.write("src/fogbank/wire/one.py", text)
        assert found(tree) == [f"reads {name}: time and chance are read in kernel/clock.py and kernel/ids.py"]

    def test_arithmetic_with_given_time_is_fine(self, tree: Tree) -> None:
        tree.write(
            "src/fogbank/wire/one.py", '"""One."""\n\nimport time\n\nX = time.strftime("%Y", time.gmtime(0.0))\n'
        )
        assert found(tree) == []

    def test_environment(self, tree: Tree) -> None:
        text = '"""One."""\n\nimport os\n\nX = os.environ["HOME"]\n'
        tree.write("src/fogbank/app/settings.py", text)
        assert found(tree) == []
        tree.write("src/fogbank/kernel/one.py", text)
        assert found(tree) == ["reads os.environ: only app/settings.py reads the environment"]


def test_a_directory_without_a_room(tree: Tree) -> None:
    tree.write("src/fogbank/shared/__init__.py", '"""Shared."""\n')
    assert found(tree) == ["shared/ is no room of the architecture"]
