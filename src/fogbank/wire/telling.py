"""How the trail tells a call's parameters and answer: names as CloudTrail writes them, no secrets, no bytes.

Source: CloudTrail User Guide, CloudTrail record contents (requestParameters, responseElements).
"""

from collections.abc import Callable
from typing import Any

from fogbank.wire.models import ServiceModel

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
"""Stands for a text that the model calls sensitive. Source: CloudTrail events of several services show it."""

Tell = Callable[[Any], Any]


def teller(service: ServiceModel, shape: str | None) -> Tell:
    """What tells values of a structure: `{"UserName": "a", "Password": "b"}` as `userName` and a hidden `password`."""
    return _Tellers(service).of(shape) if shape else lambda value: {}


class _Tellers:
    """The tellers of one service's shapes, made as they are met: shapes may hold themselves."""

    def __init__(self, service: ServiceModel) -> None:
        self._shapes = service.shapes
        self._made: dict[str, Tell] = {}

    def of(self, shape: str) -> Tell:
        made = self._made.get(shape)
        if made is None:
            raw = self._shapes[shape]
            self._made[shape] = self._later(shape)
            made = self._made[shape] = self._make(raw)
        return made

    def _later(self, shape: str) -> Tell:
        """For a shape that holds itself."""

        def tell(value: Any) -> Any:
            return self._made[shape](value)

        return tell

    def _make(self, raw: dict[str, Any]) -> Tell:
        kind = raw["type"]
        if raw.get("sensitive"):
            return lambda value: HIDDEN
        if kind == "structure":
            return self._structure(raw)
        if kind == "list":
            each = self.of(raw["member"]["shape"])
            return lambda value: [each(item) for item in value]
        if kind == "map":
            each = self.of(raw["value"]["shape"])
            return lambda value: {key: each(item) for key, item in value.items()}
        return lambda value: value

    def _structure(self, raw: dict[str, Any]) -> Tell:
        members = {
            name: (name[:1].lower() + name[1:], self.of(ref["shape"]))
            for name, ref in raw["members"].items()
            if self._shapes[ref["shape"]]["type"] != "blob" and not self._shapes[ref["shape"]].get("eventstream")
        }

        def tell(value: Any) -> Any:
            found = ((members.get(name), item) for name, item in value.items() if item is not None)
            return {known[0]: known[1](item) for known, item in found if known is not None}

        return tell
