"""A client that puts or gets large objects, one on each connection, and drops what it reads.

`python -m benchmarks.large URL KEY SECRET put|get BUCKET SIZE_BYTES CONNECTIONS recorded|unsigned`

recorded: the head of each request is boto3's (its SHA-256 and CRC32 of the body, made before the time counts).
unsigned: UNSIGNED-PAYLOAD, so that neither side hashes more than it must, and the body is never held whole.
"""

import json
import os
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

from benchmarks.load import percentile
from benchmarks.signature import UNSIGNED, Signer

_BLOCK = 1 << 20
_TIMEOUT_S = 120


class Transfer:
    """The run: the same number of bytes on each of several connections."""

    def __init__(self, url: str, key: str, secret: str, bucket: str, size: int) -> None:
        self._url = url
        self._host = urlsplit(url).netloc
        self._key = key
        self._secret = secret
        self._bucket = bucket
        self._size = size
        self._block = memoryview(os.urandom(_BLOCK))
        self._latencies_ms: list[float] = []
        self._errors = 0

    def heads(self, method: str, connections: int, recorded: bool) -> list[bytes]:
        """The heads of the requests."""
        if not recorded:
            signer = Signer(self._key, self._secret, "s3", self._host)
            length = {"content-length": str(self._size)} if method == "put" else {}
            paths = (f"/{self._bucket}/large-{number}" for number in range(connections))
            return [signer.head(method.upper(), path, length, UNSIGNED) for path in paths]
        from benchmarks.recording import Recorder

        recorder = Recorder(self._url, self._key, self._secret)
        found = []
        for number in range(connections):
            body = {"Body": self._body()} if method == "put" else {}
            data = recorder.record("s3", f"{method}_object", Bucket=self._bucket, Key=f"large-{number}", **body)
            found.append(data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        return found

    def _body(self) -> bytes:
        whole, rest = divmod(self._size, _BLOCK)
        return bytes(self._block) * whole + bytes(self._block[:rest])

    def run(self, heads: list[bytes], send: bool) -> dict[str, float]:
        """All transfers at once; the result's fields."""
        threads = [threading.Thread(target=self._transfer, args=(head, send)) for head in heads]
        print("GO", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {
            "requests": len(self._latencies_ms),
            "seconds": time.perf_counter() - began,
            "p50_ms": percentile(self._latencies_ms, 0.5),
            "p99_ms": percentile(self._latencies_ms, 0.99),
            "errors": self._errors,
            "bytes": len(self._latencies_ms) * self._size,
        }

    def _transfer(self, head: bytes, send: bool) -> None:
        began = time.perf_counter()
        host, _, port = self._host.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), _TIMEOUT_S) as wire:
                wire.sendall(head)
                if send:
                    self._send(wire)
                status, length = self._receive(wire)
        except OSError:
            status, length = 0, 0
        if status == 200 and (send or length == self._size):
            self._latencies_ms.append((time.perf_counter() - began) * 1e3)
        else:
            self._errors += 1

    def _send(self, wire: socket.socket) -> None:
        left = self._size
        while left:
            wire.sendall(self._block[: min(left, _BLOCK)])
            left -= min(left, _BLOCK)

    def _receive(self, wire: socket.socket) -> tuple[int, int]:
        """The status of the answer, and how many bytes its body had. A body is as long as its head says."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = wire.recv(65536)
            if not more:
                return 0, 0
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        lower = head.lower()
        at = lower.find(b"\r\ncontent-length:")
        length = int(lower[at + 17 :].partition(b"\r\n")[0]) if at >= 0 else 0
        got, buffer = len(body), bytearray(_BLOCK)
        while got < length:
            count = wire.recv_into(buffer)
            if not count:
                break
            got += count
        return int(head[9:12]), got


def main(arguments: list[str]) -> None:
    """Make the heads, run, print."""
    url, key, secret, method, bucket, size, connections, kind = arguments
    transfer = Transfer(url, key, secret, bucket, int(size))
    heads = transfer.heads(method, int(connections), kind == "recorded")
    print(json.dumps(transfer.run(heads, method == "put")))


if __name__ == "__main__":
    main(sys.argv[1:])
