"""Writes `docs/services/`: what of each service is implemented, where, with which errors, evidence and differences."""

import ast
from collections.abc import Mapping
from pathlib import Path

from dev import handlers, models
from dev.models import Model
from dev.project import SERVICES, service_folders, service_name

FOLDER = "docs/services"
_FILES_MAX = 3
_NOTE = "<!-- Written by `python3 -m dev regen`. Do not edit. -->"


def generate(root: Path) -> dict[str, str]:
    """The pages: path below the root, and content."""
    pages: dict[str, str] = {}
    rows: list[str] = []
    for package in service_folders(root):
        model = models.load(service_name(package.name))
        found = handlers.of_service(root, package.name)
        pages[f"{FOLDER}/{model.name}.md"] = _page(root, package, model, found)
        rows.append(f"| [{model.name}]({model.name}.md) | {model.title} | {_count(model, found)} |")
    pages[f"{FOLDER}/README.md"] = "\n".join([*_INDEX, *rows, ""])
    return pages


_INDEX = (
    "# Services",
    "",
    _NOTE,
    "",
    "What is not listed here, or not implemented there, answers `501 NotImplemented` and names itself.",
    "",
    "| service | name at AWS | operations |",
    "| --- | --- | --- |",
)


def _count(model: Model, found: dict[str, handlers.Handler]) -> str:
    return f"{len(found.keys() & model.operations.keys())} of {len(model.operations)}"


_TABLE = ("| operation | status | handler | modelled errors | tests |", "| --- | --- | --- | --- | --- |")


def _page(root: Path, package: Path, model: Model, found: dict[str, handlers.Handler]) -> str:
    about = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    tests = handlers.tests_of(root, package.name)
    rows = [_row(tests, model, name, found.get(name)) for name in sorted({*model.operations, *found})]
    differences = [
        f"- `{name}`: {handler.section('Differs')}"
        for name, handler in sorted(found.items())
        if handler.section("Differs")
    ]
    lines = [f"# {model.name}: {model.title}", "", _NOTE, "", about, ""]
    count = f"{_count(model, found)} operations of the model {model.version} are implemented"
    lines += [f"{count}; the others answer `501 NotImplemented`.", "", *_TABLE, *rows]
    lines += ["", "## Where it differs from AWS", "", *(differences or ["No handler names a difference."]), ""]
    return "\n".join(lines)


def _row(tests: Mapping[str, str], model: Model, name: str, handler: handlers.Handler | None) -> str:
    if handler is None:
        return f"| {name} | 501 | | | |"
    place = f"{handler.path.removeprefix(f'{SERVICES}/')}:{handler.line}"
    link = f"[{place}](../../{handler.path}#L{handler.line})"
    errors = ", ".join(model.code(error) for error in model.errors(name))
    found = handlers.test_files(tests, name)[:_FILES_MAX]
    evidence = ", ".join(f"[{Path(path).name}](../../{path})" for path in found) or "none"
    return f"| {name} | implemented | {link} | {errors} | {evidence} |"
