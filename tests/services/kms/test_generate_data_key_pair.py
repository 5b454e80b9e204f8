"""GenerateDataKeyPair. Source: KMS API Reference, GenerateDataKeyPair."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

SPECS = ["RSA_2048", "ECC_NIST_P256", "ECC_NIST_P521", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519", "ML_KEM_1024"]
P256 = {"KeyPairSpec": "ECC_NIST_P256"}


class TestShape:
    @pytest.mark.parametrize("spec", SPECS)
    def test_both_halves_belong_together(self, kms: Kms, spec: str) -> None:
        key = kms.key()
        answer = kms.call("GenerateDataKeyPair", KeyId=key, KeyPairSpec=spec, EncryptionContext={"a": "b"})
        private: Any = load_der_private_key(answer["PrivateKeyPlaintext"], None)
        public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert (answer["KeyId"], answer["KeyPairSpec"], answer["PublicKey"]) == (key, spec, public)
        opened = kms.open(answer["PrivateKeyCiphertextBlob"], EncryptionContext={"a": "b"})
        assert opened == answer["PrivateKeyPlaintext"]
        assert answer["KeyMaterialId"] == kms.describe(key)["CurrentKeyMaterialId"]


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys("GenerateDataKeyPair", **P256) == WITH_ALIASES

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("GenerateDataKeyPair", **P256) == CRYPTOGRAPHIC

    def test_usage_tokens_and_dry_runs(self, kms: Kms) -> None:
        assert kms.code_of("GenerateDataKeyPair", KeyId=kms.pair("RSA_2048"), **P256) == "InvalidKeyUsageException"
        assert kms.code_of("GenerateDataKeyPair", KeyId=kms.key(), GrantTokens=["x"], **P256) == (
            "InvalidGrantTokenException"
        )
        assert kms.code_of("GenerateDataKeyPair", KeyId=kms.key(), DryRun=True, **P256) == "DryRunOperationException"

    def test_sm2_is_for_china(self, kms: Kms) -> None:
        assert kms.code_of("GenerateDataKeyPair", KeyId=kms.key(), KeyPairSpec="SM2") == "UnsupportedOperationException"
        there = {"region": "cn-north-1"}
        key = kms.key(**there)
        assert kms.code_of("GenerateDataKeyPair", KeyId=key, KeyPairSpec="SM2", **there) == "NotImplemented"

    def test_what_the_library_cannot_make(self, kms: Kms) -> None:
        assert kms.code_of("GenerateDataKeyPair", KeyId=kms.key(), KeyPairSpec="ML_KEM_512") == "NotImplemented"
