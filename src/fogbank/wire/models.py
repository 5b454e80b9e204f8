"""AWS's service models as botocore ships them: read lazily, without botocore's code, and never changed afterwards.

What an operation is like is here; what a protocol makes of it is in `protocols/`.
"""

import gzip
import importlib.util
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from fogbank.wire.quirks import models as quirks

if TYPE_CHECKING:
    from fogbank.wire.evidence import Index

Shape = dict[str, Any]


class Pagination(NamedTuple):
    """The members that page an operation's answer."""

    input_token: str
    output_token: str
    limit_key: str | None
    result_key: str | None


class OperationModel:
    """One operation: how it is called, what goes in and what comes out."""

    def __init__(self, service: "ServiceModel", name: str, raw: dict[str, Any]) -> None:
        http = raw["http"]
        self.service = service
        self.name = name
        self.raw = raw
        self.http_method: str = http["method"]
        self.uri: str = http["requestUri"]
        self.status: int = http.get("responseCode", 200)
        self.input: str | None = raw.get("input", {}).get("shape")
        self.output: str | None = raw.get("output", {}).get("shape")
        self.errors: tuple[str, ...] = tuple(error["shape"] for error in raw.get("errors", ()))
        self.codecs: dict[str, Any] = {}
        """The compiled codecs by protocol (protocols/__init__.py)."""

    def __repr__(self) -> str:
        return f"<{self.service.name}:{self.name}>"

    @cached_property
    def event_input(self) -> str | None:
        """The input member that is a stream of events."""
        return self._member(self.input, "eventstream")

    @cached_property
    def event_output(self) -> str | None:
        """The output member that is a stream of events."""
        return self._member(self.output, "eventstream")

    @cached_property
    def streaming_input(self) -> bool:
        """Whether the body is handed over unread."""
        return self.event_input is not None or self._member(self.input, "streaming") is not None

    @property
    def posted_form(self) -> bool:
        """Whether the request is a browser's form: `Fields`, `FileName` and a `File` that streams."""
        return bool(self.raw.get("postedForm"))

    @cached_property
    def streaming_output(self) -> bool:
        """Whether the answer's body is bytes of any length."""
        return self._member(self.output, "streaming") is not None

    @cached_property
    def idempotency_member(self) -> str | None:
        """The input member whose repetition asks for the first answer again."""
        members = self.service.shapes[self.input]["members"] if self.input else {}
        return next((name for name, ref in members.items() if ref.get("idempotencyToken")), None)

    @cached_property
    def auth(self) -> str:
        """How a caller proves itself: `none`, `v4` or `v4-unsigned-body`."""
        kind = self.raw.get("authtype", "v4")
        if kind == "v4-unsigned-body" or self.raw.get("unsignedPayload"):
            return "v4-unsigned-body"
        return "none" if kind == "none" or "smithy.api#noAuth" in self.raw.get("auth", ()) else "v4"

    @cached_property
    def page(self) -> Pagination | None:
        """How the answer is paged, where one string member in and one out carry the token."""
        raw = self.service.paginators.get(self.name)
        if raw is None or self.input is None or self.output is None:
            return None
        if (self.service.name, self.name) in quirks.PLAIN_PAGES:
            return None
        shapes, token, following = self.service.shapes, raw["input_token"], raw["output_token"]
        if not isinstance(token, str) or not isinstance(following, str):
            return None
        ref = shapes[self.input]["members"].get(token)
        if ref is None or shapes[ref["shape"]]["type"] != "string" or following not in shapes[self.output]["members"]:
            return None
        results = raw.get("result_key")
        return Pagination(token, following, raw.get("limit_key"), results if isinstance(results, str) else None)

    def _member(self, shape: str | None, trait: str) -> str | None:
        shapes = self.service.shapes
        members = shapes[shape].get("members", {}) if shape else {}
        found = (name for name, ref in members.items() if ref.get(trait) or shapes[ref["shape"]].get(trait))
        return next(found, None)


