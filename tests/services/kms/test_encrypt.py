"""Encrypt. Source: KMS API Reference, Encrypt; Developer Guide, Encryption context."""

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import WITH_ALIASES, Kms

RSA = {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}


class TestShape:
    def test_symmetric(self, kms: Kms) -> None:
        """KMS-001, ENC-004: the ciphertext differs from the plaintext, and each time."""
        key = kms.key()
        answers = [kms.call("Encrypt", KeyId=key, Plaintext=b"secret") for _ in range(4)]
        blobs = {answer.pop("CiphertextBlob") for answer in answers}
        assert answers == [{"KeyId": key, "EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}] * 4
        assert len(blobs) == 4
        assert not any(b"secret" in blob for blob in blobs)

    def test_rsa(self, kms: Kms) -> None:
        answer = kms.call(
            "Encrypt", KeyId=kms.key(**RSA), Plaintext=b"secret", EncryptionAlgorithm="RSAES_OAEP_SHA_256"
        )
        assert (len(answer["CiphertextBlob"]), answer["EncryptionAlgorithm"]) == (256, "RSAES_OAEP_SHA_256")


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        assert kms.wrong_keys("Encrypt", Plaintext=b"x") == WITH_ALIASES

    def test_states(self, kms: Kms) -> None:
        """KMS-009."""
        assert kms.codes_by_state("Encrypt", Plaintext=b"x") == {
            "Enabled": "",
            "Disabled": "DisabledException",
            "PendingDeletion": "KMSInvalidStateException",
            "PendingImport": "KMSInvalidStateException",
        }

    def test_only_keys_that_encrypt(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        error = kms.error("Encrypt", KeyId=key, Plaintext=b"x")
        assert (error.code, error.message) == (
            "InvalidKeyUsageException",
            f"{key} key usage is SIGN_VERIFY which is not valid for Encrypt.",
        )

    def test_the_algorithm_is_one_of_the_key(self, kms: Kms) -> None:
        rsa, symmetric = kms.key(**RSA), kms.key()
        error = kms.error("Encrypt", KeyId=rsa, Plaintext=b"x")
        assert (error.code, error.message) == (
            "InvalidKeyUsageException",
            "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.",
        )
        wrong = kms.code_of("Encrypt", KeyId=symmetric, Plaintext=b"x", EncryptionAlgorithm="RSAES_OAEP_SHA_1")
        assert wrong == "InvalidKeyUsageException"

    @pytest.mark.parametrize(("algorithm", "size"), [("RSAES_OAEP_SHA_1", 214), ("RSAES_OAEP_SHA_256", 190)])
    def test_as_much_as_there_is_room_for(self, kms: Kms, algorithm: str, size: int) -> None:
        """Source: API Reference, Encrypt, maximum size of the data."""
        params = {"KeyId": kms.key(**RSA), "EncryptionAlgorithm": algorithm}
        assert kms.call("Encrypt", Plaintext=b"x" * size, **params)
        error = kms.error("Encrypt", Plaintext=b"x" * (size + 1), **params)
        assert error.code == "ValidationError"
        assert (
            error.message
            == f"Algorithm {algorithm} and key spec RSA_2048 cannot encrypt data larger than {size} bytes."
        )

    def test_up_to_4096_bytes(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.open(kms.seal(key, b"x" * 4096)) == b"x" * 4096
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x" * 4097) == "ValidationError"
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"") == "ValidationError"

    def test_key_pairs_have_no_context(self, kms: Kms) -> None:
        params = {"KeyId": kms.key(**RSA), "EncryptionAlgorithm": "RSAES_OAEP_SHA_1", "Plaintext": b"x"}
        assert kms.code_of("Encrypt", EncryptionContext={"a": "b"}, **params) == "ValidationError"

    def test_a_grant_token_that_is_none(self, kms: Kms) -> None:
        assert (
            kms.code_of("Encrypt", KeyId=kms.key(), Plaintext=b"x", GrantTokens=["x"]) == "InvalidGrantTokenException"
        )

    def test_a_dry_run(self, kms: Kms) -> None:
        key = kms.key()
        error = kms.error("Encrypt", KeyId=key, Plaintext=b"x", DryRun=True)
        assert (error.code, error.message) == (
            "DryRunOperationException",
            "The request would have succeeded, but the DryRun option is set.",
        )
        kms.call("DisableKey", KeyId=key)
        assert kms.code_of("Encrypt", KeyId=key, Plaintext=b"x", DryRun=True) == "DisabledException"


class TestBehaviour:
    def test_what_is_encrypted_outside_with_the_public_key_is_decrypted_here(self, kms: Kms) -> None:
        """ENC-005."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding, rsa

        key = kms.key(**RSA)
        public = load_der_public_key(kms.call("GetPublicKey", KeyId=key)["PublicKey"])
        assert isinstance(public, rsa.RSAPublicKey)
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        blob = public.encrypt(b"secret", oaep)
        assert kms.open(blob, KeyId=key, EncryptionAlgorithm="RSAES_OAEP_SHA_256") == b"secret"

    def test_the_request_rate(self, kms: Kms) -> None:
        """KMS-006: of the caller's account, over all symmetric keys and operations."""
        kms.set_quota("L-6E3AF000", 3)
        keys = [kms.key(), kms.key()]
        blob = kms.seal(keys[0])
        assert kms.open(blob) == b"secret"
        assert kms.code_of("GenerateDataKey", KeyId=keys[1], KeySpec="AES_256") == ""
        error = kms.error("Encrypt", KeyId=keys[1], Plaintext=b"x")
        assert (error.code, error.status, error.message) == (
            "ThrottlingException",
            400,
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
        )
        rsa = kms.key(**RSA)
        assert kms.code_of("Encrypt", KeyId=rsa, Plaintext=b"x", EncryptionAlgorithm="RSAES_OAEP_SHA_1") == ""
        kms.advance(1)
        assert kms.code_of("Encrypt", KeyId=keys[1], Plaintext=b"x") == ""
