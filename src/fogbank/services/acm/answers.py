"""What ACM says of a certificate: the shapes of DescribeCertificate, ListCertificates and SearchCertificates."""

from typing import cast

from cryptography import x509

from fogbank.kernel import certificates
from fogbank.kernel.call import Call
from fogbank.services.acm import ownership, pem, rules
from fogbank.services.acm._shapes import (
    AcmCertificateMetadata,
    CertificateDetail,
    CertificateSummary,
    DistinguishedName,
    DomainValidation,
    DomainValidationSummary,
    GeneralName,
    RenewalSummary,
    ResourceRecord,
    UpdateSummary,
    ValidationConfiguration,
    X509Attributes,
)
from fogbank.services.acm.records import Certificate, Domain, Migration, Renewal

_SUMMARY_NAMES_MAX = 100
_SIGNATURES = {"EC_prime256v1": "SHA256WITHECDSA", "EC_secp384r1": "SHA384WITHECDSA"}
"""What a certificate that is yet to be will be signed with, where it is not SHA256WITHRSA."""


def detail(call: Call, certificate: Certificate) -> CertificateDetail:
    """As DescribeCertificate tells it."""
    told: CertificateDetail = {
        "CertificateArn": certificate.arn,
        "SubjectAlternativeNames": list(certificate.names),
        "Status": certificate.status,
        "KeyAlgorithm": _spelled(certificate.algorithm),
        "InUseBy": certificates.users(call.tx, certificate.arn),
        "Type": certificate.type,
        "RenewalEligibility": _eligibility(call, certificate),
        "Options": {
            "CertificateTransparencyLoggingPreference": "ENABLED" if _is_logged(certificate) else "DISABLED",
            "Export": _export(certificate),
        },
        "CertificateKeyPairOrigin": _origin(certificate),
        "KeyUsages": [{"Name": name} for name in _key_usages(certificate)],
        "ExtendedKeyUsages": [{"Name": name, "OID": oid} for name, oid in _purposes(certificate)],
    }
    if certificate.domain:
        told["DomainName"] = certificate.domain
    _add_facts(told, certificate)
    _add_instants(told, certificate)
    if certificate.type == "AMAZON_ISSUED":
        told["Issuer"] = "Amazon"
        told["DomainValidationOptions"] = validations(certificate, certificate.domains)
        told["Options"]["ValidationMethod"] = certificate.validation_method
    if certificate.root_type:
        told["RootHierarchyType"] = certificate.root_type
        told["CertificateUsage"] = certificate.usage
    if certificate.managed_by:
        told["ManagedBy"] = certificate.managed_by
    if certificate.failure_reason:
        told["FailureReason"] = certificate.failure_reason
    if certificate.revocation_reason:
        told["RevocationReason"] = certificate.revocation_reason
    if certificate.renewal:
        told["RenewalSummary"] = _renewal(certificate, certificate.renewal)
    if certificate.migration:
        told["UpdateSummary"] = _update(certificate.migration)
    return told


def _add_facts(told: CertificateDetail, certificate: Certificate) -> None:
    """Subject and signature are told of a certificate that is yet to be, too (observed)."""
    facts = certificate.facts
    if facts is None:
        told["Subject"] = f"CN={certificate.domain}"
        told["SignatureAlgorithm"] = _SIGNATURES.get(certificate.algorithm, "SHA256WITHRSA")
        return
    told["Subject"], told["Issuer"], told["Serial"] = facts.subject, facts.issuer, facts.serial
    told["SignatureAlgorithm"] = facts.signature_algorithm
    told["NotBefore"], told["NotAfter"] = facts.not_before, facts.not_after


def _add_instants(
    told: CertificateDetail | CertificateSummary | AcmCertificateMetadata, certificate: Certificate
) -> None:
    told["CreatedAt"] = certificate.created_at
    if certificate.issued_at:
        told["IssuedAt"] = certificate.issued_at
    if certificate.imported_at:
        told["ImportedAt"] = certificate.imported_at
    if certificate.revoked_at:
        told["RevokedAt"] = certificate.revoked_at


