"""ResendValidationEmail. Source: ACM API Reference, ResendValidationEmail."""

from typing import Any

from tests.services.acm.conftest import DAY_S, Acm

ASKED: dict[str, Any] = {"Domain": "a.example.com", "ValidationDomain": "example.com"}


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        arn = acm.mailed("a.example.com")
        assert acm.call("ResendValidationEmail", CertificateArn=arn, **ASKED) == {}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException."""
        acm.refuses_wrong_arns("ResendValidationEmail", **ASKED)

    def test_only_a_certificate_that_waits_for_mail(self, acm: Acm) -> None:
        """InvalidStateException: by DNS, issued, timed out."""
        timed_out = acm.mailed("a.example.com")
        acm.driver.advance(4 * DAY_S)
        for arn in (acm.requested("a.example.com"), acm.approved("a.example.com"), timed_out):
            error = acm.error("ResendValidationEmail", CertificateArn=arn, **ASKED)
            assert error.code == "InvalidStateException"

    def test_a_name_of_the_certificate_and_a_domain_above_it(self, acm: Acm) -> None:
        arn = acm.mailed("a.example.com")
        for domain, validation in (("b.example.com", "example.com"), ("a.example.com", "example.org")):
            error = acm.error("ResendValidationEmail", CertificateArn=arn, Domain=domain, ValidationDomain=validation)
            assert error.code == "InvalidDomainValidationOptionsException"


class TestBehaviour:
    def test_mails_go_to_the_domain_that_is_named(self, acm: Acm) -> None:
        arn = acm.mailed("a.example.com", "b.example.com")
        before = len(acm.outside.mail())
        acm.call("ResendValidationEmail", CertificateArn=arn, **ASKED)
        sent = acm.outside.mail()[before:]
        assert sorted(mail["to"] for mail in sent) == [
            f"{box}@example.com" for box in ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
        ]
        first, second = acm.detail(arn)["DomainValidationOptions"]
        assert first["ValidationDomain"] == "example.com"
        assert second["ValidationDomain"] == "b.example.com"

    def test_either_mail_approves(self, acm: Acm) -> None:
        arn = acm.mailed("a.example.com")
        acm.call("ResendValidationEmail", CertificateArn=arn, **ASKED)
        acm.approve(acm.outside.mail()[0])
        assert acm.detail(arn)["Status"] == "ISSUED"

    def test_it_gives_no_more_time(self, acm: Acm) -> None:
        arn = acm.mailed("a.example.com")
        acm.driver.advance(2 * DAY_S)
        acm.call("ResendValidationEmail", CertificateArn=arn, **ASKED)
        acm.driver.advance(DAY_S)
        assert acm.detail(arn)["Status"] == "VALIDATION_TIMED_OUT"

    def test_during_a_renewal_it_asks_again(self, acm: Acm) -> None:
        arn = acm.approved("a.example.com")
        acm.use(arn)
        acm.driver.advance(160 * DAY_S)
        assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "PENDING_VALIDATION"
        acm.call("ResendValidationEmail", CertificateArn=arn, **ASKED)
        acm.approve(acm.outside.mail()[-1])
        assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
