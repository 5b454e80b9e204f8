"""boto3 against S3: resources, the transfer manager, signed addresses, virtual hosts, pages, waiters.

The server is strict: every signature of every kind of request is verified.
"""

import hashlib
import http.client
import io
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

from tests.app.served import Served, served
from tests.journeys.conftest import Client

MIB = 1 << 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("--auth", "strict", data=tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def s3(client: Client) -> Any:
    return client("s3")


@pytest.fixture
def bucket(s3: Any, request: pytest.FixtureRequest) -> str:
    """A bucket of the test's own."""
    name = request.node.name.split("[")[0].replace("_", "-").lower()[:63].strip("-")
    s3.create_bucket(Bucket=name)
    return name


def content(size_bytes: int) -> bytes:
    """Bytes that differ everywhere, so that a part in the wrong place is seen."""
    block = b"".join(hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(size_bytes // 32 + 1))
    return block[:size_bytes]


def status(error: Any) -> int:
    code: int = error.value.response["ResponseMetadata"]["HTTPStatusCode"]
    return code


def test_ranges_and_parts_answer_206(s3: Any, bucket: str) -> None:
    """Source: RFC 9110, 15.3.7; S3 API Reference, GetObject and HeadObject, Range and partNumber."""
    s3.put_object(Bucket=bucket, Key="k", Body=b"0123456789")
    for read in (s3.get_object, s3.head_object):
        assert read(Bucket=bucket, Key="k")["ResponseMetadata"]["HTTPStatusCode"] == 200
        for asked in ({"Range": "bytes=2-5"}, {"PartNumber": 1}):
            answer = read(Bucket=bucket, Key="k", **asked)
            assert answer["ResponseMetadata"]["HTTPStatusCode"] == 206
            whole = "PartNumber" in asked
            assert answer["ContentRange"] == ("bytes 0-9/10" if whole else "bytes 2-5/10")
            assert answer["ContentLength"] == (10 if whole else 4)
            if "Body" in answer:
                assert answer["Body"].read() == (b"0123456789" if whole else b"2345")


def test_resource(server: Served, session: boto3.Session) -> None:
    s3 = session.resource("s3", endpoint_url=server.url)
    bucket = s3.create_bucket(Bucket="resource-bucket")
    bucket.wait_until_exists()
    bucket.put_object(Key="a/b", Body=b"bytes", Metadata={"colour": "blue"}, ContentType="text/plain")
    bucket.Object("a/c").put(Body="text")
    thing = s3.Object("resource-bucket", "a/b")
    assert (thing.content_length, thing.content_type, thing.metadata) == (5, "text/plain", {"colour": "blue"})
    thing.copy_from(CopySource={"Bucket": "resource-bucket", "Key": "a/c"})
    assert thing.get()["Body"].read() == b"text"
    assert [found.key for found in bucket.objects.filter(Prefix="a/")] == ["a/b", "a/c"]
    bucket.Versioning().enable()
    thing.delete()
    versions = bucket.object_versions.filter(Prefix="a/b")
    assert sorted((version.object_key, version.is_latest) for version in versions) == [("a/b", False), ("a/b", True)]
    bucket.object_versions.delete()
    assert list(bucket.objects.all()) == []
    bucket.delete()
    bucket.wait_until_not_exists()


@pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"])
def test_transfer_manager(s3: Any, tmp_path: Path, algorithm: str) -> None:
    bucket = f"transfers-{algorithm.lower()}"
    s3.create_bucket(Bucket=bucket)
    body = content(13 * MIB)
    (tmp_path / "out").write_bytes(body)
    config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB, max_concurrency=3)
    extra = {"ChecksumAlgorithm": algorithm, "Metadata": {"of": "journey"}}
    s3.upload_file(str(tmp_path / "out"), bucket, "large", ExtraArgs=extra, Config=config)
    head = s3.head_object(Bucket=bucket, Key="large", ChecksumMode="ENABLED")
    # S3 User Guide, Checking object integrity: the ETag of parts is the MD5 of their MD5s, and their number.
    parts = [hashlib.md5(body[at : at + 5 * MIB]).digest() for at in range(0, len(body), 5 * MIB)]
    assert head["ETag"] == f'"{hashlib.md5(b"".join(parts)).hexdigest()}-3"'
    assert head["Metadata"] == {"of": "journey"}
    assert f"Checksum{algorithm}" in head
    s3.download_file(bucket, "large", str(tmp_path / "in"), Config=config)
    assert (tmp_path / "in").read_bytes() == body
    s3.copy({"Bucket": bucket, "Key": "large"}, bucket, "copy", Config=config)
    into = io.BytesIO()
    s3.download_fileobj(bucket, "copy", into, Config=config)
    assert into.getvalue() == body
    part = s3.get_object(Bucket=bucket, Key="large", PartNumber=2)
    assert part["Body"].read() == body[5 * MIB : 10 * MIB]


def test_an_upload_by_hand(s3: Any, bucket: str) -> None:
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    at = {"Bucket": bucket, "Key": "k", "UploadId": upload}
    parts = []
    for number, body in ((1, content(5 * MIB)), (2, b"the rest")):
        etag = s3.upload_part(**at, PartNumber=number, Body=body)["ETag"]
        parts.append({"PartNumber": number, "ETag": etag})
    assert [part["Size"] for part in s3.list_parts(**at)["Parts"]] == [5 * MIB, 8]
    assert [found["Key"] for found in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == ["k"]
    with pytest.raises(ClientError) as refused:
        s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts[::-1]})
    assert refused.value.response["Error"]["Code"] == "InvalidPartOrder"
    s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts})
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == content(5 * MIB) + b"the rest"
    with pytest.raises(ClientError) as over:
        s3.abort_multipart_upload(**{**at, "UploadId": "none"})
    assert over.value.response["Error"]["Code"] == "NoSuchUpload"


