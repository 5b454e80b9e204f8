"""The rule that nothing at module level is mutable."""

import pytest

from dev import tidy
from tests.dev.conftest import Tree


def found(tree: Tree, code: str) -> list[str]:
    tree.write("src/fogbank/kernel/one.py", f'"""One."""\n\n{code}\n')
    return [finding.text for finding in tidy.findings(tree.root)]


@pytest.mark.parametrize(
    "code",
    [
        "seen = {1: 2}",
        "CACHE = {}",
        "_known: dict[str, int] = {}",
        "QUEUES = collections.defaultdict(list)",
        "TABLE = {1: 2}\n\n\ndef _add():\n    TABLE[2] = 3",
        "TABLE = [1]\n\n\ndef _add():\n    TABLE.append(2)",
        "LOCK = threading.Lock()",
        "count = 0\n\n\ndef _add():\n    global count\n    count += 1",
    ],
)
def test_is_found(tree: Tree, code: str) -> None:
    assert len(found(tree, code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        'TABLE = {1: "one"}',
        "_NAMES = ('a', 'b')",
        "KINDS = frozenset({1, 2})",
        "__all__ = ['a']",
        "def _make():\n    seen = {}\n    seen[1] = 2\n    return seen",
        "class One:\n    def __init__(self):\n        self.seen = {}",
    ],
)
def test_is_left_alone(tree: Tree, code: str) -> None:
    assert found(tree, code) == []
