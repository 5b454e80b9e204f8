"""What is measured: for each measure, what must be there first, and the bounded load that is run."""

import time
from collections.abc import Callable
from typing import NamedTuple

from benchmarks import load, processes, tables
from benchmarks.load import Load
from benchmarks.recording import Recorder
from benchmarks.scale import Scale
from benchmarks.servers import Server

BUCKET = "bench-objects"
LARGE_BYTES = 64 << 20
LISTED = 100

_BODY = b"x" * 1024


class Measure(NamedTuple):
    """One row of the table, named by its service and what is done; `run(server, connections, scale)`."""

    name: str
    run: Callable[[Server, int, Scale], Load]
    large: bool = False

    @property
    def service(self) -> str:
        """What a server must have."""
        return self.name.partition(" ")[0].lower()


def prepare(server: Server) -> None:
    """The bucket with its hundred objects, the table with its items."""
    if server.has("s3"):
        _prepare_bucket(server)
    if server.has("dynamodb"):
        tables.prepare(server)


def _prepare_bucket(server: Server) -> None:
    recorder = _recorder(server)
    recorder.call("s3", "create_bucket", Bucket=BUCKET)
    for number in range(LISTED):
        recorder.call("s3", "put_object", Bucket=BUCKET, Key=f"listed/{number:03}", Body=_BODY)


def _recorder(server: Server) -> Recorder:
    return Recorder(server.url, server.key, server.secret)


def _queue(recorder: Recorder) -> str:
    name = f"bench-{time.time_ns()}"
    url: str = recorder.call("sqs", "create_queue", QueueName=name)["QueueUrl"]
    return url


def send(server: Server, connections: int, scale: Scale) -> Load:
    """SQS SendMessage of 100 bytes to a queue made for it."""
    recorder = _recorder(server)
    url = _queue(recorder)
    requests = [
        recorder.record("sqs", "send_message", QueueUrl=url, MessageBody=f"{number:04}" + "x" * 96)
        for number in range(scale.recordings)
    ]
    return load.replay(server, requests, connections, scale.seconds)


def receive(server: Server, connections: int, scale: Scale) -> Load:
    """SQS ReceiveMessage of one message and DeleteMessage of it, counted as one."""
    url = _queue(_recorder(server))
    return load.client(server, "drain", url, connections, scale.seconds, scale.messages)


def put(server: Server, connections: int, scale: Scale) -> Load:
    """S3 PutObject of 1 KiB, to as many keys as there are recordings."""
    recorder = _recorder(server)
    requests = [
        recorder.record("s3", "put_object", Bucket=BUCKET, Key=f"put/{number}", Body=_BODY)
        for number in range(scale.recordings)
    ]
    return load.replay(server, requests, connections, scale.seconds)


def get(server: Server, connections: int, scale: Scale) -> Load:
    """S3 GetObject of 1 KiB, from a hundred keys."""
    recorder = _recorder(server)
    requests = [
        recorder.record("s3", "get_object", Bucket=BUCKET, Key=f"listed/{number:03}") for number in range(LISTED)
    ]
    return load.replay(server, requests, connections, scale.seconds)


def list_objects(server: Server, connections: int, scale: Scale) -> Load:
    """S3 ListObjectsV2 that finds a hundred keys."""
    request = _recorder(server).record("s3", "list_objects_v2", Bucket=BUCKET, Prefix="listed/")
    return load.replay(server, [request], connections, scale.seconds)


def put_large(server: Server, connections: int, scale: Scale) -> Load:
    """S3 PutObject of 64 MiB, one on each connection, as boto3 signs it."""
    return load.client(server, "large", "put", BUCKET, LARGE_BYTES, connections, "recorded")


def get_large(server: Server, connections: int, scale: Scale) -> Load:
    """S3 GetObject of 64 MiB, one on each connection."""
    return load.client(server, "large", "get", BUCKET, LARGE_BYTES, connections, "recorded")


MEASURES = (
    Measure("SQS SendMessage", send),
    Measure("SQS ReceiveMessage + DeleteMessage", receive),
    Measure("S3 PutObject 1 KiB", put),
    Measure("S3 GetObject 1 KiB", get),
    Measure("S3 ListObjectsV2 of 100", list_objects),
    Measure("S3 PutObject 64 MiB", put_large, large=True),
    Measure("S3 GetObject 64 MiB", get_large, large=True),
    Measure("DynamoDB PutItem", tables.put),
    Measure("DynamoDB GetItem", tables.get),
    Measure("DynamoDB Query of 10", tables.query),
)


class Streamed(NamedTuple):
    """One large object in both directions: the most memory that the server had, and what it had before."""

    size_bytes: int
    before_bytes: int
    most_bytes: int
    put: Load
    get: Load


def stream(server: Server, size_bytes: int) -> Streamed:
    """Put and get one object and watch the server's memory."""
    before = processes.memory_bytes(server.pid)
    with processes.Watch(server.pid) as watch:
        arguments = (BUCKET, size_bytes, 1, "unsigned")
        sent = load.client(server, "large", "put", *arguments)
        got = load.client(server, "large", "get", *arguments)
    _recorder(server).call("s3", "delete_object", Bucket=BUCKET, Key="large-0")
    return Streamed(size_bytes, before, watch.most_bytes, sent, got)
