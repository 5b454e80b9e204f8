"""A small client of S3 for its tests: every call goes through the cloud's pipeline."""

import asyncio
import hashlib
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.cloud import ACCOUNT, REGION, Driver

OTHER = "111111111111"
BLOCK = 1 << 20
PART = 5 << 20
"""The smallest part that may be followed by another. Source: S3 User Guide, multipart upload limits."""


class Stream:
    """A body that comes in blocks of 1 MiB, with trailers at its end; `hold` stops it before the last block."""

    def __init__(self, data: bytes, trailers: dict[str, str] | None = None, length: int | None = None) -> None:
        self.length: int | None = len(data) if length is None else length
        self.data: bytes | None = None
        self.trailers: dict[str, str] = {}
        self._last_trailers = trailers or {}
        self._left = data
        self.gate: asyncio.Event | None = None
        self.read_any = False

    async def read(self) -> bytes:
        self.read_any = True
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        block, self._left = self._left[:BLOCK], self._left[BLOCK:]
        if not block:
            self.trailers = self._last_trailers
        return block

    async def read_all(self, limit_bytes: int) -> bytes:
        raise AssertionError("S3 reads streams block by block")


class S3:
    """Calls of one account, and what its tests ask for again and again."""

    def __init__(self, cloud: Driver) -> None:
        self.cloud = cloud
        self.advance = cloud.advance

    def call(self, operation: str, *, account: str = ACCOUNT, region: str = REGION, **params: Any) -> Any:
        """One call; raises its error."""
        return self.cloud.call("s3", operation, params, account=account, region=region)

    def error(self, operation: str, *, account: str = ACCOUNT, region: str = REGION, **params: Any) -> ServiceError:
        """The error of a call that must fail."""
        with pytest.raises(ServiceError) as caught:
            self.call(operation, account=account, region=region, **params)
        assert caught.value.status < 500 or caught.value.status == 501, caught.value
        return caught.value

    def code(self, operation: str, *, account: str = ACCOUNT, region: str = REGION, **params: Any) -> str:
        """The code of the error of a call that must fail."""
        return self.error(operation, account=account, region=region, **params).code

    def refusals(self, operation: str, **params: Any) -> list[str]:
        """What an account without permission and somebody without any account are told."""
        with pytest.raises(ServiceError) as caught:
            self.cloud.call("s3", operation, params, principal=ANONYMOUS)
        return [self.code(operation, account=OTHER, **params), caught.value.code]

    def bucket(self, name: str = "pond", versioning: str = "") -> str:
        """A new bucket, with versioning where it is said."""
        self.call("CreateBucket", Bucket=name)
        if versioning:
            self.versioning(name, versioning)
        return name

    def versioning(self, bucket: str, status: str) -> None:
        """Turn versioning on, or suspend it."""
        self.call("PutBucketVersioning", Bucket=bucket, VersioningConfiguration={"Status": status})

    def put(self, bucket: str, key: str, body: Any = b"water", **params: Any) -> Any:
        """Put an object."""
        return self.call("PutObject", Bucket=bucket, Key=key, Body=body, **params)

    def get(self, bucket: str, key: str, **params: Any) -> bytes:
        """The bytes of an object."""
        return read(self.call("GetObject", Bucket=bucket, Key=key, **params)["Body"])

    def head(self, bucket: str, key: str, **params: Any) -> Any:
        """HeadObject."""
        return self.call("HeadObject", Bucket=bucket, Key=key, **params)

    def delete(self, bucket: str, key: str, **params: Any) -> Any:
        """DeleteObject."""
        return self.call("DeleteObject", Bucket=bucket, Key=key, **params)

    def keys(self, bucket: str, **params: Any) -> list[str]:
        """The keys of one page of ListObjectsV2."""
        return [row["Key"] for row in self.call("ListObjectsV2", Bucket=bucket, **params).get("Contents", [])]

    def begin(self, bucket: str, key: str, **params: Any) -> str:
        """Begin a multipart upload; its id."""
        return str(self.call("CreateMultipartUpload", Bucket=bucket, Key=key, **params)["UploadId"])

    def part(self, bucket: str, key: str, upload: str, number: int, body: Any = b"part", **params: Any) -> Any:
        """Upload a part; gives the entry for the completion."""
        answer = self.call(
            "UploadPart", Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=body, **params
        )
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def complete(self, bucket: str, key: str, upload: str, parts: list[Any], **params: Any) -> Any:
        """Complete a multipart upload."""
        return self.call(
            "CompleteMultipartUpload",
            Bucket=bucket,
            Key=key,
            UploadId=upload,
            MultipartUpload={"Parts": parts},
            **params,
        )

    def whole(self, bucket: str, key: str, *bodies: bytes, **params: Any) -> Any:
        """An object uploaded in these parts."""
        upload = self.begin(bucket, key, **params)
        parts = [self.part(bucket, key, upload, number, body) for number, body in enumerate(bodies, 1)]
        return self.complete(bucket, key, upload, parts)

    def files(self) -> int:
        """How many files hold bytes; all jobs that are due have run."""
        self.cloud.advance(0)
        return sum(1 for _ in (self.cloud.cloud.root / "blobs").glob("??/*"))


def read(body: Any) -> bytes:
    """All bytes of an answer."""
    if isinstance(body, bytes):
        return body
    blocks = []
    while block := body.read(BLOCK):
        blocks.append(block)
    body.close()
    return b"".join(blocks)


def etag(data: bytes) -> str:
    """The ETag of an object put at once. Source: S3 API Reference, Object, ETag: the MD5 of plain puts."""
    return f'"{hashlib.md5(data).hexdigest()}"'


@pytest.fixture
def s3(cloud: Driver) -> S3:
    return S3(cloud)
