"""DisableKey. Source: KMS API Reference, DisableKey; Developer Guide, Key states."""

from tests.services.kms.conftest import WITHOUT_ALIASES, Kms


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("DisableKey") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("DisableKey") == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }


class TestBehaviour:
    def test_the_key_cannot_be_used(self, kms: Kms) -> None:
        """KMS-009."""
        key = kms.key()
        blob = kms.seal(key)
        kms.call("DisableKey", KeyId=key)
        assert (kms.state(key), kms.describe(key)["Enabled"]) == ("Disabled", False)
        for operation, params in {
            "Encrypt": {"Plaintext": b"x"},
            "Decrypt": {"CiphertextBlob": blob},
            "GenerateDataKey": {"KeySpec": "AES_256"},
        }.items():
            error = kms.error(operation, KeyId=key, **params)
            assert (error.code, error.message) == ("DisabledException", f"{key} is disabled.")
