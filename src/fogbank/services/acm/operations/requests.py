"""Certificates that ACM issues: requested, and validated by mail once more."""

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import set_tags
from fogbank.services.acm import errors, names, ownership, rules, tokens
from fogbank.services.acm._shapes import (
    RequestCertificateRequest,
    RequestCertificateResponse,
    ResendValidationEmailRequest,
)
from fogbank.services.acm.operations.tags import checked
from fogbank.services.acm.records import Certificate, Counted, Domain

_TYPE = "AMAZON_ISSUED"


@operation("RequestCertificate", on=names.on_request)
def request_certificate(call: Call, req: RequestCertificateRequest) -> RequestCertificateResponse:
    """Ask for a certificate. It is issued once each of its names has been validated, within 72 hours.

    Errors: InvalidParameterException, InvalidDomainValidationOptionsException, LimitExceededException,
    TooManyTagsException, InvalidTagException.
    Source: API Reference, RequestCertificate; User Guide, Validate domain ownership, Quotas.
    Differs: private certificates answer 501 until there is a Private CA, and HTTP validation until there is CloudFront.
    """
    token, digest = req.get("IdempotencyToken"), tokens.digest(req)
    known = tokens.recall(call, token, digest)
    if known is not None and call.tx.get(Certificate, call.account, call.region, known.arn.rpartition("/")[2]):
        return {"CertificateArn": known.arn}
    asked = names.names_of(req)
    rules.check_request(req, asked, int(call.quota("L-FB94F0B0", 10)))
    method = req.get("ValidationMethod", names.DEFAULT_METHOD)
    if "CertificateAuthorityArn" in req:
        raise NotImplementedHere("acm-pca", "IssueCertificate")
    if method == "HTTP" or "ManagedBy" in req:
        raise NotImplementedHere("acm", "RequestCertificate with HTTP validation, for CloudFront,")
    tags = checked(req.get("Tags", []), "")
    _check_quotas(call)
    certificate = _new(call, req, asked, method)
    domains = ownership.ask(call, certificate, certificate.domains, method)
    call.tx.put(certificate.replace(domains=domains))
    call.tx.put(Counted(call.account, call.region, _TYPE, call.tx.now, certificate.id))
    set_tags(call.tx, certificate.arn, tags)
    tokens.remember(call, token, digest, certificate.arn)
    call.tx.at(call.tx.now, ownership.CHECK, *certificate.key)
    call.tx.at(call.tx.now + rules.VALIDATION_S, ownership.TIME_OUT, *certificate.key)
    return {"CertificateArn": certificate.arn}


def _check_quotas(call: Call) -> None:
    if call.tx.count(Certificate, call.account, call.region, _TYPE, index="type") >= call.quota("L-F141DD1D", 2500):
        raise errors.too_many_certificates()
    yearly = call.quota("L-DA1D8B98", 5000)
    if tokens.this_year(call, _TYPE) >= yearly:
        raise errors.too_many_this_year(int(yearly))


def _new(call: Call, req: RequestCertificateRequest, asked: list[str], method: str) -> Certificate:
    certificate_id = call.ids.uuid()
    root = req.get("RootHierarchyType", "")
    return Certificate(
        call.account,
        call.region,
        certificate_id,
        names.arn_of(call, certificate_id),
        _TYPE,
        "PENDING_VALIDATION",
        call.tx.now,
        domain=asked[0],
        names=tuple(asked),
        algorithm=req.get("KeyAlgorithm", names.DEFAULT_ALGORITHM),
        validation_method=method,
        domains=rules.domains_of(req, asked, method),
        export=req.get("Options", {}).get("Export") == "ENABLED",
        root_type=root,
        usage=req.get("CertificateUsage", "CLIENT_AND_SERVER_AUTH") if root else "",
    )


@operation("ResendValidationEmail", on=names.on_certificate)
def resend_validation_email(call: Call, req: ResendValidationEmailRequest) -> None:
    """Write once more to those who answer for a name, or to those of a domain above it.

    Errors: InvalidArnException, ResourceNotFoundException, InvalidStateException,
    InvalidDomainValidationOptionsException.
    Source: API Reference, ResendValidationEmail.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    renewal = certificate.renewal
    renewing = renewal is not None and renewal.status in ownership.RENEWING
    if certificate.validation_method != "EMAIL" or not (renewing or certificate.status == "PENDING_VALIDATION"):
        raise errors.state("The certificate is not waiting for validation by email.")
    name, validation = req["Domain"].lower(), req["ValidationDomain"].lower()
    if name not in certificate.names:
        raise errors.foreign_option(name)
    rules.check_superdomain(validation, name)

    def again(domain: Domain) -> Domain:
        if domain.name != name:
            return domain
        return ownership.write_again(call, certificate, domain.replace(validation_domain=validation))

    if renewal is not None and renewing:
        changed = renewal.replace(domains=tuple(again(domain) for domain in renewal.domains))
        call.tx.put(certificate.replace(renewal=changed))
    else:
        call.tx.put(certificate.replace(domains=tuple(again(domain) for domain in certificate.domains)))
