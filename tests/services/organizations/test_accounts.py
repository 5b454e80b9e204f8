"""Accounts of an organization. Source: Organizations API Reference, of each operation."""

from urllib.parse import unquote

import pytest

from fogbank.kernel.errors import AccessDenied, ValidationFailed
from fogbank.kernel.quotas import Quota
from tests.cloud import ACCOUNT, REGION
from tests.services.organizations.conftest import OTHER, Org

DAY = 86_400


def _allow(org: Org, accounts: int) -> None:
    tx = org.cloud.cloud.kernel.store.begin(0.0)
    tx.put(Quota(ACCOUNT, REGION, "organizations", "L-29A0C5DF", accounts))
    org.cloud.cloud.kernel.store.apply(tx)


def _status(org: Org, request: str) -> dict[str, str]:
    found = org.call("DescribeCreateAccountStatus", CreateAccountRequestId=request)["CreateAccountStatus"]
    assert isinstance(found, dict)
    return found


class TestCreateAccount:
    def test_it_is_made_by_the_clock(self, org: Org) -> None:
        """ORG-001."""
        asked = org.call("CreateAccount", Email="jo@example.org", AccountName="Jo")["CreateAccountStatus"]
        assert (asked["State"], asked["AccountName"]) == ("IN_PROGRESS", "Jo")
        assert asked["Id"].startswith("car-")
        assert "AccountId" not in asked
        assert len(org.call("ListAccounts")["Accounts"]) == 1
        org.advance(10)
        done = _status(org, asked["Id"])
        assert done["State"] == "SUCCEEDED"
        assert len(done["AccountId"]) == 12
        told = org.call("DescribeAccount", AccountId=done["AccountId"])["Account"]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        assert told == {
            "Id": done["AccountId"],
            "Arn": f"arn:aws:organizations::{ACCOUNT}:account/{organization}/{done['AccountId']}",
            "Email": "jo@example.org",
            "Name": "Jo",
            "Status": "ACTIVE",
            "State": "ACTIVE",
            "Paths": [f"{organization}/{org.root}/{done['AccountId']}/"],
            "JoinedMethod": "CREATED",
            "JoinedTimestamp": done["CompletedTimestamp"],
        }

    def test_the_management_account_is_let_in(self, org: Org) -> None:
        """ORG-010: OrganizationAccountAccessRole, or what RoleName says."""
        for role, params in (("OrganizationAccountAccessRole", {}), ("Boss", {"RoleName": "Boss"})):
            member = org.account(role, **params)
            told = org.cloud.call("iam", "GetRole", {"RoleName": role}, account=member)["Role"]
            assert f"arn:aws:iam::{ACCOUNT}:root" in unquote(told["AssumeRolePolicyDocument"])
            attached = org.cloud.call("iam", "ListAttachedRolePolicies", {"RoleName": role}, account=member)
            (policy,) = attached["AttachedPolicies"]
            assert policy["PolicyArn"] == "arn:aws:iam::aws:policy/AdministratorAccess"

    def test_an_email_address_is_used_once(self, org: Org) -> None:
        org.account("jo")
        for email in ("jo@example.org", "JO@example.org", f"{OTHER}@example.com"):
            asked = org.call("CreateAccount", Email=email, AccountName="Jo")["CreateAccountStatus"]
            org.advance(10)
            done = _status(org, asked["Id"])
            assert (done["State"], done["FailureReason"]) == ("FAILED", "EMAIL_ALREADY_EXISTS")
            assert "AccountId" not in done

    @pytest.mark.parametrize("email", [".jo@example.org", "j(o@example.org", "jo@-example.org", "jo@example.org."])
    def test_the_rules_of_an_email_address(self, org: Org, email: str) -> None:
        asked = org.call("CreateAccount", Email=email, AccountName="Jo")["CreateAccountStatus"]
        assert (asked["State"], asked["FailureReason"]) == ("FAILED", "INVALID_EMAIL")

    def test_what_the_model_refuses(self, org: Org) -> None:
        for params in ({"Email": "nobody", "AccountName": "x"}, {"Email": "jo@example.org", "AccountName": "é"}):
            with pytest.raises(ValidationFailed):
                org.call("CreateAccount", **params)

    def test_a_role_of_aws_cannot_be_named(self, org: Org) -> None:
        params = {"Email": "jo@example.org", "AccountName": "x", "RoleName": "AWSServiceRoleForJo"}
        assert org.reason("CreateAccount", **params) == ("InvalidInputException", "INVALID_ROLE_NAME")

    def test_five_at_a_time(self, org: Org) -> None:
        for number in range(5):
            org.call("CreateAccount", Email=f"a{number}@example.org", AccountName="x")
        assert org.reason("CreateAccount", Email="b@example.org", AccountName="x") == (
            "ConstraintViolationException",
            "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
        )
        org.advance(10)
        org.call("CreateAccount", Email="b@example.org", AccountName="x")

    def test_ten_in_an_organization(self, org: Org) -> None:
        """Invitations that are open count too."""
        for number in range(8):
            org.account(f"a{number}")
        org.call("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": OTHER})
        error = org.error("CreateAccount", Email="b@example.org", AccountName="x")
        assert (error.code, error.message) == (
            "ConstraintViolationException",
            "You have exceeded the allowed number of AWS accounts.",
        )
        assert error.members["Reason"] == "ACCOUNT_NUMBER_LIMIT_EXCEEDED"
        _allow(org, 11)
        org.account("b")

    def test_tags_come_along(self, org: Org) -> None:
        member = org.account(Tags=[{"Key": "team", "Value": "blue"}])
        assert org.call("ListTagsForResource", ResourceId=member)["Tags"] == [{"Key": "team", "Value": "blue"}]


