"""Rules about rooms that import-linter cannot say: inside a service, and who reads time, chance and environment."""

import ast
from collections.abc import Iterator

from dev.project import PACKAGE, SERVICES
from dev.source import Source, dotted, imports

ROOMS = frozenset({"kernel", "wire", "planes", "services", "scenarios", "console", "app"})

# Inside a service, high to low; a module may import its own layer's others only where the layer is named here.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"operations", "jobs", "resources"}),
    frozenset({"rules"}),
    frozenset({"names", "records", "errors", "events"}),
    frozenset({"_shapes"}),
)

# The only modules that may read time and chance, and why. A name that ends in "/" stands for a folder.
READERS_OF_TIME = {
    f"{PACKAGE}/kernel/clock.py": "the clock",
    f"{PACKAGE}/kernel/ids.py": "the source of ids",
    f"{PACKAGE}/app/server.py": "tells how long its start took",
    f"{PACKAGE}/app/cli/": "other processes than the cloud: they wait for it in wall time",
}
CHANCE = frozenset({"random", "secrets", "uuid"})
READS = frozenset(
    {"time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns"}
    | {"time.sleep", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "os.urandom", "os.getrandom"}
)
# These read the clock where nothing is given to them.
READ_WITHOUT_ARGUMENT = frozenset({"time.gmtime", "time.localtime", "time.ctime", "time.asctime"})

READERS_OF_ENVIRONMENT = {
    f"{PACKAGE}/app/settings.py": "the settings",
    f"{PACKAGE}/app/cli/awscli.py": "hands its whole environment on to the AWS CLI",
}


def layers(source: Source) -> Iterator[tuple[int, str]]:
    """operations, jobs, resources > rules > names, records, errors, events > _shapes; any other module is free."""
    folder = source.in_service
    if folder is None:
        return
    package = f"fogbank.services.{folder}"
    here = _level(source.path.removeprefix(f"{SERVICES}/{folder}/").removesuffix(".py").partition("/")[0])
    for line, name in imports(source):
        if here is None or not name.startswith(f"{package}."):
            continue
        there = name.removeprefix(f"{package}.").partition(".")[0]
        level = _level(there)
        if level is not None and level < here:
            yield line, f"{there} is above this module: {_order()}"


def _level(name: str) -> int | None:
    return next((level for level, names in enumerate(LAYERS) if name in names), None)


def _order() -> str:
    return " > ".join(", ".join(sorted(names)) for names in LAYERS)


def readers(source: Source) -> Iterator[tuple[int, str]]:
    """Time and chance come in through the call, settings through app/settings.py."""
    if not source.path.startswith(f"{PACKAGE}/"):
        return
    if source.path not in READERS_OF_ENVIRONMENT:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and dotted(node) in ("os.environ", "os.getenv", "os.environb"):
                yield node.lineno, f"reads {dotted(node)}: only app/settings.py reads the environment"
    if not source.path.startswith(tuple(READERS_OF_TIME)):
        for line, name in _reads_of_time(source):
            yield line, f"reads {name}: time and chance are read in kernel/clock.py and kernel/ids.py"


def _reads_of_time(source: Source) -> Iterator[tuple[int, str]]:
    for line, name in imports(source):
        if name.partition(".")[0] in CHANCE or name in READS | READ_WITHOUT_ARGUMENT:
            yield line, name
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and not node.args and dotted(node.func) in READ_WITHOUT_ARGUMENT:
            yield node.lineno, dotted(node.func)
        if isinstance(node, ast.Attribute):
            name = dotted(node).removeprefix("datetime.")
            if name in READS or dotted(node) in READS:
                yield node.lineno, dotted(node)


def floor_plan(source: Source) -> Iterator[tuple[int, str]]:
    """No directory below the package without a room in the architecture."""
    if not source.path.startswith(f"{PACKAGE}/"):
        return
    room, slash, _ = source.path.removeprefix(f"{PACKAGE}/").partition("/")
    if slash and room not in ROOMS:
        yield 1, f"{room}/ is no room of the architecture"
