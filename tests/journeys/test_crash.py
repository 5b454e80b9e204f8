"""The server is killed in the middle of writing: what it acknowledged is there again, and nothing is there by half."""

import contextlib
import hashlib
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.app.served import Served

MIB = 1 << 20
PART_SIZES = (5 * MIB, 5 * MIB + 17)
INLINE_BYTES_MAX = 16 << 10
DEADLINE_S = 30.0
ROUNDS = 12


def content(key: str, size_bytes: int) -> bytes:
    """What an object of this key holds: every 32 bytes differ, and no two keys agree."""
    seed = hashlib.sha256(key.encode()).digest()
    return (seed * (size_bytes // 32 + 1))[: size_bytes - 8] + size_bytes.to_bytes(8, "big")


class Writers:
    """Threads that write until the server is gone. `tried` is noted before a call, `done` after its answer."""

    def __init__(self, server: Served, seed: int) -> None:
        self._server = server
        self._seed = seed
        self._changed = threading.Condition()
        self.tried: dict[str, int] = {}
        self.done: set[str] = set()
        self.bodies_tried: set[str] = set()
        self.bodies_done: set[str] = set()
        self.failures: list[BaseException] = []
        self._queue = client(server, "sqs").create_queue(QueueName="jobs")["QueueUrl"]
        client(server, "s3").create_bucket(Bucket="crash")
        kinds: list[Callable[[Any, random.Random, int], None]] = [self._small, self._small, self._large, self._parts]
        kinds += [self._send, self._send_batch]
        self._threads = [threading.Thread(target=self._run, args=(kind, n)) for n, kind in enumerate(kinds)]
        for thread in self._threads:
            thread.start()

    def kill_after(self, answers: int) -> None:
        """Kill the server once so many calls have been answered."""
        deadline = time.monotonic() + DEADLINE_S
        with self._changed:
            while len(self.done) + len(self.bodies_done) < answers and not self.failures:
                assert self._changed.wait(deadline - time.monotonic()), "the server does not answer"
        self._server.kill()
        for thread in self._threads:
            thread.join(DEADLINE_S)
        assert not self.failures

    def _run(self, kind: Callable[[Any, random.Random, int], None], number: int) -> None:
        draw = random.Random(f"{self._seed} {number}")
        client_ = client(self._server, "sqs" if kind in (self._send, self._send_batch) else "s3")
        try:
            for turn in range(10**6):
                kind(client_, draw, number * 10**6 + turn)
        except BotoCoreError:
            pass  # the server is gone
        except BaseException as error:  # told by kill_after in the test's own thread
            with self._changed:
                self.failures.append(error)
                self._changed.notify()

    def _acknowledged(self, keys: set[str], bodies: set[str]) -> None:
        with self._changed:
            self.done |= keys
            self.bodies_done |= bodies
            self._changed.notify()

    def _put(self, s3: Any, key: str, size_bytes: int) -> None:
        self.tried[key] = size_bytes
        s3.put_object(Bucket="crash", Key=key, Body=content(key, size_bytes))
        self._acknowledged({key}, set())

    def _small(self, s3: Any, draw: random.Random, number: int) -> None:
        self._put(s3, f"small/{number}", draw.randrange(8, 4096))

    def _large(self, s3: Any, draw: random.Random, number: int) -> None:
        self._put(s3, f"large/{number}", MIB + draw.randrange(MIB))

    def _parts(self, s3: Any, draw: random.Random, number: int) -> None:
        key = f"parts/{number}"
        body = content(key, sum(PART_SIZES))
        at = {
            "Bucket": "crash",
            "Key": key,
            "UploadId": s3.create_multipart_upload(Bucket="crash", Key=key)["UploadId"],
        }
        parts, start = [], 0
        for part, size_bytes in enumerate(PART_SIZES, 1):
            etag = s3.upload_part(**at, PartNumber=part, Body=body[start : start + size_bytes])["ETag"]
            parts.append({"PartNumber": part, "ETag": etag})
            start += size_bytes
        self.tried[key] = len(body)
        s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts})
        self._acknowledged({key}, set())

    def _send(self, sqs: Any, draw: random.Random, number: int) -> None:
        body = f"{number} {'x' * draw.randrange(2000)}"
        self.bodies_tried.add(body)
        sqs.send_message(QueueUrl=self._queue, MessageBody=body)
        self._acknowledged(set(), {body})

    def _send_batch(self, sqs: Any, draw: random.Random, number: int) -> None:
        bodies = {f"{number}-{entry}" for entry in range(draw.randrange(1, 11))}
        self.bodies_tried |= bodies
        entries = [{"Id": body, "MessageBody": body} for body in bodies]
        assert len(sqs.send_message_batch(QueueUrl=self._queue, Entries=entries)["Successful"]) == len(bodies)
        self._acknowledged(set(), bodies)