class TestCreateGovCloudAccount:
    def test_a_pair_of_accounts(self, org: Org) -> None:
        asked = org.call("CreateGovCloudAccount", Email="jo@example.org", AccountName="Jo")["CreateAccountStatus"]
        org.advance(10)
        done = _status(org, asked["Id"])
        assert done["State"] == "SUCCEEDED"
        pair = done["GovCloudAccountId"]
        assert pair not in [account["Id"] for account in org.call("ListAccounts")["Accounts"]]
        role = org.cloud.call(
            "iam", "GetRole", {"RoleName": "OrganizationAccountAccessRole"}, account=pair, region="us-gov-west-1"
        )["Role"]
        assert "arn:aws-us-gov:iam::" in unquote(role["AssumeRolePolicyDocument"])


class TestListCreateAccountStatus:
    def test_by_state(self, org: Org) -> None:
        org.account("a")
        org.call("CreateAccount", Email="b@example.org", AccountName="b")
        listed = org.call("ListCreateAccountStatus")["CreateAccountStatuses"]
        assert [one["State"] for one in listed] == ["SUCCEEDED", "IN_PROGRESS"]
        (open_,) = org.call("ListCreateAccountStatus", States=["IN_PROGRESS"])["CreateAccountStatuses"]
        assert open_["AccountName"] == "b"

    def test_pages(self, org: Org) -> None:
        for number in range(3):
            org.call("CreateAccount", Email=f"a{number}@example.org", AccountName=f"a{number}")
        pages = org.pages("ListCreateAccountStatus", "CreateAccountStatuses", MaxResults=2)
        assert [len(page) for page in pages] == [2, 1]
        assert {one["AccountName"] for page in pages for one in page} == {"a0", "a1", "a2"}

    def test_a_request_that_was_not_made(self, org: Org) -> None:
        assert org.code("DescribeCreateAccountStatus", CreateAccountRequestId="car-12345678") == (
            "CreateAccountStatusNotFoundException"
        )


class TestListAccounts:
    def test_pages(self, org: Org) -> None:
        made = {ACCOUNT, *(org.account(f"a{number}") for number in range(4))}
        pages = org.pages("ListAccounts", "Accounts", MaxResults=2)
        assert [len(page) for page in pages] == [2, 2, 1]
        assert {account["Id"] for page in pages for account in page} == made

    def test_pages_of_a_parent(self, org: Org) -> None:
        unit = org.unit("sales")
        made = {org.account(f"a{number}") for number in range(3)}
        for account in made:
            org.call("MoveAccount", AccountId=account, SourceParentId=org.root, DestinationParentId=unit)
        pages = org.pages("ListAccountsForParent", "Accounts", ParentId=unit, MaxResults=2)
        assert [len(page) for page in pages] == [2, 1]
        assert {account["Id"] for page in pages for account in page} == made
        assert [a["Id"] for a in org.call("ListAccountsForParent", ParentId=org.root)["Accounts"]] == [ACCOUNT]
        assert org.code("ListAccountsForParent", ParentId="r-none") == "ParentNotFoundException"

    def test_another_one_is_not_told(self, org: Org) -> None:
        error = org.error("DescribeAccount", AccountId=OTHER)
        assert (error.code, error.message) == (
            "AccountNotFoundException",
            "You specified an account that doesn't exist.",
        )


