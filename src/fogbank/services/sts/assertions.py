"""SAML 2.0 responses: whether a provider signed one, and what the assertion in it says. Pure.

Only what was signed is looked at: signxml gives it back as parsed from the signed bytes, so nothing that was moved or
wrapped around it is believed. Times are virtual.

Source: STS API Reference, AssumeRoleWithSAML; IAM User Guide, Configure SAML assertions for the authentication
response, Troubleshoot SAML federation; SAML 2.0 core and profiles (saml-core-2.0-os, saml-profiles-2.0-os).
"""

import base64
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from fogbank.services.sts import errors

# Source: observed, "Token must be redeemed within 5 minutes of issuance".
REDEEMED_WITHIN_S = 300.0
_ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
_PROTOCOL = "{urn:oasis:names:tc:SAML:2.0:protocol}"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
_AUDIENCE = "urn:amazon:webservices"
_SIGN_IN = re.compile(
    r"https://(?:[a-z0-9-]+\.)?(?:signin\.aws\.amazon\.com|signin\.amazonaws\.cn|signin\.amazonaws-us-gov\.com)"
    r"/saml(?:/acs/[\w-]+)?(?:#\w+)?"
)


class Assertion(NamedTuple):
    """What a provider says of somebody. Instants are epoch seconds.

    `subject`: the NameID, "" where there is none; `format`: its format without the usual prefix. `attributes`: values
    by attribute name. `ends_at`: SessionNotOnOrAfter.
    """

    issuer: str
    subject: str
    format: str
    recipient: str
    attributes: Mapping[str, tuple[str, ...]]
    ends_at: float | None


class Response:
    """A response as it came, not verified."""

    def __init__(self, text: str) -> None:
        """Read the base64 text of a request. Errors: InvalidIdentityToken."""
        etree = _etree()
        try:
            document = base64.b64decode("".join(text.split()), validate=True)
        except ValueError:
            raise errors.not_a_response("base64") from None
        # No entities, no files, no network: it comes from strangers.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            self._root = etree.fromstring(document, parser)
        except etree.XMLSyntaxError:
            raise errors.not_a_response("XML in") from None
        if self._root.tag != f"{_PROTOCOL}Response" or self._root.getroottree().docinfo.doctype:
            raise errors.not_a_response("XML in")

    @property
    def issuer(self) -> str:
        """Who says that they made it, the response's or else the assertion's issuer; to be verified."""
        own = self._root.findtext(f"{_ASSERTION}Issuer")
        return _text(own or self._root.findtext(f"{_ASSERTION}Assertion/{_ASSERTION}Issuer"))

    def assertion(self, certificates: Iterable[str]) -> Any:
        """The one assertion that was signed, itself or with the response around it, by one of these (PEM).

        Errors: InvalidIdentityToken, IDPRejectedClaim, 501 for an encrypted one.
        """
        status = self._root.find(f"{_PROTOCOL}Status/{_PROTOCOL}StatusCode")
        if status is None or status.get("Value") != _SUCCESS:
            raise errors.rejected()
        if self._root.find(f"{_ASSERTION}EncryptedAssertion") is not None:
            raise errors.encrypted()
        if self._root.find(_SIGNATURE) is not None:
            whole = _signed(self._root, "./", certificates)
            found = whole.findall(f"{_ASSERTION}Assertion") if whole.tag == f"{_PROTOCOL}Response" else []
        else:
            # A signature below the assertion may only be about it: `_signed` gives what the signature is about.
            found = [_signed(self._root, f"./{_ASSERTION}Assertion/", certificates)]
        if len(found) != 1 or found[0].tag != f"{_ASSERTION}Assertion":
            raise errors.forged_response()
        return found[0]


def _etree() -> Any:
    try:
        import signxml  # noqa: F401 # both or none: what is read here is to be verified
        from lxml import etree
    except ImportError:
        raise errors.needs("signxml") from None
    return etree