def client(server: Served, service: str) -> Any:
    config = Config(retries={"max_attempts": 0}, read_timeout=30, connect_timeout=5)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=server.url, region_name="us-east-1", config=config, **keys)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_what_was_acknowledged_is_there_after_kill_9(turn: int, simulation_seed: int, tmp_path: Path) -> None:
    seed = simulation_seed + turn
    with Served(data=tmp_path) as server:
        writers = Writers(server, seed)
        writers.kill_after(random.Random(seed).randrange(20, 400))
    assert "Traceback" not in server.errors, server.errors
    with Served(data=tmp_path) as server:
        server.advance(0)  # all that the start owes has been done: orphans are swept
        found = check_objects(server, writers)
        check_files(server, tmp_path / "blobs", found)
        check_messages(server, writers)
    assert "Traceback" not in server.errors, server.errors


def check_objects(server: Served, writers: Writers) -> dict[str, int]:
    s3 = client(server, "s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="crash")
    listed = {row["Key"]: row["Size"] for page in pages for row in page.get("Contents", ())}
    assert writers.done <= listed.keys() <= writers.tried.keys()
    for key, size_bytes in listed.items():
        assert size_bytes == writers.tried[key]
        assert s3.get_object(Bucket="crash", Key=key)["Body"].read() == content(key, size_bytes), key
    for key in writers.tried.keys() - listed.keys():
        with pytest.raises(ClientError, match=r"404|NoSuchKey"):
            s3.head_object(Bucket="crash", Key=key)
    return listed


def check_files(server: Served, blobs: Path, listed: dict[str, int]) -> None:
    """Each file belongs to an object; none is left of what was on its way."""
    s3 = client(server, "s3")
    for upload in s3.list_multipart_uploads(Bucket="crash").get("Uploads", ()):
        s3.abort_multipart_upload(Bucket="crash", Key=upload["Key"], UploadId=upload["UploadId"])
    server.advance(0)
    wanted: list[int] = []
    for key, size_bytes in listed.items():
        wanted += PART_SIZES if key.startswith("parts/") else [size_bytes] * (size_bytes > INLINE_BYTES_MAX)
    deadline = time.monotonic() + DEADLINE_S
    while sizes(blobs) != sorted(wanted):  # files are unlinked by a thread of the server
        assert time.monotonic() < deadline, f"{sorted(blobs.rglob('*'))} are not of {listed}"
        time.sleep(0.05)
    assert list(blobs.rglob("*.part")) == []


def sizes(blobs: Path) -> list[int]:
    """The sizes of all files but the one that counts starts."""
    found = []
    for path in blobs.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # it goes while this looks
            if path.is_file() and path.name != "epoch":
                found.append(path.stat().st_size)
    return sorted(found)


def check_messages(server: Served, writers: Writers) -> None:
    sqs = client(server, "sqs")
    url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
    got: list[str] = []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=3600).get("Messages"):
        got += [message["Body"] for message in found]
    assert writers.bodies_done <= set(got) <= writers.bodies_tried
    assert len(got) == len(set(got)), "a message came twice"
