"""RequestCertificate. Source: ACM API Reference, RequestCertificate; User Guide, Validate domain ownership, Quotas."""

import re

import pytest

from fogbank.services.acm.rules import record_of
from tests.cloud import ACCOUNT
from tests.services.acm.conftest import DAY_S, Acm

HOUR_S = 3600.0


class TestShape:
    def test_the_arn_names_region_and_account(self, acm: Acm) -> None:
        arn = acm.requested(region="eu-west-1", account="111122223333")
        assert re.fullmatch(
            r"arn:aws:acm:eu-west-1:111122223333:certificate/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", arn
        )

    def test_names_follow_the_models_pattern(self, acm: Acm) -> None:
        for wrong in (
            "com",
            "-a.example.com",
            "a..example.com",
            "*.*.example.com",
            "a*.example.com",
            "a_b.example.com",
        ):
            assert acm.error("RequestCertificate", DomainName=wrong).code == "ValidationException"

    def test_a_token_has_word_characters_only(self, acm: Acm) -> None:
        error = acm.error("RequestCertificate", DomainName="example.com", IdempotencyToken="a-b")
        assert error.code == "ValidationException"


class TestRules:
    def test_the_first_name_has_64_characters_at_most(self, acm: Acm) -> None:
        long = "a" * 60 + ".example.com"
        error = acm.error("RequestCertificate", DomainName=long)
        assert error.code == "InvalidDomainValidationOptionsException"
        assert error.message == "The first domain name can be no longer than 64 characters."
        assert acm.detail(acm.requested("example.com", long))["SubjectAlternativeNames"] == ["example.com", long]

    def test_ten_names_each_counted_once(self, acm: Acm) -> None:
        """LimitExceededException. Source: User Guide, Quotas: the first name is one of them."""
        others = [f"a{number}.example.com" for number in range(9)]
        acm.requested("example.com", *others, "EXAMPLE.com", "a0.example.com")
        error = acm.error(
            "RequestCertificate", DomainName="example.com", SubjectAlternativeNames=[*others, "b.example.com"]
        )
        assert error.code == "LimitExceededException"
        assert error.message == "Certificate has too many domains."

    @pytest.mark.parametrize("algorithm", ["RSA_1024", "RSA_3072", "RSA_4096", "EC_secp521r1"])
    def test_other_algorithms_are_for_imports(self, acm: Acm, algorithm: str) -> None:
        error = acm.error("RequestCertificate", DomainName="example.com", KeyAlgorithm=algorithm)
        assert error.code == "InvalidParameterException"
        assert error.message.endswith("include: RSA_2048, EC_prime256v1, EC_secp384r1.")

    def test_validation_options_are_about_the_names_and_above_them(self, acm: Acm) -> None:
        for domain, validation in (
            ("other.com", "other.com"),
            ("a.example.com", "b.example.com"),
            ("a.example.com", "x.a.example.com"),
            ("a.example.com", "ample.com"),
        ):
            options = [{"DomainName": domain, "ValidationDomain": validation}]
            error = acm.error("RequestCertificate", DomainName="a.example.com", DomainValidationOptions=options)
            assert error.code == "InvalidDomainValidationOptionsException"
            assert domain in error.message

    def test_tags(self, acm: Acm) -> None:
        """InvalidTagException; 51 in one request are refused by the model. InvalidArnException, TagPolicyException and
        TooManyTagsException come of nothing that a request can say.
        """
        assert (
            acm.error("RequestCertificate", DomainName="a.com", Tags=[{"Key": "aws:x"}]).code == "InvalidTagException"
        )
        many = [{"Key": f"k{number}"} for number in range(51)]
        assert acm.error("RequestCertificate", DomainName="a.com", Tags=many).code == "ValidationException"

    @pytest.mark.parametrize(
        ("params", "text"),
        [
            ({"CertificateUsage": "CLIENT_AUTH_ONLY"}, "only together with RootHierarchyType"),
            ({"RootHierarchyType": "N2_AMAZON_MANAGED"}, "must specify a ValidationMethod of DNS"),
            (
                {
                    "RootHierarchyType": "N2_SFG2_AMAZON_MANAGED",
                    "CertificateUsage": "CLIENT_AUTH_ONLY",
                    "ValidationMethod": "DNS",
                },
                "valid only for N2_AMAZON_MANAGED",
            ),
            (
                {
                    "RootHierarchyType": "N2_AMAZON_MANAGED",
                    "CertificateAuthorityArn": "arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/a",
                },
                "together with CertificateAuthorityArn",
            ),
        ],
    )
    def test_n2_certificates(self, acm: Acm, params: dict[str, str], text: str) -> None:
        error = acm.error("RequestCertificate", DomainName="example.com", **params)
        assert error.code == "ValidationException"
        assert text in error.message

    def test_what_does_not_exist_yet_says_so(self, acm: Acm) -> None:
        authority = "arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/a"
        for params in (
            {"CertificateAuthorityArn": authority},
            {"ValidationMethod": "HTTP"},
            {"ManagedBy": "CLOUDFRONT", "ValidationMethod": "DNS"},
        ):
            assert acm.error("RequestCertificate", DomainName="example.com", **params).status == 501
        assert acm.call("ListCertificates")["CertificateSummaryList"] == []


