"""X.509 certificates and keys in PEM: what they say, and whether they belong together. Pure: no rows, no call."""

import re
from collections.abc import Iterable
from typing import cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from fogbank.services.acm.records import Facts

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_CURVES = {"secp256r1": "EC_prime256v1", "secp384r1": "EC_secp384r1", "secp521r1": "EC_secp521r1"}
_RSA_BITS = (1024, 2048, 3072, 4096)

# OverflowError: a serial number below zero.
_UNREADABLE = (
    OverflowError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
_KEY_USAGES = {
    "DIGITAL_SIGNATURE": "digital_signature",
    "NON_REPUDIATION": "content_commitment",
    "KEY_ENCIPHERMENT": "key_encipherment",
    "DATA_ENCIPHERMENT": "data_encipherment",
    "KEY_AGREEMENT": "key_agreement",
    "CERTIFICATE_SIGNING": "key_cert_sign",
    "CRL_SIGNING": "crl_sign",
}
_ONLY_WITH_AGREEMENT = {"ENCIPHER_ONLY": "encipher_only", "DECIPHER_ONLY": "decipher_only"}
_PURPOSES = {
    ExtendedKeyUsageOID.SERVER_AUTH: "TLS_WEB_SERVER_AUTHENTICATION",
    ExtendedKeyUsageOID.CLIENT_AUTH: "TLS_WEB_CLIENT_AUTHENTICATION",
    ExtendedKeyUsageOID.CODE_SIGNING: "CODE_SIGNING",
    ExtendedKeyUsageOID.EMAIL_PROTECTION: "EMAIL_PROTECTION",
    ExtendedKeyUsageOID.TIME_STAMPING: "TIME_STAMPING",
    ExtendedKeyUsageOID.OCSP_SIGNING: "OCSP_SIGNING",
    ObjectIdentifier("1.3.6.1.5.5.7.3.5"): "IPSEC_END_SYSTEM",
    ObjectIdentifier("1.3.6.1.5.5.7.3.6"): "IPSEC_TUNNEL",
    ObjectIdentifier("1.3.6.1.5.5.7.3.7"): "IPSEC_USER",
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE: "ANY",
}
"""Source: API Reference, ExtendedKeyUsage."""
CUSTOM = "CUSTOM"
_ATTRIBUTES = {
    "CommonName": NameOID.COMMON_NAME,
    "Country": NameOID.COUNTRY_NAME,
    "DistinguishedNameQualifier": NameOID.DN_QUALIFIER,
    "GenerationQualifier": NameOID.GENERATION_QUALIFIER,
    "GivenName": NameOID.GIVEN_NAME,
    "Initials": NameOID.INITIALS,
    "Locality": NameOID.LOCALITY_NAME,
    "Organization": NameOID.ORGANIZATION_NAME,
    "OrganizationalUnit": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "Pseudonym": NameOID.PSEUDONYM,
    "SerialNumber": NameOID.SERIAL_NUMBER,
    "State": NameOID.STATE_OR_PROVINCE_NAME,
    "Surname": NameOID.SURNAME,
    "Title": NameOID.TITLE,
}
"""Source: API Reference, DistinguishedName."""


def certificates(text: bytes) -> list[x509.Certificate]:
    """The certificates of a PEM text, in order; raises ValueError where one cannot be read or there is none."""
    try:
        found = x509.load_pem_x509_certificates(text)
        for each in found:  # their parts are parsed when they are first asked for
            facts_of(each), responders(each)
    except _UNREADABLE:
        raise ValueError from None
    return found


def blocks(text: bytes) -> int:
    """How many certificates a text seems to have."""
    return len(_BLOCK.findall(text))


def private_key(text: bytes) -> PrivateKey:
    """The key of a PEM text. Raises ValueError, TypeError (it is encrypted), NotImplementedError (another kind)."""
    try:
        key = serialization.load_pem_private_key(text, None)
    except UnsupportedAlgorithm:
        raise NotImplementedError from None
    if not isinstance(key, PrivateKey):
        raise NotImplementedError
    return key


def key_text(key: PrivateKey) -> bytes:
    """A key as PKCS #8 in PEM."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def text_of(certificate: x509.Certificate) -> str:
    """A certificate in PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def algorithm_of(key: object) -> str | None:
    """ACM's name of a public or private key's kind; None for one that ACM does not know."""
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        return f"RSA_{key.key_size}" if key.key_size in _RSA_BITS else None
    if isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey):
        return _CURVES.get(key.curve.name)
    return None