def _spelled(algorithm: str) -> str:
    """Observed: "RSA-2048", though the model's value is RSA_2048; curves as in the model."""
    return algorithm.replace("RSA_", "RSA-")


def _is_logged(certificate: Certificate) -> bool:
    """Source: API Reference, CertificateOptions: every public certificate but N2's is recorded; imports are not."""
    return certificate.type == "AMAZON_ISSUED" and not certificate.root_type


def _export(certificate: Certificate) -> str:
    return "ENABLED" if certificate.export else "DISABLED"


def _origin(certificate: Certificate) -> str:
    return "CUSTOMER_PROVIDED" if certificate.type == "IMPORTED" else "AWS_MANAGED"


def _eligibility(call: Call, certificate: Certificate) -> str:
    return "ELIGIBLE" if ownership.eligible(call, certificate) else "INELIGIBLE"


def _key_usages(certificate: Certificate) -> tuple[str, ...]:
    return certificate.facts.key_usages if certificate.facts else ()


def _purposes(certificate: Certificate) -> tuple[tuple[str, str], ...]:
    return certificate.facts.extended_key_usages if certificate.facts else ()


def record(certificate: Certificate, domain: Domain) -> ResourceRecord:
    """The CNAME that proves whose a name is."""
    name, value = rules.record_of(certificate.account, domain.name)
    return {"Name": name, "Type": "CNAME", "Value": value}


def validations(certificate: Certificate, domains: tuple[Domain, ...]) -> list[DomainValidation]:
    """How each name is, or was, validated."""
    told = []
    for domain in domains:
        one: DomainValidation = {
            "DomainName": domain.name,
            "ValidationDomain": domain.validation_domain,
            "ValidationStatus": domain.status,
            "ValidationMethod": certificate.validation_method,
        }
        if certificate.validation_method == "EMAIL":
            one["ValidationEmails"] = rules.mails_of(domain)
        else:
            one["ResourceRecord"] = record(certificate, domain)
        told.append(one)
    return told


def _renewal(certificate: Certificate, renewal: Renewal) -> RenewalSummary:
    told: RenewalSummary = {
        "RenewalStatus": renewal.status,
        "DomainValidationOptions": validations(certificate, renewal.domains),
        "UpdatedAt": renewal.updated_at,
    }
    if renewal.reason:
        told["RenewalStatusReason"] = renewal.reason
    return told


def _update(migration: Migration) -> UpdateSummary:
    return {
        "Status": "PENDING_DOMAIN_VALIDATION" if migration.status == ownership.MIGRATING else migration.status,
        "Type": "DOMAIN_VALIDATION_METHOD",
        "DomainValidationMethodUpdateSummary": {"From": "EMAIL", "To": "DNS"},
        "RequestedAt": migration.requested_at,
        "UpdatedAt": migration.updated_at,
    }


def domain_summary(certificate: Certificate, domain: Domain) -> DomainValidationSummary:
    """As ListCertificateDomainValidations tells it: what holds, and what a change waits for."""
    told: DomainValidationSummary = {
        "DomainName": domain.name,
        "ActiveValidationConfiguration": _configuration(certificate, domain, certificate.validation_method),
    }
    migration = certificate.migration
    if migration is not None and migration.status == ownership.MIGRATING:
        for requested in migration.domains:
            if requested.name == domain.name:
                told["RequestedValidationConfiguration"] = _configuration(certificate, requested, "DNS")
    return told


def _configuration(certificate: Certificate, domain: Domain, method: str) -> ValidationConfiguration:
    told: ValidationConfiguration = {"ValidationMethod": method, "ValidationStatus": domain.status}
    if method == "EMAIL":
        emails = rules.mails_of(domain)
        told["ValidationChallenge"] = {
            "EmailValidationChallenge": {"ValidationEmails": emails, "ValidationDomain": domain.validation_domain}
        }
    else:
        told["ValidationChallenge"] = {"DnsValidationChallenge": {"ResourceRecord": record(certificate, domain)}}
    return told


