"""`dev ratchet`: the lists of `tests/ratchet/`, which say what is still missing and may only shrink.

A line is what is missing, sorted; a line with a number at its end ("path 3") may have its number go down only.
Evidence is searched for in tests/services/SERVICE: a test names the operation; of each error that the service's code
raises a test names the shape or the code; a two-page test is a function whose name has "page" in it, in a file that
names the operation.
The authorization test is generated, of every operation but those that tests/services/authorization/worlds.py names.
"""

import ast
import io
import tokenize
from collections.abc import Sequence
from pathlib import Path

from dev import handlers, models, tidy
from dev.project import ROOT, Problem, say, service_folders, service_name
from dev.source import CHECKED, read_all
from dev.venv import TEST, inside

FOLDER = "tests/ratchet"
SIZES = "over-size"
IGNORES = "type-ignores"
_TESTS, _ERRORS, _PAGES = "without-test", "without-error-test", "without-two-page-test"
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
    evidence: dict[str, list[str]] = {name: [] for name in (_TESTS, _ERRORS, _PAGES, _AUTHORIZATION)}
    asked, left_out = (root / _AUTHORIZATION_WORLDS).exists(), _left_out(root)
    for package in service_folders(root):
        model = models.load(service_name(package.name))
        tests = handlers.tests_of(root, package.name)
        evidence[_ERRORS] += _untested_errors(root, package.name, model, "\n".join(tests.values()))
        for operation in handlers.of_service(root, package.name):
            files = handlers.test_files(tests, operation)
            if not asked or f"{model.name} {operation}" in left_out:
                evidence[_AUTHORIZATION].append(f"{model.name} {operation}")
            if not files:
                evidence[_TESTS].append(f"{model.name} {operation}")
            if operation in model.paginated and not any(_has_page_test(tests[path]) for path in files):
                evidence[_PAGES].append(f"{model.name} {operation}")
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


def _untested_errors(root: Path, folder: str, model: models.Model, tests: str) -> list[str]:
    raised = {name for name in handlers.errors_used(root, folder) if model.is_error(name)}
    return [f"{model.name} {error}" for error in raised if error not in tests and model.code(error) not in tests]


def _has_page_test(text: str) -> bool:
    nodes = ast.walk(ast.parse(text))
    names = (node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test"))
    return any("page" in name for name in names)
