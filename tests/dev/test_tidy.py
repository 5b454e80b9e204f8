"""Each rule finds what it is there for, and leaves alone what is right."""

import pytest

from dev import tidy
from tests.dev.conftest import Tree

OPERATIONS = "src/fogbank/services/sqs/operations"
HANDLER = '''"""Messages."""


@operation("SendMessage")
def {name}(call, req):
    """Send.

    {sections}
    """
    raise errors.no_queue()
'''


def found(tree: Tree) -> list[str]:
    return [str(finding) for finding in tidy.findings(tree.root)]


class TestSizes:
    def test_a_module_may_have_400_lines(self, tree: Tree) -> None:
        path = tree.write("src/fogbank/kernel/long.py", '"""Long."""\n' + "#\n" * 399)
        assert found(tree) == []
        tree.write(path, '"""Long."""\n' + "#\n" * 400)
        assert found(tree) == [f"{path}:1: 401 lines, 400 at most: split it by noun"]

    def test_a_generated_module_may_be_longer(self, tree: Tree) -> None:
        tree.write("src/fogbank/services/sqs/_shapes.py", '"""Shapes."""\n' + "#\n" * 2000)
        assert found(tree) == []

    def test_a_function_may_have_60_lines_with_its_decorators(self, tree: Tree) -> None:
        body = "    x = 1\n" * 58
        path = tree.write("src/fogbank/kernel/long.py", f'"""Long."""\n\n\n@mark\ndef _long():\n{body}')
        assert found(tree) == []
        tree.write(path, f'"""Long."""\n\n\n@mark\ndef _long():\n{body}    x = 1\n')
        assert found(tree) == [f"{path}:5: _long has 61 lines, 60 at most"]

    def test_what_the_list_has_is_let_through(self, tree: Tree) -> None:
        path = tree.write("src/fogbank/kernel/long.py", '"""Long."""\n' + "#\n" * 400)
        assert tidy.findings(tree.root, frozenset({path})) == []


class TestNames:
    @pytest.mark.parametrize("path", ["src/fogbank/kernel/utils.py", "tests/helpers/__init__.py", "dev/Manager.py"])
    def test_names_that_say_nothing(self, tree: Tree, path: str) -> None:
        tree.write(path, '"""Something."""\n')
        assert any("says nothing" in line for line in found(tree))

    @pytest.mark.parametrize(
        ("name", "expected"),
        # Source: the AWS CLI's command names, dashes written as underscores.
        [
            ("SendMessage", "send_message"),
            ("ListObjectsV2", "list_objects_v2"),
            ("DescribeDBInstances", "describe_db_instances"),
            ("CreateVpcEndpoint", "create_vpc_endpoint"),
            ("GetSAMLProvider", "get_saml_provider"),
            ("ListHITs", "list_hits"),
            ("PutBucketACL", "put_bucket_acl"),
        ],
    )
    def test_snake_case_as_the_command_line_has_it(self, name: str, expected: str) -> None:
        assert tidy.snake(name) == expected


class TestDocstrings:
    def test_a_module_without(self, tree: Tree) -> None:
        path = tree.write("src/fogbank/kernel/one.py", "x = 1\n")
        assert found(tree) == [f"{path}:1: no module docstring: say what belongs here and what does not"]

    def test_a_public_function_without(self, tree: Tree) -> None:
        path = tree.write("src/fogbank/kernel/one.py", '"""One."""\n\n\ndef go(): ...\n\n\ndef _go(): ...\n')
        assert found(tree) == [f"{path}:4: go is public and has no docstring"]

    def test_methods_of_a_public_class_but_not_overrides(self, tree: Tree) -> None:
        text = '"""One."""\n\n\nclass One:\n    def go(self): ...\n\n\nclass Two(One):\n    def go(self): ...\n'
        path = tree.write("src/fogbank/kernel/one.py", text)
        assert found(tree) == [f"{path}:5: go is public and has no docstring"]


class TestHandlers:
    def test_the_name_and_the_sections(self, tree: Tree) -> None:
        path = f"{OPERATIONS}/messages.py"
        tree.write(path, HANDLER.format(name="send_message", sections="Errors: none.\n    Source: API Reference."))
        assert found(tree) == []
        tree.write(path, HANDLER.format(name="send", sections="Source: API Reference."))
        assert found(tree) == [
            f"{path}:5: the docstring of send has no 'Errors:'",
            f"{path}:5: the handler of SendMessage is called send_message",
        ]

    def test_one_that_raises_nothing_has_no_errors_to_say(self, tree: Tree) -> None:
        text = HANDLER.format(name="send_message", sections="Source: API Reference.")
        tree.write(f"{OPERATIONS}/messages.py", text.replace("raise errors.no_queue()", "return {}"))
        assert found(tree) == []

    def test_a_service_catches_what_it_can_name(self, tree: Tree) -> None:
        text = '"""One."""\n\ntry:\n    x = 1\nexcept Exception:\n    x = 2\n'
        path = tree.write(f"{OPERATIONS}/messages.py", text)
        tree.write("src/fogbank/kernel/one.py", text)
        assert found(tree) == [f"{path}:5: a service does not catch Exception: name what is caught"]


def test_a_test_that_sleeps(tree: Tree) -> None:
    path = tree.write("tests/services/sqs/test_send_message.py", '"""One."""\n\nimport time\n\ntime.sleep(1)\n')
    assert found(tree) == [f"{path}:5: a test does not sleep: turn the clock, or await the condition"]