def summary(call: Call, certificate: Certificate) -> CertificateSummary:
    """As ListCertificates tells it."""
    told: CertificateSummary = {
        "CertificateArn": certificate.arn,
        "SubjectAlternativeNameSummaries": list(certificate.names[:_SUMMARY_NAMES_MAX]),
        "HasAdditionalSubjectAlternativeNames": len(certificate.names) > _SUMMARY_NAMES_MAX,
        "Status": certificate.status,
        "Type": certificate.type,
        "KeyAlgorithm": _spelled(certificate.algorithm),
        "KeyUsages": list(_key_usages(certificate)),
        "ExtendedKeyUsages": [name for name, _ in _purposes(certificate)],
        "ExportOption": _export(certificate),
        "InUse": bool(certificates.users(call.tx, certificate.arn)),
        "Exported": certificate.exported,
        "RenewalEligibility": _eligibility(call, certificate),
        "CertificateKeyPairOrigin": _origin(certificate),
    }
    if certificate.domain:
        told["DomainName"] = certificate.domain
    if certificate.facts:
        told["NotBefore"], told["NotAfter"] = certificate.facts.not_before, certificate.facts.not_after
    _add_instants(told, certificate)
    if certificate.managed_by:
        told["ManagedBy"] = certificate.managed_by
    if certificate.root_type:
        told["RootHierarchyType"], told["CertificateUsage"] = certificate.root_type, certificate.usage
    return told


def metadata(call: Call, certificate: Certificate) -> AcmCertificateMetadata:
    """What SearchCertificates tells of a certificate beside X.509; its filters and sorting read it, too."""
    told: AcmCertificateMetadata = {
        "Exported": certificate.exported,
        "InUse": bool(certificates.users(call.tx, certificate.arn)),
        "RenewalEligibility": _eligibility(call, certificate),
        "Status": certificate.status,
        "Type": certificate.type,
        "ExportOption": _export(certificate),
        "CertificateKeyPairOrigin": _origin(certificate),
    }
    _add_instants(told, certificate)
    if certificate.renewal:
        told["RenewalStatus"] = certificate.renewal.status
    if certificate.managed_by:
        told["ManagedBy"] = certificate.managed_by
    if certificate.validation_method:
        told["ValidationMethod"] = certificate.validation_method
    if certificate.root_type:
        told["RootHierarchyType"], told["CertificateUsage"] = certificate.root_type, certificate.usage
    return told


def attributes(call: Call, certificate: Certificate) -> X509Attributes:
    """What SearchCertificates tells of the X.509 certificate; of one that is yet to be, its names and key."""
    served = certificates.servable(call.tx, certificate.arn)
    facts = certificate.facts
    if served is None or facts is None:
        names: list[GeneralName] = [{"DnsName": name} for name in certificate.names]
        return {
            "Subject": {"CommonName": certificate.domain},
            "SubjectAlternativeNames": names,
            "KeyAlgorithm": certificate.algorithm,
        }
    parsed = pem.certificates(served.certificate.encode())[0]
    return {
        "Issuer": _distinguished(parsed.issuer),
        "Subject": _distinguished(parsed.subject),
        "SubjectAlternativeNames": [_general(name) for name in pem.alternatives(parsed)],
        "ExtendedKeyUsages": [name for name, _ in facts.extended_key_usages],
        "KeyAlgorithm": facts.algorithm,
        "KeyUsages": list(facts.key_usages),
        "SerialNumber": facts.serial,
        "NotAfter": facts.not_after,
        "NotBefore": facts.not_before,
    }


def _distinguished(name: x509.Name) -> DistinguishedName:
    return cast(DistinguishedName, pem.distinguished(name))


def _general(name: x509.GeneralName) -> GeneralName:
    return cast(GeneralName, pem.general_name(name))
