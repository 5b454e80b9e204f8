"""Which operation of which service a request is for, by the evidence in it, the strongest first.

The path and header of Smithy's CBOR protocol, X-Amz-Target, the scope of the signature, the host, the Action
parameter, the path. What has no evidence at all is S3's: so come anonymous reads of public objects.
"""

from functools import cached_property
from typing import Any, NamedTuple

from fogbank.kernel.errors import UnknownOperation
from fogbank.wire import evidence
from fogbank.wire.message import Request
from fogbank.wire.models import Models
from fogbank.wire.quirks import routing as quirks
from fogbank.wire.quirks import s3_addressing
from fogbank.wire.uris import Table

_CBOR = "smithy-rpc-v2-cbor"
_AMZ_CBOR = "application/x-amz-cbor-1.1"


class Route(NamedTuple):
    """Where a request goes."""

    service: str
    operation: str
    protocol: str
    labels: dict[str, str]


class Router:
    """Routes the requests of one cloud."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._targets: dict[str, Route] = {}
        self._actions: dict[tuple[str, str, str | None], Route] = {}
        self._tables: dict[str, Any] = {}

    @cached_property
    def _index(self) -> evidence.Index:
        # Not made at the start: a cloud is ready before it has been asked anything.
        return self._models.index

    def route(self, request: Request) -> Route:
        """Find the operation.

        Errors: UnknownOperation, Unreadable (a path that is not UTF-8).
        """
        headers = request.headers
        if "smithy-protocol" in headers:
            return self._cbor(request)
        target = headers.get("x-amz-target")
        if target is not None:
            route = self._targets.get(target) or self._target(target, request)
            return route if headers.get("content-type") != _AMZ_CBOR else route._replace(protocol="amz-cbor")
        scope = evidence.signing_name(request)
        names = self._index.by_signing.get(scope) if scope is not None else None
        if names is None:
            names = evidence.host_services(self._index, request.host)
        if names:
            return self._among(names, request)
        return self._without_service(request)

    def _cbor(self, request: Request) -> Route:
        parts = request.path.rsplit("/", 4)
        if (
            request.headers["smithy-protocol"] != "rpc-v2-cbor"
            or len(parts) < 5
            or parts[1::2] != ["service", "operation"]
        ):
            raise UnknownOperation("The request is not of the Smithy RPC v2 CBOR protocol.")
        prefix, operation = parts[2], parts[4]
        found = self._named(prefix, operation, request)
        if found is None or _CBOR not in self._index.protocols[found]:
            raise UnknownOperation(f"Unknown operation {operation}.")
        return Route(found, operation, _CBOR, {})

    def _target(self, target: str, request: Request) -> Route:
        prefix, _, operation = target.rpartition(".")
        found = self._named(prefix, operation, request)
        if found is None or "json" not in self._index.protocols[found]:
            raise UnknownOperation(f"Unknown operation {operation}.")
        route = Route(found, operation, "json", {})
        if len(self._index.by_target[prefix]) == 1:
            self._targets[target] = route
        return route

    def _named(self, prefix: str, operation: str, request: Request) -> str | None:
        """The service of a target prefix; where several share it, the host or the operation tells."""
        names = self._index.by_target.get(prefix, [])
        if len(names) > 1:
            near = evidence.host_services(self._index, request.host)
            names = sorted(names, key=lambda name: name not in near)
        return next((name for name in names if operation in self._models.service(name)), None)

    def _among(self, names: list[str], request: Request) -> Route:
        if names[0] == quirks.DEFAULT_SERVICE:
            if len(names) == 1 or not quirks.is_s3control(request.headers, request.path):
                found = self._table(quirks.DEFAULT_SERVICE).match(request)
                if found is None:
                    raise UnknownOperation("The specified method is not allowed against this resource.")
                return Route(quirks.DEFAULT_SERVICE, found[0], "rest-xml", found[1])
            names = names[1:]
        elif len(names) > 1:
            near = evidence.host_services(self._index, request.host)
            names = sorted(names, key=lambda name: name not in near)
        protocols = self._index.protocols
        if any("query" in protocols[name] or "ec2" in protocols[name] for name in names):
            action = evidence.action(request)
            if action is not None:
                return self._action(names, action)
        for name in names:
            if protocols[name][0].startswith("rest"):
                found = self._table(name).match(request)
                if found is not None:
                    return Route(name, found[0], protocols[name][0], found[1])
        raise UnknownOperation("The requested operation is not known.")

    def _action(self, names: list[str], action: evidence.Action) -> Route:
        known = self._actions.get((names[0], *action))
        if known is not None:
            return known
        catalogue, protocols = self._models.catalogue, self._index.protocols
        for name in sorted(names, key=lambda name: catalogue[name]["apiVersion"] != action.version):
            own = next((one for one in protocols[name] if one in ("query", "ec2")), None)
            if own is not None and action.name in self._models.service(name):
                route = Route(name, action.name, own, {})
                if action.version == catalogue[name]["apiVersion"]:
                    # Only what the models have is kept: what clients make up has no end.
                    self._actions[names[0], action.name, action.version] = route
                return route
        version = action.version or catalogue[names[0]]["apiVersion"]
        raise UnknownOperation(f"Could not find operation {action.name} for version {version}")

    def _without_service(self, request: Request) -> Route:
        action = evidence.action(request)
        if action is not None and action.version in self._index.by_version:
            return self._action(self._index.by_version[action.version], action)
        for method, name in self._index.unsigned:
            if method == request.method:
                found = self._table(name).match(request)
                if found is not None and self._models.service(name).operation(found[0]).auth == "none":
                    return Route(name, found[0], self._index.protocols[name][0], found[1])
        return self._among([quirks.DEFAULT_SERVICE], request)

    def _table(self, name: str) -> Any:
        table = self._tables.get(name)
        if table is None:
            kind = s3_addressing.Table if name == quirks.DEFAULT_SERVICE else Table
            table = self._tables[name] = kind(self._models.service(name))
        return table
