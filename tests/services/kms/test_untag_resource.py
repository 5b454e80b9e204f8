"""UntagResource. Source: KMS API Reference, UntagResource."""

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("UntagResource", TagKeys=["a"]) == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("UntagResource", TagKeys=["a"]) == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "",
        }


class TestBehaviour:
    def test_a_tag_that_is_not_there_does_no_harm(self, kms: Kms) -> None:
        key = kms.key(Tags=[{"TagKey": "a", "TagValue": "1"}, {"TagKey": "b", "TagValue": "2"}])
        assert kms.call("UntagResource", KeyId=key, TagKeys=["a", "none"]) == {}
        assert kms.call("ListResourceTags", KeyId=key)["Tags"] == [{"TagKey": "b", "TagValue": "2"}]
