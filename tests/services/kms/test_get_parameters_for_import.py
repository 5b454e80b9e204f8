"""GetParametersForImport. Source: KMS API Reference, GetParametersForImport."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import DAY_S, WITHOUT_ALIASES, Kms
from tests.services.kms.wrapping import parameters

WRAPPING = {"WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_2048"}


class TestShape:
    @pytest.mark.parametrize("bits", [2048, 3072, 4096])
    def test_a_public_key_and_a_token(self, kms: Kms, bits: int) -> None:
        key = kms.key(Origin="EXTERNAL")
        answer = parameters(kms, key, spec=f"RSA_{bits}")
        public: Any = load_der_public_key(answer["PublicKey"])
        assert public.key_size == bits
        assert (answer["KeyId"], answer["ParametersValidTo"]) == (key, kms.now() + DAY_S)
        assert 1 <= len(answer["ImportToken"]) <= 6144


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException."""
        assert kms.wrong_keys("GetParametersForImport", **WRAPPING) == WITHOUT_ALIASES

    def test_states(self, kms: Kms) -> None:
        key = kms.key(Origin="EXTERNAL")
        assert kms.code_of("GetParametersForImport", KeyId=key, **WRAPPING) == ""
        kms.into(key, "PendingDeletion")
        assert kms.code_of("GetParametersForImport", KeyId=key, **WRAPPING) == "KMSInvalidStateException"

    def test_only_keys_whose_material_is_imported(self, kms: Kms) -> None:
        key = kms.key()
        error = kms.error("GetParametersForImport", KeyId=key, **WRAPPING)
        assert (error.code, error.message) == (
            "UnsupportedOperationException",
            f"{key} origin is AWS_KMS which is not valid for this operation.",
        )

    @pytest.mark.parametrize(
        ("spec", "usage", "algorithm", "wrapping", "code"),
        [
            ("RSA_2048", "SIGN_VERIFY", "RSAES_OAEP_SHA_256", "RSA_4096", "UnsupportedOperationException"),
            ("RSA_2048", "SIGN_VERIFY", "RSA_AES_KEY_WRAP_SHA_1", "RSA_2048", ""),
            ("ECC_NIST_P521", "SIGN_VERIFY", "RSAES_OAEP_SHA_1", "RSA_2048", "UnsupportedOperationException"),
            ("ECC_NIST_P521", "SIGN_VERIFY", "RSAES_OAEP_SHA_1", "RSA_3072", ""),
            ("ECC_NIST_P521", "SIGN_VERIFY", "RSA_AES_KEY_WRAP_SHA_256", "RSA_2048", ""),
            ("HMAC_512", "GENERATE_VERIFY_MAC", "RSAES_OAEP_SHA_1", "RSA_2048", ""),
            ("HMAC_512", "GENERATE_VERIFY_MAC", "RSAES_PKCS1_V1_5", "RSA_2048", "UnsupportedOperationException"),
            ("HMAC_512", "GENERATE_VERIFY_MAC", "RSAES_OAEP_SHA_1", "SM2", "UnsupportedOperationException"),
        ],
    )
    def test_which_algorithm_carries_what(
        self, kms: Kms, spec: str, usage: str, algorithm: str, wrapping: str, code: str
    ) -> None:
        """Source: API Reference, GetParametersForImport, WrappingAlgorithm."""
        key = kms.pair(spec, usage, Origin="EXTERNAL")
        params = {"WrappingAlgorithm": algorithm, "WrappingKeySpec": wrapping}
        assert kms.code_of("GetParametersForImport", KeyId=key, **params) == code
