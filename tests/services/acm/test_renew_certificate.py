"""RenewCertificate. Source: ACM API Reference, RenewCertificate; User Guide, Managed certificate renewal."""

from tests.services.acm.conftest import DAY_S, Acm, Made


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert acm.call("RenewCertificate", CertificateArn=acm.exported()) == {}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException."""
        acm.refuses_wrong_arns("RenewCertificate")

    def test_only_what_has_been_exported(self, acm: Acm, now: float) -> None:
        used = acm.issued()
        acm.use(used)
        for arn in (used, acm.imported(Made(now, "example.com")), acm.issued(Options={"Export": "ENABLED"})):
            error = acm.error("RenewCertificate", CertificateArn=arn)
            assert error.message == f"The certificate {arn} is not eligible for renewal."

    def test_one_after_the_other(self, acm: Acm) -> None:
        """RequestInProgressException: before it is issued, and while a renewal waits for its record."""
        assert acm.error("RenewCertificate", CertificateArn=acm.requested()).code == "RequestInProgressException"
        arn = acm.exported("example.org")
        acm.dns(acm.records(arn)[0]["Name"])
        acm.call("RenewCertificate", CertificateArn=arn)
        acm.driver.advance(0)
        assert acm.error("RenewCertificate", CertificateArn=arn).code == "RequestInProgressException"


class TestBehaviour:
    def test_a_new_key_and_a_new_certificate_under_the_same_arn(self, acm: Acm) -> None:
        arn = acm.exported()
        before = (acm.detail(arn), acm.call("GetCertificate", CertificateArn=arn))
        acm.driver.advance(10 * DAY_S)
        acm.call("RenewCertificate", CertificateArn=arn)
        acm.driver.advance(0)
        after = (acm.detail(arn), acm.call("GetCertificate", CertificateArn=arn))
        assert after[0]["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
        assert after[0]["NotAfter"] == before[0]["NotAfter"] + 10 * DAY_S
        assert after[0]["Serial"] != before[0]["Serial"]
        assert after[1]["Certificate"] != before[1]["Certificate"]
        assert acm.error("RenewCertificate", CertificateArn=arn).code == "ValidationException"

    def test_it_waits_for_a_record_that_is_gone(self, acm: Acm) -> None:
        arn = acm.exported()
        (record,) = acm.records(arn)
        acm.dns(record["Name"])
        acm.call("RenewCertificate", CertificateArn=arn)
        acm.driver.advance(0)
        summary = acm.detail(arn)["RenewalSummary"]
        assert summary["RenewalStatus"] == "PENDING_VALIDATION"
        assert [option["ValidationStatus"] for option in summary["DomainValidationOptions"]] == ["PENDING_VALIDATION"]
        assert acm.detail(arn)["DomainValidationOptions"][0]["ValidationStatus"] == "SUCCESS"
        acm.dns(record["Name"], record["Value"])
        assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
