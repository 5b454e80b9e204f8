"""How tables and indexes are described in requests: key schemas, projections, throughput. Pure.

The order of the checks is that of AWS where it is known: throughput, the table's key, its indexes, unused definitions.
Texts without a source beside them are observed in public reports, for example
https://github.com/aws-cloudformation/cfn-lint/issues/1037 (definitions and keys) and
https://github.com/noppoMan/npdynamodb/issues/29.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from fogbank.services.dynamodb import errors, names
from fogbank.services.dynamodb.records import ALL, INCLUDE, Index, Table, Throughput

LOCAL_MAX = 5
GLOBAL_MAX = 20
NON_KEY_ATTRIBUTES_MAX = 100
KEY_ATTRIBUTES_MAX = 4
"""Source: Developer Guide, Global secondary indexes, Multi-attribute key schema: of each, HASH and RANGE."""
UNITS_MAX = 1_000_000_000_000
WARM_READ, WARM_WRITE = 12_000, 4_000
"""Source: Developer Guide, On-demand capacity mode, Initial throughput."""

Definitions = dict[str, str]
Space = Callable[[], str]


class Key(NamedTuple):
    """A key schema taken apart."""

    hash: tuple[str, ...]
    range: tuple[str, ...]


def required(req: Mapping[str, Any], *members: str) -> None:
    """Refuse a request without these members, which the model does not require. Errors: ValidationException."""
    missing = [f"Value null at '{name[0].lower()}{name[1:]}'" for name in members if name not in req]
    if missing:
        found = "; ".join(f"{each} failed to satisfy constraint: Member must not be null" for each in missing)
        count = f"{len(missing)} validation error{'s' if len(missing) > 1 else ''}"
        raise errors.validation(f"{count} detected: {found}")


def definitions(listed: Sequence[Any]) -> Definitions:
    """Types by attribute. Errors: ValidationException for an attribute that is defined twice."""
    known: Definitions = {}
    for each in listed:
        if each["AttributeName"] in known:
            raise errors.invalid(f"Duplicate AttributeName in AttributeDefinitions: {each['AttributeName']}")
        known[each["AttributeName"]] = each["AttributeType"]
    return known


def key(schema: Sequence[Any], *, of_table: bool = True) -> Key:
    """Partition and sort key attributes. Errors: ValidationException."""
    roles = [(each["AttributeName"], each["KeyType"]) for each in schema]
    if roles[0][1] != "HASH":
        raise errors.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if of_table and len(roles) > 2:
        shown = ", ".join(f"KeySchemaElement(attributeName={name}, keyType={role})" for name, role in roles)
        raise errors.validation(
            f"1 validation error detected: Value '[{shown}]' at 'keySchema' failed to satisfy constraint: Member must "
            "have length less than or equal to 2"
        )
    if len({name for name, _ in roles}) != len(roles):
        raise errors.validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    if of_table and len(roles) == 2 and roles[1][1] != "RANGE":
        raise errors.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
    found = Key(*(tuple(name for name, role in roles if role == wanted) for wanted in ("HASH", "RANGE")))
    # Source of the limit: KEY_ATTRIBUTES_MAX. The text is ours.
    if max(map(len, found)) > KEY_ATTRIBUTES_MAX:
        raise errors.validation(
            f"Invalid KeySchema: A key has at most {KEY_ATTRIBUTES_MAX} HASH and {KEY_ATTRIBUTES_MAX} RANGE attributes"
        )
    if [name for name, _ in roles] != [*found.hash, *found.range]:
        raise errors.validation("Invalid KeySchema: HASH key attributes must come before RANGE key attributes")
    return found


def check_definitions(known: Definitions, table: Key, indexes: Iterable[Index]) -> None:
    """Definitions must be those of the key attributes, and no others. Errors: ValidationException."""
    own = [*table.hash, *table.range]
    indexed = list(indexes)
    if not indexed:
        if any(name not in known for name in own):
            raise errors.validation("Invalid KeySchema: Some index key attribute have no definition")
        if len(known) != len(own):
            raise errors.invalid(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                "AttributeDefinitions"
            )
        return
    for names_used in (own, *([*index.hash, *index.range] for index in indexed)):
        if any(name not in known for name in names_used):
            raise errors.invalid(
                "Some index key attributes are not defined in AttributeDefinitions. "
                f"Keys: [{', '.join(names_used)}], AttributeDefinitions: [{', '.join(known)}]"
            )
    used = dict.fromkeys([*own, *(name for index in indexed for name in (*index.hash, *index.range))])
    if len(used) != len(known):
        raise errors.invalid(
            f"Some AttributeDefinitions are not used. AttributeDefinitions: [{', '.join(known)}], "
            f"keys used: [{', '.join(used)}]"
        )


def used(table: Table, indexes: Iterable[Index]) -> Definitions:
    """The definitions that table and indexes still need."""
    needed = {table.hash, table.range, *(name for index in indexes for name in (*index.hash, *index.range))}
    return {name: kind for name, kind in table.attributes.items() if name in needed}


def local_indexes(listed: Sequence[Mapping[str, Any]], table: Key, space: Space) -> tuple[Index, ...]:
    """The local secondary indexes of a new table. Errors: ValidationException."""
    if not listed:
        raise errors.invalid("List of LocalSecondaryIndexes is empty")
    if not table.range:
        raise errors.invalid(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"
        )
    if len(listed) > LOCAL_MAX:
        raise errors.invalid(f"Number of LocalSecondaryIndexes exceeds per-table limit of {LOCAL_MAX}")
    found = []
    for each in listed:
        name, schema = each["IndexName"], key(each["KeySchema"])
        if not schema.range:
            raise errors.invalid(f"Index KeySchema does not have a range key for index: {name}")
        if schema.hash != table.hash:
            raise errors.invalid(
                f"Index KeySchema does not have the same leading hash key as table KeySchema for index: {name}. "
                f"index hash key: {schema.hash[0]}, table hash key: {table.hash[0]}"
            )
        found.append(_index(each, schema, table, space(), local=True))
    return tuple(found)


def global_index(each: Mapping[str, Any], table: Key, space: str) -> Index:
    """A global secondary index, without its throughput. Errors: ValidationException."""
    return _index(each, key(each["KeySchema"], of_table=False), table, space, local=False)


def _index(each: Mapping[str, Any], schema: Key, table: Key, space: str, *, local: bool) -> Index:
    name = each["IndexName"]
    if not names.is_name(name):
        raise errors.bad_name()
    projection = each.get("Projection", {})
    kind = projection.get("ProjectionType")
    included = projection.get("NonKeyAttributes")
    if kind is None:
        raise errors.invalid("Unknown ProjectionType: null")
    if kind != INCLUDE and included is not None:
        raise errors.invalid(f"ProjectionType is {kind}, but NonKeyAttributes is specified")
    if kind == INCLUDE and included is None:
        raise errors.invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
    if kind == INCLUDE and not included:
        raise errors.invalid("NonKeyAttributes must not be empty")
    more = tuple(included or ())
    keys = {*table.hash, *table.range, *schema.hash, *schema.range}
    projected = None if kind == ALL else frozenset(keys | set(more))
    return Index(name, space, local, schema.hash, schema.range, kind, more, projected)


def check_indexes(indexes: Sequence[Index]) -> None:
    """Names are used once, counts are within limits. Errors: ValidationException."""
    seen: set[str] = set()
    for index in indexes:
        if index.name in seen:
            raise errors.invalid(f"Duplicate index name: {index.name}")
        seen.add(index.name)
    if sum(not index.local for index in indexes) > GLOBAL_MAX:
        raise errors.invalid(f"GlobalSecondaryIndex count exceeds the per-table limit of {GLOBAL_MAX}")
    # Source: Developer Guide, Quotas, Projected attributes per table.
    if sum(len(index.included) for index in indexes) > NON_KEY_ATTRIBUTES_MAX:
        raise errors.invalid(
            f"Number of NonKeyAttributes across all indexes exceeds the per-table limit of {NON_KEY_ATTRIBUTES_MAX}"
        )


# -- throughput


def throughput(each: Mapping[str, Any], *, on_demand: bool, of: str = "") -> Throughput:
    """The throughput that a request asks for a table, or for the index `of`. Errors: ValidationException."""
    asked = each.get("ProvisionedThroughput")
    suffix = f" for index: {of}" if of else ""
    if on_demand:
        if asked is not None:
            raise errors.invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
                f"{suffix}"
            )
        return bounded(Throughput(warm_read=WARM_READ, warm_write=WARM_WRITE, partitions=4), each)
    if asked is None:
        raise errors.invalid(
            f"ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED{suffix}"
        )
    if "OnDemandThroughput" in each:  # the text is ours
        raise errors.invalid(f"OnDemandThroughput can be specified only when BillingMode is PAY_PER_REQUEST{suffix}")
    read, write = asked["ReadCapacityUnits"], asked["WriteCapacityUnits"]
    for name, units in (("ReadCapacityUnits", read), ("WriteCapacityUnits", write)):
        if units > UNITS_MAX:
            raise errors.validation(f"Given value {units} for {name} is out of bounds{suffix}")
    many = partitions(read, write, 0)
    return warmed(Throughput(read, write, warm_read=read, warm_write=write, partitions=many), each)


def bounded(known: Throughput, each: Mapping[str, Any]) -> Throughput:
    """With the bounds of on-demand mode, and the warm throughput, that a request asks for; -1 takes a bound away."""
    asked = each.get("OnDemandThroughput", {})
    changes = {
        ours: max(asked[theirs], 0)
        for ours, theirs in (("read_max", "MaxReadRequestUnits"), ("write_max", "MaxWriteRequestUnits"))
        if theirs in asked
    }
    return warmed(known.replace(**changes), each)


def warmed(known: Throughput, each: Mapping[str, Any]) -> Throughput:
    """With the warm throughput that a request asks for, which never becomes less. Errors: ValidationException."""
    asked = each.get("WarmThroughput", {})
    read, write = asked.get("ReadUnitsPerSecond", known.warm_read), asked.get("WriteUnitsPerSecond", known.warm_write)
    for name, units, least in (
        ("ReadUnitsPerSecond", read, known.warm_read),
        ("WriteUnitsPerSecond", write, known.warm_write),
    ):
        if units < least:  # Source: Developer Guide, Warm throughput: it cannot be decreased. The text is ours.
            raise errors.invalid(f"WarmThroughput {name} cannot be lower than the current value of {least}")
    more = partitions(read, write, 0)
    return known.replace(warm_read=read, warm_write=write, partitions=max(known.partitions, more))


def partitions(read: float, write: float, size_bytes: float) -> int:
    """How many partitions a table or index needs.

    Source: Developer Guide (2018), Partitions and data distribution: by capacity 3,000 read and 1,000 write units each,
    by size 10 GB each.
    """
    by_capacity = -(-(read + 3 * write) // 3000)
    return max(1, int(by_capacity), int(-(-size_bytes // (10 << 30))))


# -- streams


def stream(asked: Mapping[str, Any], now: float) -> dict[str, Any]:
    """The fields of a table for a StreamSpecification: none where it asks for nothing. Errors: ValidationException."""
    view = asked.get("StreamViewType", "")
    if not asked.get("StreamEnabled"):
        if view:
            raise errors.invalid("StreamViewType cannot be specified when StreamEnabled is false")
        return {}
    if not view:
        raise errors.invalid("StreamViewType must be specified when StreamEnabled is true")
    return {"stream_view": view, "stream_label": label(now)}


def label(now: float) -> str:
    """The label of a stream: its beginning, in milliseconds, as in 2015-05-11T21:21:33.291."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")[:23]