class TestValidation:
    def test_a_certificate_waits_until_its_record_exists(self, acm: Acm) -> None:
        """ACM-001, ACM-003."""
        arn = acm.requested("example.com")
        (record,) = acm.records(arn)
        assert re.fullmatch(r"_[0-9a-f]{32}\.example\.com\.", record["Name"])
        assert re.fullmatch(r"_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.", record["Value"])
        acm.driver.advance(HOUR_S)
        acm.dns(record["Name"], "something.else.")
        assert acm.detail(arn)["Status"] == "PENDING_VALIDATION"
        acm.dns(record["Name"].upper(), record["Value"].rstrip("."))
        detail = acm.detail(arn)
        assert detail["Status"] == "ISSUED"
        assert detail["IssuedAt"] == acm.driver.now()
        assert [option["ValidationStatus"] for option in detail["DomainValidationOptions"]] == ["SUCCESS"]

    def test_every_name_needs_its_own_record(self, acm: Acm) -> None:
        arn = acm.requested("example.com", "*.example.com", "www.example.com")
        apex, wildcard, www = acm.records(arn)
        assert apex == wildcard != www
        acm.dns(apex["Name"], apex["Value"])
        statuses = [option["ValidationStatus"] for option in acm.detail(arn)["DomainValidationOptions"]]
        assert statuses == ["SUCCESS", "SUCCESS", "PENDING_VALIDATION"]
        acm.dns(www["Name"], www["Value"])
        assert acm.detail(arn)["Status"] == "ISSUED"

    def test_a_record_belongs_to_account_and_domain(self, acm: Acm) -> None:
        """The same in every region and for every certificate, so that it is put once and stays for renewals."""
        first = acm.records(acm.requested("example.com"))
        assert acm.records(acm.requested("example.com")) == first
        assert record_of(ACCOUNT, "example.com") == (first[0]["Name"], first[0]["Value"])
        other = acm.requested("example.com", account="111122223333")
        assert acm.records(other, "111122223333") != first
        acm.dns(first[0]["Name"], first[0]["Value"])
        assert acm.detail(acm.requested("example.com"))["Status"] == "ISSUED"
        assert acm.detail(other, "111122223333")["Status"] == "PENDING_VALIDATION"

    def test_after_72_hours_it_times_out(self, acm: Acm) -> None:
        arn = acm.requested("example.com", "example.org")
        proved, _ = acm.records(arn)
        acm.dns(proved["Name"], proved["Value"])
        acm.driver.advance(72 * HOUR_S - 1)
        assert acm.detail(arn)["Status"] == "PENDING_VALIDATION"
        acm.driver.advance(1)
        detail = acm.detail(arn)
        assert detail["Status"] == "VALIDATION_TIMED_OUT"
        statuses = [option["ValidationStatus"] for option in detail["DomainValidationOptions"]]
        assert statuses == ["SUCCESS", "FAILED"]
        acm.prove(arn)
        assert acm.detail(arn)["Status"] == "VALIDATION_TIMED_OUT"

    def test_mails_go_to_five_mailboxes_of_the_validation_domain(self, acm: Acm) -> None:
        """Source: API Reference, DomainValidationOption; User Guide, email validation (www and * are removed)."""
        options = [{"DomainName": "a.b.example.com", "ValidationDomain": "example.com"}]
        acm.mailed("www.example.org", "*.example.net", "a.b.example.com", DomainValidationOptions=options)
        mailboxes = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
        domains = ("example.org", "example.net", "example.com")
        assert [mail["to"] for mail in acm.outside.mail()] == [f"{box}@{at}" for at in domains for box in mailboxes]

    def test_a_mail_that_is_answered_validates_its_name(self, acm: Acm) -> None:
        """ACM-003. Validation is by mail where the request names no method."""
        arn = acm.call("RequestCertificate", DomainName="example.com", KeyAlgorithm="EC_prime256v1")["CertificateArn"]
        acm.driver.advance(0)
        detail = acm.detail(arn)
        (option,) = detail["DomainValidationOptions"]
        assert (option["ValidationMethod"], option["ValidationStatus"]) == ("EMAIL", "PENDING_VALIDATION")
        assert option["ValidationEmails"][0] == "admin@example.com"
        assert "ResourceRecord" not in option
        acm.approve(acm.outside.mail()[-1])
        assert acm.detail(arn)["Status"] == "ISSUED"


