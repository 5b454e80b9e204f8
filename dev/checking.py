"""`dev check` and `dev ci`: every check, each with how to mend what it finds; then a table of what took how long."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dev import testing
from dev.project import ROOT, clean_environment, output_of
from dev.venv import CHECK, TEST, Environment, inside


class Step(NamedTuple):
    """One check: `find` gives its findings, "" where there are none; `mend` says what to do about them."""

    name: str
    find: Callable[[], str]
    mend: str


def check(arguments: Sequence[str]) -> int:
    """Run every check, or those named; 1 where one found something."""
    elsewhere = inside(TEST, CHECK, command="check", arguments=arguments)
    if elsewhere is not None:
        return elsewhere
    chosen = [step for step in STEPS if not arguments or step.name in arguments]
    rows: list[tuple[str, float, bool]] = []
    for step in chosen:
        began = time.perf_counter()
        found = step.find().strip()
        rows.append((step.name, time.perf_counter() - began, not found))
        if found:
            print(f"\n--- {step.name}\n{found}\n=> {step.mend}", flush=True)
    print()
    for name, seconds, fine in rows:
        print(f"  {name:<10} {'ok' if fine else 'FOUND':<6} {seconds:6.1f} s")
    return 0 if chosen and all(fine for _, _, fine in rows) else 1


def ci(arguments: Sequence[str]) -> int:
    """check, then test: both run; 1 where either failed."""
    python = Environment().ensure(TEST, CHECK)
    checked = _run([str(python), "-m", "dev", "check"])
    tested = testing.test(arguments)
    if checked:
        print("dev ci: the checks above found something", flush=True)
    return checked or tested


def _run(command: Sequence[str]) -> int:
    from dev.project import run

    return run(command, env=clean_environment())


def _tool(name: str, *arguments: str) -> Callable[[], str]:
    def find() -> str:
        script = Environment().python.with_name(name)
        status, output = output_of([str(script), *arguments], env=clean_environment({"NO_COLOR": "1"}))
        return output or f"{name} ended with status {status}" if status else ""

    return find


def _tidy() -> str:
    from dev import ratchet, tidy

    allowed = frozenset(ratchet.read_list(ROOT, ratchet.SIZES))
    return "\n".join(map(str, tidy.findings(ROOT, allowed)))


def _ratchet() -> str:
    from dev import ratchet

    return "\n".join(ratchet.growth(ROOT))


def _generated() -> str:
    from dev import regen

    return "\n".join(f"{path} is {'not current' if content else 'left over'}" for path, content in regen.stale(ROOT))


_FOLDERS = tuple(folder for folder in ("src", "dev", "tests", "benchmarks") if (ROOT / folder).exists())
_LINT = ("check", "--quiet", *_FOLDERS)
_FORMAT = ("format", "--check", "--quiet", "--output-format", "concise", *_FOLDERS)

STEPS = (
    Step("lint", _tool("ruff", *_LINT), ".venv/bin/ruff check --fix mends some of it"),
    Step("format", _tool("ruff", *_FORMAT), "run .venv/bin/ruff format"),
    Step("types", _tool("mypy"), "mend the types; `# type: ignore[code]` is counted in tests/ratchet"),
    Step("imports", _tool("lint-imports", "--no-cache", "--no-logo"), "ARCHITECTURE.md has the import rules"),
    Step("tidy", _tidy, "the rules with their reasons are in dev/tidy.py, dev/rooms.py, dev/state.py"),
    Step("ratchet", _ratchet, "mend what is new; the lists of tests/ratchet may only shrink"),
    Step("generated", _generated, "python3 -m dev regen"),
)
