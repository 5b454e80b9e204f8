"""`dev new-service`: a package in the form that every service has, from the templates, and its folder of tests."""

import string
from collections.abc import Sequence
from pathlib import Path

from dev import models, shapes
from dev.project import ROOT, SERVICES, Problem, folder_name, say
from dev.venv import TEST, inside

TEMPLATES = Path(__file__).parent / "templates"
_SUFFIX = ".template"


def new_service(arguments: Sequence[str]) -> int:
    """Write the package and the tests' folder; refuses a service that is there, or that botocore does not know."""
    if len(arguments) != 1:
        raise Problem("say one service by its botocore name: python3 -m dev new-service kinesis")
    elsewhere = inside(TEST, command="new-service", arguments=arguments)
    if elsewhere is not None:
        return elsewhere
    for path in write(ROOT, arguments[0]):
        say(f"wrote {path}")
    say("next: a handler in operations/NOUN.py, its test, then `python3 -m dev regen` (docs/adding-an-operation.md)")
    return 0


def write(root: Path, name: str) -> list[str]:
    """The files that were written, below the root."""
    model = models.load(name)
    folder = folder_name(model.name)
    if (root / SERVICES / folder).exists():
        raise Problem(f"{SERVICES}/{folder} is there already")
    words = {"name": model.name, "title": model.title, "version": model.version, "prefix": model.signing_name}
    files = _filled("service", f"{SERVICES}/{folder}", words) | _filled("tests", f"tests/services/{folder}", words)
    files[f"{SERVICES}/{folder}/_shapes.py"] = ""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    # The generator reads the manifest, which is there now.
    (root / SERVICES / folder / "_shapes.py").write_text(shapes.generate(model.name), encoding="utf-8")
    return sorted(files)


def _filled(kind: str, target: str, words: dict[str, str]) -> dict[str, str]:
    source = TEMPLATES / kind
    files = {}
    for path in sorted(source.rglob(f"*{_SUFFIX}")):
        name = path.relative_to(source).as_posix().removesuffix(_SUFFIX)
        files[f"{target}/{name}"] = string.Template(path.read_text(encoding="utf-8")).safe_substitute(words)
    return files
