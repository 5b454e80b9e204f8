"""Which certificates a list shows, and in which order. Pure: it reads what answers.py tells, never rows.

Source: API Reference, ListCertificates and Filters; SearchCertificates, CertificateFilterStatement and below.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fogbank.services.acm import errors
from fogbank.services.acm.records import Certificate

_LISTED_BY_DEFAULT = ("RSA_1024", "RSA_2048")
_ORIGINS_BY_DEFAULT = ("AWS_MANAGED", "CUSTOMER_PROVIDED")
_NONE = "NONE"


def is_listed(certificate: Certificate, req: Mapping[str, Any]) -> bool:
    """Whether ListCertificates shows a certificate. Without key types it shows those of RSA up to 2048 bits."""
    includes = req.get("Includes", {})
    statuses, roots = req.get("CertificateStatuses"), req.get("RootHierarchyTypes", [""])
    origin = "CUSTOMER_PROVIDED" if certificate.type == "IMPORTED" else "AWS_MANAGED"
    facts = certificate.facts
    purposes = [name for name, _ in facts.extended_key_usages] if facts else []
    return (
        (not statuses or certificate.status in statuses)
        and certificate.root_type in roots
        and origin in req.get("CertificateKeyPairOrigins", _ORIGINS_BY_DEFAULT)
        and certificate.algorithm in (includes.get("keyTypes") or _LISTED_BY_DEFAULT)
        and (bool(includes.get("keyTypes")) or bool(certificate.names))
        and _has_any(purposes, includes.get("extendedKeyUsage"))
        and _has_any(facts.key_usages if facts else (), includes.get("keyUsage"))
        and includes.get("exportOption", _export(certificate)) == _export(certificate)
        and includes.get("managedBy", certificate.managed_by) == certificate.managed_by
    )


def _export(certificate: Certificate) -> str:
    return "ENABLED" if certificate.export else "DISABLED"


def _has_any(has: list[str] | tuple[str, ...], wanted: list[str] | None) -> bool:
    """One of the wanted values is there; ANY is every certificate, NONE one without the extension."""
    return not wanted or "ANY" in wanted or bool(set(has or [_NONE]) & set(wanted))


Told = Mapping[str, Any]
"""A result of SearchCertificates, from which filters and sorting read."""


def matches(told: Told, statement: Mapping[str, Any] | None) -> bool:
    """Whether a result satisfies a filter statement; raises ValidationException for one with several members."""
    if not statement:
        return True
    kind, value = _only(statement, "FilterStatement")
    match kind:
        case "And":
            return all(matches(told, part) for part in value)
        case "Or":
            return any(matches(told, part) for part in value)
        case "Not":
            return not matches(told, value)
        case _:
            kind, value = _only(value, "Filter")
            return _FILTERS[kind](told, value)


def _only(union: Mapping[str, Any], name: str) -> tuple[str, Any]:
    if len(union) != 1:
        raise errors.invalid(f"{name} must have exactly one member set.")
    return next(iter(union.items()))


def _by_arn(told: Told, wanted: str) -> bool:
    return bool(told["CertificateArn"] == wanted)


def _by_metadata(told: Told, wanted: Mapping[str, Any]) -> bool:
    member, value = _only(wanted, "AcmCertificateMetadataFilter")
    return bool(_metadata(told).get(member) == value)


def _by_attribute(told: Told, wanted: Mapping[str, Any]) -> bool:
    member, value = _only(wanted, "X509AttributeFilter")
    has = told["X509Attributes"]
    match member:
        case "Subject":
            _, comparison = _only(value, "SubjectFilter")
            return _compare(has["Subject"].get("CommonName", ""), comparison)
        case "SubjectAlternativeName":
            _, comparison = _only(value, "SubjectAlternativeNameFilter")
            return any(_compare(name.get("DnsName", ""), comparison) for name in has["SubjectAlternativeNames"])
        case "ExtendedKeyUsage" | "KeyUsage":
            return value in (has.get(f"{member}s") or [_NONE])
        case "NotAfter" | "NotBefore":
            return member in has and _within(has[member], value)
        case _:
            return bool(has.get(member) == value)


def _compare(text: str, comparison: Mapping[str, str]) -> bool:
    has, wanted = text.lower(), comparison["Value"].lower()
    return has == wanted if comparison["ComparisonOperator"] == "EQUALS" else bool(has) and wanted in has


def _within(instant: float, span: Mapping[str, float]) -> bool:
    return span.get("Start", instant) <= instant <= span.get("End", instant)


_FILTERS: dict[str, Callable[[Told, Any], bool]] = {
    "CertificateArn": _by_arn,
    "X509AttributeFilter": _by_attribute,
    "AcmCertificateMetadataFilter": _by_metadata,
}


def _metadata(told: Told) -> Mapping[str, Any]:
    metadata: Mapping[str, Any] = told["CertificateMetadata"]["AcmCertificateMetadata"]
    return metadata


_SORTED_BY = {
    "CREATED_AT": "CreatedAt",
    "STATUS": "Status",
    "RENEWAL_STATUS": "RenewalStatus",
    "EXPORTED": "Exported",
    "IN_USE": "InUse",
    "TYPE": "Type",
    "REVOKED_AT": "RevokedAt",
    "RENEWAL_ELIGIBILITY": "RenewalEligibility",
    "ISSUED_AT": "IssuedAt",
    "MANAGED_BY": "ManagedBy",
    "EXPORT_OPTION": "ExportOption",
    "VALIDATION_METHOD": "ValidationMethod",
    "IMPORTED_AT": "ImportedAt",
    "ACME_ENDPOINT_ARN": "AcmeEndpointArn",
    "ACME_ACCOUNT_ID": "AcmeAccountId",
    "CERTIFICATE_KEY_PAIR_ORIGIN": "CertificateKeyPairOrigin",
}
_SORTED_BY_ATTRIBUTE = {"NOT_AFTER": "NotAfter", "NOT_BEFORE": "NotBefore", "KEY_ALGORITHM": "KeyAlgorithm"}


def order_of(told: Told, field: str) -> tuple[bool, Any, str]:
    """What a result is sorted by: those that lack the field first, then its values, then ARNs."""
    if field == "CERTIFICATE_ARN":
        value = told["CertificateArn"]
    elif field == "COMMON_NAME":
        value = told["X509Attributes"]["Subject"].get("CommonName")
    elif field in _SORTED_BY_ATTRIBUTE:
        value = told["X509Attributes"].get(_SORTED_BY_ATTRIBUTE[field])
    else:
        value = _metadata(told).get(_SORTED_BY[field])
    return value is not None, 0 if value is None else value, told["CertificateArn"]
