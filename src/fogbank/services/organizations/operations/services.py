"""AWS services that work with the organization, and the members that administer them."""

from itertools import groupby

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, errors, listing, membership, names, tree, trusted
from fogbank.services.organizations._shapes import (
    DelegatedAdministrator,
    DeregisterDelegatedAdministratorRequest,
    DisableAWSServiceAccessRequest,
    EnableAWSServiceAccessRequest,
    ListAWSServiceAccessForOrganizationRequest,
    ListDelegatedAdministratorsRequest,
    ListDelegatedServicesForAccountRequest,
    RegisterDelegatedAdministratorRequest,
)
from fogbank.services.organizations.policy_types import POLICY_TYPES
from fogbank.services.organizations.records import Delegation, Member, Organization


def _check_service(name: str) -> str:
    if name not in trusted.SERVICES:
        raise errors.invalid("UNRECOGNIZED_SERVICE_PRINCIPAL")
    return name


@operation("EnableAWSServiceAccess", on=names.manages())
def enable_aws_service_access(call: Call, req: EnableAWSServiceAccessRequest) -> None:
    """Let a service work with the organization; again does no harm.

    Errors: InvalidInputException (UNRECOGNIZED_SERVICE_PRINCIPAL), ConstraintViolationException
    (ORGANIZATION_NOT_IN_ALL_FEATURES_MODE).
    Source: API Reference, EnableAWSServiceAccess.
    """
    organization = access.with_all_features(access.managed(call))
    service = _check_service(req["ServicePrincipal"])
    if service not in organization.services:
        call.tx.put(organization.replace(services={**organization.services, service: call.tx.now}))


@operation("DisableAWSServiceAccess", on=names.manages())
def disable_aws_service_access(call: Call, req: DisableAWSServiceAccessRequest) -> None:
    """Let a service no longer work with the organization; again does no harm.

    Errors: InvalidInputException (UNRECOGNIZED_SERVICE_PRINCIPAL), ConstraintViolationException
    (POLICY_TYPE_ENABLED_FOR_THIS_SERVICE).
    Source: API Reference, DisableAWSServiceAccess.
    """
    organization = access.managed(call)
    service = _check_service(req["ServicePrincipal"])
    if any(POLICY_TYPES[kind].service == service for kind in organization.enabled):
        raise errors.violates("POLICY_TYPE_ENABLED_FOR_THIS_SERVICE")
    left = {name: at for name, at in organization.services.items() if name != service}
    call.tx.put(organization.replace(services=left))


@operation("ListAWSServiceAccessForOrganization", on=names.reads())
def list_aws_service_access_for_organization(call: Call, req: ListAWSServiceAccessForOrganizationRequest) -> Page:
    """The services that may work with the organization, by name.

    Source: API Reference, ListAWSServiceAccessForOrganization.
    """
    organization = access.read(call)
    rows = sorted(organization.services.items())
    return listing.page(
        req,
        "EnabledServicePrincipals",
        listing.after(call, rows, lambda row: row[:1]),
        lambda row: {"ServicePrincipal": row[0], "DateEnabled": row[1]},
        lambda row: row[:1],
    )


def _member(call: Call, organization: Organization, account: str) -> Member:
    member = tree.member_of(call.tx, organization, account)
    if member is None:
        raise errors.of(shapes.AccountNotFoundException)
    return member