@pytest.mark.parametrize("style", ["path", "virtual"])
def test_presigned_get_and_put(client: Client, style: str, server: Served) -> None:
    endpoint = f"http://localhost:{server.port}" if style == "virtual" else server.url
    config = Config(signature_version="s3v4", s3={"addressing_style": style})
    s3 = client("s3", endpoint_url=endpoint, config=config)
    bucket = f"presigned-{style}"
    client("s3").create_bucket(Bucket=bucket)
    at = {"Bucket": bucket, "Key": "a b+c/ü.txt"}
    put = s3.generate_presigned_url("put_object", Params={**at, "ContentType": "text/plain"}, ExpiresIn=60)
    assert (f"//{bucket}.localhost:" in put) == (style == "virtual")
    send(put, server, "PUT", b"put by address", {"Content-Type": "text/plain"})
    get = s3.generate_presigned_url("get_object", Params={**at, "ResponseContentType": "text/x-own"}, ExpiresIn=60)
    answer = send(get, server, "GET")
    assert (answer.body, answer.headers["Content-Type"]) == (b"put by address", "text/x-own")
    assert send(get.replace("text%2Fx-own", "text%2Fx-other"), server, "GET").status == 403
    assert send(put, server, "GET").status == 403
    next_second()
    server.advance(61)
    next_second()
    over = send(get, server, "GET")
    assert over.status == 403
    assert b"<Message>Request has expired</Message>" in over.body


def next_second() -> None:
    """Dates of signatures have whole seconds: in the second of a turn they do not tell before from after it."""
    second = int(time.time())
    while int(time.time()) == second:
        time.sleep(0.02)


class Sent:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()


