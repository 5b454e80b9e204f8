"""What may be asked of ACM, and its arithmetic. Pure: no rows, no call."""

import hashlib
from collections.abc import Mapping
from typing import Any

from fogbank.services.acm import errors, names
from fogbank.services.acm.records import Certificate, Domain

DAY_S = 86_400.0
ISSUED_ALGORITHMS = ("RSA_2048", "EC_prime256v1", "EC_secp384r1")

VALIDATION_S = 72 * 3600.0
"""Source: User Guide, Validate domain ownership: ACM tries for 72 hours and then times out."""
LIFETIME_DAYS = {"": 198, "N2_AMAZON_MANAGED": 395, "N2_SFG2_AMAZON_MANAGED": 98}
"""By root hierarchy. Source: What's New, February 2026 (198 days, before: 395); API Reference, RequestCertificate."""
RENEWAL_S = {"DNS": 60 * DAY_S, "EMAIL": 45 * DAY_S}
"""How long before the end a renewal begins. Source: User Guide, Renewal for domains validated by DNS, by email.

Reports about the lifetime of 198 days disagree: some say that renewals begin 45 days before its end.
"""
TOKEN_S = 3600.0
"""Source: API Reference: idempotency tokens time out after one hour."""
YEAR_S = 365 * DAY_S

MAILBOXES = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
"""Source: API Reference, DomainValidationOption."""
PURPOSES = {
    "": ("SERVER_AUTH",),
    "CLIENT_AND_SERVER_AUTH": ("SERVER_AUTH", "CLIENT_AUTH"),
    "CLIENT_AUTH_ONLY": ("CLIENT_AUTH",),
}
"""By CertificateUsage. Source: User Guide, concepts: since June 2025 for servers only, but for N2 certificates."""
REVOCABLE_FOR = ("UNSPECIFIED", "AFFILIATION_CHANGED", "SUPERCEDED", "SUPERSEDED", "CESSATION_OF_OPERATION")
"""Source: User Guide, Revoke an ACM public certificate."""

_VALIDATION_ZONE = "jkddzztszm.acm-validations.aws."
_ISSUERS = ("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com")
"""Source: User Guide, (Optional) Configure a CAA record."""
_AMAZON = ("amazonaws.com", "cloudfront.net", "elasticbeanstalk.com")
"""Source: User Guide, Certificate request fails, "Additional verification required"."""
_NOT_PUBLIC = frozenset(
    ("arpa", "corp", "example", "home", "internal", "invalid", "lan", "local", "localhost", "mail", "onion", "test")
)
"""Top-level domains that nobody can own. Source: RFC 2606, RFC 6761, RFC 6762, RFC 7686; ICANN on .internal."""


def base_of(name: str) -> str:
    """A wildcard's domain; else the name itself."""
    return name.removeprefix("*.")


def mail_domain(name: str) -> str:
    """Whose mailboxes are asked. Source: User Guide, email validation: a leading www or asterisk is removed."""
    return base_of(name).removeprefix("www.")


def record_of(account: str, name: str) -> tuple[str, str]:
    """Name and value of the CNAME that proves that an account's owner owns a domain: the same in every region.

    Source: User Guide, DNS validation: unique to account and domain, and the wildcard's is that of its domain.
    """
    base = base_of(name)

    def part(what: str) -> str:
        return hashlib.sha256(f"{what}\0{account}\0{base}".encode()).hexdigest()[:32]

    return f"_{part('name')}.{base}.", f"_{part('value')}.{_VALIDATION_ZONE}"


def mails_of(domain: Domain) -> list[str]:
    """The addresses that are asked to approve a name."""
    return [f"{mailbox}@{domain.validation_domain}" for mailbox in MAILBOXES]


def check_request(req: Mapping[str, Any], asked: list[str], names_max: int) -> None:
    """Raise what is wrong with a request. Source: API Reference, RequestCertificate."""
    if len(asked[0]) > 64:
        raise errors.first_name_too_long()
    if len(asked) > names_max:
        raise errors.too_many_domains()
    if req.get("KeyAlgorithm", names.DEFAULT_ALGORITHM) not in ISSUED_ALGORITHMS:
        raise errors.parameter(f"Algorithms supported for an ACM certificate request include: {_listed()}.")
    _check_hierarchy(req)
    for option in req.get("DomainValidationOptions", []):
        domain, validation = option["DomainName"].lower(), option["ValidationDomain"].lower()
        if domain not in asked:
            raise errors.foreign_option(domain)
        check_superdomain(validation, domain)


