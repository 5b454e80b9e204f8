"""UpdatePrimaryRegion. Source: KMS API Reference, UpdatePrimaryRegion."""

from tests.cloud import REGION
from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms
from tests.services.kms.test_replicate_key import THERE, replicated

TO = {"PrimaryRegion": THERE}


class TestShape:
    def test_the_two_change_places(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        assert kms.call("UpdatePrimaryRegion", KeyId=key, **TO) == {}
        for arn, region in ((key, REGION), (replica, THERE)):
            assert kms.describe(arn, region=region)["MultiRegionConfiguration"] == {
                "MultiRegionKeyType": "PRIMARY" if arn == replica else "REPLICA",
                "PrimaryKey": {"Arn": replica, "Region": THERE},
                "ReplicaKeys": [{"Arn": key, "Region": REGION}],
            }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("UpdatePrimaryRegion", **TO) == WITHOUT_ALIASES

    def test_only_between_a_primary_key_and_its_replica(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        assert kms.code_of("UpdatePrimaryRegion", KeyId=kms.key(), **TO) == "UnsupportedOperationException"
        wrong = {"KeyId": replica, "PrimaryRegion": REGION, "region": THERE}
        assert kms.code_of("UpdatePrimaryRegion", **wrong) == "UnsupportedOperationException"
        assert kms.code_of("UpdatePrimaryRegion", KeyId=key, PrimaryRegion=REGION) == "UnsupportedOperationException"
        assert kms.code_of("UpdatePrimaryRegion", KeyId=key, PrimaryRegion="ap-south-1") == "NotFoundException"
        assert kms.code_of("UpdatePrimaryRegion", KeyId=key, PrimaryRegion="mars-east-1") == "ValidationError"

    def test_both_keys_must_be_enabled(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        kms.call("DisableKey", KeyId=replica, region=THERE)
        assert kms.code_of("UpdatePrimaryRegion", KeyId=key, **TO) == "DisabledException"
        kms.call("EnableKey", KeyId=replica, region=THERE)
        kms.call("ScheduleKeyDeletion", KeyId=key)
        assert kms.code_of("UpdatePrimaryRegion", KeyId=key, **TO) == "KMSInvalidStateException"


class TestBehaviour:
    def test_rotation_goes_along(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        kms.call("UpdatePrimaryRegion", KeyId=key, **TO)
        kms.advance(90 * DAY_S)
        assert len(kms.call("ListKeyRotations", KeyId=replica, region=THERE)["Rotations"]) == 1
        assert kms.code_of("DisableKeyRotation", KeyId=key) == "UnsupportedOperationException"
        assert kms.code_of("DisableKeyRotation", KeyId=replica, region=THERE) == ""
        assert kms.code_of("ReplicateKey", KeyId=replica, ReplicaRegion="ap-south-1", region=THERE) == ""
