"""`dev where`: handlers and their tests are found, in any spelling of the name."""

import pytest

from dev import handlers, where
from dev.project import Problem
from tests.dev.conftest import Tree

MODULE = '''"""Messages."""


@operation("SendMessage", on=names.on_queue)
def send_message(call, req):
    """Store one message.

    Errors: QueueDoesNotExist,
    InvalidParameterValue.
    Source: API Reference, SendMessage.
    Differs: at once.
    """
'''
PATH = "src/fogbank/services/sqs/operations/messages.py"


class TestPlaces:
    @pytest.mark.parametrize("name", ["SendMessage", "sendmessage", "send-message", "send_message"])
    def test_the_line_of_the_function_and_the_test_file(self, tree: Tree, name: str) -> None:
        tree.write(PATH, MODULE)
        tests = tree.write("tests/services/sqs/test_send_message.py", '"""One."""\n')
        assert where.places(tree.root, "sqs", name) == ([f"{PATH}:5", f"{tests}:1"], True)

    def test_files_that_name_the_operation(self, tree: Tree) -> None:
        tree.write(PATH, MODULE)
        named = tree.write("tests/services/sqs/test_flow.py", 'call("sqs", "SendMessage")\n')
        own = tree.write("tests/services/sqs/test_send_message.py", '"""One."""\n')
        tree.write("tests/services/sqs/test_other.py", 'call("sqs", "SendMessageBatch")\n')
        assert where.places(tree.root, "sqs", "SendMessage")[0][1:] == [f"{own}:1", f"{named}:1"]

    def test_without_tests(self, tree: Tree) -> None:
        tree.write(PATH, MODULE)
        lines, _ = where.places(tree.root, "SQS", "SendMessage")
        assert lines[1] == "no tests (tests/services/sqs)"

    def test_not_implemented(self, tree: Tree) -> None:
        lines, found = where.places(tree.root, "lambda", "Invoke")
        assert (lines, found) == (["lambda Invoke is not implemented: it answers 501 (no package yet)"], False)

    def test_unknown_names_get_near_ones(self, tree: Tree) -> None:
        with pytest.raises(Problem, match=r"'sqss' is no service of botocore: did you mean sqs"):
            where.places(tree.root, "sqss", "SendMessage")
        with pytest.raises(Problem, match="'SendMesage' is no operation of sqs: did you mean SendMessage"):
            where.places(tree.root, "sqs", "SendMesage")


def test_sections_of_a_docstring(tree: Tree) -> None:
    tree.write(PATH, MODULE)
    handler = handlers.of_service(tree.root, "sqs")["SendMessage"]
    assert handler.section("Errors") == "QueueDoesNotExist, InvalidParameterValue."
    assert handler.section("Source") == "API Reference, SendMessage."
    assert handler.section("Differs") == "at once."
    assert handler.section("Unknown") == ""
