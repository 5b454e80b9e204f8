"""What each key spec is and can do. Data only.

Source: KMS Developer Guide, Key spec reference; the order of algorithms is that of DescribeKey's answers.
"""

from collections.abc import Mapping
from typing import NamedTuple

SYMMETRIC = "SYMMETRIC_DEFAULT"
ENCRYPTION, SIGNING, MAC = "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"
AGREEMENT, ENCAPSULATION = "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"


class Spec(NamedTuple):
    """`family`: symmetric, hmac, rsa, ecc, ml-dsa, ml-kem or sm2. `algorithms` by key usage.

    `size`: bytes of a symmetric or HMAC key, bits of an RSA key, else 0. `plaintext_bytes_max` by encryption algorithm.
    """

    family: str
    algorithms: Mapping[str, tuple[str, ...]]
    size: int = 0
    plaintext_bytes_max: Mapping[str, int] = {}


_OAEP = ("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256")
_RSA_SIGNING = tuple(f"RSASSA_{scheme}_SHA_{bits}" for scheme in ("PKCS1_V1_5", "PSS") for bits in (256, 384, 512))


def _rsa(bits: int) -> Spec:
    """OAEP takes up two digests and two bytes. Source: RFC 8017, section 7.1."""
    room = {algorithm: bits // 8 - 2 * digest - 2 for algorithm, digest in zip(_OAEP, (20, 32), strict=True)}
    return Spec("rsa", {ENCRYPTION: _OAEP, SIGNING: _RSA_SIGNING}, bits, room)


def _curve(algorithm: str) -> Spec:
    return Spec("ecc", {SIGNING: (algorithm,), AGREEMENT: ("ECDH",)})


def _hmac(bits: int) -> Spec:
    return Spec("hmac", {MAC: (f"HMAC_SHA_{bits}",)}, bits // 8)


_ML_DSA = Spec("ml-dsa", {SIGNING: ("ML_DSA_SHAKE_256",)})
_ML_KEM = Spec("ml-kem", {ENCAPSULATION: ("ML_KEM",)})
SPECS: Mapping[str, Spec] = {
    SYMMETRIC: Spec("symmetric", {ENCRYPTION: (SYMMETRIC,)}, 32, {SYMMETRIC: 4096}),
    "RSA_2048": _rsa(2048),
    "RSA_3072": _rsa(3072),
    "RSA_4096": _rsa(4096),
    "ECC_NIST_P256": _curve("ECDSA_SHA_256"),
    "ECC_NIST_P384": _curve("ECDSA_SHA_384"),
    "ECC_NIST_P521": _curve("ECDSA_SHA_512"),
    "ECC_SECG_P256K1": Spec("ecc", {SIGNING: ("ECDSA_SHA_256",)}),
    "ECC_NIST_EDWARDS25519": Spec("ecc", {SIGNING: ("ED25519_SHA_512", "ED25519_PH_SHA_512")}),
    "HMAC_224": _hmac(224),
    "HMAC_256": _hmac(256),
    "HMAC_384": _hmac(384),
    "HMAC_512": _hmac(512),
    "ML_DSA_44": _ML_DSA,
    "ML_DSA_65": _ML_DSA,
    "ML_DSA_87": _ML_DSA,
    "ML_KEM_512": _ML_KEM,
    "ML_KEM_768": _ML_KEM,
    "ML_KEM_1024": _ML_KEM,
    "SM2": Spec("sm2", {ENCRYPTION: ("SM2PKE",), SIGNING: ("SM2DSA",), AGREEMENT: ("ECDH",)}),
}
CHINA_ONLY = frozenset({"SM2"})
NOT_IN_CHINA = frozenset({"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
SECRET_FAMILIES = frozenset({"symmetric", "hmac"})
"""Families without a public key."""

ALGORITHMS_MEMBER: Mapping[str, str] = {
    ENCRYPTION: "EncryptionAlgorithms",
    SIGNING: "SigningAlgorithms",
    MAC: "MacAlgorithms",
    AGREEMENT: "KeyAgreementAlgorithms",
    ENCAPSULATION: "EncapsulationAlgorithms",
}
"""Under which name DescribeKey and GetPublicKey list the algorithms of a usage."""

# Source: KMS Developer Guide, Grants in AWS KMS, grant operations.
_EVERY_GRANT = frozenset({"CreateGrant", "DescribeKey", "RetireGrant"})
_DATA_KEYS = frozenset(
    f"GenerateDataKey{pair}{without}" for pair in ("", "Pair") for without in ("", "WithoutPlaintext")
)
_ENCRYPTING = frozenset({"Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo"})
_GRANTED: Mapping[str, frozenset[str]] = {
    ENCRYPTION: _ENCRYPTING | {"GetPublicKey"},
    SIGNING: frozenset({"GetPublicKey", "Sign", "Verify"}),
    MAC: frozenset({"GenerateMac", "VerifyMac"}),
    AGREEMENT: frozenset({"DeriveSharedSecret", "GetPublicKey"}),
    ENCAPSULATION: frozenset({"Decapsulate", "Encapsulate", "GetPublicKey"}),
}
CONTEXTUAL = _ENCRYPTING | _DATA_KEYS
"""Operations on symmetric keys with an encryption context, which constraints of a grant are about."""


def grantable(spec: str, usage: str) -> frozenset[str]:
    """The operations that a grant on a key of this spec and usage may permit."""
    return _EVERY_GRANT | (CONTEXTUAL if spec == SYMMETRIC else _GRANTED[usage])
