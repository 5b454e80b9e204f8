"""`dev where`: the line of a handler and its tests, or that there is none."""

from collections.abc import Sequence
from pathlib import Path

from dev import handlers, models
from dev.project import ROOT, SERVICES, Problem, folder_name
from dev.venv import TEST, inside


def where(arguments: Sequence[str]) -> int:
    """Print file:line; 1 where the operation is not implemented."""
    if len(arguments) != 2:
        raise Problem("say service and operation: python3 -m dev where sqs SendMessage")
    elsewhere = inside(TEST, command="where", arguments=arguments)
    if elsewhere is not None:
        return elsewhere
    lines, found = places(ROOT, *arguments)
    print("\n".join(lines))
    return 0 if found else 1


def places(root: Path, service: str, operation: str) -> tuple[list[str], bool]:
    """What to print of an operation, and whether it is implemented. Names may be in any case, dashes as in the CLI."""
    model = models.load(service)
    folder = folder_name(model.name)
    found = handlers.of_service(root, folder)
    name = model.operation(operation, found)
    handler = found.get(name)
    if handler is None:
        place = f"{SERVICES}/{folder}/operations/" if (root / SERVICES / folder).exists() else "no package yet"
        return [f"{model.name} {name} is not implemented: it answers 501 ({place})"], False
    tests = handlers.test_files(handlers.tests_of(root, folder), name)
    evidence = [f"{path}:1" for path in tests] or [f"no tests (tests/services/{folder})"]
    return [f"{handler.path}:{handler.line}", *evidence], True
