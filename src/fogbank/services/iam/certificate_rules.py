"""Certificates and keys: what is read from them, and whether they belong together. Pure; times are arguments.

Source: IAM User Guide, Manage server certificates in IAM (Upload a server certificate); API Reference,
UploadServerCertificate, UploadSigningCertificate, UploadSSHPublicKey.
"""

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_SSH_BITS_MIN = 2048


class Unreadable(Exception):
    """The text is not what it should be."""


class TooWeak(Exception):
    """A key of another kind than RSA, or of fewer bits than asked for."""


def certificate(pem: str) -> "Certificate":
    """The one certificate in the text. Raises Unreadable."""
    found = certificates(pem)
    if len(found) != 1:
        raise Unreadable
    return found[0]


def certificates(pem: str) -> "list[Certificate]":
    """The certificates in the text, in their order; there is nothing else in it. Raises Unreadable."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    if _PEM.sub("", pem).strip():
        raise Unreadable
    try:
        found = [x509.load_pem_x509_certificate(text.encode()) for text in _PEM.findall(pem)]
        for one in found:
            one.public_key()  # parsed when it is first asked for
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise Unreadable from None
    return found


def private_key_fits(pem: str, of: "Certificate") -> bool:
    """Whether the private key is the certificate's. Raises Unreadable, also for a key under a password."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = _private_key(pem)
    der, info = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(der, info) == of.public_key().public_bytes(der, info)


def _private_key(pem: str) -> "PrivateKeyTypes":
    """The private key of a PEM text. Raises Unreadable, also for a key under a password."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Unreadable from None


def broken_at(leaf: "Certificate", chain: "list[Certificate]") -> int | None:
    """The index in the chain of the first certificate that did not issue the one before it; None where all did."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    subject = leaf
    for index, issuer in enumerate(chain):
        try:
            subject.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            return index
        subject = issuer
    return None


def is_valid_at(one: "Certificate", now: float) -> bool:
    """Whether an instant is in the time for which the certificate was made."""
    return one.not_valid_before_utc.timestamp() <= now <= one.not_valid_after_utc.timestamp()


def fingerprint(one: "Certificate") -> str:
    """SHA-256 of the certificate in hex."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return one.fingerprint(SHA256()).hex()


class Ssh(NamedTuple):
    """An SSH key in OpenSSH's form, and MD5 of its bytes in pairs with colons."""

    body: str
    fingerprint: str


def ssh_key(text: str) -> Ssh:
    """Read a public key, ssh-rsa or PEM. Raises Unreadable, TooWeak."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_public_key,
        load_ssh_public_key,
    )

    raw = text.strip().encode()
    try:
        key = load_pem_public_key(raw) if raw.startswith(b"-----BEGIN") else load_ssh_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Unreadable from None
    if not isinstance(key, RSAPublicKey) or key.key_size < _SSH_BITS_MIN:
        raise TooWeak
    body = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    digest = hashlib.md5(base64.b64decode(body.split()[1]), usedforsecurity=False).hexdigest()
    return Ssh(body, ":".join(digest[at : at + 2] for at in range(0, len(digest), 2)))


def ssh_key_pem(body: str) -> str:
    """The PEM form of a key in OpenSSH's form."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key

    key = load_ssh_public_key(body.encode())
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def rsa_key_pem(pem: str) -> str:
    """An RSA private key for encrypted assertions, as PKCS #8. Raises Unreadable."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = _private_key(pem)
    if not isinstance(key, RSAPrivateKey):
        raise Unreadable
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
