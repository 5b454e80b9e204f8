"""Whose names they are: the records that are looked for, the mails that are sent, and what follows from an answer.

It touches rows, so it is no rule; operations and jobs share it.
"""

from fogbank.kernel import certificates, world
from fogbank.kernel.call import Call
from fogbank.kernel.tags import set_tags
from fogbank.services.acm import rules
from fogbank.services.acm.records import Certificate, Domain, Renewal

CHECK = "acm.check"
APPROVE = "acm.approve"
ISSUE = "acm.issue"
TIME_OUT = "acm.time_out"
END_MIGRATION = "acm.end_migration"
RENEW = "acm.renew"
EXPIRE = "acm.expire"

RENEWING = ("PENDING_AUTO_RENEWAL", "PENDING_VALIDATION")
MIGRATING = "PENDING_DOMAIN_VALIDATION"


def eligible(call: Call, certificate: Certificate) -> bool:
    """Whether ACM renews it by itself. Source: User Guide, Managed certificate renewal."""
    if certificate.type != "AMAZON_ISSUED" or certificate.status != "ISSUED":
        return False
    return certificate.exported_since or bool(certificates.users(call.tx, certificate.arn))


def ask(call: Call, certificate: Certificate, domains: tuple[Domain, ...], method: str) -> tuple[Domain, ...]:
    """Ask the owners of the names: wait for their records, or write to them."""
    if method == "EMAIL":
        return tuple(_write(call, certificate, domain) for domain in domains)
    for domain in domains:
        name, _ = rules.record_of(certificate.account, domain.name)
        world.watch(call.tx, name, CHECK, *certificate.key)
    return domains


def _write(call: Call, certificate: Certificate, domain: Domain) -> Domain:
    domain = domain.replace(code=domain.code or call.ids.secret(16).hex())
    world.link(call.tx, domain.code, APPROVE, *certificate.key, domain.name)
    subject = f"Certificate approval for {domain.name}"
    body = (
        f"A certificate for {domain.name} has been requested in AWS account {certificate.account} "
        f"({certificate.region}): {certificate.arn}\n\nTo approve it, POST to\n"
        f"{call.endpoint}/_fogbank/links/{domain.code}\n"
    )
    for address in rules.mails_of(domain):
        world.send(call.tx, address, subject, body)
    return domain


def write_again(call: Call, certificate: Certificate, domain: Domain) -> Domain:
    """Send the mails for one name once more; the link is the same."""
    return _write(call, certificate, domain)


def leave(call: Call, certificate: Certificate) -> None:
    """Ask nobody any more."""
    asked = [*certificate.domains]
    for part in (certificate.renewal, certificate.migration):
        asked += part.domains if part else ()
    for domain in asked:
        name, _ = rules.record_of(certificate.account, domain.name)
        world.unwatch(call.tx, name, CHECK, *certificate.key)
        if domain.code:
            world.unlink(call.tx, domain.code)


def forget(call: Call, certificate: Certificate) -> None:
    """Remove a certificate and all that is owed to it."""
    leave(call, certificate)
    for job in (CHECK, ISSUE, TIME_OUT, END_MIGRATION, RENEW, EXPIRE):
        call.tx.cancel(job, *certificate.key)
    certificates.withdraw(call.tx, certificate.arn)
    set_tags(call.tx, certificate.arn, {})
    call.tx.delete(certificate)


def _looked_up(call: Call, certificate: Certificate, domains: tuple[Domain, ...]) -> tuple[Domain, ...]:
    """The names, those whose record is there with success."""

    def look(domain: Domain) -> Domain:
        name, value = rules.record_of(certificate.account, domain.name)
        values = {world.canonical(found) for found in world.lookup(call, name, "CNAME")}
        return domain.replace(status="SUCCESS") if world.canonical(value) in values else domain

    return tuple(look(domain) for domain in domains)


def _all_own(domains: tuple[Domain, ...]) -> bool:
    return all(domain.status == "SUCCESS" for domain in domains)


def _refused(call: Call, name: str) -> str:
    """Why a name cannot have a certificate: by itself, or by the CAA records of its domain or the nearest above."""
    if why := rules.failure_of(name):
        return why
    labels = rules.base_of(name).split(".")
    for depth in range(len(labels) - 1):
        records = world.lookup(call, ".".join(labels[depth:]), "CAA")
        if records:
            return "CAA_ERROR" if rules.forbidden_by(records, wildcard=name.startswith("*.")) else ""
    return ""


def proceed(call: Call, certificate: Certificate) -> None:
    """Look at what the owners have said, and go on where they have agreed."""
    if certificate.status == "PENDING_VALIDATION":
        _proceed_request(call, certificate)
    elif certificate.status == "ISSUED":
        certificate = _proceed_migration(call, certificate)
        if certificate.renewal is not None and certificate.renewal.status in RENEWING:
            _proceed_renewal(call, certificate, certificate.renewal)


def _proceed_request(call: Call, certificate: Certificate) -> None:
    for name in certificate.names:
        if why := _refused(call, name):
            leave(call, certificate)
            call.tx.cancel(TIME_OUT, *certificate.key)
            failed = tuple(domain.replace(status="FAILED") for domain in certificate.domains)
            call.tx.put(certificate.replace(status="FAILED", failure_reason=why, domains=failed))
            return
    domains = certificate.domains
    if certificate.validation_method == "DNS":
        domains = _looked_up(call, certificate, domains)
    call.tx.put(certificate.replace(domains=domains))
    if _all_own(domains):
        call.tx.at(call.tx.now, ISSUE, *certificate.key)


def _proceed_migration(call: Call, certificate: Certificate) -> Certificate:
    migration = certificate.migration
    if migration is None or migration.status != MIGRATING:
        return certificate
    migration = migration.replace(domains=_looked_up(call, certificate, migration.domains))
    certificate = certificate.replace(migration=migration)
    if _all_own(migration.domains):
        leave(call, certificate)
        call.tx.cancel(END_MIGRATION, *certificate.key)
        migration = migration.replace(status="SUCCESS", updated_at=call.tx.now)
        certificate = certificate.replace(validation_method="DNS", domains=migration.domains, migration=migration)
        call.tx.at(max(rules.renewal_due(certificate), call.tx.now), RENEW, *certificate.key)
    call.tx.put(certificate)
    return certificate


def _proceed_renewal(call: Call, certificate: Certificate, renewal: Renewal) -> None:
    domains = renewal.domains
    if certificate.validation_method == "DNS":
        domains = _looked_up(call, certificate, domains)
    own = _all_own(domains)
    status = renewal.status if own else "PENDING_VALIDATION"
    if (status, domains) != (renewal.status, renewal.domains):
        renewal = renewal.replace(status=status, domains=domains, updated_at=call.tx.now)
        call.tx.put(certificate.replace(renewal=renewal))
    if own:
        call.tx.at(call.tx.now, ISSUE, *certificate.key)


def begin_renewal(call: Call, certificate: Certificate) -> None:
    """Validate the names again, as they were validated before; the new certificate follows."""
    method = certificate.validation_method
    again = tuple(domain.replace(status="PENDING_VALIDATION", code="") for domain in certificate.domains)
    domains = ask(call, certificate, again, method)
    status = "PENDING_VALIDATION" if method == "EMAIL" else "PENDING_AUTO_RENEWAL"
    certificate = certificate.replace(renewal=Renewal(status, call.tx.now, domains))
    call.tx.put(certificate)
    proceed(call, certificate)