def signs(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether one certificate was issued by another, which may issue."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return certificate == issuer or _may_sign(issuer)


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        # A root of version 1 has no extensions.
        return certificate.version == x509.Version.v1


def family_of(certificate: x509.Certificate) -> str:
    """RSA or EC: the kind of its key."""
    return "RSA" if isinstance(certificate.public_key(), rsa.RSAPublicKey) else "EC"


def responders(certificate: x509.Certificate) -> list[str]:
    """The URLs of its OCSP responders."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return []
    return [
        each.access_location.value
        for each in found
        if each.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(each.access_location, x509.UniformResourceIdentifier)
    ]


def facts_of(certificate: x509.Certificate) -> Facts:
    """What a certificate says."""
    usages, purposes = _usages(certificate)
    return Facts(
        serial=_serial(certificate),
        subject=certificate.subject.rfc4514_string(),
        common_name=_first(certificate.subject, NameOID.COMMON_NAME),
        issuer=_first(certificate.issuer, NameOID.ORGANIZATION_NAME) or _first(certificate.issuer, NameOID.COMMON_NAME),
        names=tuple(_names(certificate)),
        algorithm=algorithm_of(certificate.public_key()) or "",
        signature_algorithm=_signature(certificate),
        key_usages=usages,
        extended_key_usages=purposes,
        not_before=certificate.not_valid_before_utc.timestamp(),
        not_after=certificate.not_valid_after_utc.timestamp(),
    )


def _serial(certificate: x509.Certificate) -> str:
    number = certificate.serial_number
    return number.to_bytes((number.bit_length() + 7) // 8 or 1, "big").hex(":")


def _signature(certificate: x509.Certificate) -> str:
    """As SHA256WITHRSA, SHA384WITHECDSA."""
    digest = certificate.signature_hash_algorithm
    kind = "ECDSA" if isinstance(certificate.signature_algorithm_parameters, ec.ECDSA) else "RSA"
    return f"{digest.name.upper()}WITH{kind}" if digest is not None else kind


def _first(name: x509.Name, kind: ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def _names(certificate: x509.Certificate) -> Iterable[str]:
    """Its alternative names; its common name where it has none. Source: API Reference, RequestCertificate."""
    found = [str(name.value) for name in alternatives(certificate) if isinstance(name, x509.DNSName | x509.IPAddress)]
    common = _first(certificate.subject, NameOID.COMMON_NAME)
    return found or ([common] if common else [])


def alternatives(certificate: x509.Certificate) -> Iterable[x509.GeneralName]:
    """The subject alternative names of every kind."""
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()


def _usages(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    usages: tuple[str, ...] = ()
    purposes: tuple[tuple[str, str], ...] = ()
    for extension in certificate.extensions:
        value = extension.value
        if isinstance(value, x509.KeyUsage):
            known = {**_KEY_USAGES, **(_ONLY_WITH_AGREEMENT if value.key_agreement else {})}
            usages = tuple(name for name, attribute in known.items() if getattr(value, attribute))
        elif isinstance(value, x509.ExtendedKeyUsage):
            purposes = tuple((_PURPOSES.get(oid, CUSTOM), oid.dotted_string) for oid in value)
    return usages, purposes


def distinguished(name: x509.Name) -> dict[str, object]:
    """A distinguished name as SearchCertificates tells it."""
    told: dict[str, object] = {
        member: _first(name, kind) for member, kind in _ATTRIBUTES.items() if name.get_attributes_for_oid(kind)
    }
    components = [str(part.value) for part in name.get_attributes_for_oid(NameOID.DOMAIN_COMPONENT)]
    if components:
        told["DomainComponents"] = components
    known = {*_ATTRIBUTES.values(), NameOID.DOMAIN_COMPONENT}
    others = [part for part in name if part.oid not in known]
    if others:
        told["CustomAttributes"] = [
            {"ObjectIdentifier": part.oid.dotted_string, "Value": str(part.value)} for part in others
        ]
    return told


def general_name(name: x509.GeneralName) -> dict[str, object]:
    """One alternative name as SearchCertificates tells it."""
    match name:
        case x509.DNSName():
            return {"DnsName": name.value}
        case x509.IPAddress():
            return {"IpAddress": str(name.value)}
        case x509.RFC822Name():
            return {"Rfc822Name": name.value}
        case x509.UniformResourceIdentifier():
            return {"UniformResourceIdentifier": name.value}
        case x509.DirectoryName():
            return {"DirectoryName": distinguished(name.value)}
        case x509.RegisteredID():
            return {"RegisteredId": name.value.dotted_string}
        case _:
            other = cast(x509.OtherName, name)
            return {"OtherName": {"ObjectIdentifier": other.type_id.dotted_string, "Value": other.value.hex()}}
