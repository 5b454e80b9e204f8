"""GenerateMac. Source: KMS API Reference, GenerateMac. An imported key is in test_import_key_material.py."""

import pytest

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

MAC = {"Message": b"m", "MacAlgorithm": "HMAC_SHA_256"}
HMAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}


class TestShape:
    @pytest.mark.parametrize("bits", [224, 256, 384, 512])
    def test_as_long_as_the_digest(self, kms: Kms, bits: int) -> None:
        key, algorithm = kms.pair(f"HMAC_{bits}", "GENERATE_VERIFY_MAC"), f"HMAC_SHA_{bits}"
        answer = kms.call("GenerateMac", KeyId=key, Message=b"m", MacAlgorithm=algorithm)
        assert len(answer["Mac"]) == bits // 8
        assert answer == kms.call("GenerateMac", KeyId=key, Message=b"m", MacAlgorithm=algorithm)
        assert (answer["KeyId"], answer["MacAlgorithm"]) == (key, algorithm)


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that makes no MACs."""
        assert kms.wrong_keys("GenerateMac", **MAC) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("GenerateMac", spec=HMAC, **MAC) == CRYPTOGRAPHIC

    def test_the_algorithm_is_the_keys(self, kms: Kms) -> None:
        key = kms.pair("HMAC_512", "GENERATE_VERIFY_MAC")
        assert kms.code_of("GenerateMac", KeyId=key, **MAC) == "InvalidKeyUsageException"

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key(**HMAC)
        assert kms.code_of("GenerateMac", KeyId=key, GrantTokens=["x"], **MAC) == "InvalidGrantTokenException"
        assert kms.code_of("GenerateMac", KeyId=key, DryRun=True, **MAC) == "DryRunOperationException"
