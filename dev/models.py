"""AWS's service models as the generators and lists read them: botocore's data files, without botocore's code."""

import difflib
import gzip
import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dev.project import Problem


class Model:
    """One service: its operations, the errors and the pages that the model has of each."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.version = folder.name
        raw = _read(folder, "service-2")
        self.operations: dict[str, dict[str, Any]] = raw["operations"]
        self.title: str = raw["metadata"].get("serviceAbbreviation") or raw["metadata"]["serviceFullName"]
        self.signing_name: str = raw["metadata"].get("signingName", raw["metadata"]["endpointPrefix"])
        self._shapes: dict[str, Any] = raw["shapes"]
        pages = _read(folder, "paginators-1") if list(folder.glob("paginators-1.json*")) else {"pagination": {}}
        self.paginated = frozenset(name for name, page in pages["pagination"].items() if "limit_key" in page)
        """Operations whose callers say how long a page may be."""

    def errors(self, operation: str) -> list[str]:
        """The modelled errors of an operation, by shape name; none where the model lacks it (S3's PostObject)."""
        return [error["shape"] for error in self.operations.get(operation, {}).get("errors", ())]

    def is_error(self, name: str) -> bool:
        """Whether a shape is an error."""
        return bool(self._shapes.get(name, {}).get("exception"))

    def code(self, error: str) -> str:
        """The code that clients see for a modelled error."""
        declared: str | None = self._shapes[error].get("error", {}).get("code")
        return declared or error

    def operation(self, name: str, more: Iterable[str] = ()) -> str:
        """AWS's spelling of an operation's name in any case, dashes ignored; `more` are known too."""
        known = {_flat(each): each for each in (*self.operations, *more)}
        return _nearest(name, known, f"operation of {self.name}")


def load(name: str) -> Model:
    """The newest model of a service; raises Problem with near matches where there is none of this name."""
    data = _data()
    names = {_flat(path.name): path.name for path in data.iterdir() if any(path.glob("*/service-2.json*"))}
    exact = _nearest(name, names, "service of botocore")
    versions = sorted(path.parent for path in (data / exact).glob("*/service-2.json*"))
    return Model(exact, versions[-1])


def _data() -> Path:
    found = importlib.util.find_spec("botocore")
    if found is None or found.origin is None:
        raise Problem("botocore is not installed here: its data files are the models")
    return Path(found.origin).parent / "data"


def _read(folder: Path, kind: str) -> dict[str, Any]:
    path = next(iter(folder.glob(f"{kind}.json*")))
    raw = path.read_bytes()
    model: dict[str, Any] = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return model


def _flat(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()


def _nearest(name: str, known: dict[str, str], what: str) -> str:
    if _flat(name) in known:
        return known[_flat(name)]
    near = difflib.get_close_matches(_flat(name), known, n=5, cutoff=0.6)
    near += [flat for flat in known if _flat(name) in flat and flat not in near][:5]
    hint = f": did you mean {', '.join(known[flat] for flat in near)}?" if near else ""
    raise Problem(f"{name!r} is no {what}{hint}")
