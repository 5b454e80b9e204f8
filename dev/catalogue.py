"""Makes `wire/_catalogue.json`: what routing must know of every service without opening 400 models.

Standard library only; reads botocore's data files and not its code.
"""

import gzip
import importlib.util
import json
from pathlib import Path
from typing import Any

TARGET = "src/fogbank/wire/_catalogue.json"


def generate() -> dict[str, str]:
    """The generated files: path below the repository's root, and content."""
    found = importlib.util.find_spec("botocore")
    if found is None or found.origin is None:
        raise SystemExit("botocore is not installed: its data files are the models")
    data = Path(found.origin).parent / "data"
    services = {}
    for folder in sorted(data.iterdir()):
        versions = sorted(folder.glob("*/service-2.json*")) if folder.is_dir() else []
        if versions:
            services[folder.name] = _entry(_read(versions[-1]))
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in services.items())
    return {TARGET: '{"services": {\n' + rows + "\n}}\n"}


def _read(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    model: dict[str, Any] = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return model


def _entry(model: dict[str, Any]) -> dict[str, Any]:
    meta = model["metadata"]
    protocols = list(meta.get("protocols", [meta["protocol"]]))
    if "awsQueryCompatible" in meta and "query" not in protocols:
        protocols.append("query")
    entry = {
        "serviceId": meta["serviceId"],
        "endpointPrefix": meta["endpointPrefix"],
        "signingName": meta.get("signingName", meta["endpointPrefix"]),
        "apiVersion": meta["apiVersion"],
        "protocols": protocols,
    }
    if "targetPrefix" in meta:
        entry["targetPrefix"] = meta["targetPrefix"]
    if "globalEndpoint" in meta:
        entry["globalEndpoint"] = meta["globalEndpoint"]
    unsigned = [
        [operation["http"]["method"], operation["http"]["requestUri"]]
        for operation in model["operations"].values()
        if protocols[0].startswith("rest") and _is_unsigned(operation)
    ]
    if unsigned:
        entry["unsigned"] = unsigned
    return entry


def _is_unsigned(operation: dict[str, Any]) -> bool:
    return operation.get("authtype") == "none" or "smithy.api#noAuth" in operation.get("auth", ())


if __name__ == "__main__":
    for path, content in generate().items():
        Path(path).write_text(content)