class TestRefusals:
    """Source: User Guide, Certificate request fails."""

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("host.internal", "INVALID_PUBLIC_DOMAIN"),
            ("a.b.local", "INVALID_PUBLIC_DOMAIN"),
            ("a.elb.amazonaws.com", "ADDITIONAL_VERIFICATION_REQUIRED"),
            ("abc.cloudfront.net", "ADDITIONAL_VERIFICATION_REQUIRED"),
        ],
    )
    def test_names_that_nobody_can_have(self, acm: Acm, name: str, reason: str) -> None:
        detail = acm.detail(acm.requested("example.com", name))
        assert (detail["Status"], detail["FailureReason"]) == ("FAILED", reason)
        acm.driver.advance(80 * HOUR_S)
        assert acm.detail(detail["CertificateArn"])["Status"] == "FAILED"

    @pytest.mark.parametrize(
        ("names", "records", "status"),
        [
            (("a.example.com",), ['0 issue "ca.example.net"'], "FAILED"),
            (("a.example.com",), ['0 issue ";"'], "FAILED"),
            (("a.example.com",), ['0 issue "ca.example.net"', '0 issue "amazon.com"'], "PENDING_VALIDATION"),
            (("a.example.com",), ['0 issue "amazontrust.com; account=1"'], "PENDING_VALIDATION"),
            (("a.example.com",), ['0 iodef "mailto:a@example.com"'], "PENDING_VALIDATION"),
            (("*.a.example.com",), ['0 issue "amazon.com"', '0 issuewild ";"'], "FAILED"),
            (("a.example.com",), ['0 issue "amazon.com"', '0 issuewild ";"'], "PENDING_VALIDATION"),
        ],
    )
    def test_caa_records_of_the_domain_or_above(
        self, acm: Acm, names: tuple[str, ...], records: list[str], status: str
    ) -> None:
        """RFC 8659, 3 and 4."""
        acm.dns("example.com", *records, kind="CAA")
        detail = acm.detail(acm.requested(*names))
        assert detail["Status"] == status
        assert detail.get("FailureReason") == ("CAA_ERROR" if status == "FAILED" else None)

    def test_the_nearest_caa_records_hold(self, acm: Acm) -> None:
        acm.dns("example.com", '0 issue ";"', kind="CAA")
        acm.dns("a.example.com", '0 issue "awstrust.com"', kind="CAA")
        assert acm.detail(acm.requested("b.a.example.com"))["Status"] == "PENDING_VALIDATION"


class TestTokens:
    """Source: API Reference, IdempotencyToken: it times out after one hour."""

    def test_the_same_request_within_an_hour_is_one_certificate(self, acm: Acm) -> None:
        first = acm.requested(IdempotencyToken="abc")
        acm.driver.advance(HOUR_S - 1)
        assert acm.requested(IdempotencyToken="abc") == first
        acm.driver.advance(1)
        assert acm.requested(IdempotencyToken="abc") != first

    def test_other_requests_and_regions_are_others(self, acm: Acm) -> None:
        arns = {
            acm.requested(IdempotencyToken="abc"),
            acm.requested("example.org", IdempotencyToken="abc"),
            acm.requested(IdempotencyToken="abd"),
            acm.requested(),
            acm.requested(IdempotencyToken="abc", region="eu-west-1"),
        }
        assert len(arns) == 5

    def test_a_deleted_certificate_is_not_given_again(self, acm: Acm) -> None:
        first = acm.requested(IdempotencyToken="abc")
        acm.call("DeleteCertificate", CertificateArn=first)
        assert acm.requested(IdempotencyToken="abc") != first


