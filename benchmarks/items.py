"""A client that fills a DynamoDB table, or scans one in segments, each on a connection of its own.

`python -m benchmarks.items URL KEY SECRET fill|scan TABLE ITEMS CONNECTIONS`: a batch of 25 items, or a page of a
scan, counts as one request; the bytes of a scan are those that DynamoDB counts. Fails where an item is left out.
"""

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from benchmarks.drain import Connection
from benchmarks.load import percentile
from benchmarks.signature import Signer
from benchmarks.tables import item

_BATCH = 25
_READ_BYTES = 4096
_SECONDS_MAX = 840


class Run:
    """The run: several workers, each of which sends its next request when its last one is answered."""

    def __init__(self, url: str, key: str, secret: str, table: str, items: int, workers: int) -> None:
        host = urlsplit(url).netloc
        self._port = int(host.rpartition(":")[2])
        self._signer = Signer(key, secret, "dynamodb", host)
        self._table = table
        self._items = items
        self._workers = workers
        self._latencies_ms: list[float] = []
        self._units = 0.0
        self._seen = 0

    def _request(self, operation: str, **members: object) -> bytes:
        body = json.dumps(members).encode()
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"DynamoDB_20120810.{operation}",
            "content-length": str(len(body)),
        }
        return self._signer.head("POST", "/", headers, body) + body

    async def run(self, kind: str) -> dict[str, float]:
        """All workers at once; the result's fields."""
        print("GO", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        worker = self._fill if kind == "fill" else self._scan
        async with asyncio.timeout(_SECONDS_MAX), asyncio.TaskGroup() as group:
            for number in range(self._workers):
                group.create_task(worker(number))
        elapsed = time.perf_counter() - began
        if self._seen != self._items:
            raise RuntimeError(f"{kind}: {self._seen} of {self._items} items")
        return {
            "requests": len(self._latencies_ms),
            "seconds": elapsed,
            "p50_ms": percentile(self._latencies_ms, 0.5),
            "p99_ms": percentile(self._latencies_ms, 0.99),
            "errors": 0,
            "bytes": int(self._units * 2 * _READ_BYTES),
        }

    async def _fill(self, number: int) -> None:
        line = Line(self._port)
        for first in range(number * _BATCH, self._items, self._workers * _BATCH):
            rows = [{"PutRequest": {"Item": item(at)}} for at in range(first, min(first + _BATCH, self._items))]
            left: dict[str, Any] = {self._table: rows}
            while left:
                answer = json.loads(await self._asked(line, "BatchWriteItem", RequestItems=left))
                left = answer["UnprocessedItems"]
            self._seen += len(rows)
        line.close()

    async def _scan(self, number: int) -> None:
        line = Line(self._port)
        segment = {"TableName": self._table, "Segment": number, "TotalSegments": self._workers}
        start: dict[str, Any] = {}
        while True:
            body = await self._asked(line, "Scan", **segment, ReturnConsumedCapacity="TOTAL", **start)
            told = without_items(body)
            self._seen += told["Count"]
            self._units += told["ConsumedCapacity"]["CapacityUnits"]
            if "LastEvaluatedKey" not in told:
                break
            start = {"ExclusiveStartKey": told["LastEvaluatedKey"]}
        line.close()

    async def _asked(self, line: "Line", operation: str, **members: object) -> bytes:
        began = time.perf_counter()
        status, body = await line.ask(self._request(operation, **members))
        self._latencies_ms.append((time.perf_counter() - began) * 1e3)
        if status != 200:
            raise RuntimeError(f"{operation}: {status} {body[:300]!r}")
        return body


class Line:
    """One connection, on which a request is sent when the one before is answered."""

    def __init__(self, port: int) -> None:
        self._connection = Connection(port, self._answered)
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def _answered(self, _: Connection, status: int, body: bytes) -> None:
        assert self._answer is not None
        self._answer.set_result((status, body))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send; the status and the body of the answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self._connection.send(request)
        return await self._answer

    def close(self) -> None:
        """Let go."""
        self._connection.close()


def without_items(body: bytes) -> dict[str, Any]:
    """An answer to a scan but for its items, which are most of it and would take most of the time to read."""
    start = body.index(b'"Items":[') + len(b'"Items":[')
    end = body.rfind(b"}]", start) + 1 or start
    told: dict[str, Any] = json.loads(body[:start] + body[end:])
    return told


def main(arguments: list[str]) -> None:
    """Fill or scan, and print."""
    url, key, secret, kind, table, items, workers = arguments
    print(json.dumps(asyncio.run(Run(url, key, secret, table, int(items), int(workers)).run(kind))))


if __name__ == "__main__":
    main(sys.argv[1:])
