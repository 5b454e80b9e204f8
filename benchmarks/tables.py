"""What is measured of DynamoDB: single items and queries beside the peers, and Fogbank's own table of a million items.

Every table has so much provisioned capacity, and every load so many partition keys, that nothing is throttled.
"""

import time
from typing import Any, NamedTuple

from benchmarks import load
from benchmarks.load import Load
from benchmarks.recording import Recorder
from benchmarks.scale import Scale
from benchmarks.servers import Server

TABLE = "bench-items"
FOUND = 10
_UNITS = 40_000
_PARTITIONS = 40
_READY_S_MAX = 30.0
_SMALL = 1_000
_SCANNERS = 4


def item(number: int) -> dict[str, Any]:
    """An item of about 200 bytes; ten of them share a partition key."""
    return {
        "customer": {"S": f"customer-{number // FOUND:08}"},
        "order": {"N": str(number % FOUND)},
        "status": {"S": "shipped"},
        "paid": {"BOOL": True},
        "total": {"N": f"{number % 1000}.25"},
        "tags": {"SS": ["blue", "fragile"]},
        "address": {"M": {"city": {"S": "Saint-Malo"}, "street": {"S": "rue de la Soif 12"}}},
        "lines": {"L": [{"S": "lantern"}, {"S": "rope"}, {"N": "3"}]},
        "remark": {"S": "left with the harbour master at noon"},
    }


def key(number: int) -> dict[str, Any]:
    """The key of an item."""
    whole = item(number)
    return {"customer": whole["customer"], "order": whole["order"]}


def create(recorder: Recorder, name: str) -> None:
    """Make a table and wait until it can be used."""
    recorder.call(
        "dynamodb",
        "create_table",
        TableName=name,
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"},
            {"AttributeName": "order", "AttributeType": "N"},
        ],
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"},
            {"AttributeName": "order", "KeyType": "RANGE"},
        ],
        ProvisionedThroughput={"ReadCapacityUnits": _UNITS, "WriteCapacityUnits": _UNITS},
    )
    deadline = time.perf_counter() + _READY_S_MAX
    while recorder.call("dynamodb", "describe_table", TableName=name)["Table"]["TableStatus"] != "ACTIVE":
        if time.perf_counter() > deadline:
            raise RuntimeError(f"the table {name} does not become active")
        time.sleep(0.05)


def prepare(server: Server) -> None:
    """The table with items under some partition keys."""
    recorder = _recorder(server)
    create(recorder, TABLE)
    for number in range(_PARTITIONS * FOUND):
        recorder.call("dynamodb", "put_item", TableName=TABLE, Item=item(number))


def _recorder(server: Server) -> Recorder:
    return Recorder(server.url, server.key, server.secret)


def put(server: Server, connections: int, scale: Scale) -> Load:
    """PutItem of 200 bytes, to as many keys as there are recordings."""
    recorder = _recorder(server)
    first = _PARTITIONS * FOUND
    requests = [
        recorder.record("dynamodb", "put_item", TableName=TABLE, Item=item(first + number))
        for number in range(scale.recordings)
    ]
    return load.replay(server, requests, connections, scale.seconds)


def get(server: Server, connections: int, scale: Scale, *, table: str = TABLE, step: int = 1) -> Load:
    """GetItem of 200 bytes, from some hundred keys; `step`: how far apart their partition keys are."""
    recorder = _recorder(server)
    requests = [
        recorder.record("dynamodb", "get_item", TableName=table, Key=key(number * FOUND * step + other))
        for number in range(_PARTITIONS)
        for other in range(FOUND)
    ]
    return load.replay(server, requests, connections, scale.seconds)


def query(server: Server, connections: int, scale: Scale, *, table: str = TABLE, step: int = 1) -> Load:
    """Query that finds ten items, of some partition keys; `step`: how far apart they are."""
    recorder = _recorder(server)
    requests = [
        recorder.record(
            "dynamodb",
            "query",
            TableName=table,
            KeyConditionExpression="customer = :customer",
            ExpressionAttributeValues={":customer": item(number * FOUND * step)["customer"]},
        )
        for number in range(_PARTITIONS)
    ]
    return load.replay(server, requests, connections, scale.seconds)


class Reads(NamedTuple):
    """The same reads of a table of so many items."""

    items: int
    get: Load
    query: Load


class Large(NamedTuple):
    """A small and a large table beside each other: what a read costs in each, and how the large one is scanned."""

    fill: Load
    small: Reads
    large: Reads
    scan: Load


def large(server: Server, scale: Scale) -> Large:
    """Fill two tables, read both, scan the large one in segments at once. Raises where it was not filled in time."""
    reads, fills = [], []
    for items in (_SMALL, scale.items):
        name = f"bench-{items}"
        create(_recorder(server), name)
        fills.append(load.client(server, "items", "fill", name, items, _SCANNERS, timeout_s=900))
        step = items // FOUND // _PARTITIONS
        reads.append(
            Reads(
                items,
                get(server, 32, scale, table=name, step=step),
                query(server, 32, scale, table=name, step=step),
            )
        )
    scan = load.client(server, "items", "scan", f"bench-{scale.items}", scale.items, _SCANNERS)
    return Large(fills[1], reads[0], reads[1], scan)