class ServiceModel:
    """One service: its metadata, shapes and operations."""

    def __init__(self, name: str, folder: Path) -> None:
        raw = _read(folder / "service-2.json")
        quirks.adjust(name, raw)
        self.name = name
        self.folder = folder
        self.metadata: dict[str, Any] = raw["metadata"]
        self.shapes: dict[str, Shape] = raw["shapes"]
        self._operations: dict[str, dict[str, Any]] = raw["operations"]
        self._models: dict[str, OperationModel] = {}
        self.generators: dict[Any, Any] = {}
        """The code generators over these shapes (protocols/source.py)."""
        _drop_documentation(self.shapes)

    @cached_property
    def operations(self) -> dict[str, OperationModel]:
        """Every operation by name, in the model's order."""
        return {name: self.operation(name) for name in self._operations}

    def operation(self, name: str) -> OperationModel:
        """One operation. Raises KeyError where the service has none of that name."""
        model = self._models.get(name)
        if model is None:
            model = self._models[name] = OperationModel(self, name, self._operations[name])
        return model

    def __contains__(self, operation: str) -> bool:
        return operation in self._operations

    @property
    def protocol(self) -> str:
        """The protocol that the model lists first."""
        return str(self.metadata["protocol"])

    @property
    def query_compatible(self) -> bool:
        """Whether the service used to speak the query protocol and still answers in its error codes."""
        return "awsQueryCompatible" in self.metadata

    @cached_property
    def protocols(self) -> tuple[str, ...]:
        """Every protocol that the service understands."""
        listed = tuple(self.metadata.get("protocols", (self.protocol,)))
        return listed if not self.query_compatible or "query" in listed else (*listed, "query")

    @cached_property
    def error_shapes(self) -> dict[str, str]:
        """The modelled errors, by their shape's name and by the code that the query protocol gives them."""
        found = {name: name for name, shape in self.shapes.items() if shape.get("exception")}
        for name in list(found):
            found.setdefault(self.shapes[name].get("error", {}).get("code", name), name)
        return found

    @cached_property
    def paginators(self) -> dict[str, dict[str, Any]]:
        """botocore's description of paged operations, by operation."""
        try:
            pages: dict[str, dict[str, Any]] = _read(self.folder / "paginators-1.json")["pagination"]
        except FileNotFoundError:
            return {}
        return pages


class Models:
    """All services of one cloud."""

    def __init__(self) -> None:
        found = importlib.util.find_spec("botocore")
        assert found is not None and found.origin is not None, "botocore's data files are not installed"
        self._data = Path(found.origin).parent / "data"
        self._services: dict[str, ServiceModel] = {}

    @cached_property
    def catalogue(self) -> dict[str, dict[str, Any]]:
        """What routing must know of every service without opening its model (dev/catalogue.py makes it)."""
        text = (Path(__file__).parent / "_catalogue.json").read_bytes()
        services: dict[str, dict[str, Any]] = orjson.loads(text)["services"]
        return services

    @cached_property
    def index(self) -> "Index":
        """The catalogue by what requests say."""
        from fogbank.wire.evidence import Index

        return Index(self)

    def service(self, name: str) -> ServiceModel:
        """The newest model of a service by botocore's name. Raises KeyError where there is none."""
        model = self._services.get(name)
        if model is None:
            model = self._services[name] = ServiceModel(name, self._newest(name))
        return model

    def _newest(self, name: str) -> Path:
        root = self._data / name
        versions = sorted(path.parent for path in root.glob("*/service-2.json*")) if name in self.catalogue else ()
        if not versions:
            raise KeyError(name)
        return versions[-1]


def _read(path: Path) -> Any:
    packed = path.with_name(path.name + ".gz")
    if packed.exists():
        return orjson.loads(gzip.decompress(packed.read_bytes()))
    return orjson.loads(path.read_bytes())


def _drop_documentation(shapes: dict[str, Shape]) -> None:
    """Prose is nine tenths of a model's memory."""
    for shape in shapes.values():
        shape.pop("documentation", None)
        for ref in shape.get("members", {}).values():
            ref.pop("documentation", None)
