"""Verify. Source: KMS API Reference, Verify."""

from typing import Any

import pytest

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

SIGNING = {
    "RSA_2048": "RSASSA_PSS_SHA_384",
    "ECC_NIST_P521": "ECDSA_SHA_512",
    "ECC_SECG_P256K1": "ECDSA_SHA_256",
    "ECC_NIST_EDWARDS25519": "ED25519_SHA_512",
    "ML_DSA_65": "ML_DSA_SHAKE_256",
}
VERIFY: dict[str, Any] = {"Message": b"m", "Signature": b"s" * 64, "SigningAlgorithm": "ECDSA_SHA_256"}
P256 = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}


class TestShape:
    @pytest.mark.parametrize("spec", SIGNING)
    def test_what_sign_made_and_nothing_else(self, kms: Kms, spec: str) -> None:
        key = kms.pair(spec)
        params = {"KeyId": key, "SigningAlgorithm": SIGNING[spec]}
        signature = kms.call("Sign", Message=b"m", **params)["Signature"]
        assert kms.call("Verify", Message=b"m", Signature=signature, **params) == {
            "KeyId": key,
            "SignatureValid": True,
            "SigningAlgorithm": SIGNING[spec],
        }
        changed = signature[:-1] + bytes((signature[-1] ^ 1,))
        for wrong in ({"Message": b"n", "Signature": signature}, {"Message": b"m", "Signature": changed}):
            error = kms.error("Verify", **wrong, **params)
            assert (error.code, error.message) == ("KMSInvalidSignatureException", "")
        other = {**params, "KeyId": kms.pair(spec)}
        assert kms.code_of("Verify", Message=b"m", Signature=signature, **other) == "KMSInvalidSignatureException"

    def test_a_signature_that_is_none(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        assert kms.code_of("Verify", KeyId=key, **{**VERIFY, "Signature": b"x"}) == "KMSInvalidSignatureException"

    def test_a_message_representative(self, kms: Kms) -> None:
        params = {"KeyId": kms.pair("ML_DSA_44"), "SigningAlgorithm": "ML_DSA_SHAKE_256", "MessageType": "EXTERNAL_MU"}
        signature = kms.call("Sign", Message=b"u" * 64, **params)["Signature"]
        assert kms.call("Verify", Message=b"u" * 64, Signature=signature, **params)["SignatureValid"]
        assert kms.code_of("Verify", Message=b"v" * 64, Signature=signature, **params) == "KMSInvalidSignatureException"


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that does not sign."""
        assert kms.wrong_keys("Verify", **VERIFY) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("Verify", spec=P256, **VERIFY) == {
            **CRYPTOGRAPHIC,
            "Enabled": "KMSInvalidSignatureException",
        }

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        assert kms.code_of("Verify", KeyId=key, GrantTokens=["x"], **VERIFY) == "InvalidGrantTokenException"
        signature = kms.call("Sign", KeyId=key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")["Signature"]
        params = {**VERIFY, "KeyId": key, "DryRun": True}
        assert kms.code_of("Verify", **{**params, "Signature": signature}) == "DryRunOperationException"
        assert kms.code_of("Verify", **params) == "KMSInvalidSignatureException"
