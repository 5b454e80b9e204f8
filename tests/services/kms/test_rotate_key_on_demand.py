"""RotateKeyOnDemand. Source: KMS API Reference, RotateKeyOnDemand."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms


class TestShape:
    def test_the_key_id(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.call("RotateKeyOnDemand", KeyId=key) == {"KeyId": key.rpartition("/")[2]}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("RotateKeyOnDemand") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("RotateKeyOnDemand") == {
            "Enabled": "",
            "Disabled": "DisabledException",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }

    def test_only_symmetric_keys(self, kms: Kms) -> None:
        assert kms.code_of("RotateKeyOnDemand", KeyId=kms.pair("RSA_2048")) == "UnsupportedOperationException"

    def test_25_times(self, kms: Kms) -> None:
        key = kms.key()
        for _ in range(25):
            kms.call("RotateKeyOnDemand", KeyId=key)
        assert kms.code_of("RotateKeyOnDemand", KeyId=key) == "LimitExceededException"

    def test_not_when_an_automatic_rotation_is_near(self, kms: Kms) -> None:
        """Source: API Reference, ConflictException: within the next 20 minutes."""
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.advance(90 * DAY_S - 1200)
        assert kms.code_of("RotateKeyOnDemand", KeyId=key) == "ConflictException"
        kms.advance(1200)
        assert kms.code_of("RotateKeyOnDemand", KeyId=key) == ""


class TestBehaviour:
    def test_new_material_encrypts_and_old_ciphertexts_stay_readable(self, kms: Kms) -> None:
        key = kms.key()
        blob, first = kms.seal(key), kms.describe(key)["CurrentKeyMaterialId"]
        kms.call("RotateKeyOnDemand", KeyId=key)
        second = kms.describe(key)["CurrentKeyMaterialId"]
        assert second != first
        assert kms.call("Decrypt", CiphertextBlob=blob)["KeyMaterialId"] == first
        assert kms.call("Decrypt", CiphertextBlob=kms.seal(key))["KeyMaterialId"] == second

    def test_the_schedule_of_automatic_rotations_stays(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        due_at = kms.now() + 90 * DAY_S
        kms.advance(50 * DAY_S)
        kms.call("RotateKeyOnDemand", KeyId=key)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["NextRotationDate"] == due_at
