"""RemoveTagsFromCertificate. Source: ACM API Reference, RemoveTagsFromCertificate."""

from typing import Any

from tests.services.acm.conftest import Acm

ASKED: dict[str, Any] = {"Tags": [{"Key": "a"}]}


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert acm.call("RemoveTagsFromCertificate", CertificateArn=acm.requested(), **ASKED) == {}


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException. InvalidParameterException,
        TagPolicyException and ThrottlingException come of nothing that a request can say.
        """
        acm.refuses_wrong_arns("RemoveTagsFromCertificate", **ASKED)

    def test_reserved_keys(self, acm: Acm) -> None:
        error = acm.error("RemoveTagsFromCertificate", CertificateArn=acm.requested(), Tags=[{"Key": "aws:a"}])
        assert error.code == "InvalidTagException"


class TestBehaviour:
    def test_a_value_must_be_the_one_that_is_there(self, acm: Acm) -> None:
        tags = [{"Key": key, "Value": "v"} for key in "abc"]
        arn = acm.requested(Tags=tags)
        gone = [{"Key": "a"}, {"Key": "b", "Value": "v"}, {"Key": "c", "Value": "other"}, {"Key": "d"}]
        acm.call("RemoveTagsFromCertificate", CertificateArn=arn, Tags=gone)
        assert acm.call("ListTagsForCertificate", CertificateArn=arn) == {"Tags": [{"Key": "c", "Value": "v"}]}
