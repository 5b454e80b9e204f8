"""Name and email address of accounts. Source: Account Management API Reference, of each operation."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.cloud import ACCOUNT
from tests.services.account.conftest import Accounts, join


class TestInformation:
    def test_of_an_account_that_was_always_there(self, accounts: Accounts) -> None:
        assert accounts.call("GetAccountInformation") == {
            "AccountId": ACCOUNT,
            "AccountName": f"Account {ACCOUNT}",
            "AccountState": "ACTIVE",
        }

    def test_of_one_that_was_made(self, accounts: Accounts, member: str) -> None:
        made_at = accounts.cloud.call("organizations", "DescribeAccount", {"AccountId": member})["Account"]
        assert accounts.call("GetAccountInformation", account=member) == {
            "AccountId": member,
            "AccountName": "member",
            "AccountState": "ACTIVE",
            "AccountCreatedDate": made_at["JoinedTimestamp"],
        }
        accounts.cloud.call("organizations", "CloseAccount", {"AccountId": member})
        accounts.advance(300)
        assert accounts.call("GetAccountInformation", AccountId=member)["AccountState"] == "CLOSED"

    def test_another_name(self, accounts: Accounts, member: str) -> None:
        accounts.call("PutAccountName", AccountName="Blue")
        accounts.call("PutAccountName", AccountName="Red", AccountId=member)
        listed = accounts.cloud.call("organizations", "ListAccounts")["Accounts"]
        assert {account["Id"]: account["Name"] for account in listed} == {ACCOUNT: "Blue", member: "Red"}
        with pytest.raises(ValidationFailed):
            accounts.call("PutAccountName", AccountName="<none>")

    def test_the_pair_in_govcloud(self, accounts: Accounts, member: str) -> None:
        assert accounts.code("GetGovCloudAccountInformation", StandardAccountId=member) == "ResourceNotFoundException"
        params = {"Email": "gov@example.org", "AccountName": "gov"}
        asked = accounts.cloud.call("organizations", "CreateGovCloudAccount", params)["CreateAccountStatus"]
        accounts.advance(10)
        status = accounts.cloud.call(
            "organizations", "DescribeCreateAccountStatus", {"CreateAccountRequestId": asked["Id"]}
        )["CreateAccountStatus"]
        told = accounts.call("GetGovCloudAccountInformation", StandardAccountId=status["AccountId"])
        assert told == {"GovCloudAccountId": status["GovCloudAccountId"], "AccountState": "ACTIVE"}


class TestPrimaryEmail:
    def test_changed_in_two_steps(self, accounts: Accounts, member: str) -> None:
        assert accounts.call("GetPrimaryEmail", AccountId=member) == {"PrimaryEmail": "member@example.org"}
        assert accounts.code("GetPrimaryEmailUpdateStatus", AccountId=member) == "ResourceNotFoundException"
        new = {"AccountId": member, "PrimaryEmail": "New@example.org"}
        assert accounts.code("AcceptPrimaryEmailUpdate", Otp=member[-6:], **new) == "ResourceNotFoundException"
        assert accounts.call("StartPrimaryEmailUpdate", **new) == {"Status": "PENDING"}
        asked_at = accounts.cloud.now()
        assert accounts.call("GetPrimaryEmailUpdateStatus", AccountId=member) == {
            "Status": "PENDING",
            "UpdatedAt": asked_at,
        }
        assert accounts.call("GetPrimaryEmail", AccountId=member) == {"PrimaryEmail": "member@example.org"}
        accounts.advance(60)
        assert accounts.code("AcceptPrimaryEmailUpdate", Otp="abcdef", **new) == "ValidationException"
        other = {**new, "PrimaryEmail": "other@example.org"}
        assert accounts.code("AcceptPrimaryEmailUpdate", Otp=member[-6:], **other) == "ValidationException"
        assert accounts.call("AcceptPrimaryEmailUpdate", Otp=member[-6:], **new) == {"Status": "ACCEPTED"}
        assert accounts.call("GetPrimaryEmail", AccountId=member) == {"PrimaryEmail": "New@example.org"}
        assert accounts.call("GetPrimaryEmailUpdateStatus", AccountId=member) == {
            "Status": "COMPLETED",
            "UpdatedAt": asked_at + 60,
        }
        told = accounts.cloud.call("organizations", "DescribeAccount", {"AccountId": member})["Account"]
        assert told["Email"] == "New@example.org"

    def test_no_two_accounts_share_one(self, accounts: Accounts, member: str) -> None:
        other = join(accounts.cloud, "other")
        taken = {"AccountId": member, "PrimaryEmail": "OTHER@example.org"}
        assert accounts.code("StartPrimaryEmailUpdate", **taken) == "ConflictException"
        new = {"PrimaryEmail": "new@example.org"}
        for account in (member, other):
            accounts.call("StartPrimaryEmailUpdate", AccountId=account, **new)
        accounts.call("AcceptPrimaryEmailUpdate", AccountId=other, Otp=other[-6:], **new)
        assert accounts.code("AcceptPrimaryEmailUpdate", AccountId=member, Otp=member[-6:], **new) == (
            "ConflictException"
        )
        accounts.call("StartPrimaryEmailUpdate", AccountId=member, PrimaryEmail="other@example.org")

    @pytest.mark.parametrize("email", ["nobody", "jo@example", "@example.org", "j o@example.org"])
    def test_what_is_no_address(self, accounts: Accounts, member: str, email: str) -> None:
        assert accounts.code("StartPrimaryEmailUpdate", AccountId=member, PrimaryEmail=email) == "ValidationException"
