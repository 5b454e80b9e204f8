"""Certificates, keys and SAML metadata for tests."""

import base64
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_MD = "urn:oasis:names:tc:SAML:2.0:metadata"
_DS = "http://www.w3.org/2000/09/xmldsig#"


def key(name: str = "one", bits: int = 2048) -> RSAPrivateKey:
    """An RSA key; the same for the same name."""
    return _made(name, bits)


@cache
def _made(name: str, bits: int) -> RSAPrivateKey:
    return generate_private_key(65537, bits)


def key_pem(name: str = "one") -> str:
    """The private key as PEM."""
    return key(name).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


def public_pem(name: str = "one", bits: int = 2048) -> str:
    """The public key as PEM."""
    return key(name, bits).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def public_ssh(name: str = "one", bits: int = 2048) -> str:
    """The public key as ssh-rsa."""
    return key(name, bits).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def certificate(
    subject: str = "one", issuer: str = "", *, days: tuple[int, int] = (-1, 3650), bits: int = 2048
) -> x509.Certificate:
    """A certificate of a key, signed by another's or by itself; valid from and to these days from now."""
    return _certified(subject, issuer, days, bits)


@cache
def _certified(subject: str, issuer: str, days: tuple[int, int], bits: int) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer or subject))
        .public_key(key(subject, bits).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key(issuer or subject, bits), SHA256())
    )


def pem(one: x509.Certificate) -> str:
    """A certificate as PEM."""
    return one.public_bytes(Encoding.PEM).decode()


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def descriptor(one: x509.Certificate, use: str = "signing") -> str:
    """A KeyDescriptor."""
    text = base64.encodebytes(one.public_bytes(Encoding.DER)).decode()
    return (
        f'<md:KeyDescriptor use="{use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{text}</ds:X509Certificate>'
        "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
    )


def metadata(
    *keys: str, entity: str = "https://idp.example.com/saml", attributes: str = "", role: str = "IDPSSODescriptor"
) -> str:
    """The metadata of an identity provider; signed with the key "one" where no keys are given."""
    inside = "".join(keys) or descriptor(certificate())
    return (
        f'<?xml version="1.0"?>\n<md:EntityDescriptor xmlns:md="{_MD}" xmlns:ds="{_DS}" entityID="{entity}" '
        f"{attributes}>"
        f'<md:{role} protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{inside}'
        '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" '
        f'Location="{entity}/sso"/></md:{role}></md:EntityDescriptor>'
    )
