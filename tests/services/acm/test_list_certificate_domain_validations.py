"""ListCertificateDomainValidations. Source: ACM API Reference, ListCertificateDomainValidations."""

from typing import Any

from tests.services.acm.conftest import Acm, Made

OPERATION = "ListCertificateDomainValidations"


def told(acm: Acm, arn: str, **params: Any) -> Any:
    return acm.call(OPERATION, CertificateArn=arn, **params)


class TestShape:
    def test_of_dns(self, acm: Acm) -> None:
        arn = acm.requested("example.com")
        assert told(acm, arn) == {
            "DomainValidationSummaryList": [
                {
                    "DomainName": "example.com",
                    "ActiveValidationConfiguration": {
                        "ValidationMethod": "DNS",
                        "ValidationStatus": "PENDING_VALIDATION",
                        "ValidationChallenge": {"DnsValidationChallenge": {"ResourceRecord": acm.records(arn)[0]}},
                    },
                }
            ]
        }

    def test_of_mail(self, acm: Acm) -> None:
        (summary,) = told(acm, acm.mailed("www.example.com"))["DomainValidationSummaryList"]
        challenge = summary["ActiveValidationConfiguration"]["ValidationChallenge"]["EmailValidationChallenge"]
        assert challenge["ValidationDomain"] == "example.com"
        assert "webmaster@example.com" in challenge["ValidationEmails"]

    def test_of_an_import(self, acm: Acm, now: float) -> None:
        assert told(acm, acm.imported(Made(now, "a.com"))) == {"DomainValidationSummaryList": []}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """ResourceNotFoundException, AccessDeniedException. InvalidArgsException and ThrottlingException come of
        nothing that a request can say.
        """
        acm.refuses_wrong_arns(OPERATION)


class TestBehaviour:
    def test_pages(self, acm: Acm) -> None:
        names = [f"a{number}.example.com" for number in range(5)]
        arn = acm.requested(*names)
        seen: list[str] = []
        page = told(acm, arn, MaxItems=2)
        while True:
            seen += [each["DomainName"] for each in page["DomainValidationSummaryList"]]
            if "NextToken" not in page:
                break
            page = told(acm, arn, MaxItems=2, NextToken=page["NextToken"])
        assert seen == names

    def test_what_a_migration_waits_for(self, acm: Acm) -> None:
        arn = acm.approved("example.com")
        acm.call("UpdateCertificateOptions", CertificateArn=arn, Options={"ValidationMethod": "DNS"})
        (summary,) = told(acm, arn)["DomainValidationSummaryList"]
        active, requested = summary["ActiveValidationConfiguration"], summary["RequestedValidationConfiguration"]
        assert (active["ValidationMethod"], active["ValidationStatus"]) == ("EMAIL", "SUCCESS")
        assert (requested["ValidationMethod"], requested["ValidationStatus"]) == ("DNS", "PENDING_VALIDATION")
        record = requested["ValidationChallenge"]["DnsValidationChallenge"]["ResourceRecord"]
        acm.dns(record["Name"], record["Value"])
        (summary,) = told(acm, arn)["DomainValidationSummaryList"]
        assert "RequestedValidationConfiguration" not in summary
        assert summary["ActiveValidationConfiguration"]["ValidationMethod"] == "DNS"
