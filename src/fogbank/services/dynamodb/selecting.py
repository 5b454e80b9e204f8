"""A SELECT: one partition after the other, or all of a table or index, by the same path as queries and scans."""

from typing import Any, NamedTuple

from fogbank.kernel.call import Call
from fogbank.services.dynamodb import keys, names, reading, values
from fogbank.services.dynamodb.capacity import READ_BYTES, Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.partiql import errors
from fogbank.services.dynamodb.partiql.plans import Plan
from fogbank.services.dynamodb.partiql.statements import Select
from fogbank.services.dynamodb.reading import PAGE_BYTES, Reading, Stretch
from fogbank.services.dynamodb.records import ALL, Index, Item, Row, Table

Resume = tuple[Any, ...]
"""The partition to go on with, by its number, and the row of it that the last page ended with, if it was begun."""


class Selected(NamedTuple):
    """A page of items; where there is more, the key of the last item that was looked at, and where to go on."""

    items: list[Item]
    last_key: Item | None
    resume: Resume | None


class _Source(NamedTuple):
    table: Table
    through: Index | None
    hashes: tuple[str, ...]
    ranges: tuple[str, ...]


def select(
    call: Call, plan: Plan, consistent: bool, limit: int | None, resume: Resume | None, spent: Consumed
) -> Selected:
    """Read a page, of at most 1 MB and as many items as the limit says.

    Errors: ValidationException, ResourceNotFoundException, and as capacity.take.
    Source: Developer Guide, "PartiQL select statements for DynamoDB"; API Reference, ExecuteStatement, Limit.
    """
    source = _source(call, plan)
    if consistent and source.through is not None and not source.through.local:
        raise errors.no_consistent_read()
    how = Reading(
        source.table, source.through, consistent, limit, plan.condition, plan.projection, _fetches(plan, source)
    )
    stretches = _stretches(plan, source)
    items: list[Item] = []
    last_key: Item | None = None
    first, after = (resume[0], resume[1:]) if resume else (0, ())
    resume = None
    for at in range(first, len(stretches)):
        found = reading.read(call, how, stretches[at]._replace(after=after or None), spent)
        items += found.items
        if found.last is not None:
            last_key, resume = reading.last_key(how, found.last), (at, *_position(stretches[at], found.last))
            break
        if limit is not None:
            limit -= found.scanned
            how = how._replace(limit=limit)
        if at + 1 < len(stretches) and spent.read * READ_BYTES * (1 if consistent else 2) > PAGE_BYTES:
            resume = (at + 1,)
            break
        after = ()
    call.tx.emit(CapacityUsed(source.table, spent))
    return Selected(items, last_key, resume)


def scans_all(call: Call, plan: Plan) -> bool:
    """Whether a SELECT goes over a whole table or index; the answer to the condition key dynamodb:FullTableScan."""
    source = _source(call, plan)
    return plan.partitions(*source.hashes) is None


def _source(call: Call, plan: Plan) -> _Source:
    body = plan.body
    assert isinstance(body, Select), "only a SELECT reads many items"
    table = names.table_for_items(call, body.table)
    if body.index is None:
        return _Source(table, None, (table.hash,), (table.range,) if table.range else ())
    if body.index not in (index.name for index in table.indexes):
        raise errors.no_index()
    index = names.index_of(table, body.index)
    return _Source(table, index, index.hash, index.range)


def _fetches(plan: Plan, source: _Source) -> bool:
    """Whether a local index lacks some of what is asked for. A global one tells what it has."""
    index = source.through
    if index is None or not index.local or index.projection == ALL or plan.projection is None:
        return False
    assert index.projected is not None
    return bool(plan.projection.roots - index.projected)


def _stretches(plan: Plan, source: _Source) -> list[Stretch]:
    table, index, hashes, ranges = source
    choices = plan.partitions(*hashes)
    if plan.order and choices is None:
        raise errors.order_without_partition()
    for name, _ in plan.order:
        if name not in hashes + ranges:
            raise errors.order_by_other(name)
    if choices is None:
        return [reading.of_segment(table, index, (0, 1), None)]
    order = dict(plan.order)
    kinds = [table.attributes[name] for name in hashes]
    for choice in choices:
        for kind, value in zip(kinds, choice, strict=True):
            if kind not in value:
                raise values.invalid("Condition parameter type does not match schema type")
    found = [
        keys.joined([keys.part(kind, value) for kind, value in zip(kinds, choice, strict=True)]) for choice in choices
    ]
    if hashes[0] in order:
        found.sort(reverse=order[hashes[0]])
    forward = not (ranges and order.get(ranges[0], False))
    span = _span(plan, table, ranges)
    return [reading.of_partition(table, index, keys.partition(raw), span, None, forward) for raw in found]


def _span(plan: Plan, table: Table, ranges: tuple[str, ...]) -> keys.Span:
    """The sort keys that can satisfy WHERE; all others are not even looked at."""
    test = plan.test_of(ranges[0]) if len(ranges) == 1 else None
    if test is None:
        return keys.EVERYTHING
    operator, bounds = test
    kind = table.attributes[ranges[0]]
    if any(kind not in bound for bound in bounds) or (operator == "begins_with" and kind == "N"):
        return keys.EVERYTHING
    return keys.span(operator, [keys.part(kind, bound) for bound in bounds])


def _position(stretch: Stretch, row: Row) -> tuple[bytes, ...]:
    return (row.sort, row.tail) if stretch.partition else (row.partition, row.sort, row.tail)
