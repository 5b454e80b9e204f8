"""The lists may shrink and not grow."""

import pytest

from dev import ratchet
from tests.dev.conftest import Tree

HANDLER = '"""Queues."""\n\n\n@operation("ListQueues")\ndef list_queues(call, req):\n    """List."""\n'
TESTS = "tests/services/sqs/test_list_queues.py"


@pytest.fixture
def project(tree: Tree) -> Tree:
    tree.write("src/fogbank/services/sqs/__init__.py", '"""SQS."""\n')
    tree.write("src/fogbank/services/sqs/operations/queues.py", HANDLER)
    return tree


class TestEvidence:
    def test_without_tests_everything_is_missing(self, project: Tree) -> None:
        project.write("src/fogbank/services/sqs/errors.py", '"""Errors."""\n\nX = shapes.OverLimit("")\nY = dict.get\n')
        lists = ratchet.current(project.root)
        assert lists["without-test"] == ["sqs ListQueues"]
        assert lists["without-two-page-test"] == ["sqs ListQueues"]
        assert lists["without-authorization-test"] == ["sqs ListQueues"]
        assert lists["without-error-test"] == ["sqs OverLimit"]

    def test_each_test_is_seen(self, project: Tree) -> None:
        project.write("src/fogbank/services/sqs/errors.py", '"""Errors."""\n\nX = shapes.OverLimit("")\n')
        text = '"""One."""\n\n\ndef test_goes_on_with_the_second_page():\n    call("ListQueues", "OverLimit")\n'
        project.write("tests/services/sqs/test_flow.py", text)
        lists = ratchet.current(project.root)
        assert lists["without-test"] == []
        assert lists["without-two-page-test"] == []
        assert lists["without-error-test"] == []

    def test_authorization_is_asked_of_all_but_those_left_out(self, project: Tree) -> None:
        worlds = "tests/services/authorization/worlds.py"
        project.write(worlds, "WITHOUT: dict[str, dict[str, str]] = {}\n")
        assert ratchet.current(project.root)["without-authorization-test"] == []
        project.write(worlds, 'WITHOUT: dict[str, dict[str, str]] = {"sqs": {"ListQueues": "why"}}\n')
        assert ratchet.current(project.root)["without-authorization-test"] == ["sqs ListQueues"]

    def test_type_ignores_are_counted_in_comments(self, project: Tree) -> None:
        text = '"""Says # type: ignore."""\n\nX = 1  # type: ignore[a]\nY = 2  # type: ignore[b]\n'
        project.write("src/fogbank/kernel/one.py", text)
        assert ratchet.current(project.root)["type-ignores"] == ["src/fogbank/kernel/one.py 2"]


class TestGrowth:
    def keep(self, project: Tree) -> None:
        for name, lines in ratchet.current(project.root).items():
            project.write(f"tests/ratchet/{name}.txt", "".join(f"{line}\n" for line in lines))

    def test_as_it_is_and_less_is_fine(self, project: Tree) -> None:
        self.keep(project)
        assert ratchet.growth(project.root) == []
        project.write(TESTS, '"""One."""\n')
        assert ratchet.growth(project.root) == []

    def test_a_new_operation_without_tests_is_growth(self, project: Tree) -> None:
        self.keep(project)
        project.write("src/fogbank/services/sqs/operations/more.py", HANDLER.replace("ListQueues", "PurgeQueue"))
        assert "without-test: sqs PurgeQueue" in ratchet.growth(project.root)

    def test_a_number_may_only_go_down(self, project: Tree) -> None:
        path = project.write("src/fogbank/kernel/one.py", '"""One."""\n\nX = 1  # type: ignore[a]\n')
        self.keep(project)
        project.write(path, '"""One."""\n\nX = 1  # type: ignore[a]\nY = 1  # type: ignore[a]\n')
        assert ratchet.growth(project.root) == [f"type-ignores: {path} 2"]
