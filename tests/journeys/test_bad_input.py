"""A loop of bad input against a whole server: a clear 4xx each time, no 5xx, and the server goes on.

"Clear" is a status from 400 to 499 with a body that names an error, or, for bytes that are no HTTP, a closed
connection. Mutations are drawn from the simulation's seed.
"""

import base64
import hashlib
import http.client
import json
import random
import socket
import urllib.parse
from collections.abc import Iterator

import boto3
import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from tests.app.served import Served, served

JSON_1_0 = "application/x-amz-json-1.0"
S3_MUTATIONS = 250
BODIES = 150


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served("--auth", "strict", data=tmp_path_factory.mktemp("bad")) as server:
        key = server.root_key
        client = boto3.client(
            "s3",
            endpoint_url=server.url,
            region_name="us-east-1",
            aws_access_key_id=key["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=key["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 1}),
        )
        client.create_bucket(Bucket="target")
        client.put_object(Bucket="target", Key="a", Body=b"hello")
        yield server
        assert client.get_object(Bucket="target", Key="a")["Body"].read() == b"hello"
        rows = server.admin("requests?limit=1000")
        assert [row for row in rows if row["status"] >= 500 and row["status"] != 501] == []


def signed(server: Served, service: str, method: str, target: str, body: bytes, headers: dict[str, str]) -> AWSRequest:
    key = server.root_key
    request = AWSRequest(method, server.url + target, headers, body)
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    secret = Credentials(key["AWS_ACCESS_KEY_ID"], key["AWS_SECRET_ACCESS_KEY"])
    signer(secret, service, "us-east-1").add_auth(request)
    return request


