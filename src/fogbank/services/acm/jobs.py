"""What ACM owes: looking at validations, issuing, renewing, and the ends of things."""

from fogbank.kernel import certificates
from fogbank.kernel.call import Call
from fogbank.kernel.certificates import Servable
from fogbank.kernel.operation import job
from fogbank.services.acm import ownership, pem, rules
from fogbank.services.acm.events import Issued
from fogbank.services.acm.records import Certificate, Domain, Token


@job(ownership.CHECK)
def check(call: Call, *key: str) -> None:
    """Look whether the records of a certificate's names are there."""
    if certificate := call.tx.get(Certificate, *key):
        ownership.proceed(call, certificate)


@job(ownership.APPROVE)
def approve(call: Call, account: str, region: str, certificate_id: str, name: str) -> None:
    """The owner of a name has followed the link in a mail."""
    certificate = call.tx.get(Certificate, account, region, certificate_id)
    if certificate is None:
        return
    if certificate.renewal is not None and certificate.renewal.status in ownership.RENEWING:
        renewal = certificate.renewal
        certificate = certificate.replace(renewal=renewal.replace(domains=_approved(renewal.domains, name)))
    else:
        certificate = certificate.replace(domains=_approved(certificate.domains, name))
    call.tx.put(certificate)
    ownership.proceed(call, certificate)


def _approved(domains: tuple[Domain, ...], name: str) -> tuple[Domain, ...]:
    return tuple(domain.replace(status="SUCCESS") if domain.name == name else domain for domain in domains)


@job(ownership.TIME_OUT)
def time_out(call: Call, *key: str) -> None:
    """Nobody has agreed in 72 hours."""
    certificate = call.tx.get(Certificate, *key)
    if certificate is None or certificate.status != "PENDING_VALIDATION":
        return
    ownership.leave(call, certificate)
    domains = tuple(
        domain if domain.status == "SUCCESS" else domain.replace(status="FAILED") for domain in certificate.domains
    )
    call.tx.put(certificate.replace(status="VALIDATION_TIMED_OUT", domains=domains))


@job(ownership.END_MIGRATION)
def end_migration(call: Call, *key: str) -> None:
    """The records for a change to DNS validation were not there in 72 hours."""
    certificate = call.tx.get(Certificate, *key)
    if certificate is None or certificate.migration is None or certificate.migration.status != ownership.MIGRATING:
        return
    ownership.leave(call, certificate)
    migration = certificate.migration.replace(status="FAILED", updated_at=call.tx.now)
    call.tx.put(certificate.replace(migration=migration))


@job(ownership.ISSUE)
async def issue(call: Call, *key: str) -> None:
    """Make a key and have its certificate signed: the first, or a new one in its place."""
    algorithm = call.transact(_wanted, key)
    if algorithm is not None:
        call.transact(_issued, key, await call.plane("authority").new_key(algorithm))


def _ready(call: Call, key: tuple[str, ...]) -> Certificate | None:
    """The certificate, where all its owners have agreed and it waits for nothing but the authority."""
    certificate = call.tx.get(Certificate, *key)
    if certificate is None:
        return None
    if certificate.status == "PENDING_VALIDATION":
        domains = certificate.domains
    elif certificate.status == "ISSUED" and certificate.renewal and certificate.renewal.status in ownership.RENEWING:
        domains = certificate.renewal.domains
    else:
        return None
    return certificate if all(domain.status == "SUCCESS" for domain in domains) else None


def _wanted(call: Call, key: tuple[str, ...]) -> str | None:
    certificate = _ready(call, key)
    return certificate.algorithm if certificate else None


def _issued(call: Call, key: tuple[str, ...], private_key: bytes) -> None:
    certificate = _ready(call, key)
    if certificate is None:
        return  # deleted, or timed out, while the key was made
    tx = call.tx
    not_before, not_after = rules.lifetime(tx.now, certificate.root_type)
    answer = call.plane("authority").issue(
        private_key,
        certificate.names,
        not_before=not_before,
        not_after=not_after,
        purposes=rules.PURPOSES[certificate.usage],
    )
    facts = pem.facts_of(pem.certificates(answer.certificate.encode())[0])
    ownership.leave(call, certificate)
    tx.cancel(ownership.TIME_OUT, *key)
    tx.put(
        Servable(
            certificate.arn,
            answer.certificate,
            answer.chain,
            call.plane("vault").wrap(private_key),
            certificate.names,
            certificate.algorithm,
            not_after,
        )
    )
    renewal = certificate.renewal
    if renewal is not None:
        renewal = renewal.replace(status="SUCCESS", updated_at=tx.now)
    certificate = certificate.replace(
        status="ISSUED", facts=facts, issued_at=tx.now, exported_since=False, renewal=renewal
    )
    tx.put(certificate)
    tx.at(rules.renewal_due(certificate), ownership.RENEW, *key)
    tx.at(not_after + 1, ownership.EXPIRE, *key)
    tx.emit(Issued(certificate.arn, certificate.names, certificate.export))


@job(ownership.RENEW)
def renew(call: Call, *key: str) -> None:
    """Begin a managed renewal where one is due and possible; look again every day until it has succeeded."""
    certificate = call.tx.get(Certificate, *key)
    if certificate is None or certificate.status != "ISSUED" or certificate.facts is None:
        return
    tomorrow = call.tx.now + rules.DAY_S
    if tomorrow < certificate.facts.not_after:
        call.tx.at(tomorrow, ownership.RENEW, *certificate.key)
    if not ownership.eligible(call, certificate):
        return
    if certificate.renewal is not None and certificate.renewal.status in ownership.RENEWING:
        ownership.proceed(call, certificate)
    else:
        ownership.begin_renewal(call, certificate)


@job(ownership.EXPIRE)
def expire(call: Call, *key: str) -> None:
    """A certificate has come to its end. Who serves it goes on; nobody may begin to."""
    certificate = call.tx.get(Certificate, *key)
    if certificate is None or certificate.status != "ISSUED":
        return
    ownership.leave(call, certificate)
    for job_name in (ownership.RENEW, ownership.END_MIGRATION):
        call.tx.cancel(job_name, *certificate.key)
    renewal = certificate.renewal
    if renewal is not None and renewal.status in ownership.RENEWING:
        renewal = renewal.replace(status="FAILED", updated_at=call.tx.now)
    call.tx.put(certificate.replace(status="EXPIRED", renewal=renewal))
    if served := certificates.servable(call.tx, certificate.arn):
        call.tx.put(served.replace(valid=False))


@job("acm.forget_token")
def forget_token(call: Call, *key: str) -> None:
    """An idempotency token has come to its end."""
    if known := call.tx.get(Token, *key):
        call.tx.delete(known)
