"""DeriveSharedSecret. Source: KMS API Reference, DeriveSharedSecret."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from tests.services.bad_values import of_no_algorithm
from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

CURVES: dict[str, ec.EllipticCurve] = {
    "ECC_NIST_P256": ec.SECP256R1(),
    "ECC_NIST_P384": ec.SECP384R1(),
    "ECC_NIST_P521": ec.SECP521R1(),
}
P256 = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "KEY_AGREEMENT"}


def spki(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


PEER: dict[str, Any] = {"PublicKey": spki(ec.generate_private_key(ec.SECP256R1())), "KeyAgreementAlgorithm": "ECDH"}


class TestShape:
    @pytest.mark.parametrize("spec", CURVES)
    def test_both_sides_come_to_the_same_secret(self, kms: Kms, spec: str) -> None:
        key, peer = kms.pair(spec, "KEY_AGREEMENT"), ec.generate_private_key(CURVES[spec])
        answer = kms.call("DeriveSharedSecret", KeyId=key, PublicKey=spki(peer), KeyAgreementAlgorithm="ECDH")
        ours = load_der_public_key(kms.call("GetPublicKey", KeyId=key)["PublicKey"])
        assert isinstance(ours, ec.EllipticCurvePublicKey)
        assert answer == {
            "KeyId": key,
            "SharedSecret": peer.exchange(ec.ECDH(), ours),
            "KeyAgreementAlgorithm": "ECDH",
            "KeyOrigin": "AWS_KMS",
        }


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that agrees on nothing."""
        assert kms.wrong_keys("DeriveSharedSecret", **PEER) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("DeriveSharedSecret", spec=P256, **PEER) == CRYPTOGRAPHIC

    def test_the_peers_key_is_on_the_same_curve(self, kms: Kms) -> None:
        key = kms.key(**P256)
        others = (ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate())
        for wrong in (b"x", of_no_algorithm(PEER["PublicKey"]), *map(spki, others)):
            assert kms.code_of("DeriveSharedSecret", KeyId=key, **{**PEER, "PublicKey": wrong}) == "ValidationError"

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.key(**P256)
        assert kms.code_of("DeriveSharedSecret", KeyId=key, GrantTokens=["x"], **PEER) == "InvalidGrantTokenException"
        assert kms.code_of("DeriveSharedSecret", KeyId=key, DryRun=True, **PEER) == "DryRunOperationException"
