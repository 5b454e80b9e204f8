"""CancelKeyDeletion. Source: KMS API Reference, CancelKeyDeletion; Developer Guide, Key states, [4]."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("CancelKeyDeletion") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("CancelKeyDeletion") == {
            "Enabled": "KMSInvalidStateException",
            "Disabled": "KMSInvalidStateException",
            "PendingDeletion": "",
            "PendingImport": "KMSInvalidStateException",
        }
        key = kms.key()
        assert kms.error("CancelKeyDeletion", KeyId=key).message == f"{key} is not pending deletion."


class TestBehaviour:
    def test_the_key_stays_and_is_disabled(self, kms: Kms) -> None:
        key = kms.key()
        blob = kms.seal(key)
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        assert kms.call("CancelKeyDeletion", KeyId=key) == {"KeyId": key}
        assert "DeletionDate" not in kms.describe(key)
        kms.advance(8 * DAY_S)
        assert kms.state(key) == "Disabled"
        kms.call("EnableKey", KeyId=key)
        assert kms.open(blob) == b"secret"

    def test_one_without_its_material_waits_for_it(self, kms: Kms) -> None:
        key = kms.key(Origin="EXTERNAL")
        kms.call("ScheduleKeyDeletion", KeyId=key)
        kms.call("CancelKeyDeletion", KeyId=key)
        assert kms.state(key) == "PendingImport"

    def test_a_second_deletion_has_its_own_day(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        kms.call("CancelKeyDeletion", KeyId=key)
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=30)
        kms.advance(29 * DAY_S)
        assert kms.state(key) == "PendingDeletion"
        kms.advance(DAY_S)
        assert kms.code_of("DescribeKey", KeyId=key) == "NotFoundException"
