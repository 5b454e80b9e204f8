"""`tidy`: what the conventions ask and no other tool checks. Reads trees only; knows nothing of the running program.

Each rule is a function `(source) -> findings`; the rules about rooms are in `rooms.py`, the state rules in `state.py`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dev import rooms, state
from dev.source import Function, Source, dotted, line_count, read_all

MODULE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"})

_DOCUMENTED = ("src/", "dev/", "benchmarks/")


class Finding(NamedTuple):
    """One thing to mend; `key` is what a shrink-only list would hold."""

    path: str
    line: int
    text: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


Rule = Callable[[Source], Iterator[tuple[int, str]]]


def findings(root: Path, allowed_sizes: frozenset[str] = frozenset()) -> list[Finding]:
    """Everything untidy below a root, but the sizes that the shrink-only list has."""
    found = [Finding(path, 1, text) for path, text in _vague_names(root)]
    for source in read_all(root):
        found += [finding for finding in sizes(source) if finding.key not in allowed_sizes]
        for rule in RULES:
            found += [Finding(source.path, line, text) for line, text in rule(source)]
    return sorted(found)


def sizes(source: Source) -> list[Finding]:
    """The module and the functions of it that are too long; `key` is "path" or "path function"."""
    if source.generated:
        return []
    found = []
    if source.length > MODULE_LINES_MAX:
        text = f"{source.length} lines, {MODULE_LINES_MAX} at most: split it by noun"
        found.append(Finding(source.path, 1, text, source.path))
    for function in source.functions():
        lines = line_count(function)
        if lines > FUNCTION_LINES_MAX:
            text = f"{function.name} has {lines} lines, {FUNCTION_LINES_MAX} at most"
            found.append(Finding(source.path, function.lineno, text, f"{source.path} {function.name}"))
    return found


def _vague_names(root: Path) -> Iterator[tuple[str, str]]:
    for folder in ("src", "dev", "tests", "benchmarks"):
        for path in sorted((root / folder).rglob("*")):
            parts = path.relative_to(root).parts
            if "node_modules" not in parts and path.stem.lower() in VAGUE:
                yield path.relative_to(root).as_posix(), f"{path.name} says nothing: name it for what it holds"


def docstrings(source: Source) -> Iterator[tuple[int, str]]:
    """Every module says which room it is; every public class and function says its effect."""
    if not source.text.strip():
        if not source.path.startswith("tests/"):
            yield 1, "a package says what it is for, in a docstring"
        return
    if ast.get_docstring(source.tree) is None and not _is_plain_test_package(source):
        yield 1, "no module docstring: say what belongs here and what does not"
    if not source.path.startswith(_DOCUMENTED) or source.generated or _has_makers(source):
        return
    for scope in _scopes(source.tree):
        for node in scope.body:
            if isinstance(node, Function) and _needs_docstring(node):
                yield node.lineno, f"{node.name} is public and has no docstring"


def _has_makers(source: Source) -> bool:
    """A maker of a service's errors says all that there is in its name and its text."""
    return source.in_service is not None and source.path.endswith("/errors.py")


def _is_plain_test_package(source: Source) -> bool:
    return source.path.startswith("tests/") and source.path.endswith("__init__.py")


def _scopes(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef]:
    """The module and its public classes, but those whose methods another library or a base class declares."""
    yield tree
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        if all(dotted(parent) in ("NamedTuple", "Record") for parent in node.bases):
            yield node


def _needs_docstring(node: Function) -> bool:
    if node.name.startswith(("_", "on_")) or ast.get_docstring(node) is not None:
        return False
    return not any(dotted(mark).endswith((".setter", "overload")) for mark in node.decorator_list)


def broad_catches(source: Source) -> Iterator[tuple[int, str]]:
    """A service catches what it can name; nobody catches everything without a word."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = dotted(node.type) if node.type is not None else ""
        if node.type is None:
            yield node.lineno, "a bare except: name what is caught"
        elif source.in_service and caught in ("Exception", "BaseException"):
            yield node.lineno, f"a service does not catch {caught}: name what is caught"


def handlers(source: Source) -> Iterator[tuple[int, str]]:
    """A handler carries AWS's name, so that one search finds it, and says its errors and its source."""
    if source.in_service is None or "/operations/" not in source.path:
        return
    for function in source.functions():
        name = operation_of(function)
        if name is None:
            continue
        if function.name != snake(name):
            yield function.lineno, f"the handler of {name} is called {snake(name)}"
        text = ast.get_docstring(function) or ""
        for section in ("Errors:", "Source:") if _raises(function) else ("Source:",):
            if section not in text:
                yield function.lineno, f"the docstring of {function.name} has no {section!r}"


def _raises(function: Function) -> bool:
    """Whether a handler itself raises errors or hands one on."""
    return any(
        isinstance(node, ast.Raise) or (isinstance(node, ast.Name) and node.id == "errors")
        for node in ast.walk(function)
    )


def operation_of(function: Function) -> str | None:
    """The operation that a function is marked as the handler of."""
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and dotted(mark.func) == "operation" and mark.args:
            first = mark.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return first.value
    return None


def snake(name: str) -> str:
    """AWS's operation name in snake case, as its command line has it: ListObjectsV2 is list_objects_v2."""
    plural = re.search(r"[A-Z]{2,}s$", name)
    if plural:
        # ListAZs: the s belongs to the abbreviation.
        return "_".join(filter(None, [snake(name[: plural.start()]), plural[0].lower()]))
    split = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", split).lower()


def sleeps(source: Source) -> Iterator[tuple[int, str]]:
    """Tests turn the clock, or wait for a condition with a deadline."""
    if not source.path.startswith(("tests/services/", "tests/kernel/", "tests/wire/", "tests/simulation/")):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "time.sleep":
            yield node.lineno, "a test does not sleep: turn the clock, or await the condition"


RULES: tuple[Rule, ...] = (
    docstrings,
    broad_catches,
    handlers,
    sleeps,
    rooms.layers,
    rooms.readers,
    rooms.floor_plan,
    state.mutable_module_state,
)
