"""TagResource. Source: KMS API Reference, TagResource; Developer Guide, Tags in AWS KMS."""

from typing import Any

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


def tags(**named: str) -> list[dict[str, Any]]:
    return [{"TagKey": name, "TagValue": value} for name, value in named.items()]


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("TagResource", Tags=tags(a="1")) == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("TagResource", Tags=tags(a="1")) == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "",
        }

    def test_tags_that_are_none(self, kms: Kms) -> None:
        key = kms.key()
        for wrong in ([*tags(a="1"), *tags(a="2")], [{"TagKey": "AWS:x", "TagValue": ""}]):
            assert kms.code_of("TagResource", KeyId=key, Tags=wrong) == "TagException"

    def test_fifty_at_most(self, kms: Kms) -> None:
        key = kms.key(Tags=tags(**{f"k{n}": "" for n in range(49)}))
        assert kms.code_of("TagResource", KeyId=key, Tags=tags(a="", b="")) == "LimitExceededException"
        assert kms.code_of("TagResource", KeyId=key, Tags=tags(a="", k0="again")) == ""


class TestBehaviour:
    def test_beside_the_others_and_over_the_old(self, kms: Kms) -> None:
        key = kms.key(Tags=tags(a="1", b="2"))
        assert kms.call("TagResource", KeyId=key, Tags=tags(b="3", c="")) == {}
        assert kms.call("ListResourceTags", KeyId=key)["Tags"] == tags(a="1", b="3", c="")
