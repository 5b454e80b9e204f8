"""Makes a service's `_shapes.py`: typed dicts of its structures, and a class for each of its modelled errors.

Reads the model as the wire does (its quirks included), and the errors that the service's manifest adds or completes.
"""

import builtins
import keyword
import tomllib
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from dev.project import ROOT, SERVICES, folder_name

if TYPE_CHECKING:
    from fogbank.wire.models import ServiceModel

_WIDTH = 120
_INNER_WIDTH = _WIDTH - 4
_AT_RUN_TIME = '''else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
'''
_TYPING = ("TYPE_CHECKING", "Any", "Required", "TypedDict")
_PORTS = ("Body", "ByteSource")
_RESERVED = frozenset({*_TYPING, *_PORTS, "AsyncIterator", "ServiceError", *dir(builtins)})
_NESTED_MAX = 8
_SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "float": "float",
    "double": "float",
    "boolean": "bool",
    "blob": "bytes",
    "timestamp": "float",
}


def generate(service: str) -> str:
    """The text of the service's `_shapes.py`, formatted as ruff would."""
    # The wire needs what only the project's environment has; `dev` is imported without it too.
    from fogbank.wire.models import Models

    manifest = ROOT / SERVICES / folder_name(service) / "manifest.toml"
    return render(Models().service(service), _errors(manifest))


def _errors(manifest: Path) -> dict[str, dict[str, Any]]:
    if not manifest.exists():
        return {}
    found: dict[str, dict[str, Any]] = tomllib.loads(manifest.read_text(encoding="utf-8")).get("errors", {})
    return found


def render(model: "ServiceModel", errors: dict[str, dict[str, Any]]) -> str:
    """The module for a model, and for the errors of a manifest."""
    return _Writer(model, errors).text()


