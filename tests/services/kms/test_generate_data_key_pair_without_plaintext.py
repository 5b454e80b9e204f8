"""GenerateDataKeyPairWithoutPlaintext. Source: KMS API Reference, GenerateDataKeyPairWithoutPlaintext."""

from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

OPERATION = "GenerateDataKeyPairWithoutPlaintext"
P256 = {"KeyPairSpec": "ECC_NIST_P256"}


class TestShape:
    def test_the_private_key_is_encrypted_only(self, kms: Kms) -> None:
        answer = kms.call(OPERATION, KeyId=kms.key(), **P256)
        assert set(answer) == {"PrivateKeyCiphertextBlob", "PublicKey", "KeyId", "KeyPairSpec", "KeyMaterialId"}
        private: Any = load_der_private_key(kms.open(answer["PrivateKeyCiphertextBlob"]), None)
        public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert public == answer["PublicKey"]


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys(OPERATION, **P256) == WITH_ALIASES

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state(OPERATION, **P256) == CRYPTOGRAPHIC

    def test_usage_tokens_and_dry_runs(self, kms: Kms) -> None:
        assert kms.code_of(OPERATION, KeyId=kms.pair("RSA_2048"), **P256) == "InvalidKeyUsageException"
        assert kms.code_of(OPERATION, KeyId=kms.key(), GrantTokens=["x"], **P256) == "InvalidGrantTokenException"
        assert kms.code_of(OPERATION, KeyId=kms.key(), DryRun=True, **P256) == "DryRunOperationException"
        assert kms.code_of(OPERATION, KeyId=kms.key(), KeyPairSpec="SM2") == "UnsupportedOperationException"
