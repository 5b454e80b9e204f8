"""What the attributes of an assertion mean to AWS: which roles, what name, how long, tags and condition keys. Pure.

Source: IAM User Guide, Configure SAML assertions for the authentication response, Available keys for SAML-based AWS STS
federation; STS API Reference, AssumeRoleWithSAML.
"""

import base64
import hashlib

from fogbank.services.sts import errors, rules
from fogbank.services.sts.assertions import Assertion

_OURS = "https://aws.amazon.com/SAML/Attributes/"
_TAG = f"{_OURS}PrincipalTag:"
_PERSON, _ORGANIZATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.", "urn:oid:1.3.6.1.4.1.5923.1.2.1."
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
# Attribute to condition key, and whether the key has many values. The strange object identifiers are AWS's own.
_KEYS = {
    f"{_PERSON}1": ("edupersonaffiliation", True),
    f"{_PERSON}2": ("edupersonnickname", True),
    f"{_PERSON}3": ("edupersonorgdn", False),
    f"{_PERSON}4": ("edupersonorgunitdn", True),
    f"{_PERSON}5": ("edupersonprimaryaffiliation", False),
    f"{_PERSON}6": ("edupersonprincipalname", False),
    f"{_PERSON}7": ("edupersonentitlement", True),
    f"{_PERSON}8": ("edupersonprimaryorgunitdn", False),
    f"{_PERSON}9": ("edupersonscopedaffiliation", True),
    f"{_PERSON}10": ("edupersontargetedid", True),
    f"{_PERSON}11": ("edupersonassurance", True),
    f"{_ORGANIZATION}2": ("eduorghomepageuri", True),
    f"{_ORGANIZATION}3": ("eduorgidentityauthnpolicyuri", True),
    f"{_ORGANIZATION}4": ("eduorglegalname", True),
    f"{_ORGANIZATION}5": ("eduorgsuperioruri", True),
    f"{_ORGANIZATION}6": ("eduorgwhitepagesuri", True),
    "urn:oid:2.5.4.3": ("cn", True),
    f"{_CLAIMS}name": ("name", False),
    "http://schemas.xmlsoap.org/claims/CommonName": ("commonname", False),
    f"{_CLAIMS}givenname": ("givenname", False),
    f"{_CLAIMS}surname": ("surname", False),
    f"{_CLAIMS}emailaddress": ("mail", False),
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid": ("uid", False),
    "2.5.4.3": ("commonname", False),
    "2.5.4.4": ("surname", False),
    "2.4.5.42": ("givenname", False),
    "2.5.4.45": ("x500uniqueidentifier", False),
    "0.9.2342.19200300100.1.1": ("uid", False),
    "0.9.2342.19200300100.1.3": ("mail", False),
    "0.9.2342.19200300.100.1.45": ("organizationstatus", False),
}


def _ours(assertion: Assertion, name: str) -> tuple[str, ...]:
    return assertion.attributes.get(_OURS + name, ())


def check_role(assertion: Assertion, role: str, provider: str) -> None:
    """Whether the assertion lets its subject have this role by this provider (ARNs). Errors: InvalidIdentityToken."""
    pairs = [{part.strip() for part in value.split(",")} for value in _ours(assertion, "Role")]
    if {role, provider} not in pairs:
        raise errors.other_role()


def session_name(assertion: Assertion) -> str:
    """What the session is called. Errors: InvalidIdentityToken."""
    names = _ours(assertion, "RoleSessionName")
    if not names:
        raise errors.no_session_name()
    if not rules.is_name(names[0]):
        raise errors.bad_session_name()
    return names[0]


def source_identity(assertion: Assertion) -> str:
    """The source identity, or "". Errors: InvalidIdentityToken."""
    names = _ours(assertion, "SourceIdentity")
    if names and not rules.is_name(names[0]):
        raise errors.bad_source_identity()
    return names[0] if names else ""


def seconds_max(assertion: Assertion, now: float) -> int:
    """How long a session lasts at most, by SessionDuration and SessionNotOnOrAfter. Errors: InvalidIdentityToken."""
    most = 43_200
    for value in _ours(assertion, "SessionDuration")[:1]:
        if not (value.isdecimal() and 900 <= int(value) <= most):
            raise errors.bad_session_duration()
        most = int(value)
    return most if assertion.ends_at is None else min(most, int(assertion.ends_at - now))


def session_tags(assertion: Assertion) -> tuple[list[dict[str, str]], list[str]]:
    """The session tags (Key, Value), and which are transitive."""
    tags = [
        {"Key": name.removeprefix(_TAG), "Value": values[0] if values else ""}
        for name, values in assertion.attributes.items()
        if name.startswith(_TAG)
    ]
    return tags, list(_ours(assertion, "TransitiveTagKeys"))


def name_qualifier(assertion: Assertion, account: str, provider: str) -> str:
    """What makes a subject unique, beside its name; `provider`: the friendly name. Source: AssumeRoleWithSAML."""
    text = f"{assertion.issuer}{account}/{provider}"
    return base64.b64encode(hashlib.sha1(text.encode(), usedforsecurity=False).digest()).decode()


def condition_keys(assertion: Assertion, account: str, provider: str) -> dict[str, str | tuple[str, ...]]:
    """The condition keys of an assertion, in lower case."""
    keys: dict[str, str | tuple[str, ...]] = {
        "saml:aud": assertion.recipient,
        "saml:doc": f"{account}/{provider}",
        "saml:iss": assertion.issuer,
        "saml:namequalifier": name_qualifier(assertion, account, provider),
        "saml:sub": assertion.subject,
        "saml:sub_type": assertion.format,
    }
    for name, values in assertion.attributes.items():
        key, many = _KEYS.get(name, ("", False))
        if key and values:
            keys.setdefault(f"saml:{key}", values if many else values[0])
    return keys
