"""ListTagsForCertificate. Source: ACM API Reference, ListTagsForCertificate."""

from tests.services.acm.conftest import Acm


class TestShape:
    def test_none(self, acm: Acm) -> None:
        assert acm.call("ListTagsForCertificate", CertificateArn=acm.requested()) == {"Tags": []}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException."""
        acm.refuses_wrong_arns("ListTagsForCertificate")


class TestBehaviour:
    def test_those_of_the_request(self, acm: Acm) -> None:
        tags = [{"Key": "team", "Value": "shop"}, {"Key": "stage", "Value": ""}]
        assert acm.call("ListTagsForCertificate", CertificateArn=acm.requested(Tags=tags)) == {"Tags": tags}
