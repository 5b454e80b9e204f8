"""`dev test` and `dev replay`: pytest in .venv, with nobody's AWS settings."""

from collections.abc import Sequence

from dev.javascript import install
from dev.project import Problem, clean_environment, run, say
from dev.venv import TEST, Environment

JAVASCRIPT = "tests/journeys/js"

# A process for each core pays for the whole suite (on two cores a third less time), and not for a file of it.
_EVERYTHING = ("-n", "auto", "--dist", "worksteal")


def test(arguments: Sequence[str]) -> int:
    """Run pytest; its exit status."""
    python = Environment().ensure(TEST)
    try:
        install(JAVASCRIPT, JAVASCRIPT, "it installs what the journeys of the JavaScript SDK use")
    except Problem as problem:
        say(f"the tests of the JavaScript SDK will fail: {problem}")
    return run([str(python), "-m", "pytest", *(arguments or _EVERYTHING)], env=clean_environment())


def replay(arguments: Sequence[str]) -> int:
    """Run the simulations with one seed, as a failed run printed it."""
    if len(arguments) < 1 or not arguments[0].isdigit():
        raise Problem("say the seed, a number: python3 -m dev replay 12345 [arguments of pytest]")
    seed, *rest = arguments
    return test(["tests/simulation", "--simulation-seed", seed, "-p", "no:randomly", *rest])
