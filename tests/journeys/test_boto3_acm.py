"""Certificates with boto3: requested, proved, exported, and served by a real TLS server. Rows ACM-001 to ACM-006."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import serialization

from tests.app.served import Served, fogbank_command
from tests.services.acm.conftest import Made


@pytest.fixture
def acm(server: Served, session: boto3.Session) -> Any:
    return session.client("acm", endpoint_url=server.url)


def prove(server: Served, acm: Any, arn: str) -> None:
    """Put the records where ACM looks for them, as somebody does who has a zone elsewhere."""
    options = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
    records = [option["ResourceRecord"] for option in options]
    server.admin("world", {"dns": {record["Name"]: {record["Type"]: [record["Value"]]} for record in records}})
    server.admin("clock", {"advance": 0})


@contextmanager
def serving(certificate: Path) -> Iterator[int]:
    """A web server behind TLS with a file of key, certificate and chain; its port."""

    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 # the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def ask(port: int, name: str, root: Path) -> bytes:
    """What a client that trusts one root reads from a server of this name."""
    import http.client
    import socket

    context = ssl.create_default_context(cafile=str(root))
    with (
        socket.create_connection(("127.0.0.1", port), 10) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        secure.sendall(f"GET / HTTP/1.0\r\nHost: {name}\r\n\r\n".encode())
        response = http.client.HTTPResponse(secure)
        response.begin()
        return response.read()


def test_an_exported_certificate_is_served_to_clients_that_trust_the_local_root(
    server: Served, acm: Any, tmp_path: Path
) -> None:
    """ACM-001. Without its chain it is not trusted, as with a certificate of Amazon's."""
    arn = acm.request_certificate(
        DomainName="shop.example.com",
        SubjectAlternativeNames=["*.shop.example.com"],
        ValidationMethod="DNS",
        Options={"Export": "ENABLED"},
    )["CertificateArn"]
    with pytest.raises(ClientError, match="RequestInProgressException"):
        acm.get_certificate(CertificateArn=arn)
    prove(server, acm, arn)
    acm.get_waiter("certificate_validated").wait(CertificateArn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 10})

    export = acm.export_certificate(CertificateArn=arn, Passphrase=b"open sesame")
    key = serialization.load_pem_private_key(export["PrivateKey"].encode(), b"open sesame")
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    root = Path(fogbank_command("ca", "path", "--data", str(server.data)).stdout.strip())
    whole, alone = tmp_path / "whole.pem", tmp_path / "alone.pem"
    whole.write_bytes(plain + (export["Certificate"] + export["CertificateChain"]).encode())
    alone.write_bytes(plain + export["Certificate"].encode())
    with serving(whole) as port:
        assert ask(port, "shop.example.com", root) == b"hello"
        assert ask(port, "a.shop.example.com", root) == b"hello"
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            ask(port, "example.com", root)
    with serving(alone) as port, pytest.raises(ssl.SSLCertVerificationError, match="local issuer"):
        ask(port, "shop.example.com", root)


def test_an_imported_certificate_of_another_authority_comes_back_to_serve(
    server: Served, acm: Any, tmp_path: Path
) -> None:
    """ACM-002, ACM-006: a client that trusts the private authority connects."""
    # Valid by the cloud's clock, which other journeys turn, and by the machine's, by which the client goes.
    now, years = server.admin("clock")["now"], (-1000, 1000)
    root = Made(now, subject="A private root", authority=True, usages=(), purposes=(), days=years)
    made = Made(now, "intranet.example.com", above=root, days=years)
    arn = acm.import_certificate(Certificate=made.pem, PrivateKey=made.key_pem, CertificateChain=made.chain)[
        "CertificateArn"
    ]
    told = acm.get_certificate(CertificateArn=arn)
    file, trusted = tmp_path / "served.pem", tmp_path / "root.pem"
    file.write_bytes(made.key_pem + (told["Certificate"] + told["CertificateChain"]).encode())
    trusted.write_bytes(root.pem)
    with serving(file) as port:
        assert ask(port, "intranet.example.com", trusted) == b"hello"


def test_mail_arrives_and_its_link_is_followed(server: Served, acm: Any) -> None:
    """ACM-003: a certificate that is validated by mail is issued once somebody approves it."""
    arn = acm.request_certificate(DomainName="mail.example.com", ValidationMethod="EMAIL")["CertificateArn"]
    mails = [mail for mail in server.admin("sinks/mail") if mail["to"].endswith("@mail.example.com")]
    assert {mail["to"].partition("@")[0] for mail in mails} == {
        "admin",
        "administrator",
        "hostmaster",
        "postmaster",
        "webmaster",
    }
    link = next(word for word in mails[0]["body"].split() if "/_fogbank/links/" in word)
    assert link.startswith(server.url)
    code = link.rpartition("/")[2]
    assert server.admin(f"links/{code}", method="POST") == {"followed": code}
    server.admin("clock", {"advance": 0})
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"] == "ISSUED"


def test_the_clock_renews_what_is_exported(server: Served, acm: Any) -> None:
    """ACM-004."""
    arn = acm.request_certificate(
        DomainName="renewed.example.com",
        ValidationMethod="DNS",
        KeyAlgorithm="EC_prime256v1",
        Options={"Export": "ENABLED"},
    )["CertificateArn"]
    prove(server, acm, arn)
    acm.export_certificate(CertificateArn=arn, Passphrase=b"open sesame")
    before = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    server.admin("clock", {"advance": 150 * 86_400})
    after = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert after["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
    assert after["NotAfter"] > before["NotAfter"]


def test_errors_have_the_codes_of_aws(acm: Any) -> None:
    arn = "arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000"
    with pytest.raises(acm.exceptions.ResourceNotFoundException, match="Could not find certificate"):
        acm.describe_certificate(CertificateArn=arn)
    with pytest.raises(acm.exceptions.ValidationException):
        acm.request_certificate(DomainName="no_name")
    pages = acm.get_paginator("list_certificates").paginate(PaginationConfig={"PageSize": 1})
    assert all(page["CertificateSummaryList"] is not None for page in pages)


def test_acme_endpoints_say_that_they_do_not_exist_yet(acm: Any) -> None:
    with pytest.raises(ClientError, match="Fogbank does not implement acm:ListAcmeEndpoints yet"):
        acm.list_acme_endpoints()
