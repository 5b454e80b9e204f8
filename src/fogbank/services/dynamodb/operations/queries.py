"""Queries and scans, of tables and of indexes."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.dynamodb import access, asking, errors, expressions, keys, names, reading, seeking
from fogbank.services.dynamodb._shapes import QueryInput, ScanInput
from fogbank.services.dynamodb.asking import Wanted
from fogbank.services.dynamodb.capacity import Consumed
from fogbank.services.dynamodb.events import CapacityUsed
from fogbank.services.dynamodb.expressions import Condition
from fogbank.services.dynamodb.reading import Found, Reading
from fogbank.services.dynamodb.records import ALL, Index, Row, Table
from fogbank.services.dynamodb.seeking import Sought

Request = Mapping[str, Any]


@operation("Query", on=access.on_index)
def query(call: Call, req: QueryInput) -> dict[str, Any]:
    """The items of one partition, in the order of their sort keys, a page of at most 1 MB.

    Errors: ValidationException, ResourceNotFoundException, ProvisionedThroughputExceededException.
    Source: API Reference, Query; Developer Guide, Querying tables in DynamoDB.
    Differs: an eventually consistent read sees all that was written.
    """
    wanted = asking.wanted_of(req, "Query")
    if "KeyConditionExpression" not in req and "KeyConditions" not in req:
        raise errors.no_key_condition()
    table, index = _source(call, req)
    how = _reading(table, index, req, wanted)
    sought = seeking.sought(table, index, req, wanted)
    if how.filter is not None:
        _check_filter(how.filter, table, index, "QueryFilter" if "QueryFilter" in req else "Filter Expression")
    start = _start(how, req)
    if start is not None:
        _check_start(start, sought)
    forward = req.get("ScanIndexForward", True)
    spent = Consumed(req["TableName"])
    stretch = reading.of_partition(table, index, sought.partition, sought.span, start, forward)
    return _told(call, how, reading.read(call, how, stretch, spent), spent, req)


def _check_filter(condition: Condition, table: Table, index: Index | None, member: str) -> None:
    """A filter is about what a key condition cannot be about. Errors: ValidationException. Source: reports of Query."""
    hashes, ranges = seeking.keys_of(table, index)
    for name in hashes + ranges:
        if name in condition.roots:
            raise errors.validation(
                f"{member} can only contain non-primary key attributes: Primary key attribute: {name}"
            )


@operation("Scan", on=access.on_index)
def scan(call: Call, req: ScanInput) -> dict[str, Any]:
    """Items of a table or index in the order of its hashes, a page of at most 1 MB, perhaps of one segment.

    Errors: ValidationException, ResourceNotFoundException, ProvisionedThroughputExceededException.
    Source: API Reference, Scan; Developer Guide, Scanning tables in DynamoDB, Parallel scan.
    """
    wanted = asking.wanted_of(req, "Scan")
    expressions.check_unused(*wanted.known, wanted.filter, wanted.projection)
    segment = _segment(req)
    table, index = _source(call, req)
    how = _reading(table, index, req, wanted)
    start = _start(how, req)
    number, total = segment
    if start is not None and keys.hash_of(start.partition) * total // keys.HASHES != number:
        raise errors.start_key_invalid(
            "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
            f"TotalSegments: {total} Segment: {number}"
        )
    spent = Consumed(req["TableName"])
    found = reading.read(call, how, reading.of_segment(table, index, segment, start), spent)
    return _told(call, how, found, spent, req)


def _segment(req: Request) -> tuple[int, int]:
    """The number of the segment, and how many there are. Errors: ValidationException. Source: reports of each text."""
    number, total = req.get("Segment"), req.get("TotalSegments")
    if total is None and number is not None:
        raise errors.validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is "
            "present"
        )
    if number is None and total is not None:
        raise errors.validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is "
            "present"
        )
    if number is None or total is None:
        return 0, 1
    if number >= total:
        raise errors.validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {number} is not less than TotalSegments: {total}"
        )
    return number, total


def _source(call: Call, req: Request) -> tuple[Table, Index | None]:
    table = names.table_for_items(call, req["TableName"])
    index = names.index_of(table, req["IndexName"]) if "IndexName" in req else None
    if index is not None and not index.local and req.get("ConsistentRead"):
        raise errors.no_consistent_read()
    return table, index


def _reading(table: Table, index: Index | None, req: Request, wanted: Wanted) -> Reading:
    select = req.get("Select")
    fetches = False
    if index is not None and index.projection != ALL:
        assert index.projected is not None
        asked = wanted.projection.roots if wanted.projection is not None else frozenset()
        beyond = sorted(asked - index.projected)
        if index.local:
            seen = wanted.filter.roots if wanted.filter is not None else frozenset()
            fetches = select == "ALL_ATTRIBUTES" or bool(beyond) or not seen <= index.projected
        elif select == "ALL_ATTRIBUTES":
            raise errors.not_all_projected(index.name)
        elif beyond:
            raise errors.not_projected(index.name, beyond)
    return Reading(
        table,
        index,
        req.get("ConsistentRead", False),
        req.get("Limit"),
        wanted.filter,
        wanted.projection,
        fetches,
        select == "COUNT",
    )


def _start(how: Reading, req: Request) -> Row | None:
    if "ExclusiveStartKey" not in req:
        return None
    start = reading.start_of(how, asking.key_of(req["ExclusiveStartKey"]))
    if start is None:
        raise errors.start_key_wrong()
    return start


def _check_start(start: Row, sought: Sought) -> None:
    span = sought.span
    if start.partition != sought.partition:
        raise errors.start_key_outside()
    if start.sort < span.low or (span.high is not None and start.sort >= span.high):
        raise errors.start_key_predicate()


def _told(call: Call, how: Reading, found: Found, spent: Consumed, req: Request) -> dict[str, Any]:
    call.tx.emit(CapacityUsed(how.table, spent))
    told: dict[str, Any] = {} if how.counts_only else {"Items": found.items}
    told |= {"Count": found.matched, "ScannedCount": found.scanned}
    if found.last is not None:
        told["LastEvaluatedKey"] = reading.last_key(how, found.last)
    how_told = req.get("ReturnConsumedCapacity", "NONE")
    if how_told != "NONE":
        told["ConsumedCapacity"] = spent.told(how_told)
    return told
