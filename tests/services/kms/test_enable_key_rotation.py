"""EnableKeyRotation. Source: KMS API Reference, EnableKeyRotation; Developer Guide, Key states, [6] and [7]."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms

ROTATION = {
    "Enabled": "",
    "Disabled": "DisabledException",
    "PendingDeletion": "KMSInvalidStateException",
    "PendingImport": "UnsupportedOperationException",
}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("EnableKeyRotation") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("EnableKeyRotation") == ROTATION

    def test_only_symmetric_keys_of_ours(self, kms: Kms) -> None:
        for key in (kms.pair("ECC_NIST_P256"), kms.pair("HMAC_256", "GENERATE_VERIFY_MAC")):
            assert kms.code_of("EnableKeyRotation", KeyId=key) == "UnsupportedOperationException"
        key = kms.key(Origin="EXTERNAL")
        error = kms.error("EnableKeyRotation", KeyId=key)
        assert error.message == f"{key} origin is EXTERNAL which is not valid for this operation."

    def test_from_90_to_2560_days(self, kms: Kms) -> None:
        key = kms.key()
        for wrong in (89, 2561):
            assert kms.code_of("EnableKeyRotation", KeyId=key, RotationPeriodInDays=wrong) == "ValidationError"
        for right in (90, 2560):
            assert kms.code_of("EnableKeyRotation", KeyId=key, RotationPeriodInDays=right) == ""


class TestBehaviour:
    def test_every_year_on_the_day(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.call("EnableKeyRotation", KeyId=key) == {}
        began_at, first = kms.now(), kms.describe(key)["CurrentKeyMaterialId"]
        kms.advance(365 * DAY_S - 1)
        assert kms.describe(key)["CurrentKeyMaterialId"] == first
        kms.advance(1)
        second = kms.describe(key)["CurrentKeyMaterialId"]
        assert second != first
        kms.advance(3 * 365 * DAY_S)
        rotations = kms.call("ListKeyRotations", KeyId=key)["Rotations"]
        assert [rotation["RotationDate"] for rotation in rotations] == [
            began_at + n * 365 * DAY_S for n in (1, 2, 3, 4)
        ]
        assert {rotation["RotationType"] for rotation in rotations} == {"AUTOMATIC"}

    def test_old_ciphertexts_stay_readable(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        blobs = []
        for _ in range(3):
            blobs.append(kms.seal(key))
            kms.advance(90 * DAY_S)
        answers = [kms.call("Decrypt", CiphertextBlob=blob) for blob in blobs]
        assert [answer["Plaintext"] for answer in answers] == [b"secret"] * 3
        assert len({answer["KeyMaterialId"] for answer in answers}) == 3

    def test_another_period_begins_now(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.advance(80 * DAY_S)
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["NextRotationDate"] == kms.now() + 10 * DAY_S
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=100)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["NextRotationDate"] == kms.now() + 100 * DAY_S
        kms.advance(90 * DAY_S)
        assert kms.call("ListKeyRotations", KeyId=key)["Rotations"] == []

    def test_a_key_that_is_gone_does_not_rotate(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        kms.advance(100 * DAY_S)
        assert kms.call("ListKeys")["Keys"] == []
