"""What is read from SAML metadata and from the URL of an OpenID Connect provider. Pure.

Source: IAM User Guide, Create a SAML identity provider in IAM; Create an OpenID Connect (OIDC) identity provider.
"""

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from fogbank.kernel.arn import parse
from fogbank.kernel.errors import NotImplementedHere

_MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
# Source: IAM User Guide, IAM and STS quotas: identity providers for each SAML provider, and keys.
_IDPS_MAX = 10
_KEYS_MAX = 10
# Source: IAM User Guide, Create a SAML identity provider: "must use a key size of at least 1024 bits".
_KEY_BITS_MIN = 1024
THUMBPRINTS_MAX = 5
THUMBPRINT = re.compile(r"[0-9A-Fa-f]{40}")
_URL = re.compile(r"(https?)://([A-Za-z0-9.-]+(?::\d{1,5})?)(/[^?#\s]*)?")
_LOOPBACK = re.compile(r"(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3})(?::\d+)?")

# Trusted identity propagation, for which IAM Identity Center would have to be there.
_PROPAGATION = ("ContextProvider", "IdentityCenterInstanceArn", "RemoveContextProvider", "RemoveIdentityCenterInstance")


def place(arn: str, kind: str) -> tuple[str, str] | None:
    """Account and name in the ARN of a provider, whose kind is saml-provider or oidc-provider."""
    found = parse(arn)
    if found is None or found.service != "iam" or not found.resource.startswith(f"{kind}/"):
        return None
    return found.account, found.resource.removeprefix(f"{kind}/")


def refuse_propagation(operation: str, req: Mapping[str, Any]) -> None:
    """Raise NotImplementedHere where the request is about trusted identity propagation."""
    for member in _PROPAGATION:
        if req.get(member):
            raise NotImplementedHere("iam", f"{operation} with {member}")


class Metadata(NamedTuple):
    """What a SAML provider's metadata says. `valid_until`: None where it does not say so."""

    entity_id: str
    certificates: tuple[str, ...]
    valid_until: float | None


class BadMetadata(Exception):
    """The document is not the metadata of an identity provider."""


def parsed(document: str) -> Metadata:
    """Read metadata: issuer, signing certificates, expiry. Raises BadMetadata.

    A document type is refused, since entities could grow without end or name files. The expiry of a certificate is
    not looked at: Source: User Guide, "IAM doesn't evaluate or take action on the expiration of X.509 certificates in
    SAML metadata documents".
    """
    if document.startswith("\ufeff") or "<!DOCTYPE" in document:
        raise BadMetadata
    try:
        root = fromstring(document)
    except ParseError:
        raise BadMetadata from None
    entities = [entity for entity in root.iter(f"{_MD}EntityDescriptor") if _idp(entity) is not None]
    if root.tag not in (f"{_MD}EntityDescriptor", f"{_MD}EntitiesDescriptor") or not 1 <= len(entities) <= _IDPS_MAX:
        raise BadMetadata
    entity = entities[0]
    entity_id, until = entity.get("entityID", ""), entity.get("validUntil") or root.get("validUntil")
    certificates = tuple(_pem(text) for text in _signing(entity))
    if not entity_id or not 1 <= len(certificates) <= _KEYS_MAX:
        raise BadMetadata
    return Metadata(entity_id, certificates, _instant(until) if until else None)


def _idp(entity: Element) -> Element | None:
    """The part about the role of an identity provider that speaks SAML 2.0."""
    for role in entity.findall(f"{_MD}IDPSSODescriptor"):
        if _PROTOCOL in role.get("protocolSupportEnumeration", "").split():
            return role
    return None


def _signing(entity: Element) -> Iterator[str]:
    """Base64 texts of the certificates for signing: a key without a use is for both. Source: SAML metadata, 2.4.1.1."""
    role = _idp(entity)
    assert role is not None
    for key in role.findall(f"{_MD}KeyDescriptor"):
        if key.get("use", "signing") == "signing":
            for certificate in key.iter(f"{_DS}X509Certificate"):
                yield certificate.text or ""


def _pem(text: str) -> str:
    """A certificate in PEM; checked for what AWS checks: form, size of its key, no extension twice."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding

    unreadable = (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion)
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode("".join(text.split()), validate=True))
        list(certificate.extensions)
        key = certificate.public_key()
    except unreadable:
        raise BadMetadata from None
    if isinstance(key, RSAPublicKey) and key.key_size < _KEY_BITS_MIN:
        raise BadMetadata
    return certificate.public_bytes(Encoding.PEM).decode()


def _instant(text: str) -> float:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadMetadata from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


class Url(NamedTuple):
    """The URL of an issuer: `name` is host and path, as ARNs and condition keys have it."""

    name: str
    secure: bool


def issuer(url: str) -> Url | None:
    """Read the URL of an OpenID Connect provider; None where it may not be one.

    It begins with https:// and has no query. Differs: a port is let through ("should not contain a port number"), and
    http:// for a loopback host, so that an issuer that runs beside Fogbank can be named. A slash at the end stays: it
    is part of the issuer's name (Auth0's end with one).
    """
    found = _URL.fullmatch(url)
    if found is None:
        return None
    scheme, host, path = found.groups()
    if scheme == "http" and not _LOOPBACK.fullmatch(host):
        return None
    return Url(host + (path or ""), scheme == "https")
