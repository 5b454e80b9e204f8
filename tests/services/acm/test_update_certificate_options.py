"""UpdateCertificateOptions. Source: ACM API Reference, UpdateCertificateOptions, CertificateOptions, UpdateSummary."""

from typing import Any

from tests.services.acm.conftest import DAY_S, Acm, Made

TO_DNS: dict[str, Any] = {"Options": {"ValidationMethod": "DNS"}}


def record(acm: Acm, arn: str) -> dict[str, str]:
    (summary,) = acm.call("ListCertificateDomainValidations", CertificateArn=arn)["DomainValidationSummaryList"]
    challenge = summary["RequestedValidationConfiguration"]["ValidationChallenge"]
    found: dict[str, str] = challenge["DnsValidationChallenge"]["ResourceRecord"]
    return found


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert acm.call("UpdateCertificateOptions", CertificateArn=acm.approved("example.com"), **TO_DNS) == {}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException; LimitExceededException never."""
        acm.refuses_wrong_arns("UpdateCertificateOptions", **TO_DNS)

    def test_not_of_imports_and_not_before_it_is_issued(self, acm: Acm, now: float) -> None:
        for arn in (acm.imported(Made(now, "a.com")), acm.mailed("a.com")):
            error = acm.error("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS)
            assert error.code == "InvalidStateException"

    def test_export_stays_as_it_was_requested(self, acm: Acm) -> None:
        arn = acm.issued()
        error = acm.error("UpdateCertificateOptions", CertificateArn=arn, Options={"Export": "ENABLED"})
        assert error.message == "You cannot update the value of Export after the certificate is created."
        acm.call("UpdateCertificateOptions", CertificateArn=arn, Options={"Export": "DISABLED"})

    def test_only_from_mail_to_dns(self, acm: Acm) -> None:
        for method in ("EMAIL", "HTTP"):
            options = {"ValidationMethod": method}
            error = acm.error("UpdateCertificateOptions", CertificateArn=acm.issued(), Options=options)
            assert error.code == "ValidationException"

    def test_one_change_at_a_time(self, acm: Acm) -> None:
        arn = acm.approved("example.com")
        acm.call("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS)
        assert acm.error("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS).code == "ConflictException"


class TestBehaviour:
    def test_nobody_opts_out_of_transparency_logging(self, acm: Acm) -> None:
        """Source: API Reference: opt-out is no longer available."""
        arn = acm.issued(Options={"CertificateTransparencyLoggingPreference": "DISABLED"})
        options = {"CertificateTransparencyLoggingPreference": "DISABLED"}
        acm.call("UpdateCertificateOptions", CertificateArn=arn, Options=options)
        assert acm.detail(arn)["Options"]["CertificateTransparencyLoggingPreference"] == "ENABLED"

    def test_it_is_validated_by_dns_once_the_record_is_there(self, acm: Acm) -> None:
        arn = acm.approved("example.com")
        acm.driver.advance(DAY_S)
        acm.call("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS)
        acm.driver.advance(60)
        before = acm.detail(arn)
        assert before["UpdateSummary"] == {
            "Status": "PENDING_DOMAIN_VALIDATION",
            "Type": "DOMAIN_VALIDATION_METHOD",
            "DomainValidationMethodUpdateSummary": {"From": "EMAIL", "To": "DNS"},
            "RequestedAt": acm.driver.now() - 60,
            "UpdatedAt": acm.driver.now() - 60,
        }
        assert before["Options"]["ValidationMethod"] == "EMAIL"
        found = record(acm, arn)
        acm.dns(found["Name"], found["Value"])
        after = acm.detail(arn)
        assert (after["UpdateSummary"]["Status"], after["UpdateSummary"]["UpdatedAt"]) == ("SUCCESS", acm.driver.now())
        assert after["Options"]["ValidationMethod"] == "DNS"
        assert after["DomainValidationOptions"][0]["ResourceRecord"] == found
        assert after["Serial"] == before["Serial"]
        # From now on it is renewed without mail, 60 days before its end and not 45.
        acm.use(arn)
        mails = len(acm.outside.mail())
        acm.driver.advance((198 - 60) * DAY_S)
        assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
        assert len(acm.outside.mail()) == mails

    def test_after_72_hours_it_has_failed(self, acm: Acm) -> None:
        arn = acm.approved("example.com")
        acm.call("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS)
        found = record(acm, arn)
        acm.driver.advance(3 * DAY_S)
        detail = acm.detail(arn)
        assert detail["UpdateSummary"]["Status"] == "FAILED"
        acm.dns(found["Name"], found["Value"])
        detail = acm.detail(arn)
        assert (detail["UpdateSummary"]["Status"], detail["Options"]["ValidationMethod"]) == ("FAILED", "EMAIL")
        # And may be tried again, now with the record there.
        acm.call("UpdateCertificateOptions", CertificateArn=arn, **TO_DNS)
        acm.driver.advance(0)
        assert acm.detail(arn)["UpdateSummary"]["Status"] == "SUCCESS"
