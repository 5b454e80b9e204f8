"""Seeded histories of concurrent S3 calls with clock jumps, held against a small model.

Streamed puts stay open over other calls, end later or are given up. After every history each byte that the model
knows is read back, and no more files are there than the model has bodies. A failure prints the seed.
"""

import asyncio
import random
from typing import Any
from urllib.parse import quote

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import Driver, Pending, running
from tests.services.s3.conftest import BLOCK, Stream, read
from tests.simulation.s3_model import Model

STEPS = 400
KEYS = ("a", "a/b", "a/c", "a/c/d", "b", "é/x", "😀", "z/1", "z/2", "z/3")
STREAMS_MAX = 3
PART = 5 << 20


class Coming:
    """A put whose body is still coming."""

    def __init__(self, key: str, data: bytes, body: Stream, pending: Pending) -> None:
        self.key = key
        self.data = data
        self.body = body
        self.pending = pending


class History:
    """One bucket, its model, and a random source of what happens next."""

    def __init__(self, cloud: Driver, choice: random.Random) -> None:
        self.cloud = cloud
        self.choice = choice
        self.model = Model()
        self.coming: list[Coming] = []
        self.call("CreateBucket")

    def call(self, operation: str, **params: Any) -> Any:
        return self.cloud.call("s3", operation, {"Bucket": "pond", **params})

    def code_of(self, operation: str, **params: Any) -> str:
        """The code of the call's error, or nothing."""
        try:
            self.call(operation, **params)
        except ServiceError as error:
            return error.code
        return ""

    def step(self) -> None:
        """Something happens."""
        weights = {
            self.put: 10,
            self.put_if_absent: 3,
            self.delete: 5,
            self.delete_version: 6,
            self.copy: 4,
            self.read: 8,
            self.list_keys: 4,
            self.list_versions: 3,
            self.begin_stream: 3,
            self.end_stream: 4,
            self.begin_upload: 2,
            self.put_part: 4,
            self.end_upload: 2,
            self.set_versioning: 0.7,
            self.turn: 2,
        }
        self.choice.choices(list(weights), list(weights.values()))[0]()

    def key(self) -> str:
        return self.choice.choice(KEYS)

    def data(self) -> bytes:
        size = self.choice.choice((0, 1, 100, 16384, 16385, 50_000))
        return self.choice.randbytes(size)

    def wrote(self, key: str, answer: dict[str, Any], data: bytes | None) -> None:
        version_id = answer.get("VersionId", "")
        expected = self.model.expects_id()
        assert version_id == expected or (expected == "new" and len(version_id) == 32)
        self.model.write(key, version_id or "null", data)

    # -- what happens

    def put(self) -> None:
        key, data = self.key(), self.data()
        self.wrote(key, self.call("PutObject", Key=key, Body=data), data)

    def put_if_absent(self) -> None:
        key, data = self.key(), self.data()
        if self.model.current(key) is None:
            self.wrote(key, self.call("PutObject", Key=key, Body=data, IfNoneMatch="*"), data)
        else:
            assert self.code_of("PutObject", Key=key, Body=data, IfNoneMatch="*") == "PreconditionFailed"

    def delete(self) -> None:
        key = self.key()
        answer = self.call("DeleteObject", Key=key)
        assert bool(answer.get("DeleteMarker")) == bool(self.model.versioning)
        self.wrote(key, answer, None)

    def delete_version(self) -> None:
        entries = self.model.versions()
        if not entries:
            return
        key, version_id, marker = self.choice.choice(entries)
        answer = self.call("DeleteObject", Key=key, VersionId=version_id)
        assert bool(answer.get("DeleteMarker")) == marker
        self.model.remove(key, version_id)

    def copy(self) -> None:
        source, target = self.choice.sample(KEYS, 2)
        data = self.model.current(source)
        asked = {"Key": target, "CopySource": f"pond/{quote(source)}"}
        if data is None:
            assert self.code_of("CopyObject", **asked) == "NoSuchKey"
            return
        answer = self.call("CopyObject", **asked)
        self.wrote(target, answer, data)

    def read(self) -> None:
        key = self.key()
        data = self.model.current(key)
        if data is None:
            assert self.code_of("GetObject", Key=key) == "NoSuchKey"
            return
        assert read(self.call("GetObject", Key=key)["Body"]) == data
        if len(data) > 1:
            first = self.choice.randrange(len(data))
            last = self.choice.randrange(first, len(data))
            answer = self.call("GetObject", Key=key, Range=f"bytes={first}-{last}")
            assert read(answer["Body"]) == data[first : last + 1]

    def list_keys(self) -> None:
        prefix, delimiter = self.choice.choice(("", "a", "a/", "z/", "😀")), self.choice.choice(("", "/"))
        size = self.choice.randint(1, 4)
        seen: list[str] = []
        more: dict[str, str] = {}
        while True:
            answer = self.call("ListObjectsV2", Prefix=prefix, Delimiter=delimiter, MaxKeys=size, **more)
            page = [row["Key"] for row in answer.get("Contents", [])]
            page += [row["Prefix"] for row in answer.get("CommonPrefixes", [])]
            assert len(page) <= size
            seen += sorted(page, key=str.encode)
            if not answer["IsTruncated"]:
                break
            more = {"ContinuationToken": answer["NextContinuationToken"]}
        assert seen == self.model.listed(prefix, delimiter)

    def list_versions(self) -> None:
        size = self.choice.choice((1, 3, 1000))
        expected = self.model.versions()
        seen: list[tuple[str, str, bool]] = []
        more: dict[str, str] = {}
        while True:
            answer = self.call("ListObjectVersions", MaxKeys=size, **more)
            page = [(row["Key"], row["VersionId"], False) for row in answer.get("Versions", [])]
            page += [(row["Key"], row["VersionId"], True) for row in answer.get("DeleteMarkers", [])]
            assert set(page) <= set(expected)
            seen += sorted(page, key=expected.index)
            if not answer["IsTruncated"]:
                break
            more = {"KeyMarker": answer["NextKeyMarker"], "VersionIdMarker": answer["NextVersionIdMarker"]}
        assert seen == expected

    def set_versioning(self) -> None:
        self.model.versioning = self.choice.choice(("Enabled", "Suspended"))
        self.call("PutBucketVersioning", VersioningConfiguration={"Status": self.model.versioning})

    def turn(self) -> None:
        self.cloud.advance(self.choice.choice((0, 1, 3600, 86_400, 40 * 86_400)))

    # -- streams

    def begin_stream(self) -> None:
        if len(self.coming) >= STREAMS_MAX:
            return
        key, data = self.key(), self.choice.randbytes(self.choice.choice((10, BLOCK, 2 * BLOCK + 5)))
        body = Stream(data)
        body.gate = asyncio.Event()
        pending = self.cloud.start("s3", "PutObject", {"Bucket": "pond", "Key": key, "Body": body})
        self.coming.append(Coming(key, data, body, pending))

    def end_stream(self) -> None:
        if not self.coming:
            return
        coming = self.coming.pop(self.choice.randrange(len(self.coming)))
        assert coming.body.gate is not None
        if self.choice.random() < 0.3:
            coming.pending.cancel()
            return
        coming.body.gate.set()
        self.wrote(coming.key, coming.pending.result(), coming.data)

    # -- uploads

    def begin_upload(self) -> None:
        key = self.key()
        upload = self.call("CreateMultipartUpload", Key=key)["UploadId"]
        self.model.uploads[upload] = (key, {})

    def put_part(self) -> None:
        if not self.model.uploads:
            return
        upload = self.choice.choice(list(self.model.uploads))
        key, parts = self.model.uploads[upload]
        number, data = self.choice.randint(1, 4), self.data()
        self.call("UploadPart", Key=key, UploadId=upload, PartNumber=number, Body=data)
        parts[number] = data

    def end_upload(self) -> None:
        if not self.model.uploads:
            return
        upload = self.choice.choice(list(self.model.uploads))
        key, parts = self.model.uploads[upload]
        listed = self.call("ListParts", Key=key, UploadId=upload).get("Parts", [])
        assert [(row["PartNumber"], row["Size"]) for row in listed] == [(n, len(parts[n])) for n in sorted(parts)]
        if not parts or self.choice.random() < 0.3:
            self.call("AbortMultipartUpload", Key=key, UploadId=upload)
        else:
            row = self.choice.choice(listed)
            chosen = {"Parts": [{"PartNumber": row["PartNumber"], "ETag": row["ETag"]}]}
            answer = self.call("CompleteMultipartUpload", Key=key, UploadId=upload, MultipartUpload=chosen)
            self.wrote(key, answer, parts[row["PartNumber"]])
        del self.model.uploads[upload]

    # -- the end

    def check(self) -> None:
        """Everything is there, nothing else is."""
        while self.coming:
            self.end_stream()
        for key, version_id, marker in self.model.versions():
            if not marker:
                data = next(entry.data for entry in self.model.keys[key] if entry.id == version_id)
                assert read(self.call("GetObject", Key=key, VersionId=version_id)["Body"]) == data
        self.list_keys()
        self.list_versions()
        self.cloud.advance(1)
        self.cloud.cloud.blobs.close()
        files = list((self.cloud.cloud.root / "blobs").glob("??/*"))
        assert {file.suffix for file in files} <= {""}
        assert {file.read_bytes() for file in files} == {data for data in self.model.bodies() if len(data) > 16384}


@pytest.mark.parametrize("number", range(6))
def test_histories(simulation_seed: int, number: int) -> None:
    """S3-003, S3-011 to S3-014, S3-037, S3-057, S3-064."""
    seed = simulation_seed + number
    with running(seed=seed) as cloud:
        history = History(cloud, random.Random(seed))
        for step in range(STEPS):
            try:
                history.step()
            except BaseException as error:
                error.add_note(f"seed {seed}, step {step}")
                raise
        history.check()
