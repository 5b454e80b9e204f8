"""A small model of one bucket: lists and dicts, nothing clever."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A version (or delete marker, without bytes) of a key."""

    id: str
    data: bytes | None


class Model:
    """Keys to versions, the newest first; uploads to their parts."""

    def __init__(self) -> None:
        self.versioning = ""
        self.keys: dict[str, list[Entry]] = {}
        self.uploads: dict[str, tuple[str, dict[int, bytes]]] = {}

    def current(self, key: str) -> bytes | None:
        """What a plain GET answers; None for 404."""
        entries = self.keys.get(key)
        return entries[0].data if entries else None

    def expects_id(self) -> str:
        """What a write's version id must be: "" none, "null", or "new"."""
        return {"": "", "Enabled": "new", "Suspended": "null"}[self.versioning]

    def write(self, key: str, version_id: str, data: bytes | None) -> None:
        """A put (or, without data, a delete) has happened."""
        entries = self.keys.setdefault(key, [])
        if not self.versioning:
            self.keys[key] = [] if data is None else [Entry("null", data)]
        else:
            if version_id == "null":
                entries[:] = [entry for entry in entries if entry.id != "null"]
            entries.insert(0, Entry(version_id, data))
        self._tidy(key)

    def remove(self, key: str, version_id: str) -> Entry | None:
        """One version has been deleted for good."""
        entries = self.keys.get(key, [])
        found = next((entry for entry in entries if entry.id == version_id), None)
        if found is not None:
            entries.remove(found)
        self._tidy(key)
        return found

    def _tidy(self, key: str) -> None:
        if not self.keys.get(key):
            self.keys.pop(key, None)

    def listed(self, prefix: str = "", delimiter: str = "") -> list[str]:
        """Keys and common prefixes of a plain listing, in order."""
        seen: list[str] = []
        for key in sorted(self.keys, key=str.encode):
            if self.current(key) is None or not key.startswith(prefix):
                continue
            cut = key.find(delimiter, len(prefix)) if delimiter else -1
            entry = key if cut < 0 else key[: cut + len(delimiter)]
            if entry not in seen:
                seen.append(entry)
        return seen

    def versions(self) -> list[tuple[str, str, bool]]:
        """Key, id and whether a marker, in the order of a listing of versions."""
        return [
            (key, entry.id, entry.data is None) for key in sorted(self.keys, key=str.encode) for entry in self.keys[key]
        ]

    def bodies(self) -> list[bytes]:
        """Every body that is still owned by something, parts of uploads among them."""
        kept = [entry.data for entries in self.keys.values() for entry in entries if entry.data is not None]
        return kept + [part for _, parts in self.uploads.values() for part in parts.values()]
