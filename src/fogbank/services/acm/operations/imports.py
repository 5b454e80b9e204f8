"""Certificates of other authorities: imported, and imported again."""

from fogbank.kernel.call import Call
from fogbank.kernel.certificates import Servable
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import set_tags
from fogbank.services.acm import errors, importing, names, ownership, tokens
from fogbank.services.acm._shapes import ImportCertificateRequest, ImportCertificateResponse
from fogbank.services.acm.operations.tags import checked
from fogbank.services.acm.records import Certificate, Counted

_TYPE = "IMPORTED"


@operation("ImportCertificate", on=names.on_import)
def import_certificate(call: Call, req: ImportCertificateRequest) -> ImportCertificateResponse:
    """Keep a certificate with its key and chain, new or in place of one that was imported before.

    Errors: ValidationException, ResourceNotFoundException, LimitExceededException, InvalidParameterException,
    TooManyTagsException, InvalidTagException.
    Source: API Reference, ImportCertificate.
    """
    old = _replaced(call, req)
    tags = checked(req.get("Tags", []), req.get("CertificateArn", ""))
    given = importing.material(req["Certificate"], req["PrivateKey"], req.get("CertificateChain", b""), call.tx.now)
    facts = given.facts
    if old is None:
        _check_quotas(call)
        certificate = _new(call, given)
        call.tx.put(Counted(call.account, call.region, _TYPE, call.tx.now, certificate.id))
        set_tags(call.tx, certificate.arn, tags)
    else:
        assert old.facts is not None
        importing.check_replacement(old.facts, facts)
        certificate = old.replace(
            status="ISSUED", imported_at=call.tx.now, domain=_subject(given), names=facts.names, facts=facts
        )
    call.tx.put(certificate)
    key = call.plane("vault").wrap(given.key)
    call.tx.put(
        Servable(certificate.arn, given.certificate, given.chain, key, facts.names, facts.algorithm, facts.not_after)
    )
    call.tx.at(facts.not_after + 1, ownership.EXPIRE, *certificate.key)
    return {"CertificateArn": certificate.arn}


def _subject(given: importing.Material) -> str:
    """What the certificate is called: its common name, or else its first alternative name."""
    return given.facts.common_name or next(iter(given.facts.names), "")


def _replaced(call: Call, req: ImportCertificateRequest) -> Certificate | None:
    if "CertificateArn" not in req:
        return None
    arn = req["CertificateArn"]
    found = names.find(call, arn)
    if found is None:
        raise errors.not_found_to_replace(arn)
    if found.type != _TYPE:
        raise errors.invalid(f"The certificate {arn} was not imported, and cannot be replaced by an import.")
    if "Tags" in req:
        raise errors.parameter("You cannot apply tags when reimporting a certificate.")
    return found


def _check_quotas(call: Call) -> None:
    held = call.tx.count(Certificate, call.account, call.region, _TYPE, index="type")
    if held >= call.quota("L-D2CB7DE9", 2500) or tokens.this_year(call, _TYPE) >= call.quota("L-3808DC70", 5000):
        raise errors.too_many_imports()


def _new(call: Call, given: importing.Material) -> Certificate:
    certificate_id = call.ids.uuid()
    return Certificate(
        call.account,
        call.region,
        certificate_id,
        names.arn_of(call, certificate_id),
        _TYPE,
        "ISSUED",
        call.tx.now,
        domain=_subject(given),
        names=given.facts.names,
        algorithm=given.facts.algorithm,
        facts=given.facts,
        imported_at=call.tx.now,
    )
