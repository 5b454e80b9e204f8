"""Decrypt. Source: KMS API Reference, Decrypt; Developer Guide, Encryption context."""

import pytest

from tests.cloud import ACCOUNT, REGION
from tests.services.kms.conftest import GUEST, WITH_ALIASES, Kms, allow, policy

RSA = {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}


class TestShape:
    def test_the_ciphertext_names_its_key(self, kms: Kms) -> None:
        """KMS-001."""
        key = kms.key()
        assert kms.call("Decrypt", CiphertextBlob=kms.seal(key, b"\0\xff")) == {
            "KeyId": key,
            "Plaintext": b"\0\xff",
            "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "KeyMaterialId": kms.describe(key)["CurrentKeyMaterialId"],
        }

    @pytest.mark.parametrize("algorithm", ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"])
    def test_rsa(self, kms: Kms, algorithm: str) -> None:
        """ENC-005."""
        key = kms.key(**RSA)
        params = {"KeyId": key, "EncryptionAlgorithm": algorithm}
        answer = kms.call("Decrypt", CiphertextBlob=kms.seal(key, EncryptionAlgorithm=algorithm), **params)
        assert answer == {"KeyId": key, "Plaintext": b"secret", "EncryptionAlgorithm": algorithm}


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias of another key is IncorrectKeyException."""
        blob = kms.seal(kms.key())
        assert kms.wrong_keys("Decrypt", CiphertextBlob=blob) == [*WITH_ALIASES[:4], *["IncorrectKeyException"] * 2]

    def test_another_key_than_the_one_it_was_encrypted_under(self, kms: Kms) -> None:
        error = kms.error("Decrypt", CiphertextBlob=kms.seal(kms.key()), KeyId=kms.key())
        assert (error.code, error.message) == (
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.",
        )

    def test_states(self, kms: Kms) -> None:
        """KMS-009."""
        expected = {"Enabled": "", "Disabled": "DisabledException", "PendingDeletion": "KMSInvalidStateException"}
        for state, code in expected.items():
            key = kms.key()
            blob = kms.seal(key)
            kms.into(key, state)
            assert kms.code_of("Decrypt", CiphertextBlob=blob) == code

    def test_what_is_no_ciphertext(self, kms: Kms) -> None:
        blob = kms.seal(kms.key())
        for wrong in (b"x", b"\x02" + blob[1:], blob[:50], bytes(200)):
            error = kms.error("Decrypt", CiphertextBlob=wrong)
            assert (error.code, error.message) == ("InvalidCiphertextException", "")

    @pytest.mark.parametrize("at", [24, 55, 56, 72, 84, 85, -1])
    def test_what_was_changed_anywhere(self, kms: Kms, at: int) -> None:
        """The material's id, the salt, the nonce, the data, the tag."""
        blob = bytearray(kms.seal(kms.key()))
        blob[at] ^= 1
        assert kms.code_of("Decrypt", CiphertextBlob=bytes(blob)) == "InvalidCiphertextException"

    def test_the_context_must_be_the_same(self, kms: Kms) -> None:
        """Source: API Reference, Decrypt, EncryptionContext: an exact, case-sensitive match, in any order."""
        key = kms.key()
        blob = kms.seal(key, EncryptionContext={"team": "red", "purpose": "test"})
        assert kms.open(blob, EncryptionContext={"purpose": "test", "team": "red"}) == b"secret"
        for wrong in ({}, {"team": "red"}, {"team": "Red", "purpose": "test"}, {"team": "test", "purpose": "red"}):
            assert kms.code_of("Decrypt", CiphertextBlob=blob, EncryptionContext=wrong) == "InvalidCiphertextException"

    def test_pairs_of_a_context_do_not_run_together(self, kms: Kms) -> None:
        blob = kms.seal(kms.key(), EncryptionContext={"ab": "c"})
        assert (
            kms.code_of("Decrypt", CiphertextBlob=blob, EncryptionContext={"a": "bc"}) == "InvalidCiphertextException"
        )

    def test_the_algorithm_is_one_of_the_key(self, kms: Kms) -> None:
        key = kms.key(**RSA)
        blob = kms.seal(key, EncryptionAlgorithm="RSAES_OAEP_SHA_1")
        assert kms.code_of("Decrypt", CiphertextBlob=blob, KeyId=key) == "InvalidKeyUsageException"
        other = kms.code_of("Decrypt", CiphertextBlob=blob, KeyId=key, EncryptionAlgorithm="RSAES_OAEP_SHA_256")
        assert other == "InvalidCiphertextException"

    def test_only_keys_that_encrypt(self, kms: Kms) -> None:
        key = kms.pair("HMAC_256", "GENERATE_VERIFY_MAC")
        assert kms.code_of("Decrypt", CiphertextBlob=b"x", KeyId=key) == "InvalidKeyUsageException"

    def test_a_grant_token_that_is_none(self, kms: Kms) -> None:
        blob = kms.seal(kms.key())
        assert kms.code_of("Decrypt", CiphertextBlob=blob, GrantTokens=["x"]) == "InvalidGrantTokenException"

    def test_a_dry_run_looks_at_the_ciphertext_unless_told_not_to(self, kms: Kms) -> None:
        """Source: API Reference, Decrypt, DryRunModifiers."""
        key = kms.key()
        blob = kms.seal(key)
        assert kms.code_of("Decrypt", CiphertextBlob=blob, DryRun=True) == "DryRunOperationException"
        wrong = {"CiphertextBlob": blob[:-1], "KeyId": key, "DryRun": True}
        assert kms.code_of("Decrypt", **wrong) == "InvalidCiphertextException"
        ignoring = {"DryRun": True, "DryRunModifiers": ["IGNORE_CIPHERTEXT"]}
        assert kms.code_of("Decrypt", KeyId=key, **ignoring) == "DryRunOperationException"
        assert kms.code_of("Decrypt", **ignoring) == "ValidationError"

    def test_without_a_ciphertext(self, kms: Kms) -> None:
        for params in ({}, {"KeyId": kms.key()}):
            error = kms.error("Decrypt", **params)
            assert (error.code, "'ciphertextBlob'" in error.message) == ("ValidationError", True)

    def test_no_attestation(self, kms: Kms) -> None:
        recipient = {"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256", "AttestationDocument": b"x"}
        assert kms.code_of("Decrypt", CiphertextBlob=kms.seal(kms.key()), Recipient=recipient) == "NotImplemented"


class TestBehaviour:
    def test_a_key_belongs_to_its_region(self, kms: Kms) -> None:
        """KMS-007."""
        blob = kms.seal(kms.key())
        error = kms.error("Decrypt", CiphertextBlob=blob, region="eu-west-1")
        assert error.code == "AccessDenied"
        assert error.message == (
            f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: kms:Decrypt on the resource associated "
            "with this ciphertext because the resource does not exist in this Region, no resource-based policies allow "
            "access, or a resource-based policy explicitly denies access"
        )

    def test_under_another_accounts_key(self, kms: Kms) -> None:
        key = kms.key(Policy=policy(allow(GUEST, "kms:Decrypt")))
        blob = kms.seal(key)
        assert kms.open(blob, account=GUEST) == b"secret"
        assert kms.open(blob, account=GUEST, KeyId=key) == b"secret"
        assert kms.code_of("Decrypt", CiphertextBlob=blob, account="333333333333") == "AccessDenied"

    def test_by_an_alias_of_its_key(self, kms: Kms) -> None:
        key = kms.key()
        kms.call("CreateAlias", AliasName="alias/app", TargetKeyId=key)
        for name in ("alias/app", f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/app", key.rpartition("/")[2]):
            assert kms.open(kms.seal(key), KeyId=name) == b"secret"
