"""Finds handlers and their tests by reading the source: what is implemented, where, and what its docstring says."""

import ast
import re
from collections.abc import Mapping
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


def tests_of(root: Path, folder: str) -> dict[str, str]:
    """The texts of a service's tests, by their paths below the root."""
    paths = sorted((root / "tests/services" / folder).rglob("*.py"))
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def test_files(tests: Mapping[str, str], operation: str) -> list[str]:
    """The files that test an operation: the one that is called as it, then those that name it as a text."""
    own = f"test_{snake(operation)}.py"
    found = [path for path, text in tests.items() if path.endswith(f"/{own}") or f'"{operation}"' in text]
    return sorted(found, key=lambda path: (not path.endswith(f"/{own}"), path))


def errors_used(root: Path, folder: str) -> set[str]:
    """Names in a service's own code, errors among them; what is generated does not count."""
    used: set[str] = set()
    for path in sorted((root / SERVICES / folder).rglob("*.py")):
        if path.name.startswith("_shapes"):
            continue
        for node in ast.walk(read(root, path).tree):
            if isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Name):
                used.add(node.id)
    return used