class TestCertificates:
    @pytest.mark.parametrize(
        ("params", "days", "purposes"),
        [
            ({}, 198, ["TLS_WEB_SERVER_AUTHENTICATION"]),
            (
                {"RootHierarchyType": "N2_AMAZON_MANAGED"},
                395,
                ["TLS_WEB_SERVER_AUTHENTICATION", "TLS_WEB_CLIENT_AUTHENTICATION"],
            ),
            (
                {"RootHierarchyType": "N2_AMAZON_MANAGED", "CertificateUsage": "CLIENT_AUTH_ONLY"},
                395,
                ["TLS_WEB_CLIENT_AUTHENTICATION"],
            ),
            (
                {"RootHierarchyType": "N2_SFG2_AMAZON_MANAGED"},
                98,
                ["TLS_WEB_SERVER_AUTHENTICATION", "TLS_WEB_CLIENT_AUTHENTICATION"],
            ),
        ],
    )
    def test_lifetimes(self, acm: Acm, params: dict[str, str], days: int, purposes: list[str]) -> None:
        """ACM-004. Source: What's New, February 2026; API Reference, RootHierarchyType. From 00:00:00 to 23:59:59."""
        detail = acm.detail(acm.issued(**params))
        day = acm.driver.now() // DAY_S * DAY_S
        assert (detail["NotBefore"], detail["NotAfter"]) == (day, day + days * DAY_S - 1)
        assert [usage["Name"] for usage in detail["ExtendedKeyUsages"]] == purposes
        assert detail.get("RootHierarchyType") == params.get("RootHierarchyType")

    @pytest.mark.parametrize(
        ("algorithm", "spelled", "signature", "usages"),
        [
            ("RSA_2048", "RSA-2048", "SHA256WITHRSA", ["DIGITAL_SIGNATURE", "KEY_ENCIPHERMENT"]),
            ("EC_prime256v1", "EC_prime256v1", "SHA256WITHECDSA", ["DIGITAL_SIGNATURE"]),
            ("EC_secp384r1", "EC_secp384r1", "SHA384WITHECDSA", ["DIGITAL_SIGNATURE"]),
        ],
    )
    def test_algorithms(self, acm: Acm, algorithm: str, spelled: str, signature: str, usages: list[str]) -> None:
        arn = acm.requested(KeyAlgorithm=algorithm)
        before = acm.detail(arn)
        acm.prove(arn)
        after = acm.detail(arn)
        for detail in (before, after):
            assert (detail["KeyAlgorithm"], detail["SignatureAlgorithm"]) == (spelled, signature)
        assert [usage["Name"] for usage in after["KeyUsages"]] == usages

    def test_a_year_holds_so_many_requests(self, acm: Acm) -> None:
        """LimitExceededException. Source: User Guide, Quotas: deleted certificates count for 365 days."""
        acm.quota("L-DA1D8B98", 2)
        for _ in range(2):
            acm.call("DeleteCertificate", CertificateArn=acm.requested())
        error = acm.error("RequestCertificate", DomainName="example.com")
        assert error.code == "LimitExceededException"
        assert error.message == "Error: you have reached your limit of 2 certificates in the last year."
        acm.requested(region="eu-west-1")
        acm.driver.advance(365 * DAY_S + 1)
        acm.requested()

    def test_an_account_holds_so_many_certificates(self, acm: Acm) -> None:
        """Imported ones have a quota of their own."""
        acm.quota("L-F141DD1D", 1)
        arn = acm.requested()
        error = acm.error("RequestCertificate", DomainName="example.com")
        assert error.message == "Cannot request more certificates in this account. Contact Customer Service for details"
        acm.call("DeleteCertificate", CertificateArn=arn)
        acm.requested()
