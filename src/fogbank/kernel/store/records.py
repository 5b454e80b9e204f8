"""Typed records: frozen structs with a key, secondary indexes, a version and the way from older versions.

    class Message(Record, frozen=True):
        __table__ = table("sqs.message", key=("queue", "sequence"), visible=Index("queue", "visible_at"))
        queue: str
        sequence: int
        visible_at: float

A stored value is one version byte and the fields as a MessagePack array. A field added at the end needs a default
and no migration; any other change raises `version` and adds `migrations[old](fields) -> fields`.
"""

from collections.abc import Callable, Mapping
from types import GenericAlias
from typing import Any, ClassVar, Self, get_type_hints

import msgspec

from fogbank.kernel.store.keys import key_maker

Fields = list[Any]
Migration = Callable[[Fields], Fields]


class Index:
    """A secondary order over a table: by these fields, then by the table's key. `where` leaves records out."""

    __slots__ = ("fields", "where")

    def __init__(self, *fields: str, where: Callable[[Any], bool] | None = None) -> None:
        self.fields = fields
        self.where = where


class TableSpec:
    """What a record class says of its table; `bind` makes the fast form of it once the class is complete."""

    def __init__(
        self,
        name: str,
        key: tuple[str, ...],
        *,
        version: int,
        migrations: Mapping[int, Migration],
        cached: bool,
        indexes: Mapping[str, Index],
    ) -> None:
        if not 1 <= version <= 255 or set(migrations) - set(range(1, version)):
            raise ValueError(f"{name}: versions go from 1 to 255 and migrations lead from an older one")
        self.name = name
        self.key = key
        self.version = version
        self.migrations = dict(migrations)
        self.cached = cached
        self.indexes = dict(indexes)


def table(
    name: str,
    key: tuple[str, ...],
    *,
    version: int = 1,
    migrations: Mapping[int, Migration] | None = None,
    cached: bool = False,
    **indexes: Index,
) -> TableSpec:
    """Describe a record's table.

    `key` and index fields are str, int, float, bytes or bool. `cached` keeps decoded records in memory: for
    configuration that is read with every call, not for data.
    """
    return TableSpec(name, key, version=version, migrations=migrations or {}, cached=cached, indexes=indexes)


class Record(msgspec.Struct, frozen=True, array_like=True):
    """Base of every stored record. Change one with `replace` and `put`."""

    __table__: ClassVar[TableSpec]

    def replace(self, **changes: Any) -> Self:
        """A copy with these fields changed."""
        return msgspec.structs.replace(self, **changes)


class IndexPlan:
    """One order of a table, ready to use: its prefix, and code made for its fields."""

    __slots__ = ("encode", "fields", "key_of", "prefix", "where")

    def __init__(self, prefix: bytes, fields: tuple[str, ...], types: list[type], where: Any) -> None:
        self.prefix = prefix
        self.fields = fields
        self.where = where
        self.key_of: Callable[[Any], bytes] = key_maker(prefix, types, [f"record.{field}" for field in fields])
        makers = [key_maker(prefix, types[:n], [f"record[{i}]" for i in range(n)]) for n in range(len(types) + 1)]
        self.encode: Callable[[tuple[Any, ...]], bytes] = lambda parts: makers[len(parts)](parts)


class Plan:
    """A table, ready to use: how to find, encode and decode its records."""

    __slots__ = (
        "cached",
        "decoder",
        "encoder",
        "indexes",
        "many",
        "migrations",
        "name",
        "primary",
        "record",
        "tag",
        "version",
    )

    def __init__(self, record: type[Record]) -> None:
        spec = record.__table__
        hints = get_type_hints(record)
        self.record = record
        self.name = spec.name
        self.version = spec.version
        self.tag = bytes((spec.version,))
        self.migrations = spec.migrations
        self.cached = spec.cached
        self.encoder = msgspec.msgpack.Encoder()
        self.decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(record)
        self.many: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(GenericAlias(list, (record,)))
        self.primary = self._plan(f"r{spec.name}\0", spec.key, hints, None)
        self.indexes = {
            name: self._plan(f"i{spec.name}\0{name}\0", index.fields + spec.key, hints, index.where)
            for name, index in spec.indexes.items()
        }

    @staticmethod
    def _plan(prefix: str, fields: tuple[str, ...], hints: dict[str, Any], where: Any) -> IndexPlan:
        return IndexPlan(prefix.encode(), fields, [hints[field] for field in fields], where)

    def encode(self, record: Record) -> bytes:
        """The record's stored value."""
        return self.tag + self.encoder.encode(record)

    def decode(self, value: bytes) -> Any:
        """The record of a stored value of this or any older version; a newer one is refused."""
        if value[0] == self.version:
            return self.decoder.decode(memoryview(value)[1:])
        version = value[0]
        if version > self.version:
            raise ValueError(f"{self.name}: stored by a newer Fogbank (record version {version} > {self.version})")
        fields: Fields = msgspec.msgpack.decode(memoryview(value)[1:])
        while version < self.version:
            if version in self.migrations:
                fields = self.migrations[version](fields)
            version += 1
        return msgspec.convert(fields, self.record)

    def decode_all(self, values: list[bytes]) -> list[Any]:
        """The records of many stored values, in one step where all are of this version."""
        if {value[0] for value in values} <= {self.version}:
            joined = b"".join([memoryview(value)[1:] for value in values])
            return self.many.decode(b"\xdd" + len(values).to_bytes(4, "big") + joined)  # type: ignore[no-any-return]
        return [self.decode(value) for value in values]


class Plans:
    """The plans of the record classes that a store has met."""

    def __init__(self) -> None:
        self._plans: dict[type[Record], Plan] = {}

    def __getitem__(self, record: type[Record]) -> Plan:
        plan = self._plans.get(record)
        if plan is None:
            plan = self._plans[record] = Plan(record)
        return plan
