"""What the authority's certificates say: names, extensions, text forms. `cryptography` comes with this module."""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Signer = tuple[x509.Certificate, Key]

PURPOSES = {"SERVER_AUTH": ExtendedKeyUsageOID.SERVER_AUTH, "CLIENT_AUTH": ExtendedKeyUsageOID.CLIENT_AUTH}
CURVES: dict[str, type[ec.EllipticCurve]] = {
    "EC_prime256v1": ec.SECP256R1,
    "EC_secp384r1": ec.SECP384R1,
    "EC_secp521r1": ec.SECP521R1,
}
_DOMAIN_VALIDATED = ObjectIdentifier("2.23.140.1.2.1")
"""Source: CA/Browser Forum, Object Registry: domain-validated."""
_COMMON_NAME_MAX = 64
"""Source: RFC 5280, appendix A.1, ub-common-name."""


def new_key(algorithm: str) -> Key:
    """A private key: `RSA_2048`, `EC_prime256v1`, ... as ACM names them. An RSA key takes about a tenth of a second."""
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm]())
    return rsa.generate_private_key(public_exponent=65537, key_size=int(algorithm.removeprefix("RSA_")))


def load_key(pem: bytes) -> Key:
    """The private key in a PEM text of ours."""
    return cast(Key, serialization.load_pem_private_key(pem, None, unsafe_skip_rsa_key_validation=True))


def key_text(key: Key, passphrase: bytes | None = None) -> bytes:
    """A private key as PKCS #8 in PEM, encrypted where there is a passphrase."""
    closed = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, closed)


def certificate_text(certificate: x509.Certificate) -> bytes:
    """A certificate in PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def digest_for(key: Key) -> hashes.SHA256 | hashes.SHA384:
    """What a key signs with: SHA-384 where its curve is larger than 256 bits."""
    large = isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size > 256
    return hashes.SHA384() if large else hashes.SHA256()


def new_authority(name: str, algorithm: str, begins_at: float, ends_at: float, signer: Signer | None) -> Signer:
    """An authority that may sign: below `signer`, or a root that signs itself and authorities below it."""
    key = new_key(algorithm)
    subject = _name(name)
    constraints = x509.BasicConstraints(ca=True, path_length=0 if signer else 1)
    usage = _usage(digital_signature=True, key_cert_sign=True, crl_sign=True)
    builder = (
        _builder(key, subject, signer[0].subject if signer else subject, begins_at, ends_at)
        .add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
    )
    return _signed(builder, signer or (None, key)), key


def new_leaf(
    key: Key, names: Sequence[str], begins_at: float, ends_at: float, purposes: Sequence[str], signer: Signer
) -> x509.Certificate:
    """The certificate of an end of a connection, for DNS names and addresses; the first is its subject."""
    # A common name is short; clients read the alternative names anyway.
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:_COMMON_NAME_MAX])])
    names_of_it = x509.SubjectAlternativeName([_general_name(name) for name in names])
    # RFC 5480, 3: an elliptic key enciphers no keys.
    usage = _usage(digital_signature=True, key_encipherment=isinstance(key, rsa.RSAPrivateKey))
    policies = x509.CertificatePolicies([x509.PolicyInformation(_DOMAIN_VALIDATED, None)])
    builder = (
        _builder(key, subject, signer[0].subject, begins_at, ends_at)
        .add_extension(names_of_it, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([PURPOSES[purpose] for purpose in purposes]), critical=False)
        .add_extension(policies, critical=False)
    )
    return _signed(builder, signer)


def _builder(
    key: Key, subject: x509.Name, issuer: x509.Name, begins_at: float, ends_at: float
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .serial_number(x509.random_serial_number())
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .not_valid_before(datetime.fromtimestamp(begins_at, UTC))
        .not_valid_after(datetime.fromtimestamp(ends_at, UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _signed(builder: x509.CertificateBuilder, signer: tuple[x509.Certificate | None, Key]) -> x509.Certificate:
    """Signed, and naming the key that signed it, unless it signs itself (RFC 5280, 4.2.1.1)."""
    certificate, key = signer
    if certificate is not None:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    return builder.sign(key, digest_for(key))


def _name(common: str) -> x509.Name:
    attributes = {NameOID.ORGANIZATION_NAME: "Fogbank", NameOID.COMMON_NAME: common}
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in attributes.items()])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})
