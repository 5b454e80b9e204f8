"""GetPublicKey. Source: KMS API Reference, GetPublicKey."""

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import GUEST, WITH_ALIASES, Kms, allow, policy
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

KINDS = {
    ("RSA_2048", "ENCRYPT_DECRYPT"): "EncryptionAlgorithms",
    ("RSA_2048", "SIGN_VERIFY"): "SigningAlgorithms",
    ("ECC_NIST_P256", "KEY_AGREEMENT"): "KeyAgreementAlgorithms",
    ("ML_KEM_768", "ENCAPSULATE_DECAPSULATE"): "EncapsulationAlgorithms",
}


class TestShape:
    @pytest.mark.parametrize(("spec", "usage"), KINDS)
    def test_what_the_key_may_be_used_for(self, kms: Kms, spec: str, usage: str) -> None:
        """ENC-005."""
        key = kms.pair(spec, usage)
        answer = kms.call("GetPublicKey", KeyId=key)
        load_der_public_key(answer.pop("PublicKey"))
        member = KINDS[spec, usage]
        assert answer == {
            "KeyId": key,
            "CustomerMasterKeySpec": spec,
            "KeySpec": spec,
            "KeyUsage": usage,
            member: kms.describe(key)[member],
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException, InvalidArnException; an alias names a key without a public one."""
        assert kms.wrong_keys("GetPublicKey") == [*WITH_ALIASES[:4], *["UnsupportedOperationException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        rsa = {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}
        assert kms.codes_by_state("GetPublicKey", spec=rsa) == CRYPTOGRAPHIC

    def test_secret_keys_have_none(self, kms: Kms) -> None:
        for key in (kms.key(), kms.pair("HMAC_256", "GENERATE_VERIFY_MAC")):
            assert kms.code_of("GetPublicKey", KeyId=key) == "UnsupportedOperationException"

    def test_a_grant_token_that_is_none(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        assert kms.code_of("GetPublicKey", KeyId=key, GrantTokens=["x"]) == "InvalidGrantTokenException"


class TestBehaviour:
    def test_others_get_it_where_the_policy_lets_them(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256", Policy=policy(allow(GUEST, "kms:GetPublicKey")))
        assert kms.call("GetPublicKey", KeyId=key, account=GUEST) == kms.call("GetPublicKey", KeyId=key)
        assert kms.code_of("GetPublicKey", KeyId=kms.pair("ECC_NIST_P256"), account=GUEST) == "AccessDenied"
