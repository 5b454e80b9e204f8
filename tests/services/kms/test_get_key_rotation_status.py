"""GetKeyRotationStatus. Source: KMS API Reference, GetKeyRotationStatus."""

from tests.services.kms.conftest import DAY_S, GUEST, WITHOUT_ALIASES, Kms, allow, policy


class TestShape:
    def test_off_and_on(self, kms: Kms) -> None:
        key = kms.key()
        key_id = key.rpartition("/")[2]
        assert kms.call("GetKeyRotationStatus", KeyId=key) == {"KeyRotationEnabled": False, "KeyId": key_id}
        kms.call("EnableKeyRotation", KeyId=key)
        assert kms.call("GetKeyRotationStatus", KeyId=key) == {
            "KeyRotationEnabled": True,
            "KeyId": key_id,
            "RotationPeriodInDays": 365,
            "NextRotationDate": kms.now() + 365 * DAY_S,
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("GetKeyRotationStatus") == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("GetKeyRotationStatus") == {
            "Enabled": "",
            "Disabled": "",
            "PendingDeletion": "",
            "PendingImport": "UnsupportedOperationException",
        }
        assert kms.code_of("GetKeyRotationStatus", KeyId=kms.pair("ECC_NIST_P256")) == "UnsupportedOperationException"


class TestBehaviour:
    def test_of_a_key_that_is_to_be_deleted_it_is_off_until_that_is_taken_back(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("EnableKeyRotation", KeyId=key)
        kms.call("ScheduleKeyDeletion", KeyId=key)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["KeyRotationEnabled"] is False
        kms.call("CancelKeyDeletion", KeyId=key)
        assert kms.call("GetKeyRotationStatus", KeyId=key)["KeyRotationEnabled"] is True

    def test_aws_managed_keys_rotate_every_year(self, kms: Kms) -> None:
        key = kms.describe("alias/aws/s3")["Arn"]
        first = kms.describe(key)["CurrentKeyMaterialId"]
        status = kms.call("GetKeyRotationStatus", KeyId=key)
        assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, 365)
        kms.advance(365 * DAY_S)
        assert kms.describe(key)["CurrentKeyMaterialId"] != first

    def test_others_see_it_where_the_policy_lets_them(self, kms: Kms) -> None:
        key = kms.key(Policy=policy(allow(GUEST, "kms:GetKeyRotationStatus")))
        assert kms.code_of("GetKeyRotationStatus", KeyId=key, account=GUEST) == ""
        assert kms.code_of("GetKeyRotationStatus", KeyId=kms.key(), account=GUEST) == "AccessDenied"
