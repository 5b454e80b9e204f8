"""Makes bad requests for any operation: of the form that its model asks for, with values that nobody should send.

A request begins as the good one of `authorization/asking.py`, gets some of the members that it may have, and then some
of its parts are spoiled.
"""

import random
from collections.abc import Mapping
from typing import Any

from fogbank.wire.models import ServiceModel
from fogbank.wire.validate import TYPES
from tests.services import bad_values
from tests.services.authorization import asking
from tests.wire.samples import matching

_DEPTH_MAX = 6
_DOCUMENTS = ("policy", "document", "content")
_LONG = 40
"""Members of a list that is too long, where its limit is not far beyond."""


class Spoiler:
    """Bad requests to one service, in a world that has something."""

    def __init__(self, model: ServiceModel, world: Mapping[str, Any], draw: random.Random, now: float) -> None:
        self._model = model
        self._world = world
        self._texts = [value for value in world.values() if isinstance(value, str)]
        self._draw = draw
        self._now = now
        self._rate, self._more = 0.0, 0.0
        self._told: dict[str, list[Any]] = {}

    def request(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of one request: from nearly good to all bad."""
        shape = self._model.operation(operation).input
        if shape is None:
            return {}
        self._rate = self._draw.choice([0.0, 0.0, 0.05, 0.05, 0.1, 0.3, 1.0])
        self._more = self._draw.choice([0.0, 0.1, 0.3, 0.8])
        return self._structure(shape, asking.request(self._model.name, operation, self._world, given), 0)

    def learn(self, answer: Any, member: str = "") -> None:
        """Ask later about what an answer told: its texts and numbers, by their own names and with their structure's."""
        if isinstance(answer, dict):
            for name, value in answer.items():
                self.learn(value, name)
                if isinstance(value, dict):
                    for inner in ("Id", "Arn", "Name"):
                        self.learn(value.get(inner), f"{name}{inner}")
        elif isinstance(answer, list):
            for one in answer[:3]:
                self.learn(one, member.removesuffix("s"))
        elif isinstance(answer, str | int | bytes) and member:
            self._told.setdefault(member, []).append(answer)

    def forget(self) -> None:
        """The world is as it was."""
        self._told.clear()

    def _structure(self, name: str, base: Mapping[str, Any], depth: int) -> dict[str, Any]:
        shape = self._model.shapes[name]
        members = shape["members"]
        required = shape.get("required", ())
        chance = self._more / (depth + 1) if depth < _DEPTH_MAX else 0.0
        chosen = [m for m in members if m in base or (m not in required and self._draw.random() < chance)]
        if shape.get("union"):
            chosen = [*base] or ([self._draw.choice(list(members))] if depth < _DEPTH_MAX else [])
        away = self._draw.choice(chosen) if chosen and self._draw.random() < self._rate / 10 else ""
        if away and "location" not in members[away]:  # else it is not this operation
            chosen.remove(away)
        out = {}
        for member in chosen:
            kinds = TYPES[self._model.shapes[members[member]["shape"]]["type"]]
            told = [one for one in self._told.get(member, ()) if isinstance(one, kinds)]
            if told and self._draw.random() < 0.3:
                value = self._draw.choice(told)
            elif member in base:
                value = base[member]
            else:
                value = asking.value(self._model, members[member], member, self._world)
            out[member] = self._value(members[member], member, value, depth + 1)
        return out

    def _value(self, ref: dict[str, Any], member: str, value: Any, depth: int) -> Any:
        shape = self._model.shapes[ref["shape"]]
        kind = shape["type"]
        bad = self._draw.random() < self._rate
        if bad and self._draw.random() < 0.02 and not ref.get("streaming"):
            return self._draw.choice([7, "x", [], {}, b"x", True, 1.5])
        if kind == "structure":
            return self._structure(ref["shape"], value if isinstance(value, dict) else {}, depth)
        if kind == "list":
            return self._list(shape, value, depth, bad=bad)
        if kind == "map":
            return self._map(shape, value, depth, bad=bad)
        if kind == "boolean":
            return self._draw.random() < 0.5
        if not bad:
            return self._another(ref, shape, value) if self._draw.random() < 0.1 else value
        if kind == "string":
            return self._text(f"{member}{ref['shape']}", shape, str(value))
        if kind == "blob":
            return bad_values.data(self._draw, value)
        if kind == "timestamp":
            return bad_values.instant(self._draw, self._now)
        return bad_values.whole(self._draw, shape.get("min"), shape.get("max"))

    def _list(self, shape: dict[str, Any], value: list[Any], depth: int, *, bad: bool) -> list[Any]:
        items = [self._value(shape["member"], "", item, depth) for item in value]
        if not bad:
            return items
        more = asking.value(self._model, shape["member"], "", self._world)
        most = min(shape.get("max", _LONG), _LONG)
        return self._draw.choice(
            [[], items * 2, [*items, self._value(shape["member"], "", more, depth)], (items or [more]) * (most + 1)]
        )

    def _map(self, shape: dict[str, Any], value: dict[Any, Any], depth: int, *, bad: bool) -> dict[Any, Any]:
        def one(key: Any, item: Any) -> tuple[Any, Any]:
            return str(self._value(shape["key"], "", key, depth)), self._value(shape["value"], "", item, depth)

        items = dict(one(key, item) for key, item in value.items())
        if not bad:
            return items
        more = asking.value(self._model, {"shape": shape["value"]["shape"]}, "", self._world)
        keys = [f"key{number}" for number in range(_LONG)]
        return self._draw.choice([{}, items | dict([one("key", more)]), dict.fromkeys(keys, more)])

    def _another(self, ref: dict[str, Any], shape: dict[str, Any], value: Any) -> Any:
        """A value that the model allows as well."""
        values = ref.get("enum") or shape.get("enum")
        if values:
            return self._draw.choice(values)
        if shape["type"] == "string":
            length = self._draw.choice([shape.get("min", 0), min(shape.get("max", 64), 3000)])
            found = matching(shape["pattern"], length, length) if "pattern" in shape else "x" * length
            return value if found is None else found
        if shape["type"] in ("integer", "long"):
            return self._draw.choice([shape.get("min", 0), shape.get("max", 1000)])
        return value

    def _text(self, named: str, shape: dict[str, Any], value: str) -> str:
        if "enum" in shape and self._draw.random() < 0.5:
            return str(self._draw.choice([shape["enum"][0].lower(), *shape["enum"]]))
        if value.startswith("{") or (self._draw.random() < 0.5 and any(one in named.lower() for one in _DOCUMENTS)):
            return bad_values.document(self._draw, value)
        return bad_values.text(self._draw, value, self._texts, shape.get("min", 0), shape.get("max", 3000))
