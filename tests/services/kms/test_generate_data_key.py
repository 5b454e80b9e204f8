"""GenerateDataKey. Source: KMS API Reference, GenerateDataKey."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.services.kms.conftest import WITH_ALIASES, Kms

CRYPTOGRAPHIC = {
    "Enabled": "",
    "Disabled": "DisabledException",
    "PendingDeletion": "KMSInvalidStateException",
    "PendingImport": "KMSInvalidStateException",
}


class TestShape:
    def test_in_clear_and_encrypted(self, kms: Kms) -> None:
        """KMS-003, KMS-004."""
        key = kms.key()
        answer = kms.call("GenerateDataKey", KeyId=key, KeySpec="AES_256", EncryptionContext={"a": "b"})
        assert set(answer) == {"CiphertextBlob", "Plaintext", "KeyId", "KeyMaterialId"}
        assert (answer["KeyId"], len(answer["Plaintext"])) == (key, 32)
        assert answer["KeyMaterialId"] == kms.describe(key)["CurrentKeyMaterialId"]
        assert kms.open(answer["CiphertextBlob"], EncryptionContext={"a": "b"}) == answer["Plaintext"]

    def test_lengths(self, kms: Kms) -> None:
        key = kms.key()
        for params, size in (({"KeySpec": "AES_128"}, 16), ({"NumberOfBytes": 1}, 1), ({"NumberOfBytes": 1024}, 1024)):
            assert len(kms.call("GenerateDataKey", KeyId=key, **params)["Plaintext"]) == size


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys("GenerateDataKey", KeySpec="AES_256") == WITH_ALIASES

    def test_states(self, kms: Kms) -> None:
        """KMS-009."""
        assert kms.codes_by_state("GenerateDataKey", KeySpec="AES_256") == CRYPTOGRAPHIC

    def test_either_a_spec_or_a_number(self, kms: Kms) -> None:
        key = kms.key()
        for params in ({}, {"KeySpec": "AES_256", "NumberOfBytes": 32}):
            error = kms.error("GenerateDataKey", KeyId=key, **params)
            assert (error.code, error.message) == (
                "ValidationError",
                "Please specify either number of bytes or key spec.",
            )
        assert kms.code_of("GenerateDataKey", KeyId=key, NumberOfBytes=1025) == "ValidationError"

    def test_only_under_symmetric_keys(self, kms: Kms) -> None:
        for key in (kms.pair("RSA_2048", "ENCRYPT_DECRYPT"), kms.pair("HMAC_256", "GENERATE_VERIFY_MAC")):
            assert kms.code_of("GenerateDataKey", KeyId=key, KeySpec="AES_256") == "InvalidKeyUsageException"

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        params = {"KeyId": kms.key(), "KeySpec": "AES_256"}
        assert kms.code_of("GenerateDataKey", GrantTokens=["x"], **params) == "InvalidGrantTokenException"
        assert kms.code_of("GenerateDataKey", DryRun=True, **params) == "DryRunOperationException"


class TestBehaviour:
    def test_envelope_encryption(self, kms: Kms) -> None:
        """KMS-003, ENC-003: who has the data only, or the encrypted key only, has nothing."""
        answer = kms.call("GenerateDataKey", KeyId=kms.key(), KeySpec="AES_256")
        stored = AESGCM(answer["Plaintext"]).encrypt(bytes(12), b"the data", None)
        assert AESGCM(kms.open(answer["CiphertextBlob"])).decrypt(bytes(12), stored, None) == b"the data"

    def test_each_is_another_one(self, kms: Kms) -> None:
        key = kms.key()
        assert len({kms.call("GenerateDataKey", KeyId=key, KeySpec="AES_256")["Plaintext"] for _ in range(8)}) == 8

    def test_a_service_makes_its_managed_key_with_the_first_one(self, kms: Kms) -> None:
        """Only through the service: its key's policy says so even to the account's root."""
        assert kms.code_of("GenerateDataKey", KeyId="alias/aws/s3", KeySpec="AES_256") == "AccessDenied"
        assert kms.call("ListKeys")["Keys"] == []
