"""The keys that sign digests: one pair for each region, renewed by the clock.

Source: CloudTrail User Guide, Validating CloudTrail log file integrity (SHA-256 with RSA); API Reference,
ListPublicKeys.
"""

import hashlib

from fogbank.kernel.call import Call
from fogbank.kernel.ports import Vault
from fogbank.services.cloudtrail.records import SigningKey

ALGORITHM = "SHA256withRSA"
_BITS = 2048
_VALID_S = 30 * 86400.0


def current(call: Call, region: str, at: float) -> SigningKey:
    """The pair that signs at an instant; made where there is none."""
    newest = next(call.tx.scan(SigningKey, region, reverse=True, limit=1), None)
    if newest is not None and at < newest.valid_until:
        return newest
    return _make(call, region, at)


def _make(call: Call, region: str, at: float) -> SigningKey:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pair = rsa.generate_private_key(65537, _BITS)
    der = serialization.Encoding.DER
    public = pair.public_key().public_bytes(der, serialization.PublicFormat.PKCS1)
    private = pair.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    vault: Vault = call.plane("vault")
    # From the digest's own hour on, whose start lies before this instant.
    start = at - 3600.0
    fingerprint = hashlib.md5(public, usedforsecurity=False).hexdigest()
    made = SigningKey(region, start, start + _VALID_S, fingerprint, public, vault.wrap(private))
    call.tx.insert(made)
    return made


def sign(call: Call, pair: SigningKey, data: bytes) -> str:
    """The signature in hexadecimal digits."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    vault: Vault = call.plane("vault")
    private = serialization.load_der_private_key(vault.unwrap(pair.private), None)
    assert isinstance(private, rsa.RSAPrivateKey)
    return private.sign(data, padding.PKCS1v15(), hashes.SHA256()).hex()
