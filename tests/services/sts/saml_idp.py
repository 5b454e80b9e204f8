"""A SAML identity provider for tests: its own key, responses as it would send them, and what can be wrong with them."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod
from signxml.signer import XMLSigner

ENTITY = "https://idp.example.com/saml"
SIGN_IN = "https://signin.aws.amazon.com/saml"
AUDIENCE = "urn:amazon:webservices"
OURS = "https://aws.amazon.com/SAML/Attributes/"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_NAMESPACES = 'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"'


@cache
def keyed(name: str) -> tuple[RSAPrivateKey, x509.Certificate]:
    """A key and a certificate of it, which expired long ago: nobody minds that."""
    key = generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, began, began + timedelta(days=365))
    return key, builder.sign(key, SHA256())


def metadata(*keys: str) -> str:
    """What the provider says of itself to IAM: its signing certificates."""
    texts = (base64.b64encode(keyed(key)[1].public_bytes(Encoding.DER)).decode() for key in keys or ("one",))
    listed = "".join(
        '<KeyDescriptor use="signing"><d:KeyInfo><d:X509Data><d:X509Certificate>'
        f"{text}</d:X509Certificate></d:X509Data></d:KeyInfo></KeyDescriptor>"
        for text in texts
    )
    return (
        '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:d="http://www.w3.org/2000/09/xmldsig#" '
        f'entityID="{ENTITY}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        f'{listed}<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" '
        'Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>'
    )


def stamp(instant: float) -> str:
    """An instant as SAML writes it."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def attribute(name: str, *values: str) -> str:
    """One attribute."""
    inside = "".join(f"<AttributeValue>{value}</AttributeValue>" for value in values)
    return f'<Attribute Name="{name}">{inside}</Attribute>'


def response(
    now: float,
    attributes: Mapping[str, tuple[str, ...]],
    *,
    subject: str = f'<NameID Format="{PERSISTENT}">alice</NameID>',
    recipient: str = SIGN_IN,
    audience: str = AUDIENCE,
    lasts_s: float = 300,
    issued_s: float = 0,
    begins_s: float = 0,
    issuer: str = ENTITY,
    status: str = SUCCESS,
    session_ends_s: float | None = None,
) -> str:
    """A response, not signed; times are seconds from now."""
    until = stamp(now + lasts_s)
    ends = f' SessionNotOnOrAfter="{stamp(now + session_ends_s)}"' if session_ends_s is not None else ""
    listed = "".join(attribute(name, *values) for name, values in attributes.items())
    issued = stamp(now + issued_s)
    return (
        f'<p:Response {_NAMESPACES} ID="_response" Version="2.0" IssueInstant="{issued}">'
        f"<Issuer>{issuer}</Issuer>"
        f'<p:Status><p:StatusCode Value="{status}"/></p:Status>'
        f'<Assertion ID="_assertion" Version="2.0" IssueInstant="{issued}"><Issuer>{issuer}</Issuer>'
        f'<Subject>{subject}<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{recipient}"/></SubjectConfirmation></Subject>'
        f'<Conditions NotBefore="{stamp(now + begins_s)}" NotOnOrAfter="{until}"><AudienceRestriction>'
        f"<Audience>{audience}</Audience></AudienceRestriction></Conditions>"
        f'<AuthnStatement AuthnInstant="{issued}"{ends}/>'
        f"<AttributeStatement>{listed}</AttributeStatement></Assertion></p:Response>"
    )


def _sign(element: Any, key: str) -> Any:
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm="rsa-sha256",
        digest_algorithm="sha256",
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
    )
    private, certificate = keyed(key)
    return signer.sign(element, key=private, cert=[certificate], reference_uri=element.get("ID"))


def signed(
    text: str, *, key: str = "one", parts: str = "assertion", after: Callable[[str], str] = lambda text: text
) -> str:
    """A response with its assertion, itself or both signed, as a client hands it to STS; `after`: what befalls it."""
    root = etree.fromstring(text)
    if parts in ("assertion", "both"):
        (assertion,) = root.findall("{*}Assertion")
        alone = etree.fromstring(etree.tostring(assertion))
        root.replace(assertion, _sign(alone, key))
    if parts in ("response", "both"):
        root = _sign(etree.fromstring(etree.tostring(root)), key)
    return base64.b64encode(after(etree.tostring(root).decode()).encode()).decode()
