"""The AWS CLI, unmodified, told nothing but the endpoint."""

import hashlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.app.served import KEYS, Served, environment

Aws = Callable[..., str]


@pytest.fixture
def aws(server: Served, tmp_path: Path) -> Aws:
    """Runs the AWS CLI in an empty directory and gives its output; fails the test where it fails.

    Version 1 of the CLI does not look at AWS_ENDPOINT_URL for a few services, SQS among them: it is told by option.
    """
    env = environment(**KEYS, AWS_DEFAULT_OUTPUT="json", HOME=str(tmp_path))

    def run(*arguments: str, fails: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "awscli", "--endpoint-url", server.url, *arguments],
            check=False,
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    return run


def read(aws: Aws, *arguments: str) -> Any:
    return json.loads(aws(*arguments) or "{}")


def test_who_am_i(aws: Aws) -> None:
    # STS API Reference, GetCallerIdentity: for the root of an account the id is its number.
    assert read(aws, "sts", "get-caller-identity") == {
        "UserId": "000000000000",
        "Account": "000000000000",
        "Arn": "arn:aws:iam::000000000000:root",
    }


def test_the_variable_alone_is_enough(server: Served) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "awscli", "sts", "get-caller-identity", "--query", "Account", "--output", "text"],
        check=False,
        env=environment(**KEYS, AWS_ENDPOINT_URL=server.url),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "000000000000\n"), done.stderr


def test_a_file_goes_to_s3_and_comes_back(aws: Aws, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text("hello")
    assert aws("s3", "mb", "s3://there-and-back") == "make_bucket: there-and-back\n"
    assert "upload: ./hello.txt to s3://there-and-back/hello.txt" in aws("s3", "cp", "hello.txt", "s3://there-and-back")
    listed = aws("s3", "ls", "s3://there-and-back").split()
    assert listed[2:] == ["5", "hello.txt"]
    aws("s3", "cp", "s3://there-and-back/hello.txt", "back.txt")
    assert (tmp_path / "back.txt").read_text() == "hello"
    assert aws("s3", "cp", "s3://there-and-back/hello.txt", "-") == "hello"
    assert "remove_bucket failed" in aws("s3", "rb", "s3://there-and-back", fails=1)
    assert aws("s3", "rm", "s3://there-and-back/hello.txt") == "delete: s3://there-and-back/hello.txt\n"
    assert aws("s3", "rb", "s3://there-and-back") == "remove_bucket: there-and-back\n"
    assert "there-and-back" not in aws("s3", "ls")


def test_a_large_file_goes_in_parts(aws: Aws, tmp_path: Path) -> None:
    content = b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() * 4096 for number in range(160))
    (tmp_path / "large").write_bytes(content)
    aws("s3", "mb", "s3://large-files")
    aws("s3", "cp", "large", "s3://large-files/large")
    # The CLI sends files of 8 MiB and more in parts of 8 MiB, so 20 MiB have three parts and an ETag ending in -3.
    assert read(aws, "s3api", "head-object", "--bucket", "large-files", "--key", "large")["ETag"].endswith('-3"')
    aws("s3", "cp", "s3://large-files/large", "back")
    assert (tmp_path / "back").read_bytes() == content
    aws("s3", "cp", "s3://large-files/large", "s3://large-files/copy")
    assert read(aws, "s3api", "head-object", "--bucket", "large-files", "--key", "copy")["ContentLength"] == len(
        content
    )