def send(url: str, server: Served, method: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Sent:
    """To the server whatever the host's name is, as a machine does that resolves every name below localhost."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, {"Host": parts.netloc, **(headers or {})})
        return Sent(connection.getresponse())
    finally:
        connection.close()


def test_presigned_post(s3: Any, bucket: str, server: Served) -> None:
    form = s3.generate_presigned_post(
        bucket,
        "uploads/${filename}",
        Fields={"success_action_status": "201", "x-amz-meta-of": "form"},
        Conditions=[{"success_action_status": "201"}, {"x-amz-meta-of": "form"}, ["content-length-range", 1, 20]],
        ExpiresIn=60,
    )
    answer = post(form, "me.txt", b"from a form")
    assert answer.status == 201
    assert b"<Key>uploads/me.txt</Key>" in answer.body
    got = s3.get_object(Bucket=bucket, Key="uploads/me.txt")
    assert (got["Body"].read(), got["Metadata"]) == (b"from a form", {"of": "form"})
    refused = post(form, "me.txt", b"x" * 21)
    assert refused.status == 400
    assert b"<Code>EntityTooLarge</Code>" in refused.body


def post(form: dict[str, Any], name: str, body: bytes) -> Sent:
    """As a browser sends a form with a file."""
    rows = [f'--edge\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in form["fields"].items()]
    file = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    data = "".join(rows).encode() + file.encode() + body + b"\r\n--edge--\r\n"
    parts = urllib.parse.urlsplit(form["url"])
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request("POST", parts.path, data, {"Content-Type": "multipart/form-data; boundary=edge"})
        return Sent(connection.getresponse())
    finally:
        connection.close()


HOSTS = ["{}.s3.amazonaws.com", "{}.s3.us-east-1.amazonaws.com", "{}.s3.localhost", "{}.localhost"]


@pytest.mark.parametrize("host", HOSTS)
def test_virtual_hosts(client: Client, s3: Any, server: Served, host: str) -> None:
    s3.create_bucket(Bucket="virtual-hosts")
    s3.put_object(Bucket="virtual-hosts", Key="a/b", Body=b"found")
    name = host.format("virtual-hosts")
    endpoint = f"http://{name.removeprefix('virtual-hosts.')}:{server.port}"
    config = Config(s3={"addressing_style": "virtual"}, signature_version="s3v4")
    signer = client("s3", endpoint_url=endpoint, config=config)
    url = signer.generate_presigned_url("get_object", Params={"Bucket": "virtual-hosts", "Key": "a/b"}, ExpiresIn=60)
    assert url.startswith(f"http://{name}:{server.port}/a/b?")
    answer = send(url, server, "GET")
    assert (answer.status, answer.body) == (200, b"found"), url
    anonymous = send(f"http://{name}/a/b", server, "GET")
    assert (anonymous.status, b"<Code>AccessDenied</Code>" in anonymous.body) == (403, True)


def test_virtual_style_with_signatures(client: Client, server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo

    def local(host: str, *arguments: Any, **options: Any) -> Any:
        """As a machine does that resolves every name below localhost (RFC 6761, 6.3); not every one does."""
        return resolve("127.0.0.1" if host.endswith(".localhost") else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    s3 = client("s3", endpoint_url=f"http://localhost:{server.port}", config=Config(s3={"addressing_style": "virtual"}))
    s3.create_bucket(Bucket="of-its-own-host")
    s3.put_object(Bucket="of-its-own-host", Key="k", Body=b"v")
    assert s3.get_object(Bucket="of-its-own-host", Key="k")["Body"].read() == b"v"


def test_pages(s3: Any, bucket: str) -> None:
    keys = [f"{letter}/{number:02}" for letter in "abc" for number in range(8)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key)
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 7}))
    assert [len(page["Contents"]) for page in pages] == [7, 7, 7, 3]
    assert [row["Key"] for page in pages for row in page["Contents"]] == keys
    old = s3.get_paginator("list_objects").paginate(Bucket=bucket, PaginationConfig={"PageSize": 5})
    assert [row["Key"] for page in old for row in page["Contents"]] == keys
    grouped = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 2}
    )
    assert [group["Prefix"] for page in grouped for group in page["CommonPrefixes"]] == ["a/", "b/", "c/"]
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})
    assert sorted(row["Key"] for row in deleted["Deleted"]) == keys


def test_waiters(s3: Any, bucket: str) -> None:
    s3.get_waiter("bucket_exists").wait(Bucket=bucket)
    with pytest.raises(WaiterError):
        s3.get_waiter("object_exists").wait(Bucket=bucket, Key="k", WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    s3.put_object(Bucket=bucket, Key="k")
    s3.get_waiter("object_exists").wait(Bucket=bucket, Key="k", WaiterConfig={"MaxAttempts": 1})
    s3.delete_object(Bucket=bucket, Key="k")
    s3.get_waiter("object_not_exists").wait(Bucket=bucket, Key="k", WaiterConfig={"MaxAttempts": 1})


def test_writes_under_conditions(s3: Any, bucket: str) -> None:
    # S3 User Guide, Conditional writes.
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"1", IfNoneMatch="*")["ETag"]
    with pytest.raises(ClientError) as there:
        s3.put_object(Bucket=bucket, Key="k", Body=b"2", IfNoneMatch="*")
    assert (there.value.response["Error"]["Code"], status(there)) == ("PreconditionFailed", 412)
    s3.put_object(Bucket=bucket, Key="k", Body=b"3", IfMatch=etag)
    with pytest.raises(ClientError) as changed:
        s3.put_object(Bucket=bucket, Key="k", Body=b"4", IfMatch=etag)
    assert status(changed) == 412
    with pytest.raises(ClientError) as same:
        s3.get_object(Bucket=bucket, Key="k", IfNoneMatch=s3.head_object(Bucket=bucket, Key="k")["ETag"])
    assert status(same) == 304
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"3"


def test_nobody_reads_without_credentials(client: Client, s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="k", Body=b"secret")
    anonymous = client("s3", config=Config(signature_version=UNSIGNED))
    with pytest.raises(ClientError) as refused:
        anonymous.get_object(Bucket=bucket, Key="k")
    assert (refused.value.response["Error"]["Code"], status(refused)) == ("AccessDenied", 403)


def test_a_body_that_is_not_what_it_says(s3: Any, bucket: str, server: Served) -> None:
    url = s3.generate_presigned_url(
        "put_object", Params={"Bucket": bucket, "Key": "k", "ContentMD5": "1B2M2Y8AsgTpgAmY7PhCfg=="}
    )
    # 1B2M2Y8AsgTpgAmY7PhCfg== is the MD5 of nothing.
    answer = send(url, server, "PUT", b"something", {"Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg=="})
    assert answer.status == 400
    assert b"<Code>BadDigest</Code>" in answer.body
    with pytest.raises(ClientError) as missing:
        s3.head_object(Bucket=bucket, Key="k")
    assert status(missing) == 404


def test_what_is_missing_is_named(s3: Any, bucket: str) -> None:
    with pytest.raises(ClientError) as refused:
        s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    assert status(refused) == 501
    assert refused.value.response["Error"]["Message"] == "Fogbank does not implement s3:PutBucketWebsite yet."
