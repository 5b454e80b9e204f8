"""Encapsulate. Source: KMS API Reference, Encapsulate; FIPS 203."""

import pytest

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

ML_KEM = {"EncapsulationAlgorithm": "ML_KEM"}
SPEC = {"KeySpec": "ML_KEM_768", "KeyUsage": "ENCAPSULATE_DECAPSULATE"}


class TestShape:
    @pytest.mark.parametrize(("spec", "size"), [("ML_KEM_768", 1088), ("ML_KEM_1024", 1568)])
    def test_a_secret_and_its_sealed_form(self, kms: Kms, spec: str, size: int) -> None:
        """Source of the sizes: API Reference, Encapsulate, SharedSecretCiphertextBlob."""
        key = kms.pair(spec, "ENCAPSULATE_DECAPSULATE")
        answer = kms.call("Encapsulate", KeyId=key, **ML_KEM)
        assert (len(answer["SharedSecret"]), len(answer["SharedSecretCiphertextBlob"])) == (32, size)
        assert (answer["KeyId"], answer["EncapsulationAlgorithm"]) == (key, "ML_KEM")


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that encapsulates nothing."""
        assert kms.wrong_keys("Encapsulate", **ML_KEM) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("Encapsulate", spec=SPEC, **ML_KEM) == CRYPTOGRAPHIC

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key(**SPEC)
        assert kms.code_of("Encapsulate", KeyId=key, GrantTokens=["x"], **ML_KEM) == "InvalidGrantTokenException"
        assert kms.code_of("Encapsulate", KeyId=key, DryRun=True, **ML_KEM) == "DryRunOperationException"
