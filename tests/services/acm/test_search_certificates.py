"""SearchCertificates. Source: ACM API Reference, SearchCertificates, CertificateFilterStatement and those below it."""

from typing import Any

import pytest

from tests.services.acm.conftest import DAY_S, Acm, Made


def metadata(**wanted: Any) -> dict[str, Any]:
    return {"Filter": {"AcmCertificateMetadataFilter": wanted}}


def attribute(**wanted: Any) -> dict[str, Any]:
    return {"Filter": {"X509AttributeFilter": wanted}}


def comparison(value: str, operator: str) -> dict[str, str]:
    return {"Value": value, "ComparisonOperator": operator}


class Shelf:
    """One certificate of each kind."""

    def __init__(self, acm: Acm, now: float) -> None:
        self.acm = acm
        self.issued = acm.issued("www.example.com", "example.com")
        acm.driver.advance(60)
        self.waiting = acm.requested("waiting.example.org")
        acm.driver.advance(60)
        self.imported = acm.imported(Made(now, "shop.example.net"))
        acm.use(self.imported)

    def found(self, statement: dict[str, Any] | None = None, **params: Any) -> list[str]:
        more = {"FilterStatement": statement} if statement else {}
        results = self.acm.call("SearchCertificates", **more, **params)["Results"]
        names = {self.issued: "issued", self.waiting: "waiting", self.imported: "imported"}
        return [names[result["CertificateArn"]] for result in results]


@pytest.fixture
def shelf(acm: Acm, now: float) -> Shelf:
    return Shelf(acm, now)


class TestShape:
    def test_a_result(self, acm: Acm) -> None:
        arn = acm.issued("example.com")
        detail = acm.detail(arn)
        (result,) = acm.call("SearchCertificates")["Results"]
        assert result["CertificateArn"] == arn
        assert result["X509Attributes"] == {
            "Issuer": {"CommonName": "Fogbank ECDSA 256 M01", "Organization": "Fogbank"},
            "Subject": {"CommonName": "example.com"},
            "SubjectAlternativeNames": [{"DnsName": "example.com"}],
            "ExtendedKeyUsages": ["TLS_WEB_SERVER_AUTHENTICATION"],
            "KeyAlgorithm": "EC_prime256v1",
            "KeyUsages": ["DIGITAL_SIGNATURE"],
            "SerialNumber": detail["Serial"],
            "NotAfter": detail["NotAfter"],
            "NotBefore": detail["NotBefore"],
        }
        assert result["CertificateMetadata"]["AcmCertificateMetadata"] == {
            "CreatedAt": detail["CreatedAt"],
            "IssuedAt": detail["IssuedAt"],
            "Exported": False,
            "InUse": False,
            "RenewalEligibility": "INELIGIBLE",
            "Status": "ISSUED",
            "Type": "AMAZON_ISSUED",
            "ExportOption": "DISABLED",
            "ValidationMethod": "DNS",
            "CertificateKeyPairOrigin": "AWS_MANAGED",
        }

    def test_max_results_from_1_to_500(self, acm: Acm) -> None:
        """ValidationException. AccessDeniedException: tests/services/authorization; ThrottlingException never."""
        for wrong in (0, 501):
            assert acm.error("SearchCertificates", MaxResults=wrong).code == "ValidationException"


class TestRules:
    @pytest.mark.parametrize(
        "statement",
        [
            {"And": [metadata(Type="IMPORTED")], "Or": [metadata(Type="IMPORTED")]},
            {"Filter": {}},
            {"Filter": {"CertificateArn": "arn:aws:acm:us-east-1:0:certificate/a", "X509AttributeFilter": {}}},
            metadata(Type="IMPORTED", Status="ISSUED"),
            {"Not": attribute(KeyAlgorithm="RSA_2048", SerialNumber="00:01")},
        ],
    )
    def test_a_statement_says_one_thing(self, shelf: Shelf, statement: dict[str, Any]) -> None:
        assert shelf.acm.error("SearchCertificates", FilterStatement=statement).code == "ValidationException"