def test_a_directory_is_kept_in_step(aws: Aws, tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/d e+f%.txt", "ü/ø.txt"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name)
    aws("s3", "mb", "s3://site")
    assert aws("s3", "sync", "site", "s3://site").count("upload:") == 4
    assert aws("s3", "sync", "site", "s3://site") == ""
    (tmp_path / "site/a.txt").write_text("changed")
    (tmp_path / "site/b/c.txt").unlink()
    again = aws("s3", "sync", "--delete", "site", "s3://site")
    assert again.count("upload:") == again.count("delete:") == 1
    aws("s3", "sync", "s3://site", "copy")
    assert {str(path.relative_to(tmp_path / "copy")) for path in (tmp_path / "copy").rglob("*.txt")} == {
        "a.txt",
        "b/d e+f%.txt",
        "ü/ø.txt",
    }
    assert (tmp_path / "copy/a.txt").read_text() == "changed"
    assert "PRE b/" in aws("s3", "ls", "s3://site/")
    assert "move: s3://site/a.txt to s3://site/moved.txt" in aws("s3", "mv", "s3://site/a.txt", "s3://site/moved.txt")
    assert aws("s3", "rm", "--recursive", "s3://site").count("delete:") == 3
    aws("s3", "rb", "s3://site")


def test_a_presigned_address_needs_no_credentials(aws: Aws, server: Served, tmp_path: Path) -> None:
    (tmp_path / "page").write_text("for everybody with the address")
    aws("s3", "mb", "s3://shared")
    aws("s3", "cp", "page", "s3://shared/page", "--content-type", "text/html")
    address = aws("s3", "presign", "s3://shared/page", "--expires-in", "600").strip()
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.read() == b"for everybody with the address"
        assert answer.headers["Content-Type"] == "text/html"
    curl = subprocess.run(["curl", "-fsS", address], capture_output=True, text=True, timeout=30, check=True)
    assert curl.stdout == "for everybody with the address"


def test_s3api(aws: Aws, tmp_path: Path) -> None:
    (tmp_path / "body").write_text("0123456789")
    at = ("--bucket", "details")
    aws(
        "s3api",
        "create-bucket",
        *at,
        "--region",
        "eu-west-3",
        "--create-bucket-configuration",
        "LocationConstraint=eu-west-3",
    )
    assert read(aws, "s3api", "get-bucket-location", *at) == {"LocationConstraint": "eu-west-3"}
    put = read(aws, "s3api", "put-object", *at, "--key", "k", "--body", "body", "--metadata", "colour=blue")
    # MD5 of "0123456789": `printf 0123456789 | md5sum`.
    assert put["ETag"] == '"781e5e245d69b566979b86e28d23f2c7"'
    got = read(aws, "s3api", "get-object", *at, "--key", "k", "--range", "bytes=2-4", "part")
    assert (tmp_path / "part").read_text() == "234"
    assert (got["ContentRange"], got["Metadata"]) == ("bytes 2-4/10", {"colour": "blue"})
    missing = aws("s3api", "get-object", *at, "--key", "none", "part", fails=255)
    assert (
        "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist."
        in missing
    )
    aws("s3api", "put-bucket-versioning", *at, "--versioning-configuration", "Status=Enabled")
    aws("s3api", "put-object", *at, "--key", "k", "--body", "body")
    aws("s3api", "delete-object", *at, "--key", "k")
    versions = read(aws, "s3api", "list-object-versions", *at)
    assert (len(versions["Versions"]), len(versions["DeleteMarkers"])) == (2, 1)


def test_what_is_not_there_says_so(aws: Aws) -> None:
    # docs/interfaces.md: an operation that is not implemented answers 501, naming itself.
    told = aws("kms", "describe-custom-key-stores", fails=255)
    assert "An error occurred (NotImplemented) when calling the DescribeCustomKeyStores operation" in told
    assert "Fogbank does not implement kms:DescribeCustomKeyStores yet." in told


def test_the_session_of_the_seed(aws: Aws) -> None:
    """Row SQS-025: all attributes, send, receive, delete by handle, long poll for up to ten."""
    url = read(aws, "sqs", "create-queue", "--queue-name", "session")["QueueUrl"]
    at = ("--queue-url", url)
    attributes = read(aws, "sqs", "get-queue-attributes", *at, "--attribute-names", "All")["Attributes"]
    assert attributes["QueueArn"] == "arn:aws:sqs:us-east-1:000000000000:session"
    # SQS API Reference, SetQueueAttributes: 30 s and 4 days are the defaults.
    assert (attributes["VisibilityTimeout"], attributes["MessageRetentionPeriod"]) == ("30", "345600")
    sent = read(aws, "sqs", "send-message", *at, "--message-body", "INSERTMESSAGE")
    assert sent["MD5OfMessageBody"] == hashlib.md5(b"INSERTMESSAGE").hexdigest()
    (message,) = read(aws, "sqs", "receive-message", *at)["Messages"]
    assert (message["Body"], message["MessageId"]) == ("INSERTMESSAGE", sent["MessageId"])
    aws("sqs", "delete-message", *at, "--receipt-handle", message["ReceiptHandle"])
    poll = ("sqs", "receive-message", "--max-number-of-messages", "10", *at)
    assert aws(*poll, "--wait-time-seconds", "1") == ""
    entries = json.dumps([{"Id": str(number), "MessageBody": str(number)} for number in range(10)])
    assert len(read(aws, "sqs", "send-message-batch", *at, "--entries", entries)["Successful"]) == 10
    got: list[str] = []
    for region in ((), ("--region", "us-east-1")):
        got += [m["Body"] for m in read(aws, *poll, "--wait-time-seconds", "10", *region).get("Messages", ())]
        if len(got) == 10:
            break
    assert sorted(got) == [str(number) for number in range(10)]


def test_all_pages_of_queues(aws: Aws) -> None:
    for number in range(5):
        aws("sqs", "create-queue", "--queue-name", f"page-{number}")
    listed = read(aws, "sqs", "list-queues", "--queue-name-prefix", "page-", "--page-size", "2")["QueueUrls"]
    assert [url.rpartition("/")[2] for url in listed] == [f"page-{number}" for number in range(5)]
