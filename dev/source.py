"""Python files read once for the checks: text, lines and syntax tree, and small questions about trees."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dev.project import PACKAGE, SERVICES

Function = ast.FunctionDef | ast.AsyncFunctionDef
CHECKED = (PACKAGE, "dev", "benchmarks")
SCANNED = (*CHECKED, "tests")


class Source(NamedTuple):
    """One Python file. `path` is relative to the root, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def generated(self) -> bool:
        """Whether a generator wrote it."""
        name = self.path.rpartition("/")[2]
        return name.startswith("_") and not name.startswith("__")

    @property
    def length(self) -> int:
        """How many lines it has."""
        return self.text.count("\n") + (not self.text.endswith("\n") and bool(self.text))

    @property
    def in_service(self) -> str | None:
        """The folder of the service that it belongs to."""
        if not self.path.startswith(f"{SERVICES}/"):
            return None
        folder, slash, _ = self.path.removeprefix(f"{SERVICES}/").partition("/")
        return folder if slash else None

    def functions(self) -> Iterator[Function]:
        """Every function and method, inner ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


def read(root: Path, path: Path) -> Source:
    """One file."""
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(root).as_posix(), text, ast.parse(text, str(path)))


def read_all(root: Path, folders: tuple[str, ...] = SCANNED) -> list[Source]:
    """Every Python file of the project, in order. Templates are not Python yet."""
    found: list[Source] = []
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            parts = path.relative_to(root).parts
            if not {"templates", "node_modules", "__pycache__"} & set(parts):
                found.append(read(root, path))
    return found


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, `from a import b` as `a.b`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(source, node)
            for name in node.names:
                yield node.lineno, f"{module}.{name.name}"


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.path.removeprefix("src/").removesuffix(".py").split("/")
    package = parts[: len(parts) - node.level]
    return ".".join([*package, node.module or ""]).rstrip(".")


def line_count(node: Function) -> int:
    """The lines of a function, decorators included."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1
