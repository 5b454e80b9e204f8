"""Managed renewal by the clock. Source: User Guide, Managed certificate renewal, Renewal for domains validated by DNS,
Renewal for email-validated domains, Check a certificate's renewal status. Row ACM-004.
"""

from fogbank.kernel.certificates import servable
from fogbank.kernel.meter import Usage
from tests.services.acm.conftest import DAY_S, Acm


def test_sixty_days_before_the_end_a_used_certificate_is_renewed(acm: Acm) -> None:
    arn = acm.issued("example.com", "www.example.com")
    acm.use(arn)
    before = acm.detail(arn)
    day = before["NotBefore"]
    due = before["NotAfter"] - 60 * DAY_S
    acm.driver.advance(due - acm.driver.now() - 1)
    assert "RenewalSummary" not in acm.detail(arn)
    acm.driver.advance(1)
    after = acm.detail(arn)
    assert after["NotAfter"] == day + (137 + 198) * DAY_S - 1
    assert after["Serial"] != before["Serial"]
    summary = after["RenewalSummary"]
    assert (summary["RenewalStatus"], summary["UpdatedAt"]) == ("SUCCESS", acm.driver.now())
    assert [option["ValidationStatus"] for option in summary["DomainValidationOptions"]] == ["SUCCESS", "SUCCESS"]


def test_it_goes_on_for_years_while_the_record_stays(acm: Acm) -> None:
    arn = acm.issued()
    acm.use(arn)
    for _ in range(6):
        acm.driver.advance(182 * DAY_S)
        detail = acm.detail(arn)
        assert detail["Status"] == "ISSUED"
        assert detail["NotAfter"] > acm.driver.now() + 59 * DAY_S


def test_what_nothing_uses_ends(acm: Acm) -> None:
    arn = acm.issued()
    acm.driver.advance(199 * DAY_S)
    detail = acm.detail(arn)
    assert detail["Status"] == "EXPIRED"
    assert "RenewalSummary" not in detail


def test_a_use_that_begins_late_is_seen_the_next_day(acm: Acm) -> None:
    arn = acm.issued()
    acm.driver.advance(170 * DAY_S)
    acm.use(arn)
    acm.driver.advance(DAY_S)
    assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "SUCCESS"


def test_without_the_record_it_waits_and_ends(acm: Acm) -> None:
    arn = acm.issued()
    acm.use(arn)
    (record,) = acm.records(arn)
    acm.dns(record["Name"])
    acm.driver.advance(140 * DAY_S)
    assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "PENDING_VALIDATION"
    acm.driver.advance(60 * DAY_S)
    detail = acm.detail(arn)
    assert (detail["Status"], detail["RenewalSummary"]["RenewalStatus"]) == ("EXPIRED", "FAILED")
    # An expired certificate is not eligible: the record comes too late.
    acm.dns(record["Name"], record["Value"])
    acm.driver.advance(DAY_S)
    assert acm.detail(arn)["Status"] == "EXPIRED"


def test_a_record_that_comes_back_renews_at_once(acm: Acm) -> None:
    arn = acm.issued()
    acm.use(arn)
    (record,) = acm.records(arn)
    acm.dns(record["Name"])
    acm.driver.advance(150 * DAY_S)
    acm.dns(record["Name"], record["Value"])
    assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "SUCCESS"


def test_by_mail_owners_are_asked_again_45_days_before(acm: Acm) -> None:
    arn = acm.approved("example.com")
    acm.use(arn)
    first = len(acm.outside.mail())
    acm.driver.advance((198 - 46) * DAY_S)
    assert len(acm.outside.mail()) == first
    acm.driver.advance(DAY_S)
    assert len(acm.outside.mail()) == 2 * first
    assert acm.detail(arn)["RenewalSummary"]["RenewalStatus"] == "PENDING_VALIDATION"
    acm.approve(acm.outside.mail()[-1])
    detail = acm.detail(arn)
    assert detail["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
    assert detail["NotAfter"] > acm.driver.now() + 190 * DAY_S


def test_endpoints_find_the_new_certificate_under_the_same_arn(acm: Acm) -> None:
    arn = acm.issued()
    acm.use(arn)
    kernel = acm.driver.cloud.kernel
    before = servable(kernel.store.begin(0.0), arn)
    acm.driver.advance(140 * DAY_S)
    after = servable(kernel.store.begin(0.0), arn)
    assert before is not None
    assert after is not None
    assert after.not_after > before.not_after
    assert after.certificate == acm.call("GetCertificate", CertificateArn=arn)["Certificate"]
    keys = [acm.driver.cloud.vault.unwrap(each.wrapped_key) for each in (before, after)]
    assert keys[0] != keys[1]
    assert all(key.startswith(b"-----BEGIN PRIVATE KEY-----") for key in keys)
    assert b"PRIVATE KEY" not in before.wrapped_key + after.wrapped_key


def test_exportable_certificates_are_charged_at_each_issue(acm: Acm) -> None:
    """Source: AWS Certificate Manager pricing: by name, wildcards apart, at issue and renewal."""
    acm.issued("free.example.com")
    acm.exported("example.com", "www.example.com", "*.example.com")
    acm.driver.advance(140 * DAY_S)
    totals: dict[str, float] = {}
    for row in acm.driver.cloud.kernel.store.begin(0.0).scan(Usage):
        if row.service == "acm":
            totals[row.usage_type] = totals.get(row.usage_type, 0.0) + row.quantity
    assert totals == {"ExportableCertificate-FQDN": 4.0, "ExportableCertificate-Wildcard": 2.0}
