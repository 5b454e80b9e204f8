"""AddTagsToCertificate. Source: ACM API Reference, AddTagsToCertificate; User Guide, Tag restrictions."""

from typing import Any

from tests.services.acm.conftest import Acm

ASKED: dict[str, Any] = {"Tags": [{"Key": "a", "Value": "b"}]}


class TestShape:
    def test_it_answers_nothing(self, acm: Acm) -> None:
        assert acm.call("AddTagsToCertificate", CertificateArn=acm.requested(), **ASKED) == {}

    def test_keys_and_values_have_limits(self, acm: Acm) -> None:
        arn = acm.requested()
        for key, value in (("", "v"), ("k" * 129, "v"), ("k", "v" * 257), ("k!", "v"), ("k", "v?")):
            error = acm.error("AddTagsToCertificate", CertificateArn=arn, Tags=[{"Key": key, "Value": value}])
            assert error.code == "ValidationException"


class TestRules:
    def test_which_certificate(self, acm: Acm) -> None:
        """InvalidArnException, ResourceNotFoundException, ValidationException. InvalidParameterException,
        TagPolicyException and ThrottlingException come of nothing that a request can say.
        """
        acm.refuses_wrong_arns("AddTagsToCertificate", **ASKED)

    def test_fifty_tags_together(self, acm: Acm) -> None:
        arn = acm.requested(Tags=[{"Key": f"k{number}"} for number in range(50)])
        assert acm.error("AddTagsToCertificate", CertificateArn=arn, **ASKED).code == "TooManyTagsException"
        acm.call("AddTagsToCertificate", CertificateArn=arn, Tags=[{"Key": "k0", "Value": "changed"}])

    def test_reserved_keys(self, acm: Acm) -> None:
        error = acm.error("AddTagsToCertificate", CertificateArn=acm.requested(), Tags=[{"Key": "aws:a"}])
        assert error.code == "InvalidTagException"


class TestBehaviour:
    def test_a_tag_with_the_same_key_overwrites(self, acm: Acm) -> None:
        arn = acm.requested(Tags=[{"Key": "a", "Value": "old"}, {"Key": "c", "Value": "d"}])
        acm.call("AddTagsToCertificate", CertificateArn=arn, Tags=[{"Key": "a", "Value": "new"}, {"Key": "e"}])
        tags = acm.call("ListTagsForCertificate", CertificateArn=arn)["Tags"]
        assert {tag["Key"]: tag["Value"] for tag in tags} == {"a": "new", "c": "d", "e": ""}
