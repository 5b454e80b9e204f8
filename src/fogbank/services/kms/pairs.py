"""Key pairs: made, read, and what they do. A private key is PKCS #8, a public one SubjectPublicKeyInfo, both DER. Pure.

Parsed keys are remembered, because parsing one takes longer than using it.
Source: KMS Developer Guide, Key spec reference (OAEP with MGF1 of the same hash and no label; PSS with a salt as long
as the hash; ECDSA signatures as DER).
"""

from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from fogbank.kernel.errors import NotImplementedHere
from fogbank.services.kms.specs import SPECS

_REMEMBERED = 256
_EXPONENT = 65537
_MU_BYTES = 64
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "SHA_1": hashes.SHA1(),
    "SHA_224": hashes.SHA224(),
    "SHA_256": hashes.SHA256(),
    "SHA_384": hashes.SHA384(),
    "SHA_512": hashes.SHA512(),
}
CURVES: dict[str, ec.EllipticCurve] = {
    "ECC_NIST_P256": ec.SECP256R1(),
    "ECC_NIST_P384": ec.SECP384R1(),
    "ECC_NIST_P521": ec.SECP521R1(),
    "ECC_SECG_P256K1": ec.SECP256K1(),
}
_DER, _PKCS8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
_SPKI, _PLAIN = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.NoEncryption()


def hash_of(algorithm: str) -> hashes.HashAlgorithm:
    """The hash that an algorithm's name ends with."""
    return _HASHES["_".join(algorithm.split("_")[-2:])]


def generate(spec: str) -> bytes:
    """A new private key. Raises NotImplementedHere where the installed library cannot make one."""
    size = SPECS[spec].size
    if spec in CURVES:
        key: Any = ec.generate_private_key(CURVES[spec])
    elif size:
        key = rsa.generate_private_key(_EXPONENT, size)
    elif spec == "ECC_NIST_EDWARDS25519":
        key = ed25519.Ed25519PrivateKey.generate()
    else:
        key = _post_quantum(spec).generate()
    return bytes(key.private_bytes(_DER, _PKCS8, _PLAIN))


def _post_quantum(spec: str) -> Any:
    """The class of an ML_DSA or ML_KEM private key; older versions of the library have none of them."""
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa, mlkem
    except ImportError:
        raise NotImplementedHere("kms", f"KeySpec {spec}") from None
    name = f"{spec.replace('_', '')}PrivateKey"
    found = getattr(mldsa, name, None) or getattr(mlkem, name, None)
    if found is None:
        raise NotImplementedHere("kms", f"KeySpec {spec}")
    return found


@lru_cache(maxsize=_REMEMBERED)
def _private(pkcs8: bytes) -> Any:
    # What is read here was made or checked here, so the slow check of RSA primes is not done again.
    return serialization.load_der_private_key(pkcs8, None, unsafe_skip_rsa_key_validation=True)


@lru_cache(maxsize=_REMEMBERED)
def _public(spki: bytes) -> Any:
    return serialization.load_der_public_key(spki)


def public_of(pkcs8: bytes) -> bytes:
    """The public key of a private one."""
    return bytes(_private(pkcs8).public_key().public_bytes(_DER, _SPKI))


def size_bytes(pkcs8: bytes) -> int:
    """How long an RSA key's ciphertexts are."""
    return int(_private(pkcs8).key_size) // 8


def fits(spec: str, pkcs8: bytes) -> bool:
    """Whether somebody else's bytes are a private key of this spec."""
    try:
        key = serialization.load_der_private_key(pkcs8, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    if spec in CURVES:
        return isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == CURVES[spec].name
    if SPECS[spec].family == "rsa":
        return isinstance(key, rsa.RSAPrivateKey) and key.key_size == SPECS[spec].size
    if spec == "ECC_NIST_EDWARDS25519":
        return isinstance(key, ed25519.Ed25519PrivateKey)
    return isinstance(key, _post_quantum(spec))


def normal(pkcs8: bytes) -> bytes:
    """The same private key in the one form that `generate` gives it."""
    key: Any = serialization.load_der_private_key(pkcs8, None)
    return bytes(key.private_bytes(_DER, _PKCS8, _PLAIN))


def digest_fits(algorithm: str, kind: str, message: bytes) -> bool:
    """Whether a message is as long as what its type says it is."""
    if kind == "RAW":
        return True
    if kind == "EXTERNAL_MU":
        return len(message) == _MU_BYTES
    return len(message) == hash_of(algorithm).digest_size


def sign(pkcs8: bytes, algorithm: str, kind: str, message: bytes) -> bytes:
    """Sign a message, its digest (`kind` DIGEST) or an ML-DSA message representative (EXTERNAL_MU)."""
    key = _private(pkcs8)
    if kind == "EXTERNAL_MU":
        return bytes(key.sign_mu(message))
    return bytes(key.sign(message, *_scheme(algorithm, kind)))


def verify(spki: bytes, algorithm: str, kind: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature is one of this message."""
    key = _public(spki)
    try:
        if kind == "EXTERNAL_MU":
            key.verify_mu(signature, message)
        else:
            key.verify(signature, message, *_scheme(algorithm, kind))
    except InvalidSignature:
        return False
    return True


def _scheme(algorithm: str, kind: str) -> tuple[Any, ...]:
    """What the library wants to hear of an algorithm beside the message."""
    if not algorithm.startswith(("RSASSA", "ECDSA")):
        return ()
    own = hash_of(algorithm)
    hashed = utils.Prehashed(own) if kind == "DIGEST" else own
    if algorithm.startswith("ECDSA"):
        return (ec.ECDSA(hashed),)
    if "PSS" in algorithm:
        return padding.PSS(padding.MGF1(own), padding.PSS.DIGEST_LENGTH), hashed
    return padding.PKCS1v15(), hashed


def oaep(algorithm: str) -> padding.OAEP:
    """OAEP with the hash that the algorithm's name ends with."""
    own = hash_of(algorithm)
    return padding.OAEP(padding.MGF1(own), own, None)


def encrypt(spki: bytes, algorithm: str, data: bytes) -> bytes:
    """Encrypt for an RSA key."""
    return bytes(_public(spki).encrypt(data, oaep(algorithm)))


def decrypt(pkcs8: bytes, algorithm: str, sealed: bytes) -> bytes | None:
    """What was encrypted for an RSA key; None where it was not."""
    try:
        return bytes(_private(pkcs8).decrypt(sealed, oaep(algorithm)))
    except ValueError:
        return None


def agree(pkcs8: bytes, peer: bytes) -> bytes | None:
    """The secret that this key and a peer's public key share (ECDH); None where they are not on one curve."""
    key = _private(pkcs8)
    try:
        other = serialization.load_der_public_key(peer)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(other, ec.EllipticCurvePublicKey) or other.curve.name != key.curve.name:
        return None
    return bytes(key.exchange(ec.ECDH(), other))


def encapsulate(spki: bytes) -> tuple[bytes, bytes]:
    """A new shared secret, and the form of it that only the private key opens."""
    secret, sealed = _public(spki).encapsulate()
    return bytes(secret), bytes(sealed)


def decapsulate(pkcs8: bytes, sealed: bytes) -> bytes | None:
    """The shared secret again; None where the length is wrong (anything else of that length gives some secret)."""
    try:
        return bytes(_private(pkcs8).decapsulate(sealed))
    except ValueError:
        return None
