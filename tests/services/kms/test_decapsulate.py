"""Decapsulate. Source: KMS API Reference, Decapsulate; FIPS 203 (implicit rejection)."""

from typing import Any

from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

SPEC = {"KeySpec": "ML_KEM_768", "KeyUsage": "ENCAPSULATE_DECAPSULATE"}
SEALED: dict[str, Any] = {"EncapsulationAlgorithm": "ML_KEM", "SharedSecretCiphertextBlob": bytes(1088)}


class TestShape:
    def test_the_secret_again(self, kms: Kms) -> None:
        key = kms.key(**SPEC)
        made = kms.call("Encapsulate", KeyId=key, EncapsulationAlgorithm="ML_KEM")
        blob = made.pop("SharedSecretCiphertextBlob")
        assert kms.call("Decapsulate", KeyId=key, **{**SEALED, "SharedSecretCiphertextBlob": blob}) == made

    def test_what_was_encapsulated_outside(self, kms: Kms) -> None:
        key = kms.key(**SPEC)
        public: Any = load_der_public_key(kms.call("GetPublicKey", KeyId=key)["PublicKey"])
        secret, blob = public.encapsulate()
        told = kms.call("Decapsulate", KeyId=key, **{**SEALED, "SharedSecretCiphertextBlob": blob})
        assert told["SharedSecret"] == secret


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that encapsulates nothing."""
        assert kms.wrong_keys("Decapsulate", **SEALED) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("Decapsulate", spec=SPEC, **SEALED) == CRYPTOGRAPHIC

    def test_another_length_is_refused_and_another_content_is_not(self, kms: Kms) -> None:
        key = kms.key(**SPEC)
        made = kms.call("Encapsulate", KeyId=key, EncapsulationAlgorithm="ML_KEM")
        blob = made["SharedSecretCiphertextBlob"]
        wrong = {**SEALED, "SharedSecretCiphertextBlob": blob[:-1]}
        assert kms.code_of("Decapsulate", KeyId=key, **wrong) == "InvalidCiphertextException"
        changed = {**SEALED, "SharedSecretCiphertextBlob": blob[:-1] + bytes((blob[-1] ^ 1,))}
        other = kms.call("Decapsulate", KeyId=key, **changed)["SharedSecret"]
        assert (len(other), other != made["SharedSecret"]) == (32, True)

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key(**SPEC)
        assert kms.code_of("Decapsulate", KeyId=key, GrantTokens=["x"], **SEALED) == "InvalidGrantTokenException"
        assert kms.code_of("Decapsulate", KeyId=key, DryRun=True, **SEALED) == "DryRunOperationException"
