"""Which rows a query's key condition means: a partition, and a span of sort keys in it. Pure.

A global index may have several attributes in either part of its key. Then all those of the partition key are given by
equality, and those of the sort key from the left on: equalities, and at the end perhaps a range.
Source: Developer Guide, Global secondary indexes, Multi-attribute key schema, Querying.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fogbank.services.dynamodb import errors, expressions, keys, legacy, values
from fogbank.services.dynamodb.asking import Wanted
from fogbank.services.dynamodb.expressions.key_conditions import Term, Terms
from fogbank.services.dynamodb.keys import Span
from fogbank.services.dynamodb.records import Index, Table
from fogbank.services.dynamodb.values import Value


class Sought(NamedTuple):
    """A stretch of a partition."""

    partition: bytes
    span: Span


def keys_of(table: Table, index: Index | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The attributes of partition key and sort key."""
    if index is None:
        return (table.hash,), (table.range,) if table.range else ()
    return index.hash, index.range


def sought(table: Table, index: Index | None, req: Mapping[str, Any], wanted: Wanted) -> Sought:
    """What the key condition of a request means. Errors: ValidationException, also for placeholders left unused."""
    hashes, ranges = keys_of(table, index)
    if len(hashes) > 1 or len(ranges) > 1:
        return _of_many(table, hashes, ranges, req, wanted)
    hash_name, range_name = hashes[0], ranges[0] if ranges else None
    if "KeyConditions" in req:
        condition = legacy.key_condition(req["KeyConditions"], hash_name, range_name, table.attributes)
    else:
        condition = expressions.key_condition(
            req["KeyConditionExpression"], *wanted.known, hash_name, range_name, table.attributes
        )
    expressions.check_unused(*wanted.known, wanted.filter, wanted.projection, condition)
    partition = keys.partition(keys.part(table.attributes[hash_name], condition.hash))
    if not condition.operator or range_name is None:
        return Sought(partition, keys.EVERYTHING)
    kind = table.attributes[range_name]
    return Sought(partition, keys.span(condition.operator, [keys.part(kind, bound) for bound in condition.bounds]))


def _of_many(
    table: Table, hashes: Sequence[str], ranges: Sequence[str], req: Mapping[str, Any], wanted: Wanted
) -> Sought:
    if "KeyConditions" in req:
        raise errors.unsupported_condition()
    compiled = expressions.key_terms(req["KeyConditionExpression"], *wanted.known)
    expressions.check_unused(*wanted.known, wanted.filter, wanted.projection, compiled)
    terms = {term.attribute: term for term in compiled.program}
    for name in hashes:
        if name not in terms:
            raise errors.key_missed(name)
        if terms[name].operator != "=":
            raise errors.unsupported_condition()
    given = _leading(compiled.program, hashes, ranges)
    partition = keys.partition(
        keys.joined([_parts(table, terms[name], wanted.known.values, True)[0] for name in hashes])
    )
    parts = [_parts(table, term, wanted.known.values) for term in given]
    if len(ranges) == 1:
        return Sought(partition, keys.span(given[0].operator, parts[0]) if given else keys.EVERYTHING)
    if not given:
        return Sought(partition, keys.EVERYTHING)
    return Sought(partition, keys.span_behind([part[0] for part in parts[:-1]], given[-1].operator, parts[-1]))


def _leading(terms: Terms, hashes: Sequence[str], ranges: Sequence[str]) -> list[Term]:
    """The terms on the sort key, in its order: from the left, without a gap, all but the last one equalities."""
    by_name = {term.attribute: term for term in terms if term.attribute not in hashes}
    given: list[Term] = []
    for name in ranges:
        if name in by_name:
            given.append(by_name.pop(name))
        elif by_name:
            raise errors.key_missed(name)
    if by_name or any(term.operator != "=" for term in given[:-1]):
        raise errors.unsupported_condition()
    return given


def _parts(table: Table, term: Term, given: Mapping[str, Value], of_hash: bool = False) -> list[bytes]:
    kind = table.attributes[term.attribute]
    for name in term.values:
        if kind not in given[name]:
            raise errors.invalid("Condition parameter type does not match schema type")
        values.check_key_value(term.attribute, given[name], of_hash)
    return [keys.part(kind, given[name]) for name in term.values]


def partition_values(table: Table, index: Index | None, req: Mapping[str, Any], wanted: Wanted) -> list[Value]:
    """The values that a key condition gives the attributes of the partition key. Errors: ValidationException."""
    hashes, _ = keys_of(table, index)
    if "KeyConditions" in req:
        given = [req["KeyConditions"].get(name, {}).get("AttributeValueList", []) for name in hashes]
        return [value for listed in given for value in listed]
    if "KeyConditionExpression" not in req:
        return []
    compiled = expressions.key_terms(req["KeyConditionExpression"], *wanted.known)
    return [wanted.known.values[name] for term in compiled.program if term.attribute in hashes for name in term.values]