@operation("RegisterDelegatedAdministrator", on=names.manages("AccountId"))
def register_delegated_administrator(call: Call, req: RegisterDelegatedAdministratorRequest) -> None:
    """Let a member administer a service for the organization.

    Errors: AccountNotFoundException, AccountAlreadyRegisteredException, InvalidInputException
    (UNRECOGNIZED_SERVICE_PRINCIPAL), ConstraintViolationException (CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR,
    CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR, SERVICE_ACCESS_NOT_ENABLED,
    DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE, MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED,
    ORGANIZATION_NOT_IN_ALL_FEATURES_MODE).
    Source: API Reference, RegisterDelegatedAdministrator.
    """
    organization, tx = access.with_all_features(access.managed(call)), call.tx
    member, service = _member(call, organization, req["AccountId"]), _check_service(req["ServicePrincipal"])
    if member.account == organization.management:
        raise errors.violates("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR")
    if account_of(tx, member.account).state != "ACTIVE":
        raise errors.violates("CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR")
    if service not in organization.services:
        raise errors.violates("SERVICE_ACCESS_NOT_ENABLED")
    if tx.get(Delegation, organization.id, member.account, service):
        raise errors.of(shapes.AccountAlreadyRegisteredException)
    most = trusted.DELEGATES_MAX.get(service, 1)
    if tx.count(Delegation, organization.id, service, index="service") >= most:
        reason = "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE"
        raise errors.violates("MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED" if most > 1 else reason)
    tx.put(Delegation(organization.id, member.account, service, tx.now))


@operation("DeregisterDelegatedAdministrator", on=names.manages("AccountId"))
def deregister_delegated_administrator(call: Call, req: DeregisterDelegatedAdministratorRequest) -> None:
    """Let a member no longer administer a service.

    Errors: AccountNotFoundException, AccountNotRegisteredException, InvalidInputException
    (UNRECOGNIZED_SERVICE_PRINCIPAL).
    Source: API Reference, DeregisterDelegatedAdministrator.
    """
    organization, tx = access.managed(call), call.tx
    member, service = _member(call, organization, req["AccountId"]), _check_service(req["ServicePrincipal"])
    missing = errors.of(shapes.AccountNotRegisteredException)
    tx.delete(tx.need(Delegation, organization.id, member.account, service, missing=missing))


@operation("ListDelegatedAdministrators", on=names.reads())
def list_delegated_administrators(call: Call, req: ListDelegatedAdministratorsRequest) -> Page:
    """The members that administer a service, or any; by account id.

    Errors: InvalidInputException (UNRECOGNIZED_SERVICE_PRINCIPAL).
    Source: API Reference, ListDelegatedAdministrators.
    """
    organization, tx = access.read(call), call.tx
    wanted = _check_service(req["ServicePrincipal"]) if "ServicePrincipal" in req else ""
    all_ = (each for each in tx.scan(Delegation, organization.id) if wanted in ("", each.service))
    rows = [(account, min(each.enabled_at for each in own)) for account, own in groupby(all_, lambda e: e.account)]

    def show(row: tuple[str, float]) -> DelegatedAdministrator:
        account = membership.shown(tx, organization, _member(call, organization, row[0]))
        return {
            "Id": account["Id"],
            "Arn": account["Arn"],
            "Email": account["Email"],
            "Name": account["Name"],
            "Status": account["Status"],
            "State": account["State"],
            "JoinedMethod": account["JoinedMethod"],
            "JoinedTimestamp": account["JoinedTimestamp"],
            "DelegationEnabledDate": row[1],
        }

    return listing.page(
        req, "DelegatedAdministrators", listing.after(call, rows, lambda row: row[:1]), show, lambda row: row[:1]
    )


@operation("ListDelegatedServicesForAccount", on=names.reads("AccountId"))
def list_delegated_services_for_account(call: Call, req: ListDelegatedServicesForAccountRequest) -> Page:
    """The services that a member administers, by name.

    Errors: AccountNotFoundException, AccountNotRegisteredException.
    Source: API Reference, ListDelegatedServicesForAccount.
    """
    organization, tx = access.read(call), call.tx
    member = _member(call, organization, req["AccountId"])
    if not tx.count(Delegation, organization.id, member.account):
        raise errors.of(shapes.AccountNotRegisteredException)
    rows = tx.scan(Delegation, organization.id, member.account, after=call.resume)
    return listing.page(
        req,
        "DelegatedServices",
        rows,
        lambda each: {"ServicePrincipal": each.service, "DelegationEnabledDate": each.enabled_at},
        lambda each: (each.service,),
    )
