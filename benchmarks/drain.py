"""A client that fills a queue, then receives and deletes one message at a time on several connections.

`python -m benchmarks.drain URL KEY SECRET QUEUE_URL CONNECTIONS SECONDS MESSAGES`: ends when the time is up or the
queue is empty. A pair of receive and delete counts as one request.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from benchmarks.load import percentile
from benchmarks.signature import Signer

_FILL_S_MAX = 4.0


class Connection(asyncio.Protocol):
    """One connection: sends what it is given, opens again where the server closes, hands each whole answer on."""

    def __init__(self, port: int, answered: "Callable[[Connection, int, bytes], None]") -> None:
        self._port = port
        self._answered = answered
        self._transport: asyncio.Transport | None = None
        self._waiting = b""
        self._buffer = b""

    async def open(self) -> None:
        """Connect, and send what is still to be sent."""
        await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self._port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if self._waiting:
            transport.write(self._waiting)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None

    def send(self, request: bytes) -> None:
        """Send one request; the answer comes to the callback."""
        self._waiting, self._buffer = request, b""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(request)
        else:
            self._opening = asyncio.get_running_loop().create_task(self.open())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        lower = head.lower()
        at = lower.find(b"\r\ncontent-length:")
        length = int(lower[at + 17 :].partition(b"\r\n")[0]) if at >= 0 else 0
        if len(body) < length:
            return
        self._waiting = b""
        if self._transport is not None and (b"\r\nconnection: close" in lower or head.startswith(b"HTTP/1.0")):
            self._transport.close()
            self._transport = None
        self._answered(self, int(head[9:12]), body)

    def close(self) -> None:
        """Let go."""
        if self._transport is not None:
            self._transport.close()


class Drain:
    """The run: one queue, several connections."""

    def __init__(self, url: str, key: str, secret: str, queue_url: str) -> None:
        host = urlsplit(url).netloc
        self._port = int(host.rpartition(":")[2])
        self._signer = Signer(key, secret, "sqs", host)
        self._queue_url = queue_url
        self._latencies_ms: list[float] = []
        self._errors = 0
        self._began: dict[Connection, float] = {}
        self._deleting: set[Connection] = set()
        self._deadline = 0.0
        self._open = 0
        self._done = asyncio.Event()

    def _request(self, operation: str, **members: object) -> bytes:
        body = json.dumps({"QueueUrl": self._queue_url, **members}).encode()
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"AmazonSQS.{operation}",
            "content-length": str(len(body)),
        }
        return self._signer.head("POST", "/", headers, body) + body

    async def fill(self, messages: int) -> int:
        """Put messages into the queue, ten at a time, for a few seconds at most; how many."""
        entries = [{"Id": str(number), "MessageBody": "x" * 100} for number in range(10)]
        deadline, sent, done = time.perf_counter() + _FILL_S_MAX, 0, asyncio.Event()

        def answered(connection: Connection, status: int, body: bytes) -> None:
            nonlocal sent
            if status != 200:
                raise RuntimeError(f"SendMessageBatch: {status} {body[:300]!r}")
            sent += 10
            if sent >= messages or time.perf_counter() > deadline:
                done.set()
            else:
                connection.send(self._request("SendMessageBatch", Entries=entries))

        connection = Connection(self._port, answered)
        await connection.open()
        connection.send(self._request("SendMessageBatch", Entries=entries))
        await asyncio.wait_for(done.wait(), _FILL_S_MAX + 30)
        connection.close()
        return sent

    async def run(self, connections: int, seconds: float) -> dict[str, float]:
        """Receive and delete on all connections at once; the result's fields."""
        workers = [Connection(self._port, self._answered) for _ in range(connections)]
        for worker in workers:
            await worker.open()
        print("GO", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        self._deadline = began + seconds
        self._open = connections
        for worker in workers:
            self._receive(worker)
        await asyncio.wait_for(self._done.wait(), seconds + 60)
        elapsed = time.perf_counter() - began
        for worker in workers:
            worker.close()
        return {
            "requests": len(self._latencies_ms),
            "seconds": elapsed,
            "p50_ms": percentile(self._latencies_ms, 0.5),
            "p99_ms": percentile(self._latencies_ms, 0.99),
            "errors": self._errors,
        }

    def _receive(self, connection: Connection) -> None:
        if time.perf_counter() > self._deadline:
            self._end()
            return
        self._began[connection] = time.perf_counter()
        connection.send(self._request("ReceiveMessage", MaxNumberOfMessages=1))

    def _answered(self, connection: Connection, status: int, body: bytes) -> None:
        if status != 200:
            self._errors += 1
            self._end()
        elif connection in self._deleting:
            self._deleting.discard(connection)
            self._latencies_ms.append((time.perf_counter() - self._began[connection]) * 1e3)
            self._receive(connection)
        elif messages := json.loads(body).get("Messages"):
            self._deleting.add(connection)
            connection.send(self._request("DeleteMessage", ReceiptHandle=messages[0]["ReceiptHandle"]))
        else:
            self._end()

    def _end(self) -> None:
        self._open -= 1
        if not self._open:
            self._done.set()


async def main(arguments: list[str]) -> None:
    """Fill, run, print."""
    url, key, secret, queue_url, connections, seconds, messages = arguments
    drain = Drain(url, key, secret, queue_url)
    await drain.fill(int(messages))
    print(json.dumps(await drain.run(int(connections), float(seconds))))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