class TestMoveAccount:
    def test_it_stands_elsewhere(self, org: Org) -> None:
        """ORG-004."""
        member, unit, root = org.account(), org.unit("sales"), org.root
        org.call("MoveAccount", AccountId=member, SourceParentId=root, DestinationParentId=unit)
        assert org.call("ListParents", ChildId=member)["Parents"] == [{"Id": unit, "Type": "ORGANIZATIONAL_UNIT"}]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        (path,) = org.call("DescribeAccount", AccountId=member)["Account"]["Paths"]
        assert path == f"{organization}/{root}/{unit}/{member}/"

    def test_what_is_wrong(self, org: Org) -> None:
        member, unit, root = org.account(), org.unit("sales"), org.root
        for source, destination, code in (
            ("r-none", unit, "SourceParentNotFoundException"),
            (root, "r-none", "DestinationParentNotFoundException"),
            (unit, root, "AccountNotFoundException"),
            (root, root, "DuplicateAccountException"),
        ):
            params = {"AccountId": member, "SourceParentId": source, "DestinationParentId": destination}
            assert org.code("MoveAccount", **params) == code
        params = {"AccountId": OTHER, "SourceParentId": root, "DestinationParentId": unit}
        assert org.code("MoveAccount", **params) == "AccountNotFoundException"


class TestLeaving:
    def test_a_created_account_stays_four_days(self, org: Org) -> None:
        member = org.account()
        assert org.reason("RemoveAccountFromOrganization", AccountId=member) == (
            "ConstraintViolationException",
            "WAIT_PERIOD_ACTIVE",
        )
        assert org.reason("LeaveOrganization", account=member)[1] == "WAIT_PERIOD_ACTIVE"
        org.advance(4 * DAY)
        org.call("RemoveAccountFromOrganization", AccountId=member)
        assert org.code("DescribeOrganization", account=member) == "AWSOrganizationsNotInUseException"
        assert org.code("RemoveAccountFromOrganization", AccountId=member) == "AccountNotFoundException"

    def test_an_invited_account_goes_when_it_likes(self, org: Org) -> None:
        member = org.invite(OTHER)
        org.call("TagResource", ResourceId=member, Tags=[{"Key": "team", "Value": "blue"}])
        org.call("LeaveOrganization", account=member)
        assert org.code("LeaveOrganization", account=member) == "AWSOrganizationsNotInUseException"
        org.invite(OTHER)
        assert org.call("ListTagsForResource", ResourceId=member)["Tags"] == []

    def test_the_management_account_does_not(self, org: Org) -> None:
        assert org.code("LeaveOrganization") == "MasterCannotLeaveOrganizationException"
        assert org.code("RemoveAccountFromOrganization", AccountId=ACCOUNT) == "MasterCannotLeaveOrganizationException"

    def test_nor_a_delegated_administrator(self, org: Org) -> None:
        member = org.invite(OTHER)
        service = {"ServicePrincipal": "config.amazonaws.com"}
        org.call("EnableAWSServiceAccess", **service)
        org.call("RegisterDelegatedAdministrator", AccountId=member, **service)
        assert org.reason("LeaveOrganization", account=member)[1] == "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"
        org.call("DeregisterDelegatedAdministrator", AccountId=member, **service)
        org.call("LeaveOrganization", account=member)


class TestCloseAccount:
    def test_step_by_step(self, org: Org) -> None:
        member = org.account()
        org.cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"}, account=member)
        org.call("CloseAccount", AccountId=member)
        told = org.call("DescribeAccount", AccountId=member)["Account"]
        assert (told["Status"], told["State"]) == ("PENDING_CLOSURE", "PENDING_CLOSURE")
        assert org.code("CloseAccount", AccountId=member) == "ConflictException"
        org.advance(300)
        told = org.call("DescribeAccount", AccountId=member)["Account"]
        assert (told["Status"], told["State"]) == ("SUSPENDED", "CLOSED")
        assert org.code("CloseAccount", AccountId=member) == "AccountAlreadyClosedException"
        with pytest.raises(AccessDenied):
            org.cloud.call("sqs", "ListQueues", {}, account=member)
        org.advance(90 * DAY)
        assert org.code("DescribeAccount", AccountId=member) == "AccountNotFoundException"
        with pytest.raises(AccessDenied):
            org.cloud.call("sqs", "ListQueues", {}, account=member)

    def test_who_cannot_be_closed(self, org: Org) -> None:
        assert org.reason("CloseAccount", AccountId=ACCOUNT)[1] == "CANNOT_CLOSE_MANAGEMENT_ACCOUNT"
        assert org.code("CloseAccount", AccountId=OTHER) == "AccountNotFoundException"

    def test_three_at_a_time(self, org: Org) -> None:
        members = [org.account(f"a{number}") for number in range(4)]
        for member in members[:3]:
            org.call("CloseAccount", AccountId=member)
        assert org.reason("CloseAccount", AccountId=members[3])[1] == "CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED"
        org.advance(300)
        org.call("CloseAccount", AccountId=members[3])
