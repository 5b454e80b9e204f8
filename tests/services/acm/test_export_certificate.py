"""ExportCertificate. Source: ACM API Reference, ExportCertificate; User Guide, exportable public certificates."""

from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from tests.services.acm.conftest import DAY_S, Acm, Made

ASKED: dict[str, Any] = {"Passphrase": b"secret"}
EXPORTABLE = {"Export": "ENABLED"}


class TestShape:
    def test_the_key_is_closed_with_the_passphrase(self, acm: Acm) -> None:
        arn = acm.issued(Options=EXPORTABLE)
        answer = acm.call("ExportCertificate", CertificateArn=arn, Passphrase=b"open sesame")
        told = acm.call("GetCertificate", CertificateArn=arn)
        assert {name: answer[name] for name in told} == told
        assert answer["PrivateKey"].startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
        key = serialization.load_pem_private_key(answer["PrivateKey"].encode(), b"open sesame")
        leaf = x509.load_pem_x509_certificate(answer["Certificate"].encode())
        assert key.public_key() == leaf.public_key()


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException; ThrottlingException never."""
        acm.refuses_wrong_arns("ExportCertificate", **ASKED)

    def test_only_what_was_requested_as_exportable(self, acm: Acm, now: float) -> None:
        for arn in (acm.issued(), acm.imported(Made(now, "example.com"))):
            error = acm.error("ExportCertificate", CertificateArn=arn, **ASKED)
            assert (error.code, error.message) == ("ValidationException", f"The certificate {arn} is not exportable.")

    def test_not_before_it_is_issued(self, acm: Acm) -> None:
        arn = acm.requested(Options=EXPORTABLE)
        assert acm.error("ExportCertificate", CertificateArn=arn, **ASKED).code == "RequestInProgressException"

    @pytest.mark.parametrize("passphrase", [b"abc", b"a" * 129, b"secret#", b"secret$", b"secret%", "sécret".encode()])
    def test_passphrases(self, acm: Acm, passphrase: bytes) -> None:
        """4 to 128 bytes of ASCII, but #, $ and %."""
        arn = acm.issued(Options=EXPORTABLE)
        error = acm.error("ExportCertificate", CertificateArn=arn, Passphrase=passphrase)
        assert error.code == "ValidationException"

    def test_not_once_it_has_expired(self, acm: Acm) -> None:
        arn = acm.issued(Options=EXPORTABLE)
        acm.driver.advance(199 * DAY_S)
        assert acm.error("ExportCertificate", CertificateArn=arn, **ASKED).code == "ValidationException"


class TestBehaviour:
    def test_an_exported_certificate_is_renewed(self, acm: Acm) -> None:
        arn = acm.exported()
        assert acm.detail(arn)["RenewalEligibility"] == "ELIGIBLE"
        (summary,) = acm.call("ListCertificates", Includes={"keyTypes": ["EC_prime256v1"]})["CertificateSummaryList"]
        assert (summary["Exported"], summary["ExportOption"]) == (True, "ENABLED")
        acm.driver.advance(140 * DAY_S)
        detail = acm.detail(arn)
        assert detail["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
        # Source: User Guide, Managed certificate renewal: exported since being issued or last renewed.
        assert detail["RenewalEligibility"] == "INELIGIBLE"