def send(server: Served, request: AWSRequest) -> tuple[int, bytes]:
    prepared = request.prepare()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        target = prepared.url.removeprefix(server.url)
        headers = {
            name: value.decode() if isinstance(value, bytes) else value for name, value in prepared.headers.items()
        }
        connection.request(prepared.method, target, prepared.body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def refused(server: Served, status: int, body: bytes, what: str) -> None:
    assert 400 <= status < 500, f"{what}: {status} {body[:300]!r}"
    assert body, what
    assert b"Traceback" not in body, what


def nested_json(depth: int) -> bytes:
    return b'{"QueueName":' + b'{"a":' * depth + b"1" + b"}" * (depth + 1)


XML = {
    "entity bomb": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key>'
    b"</Object></Delete>",
    "external entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&a;</Key></Object>'
    b"</Delete>",
    "depth": b"<a>" * 5000 + b"</a>" * 5000,
    "cut off": b"<Delete><Object><Key>a</Key>",
    "no XML": b"\0\1\2 this is no XML",
    "wrong encoding": b'<?xml version="1.0" encoding="UTF-8"?><Delete><Object><Key>\xff\xfe</Key></Object></Delete>',
    "another root": b"<Sesame/>",
    "two roots": b"<Delete/><Delete/>",
}


@pytest.mark.parametrize("name", XML)
def test_absurd_xml(server: Served, name: str) -> None:
    body = XML[name]
    digest = {"Content-MD5": base64.b64encode(hashlib.md5(body).digest()).decode()}
    status, answer = send(server, signed(server, "s3", "POST", "/target?delete", body, digest))
    refused(server, status, answer, name)


JSON = {
    "depth": nested_json(5000),
    "cut off": b'{"QueueName": "jo',
    "a list": b"[1, 2]",
    "a number": b"7",
    "no JSON": b"\0\1\2",
    "wrong types": b'{"QueueName": {"a": 1}}',
    "wrong encoding": b'{"QueueName": "\xff\xfe"}',
    "nothing": b"",
}


@pytest.mark.parametrize("name", JSON)
def test_absurd_json(server: Served, name: str) -> None:
    headers = {"X-Amz-Target": "AmazonSQS.CreateQueue", "Content-Type": JSON_1_0}
    status, answer = send(server, signed(server, "sqs", "POST", "/", JSON[name], headers))
    refused(server, status, answer, name)
    assert json.loads(answer)["__type"]


# For each service a good body of its own: what is broken is made of it.
QUERIES = {
    "iam": b"Action=CreateUser&Version=2010-05-08&UserName=jo",
    "sts": b"Action=GetCallerIdentity&Version=2011-06-15",
}
TARGETS = {
    "acm": "CertificateManager.RequestCertificate",
    "cloudtrail": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.CreateTrail",
    "kms": "TrentService.CreateAlias",
    "organizations": "AWSOrganizationsV20161128.CreateOrganizationalUnit",
}
BROKEN_QUERIES = {
    "no query": b"\0\1\2",
    "nothing": b"",
    "no action": b"Version=2010-05-08",
    "another action": b"Action=Sesame&Version=2010-05-08",
    "JSON": b'{"Action": "CreateUser"}',
    "XML": b"<Action>CreateUser</Action>",
    "wrong encoding": b"Action=CreateUser&Version=2010-05-08&UserName=%ff%fe",
    "broken escapes": b"Action=CreateUser&Version=2010-05-08&UserName=%zz%",
    "depth": b"Action=CreateUser&Version=2010-05-08&UserName" + b".a" * 5000 + b"=1",
}
BROKEN_JSON = {
    **JSON,
    "XML": b"<a/>",
    "a query": b"Action=CreateAlias",
    "twice": b"{}{}",
    "a text": b'"{}"',
    "null": b"null",
}


@pytest.mark.parametrize("service", QUERIES)
@pytest.mark.parametrize("name", BROKEN_QUERIES)
def test_absurd_queries_of_services(server: Served, service: str, name: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    status, answer = send(server, signed(server, service, "POST", "/", BROKEN_QUERIES[name], headers))
    refused(server, status, answer, f"{service}: {name}")
    assert b"<Code>" in answer


@pytest.mark.parametrize("service", TARGETS)
@pytest.mark.parametrize("name", BROKEN_JSON)
def test_absurd_json_of_services(server: Served, service: str, name: str) -> None:
    headers = {"X-Amz-Target": TARGETS[service], "Content-Type": "application/x-amz-json-1.1"}
    status, answer = send(server, signed(server, service, "POST", "/", BROKEN_JSON[name], headers))
    refused(server, status, answer, f"{service}: {name}")
    assert json.loads(answer)["__type"]


@pytest.mark.parametrize("service", [*QUERIES, *TARGETS])
def test_cut_and_turned_bodies_of_services(server: Served, service: str, simulation_seed: int) -> None:
    draw = random.Random(f"{simulation_seed} {service}")
    whole = QUERIES.get(service) or b'{"AliasName": "alias/a", "TargetKeyId": "b", "Name": "c", "ParentId": "r-abcd"}'
    kind = "x-www-form-urlencoded; charset=utf-8" if service in QUERIES else "x-amz-json-1.1"
    headers = {"Content-Type": f"application/{kind}"}
    if service in TARGETS:
        headers["X-Amz-Target"] = TARGETS[service]
    for number in range(30):
        at = draw.randrange(len(whole))
        body = whole[:at] + draw.randbytes(draw.randrange(1, 8)) + draw.choice([b"", whole[at:]])
        status, answer = send(server, signed(server, service, "POST", "/", body, headers))
        what = f"{service}, body {number} of seed {simulation_seed}: {body!r} {status} {answer[:300]!r}"
        assert status == 200 or 400 <= status < 500 or status == 501, what
        assert answer, what


def test_mutated_bodies(server: Served, simulation_seed: int) -> None:
    draw = random.Random(simulation_seed)
    whole = json.dumps({"QueueUrl": f"{server.url}/000000000000/absent", "MessageBody": "hello"}).encode()
    for number in range(BODIES):
        body = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(body))
            if draw.random() < 0.5:
                body[at] = draw.randrange(256)
            else:
                del body[at:]
                body += draw.randbytes(draw.randrange(1, 8))
        operation = draw.choice(["SendMessage", "SendMessageBatch", "ReceiveMessage", "SetQueueAttributes", "Nonsense"])
        headers = {"X-Amz-Target": f"AmazonSQS.{operation}", "Content-Type": JSON_1_0}
        status, answer = send(server, signed(server, "sqs", "POST", "/", bytes(body), headers))
        refused(server, status, answer, f"body {number} of seed {simulation_seed}: {bytes(body)!r}")


def test_wrong_signatures(server: Served, simulation_seed: int) -> None:
    draw = random.Random(simulation_seed)
    for number in range(S3_MUTATIONS):
        request = signed(server, "s3", "GET", "/target/a", b"", {"x-amz-meta-x": "1"})
        text = request.headers["Authorization"]
        at = draw.randrange(len(text))
        mutated = text[:at] + draw.choice("aZ09/=, ;\t") + text[at + draw.randrange(1, 4) :]
        if mutated.replace(" ", "") == text.replace(" ", "") or not mutated.startswith("AWS4-HMAC-SHA256"):
            continue
        del request.headers["Authorization"]
        request.headers["Authorization"] = mutated
        status, answer = send(server, request)
        refused(server, status, answer, f"signature {number} of seed {simulation_seed}: {mutated}")


def test_another_body_than_the_signed_one(server: Served) -> None:
    request = signed(server, "s3", "PUT", "/target/b", b"hello", {})
    request.data = b"jello"
    status, answer = send(server, request)
    refused(server, status, answer, "another body")
    assert b"XAmzContentSHA256Mismatch" in answer or b"SignatureDoesNotMatch" in answer


def test_absurd_queries(server: Served, simulation_seed: int) -> None:
    draw = random.Random(simulation_seed)
    names = [
        "delete",
        "uploads",
        "uploadId",
        "partNumber",
        "versionId",
        "list-type",
        "max-keys",
        "encoding-type",
        "acl",
    ]
    for number in range(BODIES):
        query = "&".join(
            f"{draw.choice(names)}={urllib.parse.quote(draw.randbytes(draw.randrange(0, 6)))}"
            for _ in range(draw.randrange(1, 5))
        )
        method = draw.choice(["POST", "PUT"])
        request = signed(server, "s3", method, f"/absent-bucket/a?{query}", draw.randbytes(20), {})
        status, answer = send(server, request)
        assert 400 <= status < 500 or status == 501, (
            f"query {number} of seed {simulation_seed}: {query} {status} {answer!r}"
        )


def test_random_bytes_and_cut_requests(server: Served, simulation_seed: int) -> None:
    draw = random.Random(simulation_seed)
    whole = b"PUT /target/a HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\nhello"
    for number in range(100):
        data = draw.randbytes(draw.randrange(1, 200)) if number % 2 else whole[: draw.randrange(1, len(whole))]
        if data[0] == 0x16:
            continue  # that is TLS, and waits for the rest of it
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as peer:
            peer.sendall(data)
            peer.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: peer.recv(65536), b""))
        what = f"bytes {number} of seed {simulation_seed}: {data[:40]!r} {answer[:60]!r}"
        assert answer == b"" or answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4")), what


def test_header_flood(server: Served) -> None:
    for flood in (b"X-A: b\r\n" * 5000, b"X-" + b"a" * 200_000 + b": b\r\n", b"X-A: " + b"b" * 200_000 + b"\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as peer:
            try:
                peer.sendall(b"GET /target/a HTTP/1.1\r\nHost: h\r\n" + flood + b"\r\n")
                answer = peer.recv(65536)
            except ConnectionError:
                continue
            assert answer.startswith(b"HTTP/1.1 4"), answer[:60]
