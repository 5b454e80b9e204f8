"""Finds services: one package each, imported on the first call to it, so that ninety cost nothing at start."""

import importlib
import importlib.util
import inspect
import pkgutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from fogbank.kernel.operation import OperationMark


class Handler:
    """One operation of a service: its function and what its mark says."""

    __slots__ = ("action", "function", "name", "on", "waits_for_planes")

    def __init__(self, function: Callable[..., Any], mark: OperationMark, action: str) -> None:
        self.function = function
        self.name = mark.name
        self.on = mark.on
        self.action = action
        self.waits_for_planes = inspect.iscoroutinefunction(function)


class Service:
    """A service package: manifest, handlers, jobs and reactions."""

    def __init__(self, package: ModuleType) -> None:
        self.name = package.__name__.rpartition(".")[2].rstrip("_").replace("_", "-")
        folder = Path(package.__path__[0])
        manifest = folder / "manifest.toml"
        self.manifest: dict[str, Any] = tomllib.loads(manifest.read_text()) if manifest.exists() else {}
        self.iam_prefix: str = self.manifest.get("iam_prefix", self.name)
        where = self.manifest.get("global", False)
        self.is_global = bool(where)
        self.home: Mapping[str, str] = where if isinstance(where, dict) else {}
        """Of a global service: its region, in partitions where it is not where most are."""
        self.proven_sessions_only: bool = self.manifest.get("proven_sessions_only", False)
        self.data_events = frozenset(self.manifest.get("data_events", ()))
        self.reads = frozenset(self.manifest.get("reads", ()))
        """Operations that the trail calls reads whatever their names and access levels say."""
        self.own_tokens = frozenset(self.manifest.get("own_tokens", ()))
        """Operations that keep their idempotency tokens themselves: for another time, or with another answer."""
        self.rates: dict[str, dict[str, Any]] = self.manifest.get("rates", {})
        self.handlers: dict[str, Handler] = {}
        self.jobs: dict[str, tuple[Callable[..., Any], float | None]] = {}
        self.reactions: dict[type, list[Callable[..., None]]] = {}
        self.sources: dict[str, Callable[..., Any]] = {}
        for module in _modules(package, folder):
            self._collect(module)

    def _collect(self, module: ModuleType) -> None:
        for function in vars(module).values():
            if getattr(function, "__module__", None) != module.__name__:
                continue
            if mark := getattr(function, "__operation__", None):
                action = self.manifest.get("actions", {}).get(mark.name, mark.action or mark.name)
                self.handlers[mark.name] = Handler(function, mark, f"{self.iam_prefix}:{action}")
            if mark := getattr(function, "__job__", None):
                self.jobs[mark[0]] = (function, mark[1])
            if question := getattr(function, "__source__", None):
                self.sources[question] = function
            if event := getattr(function, "__reaction__", None):
                self.reactions.setdefault(event, []).append(function)


def _modules(package: ModuleType, folder: Path) -> list[ModuleType]:
    marked = [*folder.glob("events.py"), *folder.glob("*jobs.py"), *folder.glob("identity.py")]
    names = [f"{package.__name__}.{path.stem}" for path in sorted(marked)]
    if (folder / "operations").is_dir():
        operations = f"{package.__name__}.operations"
        names += [f"{operations}.{found.name}" for found in pkgutil.iter_modules([str(folder / "operations")])]
    return [importlib.import_module(name) for name in names]


class Registry:
    """The services below one package."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._services: dict[str, Service | None] = {}
        self._reactions: dict[type, list[Callable[..., None]]] = {}
        self._kernel_jobs: dict[str, tuple[Callable[..., Any], float | None]] = {}
        self.on_load: Callable[[], None] = lambda: None

    def service(self, name: str) -> Service | None:
        """The service with this (botocore) name, or None where Fogbank has none."""
        try:
            return self._services[name]
        except KeyError:
            found = self._services[name] = self._load(name)
            self.on_load()
            return found

    def loaded(self, name: str) -> bool:
        """Whether it has been asked for this service already."""
        return name in self._services

    def _load(self, name: str) -> Service | None:
        module = f"{self._package}.{folder_name(name)}"
        if importlib.util.find_spec(module) is None:
            return None
        return Service(importlib.import_module(module))

    def names(self) -> list[str]:
        """Every service that exists, loaded or not."""
        root = importlib.import_module(self._package)
        return sorted(found.name.rstrip("_").replace("_", "-") for found in pkgutil.iter_modules(root.__path__))

    def add_job(self, name: str, function: Callable[..., Any], every_s: float | None = None) -> None:
        """A job of the kernel or of a plane; its name begins with the room."""
        self._kernel_jobs[name] = (function, every_s)

    def job(self, name: str) -> tuple[Callable[..., Any], float | None] | None:
        """The function of a job and how often it runs by itself."""
        if name in self._kernel_jobs:
            return self._kernel_jobs[name]
        service = self.service(name.partition(".")[0])
        return service.jobs.get(name) if service else None

    def reactions(self, event: type) -> list[Callable[..., None]]:
        """What a service's `events.py` does about one of its events."""
        known = self._reactions.get(event)
        if known is None:
            name = event.__module__.removeprefix(f"{self._package}.").partition(".")[0]
            service = self.service(name.rstrip("_").replace("_", "-"))
            known = self._reactions[event] = service.reactions.get(event, []) if service else []
        return known

    def recurring(self) -> list[tuple[str, float]]:
        """The reconcilers of the kernel and the planes: name and seconds between runs."""
        return [(name, every) for name, (_, every) in self._kernel_jobs.items() if every is not None]


def folder_name(service: str) -> str:
    """The package folder of a botocore service name: dashes become underscores, `lambda` gets one behind it."""
    folder = service.replace("-", "_")
    return f"{folder}_" if folder == "lambda" else folder
