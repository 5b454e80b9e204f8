"""Options of certificates, and the configuration of an account."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.acm import errors, names, ownership, rules, tokens
from fogbank.services.acm._shapes import (
    GetAccountConfigurationResponse,
    PutAccountConfigurationRequest,
    UpdateCertificateOptionsRequest,
)
from fogbank.services.acm.records import Account, Certificate, Domain, Migration

_DAYS_BEFORE_EXPIRY = 45
"""Source: API Reference, PutAccountConfiguration: the default."""


@operation("UpdateCertificateOptions", on=names.on_certificate)
def update_certificate_options(call: Call, req: UpdateCertificateOptionsRequest) -> None:
    """Change from validation by mail to validation by DNS; nothing else can be changed.

    Errors: InvalidArnException, ResourceNotFoundException, InvalidStateException, ConflictException,
    ValidationException.
    Source: API Reference, UpdateCertificateOptions and CertificateOptions: Export cannot be updated, and opting out of
    transparency logging is no longer available, so that its preference is taken and changes nothing.
    """
    certificate = names.certificate_at(call, req["CertificateArn"])
    options = req["Options"]
    if certificate.type != "AMAZON_ISSUED":
        raise errors.state("The options of an imported certificate cannot be updated.")
    if "Export" in options and (options["Export"] == "ENABLED") != certificate.export:
        raise errors.invalid("You cannot update the value of Export after the certificate is created.")
    method = options.get("ValidationMethod", certificate.validation_method)
    if method == certificate.validation_method:
        return
    if method != "DNS":
        raise errors.invalid("To migrate from email to DNS validation, specify DNS.")
    if certificate.migration is not None and certificate.migration.status == ownership.MIGRATING:
        raise errors.conflict()
    if certificate.status != "ISSUED":
        raise errors.state("The domain validation method of a certificate can be changed once it is issued.")
    _migrate(call, certificate)


def _migrate(call: Call, certificate: Certificate) -> None:
    domains = tuple(Domain(domain.name, domain.name) for domain in certificate.domains)
    now = call.tx.now
    migration = Migration(ownership.MIGRATING, now, now, ownership.ask(call, certificate, domains, "DNS"))
    call.tx.put(certificate.replace(migration=migration))
    call.tx.at(now, ownership.CHECK, *certificate.key)
    call.tx.at(now + rules.VALIDATION_S, ownership.END_MIGRATION, *certificate.key)


@operation("GetAccountConfiguration")
def get_account_configuration(call: Call, req: None) -> GetAccountConfigurationResponse:
    """How many days before a certificate's end events begin.

    Source: API Reference, GetAccountConfiguration.
    """
    known = call.tx.get(Account, call.account, call.region)
    return {"ExpiryEvents": {"DaysBeforeExpiry": known.days_before_expiry if known else _DAYS_BEFORE_EXPIRY}}


@operation("PutAccountConfiguration")
def put_account_configuration(call: Call, req: PutAccountConfigurationRequest) -> None:
    """Set how many days before a certificate's end events begin. A token of the last hour changes nothing more.

    Source: API Reference, PutAccountConfiguration.
    """
    if tokens.recall(call, req["IdempotencyToken"]):
        return
    tokens.remember(call, req["IdempotencyToken"])
    if days := req.get("ExpiryEvents", {}).get("DaysBeforeExpiry"):
        call.tx.put(Account(call.account, call.region, days))
