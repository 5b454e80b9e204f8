"""HTTPS on the same port, with the authority that `fogbank ca` shows."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import SSLError

from tests.app.served import Served, environment, fogbank_command


@pytest.fixture(scope="module")
def trusted(server: Served) -> Path:
    """The authority's certificate, as `fogbank ca` shows it."""
    told = fogbank_command("ca", "--data", str(server.data))
    assert told.returncode == 0, told.stderr
    path = Path(told.stdout.splitlines()[0].removeprefix("Certificate: "))
    pem = fogbank_command("ca", "--pem", "--data", str(server.data)).stdout
    assert pem == path.read_text()
    assert pem.startswith("-----BEGIN CERTIFICATE-----\n")
    return path


def https(server: Served, session: boto3.Session, service: str, **options: Any) -> Any:
    return session.client(service, endpoint_url=server.url.replace("http:", "https:"), **options)


def test_boto3_trusts_the_authority(server: Served, session: boto3.Session, trusted: Path) -> None:
    s3 = https(server, session, "s3", verify=str(trusted))
    s3.create_bucket(Bucket="over-tls")
    body = bytes(range(256)) * 40_000
    s3.put_object(Bucket="over-tls", Key="k", Body=body)
    assert s3.get_object(Bucket="over-tls", Key="k")["Body"].read() == body
    sqs = https(server, session, "sqs", verify=str(trusted))
    url = sqs.create_queue(QueueName="over-tls")["QueueUrl"]
    assert url == f"https://127.0.0.1:{server.port}/000000000000/over-tls"
    sqs.send_message(QueueUrl=url, MessageBody="sealed")
    assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "sealed"


def test_without_the_authority_nothing_is_sent(server: Served, session: boto3.Session) -> None:
    with pytest.raises(SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        https(server, session, "s3").list_buckets()


def test_the_variables_of_env(server: Served, trusted: Path) -> None:
    variables = json.loads(fogbank_command("env", "--https", "--shell", "json", "--data", str(server.data)).stdout)
    assert variables["AWS_ENDPOINT_URL"] == f"https://127.0.0.1:{server.port}"
    assert variables["AWS_CA_BUNDLE"] == variables["NODE_EXTRA_CA_CERTS"] == str(trusted)
    done = subprocess.run(
        [sys.executable, "-m", "awscli", "sts", "get-caller-identity", "--query", "Account", "--output", "text"],
        check=False,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "000000000000\n"), done.stderr


@pytest.mark.parametrize(
    "name", ["localhost", "127.0.0.1", "pictures.s3.us-east-1.amazonaws.com", "pictures.localhost"]
)
def test_the_certificate_fits_every_name(server: Served, trusted: Path, name: str) -> None:
    # --connect-to: resolved by nobody, as with a proxy or an own DNS server.
    command = ["curl", "-sS", "--cacert", str(trusted), "--connect-to", f"{name}:443:127.0.0.1:{server.port}"]
    done = subprocess.run(
        [*command, "-o", "/dev/null", "-w", "%{http_code}", f"https://{name}/"],
        check=False, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # S3, for somebody without credentials: there is no such bucket, and nothing is told of those that there are.
    assert done.stdout == ("404" if name.startswith("pictures.") else "403")


def test_the_authority_outlives_the_server(server: Served, trusted: Path, session: boto3.Session) -> None:
    again = fogbank_command("ca", "--data", str(server.data)).stdout
    assert again.splitlines()[0] == f"Certificate: {trusted}"
    assert https(server, session, "sts", verify=str(trusted)).get_caller_identity()["Account"] == "000000000000"


def test_plain_and_tls_share_the_port(server: Served, trusted: Path, session: boto3.Session) -> None:
    with urllib.request.urlopen(f"{server.url}/_fogbank/health", timeout=30) as answer:
        assert json.load(answer)["status"] == "ok"
    assert https(server, session, "sqs", verify=str(trusted)).list_queues()
