"""GetKeyLastUsage. Source: KMS API Reference, GetKeyLastUsage."""

import pytest

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


class TestShape:
    def test_of_a_key_that_nobody_used(self, kms: Kms) -> None:
        key = kms.key()
        kms.describe(key)
        assert kms.call("GetKeyLastUsage", KeyId=key) == {
            "KeyId": key.rpartition("/")[2],
            "KeyLastUsage": {},
            "TrackingStartDate": kms.now(),
            "KeyCreationDate": kms.now(),
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("GetKeyLastUsage") == WITHOUT_ALIASES


class TestBehaviour:
    def test_the_last_operation_and_its_instant(self, kms: Kms) -> None:
        key = kms.key()
        blob = kms.seal(key)
        kms.advance(60)
        kms.open(blob)
        used = kms.call("GetKeyLastUsage", KeyId=key)["KeyLastUsage"]
        assert (used["Operation"], used["Timestamp"]) == ("Decrypt", kms.now())
        assert len(used["KmsRequestId"]) == 36

    @pytest.mark.parametrize("params", [{"DryRun": True}, {"EncryptionAlgorithm": "RSAES_OAEP_SHA_1"}])
    def test_what_failed_is_no_use(self, kms: Kms, params: dict[str, object]) -> None:
        key = kms.key()
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", **params)
        assert kms.call("GetKeyLastUsage", KeyId=key)["KeyLastUsage"] == {}

    def test_both_keys_of_a_reencryption(self, kms: Kms) -> None:
        keys = [kms.key(), kms.key()]
        kms.call("ReEncrypt", CiphertextBlob=kms.seal(keys[0]), DestinationKeyId=keys[1])
        for key in keys:
            assert kms.call("GetKeyLastUsage", KeyId=key)["KeyLastUsage"]["Operation"] == "ReEncrypt"
