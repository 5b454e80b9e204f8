"""ListKeyPolicies. Source: KMS API Reference, ListKeyPolicies."""

from tests.services.kms.conftest import STATES, WITHOUT_ALIASES, Kms


class TestShape:
    def test_there_is_one_on_one_page(self, kms: Kms) -> None:
        assert kms.call("ListKeyPolicies", KeyId=kms.key()) == {"PolicyNames": ["default"], "Truncated": False}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ListKeyPolicies") == WITHOUT_ALIASES

    def test_in_every_state(self, kms: Kms) -> None:
        assert kms.codes_by_state("ListKeyPolicies") == dict.fromkeys(STATES, "")
