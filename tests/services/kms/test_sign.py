"""Sign. Source: KMS API Reference, Sign; each signature is verified outside with the public key."""

import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import WITH_ALIASES, Kms
from tests.services.kms.test_generate_data_key import CRYPTOGRAPHIC

HASHES: dict[str, hashes.HashAlgorithm] = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
RSA = [f"RSASSA_{scheme}_SHA_{bits}" for scheme in ("PSS", "PKCS1_V1_5") for bits in HASHES]
ECDSA = {"ECC_NIST_P256": "256", "ECC_NIST_P384": "384", "ECC_NIST_P521": "512", "ECC_SECG_P256K1": "256"}
SIGN = {"Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256"}
P256 = {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}


def public(kms: Kms, key: str) -> Any:
    return load_der_public_key(kms.call("GetPublicKey", KeyId=key)["PublicKey"])


class TestShape:
    @pytest.mark.parametrize("algorithm", RSA)
    @pytest.mark.parametrize("kind", ["RAW", "DIGEST"])
    def test_rsa(self, kms: Kms, algorithm: str, kind: str) -> None:
        """PSS with a salt as long as the digest, as the Developer Guide has it."""
        key, message, used = kms.pair("RSA_2048"), b"to sign", HASHES[algorithm[-3:]]
        said = message if kind == "RAW" else hashlib.new(used.name, message).digest()
        answer = kms.call("Sign", KeyId=key, Message=said, MessageType=kind, SigningAlgorithm=algorithm)
        assert {name: answer[name] for name in ("KeyId", "SigningAlgorithm")} == {
            "KeyId": key,
            "SigningAlgorithm": algorithm,
        }
        scheme = padding.PSS(padding.MGF1(used), used.digest_size) if "PSS" in algorithm else padding.PKCS1v15()
        public(kms, key).verify(answer["Signature"], message, scheme, used)

    @pytest.mark.parametrize("spec", ECDSA)
    @pytest.mark.parametrize("kind", ["RAW", "DIGEST"])
    def test_ecdsa(self, kms: Kms, spec: str, kind: str) -> None:
        key, message, used = kms.pair(spec), b"to sign", HASHES[ECDSA[spec]]
        said = message if kind == "RAW" else hashlib.new(used.name, message).digest()
        algorithm = f"ECDSA_SHA_{ECDSA[spec]}"
        answer = kms.call("Sign", KeyId=key, Message=said, MessageType=kind, SigningAlgorithm=algorithm)
        utils.decode_dss_signature(answer["Signature"])
        public(kms, key).verify(answer["Signature"], message, ec.ECDSA(used))

    def test_ed25519(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_EDWARDS25519")
        answer = kms.call("Sign", KeyId=key, Message=b"m", SigningAlgorithm="ED25519_SHA_512")
        assert len(answer["Signature"]) == 64
        public(kms, key).verify(answer["Signature"], b"m")

    @pytest.mark.parametrize(("spec", "size"), [("ML_DSA_44", 2420), ("ML_DSA_65", 3309), ("ML_DSA_87", 4627)])
    def test_ml_dsa(self, kms: Kms, spec: str, size: int) -> None:
        """Source of the sizes: FIPS 204, table 2."""
        key = kms.pair(spec)
        answer = kms.call("Sign", KeyId=key, Message=b"m", SigningAlgorithm="ML_DSA_SHAKE_256")
        assert len(answer["Signature"]) == size
        public(kms, key).verify(answer["Signature"], b"m")

    def test_an_ml_dsa_message_representative(self, kms: Kms) -> None:
        """Source: FIPS 204, section 6.2: mu is SHAKE256 of the public key's hash and the message, 64 bytes."""
        key = kms.pair("ML_DSA_44")
        raw = public(kms, key).public_bytes_raw()
        mu = hashlib.shake_256(hashlib.shake_256(raw).digest(64) + b"\0\0" + b"m").digest(64)
        params = {"KeyId": key, "SigningAlgorithm": "ML_DSA_SHAKE_256"}
        signature = kms.call("Sign", Message=mu, MessageType="EXTERNAL_MU", **params)["Signature"]
        public(kms, key).verify(signature, b"m")


class TestRules:
    def test_wrong_keys(self, kms: Kms) -> None:
        """NotFoundException; an alias names a key that does not sign."""
        assert kms.wrong_keys("Sign", **SIGN) == [*WITH_ALIASES[:4], *["InvalidKeyUsageException"] * 2]

    def test_states(self, kms: Kms) -> None:
        """DisabledException, KMSInvalidStateException."""
        assert kms.codes_by_state("Sign", spec=P256, **SIGN) == CRYPTOGRAPHIC

    def test_only_keys_that_sign(self, kms: Kms) -> None:
        key = kms.key()
        error = kms.error("Sign", KeyId=key, **SIGN)
        assert (error.code, error.message) == (
            "InvalidKeyUsageException",
            f"{key} key usage is ENCRYPT_DECRYPT which is not valid for Sign.",
        )

    def test_the_algorithm_is_one_of_the_key(self, kms: Kms) -> None:
        error = kms.error("Sign", KeyId=kms.pair("ECC_NIST_P384"), **SIGN)
        assert (error.code, error.message) == (
            "InvalidKeyUsageException",
            "Algorithm ECDSA_SHA_256 is incompatible with key spec ECC_NIST_P384.",
        )

    def test_a_digest_has_its_length(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        for wrong in (b"x" * 31, b"x" * 33, b"x" * 64):
            error = kms.error("Sign", KeyId=key, Message=wrong, MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256")
            assert (error.code, error.message) == (
                "ValidationError",
                "Digest is invalid length for algorithm ECDSA_SHA_256.",
            )
        ml_dsa = {"KeyId": kms.pair("ML_DSA_44"), "SigningAlgorithm": "ML_DSA_SHAKE_256"}
        assert kms.code_of("Sign", Message=b"x" * 32, MessageType="EXTERNAL_MU", **ml_dsa) == "ValidationError"

    @pytest.mark.parametrize(
        ("spec", "algorithm", "kind"),
        [
            ("ECC_NIST_P256", "ECDSA_SHA_256", "EXTERNAL_MU"),
            ("ML_DSA_44", "ML_DSA_SHAKE_256", "DIGEST"),
            ("ECC_NIST_EDWARDS25519", "ED25519_SHA_512", "DIGEST"),
            ("ECC_NIST_EDWARDS25519", "ED25519_PH_SHA_512", "RAW"),
        ],
    )
    def test_the_type_of_message_fits_the_algorithm(self, kms: Kms, spec: str, algorithm: str, kind: str) -> None:
        """Source: API Reference, Sign, MessageType."""
        params = {"Message": b"x" * 64, "MessageType": kind, "SigningAlgorithm": algorithm}
        assert kms.code_of("Sign", KeyId=kms.pair(spec), **params) == "ValidationError"

    def test_prehashed_ed25519_says_that_it_is_not_here(self, kms: Kms) -> None:
        params = {"Message": b"x" * 64, "MessageType": "DIGEST", "SigningAlgorithm": "ED25519_PH_SHA_512"}
        assert kms.code_of("Sign", KeyId=kms.pair("ECC_NIST_EDWARDS25519"), **params) == "NotImplemented"

    def test_tokens_and_dry_runs(self, kms: Kms) -> None:
        key = kms.pair("ECC_NIST_P256")
        assert kms.code_of("Sign", KeyId=key, GrantTokens=["x"], **SIGN) == "InvalidGrantTokenException"
        assert kms.code_of("Sign", KeyId=key, DryRun=True, **SIGN) == "DryRunOperationException"

    def test_the_request_rate_of_its_family(self, kms: Kms) -> None:
        """KMS-006."""
        kms.set_quota("L-DC14942D", 1)
        key = kms.pair("ECC_NIST_P256")
        assert kms.code_of("Sign", KeyId=key, **SIGN) == ""
        assert kms.code_of("Sign", KeyId=key, **SIGN) == "ThrottlingException"
        assert kms.code_of("Encrypt", KeyId=kms.key(), Plaintext=b"x") == ""
