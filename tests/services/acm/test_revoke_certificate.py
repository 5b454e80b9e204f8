"""RevokeCertificate. Source: ACM API Reference, RevokeCertificate; User Guide, Revoke an ACM public certificate."""

from typing import Any

import pytest

from fogbank.kernel.certificates import servable
from tests.services.acm.conftest import DAY_S, Acm

ASKED: dict[str, Any] = {"RevocationReason": "SUPERSEDED"}


class TestShape:
    def test_it_answers_the_arn(self, acm: Acm) -> None:
        arn = acm.exported()
        assert acm.call("RevokeCertificate", CertificateArn=arn, **ASKED) == {"CertificateArn": arn}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException, AccessDeniedException. ConflictException
        and ThrottlingException come of nothing that a request can say.
        """
        acm.refuses_wrong_arns("RevokeCertificate", **ASKED)

    def test_only_what_has_been_exported(self, acm: Acm) -> None:
        for arn in (acm.issued(Options={"Export": "ENABLED"}), acm.requested()):
            error = acm.error("RevokeCertificate", CertificateArn=arn, **ASKED)
            assert error.message == "You can only revoke certificates that have been previously exported."

    def test_not_while_something_uses_it(self, acm: Acm) -> None:
        arn = acm.exported()
        acm.use(arn)
        assert acm.error("RevokeCertificate", CertificateArn=arn, **ASKED).code == "ResourceInUseException"

    @pytest.mark.parametrize("reason", ["KEY_COMPROMISE", "CA_COMPROMISE", "CERTIFICATE_HOLD", "BORED"])
    def test_reasons(self, acm: Acm, reason: str) -> None:
        error = acm.error("RevokeCertificate", CertificateArn=acm.exported(), RevocationReason=reason)
        assert error.code == "ValidationException"


class TestBehaviour:
    def test_it_is_for_ever(self, acm: Acm) -> None:
        arn = acm.exported()
        acm.call("RevokeCertificate", CertificateArn=arn, **ASKED)
        detail = acm.detail(arn)
        assert (detail["Status"], detail["RevocationReason"]) == ("REVOKED", "SUPERSEDED")
        assert detail["RevokedAt"] == acm.driver.now()
        assert detail["RenewalEligibility"] == "INELIGIBLE"
        for operation, params in (("RevokeCertificate", ASKED), ("ExportCertificate", {"Passphrase": b"secret"})):
            assert acm.error(operation, CertificateArn=arn, **params).code == "ValidationException"
        acm.driver.advance(300 * DAY_S)
        assert acm.detail(arn)["Status"] == "REVOKED"

    def test_no_endpoint_may_begin_to_serve_it(self, acm: Acm) -> None:
        arn = acm.exported()
        acm.call("RevokeCertificate", CertificateArn=arn, **ASKED)
        served = servable(acm.driver.cloud.kernel.store.begin(0.0), arn)
        assert served is not None
        assert not served.valid
