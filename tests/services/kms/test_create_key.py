"""CreateKey. Source: KMS API Reference, CreateKey; Developer Guide, Key spec reference."""

import json
import re

import pytest

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, Kms, allow, policy

ALGORITHMS = {
    ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"): ("EncryptionAlgorithms", ["SYMMETRIC_DEFAULT"]),
    ("RSA_2048", "ENCRYPT_DECRYPT"): ("EncryptionAlgorithms", ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]),
    ("RSA_3072", "SIGN_VERIFY"): (
        "SigningAlgorithms",
        [f"RSASSA_{scheme}_SHA_{bits}" for scheme in ("PKCS1_V1_5", "PSS") for bits in (256, 384, 512)],
    ),
    ("ECC_NIST_P256", "SIGN_VERIFY"): ("SigningAlgorithms", ["ECDSA_SHA_256"]),
    ("ECC_NIST_P384", "SIGN_VERIFY"): ("SigningAlgorithms", ["ECDSA_SHA_384"]),
    ("ECC_NIST_P521", "KEY_AGREEMENT"): ("KeyAgreementAlgorithms", ["ECDH"]),
    ("ECC_SECG_P256K1", "SIGN_VERIFY"): ("SigningAlgorithms", ["ECDSA_SHA_256"]),
    ("ECC_NIST_EDWARDS25519", "SIGN_VERIFY"): ("SigningAlgorithms", ["ED25519_SHA_512", "ED25519_PH_SHA_512"]),
    ("HMAC_224", "GENERATE_VERIFY_MAC"): ("MacAlgorithms", ["HMAC_SHA_224"]),
    ("HMAC_512", "GENERATE_VERIFY_MAC"): ("MacAlgorithms", ["HMAC_SHA_512"]),
    ("ML_DSA_44", "SIGN_VERIFY"): ("SigningAlgorithms", ["ML_DSA_SHAKE_256"]),
    ("ML_KEM_768", "ENCAPSULATE_DECAPSULATE"): ("EncapsulationAlgorithms", ["ML_KEM"]),
}


