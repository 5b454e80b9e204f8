"""DescribeCertificate. Source: ACM API Reference, DescribeCertificate and CertificateDetail."""

from tests.services.acm.conftest import DAY_S, Acm, Made


class TestShape:
    def test_of_a_request(self, acm: Acm) -> None:
        """Observed: reports of answers for a certificate that is PENDING_VALIDATION."""
        arn = acm.requested("example.com")
        detail = acm.detail(arn)
        assert {name: detail[name] for name in detail if name not in ("DomainValidationOptions", "CreatedAt")} == {
            "CertificateArn": arn,
            "DomainName": "example.com",
            "SubjectAlternativeNames": ["example.com"],
            "Subject": "CN=example.com",
            "Issuer": "Amazon",
            "Status": "PENDING_VALIDATION",
            "KeyAlgorithm": "RSA-2048",
            "SignatureAlgorithm": "SHA256WITHRSA",
            "InUseBy": [],
            "Type": "AMAZON_ISSUED",
            "KeyUsages": [],
            "ExtendedKeyUsages": [],
            "RenewalEligibility": "INELIGIBLE",
            "Options": {
                "CertificateTransparencyLoggingPreference": "ENABLED",
                "Export": "DISABLED",
                "ValidationMethod": "DNS",
            },
            "CertificateKeyPairOrigin": "AWS_MANAGED",
        }
        assert detail["CreatedAt"] == acm.driver.now()

    def test_of_an_issued_certificate(self, acm: Acm) -> None:
        detail = acm.detail(acm.issued("example.com"))
        assert set(detail) >= {"Serial", "NotBefore", "NotAfter", "IssuedAt"}
        assert "ImportedAt" not in detail
        assert detail["Subject"] == "CN=example.com"

    def test_of_an_imported_certificate(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "example.com", "www.example.com"))
        detail = acm.detail(arn)
        assert (detail["Type"], detail["Status"]) == ("IMPORTED", "ISSUED")
        assert detail["SubjectAlternativeNames"] == ["example.com", "www.example.com"]
        assert detail["CertificateKeyPairOrigin"] == "CUSTOMER_PROVIDED"
        assert detail["ImportedAt"] == acm.driver.now()
        assert not {"DomainValidationOptions", "IssuedAt", "RenewalSummary"} & set(detail)


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException."""
        acm.refuses_wrong_arns("DescribeCertificate")

    def test_only_the_owner(self, acm: Acm) -> None:
        error = acm.error("DescribeCertificate", CertificateArn=acm.requested(), account="111122223333")
        assert error.status == 403


class TestBehaviour:
    def test_who_uses_it(self, acm: Acm) -> None:
        arn = acm.issued()
        first = acm.use(arn, "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/b")
        second = acm.use(arn, "arn:aws:cloudfront::000000000000:distribution/A")
        detail = acm.detail(arn)
        assert detail["InUseBy"] == [second, first]
        assert detail["RenewalEligibility"] == "ELIGIBLE"
        acm.release(arn, first)
        acm.release(arn, second)
        assert acm.detail(arn)["RenewalEligibility"] == "INELIGIBLE"

    def test_it_expires(self, acm: Acm) -> None:
        """ACM-004."""
        arn = acm.issued()
        acm.driver.advance(198 * DAY_S + 1)
        detail = acm.detail(arn)
        assert detail["Status"] == "EXPIRED"
        assert detail["NotAfter"] < acm.driver.now()

    def test_an_imported_one_expires_too(self, acm: Acm, now: float) -> None:
        arn = acm.imported(Made(now, "example.com", days=(-1, 10)))
        acm.driver.advance(10 * DAY_S - 2)
        assert acm.detail(arn)["Status"] == "ISSUED"
        acm.driver.advance(10)
        assert acm.detail(arn)["Status"] == "EXPIRED"
