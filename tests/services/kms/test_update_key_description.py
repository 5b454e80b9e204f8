"""UpdateKeyDescription. Source: KMS API Reference, UpdateKeyDescription."""

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("UpdateKeyDescription", Description="x") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        """Source: Developer Guide, Key states."""
        assert kms.codes_by_state("UpdateKeyDescription", Description="x") == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "",
        }


class TestBehaviour:
    def test_the_new_words_count(self, kms: Kms) -> None:
        key = kms.key(Description="old")
        assert kms.call("UpdateKeyDescription", KeyId=key, Description="new") == {}
        assert kms.describe(key)["Description"] == "new"
        kms.call("UpdateKeyDescription", KeyId=key, Description="")
        assert kms.describe(key)["Description"] == ""
