"""VerifyMac. Source: KMS API Reference, VerifyMac."""

from typing import Any

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

MAC: dict[str, Any] = {"Message": b"m", "Mac": b"x" * 32, "MacAlgorithm": "HMAC_SHA_256"}
HMAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}


class TestShape:
    def test_what_generate_mac_made_and_nothing_else(self, kms: Kms) -> None:
        key = kms.key(**HMAC)
        mac = kms.call("GenerateMac", KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")["Mac"]
        assert kms.call("VerifyMac", KeyId=key, **{**MAC, "Mac": mac}) == {
            "KeyId": key,
            "MacValid": True,
            "MacAlgorithm": "HMAC_SHA_256",
        }
        for wrong in ({"Mac": mac[:-1]}, {"Mac": mac, "Message": b"n"}, {"Mac": b"y" * 32}):
            error = kms.error("VerifyMac", KeyId=key, **{**MAC, **wrong})
            assert (error.code, error.message) == ("KMSInvalidMacException", "")


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that makes no MACs."""
        assert kms.wrong_keys("VerifyMac", **MAC) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        expected = {**CRYPTOGRAPHIC, "Enabled": "KMSInvalidMacException"}
        assert kms.codes_by_state("VerifyMac", spec=HMAC, **MAC) == expected

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key(**HMAC)
        assert kms.code_of("VerifyMac", KeyId=key, GrantTokens=["x"], **MAC) == "InvalidGrantTokenException"
        mac = kms.call("GenerateMac", KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")["Mac"]
        assert kms.code_of("VerifyMac", KeyId=key, DryRun=True, **{**MAC, "Mac": mac}) == "DryRunOperationException"
