"""ScheduleKeyDeletion. Source: KMS API Reference, ScheduleKeyDeletion; Developer Guide, Deleting KMS keys."""

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms


class TestShape:
    def test_when_it_will_be_gone(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.call("ScheduleKeyDeletion", KeyId=key) == {
            "KeyId": key,
            "DeletionDate": kms.now() + 30 * DAY_S,
            "KeyState": "PendingDeletion",
            "PendingWindowInDays": 30,
        }


class TestRules:
    def test_from_seven_to_thirty_days(self, kms: Kms) -> None:
        """KMS-009."""
        key = kms.key()
        for wrong in (1, 6, 31, 365):
            assert kms.code_of("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=wrong) == "ValidationError"
        assert kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)["PendingWindowInDays"] == 7

    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ScheduleKeyDeletion") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("ScheduleKeyDeletion") == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "",
        }


class TestBehaviour:
    def test_it_cannot_be_used_meanwhile(self, kms: Kms) -> None:
        """KMS-009."""
        key = kms.key()
        blob = kms.seal(key)
        kms.call("ScheduleKeyDeletion", KeyId=key)
        error = kms.error("Decrypt", CiphertextBlob=blob)
        assert (error.code, error.message) == ("KMSInvalidStateException", f"{key} is pending deletion.")

    def test_after_the_last_day_it_is_gone_with_all_that_belongs_to_it(self, kms: Kms) -> None:
        key = kms.key(Tags=[{"TagKey": "a", "TagValue": "b"}])
        blob = kms.seal(key)
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
        kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        kms.advance(7 * DAY_S - 1)
        assert kms.state(key) == "PendingDeletion"
        kms.advance(1)
        assert kms.code_of("DescribeKey", KeyId=key) == "NotFoundException"
        assert kms.code_of("DescribeKey", KeyId="alias/app") == "NotFoundException"
        assert kms.call("ListAliases")["Aliases"] == []
        error = kms.error("Decrypt", CiphertextBlob=blob)
        assert error.code == "AccessDenied"
        assert "on the resource associated with this ciphertext because the resource does not exist" in error.message
