"""Capacity: what a request consumes, to the unit, and whether there is so much.

A write unit is one write of up to 1 KB, a read unit one strongly consistent read of up to 4 KB; an eventually
consistent read is half, a transaction's twice as much. Buckets fill in virtual time:

* provisioned: the table (or global index) has its units a second, and keeps for 300 seconds those that were not used;
* on demand: it has what it is warm for; what is above half of that makes it warm for twice as much, half an hour later;
* in both: a partition has 1,000 write and 3,000 read units a second; in provisioned mode, where the quota of ours
  `adaptive-capacity` is 0, no more than its share of the table's units.

Source: Developer Guide, Read and write operations; Provisioned capacity mode; On-demand capacity mode; Burst and
adaptive capacity.
Differs: who asks for more than the bucket can ever hold is served from a full one.
"""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.services.dynamodb import errors, keys, names
from fogbank.services.dynamodb.records import Index, Table

WRITE_BYTES = 1024
READ_BYTES = 4096
BURST_S = 300
PARTITION_UNITS = {"Read": 3000, "Write": 1000}
GROWS_AFTER_S = 1800.0
"""Source: Developer Guide, On-demand capacity mode: "throttling can occur if you exceed double your previous peak
within 30 minutes"."""

Told = dict[str, Any]
Units = tuple[float, float]
"""Of reads and of writes."""


def write_units(size_bytes: int) -> int:
    """Of writing (or deleting) so many bytes."""
    return -(-size_bytes // WRITE_BYTES) or 1


def read_units(size_bytes: int, consistent: bool) -> float:
    """Of reading so many bytes."""
    units = -(-size_bytes // READ_BYTES) or 1
    return units if consistent else units / 2


def take(call: Call, table: Table, index: Index | None, kind: str, place: bytes, units: float) -> None:
    """Take units ("Read" or "Write") from the buckets of a table or index and of a partition in it.

    Errors: ProvisionedThroughputExceededException, ThrottlingException.
    """
    owner = table if index is None or index.local else index
    through, space, rates = owner.throughput, owner.space, call.kernel.rates
    number = keys.hash_of(place) * through.partitions // keys.HASHES if place else 0
    most = PARTITION_UNITS[kind]
    if not rates.take((space, kind, str(number)), most, burst=most, tokens=min(units, most)):
        raise refusal(table, index, kind, "KeyRange")
    limit = (
        _on_demand(call, table, index, kind, units)
        if table.on_demand
        else _provisioned(call, owner, kind, units, number)
    )
    if limit:
        raise refusal(table, index, kind, limit)


def _provisioned(call: Call, owner: Table | Index, kind: str, units: float, number: int) -> str:
    """The units of the whole; without adaptive capacity, also the partition's share of them."""
    through, space, rates = owner.throughput, owner.space, call.kernel.rates
    rate: float = through.read if kind == "Read" else through.write
    if through.partitions > 1 and not call.quota("adaptive-capacity", 1):
        share = rate / through.partitions
        burst = share * BURST_S
        if not rates.take((space, kind, "share", str(number)), share, burst=burst, tokens=min(units, burst)):
            return "KeyRange"
    burst = rate * BURST_S
    return "" if rates.take((space, kind), rate, burst=burst, tokens=min(units, burst)) else "Provisioned"


def refusal(table: Table, index: Index | None, kind: str, limit: str) -> Any:
    """The error for a limit: Provisioned, KeyRange or MaxOnDemand."""
    whole = index is None or index.local
    arn = table.arn if index is None or index.local else names.index_arn(table, index)
    reason = f"{'Table' if whole else 'Index'}{kind}{limit}ThroughputExceeded"
    return errors.throttled(reason, arn, on_demand=table.on_demand)


def _on_demand(call: Call, table: Table, index: Index | None, kind: str, units: float) -> str:
    """What is below half of the warm throughput is always there; what goes above makes it grow."""
    owner = table if index is None or index.local else index
    through, space, rates = owner.throughput, owner.space, call.kernel.rates
    warm = through.warm_read if kind == "Read" else through.warm_write
    most = through.read_max if kind == "Read" else through.write_max
    if most and not rates.take((space, kind, "max"), most, burst=most, tokens=min(units, most)):
        return "MaxOnDemand"
    half = warm / 2
    if rates.take((space, kind), half, burst=half, tokens=min(units, half)):
        return ""
    call.tx.owe(call.tx.now + GROWS_AFTER_S, "dynamodb.grow", table.account, table.region, table.name, table.id)
    return "" if rates.take((space, kind, "more"), half, burst=half, tokens=min(units, half)) else "KeyRange"


class Consumed:
    """What a request consumed of one table, which is named as the request named it."""

    __slots__ = ("_global", "_local", "_named", "_table", "read", "write")

    def __init__(self, named: str) -> None:
        self._named = named
        self.read = self.write = 0.0
        self._table = (0.0, 0.0)
        self._local: dict[str, Units] = {}
        self._global: dict[str, Units] = {}

    def add(self, index: Index | None, read: float, write: float) -> None:
        """Units of the table itself, or of an index."""
        if index is None:
            self._table = self._table[0] + read, self._table[1] + write
        else:
            known = self._local if index.local else self._global
            before = known.get(index.name, (0.0, 0.0))
            known[index.name] = before[0] + read, before[1] + write
        self.read += read
        self.write += write

    def told(self, how: str, *, apart: bool = False) -> Told:
        """The ConsumedCapacity of an answer. `how`: TOTAL or INDEXES. `apart`: read and write units, too.

        Source: API Reference, ConsumedCapacity; read and write units apart as observed in answers to transactions.
        """
        told: Told = {"TableName": self._named, **_units(self.read, self.write, apart)}
        if how == "INDEXES":
            told["Table"] = _units(*self._table, apart)
            for name, known in (("LocalSecondaryIndexes", self._local), ("GlobalSecondaryIndexes", self._global)):
                if known:
                    told[name] = {index: _units(*units, apart) for index, units in known.items()}
        return told


def _units(read: float, write: float, apart: bool) -> Told:
    units: Told = {"CapacityUnits": read + write}
    if apart:
        units |= {name: value for name, value in (("ReadCapacityUnits", read), ("WriteCapacityUnits", write)) if value}
    return units