class _Writer:
    """Writes one module."""

    def __init__(self, model: "ServiceModel", errors: dict[str, dict[str, Any]]) -> None:
        self._model = model
        self._shapes = model.shapes
        self._used: set[str] = set()
        self._errors: dict[str, dict[str, Any]] = {
            name: {} for name, shape in self._shapes.items() if shape.get("exception")
        } | errors
        self._inputs = {op.input for op in model.operations.values() if op.input}
        self._classes: dict[str, str] = {}
        for name in sorted([*filter(self._is_structure, self._shapes), *self._errors]):
            self._classes[name] = self._class(name)

    def text(self) -> str:
        """The whole module."""
        errors = [self._error(name) for name in self._classes if name in self._errors]
        structures = [self._structure(name) for name in self._classes if name not in self._errors]
        text = self._head()
        if errors:
            text += "\n\n" + "\n\n\n".join(errors) + "\n"
        if structures:
            space = "\n\n" if errors else "\n"
            text += space + "if TYPE_CHECKING:\n\n" + indent("\n\n".join(structures), "    ") + "\n" + _AT_RUN_TIME
        return text

    def _head(self) -> str:
        meta = self._model.metadata
        doc = (
            f'"""Generated from the model {self._model.name} {meta["apiVersion"]} and manifest.toml. Do not edit."""\n'
        )
        typing = [name for name in _TYPING if name in self._used]
        ports = [name for name in _PORTS if name in self._used]
        standard = ["from collections.abc import AsyncIterator"] if "AsyncIterator" in self._used else []
        standard += [f"from typing import {', '.join(typing)}"] if typing else []
        ours = ["from fogbank.kernel.errors import ServiceError"] if self._errors else []
        ours += [f"from fogbank.kernel.ports import {', '.join(ports)}"] if ports else []
        future = ["from __future__ import annotations"]
        blocks = ["\n".join(block) + "\n" for block in (future, standard, ours) if block]
        return "\n".join([doc, *blocks])

    def _is_structure(self, name: str) -> bool:
        shape = self._shapes[name]
        return shape["type"] == "structure" and not shape.get("exception") and not shape.get("document")

    def _class(self, name: str) -> str:
        """A class name that is free: Python's words and the names that the module imports are not."""
        found = name.lstrip("_")
        found = found[0].upper() + found[1:]
        while keyword.iskeyword(found) or found in _RESERVED or found in self._classes.values():
            found += "_"
        return found

    def _structure(self, name: str) -> str:
        shape = self._shapes[name]
        required = set(shape.get("required", ()))
        rows = {}
        for member, ref in shape["members"].items():
            kind = self._member(name, ref)
            rows[member] = self._use("Required", f"Required[{kind}]") if member in required else kind
        if any(keyword.iskeyword(member) for member in rows):
            return self._functional(self._classes[name], rows)
        self._used |= {"TypedDict", "TYPE_CHECKING"}
        head = f"class {self._classes[name]}(TypedDict, total=False):"
        if len(head) > _INNER_WIDTH:
            head = f"class {self._classes[name]}(\n    TypedDict, total=False\n):"
        return "\n".join([head, *(_row(member, kind) for member, kind in rows.items())] if rows else [head, "    pass"])

    def _functional(self, name: str, rows: dict[str, str]) -> str:
        """The other form of a typed dict, for members whose names are Python's words."""
        self._used |= {"TypedDict", "TYPE_CHECKING"}
        inside = "".join(f'        "{member}": "{kind}",\n' for member, kind in rows.items())
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{inside}    }},\n    total=False,\n)'

    def _member(self, owner: str, ref: dict[str, Any]) -> str:
        shape = self._shapes[ref["shape"]]
        incoming = owner in self._inputs
        if shape.get("eventstream"):
            events = f"AsyncIterator[{self._classes[ref['shape']]}]"
            return self._use("Body") if incoming else self._use("AsyncIterator", events)
        if shape.get("streaming") or ref.get("streaming"):
            return self._use("Body") if incoming else self._use("ByteSource", "bytes | ByteSource")
        return self._use("Any") if ref.get("jsonvalue") else self._type(ref, 0)

    def _use(self, name: str, text: str | None = None) -> str:
        """A type's text, and a note that it names something to import."""
        self._used.add(name)
        return name if text is None else text

    def _type(self, ref: dict[str, Any], depth: int) -> str:
        shape = self._shapes[ref["shape"]]
        # A list or map that holds itself has no finite type.
        if shape.get("document") or depth > _NESTED_MAX:
            return self._use("Any")
        if shape["type"] == "list":
            return f"list[{self._type(shape['member'], depth + 1)}]"
        if shape["type"] == "map":
            return f"dict[str, {self._type(shape['value'], depth + 1)}]"
        if shape["type"] == "structure":
            if shape.get("exception"):
                return self._use("Any", "dict[str, Any]")
            return self._classes[ref["shape"]]
        return _SCALARS[shape["type"]]

    def _error(self, name: str) -> str:
        shape, own = self._shapes.get(name, {}), self._errors[name]
        traits = shape.get("error", {})
        default = name if "query" in self._model.protocols else None
        code = own.get("query_code", traits.get("code", default))
        status = own.get("status", traits.get("httpStatusCode", 500 if shape.get("fault") else 400))
        values = {"code": f'"{name}"', **({"query_code": f'"{code}"'} if code else {}), "status": str(status)}
        head = f"class {self._classes[name]}(ServiceError):"
        line = f"    {', '.join(values)} = {', '.join(values.values())}"
        if len(line) <= _WIDTH:
            return f"{head}\n{line}"
        return "\n".join([head, *(f"    {key} = {value}" for key, value in values.items())])


def _row(member: str, kind: str) -> str:
    # Names that look like digits are not ours to choose.
    line = f"    {member}: {kind}" + ("  # noqa: E741" if member in ("I", "O", "l") else "")
    if len(line) <= _INNER_WIDTH:
        return line
    outer, bracket, inner = kind.partition("[")
    if not bracket:
        return f"    {member}: (\n        {kind}\n    )"
    return f"    {member}: {outer}[\n        {inner[:-1]}\n    ]"
