"""The admin API of a running server. Its form: docs/interfaces.md, "The admin API"."""

import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.app.served import Served, served


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        yield server


def ask(server: Served, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        content = body if isinstance(body, bytes | None) else json.dumps(body)
        connection.request(method, f"/_fogbank/{path}", content, headers)
        response = connection.getresponse()
        assert response.headers["Content-Type"] == "application/json"
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def test_health(server: Served) -> None:
    status, health = ask(server, "GET", "health")
    assert status == 200
    assert health["status"] == "ok"
    assert health["services"]["sqs"] == "available"
    assert 0 < health["started_ms"] < 30000
    assert set(health) == {"status", "version", "services", "started_ms", "driver", "dns"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, "Say one or more"),
        ({"forward": 1}, "Say one or more"),
        ({"advance": -1}, "Time only goes forward"),
        ({"advance": "soon"}, "neither a number nor an ISO 8601 instant"),
        ({"advance": None}, "is not a number"),
        ({"advance": True}, "is not a number"),
        ({"set": 0}, "Time only goes forward"),
        ({"rate": 0}, "above 0"),
        ({"frozen": 1}, "neither true nor false"),
        ([1], "The body is a JSON object"),
        (b"{", "line 1 column 2"),
        (b"\xff", "line 1 column 1"),
    ],
)
def test_wrong_settings_of_the_clock_change_nothing(server: Served, change: Any, error: str) -> None:
    before = server.admin("clock", {"frozen": True})
    try:
        status, answer = ask(server, "POST", "clock", change)
        assert status == 400
        assert error.lower() in answer["error"].lower()
        assert server.admin("clock") == before
    finally:
        server.admin("clock", {"frozen": False})


@pytest.mark.parametrize(
    ("change", "error"),
    [(b'{"advance": NaN}', "line 1"), (b'{"advance": 1e999}', ""), (b'{"rate": 1e999}', ""), (b'{"set": 1e300}', "")],
)
def test_numbers_that_are_no_time_are_refused(change: Any, error: str) -> None:
    with served() as server:  # of its own: one that believes such a number does not answer any more
        try:
            status, answer = ask(server, "POST", "clock", change)
        except TimeoutError:
            server.kill()
            raise
    assert status == 400
    assert error.lower() in answer["error"].lower()


def test_the_clock_takes_instants_as_text(server: Served) -> None:
    there = datetime.fromtimestamp(server.admin("clock")["now"] + 40 * 86400, UTC).replace(microsecond=0)
    answer = server.admin("clock", {"set": there.isoformat()})
    assert 0 <= answer["now"] - there.timestamp() < 60


def test_unknown_paths_are_404(server: Served) -> None:
    for method, path in (("GET", "nothing"), ("DELETE", "clock"), ("POST", "snapshots"), ("PUT", "snapshots/a/b/c")):
        status, answer = ask(server, method, path)
        assert status == 404
        assert answer["error"].startswith("There is no ")


@pytest.mark.parametrize("name", ["..", "a%2Fb", ".hidden", "sp%20ace"])
def test_names_of_snapshots_are_checked(server: Served, name: str) -> None:
    status, answer = ask(server, "POST", f"snapshots/{name}")
    assert status in (400, 404)
    assert "error" in answer


def test_an_unknown_snapshot_is_404(server: Served) -> None:
    assert ask(server, "PUT", "snapshots/nothing/load") == (404, {"error": "There is no snapshot 'nothing'."})


def test_other_sites_pages_are_refused(server: Served) -> None:
    # A page of any site may make a browser POST here; browsers say where the page is from.
    status, _ = ask(server, "POST", "reset", Origin="http://example.com")
    assert status == 403


def test_requests_are_the_last_calls_newest_first(server: Served) -> None:
    sts = boto3.client(
        "sts",
        endpoint_url=server.url,
        region_name="eu-west-3",
        aws_access_key_id="111111111111",
        aws_secret_access_key="x",
    )
    ids = [sts.get_caller_identity()["ResponseMetadata"]["RequestId"] for _ in range(3)]
    told = server.admin("requests?limit=3")
    assert [call["id"] for call in told] == ids[::-1]
    newest = told[0]
    assert (newest["service"], newest["operation"], newest["status"]) == ("sts", "GetCallerIdentity", 200)
    assert newest["principal"] == "arn:aws:iam::111111111111:root"
    assert newest["ms"] >= 0
    assert ask(server, "GET", "requests?limit=many")[0] == 400
    assert server.admin(f"requests/{ids[0]}") == {**told[-1], "message": "", "detail": "", "decisions": []}
    assert ask(server, "GET", "requests/x") == (404, {"error": "There is no call x among the last ones."})


def test_a_snapshot_brings_time_and_data_back(tmp_path: Path) -> None:
    with served(data=tmp_path) as server:
        s3 = boto3.client(
            "s3", endpoint_url=server.url, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t"
        )
        s3.create_bucket(Bucket="pictures")
        s3.put_object(Bucket="pictures", Key="small", Body=b"1")
        s3.put_object(Bucket="pictures", Key="large", Body=b"2" * 3_000_000)
        before = server.admin("clock")["now"]
        assert server.admin("snapshots/a", {}) == {"saved": "a"}
        s3.delete_object(Bucket="pictures", Key="small")
        s3.put_object(Bucket="pictures", Key="large", Body=b"3" * 3_000_000)
        server.advance(7 * 86400.0)
        assert server.admin("snapshots/a/load", method="PUT") == {"loaded": "a"}
        assert 0 <= server.admin("clock")["now"] - before < 60
        assert s3.get_object(Bucket="pictures", Key="small")["Body"].read() == b"1"
        assert s3.get_object(Bucket="pictures", Key="large")["Body"].read() == b"2" * 3_000_000
        assert server.admin("snapshots") == {"snapshots": ["a"]}
        server.admin("reset", {})
        assert s3.list_buckets()["Buckets"] == []
        server.admin("snapshots/a/load", method="PUT")
        assert s3.get_object(Bucket="pictures", Key="large")["Body"].read() == b"2" * 3_000_000