def _signed(root: Any, where: str, certificates: Iterable[str]) -> Any:
    """What is signed by the signature there. Errors: InvalidIdentityToken."""
    from cryptography import x509
    from lxml import etree
    from signxml.exceptions import SignXMLException
    from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

    for text in certificates:
        certificate = x509.load_pem_x509_certificate(text.encode())
        # Source: IAM User Guide, Create a SAML identity provider: IAM doesn't evaluate the expiration of certificates.
        configuration = SignatureConfiguration(
            location=where, expect_references=1, verification_time=certificate.not_valid_before_utc
        )
        try:
            result = XMLVerifier().verify(root, x509_cert=certificate, expect_config=configuration)
        except (SignXMLException, etree.LxmlError, ValueError, TypeError):
            continue  # the next certificate: a provider may have several while it changes keys
        if isinstance(result, VerifyResult) and result.signed_xml is not None:
            return result.signed_xml
    raise errors.forged_response()


def read(assertion: Any, recipients: Collection[str], now: float) -> Assertion:
    """What a signed assertion says, if it is for us and in time; `recipients`: where else than at AWS people sign in.

    Errors: InvalidIdentityToken, ExpiredTokenException.
    """
    recipient = _check_confirmation(assertion, recipients, now)
    _check_conditions(assertion, recipients, now)
    if now - _instant(assertion.get("IssueInstant")) > REDEEMED_WITHIN_S:
        raise errors.late_response()
    name = assertion.find(f"{_ASSERTION}Subject/{_ASSERTION}NameID")
    attributes: dict[str, tuple[str, ...]] = {}
    for attribute in assertion.iterfind(f"{_ASSERTION}AttributeStatement/{_ASSERTION}Attribute"):
        values = tuple(_text(value.text) for value in attribute.iterfind(f"{_ASSERTION}AttributeValue"))
        attributes.setdefault(attribute.get("Name", ""), values)  # of two of a name, one counts: User Guide
    statement = assertion.find(f"{_ASSERTION}AuthnStatement")
    ends = statement.get("SessionNotOnOrAfter") if statement is not None else None
    return Assertion(
        _text(assertion.findtext(f"{_ASSERTION}Issuer")),
        _text(name.text) if name is not None else "",
        name.get("Format", "").removeprefix(_FORMAT) if name is not None else "",
        recipient,
        attributes,
        _instant(ends) if ends else None,
    )


def _check_confirmation(assertion: Any, recipients: Collection[str], now: float) -> str:
    """The Recipient of the one confirmation."""
    found = [
        data
        for confirmation in assertion.iterfind(f"{_ASSERTION}Subject/{_ASSERTION}SubjectConfirmation")
        if confirmation.get("Method") == _BEARER
        for data in confirmation.iterfind(f"{_ASSERTION}SubjectConfirmationData")
    ]
    if len(found) != 1 or not found[0].get("Recipient") or not found[0].get("NotOnOrAfter"):
        raise errors.no_confirmation()
    recipient = str(found[0].get("Recipient"))
    if not _is_ours(recipient, recipients):
        raise errors.not_for_us("Recipient")
    if _instant(found[0].get("NotOnOrAfter")) <= now:
        raise errors.late_response()
    return recipient


def _check_conditions(assertion: Any, recipients: Collection[str], now: float) -> None:
    conditions = assertion.find(f"{_ASSERTION}Conditions")
    if conditions is None:
        return
    for restriction in conditions.iterfind(f"{_ASSERTION}AudienceRestriction"):
        audiences = [_text(each.text) for each in restriction.iterfind(f"{_ASSERTION}Audience")]
        if not any(each.startswith(_AUDIENCE) or _is_ours(each, recipients) for each in audiences):
            raise errors.not_for_us("Audience")
    if (begins := conditions.get("NotBefore")) and _instant(begins) > now:
        raise errors.early_response()
    if (ends := conditions.get("NotOnOrAfter")) and _instant(ends) <= now:
        raise errors.late_response()


def _is_ours(address: str, recipients: Collection[str]) -> bool:
    return address in recipients or _SIGN_IN.fullmatch(address) is not None


def _instant(text: str | None) -> float:
    """Epoch seconds of an xs:dateTime, in UTC where it has no zone, as SAML wants it."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        raise errors.not_a_response("XML in") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _text(text: str | None) -> str:
    return (text or "").strip()
