"""Finds handlers and their tests by reading the source: what is implemented, where, and what its docstring says."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from dev.project import SERVICES
from dev.source import read
from dev.tidy import operation_of, snake


class Handler(NamedTuple):
    """The function that does an operation."""

    operation: str
    path: str
    line: int
    docstring: str

    def section(self, name: str) -> str:
        """One section of the docstring on one line: what follows "Errors:", "Source:" or "Differs:"."""
        match = re.search(rf"^{name}:\s*(.*?)(?=^\w+:|\n\n|\Z)", self.docstring, re.MULTILINE | re.DOTALL)
        return " ".join(match[1].split()) if match else ""


def of_service(root: Path, folder: str) -> dict[str, Handler]:
    """The handlers of a service's package, by AWS's operation name."""
    found: dict[str, Handler] = {}
    for path in sorted((root / SERVICES / folder / "operations").rglob("*.py")):
        source = read(root, path)
        for function in source.functions():
            if name := operation_of(function):
                text = ast.get_docstring(function) or ""
                found[name] = Handler(name, source.path, function.lineno, text)
    return found


def test_file(folder: str, operation: str) -> str:
    """Where the tests of an operation are, below the root."""
    return f"tests/services/{folder}/test_{snake(operation)}.py"
