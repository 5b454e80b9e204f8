"""DisableKeyRotation. Source: KMS API Reference, DisableKeyRotation."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms
from tests.services.kms.test_enable_key_rotation import ROTATION


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("DisableKeyRotation") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException, UnsupportedOperationException."""
        assert kms.codes_by_state("DisableKeyRotation") == ROTATION


class TestBehaviour:
    def test_it_rotates_no_more(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.advance(90 * DAY_S)
        assert kms.call("DisableKeyRotation", KeyId=key) == {}
        kms.advance(900 * DAY_S)
        assert len(kms.call("ListKeyRotations", KeyId=key)["Rotations"]) == 1
        assert kms.call("GetKeyRotationStatus", KeyId=key)["KeyRotationEnabled"] is False
