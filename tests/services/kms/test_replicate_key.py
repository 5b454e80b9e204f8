"""ReplicateKey. Source: KMS API Reference, ReplicateKey; Developer Guide, Multi-Region keys."""

import json

import pytest

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import DAY_S, GUEST, WITHOUT_ALIASES, Kms, allow, policy
from tests.services.kms.wrapping import put, request

THERE = "eu-west-1"
TO = {"ReplicaRegion": THERE}


def replicated(kms: Kms, **params: object) -> tuple[str, str]:
    key = kms.key(MultiRegion=True, **params)
    return key, str(kms.call("ReplicateKey", KeyId=key, **TO)["ReplicaKeyMetadata"]["Arn"])


class TestShape:
    def test_the_same_id_in_another_region(self, kms: Kms) -> None:
        key = kms.key(MultiRegion=True, Description="first")
        answer = kms.call("ReplicateKey", KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}], **TO)
        told, there = answer["ReplicaKeyMetadata"], key.replace(REGION, THERE)
        assert (told["Arn"], told["KeyState"], told["Description"], told["MultiRegion"]) == (there, "Enabled", "", True)
        assert told["CurrentKeyMaterialId"] == kms.describe(key)["CurrentKeyMaterialId"]
        assert told["MultiRegionConfiguration"] == {
            "MultiRegionKeyType": "REPLICA",
            "PrimaryKey": {"Arn": key, "Region": REGION},
            "ReplicaKeys": [{"Arn": there, "Region": THERE}],
        }
        assert json.loads(answer["ReplicaPolicy"])["Id"] == "key-default-1"
        assert answer["ReplicaTags"] == [{"TagKey": "a", "TagValue": "b"}]
        assert kms.describe(there, region=THERE) == told
        mine = kms.describe(key)["MultiRegionConfiguration"]
        assert (mine["MultiRegionKeyType"], mine["ReplicaKeys"]) == ("PRIMARY", [{"Arn": there, "Region": THERE}])


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("ReplicateKey", **TO) == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        assert kms.codes_by_state("ReplicateKey", spec={"MultiRegion": True}, **TO) == {
            "Enabled": "",
            "Disabled": "DisabledException",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }

    def test_only_primary_keys(self, kms: Kms) -> None:
        assert kms.code_of("ReplicateKey", KeyId=kms.key(), **TO) == "UnsupportedOperationException"
        _, replica = replicated(kms)
        code = kms.code_of("ReplicateKey", KeyId=replica, ReplicaRegion="ap-south-1", region=THERE)
        assert code == "UnsupportedOperationException"

    def test_one_for_each_region(self, kms: Kms) -> None:
        key, _ = replicated(kms)
        for region in (REGION, THERE):
            assert kms.code_of("ReplicateKey", KeyId=key, ReplicaRegion=region) == "AlreadyExistsException"

    @pytest.mark.parametrize(
        ("region", "code"), [("mars-east-1", "ValidationError"), ("cn-north-1", "UnsupportedOperationException")]
    )
    def test_regions_of_the_same_partition(self, kms: Kms, region: str, code: str) -> None:
        assert kms.code_of("ReplicateKey", KeyId=kms.key(MultiRegion=True), ReplicaRegion=region) == code

    def test_policies_and_tags_as_of_a_new_key(self, kms: Kms) -> None:
        key = kms.key(MultiRegion=True)
        theirs = json.dumps({"Version": "2012-10-17", "Statement": [allow(GUEST, "kms:*")]})
        for wrong in ("{", theirs):
            code = kms.code_of("ReplicateKey", KeyId=key, Policy=wrong, **TO)
            assert code == "MalformedPolicyDocumentException"
        twice = [{"TagKey": "a", "TagValue": "1"}] * 2
        assert kms.code_of("ReplicateKey", KeyId=key, Tags=twice, **TO) == "TagException"
        kms.set_quota("L-C2F1777E", 1)
        kms.key(region=THERE)
        assert kms.code_of("ReplicateKey", KeyId=key, **TO) == "LimitExceededException"


