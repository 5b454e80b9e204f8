"""The pages of the services say what is there."""

from dev import docs
from tests.dev.conftest import Tree

HANDLER = '''"""Queues."""


@operation("ListQueues")
def list_queues(call, req):
    """List.

    Errors: none.
    Differs: sorted by name.
    """
'''


def test_a_page_and_the_index(tree: Tree) -> None:
    tree.write("src/fogbank/services/sqs/__init__.py", '"""Queues and messages."""\n')
    tree.write("src/fogbank/services/sqs/operations/queues.py", HANDLER)
    tests = tree.write("tests/services/sqs/test_list_queues.py", '"""One."""\n')
    pages = docs.generate(tree.root)
    page = pages["docs/services/sqs.md"]
    assert page.startswith("# sqs: Amazon SQS\n")
    assert "Queues and messages." in page
    assert "1 of 23 operations" in page
    assert f"](../../{tests}) |" in page
    assert "[sqs/operations/queues.py:5](../../src/fogbank/services/sqs/operations/queues.py#L5)" in page
    assert "| SendMessage | 501 | | | |" in page
    assert "- `ListQueues`: sorted by name." in page
    assert "| [sqs](sqs.md) | Amazon SQS | 1 of 23 |" in pages["docs/services/README.md"]