def _listed() -> str:
    return ", ".join(ISSUED_ALGORITHMS)


def _check_hierarchy(req: Mapping[str, Any]) -> None:
    """Amazon N2 certificates. Source: API Reference, RootHierarchyType and CertificateUsage."""
    root, usage = req.get("RootHierarchyType", ""), req.get("CertificateUsage", "")
    if not root:
        if usage:
            raise errors.invalid("You can specify CertificateUsage only together with RootHierarchyType.")
        return
    if "CertificateAuthorityArn" in req:
        raise errors.invalid("You cannot specify RootHierarchyType together with CertificateAuthorityArn.")
    if req.get("ValidationMethod", names.DEFAULT_METHOD) != "DNS":
        raise errors.invalid("An Amazon N2 certificate request must specify a ValidationMethod of DNS.")
    if usage == "CLIENT_AUTH_ONLY" and root != "N2_AMAZON_MANAGED":
        raise errors.invalid("CLIENT_AUTH_ONLY is valid only for N2_AMAZON_MANAGED.")


def check_superdomain(validation_domain: str, domain: str) -> None:
    """A validation domain is the name itself or above it."""
    base = base_of(domain)
    if validation_domain != base and not base.endswith(f".{validation_domain}"):
        raise errors.no_superdomain(validation_domain, domain)


def domains_of(req: Mapping[str, Any], asked: list[str], method: str) -> tuple[Domain, ...]:
    """The names with the domains that answer for them."""
    named = {
        option["DomainName"].lower(): option["ValidationDomain"].lower()
        for option in req.get("DomainValidationOptions", [])
    }
    default = mail_domain if method == "EMAIL" else str
    return tuple(Domain(name, named.get(name) or default(name)) for name in asked)


def failure_of(name: str) -> str:
    """Why no public certificate is issued for a name; "" where one may be.

    Source: User Guide, Certificate request fails.
    """
    base = base_of(name)
    if "." not in base or base.rpartition(".")[2] in _NOT_PUBLIC:
        return "INVALID_PUBLIC_DOMAIN"
    if any(base == domain or base.endswith(f".{domain}") for domain in _AMAZON):
        return "ADDITIONAL_VERIFICATION_REQUIRED"
    return ""


def forbidden_by(records: tuple[str, ...], *, wildcard: bool) -> bool:
    """Whether the CAA records of a domain leave Amazon out. Source: RFC 8659, 4; User Guide, Configure a CAA record."""
    allowed: dict[str, list[str]] = {"issue": [], "issuewild": []}
    for record in records:
        parts = record.split(None, 2)
        if len(parts) == 3 and parts[1].lower() in allowed:
            allowed[parts[1].lower()].append(parts[2].strip('"').partition(";")[0].strip().lower())
    applies = allowed["issuewild"] if wildcard and allowed["issuewild"] else allowed["issue"]
    return bool(applies) and not set(applies) & set(_ISSUERS)


def lifetime(issued_at: float, root_type: str) -> tuple[float, float]:
    """From the beginning of its day, so many whole days: not before, and not after."""
    begins_at = issued_at // DAY_S * DAY_S
    return begins_at, begins_at + LIFETIME_DAYS[root_type] * DAY_S - 1


def renewal_due(certificate: Certificate) -> float:
    """When its managed renewal begins."""
    assert certificate.facts is not None
    return certificate.facts.not_after - RENEWAL_S[certificate.validation_method]


def check_passphrase(passphrase: bytes) -> None:
    """Source: API Reference, ExportCertificate: any ASCII character except #, $, or %."""
    if not passphrase.isascii() or set(passphrase) & set(b"#$%"):
        raise errors.invalid("When creating your passphrase, you can use any ASCII character except #, $, or %.")
