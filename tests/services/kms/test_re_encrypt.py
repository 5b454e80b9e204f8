"""ReEncrypt. Source: KMS API Reference, ReEncrypt."""

from tests.services.kms.conftest import GUEST, WITH_ALIASES, Kms, allow, policy

RSA = {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}


class TestShape:
    def test_from_one_key_to_another(self, kms: Kms) -> None:
        old, new = kms.key(), kms.key()
        answer = kms.call("ReEncrypt", CiphertextBlob=kms.seal(old), DestinationKeyId=new)
        assert kms.open(answer.pop("CiphertextBlob"), KeyId=new) == b"secret"
        assert answer == {
            "SourceKeyId": old,
            "KeyId": new,
            "SourceEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "DestinationEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "SourceKeyMaterialId": kms.describe(old)["CurrentKeyMaterialId"],
            "DestinationKeyMaterialId": kms.describe(new)["CurrentKeyMaterialId"],
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException."""
        blob = kms.seal(kms.key())
        assert kms.wrong_keys("ReEncrypt", "DestinationKeyId", CiphertextBlob=blob) == WITH_ALIASES

    def test_both_keys_must_be_usable(self, kms: Kms) -> None:
        expected = {"Disabled": "DisabledException", "PendingDeletion": "KMSInvalidStateException"}
        for state, code in expected.items():
            old, new = kms.key(), kms.key()
            blob, here = kms.seal(old), kms.seal(new)
            kms.into(old, state)
            assert kms.code_of("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=new) == code
            assert kms.code_of("ReEncrypt", CiphertextBlob=here, DestinationKeyId=old) == code

    def test_the_source_is_the_key_of_the_ciphertext(self, kms: Kms) -> None:
        old, new = kms.key(), kms.key()
        blob = kms.seal(old)
        wrong = kms.code_of("ReEncrypt", CiphertextBlob=blob, SourceKeyId=new, DestinationKeyId=new)
        assert wrong == "IncorrectKeyException"
        assert kms.code_of("ReEncrypt", CiphertextBlob=b"x", DestinationKeyId=new) == "InvalidCiphertextException"

    def test_usage_and_algorithm(self, kms: Kms) -> None:
        blob = kms.seal(kms.key())
        for other in (kms.pair("ECC_NIST_P256"), kms.key(**RSA)):
            code = kms.code_of("ReEncrypt", CiphertextBlob=blob, DestinationKeyId=other)
            assert code == "InvalidKeyUsageException"

    def test_what_does_not_fit_into_the_new_key(self, kms: Kms) -> None:
        blob = kms.seal(kms.key(), b"x" * 191)
        to = {"DestinationKeyId": kms.key(**RSA), "DestinationEncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
        assert kms.code_of("ReEncrypt", CiphertextBlob=blob, **to) == "ValidationError"

    def test_a_grant_token_that_is_none(self, kms: Kms) -> None:
        key = kms.key()
        params = {"CiphertextBlob": kms.seal(key), "DestinationKeyId": key, "GrantTokens": ["x"]}
        assert kms.code_of("ReEncrypt", **params) == "InvalidGrantTokenException"

    def test_a_dry_run(self, kms: Kms) -> None:
        key = kms.key()
        assert kms.code_of("ReEncrypt", CiphertextBlob=kms.seal(key), DestinationKeyId=key, DryRun=True) == (
            "DryRunOperationException"
        )
        ignoring = {"DestinationKeyId": key, "DryRun": True, "DryRunModifiers": ["IGNORE_CIPHERTEXT"]}
        assert kms.code_of("ReEncrypt", SourceKeyId=key, **ignoring) == "DryRunOperationException"
        assert kms.code_of("ReEncrypt", **ignoring) == "ValidationError"


class TestBehaviour:
    def test_into_another_context_of_the_same_key(self, kms: Kms) -> None:
        key = kms.key()
        blob = kms.seal(key, EncryptionContext={"a": "1"})
        params = {"CiphertextBlob": blob, "DestinationKeyId": key, "DestinationEncryptionContext": {"b": "2"}}
        assert kms.code_of("ReEncrypt", **params) == "InvalidCiphertextException"
        new = kms.call("ReEncrypt", SourceEncryptionContext={"a": "1"}, **params)["CiphertextBlob"]
        assert kms.open(new, EncryptionContext={"b": "2"}) == b"secret"

    def test_to_an_rsa_key_and_back(self, kms: Kms) -> None:
        rsa, symmetric = kms.key(**RSA), kms.key()
        there = kms.call(
            "ReEncrypt",
            CiphertextBlob=kms.seal(symmetric),
            DestinationKeyId=rsa,
            DestinationEncryptionAlgorithm="RSAES_OAEP_SHA_1",
        )
        assert "DestinationKeyMaterialId" not in there
        back = kms.call(
            "ReEncrypt",
            CiphertextBlob=there["CiphertextBlob"],
            SourceKeyId=rsa,
            SourceEncryptionAlgorithm="RSAES_OAEP_SHA_1",
            DestinationKeyId=symmetric,
        )
        assert "SourceKeyMaterialId" not in back
        assert kms.open(back["CiphertextBlob"]) == b"secret"

    def test_each_key_has_its_own_permission(self, kms: Kms) -> None:
        """Source: API Reference, ReEncrypt: kms:ReEncryptFrom and kms:ReEncryptTo."""
        old = kms.key(Policy=policy(allow(GUEST, "kms:ReEncryptFrom")))
        new = kms.key(Policy=policy(allow(GUEST, "kms:ReEncryptTo")))
        params = {"CiphertextBlob": kms.seal(old), "DestinationKeyId": new}
        assert kms.code_of("ReEncrypt", account=GUEST, **params) == ""
        back = {"CiphertextBlob": kms.seal(new), "DestinationKeyId": old}
        assert kms.code_of("ReEncrypt", account=GUEST, **back) == "AccessDenied"
