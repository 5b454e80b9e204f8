"""Lists, one thing at a time: nothing is lost or comes twice. Source: Organizations API Reference, MaxResults."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.services.organizations.conftest import Org

SERVICES = ("access-analyzer.amazonaws.com", "config.amazonaws.com", "sso.amazonaws.com")
Make = Callable[[Org], dict[str, Any]]


def services(org: Org) -> dict[str, Any]:
    """Three trusted services."""
    for service in SERVICES:
        org.call("EnableAWSServiceAccess", ServicePrincipal=service)
    return {}


def administrators(org: Org) -> dict[str, Any]:
    """Three accounts that administrate, each another service."""
    services(org)
    for service in SERVICES:
        account = org.account(service.partition(".")[0])
        org.call("RegisterDelegatedAdministrator", AccountId=account, ServicePrincipal=service)
    return {}


def services_of_account(org: Org) -> dict[str, Any]:
    """One account that administrates three services."""
    services(org)
    account = org.account()
    for service in SERVICES:
        org.call("RegisterDelegatedAdministrator", AccountId=account, ServicePrincipal=service)
    return {"AccountId": account}


# Of roots an organization has exactly one.
LISTS: list[tuple[str, int, Make, str]] = [
    ("ListAWSServiceAccessForOrganization", 3, services, "EnabledServicePrincipals"),
    ("ListDelegatedAdministrators", 3, administrators, "DelegatedAdministrators"),
    ("ListDelegatedServicesForAccount", 3, services_of_account, "DelegatedServices"),
    ("ListRoots", 1, lambda org: {}, "Roots"),
]


@pytest.mark.parametrize(("operation", "count", "make", "member"), LISTS, ids=[row[0] for row in LISTS])
def test_pages_of_one(org: Org, operation: str, count: int, make: Make, member: str) -> None:
    params = make(org)
    whole = org.call(operation, **params)
    assert (len(whole[member]), "NextToken" in whole) == (count, False)
    pages = org.pages(operation, member, **params, MaxResults=1)
    assert pages == [[each] for each in whole[member]]
