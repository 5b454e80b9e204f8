"""What a request asks with expressions, or with the parameters that came before them: compiled, and checked as a whole.

Everything here is checked before the table is looked at.
"""

from collections.abc import Mapping
from typing import Any

from fogbank.services.dynamodb import errors, values
from fogbank.services.dynamodb.records import Item


def item_of(given: Mapping[str, Any]) -> tuple[Item, int]:
    """The canonical form of an item, and its size in bytes. Errors: ValidationException."""
    item = values.check_item(given)  # type: ignore[arg-type]
    size_bytes = values.size_of(item)
    if size_bytes > values.ITEM_BYTES_MAX:
        raise errors.item_too_large()
    return item, size_bytes


def key_of(given: Mapping[str, Any]) -> Item:
    """The canonical form of a key. Errors: ValidationException."""
    return values.check_item(given)  # type: ignore[arg-type]


def condition_of(req: Mapping[str, Any]) -> Any:
    """What must hold of the item, None where nothing must. Errors: ValidationException."""
    return None


def projection_of(req: Mapping[str, Any]) -> Any:
    """Which parts of items are told, None for all. Errors: ValidationException."""
    return None