class TestBehaviour:
    def test_what_one_encrypts_the_other_decrypts(self, kms: Kms) -> None:
        """KMS-007: the exception to it."""
        key, replica = replicated(kms)
        assert kms.call("Decrypt", CiphertextBlob=kms.seal(key), region=THERE)["KeyId"] == replica
        assert kms.call("Decrypt", CiphertextBlob=kms.seal(replica, region=THERE))["KeyId"] == key

    def test_signatures_too(self, kms: Kms) -> None:
        key, replica = replicated(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        params = {"Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256"}
        signature = kms.call("Sign", KeyId=key, **params)["Signature"]
        assert kms.call("Verify", KeyId=replica, Signature=signature, region=THERE, **params)["SignatureValid"]

    def test_rotation_is_shared_and_set_on_the_primary(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        kms.call("EnableKeyRotation", KeyId=key, RotationPeriodInDays=90)
        code = kms.code_of("EnableKeyRotation", KeyId=replica, region=THERE)
        assert code == "UnsupportedOperationException"
        assert kms.call("GetKeyRotationStatus", KeyId=replica, region=THERE)["KeyRotationEnabled"]
        kms.advance(90 * DAY_S)
        both = [kms.describe(key)["CurrentKeyMaterialId"], kms.describe(replica, region=THERE)["CurrentKeyMaterialId"]]
        assert both[0] == both[1]
        assert kms.open(kms.seal(key), region=THERE) == b"secret"

    def test_policy_state_and_aliases_are_each_keys_own(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
        kms.call("DisableKey", KeyId=key)
        kms.call("PutKeyPolicy", KeyId=key, Policy=policy(allow(GUEST, "kms:DescribeKey")))
        assert kms.state(replica, region=THERE) == "Enabled"
        assert kms.code_of("DescribeKey", KeyId="alias/app", region=THERE) == "NotFoundException"
        assert kms.code_of("DescribeKey", KeyId=replica, region=THERE, account=GUEST) == "AccessDenied"
        assert kms.code_of("DescribeKey", KeyId=key, account=GUEST) == ""

    def test_a_primary_key_is_deleted_after_its_replicas(self, kms: Kms) -> None:
        """Source: Developer Guide, Deleting multi-Region keys."""
        key, replica = replicated(kms)
        answer = kms.call("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
        assert answer == {"KeyId": key, "KeyState": "PendingReplicaDeletion", "PendingWindowInDays": 7}
        assert kms.describe(key)["PendingDeletionWindowInDays"] == 7
        error = kms.error("Encrypt", KeyId=key, Plaintext=b"x")
        assert error.message == f"{key} is pending replica deletion."
        kms.advance(30 * DAY_S)
        assert kms.state(key) == "PendingReplicaDeletion"
        kms.call("ScheduleKeyDeletion", KeyId=replica, PendingWindowInDays=7, region=THERE)
        kms.advance(7 * DAY_S)
        assert kms.code_of("DescribeKey", KeyId=replica, region=THERE) == "NotFoundException"
        told = kms.describe(key)
        assert (told["KeyState"], told["DeletionDate"]) == ("PendingDeletion", kms.now() + 7 * DAY_S)
        kms.advance(7 * DAY_S)
        assert kms.code_of("DescribeKey", KeyId=key) == "NotFoundException"

    def test_a_replica_may_go_and_come_again(self, kms: Kms) -> None:
        key, replica = replicated(kms)
        blob = kms.seal(key)
        kms.call("ScheduleKeyDeletion", KeyId=replica, PendingWindowInDays=7, region=THERE)
        assert kms.code_of("ReplicateKey", KeyId=key, **TO) == "AlreadyExistsException"
        kms.advance(7 * DAY_S)
        assert kms.describe(key)["MultiRegionConfiguration"]["ReplicaKeys"] == []
        kms.call("ReplicateKey", KeyId=key, **TO)
        assert kms.open(blob, region=THERE) == b"secret"

    def test_imported_material_has_to_be_imported_there_too(self, kms: Kms) -> None:
        """Source: API Reference, ReplicateKey, ImportKeyMaterial and RotationsListEntry."""
        key = kms.key(MultiRegion=True, Origin="EXTERNAL")
        first = put(kms, key, b"1" * 32)["KeyMaterialId"]
        replica = kms.call("ReplicateKey", KeyId=key, **TO)["ReplicaKeyMetadata"]["Arn"]
        blob = kms.seal(key)
        assert kms.state(replica, region=THERE) == "PendingImport"
        other = request(kms, replica, b"2" * 32, region=THERE, ImportType="NEW_KEY_MATERIAL")
        assert kms.code_of("ImportKeyMaterial", **other) == "IncorrectKeyMaterialException"
        assert put(kms, replica, b"1" * 32, region=THERE)["KeyMaterialId"] == first
        assert kms.open(blob, region=THERE) == b"secret"
        kms.call("DeleteImportedKeyMaterial", KeyId=replica, region=THERE)
        assert (kms.state(key), kms.state(replica, region=THERE)) == ("Enabled", "PendingImport")
        put(kms, replica, b"1" * 32, region=THERE)
        put(kms, key, b"2" * 32, ImportType="NEW_KEY_MATERIAL")
        everything = {"KeyId": key, "IncludeKeyMaterial": "ALL_KEY_MATERIAL"}
        second = kms.call("ListKeyRotations", **everything)["Rotations"][1]
        assert second["KeyMaterialState"] == "PENDING_MULTI_REGION_IMPORT_AND_ROTATION"
        assert kms.code_of("RotateKeyOnDemand", KeyId=key) == "KMSInvalidStateException"
        put(kms, replica, b"2" * 32, region=THERE)
        assert kms.call("ListKeyRotations", **everything)["Rotations"][1]["KeyMaterialState"] == "PENDING_ROTATION"
        kms.call("RotateKeyOnDemand", KeyId=key)
        assert kms.open(kms.seal(key), region=THERE) == b"secret"
        assert kms.describe(replica, region=THERE)["CurrentKeyMaterialId"] == second["KeyMaterialId"]

    def test_another_account_has_none_of_it(self, kms: Kms) -> None:
        key, _ = replicated(kms)
        assert kms.code_of("ReplicateKey", KeyId=key, ReplicaRegion="ap-south-1", account=GUEST) == "AccessDenied"
        assert f":{ACCOUNT}:" in key
