"""DeleteCertificate. Source: ACM API Reference, DeleteCertificate."""

from tests.cloud import ACCOUNT
from tests.services.acm.conftest import DAY_S, Acm


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert acm.call("DeleteCertificate", CertificateArn=acm.requested()) == {}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException, AccessDeniedException. ConflictException
        and ThrottlingException come of nothing that a request can say.
        """
        acm.refuses_wrong_arns("DeleteCertificate")

    def test_not_while_something_uses_it(self, acm: Acm) -> None:
        """ACM-007."""
        arn = acm.issued()
        resource = acm.use(arn)
        error = acm.error("DeleteCertificate", CertificateArn=arn)
        assert error.code == "ResourceInUseException"
        assert error.message == f"Certificate {arn} in account {ACCOUNT} is in use."
        acm.release(arn, resource)
        acm.call("DeleteCertificate", CertificateArn=arn)


class TestBehaviour:
    def test_it_is_gone_with_its_tags(self, acm: Acm) -> None:
        arn = acm.issued(Tags=[{"Key": "a", "Value": "b"}])
        acm.call("DeleteCertificate", CertificateArn=arn)
        for operation in ("DescribeCertificate", "GetCertificate", "ListTagsForCertificate", "DeleteCertificate"):
            assert acm.error(operation, CertificateArn=arn).code == "ResourceNotFoundException"
        assert acm.call("SearchCertificates")["Results"] == []

    def test_nothing_is_owed_to_it_any_more(self, acm: Acm) -> None:
        """Neither records that come later, nor links in mails, nor the clock bring it back."""
        pending, mailed, issued = acm.requested("example.com"), acm.mailed("example.org"), acm.exported("example.net")
        records = acm.records(pending)
        for arn in (pending, mailed, issued):
            acm.call("DeleteCertificate", CertificateArn=arn)
        acm.dns(records[0]["Name"], records[0]["Value"])
        code = acm.outside.mail()[0]["body"].split("/_fogbank/links/")[1].strip()
        assert not acm.follows(code)
        acm.driver.advance(300 * DAY_S)
        assert acm.call("SearchCertificates")["Results"] == []
