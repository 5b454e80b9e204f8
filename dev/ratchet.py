"""`dev ratchet`: the lists of `tests/ratchet/`, which say what is still missing and may only shrink.

A line is what is missing, sorted; a line with a number at its end ("path 3") may have its number go down only.
Evidence is searched for in an operation's own test file, tests/services/SERVICE/test_OPERATION.py:
a test per modelled error names the error (shape or code), a two-page test is a function whose name has "page" in it.
The authorization test is generated, of every operation but those that tests/services/authorization/worlds.py names.
"""

import ast
import io
import tokenize
from collections.abc import Callable, Sequence
from pathlib import Path

from dev import handlers, models, tidy
from dev.project import ROOT, Problem, say, service_folders, service_name
from dev.source import CHECKED, read_all
from dev.venv import TEST, inside

FOLDER = "tests/ratchet"
SIZES = "over-size"
IGNORES = "type-ignores"
_AUTHORIZATION = "without-authorization-test"
_AUTHORIZATION_WORLDS = "tests/services/authorization/worlds.py"


def ratchet(arguments: Sequence[str]) -> int:
    """Write the lists, shorter where something was mended; refuses where one would grow."""
    elsewhere = inside(TEST, command="ratchet", arguments=arguments)
    if elsewhere is not None:
        return elsewhere
    if grown := growth(ROOT):
        raise Problem("\n".join(["a list would grow; mend these instead:", *grown]))
    for name, lines in current(ROOT).items():
        path = list_path(ROOT, name)
        content = "".join(f"{line}\n" for line in lines)
        if not path.exists() or path.read_text() != content:
            before = len(read_list(ROOT, name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
            say(f"{path.relative_to(ROOT)}: {before} to {len(lines)}")
    return 0


def growth(root: Path) -> list[str]:
    """What is missing and on no list. A list that does not exist yet may begin with anything."""
    found = []
    for name, lines in current(root).items():
        if list_path(root, name).exists():
            allowed = dict(map(_counted, read_list(root, name)))
            found += [f"{name}: {line}" for line in lines if _counted(line)[1] > allowed.get(_counted(line)[0], 0)]
    return found


def current(root: Path) -> dict[str, list[str]]:
    """What every list would say now."""
    lists = {SIZES: _sizes(root), IGNORES: _ignores(root)}
    evidence: dict[str, list[str]] = {name: [] for name in (*_EVIDENCE, _AUTHORIZATION)}
    asked, left_out = (root / _AUTHORIZATION_WORLDS).exists(), _left_out(root)
    for package in service_folders(root):
        model = models.load(service_name(package.name))
        for operation in handlers.of_service(root, package.name):
            path = root / handlers.test_file(package.name, operation)
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            if not asked or f"{model.name} {operation}" in left_out:
                evidence[_AUTHORIZATION].append(f"{model.name} {operation}")
            for name, missing in _EVIDENCE.items():
                evidence[name] += [f"{model.name} {entry}" for entry in missing(model, operation, text)]
    return {name: sorted(lines) for name, lines in (lists | evidence).items()}


def list_path(root: Path, name: str) -> Path:
    """Where a list is kept."""
    return root / FOLDER / f"{name}.txt"


def read_list(root: Path, name: str) -> list[str]:
    """The lines of a list; none where it does not exist."""
    path = list_path(root, name)
    return path.read_text().split("\n")[:-1] if path.exists() else []


def _counted(line: str) -> tuple[str, int]:
    """A line without its number, and the number; 1 where it has none."""
    what, _, number = line.rpartition(" ")
    return (what, int(number)) if what and number.isdigit() else (line, 1)


def _sizes(root: Path) -> list[str]:
    return sorted({finding.key for source in read_all(root) for finding in tidy.sizes(source)})


def _ignores(root: Path) -> list[str]:
    counts = {source.path: _comments(source.text).count("type: ignore") for source in read_all(root, CHECKED)}
    return [f"{path} {count}" for path, count in sorted(counts.items()) if count]


def _comments(text: str) -> str:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(token.string for token in tokens if token.type == tokenize.COMMENT)


def _left_out(root: Path) -> set[str]:
    """The operations that the generated authorization test leaves out, by its table WITHOUT."""
    path = root / _AUTHORIZATION_WORLDS
    tree = ast.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "WITHOUT" and node.value is not None:
            table: dict[str, dict[str, str]] = ast.literal_eval(node.value)
            return {f"{service} {operation}" for service, reasons in table.items() for operation in reasons}
    return set()


def _no_file(model: models.Model, operation: str, text: str) -> list[str]:
    return [] if text else [operation]


def _no_error_test(model: models.Model, operation: str, text: str) -> list[str]:
    errors = model.errors(operation)
    return [f"{operation} {error}" for error in errors if error not in text and model.code(error) not in text]


def _no_page_test(model: models.Model, operation: str, text: str) -> list[str]:
    if operation not in model.paginated or any("page" in name for name in _test_names(text)):
        return []
    return [operation]


def _test_names(text: str) -> list[str]:
    nodes = ast.walk(ast.parse(text))
    return [node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]


_EVIDENCE: dict[str, Callable[[models.Model, str, str], list[str]]] = {
    "without-test-file": _no_file,
    "without-error-test": _no_error_test,
    "without-two-page-test": _no_page_test,
}
