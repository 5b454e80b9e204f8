"""EnableKey. Source: KMS API Reference, EnableKey; Developer Guide, Key states."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("EnableKey") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("EnableKey") == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }


class TestBehaviour:
    def test_a_key_works_again(self, kms: Kms) -> None:
        key = kms.key()
        blob = kms.seal(key)
        kms.call("DisableKey", KeyId=key)
        assert kms.call("EnableKey", KeyId=key) == {}
        assert kms.open(blob) == b"secret"

    def test_a_rotation_that_came_due_is_made_up_for(self, kms: Kms) -> None:
        """Source: API Reference, GetKeyRotationStatus, Disabled."""
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.call("DisableKey", KeyId=key)
        kms.advance(100 * DAY_S)
        assert kms.call("ListKeyRotations", KeyId=key)["Rotations"] == []
        kms.call("EnableKey", KeyId=key)
        (rotation,) = kms.call("ListKeyRotations", KeyId=key)["Rotations"]
        assert rotation["RotationDate"] == kms.now()
        assert kms.call("GetKeyRotationStatus", KeyId=key)["NextRotationDate"] == kms.now() + 90 * DAY_S
        kms.advance(90 * DAY_S)
        assert len(kms.call("ListKeyRotations", KeyId=key)["Rotations"]) == 2

    def test_one_that_did_not_come_due_keeps_its_day(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        due_at = kms.now() + 90 * DAY_S
        kms.call("DisableKey", KeyId=key)
        kms.advance(10 * DAY_S)
        kms.call("EnableKey", KeyId=key)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["NextRotationDate"] == due_at
        kms.advance(80 * DAY_S)
        assert len(kms.call("ListKeyRotations", KeyId=key)["Rotations"]) == 1
