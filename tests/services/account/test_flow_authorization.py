"""Whose account may be reached. Source: Account Management API Reference, AccountId of each operation."""

from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT
from tests.services.account.conftest import SERVICE, Accounts, join
from tests.services.account.test_contacts import BILLING, PRIMARY

OTHER = "222233334444"
NEEDED: dict[str, dict[str, Any]] = {
    "AcceptPrimaryEmailUpdate": {"AccountId": OTHER, "PrimaryEmail": "jo@example.org", "Otp": "123456"},
    "DeleteAlternateContact": {"AlternateContactType": "BILLING"},
    "DisableRegion": {"RegionName": "af-south-1"},
    "EnableRegion": {"RegionName": "af-south-1"},
    "GetAccountInformation": {},
    "GetAlternateContact": {"AlternateContactType": "BILLING"},
    "GetContactInformation": {},
    "GetGovCloudAccountInformation": {},
    "GetPrimaryEmail": {"AccountId": OTHER},
    "GetPrimaryEmailUpdateStatus": {},
    "GetRegionOptStatus": {"RegionName": "af-south-1"},
    "ListRegions": {},
    "PutAccountName": {"AccountName": "Blue"},
    "PutAlternateContact": BILLING,
    "PutContactInformation": {"ContactInformation": PRIMARY},
    "SendPhoneNumberVerification": {},
    "StartPrimaryEmailUpdate": {"AccountId": OTHER, "PrimaryEmail": "jo@example.org"},
    "VerifyPhoneNumber": {"Otp": "123456"},
}


def test_every_operation_needs_its_permission(accounts: Accounts) -> None:
    made = accounts.cloud.call("iam", "CreateUser", {"UserName": "jo"})["User"]
    user = Principal("user", made["Arn"], ACCOUNT, made["UserId"])
    for operation, params in NEEDED.items():
        with pytest.raises(AccessDenied, match=f"is not authorized to perform: account:{operation} on resource"):
            accounts.cloud.call("account", operation, params, principal=user)


def test_members_are_managed_from_the_management_account(accounts: Accounts, member: str) -> None:
    accounts.call("PutAlternateContact", AccountId=member, **BILLING)
    assert accounts.call("GetAlternateContact", account=member, AlternateContactType="BILLING")
    error = accounts.error("ListRegions", AccountId=ACCOUNT)
    assert (error.code, error.message) == (
        "AccessDeniedException",
        f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: account:ListRegions (The management account "
        "can only be managed using the standalone context from the management account.)",
    )
    for account, wanted in ((ACCOUNT, OTHER), (OTHER, member), (OTHER, OTHER), (member, member)):
        assert accounts.code("GetAccountInformation", account=account, AccountId=wanted) == "AccessDeniedException"


def test_only_where_the_organization_trusts_the_service(accounts: Accounts, member: str) -> None:
    accounts.cloud.call("organizations", "DisableAWSServiceAccess", SERVICE)
    assert accounts.code("GetPrimaryEmail", AccountId=member) == "AccessDeniedException"


def test_a_delegated_administrator_manages_them_too(accounts: Accounts, member: str) -> None:
    other = join(accounts.cloud, "other")
    assert accounts.code("GetPrimaryEmail", account=other, AccountId=member) == "AccessDeniedException"
    accounts.cloud.call("organizations", "RegisterDelegatedAdministrator", {"AccountId": other, **SERVICE})
    assert accounts.call("GetPrimaryEmail", account=other, AccountId=member) == {"PrimaryEmail": "member@example.org"}
    assert accounts.code("GetPrimaryEmail", account=other, AccountId=ACCOUNT) == "AccessDeniedException"
