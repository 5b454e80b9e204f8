"""ListCertificates. Source: ACM API Reference, ListCertificates, Filters and CertificateSummary."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.services.acm.conftest import DAY_S, Acm, Made

CURVES = {"keyTypes": ["EC_prime256v1"]}


def listed(acm: Acm, **params: Any) -> list[str]:
    return [each["CertificateArn"] for each in acm.call("ListCertificates", **params)["CertificateSummaryList"]]


class TestShape:
    def test_nothing(self, acm: Acm) -> None:
        assert acm.call("ListCertificates") == {"CertificateSummaryList": []}

    def test_a_summary(self, acm: Acm) -> None:
        arn = acm.issued("example.com", "www.example.com")
        detail = acm.detail(arn)
        (summary,) = acm.call("ListCertificates", Includes=CURVES)["CertificateSummaryList"]
        assert summary == {
            "CertificateArn": arn,
            "DomainName": "example.com",
            "SubjectAlternativeNameSummaries": ["example.com", "www.example.com"],
            "HasAdditionalSubjectAlternativeNames": False,
            "Status": "ISSUED",
            "Type": "AMAZON_ISSUED",
            "KeyAlgorithm": "EC_prime256v1",
            "KeyUsages": ["DIGITAL_SIGNATURE"],
            "ExtendedKeyUsages": ["TLS_WEB_SERVER_AUTHENTICATION"],
            "ExportOption": "DISABLED",
            "InUse": False,
            "Exported": False,
            "RenewalEligibility": "INELIGIBLE",
            "NotBefore": detail["NotBefore"],
            "NotAfter": detail["NotAfter"],
            "CreatedAt": detail["CreatedAt"],
            "IssuedAt": detail["IssuedAt"],
            "CertificateKeyPairOrigin": "AWS_MANAGED",
        }


class TestRules:
    def test_sort_by_needs_sort_order(self, acm: Acm) -> None:
        for params in ({"SortBy": "CREATED_AT"}, {"SortOrder": "ASCENDING"}):
            error = acm.error("ListCertificates", **params)
            assert error.code == "InvalidArgsException"

    def test_max_items_from_1_to_1000(self, acm: Acm) -> None:
        for wrong in (0, 1001):
            assert acm.error("ListCertificates", MaxItems=wrong).code == "ValidationException"

    def test_a_token_of_nobody_is_refused(self, acm: Acm) -> None:
        assert acm.error("ListCertificates", NextToken="made-up").status == 400


class TestBehaviour:
    def test_by_default_only_rsa_of_up_to_2048_bits(self, acm: Acm, now: float) -> None:
        small = acm.imported(Made(now, "a.com", key=rsa.generate_private_key(65537, 1024)))
        large = acm.imported(Made(now, "a.com", key=rsa.generate_private_key(65537, 3072)))
        curve, usual = acm.requested(KeyAlgorithm="EC_prime256v1"), acm.requested()
        assert sorted(listed(acm)) == sorted([small, usual])
        assert sorted(listed(acm, Includes={"keyTypes": ["RSA_3072", "EC_prime256v1"]})) == sorted([large, curve])

    def test_by_default_no_n2_certificates(self, acm: Acm) -> None:
        usual, other = acm.requested(), acm.requested(RootHierarchyType="N2_AMAZON_MANAGED")
        assert listed(acm) == [usual]
        assert listed(acm, RootHierarchyTypes=["N2_AMAZON_MANAGED"]) == [other]
        assert listed(acm, RootHierarchyTypes=["N2_SFG2_AMAZON_MANAGED"]) == []

    def test_filters(self, acm: Acm, now: float) -> None:
        issued, waiting = acm.issued("a.com"), acm.requested("b.com", KeyAlgorithm="EC_prime256v1")
        exportable = acm.requested("c.com", KeyAlgorithm="EC_prime256v1", Options={"Export": "ENABLED"})
        purposes = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CODE_SIGNING)
        imported = acm.imported(Made(now, "d.com", purposes=purposes))

        def found(**params: Any) -> set[str]:
            return set(listed(acm, **{**params, "Includes": {**CURVES, **params.get("Includes", {})}}))

        assert found() == {issued, waiting, exportable, imported}
        assert found(CertificateStatuses=["ISSUED"]) == {issued, imported}
        assert found(CertificateStatuses=["PENDING_VALIDATION", "FAILED"]) == {waiting, exportable}
        assert found(CertificateKeyPairOrigins=["CUSTOMER_PROVIDED"]) == {imported}
        assert found(CertificateKeyPairOrigins=["ACME"]) == set()
        assert found(Includes={"exportOption": "ENABLED"}) == {exportable}
        assert found(Includes={"managedBy": "CLOUDFRONT"}) == set()
        assert found(Includes={"keyUsage": ["KEY_ENCIPHERMENT"]}) == {imported}
        assert found(Includes={"extendedKeyUsage": ["CODE_SIGNING", "OCSP_SIGNING"]}) == {imported}
        assert found(Includes={"extendedKeyUsage": ["TLS_WEB_SERVER_AUTHENTICATION"]}) == {issued, imported}
        assert found(Includes={"extendedKeyUsage": ["NONE"]}) == {waiting, exportable}
        assert found(Includes={"extendedKeyUsage": ["ANY"]}) == {issued, waiting, exportable, imported}

    @pytest.mark.parametrize("order", [None, "ASCENDING", "DESCENDING"])
    def test_pages_hold_every_certificate_once(self, acm: Acm, order: str | None) -> None:
        arns = []
        for number in range(5):
            arns.append(acm.requested(f"a{number}.com"))
            acm.requested("b.com", KeyAlgorithm="EC_prime256v1")
            acm.driver.advance(60)
        params = {"SortBy": "CREATED_AT", "SortOrder": order} if order else {}
        seen: list[str] = []
        page = acm.call("ListCertificates", MaxItems=2, **params)
        while True:
            seen += [each["CertificateArn"] for each in page["CertificateSummaryList"]]
            if "NextToken" not in page:
                break
            page = acm.call("ListCertificates", MaxItems=2, NextToken=page["NextToken"], **params)
        assert seen == (arns[::-1] if order == "DESCENDING" else arns)

    def test_regions_and_accounts_have_their_own(self, acm: Acm) -> None:
        acm.requested()
        assert listed(acm, region="eu-west-1") == listed(acm, account="111122223333") == []

    def test_uses_and_ends_are_told(self, acm: Acm) -> None:
        used = acm.issued("a.com")
        acm.use(used)
        (summary,) = acm.call("ListCertificates", Includes=CURVES)["CertificateSummaryList"]
        assert (summary["InUse"], summary["RenewalEligibility"]) == (True, "ELIGIBLE")
        lost = acm.issued("b.com")
        acm.driver.advance(199 * DAY_S)
        assert listed(acm, Includes=CURVES, CertificateStatuses=["EXPIRED"]) == [lost]
