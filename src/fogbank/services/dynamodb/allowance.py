"""How much capacity tables may have in provisioned mode: each of them, and all of an account in a region.

Source: Developer Guide, Service, account, and table quotas, Throughput default quotas. The texts are ours.
"""

from collections.abc import Iterable

from fogbank.kernel.call import Call
from fogbank.services.dynamodb import errors
from fogbank.services.dynamodb.records import PROVISIONED, Table, Throughput

Units = tuple[int, int]


def check(call: Call, table: Table) -> None:
    """Refuse a table, new or changed, that has too much. Errors: LimitExceededException."""
    own = _units(table)
    if not any(own):
        return
    of_table = (call.quota("L-CF0CBE56", 40_000), call.quota("L-AB614373", 40_000))
    of_account = (call.quota("L-34F6A552", 80_000), call.quota("L-34F8CCC8", 80_000))
    others = [each for each in call.tx.scan(Table, table.account, table.region) if each.name != table.name]
    together = _sum([own, *map(_units, others)])
    for at, kind in enumerate(("read", "write")):
        if own[at] > of_table[at]:
            raise errors.limit(f"Provisioned {kind} capacity of a table is limited to {int(of_table[at])} units")
        if together[at] > of_account[at]:
            raise errors.limit(f"Provisioned {kind} capacity of an account is limited to {int(of_account[at])} units")


def _units(table: Table) -> Units:
    """Of a table and its global indexes, once their changes are done."""
    if (table.becomes or (PROVISIONED if not table.on_demand else "")) != PROVISIONED:
        return 0, 0
    return _sum([_wanted(table.throughput), *(_wanted(index.throughput) for index in table.indexes)])


def _wanted(of: Throughput) -> Units:
    return of.wanted or (of.read, of.write)


def _sum(many: Iterable[Units]) -> Units:
    read, write = zip(*many, strict=True)
    return sum(read), sum(write)
