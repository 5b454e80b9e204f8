"""Certificates: told, given out, deleted, revoked, renewed."""

from fogbank.kernel import certificates
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.acm import answers, errors, names, ownership, rules
from fogbank.services.acm._shapes import (
    DeleteCertificateRequest,
    DescribeCertificateRequest,
    DescribeCertificateResponse,
    ExportCertificateRequest,
    ExportCertificateResponse,
    GetCertificateRequest,
    GetCertificateResponse,
    RenewCertificateRequest,
    RevokeCertificateRequest,
    RevokeCertificateResponse,
)
from fogbank.services.acm.records import Certificate


@operation("DescribeCertificate", on=names.on_certificate)
def describe_certificate(call: Call, req: DescribeCertificateRequest) -> DescribeCertificateResponse:
    """All about one certificate.

    Errors: InvalidArnException, ResourceNotFoundException.
    Source: API Reference, DescribeCertificate and CertificateDetail.
    """
    return {"Certificate": answers.detail(call, names.certificate_at(call, req["CertificateArn"]))}


def _served(call: Call, certificate: Certificate) -> certificates.Servable:
    """Texts and key; raises RequestInProgressException where the certificate is yet to be."""
    if certificate.status == "PENDING_VALIDATION":
        raise errors.in_progress(certificate.arn)
    served = certificates.servable(call.tx, certificate.arn)
    if served is None:
        raise errors.not_found(certificate.arn, certificate.account)
    return served


@operation("GetCertificate", on=names.on_certificate)
def get_certificate(call: Call, req: GetCertificateRequest) -> GetCertificateResponse:
    """The certificate and its chain, in PEM.

    Errors: InvalidArnException, ResourceNotFoundException, RequestInProgressException.
    Source: API Reference, GetCertificate.
    """
    served = _served(call, names.certificate_at(call, req["CertificateArn"]))
    answer: GetCertificateResponse = {"Certificate": served.certificate}
    if served.chain:
        answer["CertificateChain"] = served.chain
    return answer


@operation("ExportCertificate", on=names.on_certificate)
def export_certificate(call: Call, req: ExportCertificateRequest) -> ExportCertificateResponse:
    """The certificate, its chain, and its key under a passphrase, for use anywhere.

    Errors: InvalidArnException, ResourceNotFoundException, RequestInProgressException, ValidationException.
    Source: API Reference, ExportCertificate; User Guide, AWS Certificate Manager exportable public certificates.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    if not certificate.export:
        raise errors.invalid(f"The certificate {certificate.arn} is not exportable.")
    rules.check_passphrase(req["Passphrase"])
    served = _served(call, certificate)
    if certificate.status != "ISSUED":
        raise errors.invalid(f"The certificate {certificate.arn} is {certificate.status} and cannot be exported.")
    key = call.plane("vault").unwrap(served.wrapped_key)
    call.tx.put(certificate.replace(exported=True, exported_since=True))
    return {
        "Certificate": served.certificate,
        "CertificateChain": served.chain,
        "PrivateKey": call.plane("authority").seal_key(key, req["Passphrase"]),
    }


@operation("DeleteCertificate", on=names.on_certificate)
def delete_certificate(call: Call, req: DeleteCertificateRequest) -> None:
    """Remove a certificate and its key, unless something uses it.

    Errors: InvalidArnException, ResourceNotFoundException, ResourceInUseException.
    Source: API Reference, DeleteCertificate.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    if certificates.users(call.tx, certificate.arn):
        raise errors.in_use(certificate.arn, certificate.account)
    ownership.forget(call, certificate)


@operation("RevokeCertificate", on=names.on_certificate)
def revoke_certificate(call: Call, req: RevokeCertificateRequest) -> RevokeCertificateResponse:
    """Take a certificate that was exported out of use for ever.

    Errors: InvalidArnException, ResourceNotFoundException, ResourceInUseException, ValidationException.
    Source: API Reference, RevokeCertificate; User Guide, Revoke an ACM public certificate.
    Differs: at once, not within 24 hours; there is no OCSP responder or CRL that would tell it.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    if certificates.users(call.tx, certificate.arn):
        raise errors.in_use(certificate.arn, certificate.account)
    if not certificate.exported or certificate.status != "ISSUED":
        raise errors.invalid("You can only revoke certificates that have been previously exported.")
    if req["RevocationReason"] not in rules.REVOCABLE_FOR:
        reasons = ", ".join(rules.REVOCABLE_FOR)
        raise errors.invalid(f"The following revocation reasons can be used: {reasons}.")
    ownership.leave(call, certificate)
    for job in (ownership.RENEW, ownership.EXPIRE, ownership.END_MIGRATION):
        call.tx.cancel(job, *certificate.key)
    served = _served(call, certificate)
    call.tx.put(served.replace(valid=False))
    call.tx.put(
        certificate.replace(status="REVOKED", revoked_at=call.tx.now, revocation_reason=req["RevocationReason"])
    )
    return {"CertificateArn": certificate.arn}


@operation("RenewCertificate", on=names.on_certificate)
def renew_certificate(call: Call, req: RenewCertificateRequest) -> None:
    """Begin the renewal of an exported certificate now.

    Errors: InvalidArnException, ResourceNotFoundException, RequestInProgressException, ValidationException.
    Source: API Reference, RenewCertificate and CertificateDetail (RenewalEligibility).
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    renewal = certificate.renewal
    renewing = renewal is not None and renewal.status in ownership.RENEWING
    if certificate.status == "PENDING_VALIDATION" or renewing:
        raise errors.in_progress(certificate.arn)
    if certificate.status != "ISSUED" or not certificate.exported_since:
        raise errors.invalid(f"The certificate {certificate.arn} is not eligible for renewal.")
    ownership.begin_renewal(call, certificate)
