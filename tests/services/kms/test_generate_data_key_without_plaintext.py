"""GenerateDataKeyWithoutPlaintext. Source: KMS API Reference, GenerateDataKeyWithoutPlaintext."""

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC


class TestShape:
    def test_encrypted_only(self, kms: Kms) -> None:
        key = kms.key()
        answer = kms.call("GenerateDataKeyWithoutPlaintext", KeyId=key, NumberOfBytes=64)
        assert set(answer) == {"CiphertextBlob", "KeyId", "KeyMaterialId"}
        assert len(kms.open(answer["CiphertextBlob"], KeyId=key)) == 64


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys("GenerateDataKeyWithoutPlaintext", KeySpec="AES_256") == WITH_ALIASES

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("GenerateDataKeyWithoutPlaintext", KeySpec="AES_256") == CRYPTOGRAPHIC

    def test_usage_tokens_and_dry_runs(self, kms: Kms) -> None:
        operation, spec = "GenerateDataKeyWithoutPlaintext", {"KeySpec": "AES_256"}
        assert kms.code_of(operation, KeyId=kms.pair("ECC_NIST_P256"), **spec) == "InvalidKeyUsageException"
        assert kms.code_of(operation, KeyId=kms.key(), GrantTokens=["x"], **spec) == "InvalidGrantTokenException"
        assert kms.code_of(operation, KeyId=kms.key(), DryRun=True, **spec) == "DryRunOperationException"
        assert kms.code_of(operation, KeyId=kms.key()) == "ValidationError"
