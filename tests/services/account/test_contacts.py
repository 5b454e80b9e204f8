"""Contacts. Source: Account Management API Reference, of each operation."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.cloud import ACCOUNT
from tests.services.account.conftest import Accounts

BILLING = {
    "AlternateContactType": "BILLING",
    "Name": "Jo",
    "Title": "CFO",
    "EmailAddress": "jo@example.com",
    "PhoneNumber": "+15555550100",
}
PRIMARY = {
    "FullName": "Jo Doe",
    "AddressLine1": "1 Main Street",
    "City": "Springfield",
    "StateOrRegion": "IL",
    "PostalCode": "62701",
    "CountryCode": "US",
    "PhoneNumber": "+15555550100",
}


class TestAlternateContacts:
    def test_put_told_replaced_deleted(self, accounts: Accounts) -> None:
        accounts.call("PutAlternateContact", **BILLING)
        asked = {"AlternateContactType": "BILLING"}
        assert accounts.call("GetAlternateContact", **asked) == {"AlternateContact": BILLING}
        accounts.call("PutAlternateContact", **{**BILLING, "Name": "Al"})
        assert accounts.call("GetAlternateContact", **asked)["AlternateContact"]["Name"] == "Al"
        accounts.call("DeleteAlternateContact", **asked)
        for operation in ("GetAlternateContact", "DeleteAlternateContact"):
            error = accounts.error(operation, **asked)
            assert (error.code, error.message) == (
                "ResourceNotFoundException",
                "No contact of the inputted alternate contact type found.",
            )

    def test_each_subject_and_account_has_its_own(self, accounts: Accounts) -> None:
        accounts.call("PutAlternateContact", **BILLING)
        assert accounts.code("GetAlternateContact", AlternateContactType="SECURITY") == "ResourceNotFoundException"
        assert accounts.code("GetAlternateContact", account="222233334444", AlternateContactType="BILLING") == (
            "ResourceNotFoundException"
        )

    @pytest.mark.parametrize("wrong", [{"AlternateContactType": "LEGAL"}, {"EmailAddress": "jo"}, {"PhoneNumber": "x"}])
    def test_what_the_model_refuses(self, accounts: Accounts, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValidationFailed):
            accounts.call("PutAlternateContact", **{**BILLING, **wrong})


class TestContactInformation:
    def test_put_and_told(self, accounts: Accounts) -> None:
        assert accounts.code("GetContactInformation") == "ResourceNotFoundException"
        accounts.call("PutContactInformation", ContactInformation=PRIMARY)
        assert accounts.call("GetContactInformation") == {
            "ContactInformation": PRIMARY,
            "VerificationStatus": "UNVERIFIED",
        }

    def test_some_countries_have_states(self, accounts: Accounts) -> None:
        without = {name: value for name, value in PRIMARY.items() if name != "StateOrRegion"}
        error = accounts.error("PutContactInformation", ContactInformation=without)
        assert (error.code, error.members["reason"]) == ("ValidationException", "fieldValidationFailed")
        assert error.members["fieldList"][0]["name"] == "stateOrRegion"
        accounts.call("PutContactInformation", ContactInformation={**without, "CountryCode": "NL"})

    def test_the_phone_number_is_verified(self, accounts: Accounts) -> None:
        passcode = ACCOUNT[-6:]
        assert accounts.code("SendPhoneNumberVerification") == "ResourceNotFoundException"
        assert accounts.code("VerifyPhoneNumber", Otp=passcode) == "ResourceNotFoundException"
        accounts.call("PutContactInformation", ContactInformation=PRIMARY)
        assert accounts.code("VerifyPhoneNumber", Otp=passcode) == "ConflictException"
        assert accounts.call("SendPhoneNumberVerification") == {"Status": "PENDING"}
        assert accounts.code("VerifyPhoneNumber", Otp="abcdef") == "ValidationException"
        assert accounts.call("VerifyPhoneNumber", Otp=passcode) == {"Status": "VERIFIED"}
        assert accounts.code("SendPhoneNumberVerification") == "ConflictException"
        accounts.call("PutContactInformation", ContactInformation={**PRIMARY, "City": "Chicago"})
        assert accounts.call("GetContactInformation")["VerificationStatus"] == "VERIFIED"
        accounts.call("PutContactInformation", ContactInformation={**PRIMARY, "PhoneNumber": "+15555550101"})
        assert accounts.call("GetContactInformation")["VerificationStatus"] == "UNVERIFIED"