class TestFilters:
    @pytest.mark.parametrize(
        ("statement", "wanted"),
        [
            (metadata(Status="ISSUED"), {"issued", "imported"}),
            (metadata(Type="IMPORTED"), {"imported"}),
            (metadata(InUse=True), {"imported"}),
            (metadata(InUse=False), {"issued", "waiting"}),
            (metadata(Exported=True), set()),
            (metadata(ExportOption="DISABLED"), {"issued", "waiting", "imported"}),
            (metadata(ValidationMethod="DNS"), {"issued", "waiting"}),
            (metadata(CertificateKeyPairOrigin="CUSTOMER_PROVIDED"), {"imported"}),
            (metadata(ManagedBy="CLOUDFRONT"), set()),
            (metadata(RenewalStatus="SUCCESS"), set()),
            (attribute(KeyAlgorithm="RSA_2048"), {"waiting"}),
            (attribute(KeyUsage="KEY_ENCIPHERMENT"), {"imported"}),
            (attribute(ExtendedKeyUsage="TLS_WEB_SERVER_AUTHENTICATION"), {"issued", "imported"}),
            (attribute(ExtendedKeyUsage="NONE"), {"waiting"}),
            (attribute(Subject={"CommonName": comparison("WWW.example.com", "EQUALS")}), {"issued"}),
            (attribute(Subject={"CommonName": comparison("example", "CONTAINS")}), {"issued", "waiting", "imported"}),
            (attribute(SubjectAlternativeName={"DnsName": comparison("example.com", "EQUALS")}), {"issued"}),
            (attribute(SubjectAlternativeName={"DnsName": comparison(".org", "CONTAINS")}), {"waiting"}),
            ({"Not": metadata(Status="ISSUED")}, {"waiting"}),
            ({"And": [metadata(Status="ISSUED"), metadata(InUse=False)]}, {"issued"}),
            ({"Or": [metadata(Type="IMPORTED"), metadata(Status="PENDING_VALIDATION")]}, {"imported", "waiting"}),
            ({"And": [{"Not": metadata(Type="IMPORTED")}, {"Or": [metadata(Status="ISSUED")]}]}, {"issued"}),
        ],
    )
    def test_statements(self, shelf: Shelf, statement: dict[str, Any], wanted: set[str]) -> None:
        assert set(shelf.found(statement)) == wanted

    def test_by_arn_and_serial_number(self, shelf: Shelf) -> None:
        assert shelf.found({"Filter": {"CertificateArn": shelf.waiting}}) == ["waiting"]
        serial = shelf.acm.detail(shelf.imported)["Serial"]
        assert shelf.found(attribute(SerialNumber=serial)) == ["imported"]

    def test_by_dates(self, shelf: Shelf, now: float) -> None:
        """The import ends after 30 days, the certificate of ACM after 198."""
        soon = {"Start": now, "End": now + 60 * DAY_S}
        assert shelf.found(attribute(NotAfter=soon)) == ["imported"]
        assert shelf.found(attribute(NotAfter={"Start": now + 60 * DAY_S})) == ["issued"]
        assert sorted(shelf.found(attribute(NotBefore={"End": now}))) == ["imported", "issued"]


class TestOrder:
    @pytest.mark.parametrize(
        ("field", "wanted"),
        [
            (None, ["issued", "waiting", "imported"]),
            ("CREATED_AT", ["issued", "waiting", "imported"]),
            ("COMMON_NAME", ["imported", "waiting", "issued"]),
            ("NOT_AFTER", ["waiting", "imported", "issued"]),
            ("KEY_ALGORITHM", None),
            ("IN_USE", None),
            ("CERTIFICATE_ARN", None),
            ("VALIDATION_METHOD", None),
            ("ACME_ENDPOINT_ARN", None),
        ],
    )
    def test_sorted_in_pages(self, shelf: Shelf, field: str | None, wanted: list[str] | None) -> None:
        """What lacks the field comes first; backwards is exactly the other way round."""
        params = {"SortBy": field} if field else {}
        forwards = shelf.found(**params, SortOrder="ASCENDING")
        assert wanted in (None, forwards)
        assert len(set(forwards)) == 3
        assert shelf.found(**params, SortOrder="DESCENDING") == forwards[::-1]
        for order, whole in (("ASCENDING", forwards), ("DESCENDING", forwards[::-1])):
            first = shelf.acm.call("SearchCertificates", MaxResults=2, SortOrder=order, **params)
            rest = shelf.found(MaxResults=2, SortOrder=order, NextToken=first["NextToken"], **params)
            assert rest == whole[2:]

    def test_a_token_is_for_the_list_that_it_came_from(self, shelf: Shelf) -> None:
        token = shelf.acm.call("SearchCertificates", MaxResults=2)["NextToken"]
        error = shelf.acm.error("SearchCertificates", SortBy="STATUS", NextToken=token)
        assert error.status == 400