class TestShape:
    def test_without_anything_it_is_a_symmetric_key(self, kms: Kms) -> None:
        """KMS-001, KMS-004."""
        made = kms.call("CreateKey", Description="mine")["KeyMetadata"]
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["KeyId"])
        assert re.fullmatch(r"[0-9a-f]{64}", made.pop("CurrentKeyMaterialId"))
        assert made == {
            "AWSAccountId": ACCOUNT,
            "KeyId": made["KeyId"],
            "Arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{made['KeyId']}",
            "CreationDate": kms.now(),
            "Enabled": True,
            "Description": "mine",
            "KeyUsage": "ENCRYPT_DECRYPT",
            "KeyState": "Enabled",
            "Origin": "AWS_KMS",
            "KeyManager": "CUSTOMER",
            "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "KeySpec": "SYMMETRIC_DEFAULT",
            "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
            "MultiRegion": False,
        }

    @pytest.mark.parametrize(("spec", "usage"), ALGORITHMS)
    def test_each_spec_has_its_algorithms(self, kms: Kms, spec: str, usage: str) -> None:
        made = kms.call("CreateKey", KeySpec=spec, KeyUsage=usage)["KeyMetadata"]
        member, algorithms = ALGORITHMS[spec, usage]
        assert (made["KeySpec"], made["KeyUsage"], made[member]) == (spec, usage, algorithms)
        assert [name for name in made if name.endswith("Algorithms")] == [member]

    def test_the_older_name_of_the_spec(self, kms: Kms) -> None:
        made = kms.call("CreateKey", CustomerMasterKeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
        assert made["KeySpec"] == "ECC_NIST_P256"

    def test_a_key_whose_material_is_to_be_imported(self, kms: Kms) -> None:
        made = kms.call("CreateKey", Origin="EXTERNAL")["KeyMetadata"]
        assert (made["KeyState"], made["Enabled"], made["Origin"]) == ("PendingImport", False, "EXTERNAL")
        assert "CurrentKeyMaterialId" not in made
        assert "ExpirationModel" not in made

    def test_a_multi_region_key(self, kms: Kms) -> None:
        made = kms.call("CreateKey", MultiRegion=True)["KeyMetadata"]
        assert re.fullmatch(r"mrk-[0-9a-f]{32}", made["KeyId"])
        assert made["MultiRegionConfiguration"] == {
            "MultiRegionKeyType": "PRIMARY",
            "PrimaryKey": {"Arn": made["Arn"], "Region": REGION},
            "ReplicaKeys": [],
        }


class TestRules:
    @pytest.mark.parametrize(
        ("params", "text"),
        [
            ({"KeySpec": "RSA_2048"}, "You must specify a KeyUsage value for all KMS keys except for"),
            ({"KeySpec": "HMAC_256", "KeyUsage": "SIGN_VERIFY"}, "KeyUsage SIGN_VERIFY is not compatible with KeySpec"),
            ({"KeySpec": "ECC_SECG_P256K1", "KeyUsage": "KEY_AGREEMENT"}, "is not compatible with KeySpec"),
            ({"KeyUsage": "GENERATE_VERIFY_MAC"}, "is not compatible with KeySpec SYMMETRIC_DEFAULT"),
            ({"KeySpec": "RSA_2048", "CustomerMasterKeySpec": "RSA_2048"}, "You cannot specify KeySpec and"),
        ],
    )
    def test_spec_and_usage_go_together(self, kms: Kms, params: dict[str, str], text: str) -> None:
        error = kms.error("CreateKey", **params)
        assert (error.code, error.status) == ("ValidationError", 400)
        assert text in error.message

    def test_sm2_is_for_china_and_ml_kem_is_not(self, kms: Kms) -> None:
        sm2 = {"KeySpec": "SM2", "KeyUsage": "SIGN_VERIFY"}
        assert kms.code_of("CreateKey", **sm2) == "UnsupportedOperationException"
        assert kms.code_of("CreateKey", region="cn-north-1", **sm2) == "NotImplemented"
        ml_kem = {"KeySpec": "ML_KEM_768", "KeyUsage": "ENCAPSULATE_DECAPSULATE"}
        assert kms.code_of("CreateKey", region="cn-north-1", **ml_kem) == "UnsupportedOperationException"

    @pytest.mark.parametrize(
        "params",
        [
            {"Origin": "AWS_CLOUDHSM"},
            {"CustomKeyStoreId": "cks-1"},
            {"Origin": "EXTERNAL_KEY_STORE", "XksKeyId": "x"},
            {"KeySpec": "ML_KEM_512", "KeyUsage": "ENCAPSULATE_DECAPSULATE"},
        ],
    )
    def test_what_is_not_here_says_so(self, kms: Kms, params: dict[str, str]) -> None:
        assert kms.code_of("CreateKey", **params) == "NotImplemented"

    def test_a_policy_that_is_none(self, kms: Kms) -> None:
        for wrong in ("{", "[]", '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Principal":"*"}]}'):
            assert kms.code_of("CreateKey", Policy=wrong) == "MalformedPolicyDocumentException"

    def test_a_policy_that_is_too_long(self, kms: Kms) -> None:
        """Source: Developer Guide, Resource quotas: 32 KB."""
        long = policy(allow(ACCOUNT, "kms:Encrypt", Sid="x" * 32_768))
        assert kms.code_of("CreateKey", Policy=long) == "LimitExceededException"

    def test_nobody_locks_himself_out_by_mistake(self, kms: Kms) -> None:
        theirs = json.dumps({"Version": "2012-10-17", "Statement": [allow(GUEST, "kms:*")]})
        error = kms.error("CreateKey", Policy=theirs)
        assert error.code == "MalformedPolicyDocumentException"
        assert error.message == "The new key policy will not allow you to update the key policy in the future."
        assert kms.call("CreateKey", Policy=theirs, BypassPolicyLockoutSafetyCheck=True)

    def test_a_deny_locks_out_too(self, kms: Kms) -> None:
        deny = {"Effect": "Deny", "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*"}
        assert kms.code_of("CreateKey", Policy=policy(deny)) == "MalformedPolicyDocumentException"

    def test_tags_that_are_none(self, kms: Kms) -> None:
        twice = [{"TagKey": "a", "TagValue": "1"}, {"TagKey": "a", "TagValue": "2"}]
        for wrong in (twice, [{"TagKey": "aws:x", "TagValue": ""}]):
            assert kms.code_of("CreateKey", Tags=wrong) == "TagException"
        many = [{"TagKey": f"k{n}", "TagValue": ""} for n in range(51)]
        assert kms.code_of("CreateKey", Tags=many) == "LimitExceededException"
        assert kms.call("CreateKey", Tags=many[:50])

    def test_the_quota_counts_only_the_customers_own_keys(self, kms: Kms) -> None:
        kms.set_quota("L-C2F1777E", 2)
        kms.describe("alias/aws/s3")
        kms.key()
        kms.key()
        assert kms.code_of("CreateKey") == "LimitExceededException"
        assert kms.code_of("CreateKey", region="eu-west-1") == ""


class TestBehaviour:
    def test_the_policy_is_the_default_one(self, kms: Kms) -> None:
        """Source: Developer Guide, Default key policy."""
        document = json.loads(kms.call("GetKeyPolicy", KeyId=kms.key())["Policy"])
        assert document == {
            "Version": "2012-10-17",
            "Id": "key-default-1",
            "Statement": [
                {
                    "Sid": "Enable IAM User Permissions",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }

    def test_a_policy_of_its_own_and_tags(self, kms: Kms) -> None:
        """KMS-001."""
        mine = policy(allow(GUEST, "kms:Encrypt"))
        key = kms.key(Policy=mine, Tags=[{"TagKey": "team", "TagValue": "red"}])
        assert kms.call("GetKeyPolicy", KeyId=key)["Policy"] == mine
        assert kms.call("ListResourceTags", KeyId=key)["Tags"] == [{"TagKey": "team", "TagValue": "red"}]

    def test_a_failed_call_leaves_no_key(self, kms: Kms) -> None:
        kms.error("CreateKey", Policy="{")
        assert kms.call("ListKeys")["Keys"] == []
