"""What is right and wrong in this service, and its arithmetic. Pure: no rows, no call.

Where an item is: in its table by its key, and in each index that has it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fogbank.services.dynamodb import errors, keys, values
from fogbank.services.dynamodb.records import Index, Item, Row, Table


class Place(NamedTuple):
    """Where an item of a table is."""

    partition: bytes
    sort: bytes

    @property
    def tail(self) -> bytes:
        """The place as an index keeps it."""
        return keys.joined(self)


def place_of_item(table: Table, item: Item) -> Place:
    """The place of a new item. Errors: ValidationException for a key that is missing, of a wrong type or length."""
    for name, kind in ((table.hash, table.hash_type), (table.range, table.range_type)):
        if not name:
            continue
        value = item.get(name)
        if value is None:
            raise errors.key_missing(name)
        if kind not in value:
            raise errors.key_type(name, kind, values.kind_of(value))
        values.check_key_value(name, value, name == table.hash)
    return _place(table, item)


def place_of_key(table: Table, key: Mapping[str, Any]) -> Place:
    """The place of a key as requests name it. Errors: ValidationException unless it is of the table's schema."""
    if len(key) != (2 if table.range else 1):
        raise errors.wrong_key()
    for name, kind in ((table.hash, table.hash_type), (table.range, table.range_type)):
        if not name:
            continue
        value = key.get(name)
        if value is None or kind not in value:
            raise errors.wrong_key()
        values.check_key_value(name, value, name == table.hash)
    return _place(table, key)


def _place(table: Table, key: Mapping[str, Any]) -> Place:
    partition = keys.partition(keys.part(table.hash_type, key[table.hash]))
    return Place(partition, keys.part(table.range_type, key[table.range]) if table.range else b"")


def key_of(table: Table, item: Item) -> Item:
    """The key attributes of an item."""
    key = {table.hash: item[table.hash]}
    if table.range:
        key[table.range] = item[table.range]
    return key


def check_index_keys(table: Table, item: Item) -> None:
    """Refuse an item that an index could not have: a key attribute of another type, empty, or too long.

    Errors: ValidationException.
    """
    for index in table.indexes:
        for name in index.hash + index.range:
            value = item.get(name)
            if value is None:
                continue
            kind = table.attributes[name]
            if kind not in value:
                raise errors.index_key_type(name, kind, values.kind_of(value), index.name)
            if kind != "N" and not value[kind]:
                raise errors.index_key_empty(name, "string" if kind == "S" else "binary", index.name)
            values.check_key_value(name, value, name in index.hash)


def entry_of(table: Table, index: Index, place: Place, item: Item, size_bytes: int) -> Row | None:
    """What an index has of an item; None where the item lacks one of the index's key attributes, or it is of no use."""
    parts: list[bytes] = []
    for name in index.hash + index.range:
        value, kind = item.get(name), table.attributes[name]
        if value is None or not value.get(kind):
            return None
        parts.append(keys.part(kind, value))
    many = len(index.hash)
    partition = place.partition if index.local else keys.partition(keys.joined(parts[:many]))
    sort = keys.joined(parts[many:]) if index.range else b""
    if index.projected is None:
        return Row(index.space, partition, sort, place.tail, size_bytes, item)
    projected = {name: value for name, value in item.items() if name in index.projected}
    return Row(index.space, partition, sort, place.tail, values.size_of(projected), projected)


def attributes_of(table: Table, index: Index | None) -> tuple[str, ...]:
    """The key attributes that a last evaluated key has: the index's own, then the table's."""
    own = (table.hash, table.range) if table.range else (table.hash,)
    if index is None:
        return own
    return tuple(dict.fromkeys(index.hash + index.range + own))
