"""Makes, for any operation, a request that is well formed: what the model asks for, filled from what a world has."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fogbank.wire.models import Models, ServiceModel
from tests.wire.samples import matching

World = Mapping[str, Any]
"""Members and their values; a service's own names ("QueueUrl")."""


@lru_cache(maxsize=1)
def _models() -> Models:
    return Models()


def request(service: str, operation: str, world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """The required members of an operation, and those given."""
    model = _models().service(service)
    shape = model.operation(operation).input
    return {**(_structure(model, shape, world, skip=frozenset(given)) if shape else {}), **given}


def _structure(model: ServiceModel, name: str, world: World, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    shape = model.shapes[name]
    required = shape.get("required", ())
    return {member: value(model, shape["members"][member], member, world) for member in required if member not in skip}


def value(model: ServiceModel, ref: dict[str, Any], member: str, world: World) -> Any:
    """The plainest value of a member that the model allows, or the world's."""
    if member in world:
        return world[member]
    shape = model.shapes[ref["shape"]]
    kind = shape["type"]
    if kind == "structure":
        return _structure(model, ref["shape"], world)
    if kind == "list":
        return [value(model, shape["member"], "", world)]
    if kind == "map":
        return {value(model, shape["key"], "", world): value(model, shape["value"], "", world)}
    if kind == "string":
        return _string(shape)
    if kind == "blob":
        return b"x" * max(shape.get("min", 1), 1)
    if kind == "boolean":
        return False
    if kind == "timestamp":
        return time.time()
    return max(shape.get("min", 1), 1)


def _string(shape: dict[str, Any]) -> str:
    if "enum" in shape:
        return str(shape["enum"][0])
    low, high = max(shape.get("min", 1), 1), shape.get("max", 1 << 20)
    if "pattern" in shape:
        found = matching(shape["pattern"], low, high)
        assert found is not None, shape
        return found
    return "x".ljust(low, "x")
