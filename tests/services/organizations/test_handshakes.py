"""Handshakes. Source: Organizations API Reference, of each operation; User Guide, Quotas: expiration times."""

from typing import Any

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, THIRD, Org

DAY = 86_400


def _invite(org: Org, account: str = OTHER, kind: str = "ACCOUNT", **params: Any) -> dict[str, Any]:
    sent = org.call("InviteAccountToOrganization", Target={"Type": kind, "Id": account}, **params)["Handshake"]
    assert isinstance(sent, dict)
    return sent


class TestInvite:
    def test_what_both_see(self, org: Org) -> None:
        sent = _invite(org, Notes="Come in")
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        assert sent == {
            "Id": sent["Id"],
            "Arn": f"arn:aws:organizations::{ACCOUNT}:handshake/{organization}/invite/{sent['Id']}",
            "Parties": [{"Id": organization, "Type": "ORGANIZATION"}, {"Id": OTHER, "Type": "ACCOUNT"}],
            "State": "OPEN",
            "RequestedTimestamp": org.cloud.now(),
            "ExpirationTimestamp": org.cloud.now() + 15 * DAY,
            "Action": "INVITE",
            "Resources": [
                {
                    "Type": "ORGANIZATION",
                    "Value": organization,
                    "Resources": [
                        {"Type": "MASTER_EMAIL", "Value": f"{ACCOUNT}@example.com"},
                        {"Type": "MASTER_NAME", "Value": f"Account {ACCOUNT}"},
                        {"Type": "ORGANIZATION_FEATURE_SET", "Value": "ALL"},
                    ],
                },
                {"Type": "ACCOUNT", "Value": OTHER},
                {"Type": "NOTES", "Value": "Come in"},
            ],
        }
        assert org.call("ListHandshakesForOrganization")["Handshakes"] == [sent]
        assert org.call("ListHandshakesForAccount", account=OTHER)["Handshakes"] == [sent]
        assert org.call("DescribeHandshake", account=OTHER, HandshakeId=sent["Id"])["Handshake"] == sent
        assert org.call("ListHandshakesForAccount", account=THIRD)["Handshakes"] == []
        assert org.code("DescribeHandshake", account=THIRD, HandshakeId=sent["Id"]) == "AccessDeniedException"

    def test_by_email_address(self, org: Org) -> None:
        sent = _invite(org, f"{OTHER}@EXAMPLE.com", "EMAIL")
        assert sent["Parties"][1] == {"Id": f"{OTHER}@EXAMPLE.com", "Type": "EMAIL"}
        assert org.call("ListHandshakesForAccount", account=OTHER)["Handshakes"] == [sent]
        org.call("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"])
        assert org.call("DescribeAccount", AccountId=OTHER)["Account"]["JoinedMethod"] == "INVITED"

    def test_whom_it_may_be_sent_to(self, org: Org) -> None:
        for kind, id_, reason in (
            ("ORGANIZATION", "o-1234567890", "INVALID_PARTY_TYPE_TARGET"),
            ("ACCOUNT", "12345", "INVALID_PATTERN_TARGET_ID"),
            ("EMAIL", "nobody", "INVALID_EMAIL_ADDRESS_TARGET"),
        ):
            assert org.reason("InviteAccountToOrganization", Target={"Type": kind, "Id": id_}) == (
                "InvalidInputException",
                reason,
            )
        with pytest.raises(ValidationFailed):
            org.call("InviteAccountToOrganization", Target={"Type": "FRIEND", "Id": OTHER})
        assert org.code("InviteAccountToOrganization", account=THIRD, Target={"Type": "ACCOUNT", "Id": OTHER}) == (
            "AWSOrganizationsNotInUseException"
        )

    def test_once_at_a_time(self, org: Org) -> None:
        _invite(org)
        for kind, id_ in (("ACCOUNT", OTHER), ("EMAIL", f"{OTHER}@example.com")):
            assert org.code("InviteAccountToOrganization", Target={"Type": kind, "Id": id_}) == (
                "DuplicateHandshakeException"
            )
        member = org.account()
        for kind, id_ in (("ACCOUNT", member), ("EMAIL", "member@example.org"), ("ACCOUNT", ACCOUNT)):
            assert org.reason("InviteAccountToOrganization", Target={"Type": kind, "Id": id_}) == (
                "HandshakeConstraintViolationException",
                "ALREADY_IN_AN_ORGANIZATION",
            )

    def test_twenty_a_day(self, org: Org) -> None:
        for _ in range(20):
            org.call("CancelHandshake", HandshakeId=_invite(org)["Id"])
        assert org.reason("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": OTHER}) == (
            "HandshakeConstraintViolationException",
            "HANDSHAKE_RATE_LIMIT_EXCEEDED",
        )
        org.advance(DAY)
        _invite(org)

    def test_ten_accounts(self, org: Org) -> None:
        for number in range(9):
            _invite(org, f"{number + 1}" * 12)
        error = org.error("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": ACCOUNT[:11] + "7"})
        assert (error.code, error.message) == (
            "HandshakeConstraintViolationException",
            "You have exceeded the allowed number of AWS accounts.",
        )


class TestAnswers:
    def test_accepted(self, org: Org) -> None:
        """ORG-001."""
        sent = _invite(org, Tags=[{"Key": "team", "Value": "blue"}])
        assert org.code("AcceptHandshake", HandshakeId=sent["Id"]) == "AccessDeniedException"
        assert org.code("AcceptHandshake", account=THIRD, HandshakeId=sent["Id"]) == "AccessDeniedException"
        told = org.call("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"])["Handshake"]
        assert told == {**sent, "State": "ACCEPTED"}
        assert OTHER in [account["Id"] for account in org.call("ListAccounts")["Accounts"]]
        assert org.call("ListTagsForResource", ResourceId=OTHER)["Tags"] == [{"Key": "team", "Value": "blue"}]
        asked = {"account": OTHER, "HandshakeId": sent["Id"]}
        assert org.code("AcceptHandshake", **asked) == "HandshakeAlreadyInStateException"
        assert org.code("DeclineHandshake", **asked) == "InvalidHandshakeTransitionException"

    def test_declined(self, org: Org) -> None:
        sent = _invite(org)
        assert org.code("DeclineHandshake", HandshakeId=sent["Id"]) == "AccessDeniedException"
        told = org.call("DeclineHandshake", account=OTHER, HandshakeId=sent["Id"])["Handshake"]
        assert told["State"] == "DECLINED"
        assert org.code("DeclineHandshake", account=OTHER, HandshakeId=sent["Id"]) == "HandshakeAlreadyInStateException"
        _invite(org)

    def test_cancelled(self, org: Org) -> None:
        sent = _invite(org)
        assert org.code("CancelHandshake", account=OTHER, HandshakeId=sent["Id"]) == "AccessDeniedException"
        assert org.call("CancelHandshake", HandshakeId=sent["Id"])["Handshake"]["State"] == "CANCELED"
        assert org.code("CancelHandshake", HandshakeId=sent["Id"]) == "HandshakeAlreadyInStateException"
        assert org.code("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"]) == (
            "InvalidHandshakeTransitionException"
        )

    def test_what_was_not_sent(self, org: Org) -> None:
        for operation in ("AcceptHandshake", "DeclineHandshake", "CancelHandshake", "DescribeHandshake"):
            assert org.code(operation, HandshakeId="h-12345678") == "HandshakeNotFoundException"

    def test_from_one_organization_to_another(self, org: Org) -> None:
        """Source: API Reference, AcceptHandshake: who departs from one organization joins the other."""
        org.invite(OTHER)
        org.call("CreateOrganization", account=THIRD)
        target = {"Type": "ACCOUNT", "Id": OTHER}
        sent = org.call("InviteAccountToOrganization", account=THIRD, Target=target)["Handshake"]
        org.call("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"])
        assert org.code("DescribeAccount", AccountId=OTHER) == "AccountNotFoundException"
        assert org.call("DescribeOrganization", account=OTHER)["Organization"]["MasterAccountId"] == THIRD

    def test_a_management_account_stays(self, org: Org) -> None:
        org.call("CreateOrganization", account=OTHER)
        sent = _invite(org)
        assert org.code("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"]) == (
            "MasterCannotLeaveOrganizationException"
        )


class TestTime:
    def test_expired_after_fifteen_days_and_forgotten_thirty_days_later(self, org: Org) -> None:
        sent = _invite(org)
        org.advance(15 * DAY - 1)
        assert org.call("DescribeHandshake", HandshakeId=sent["Id"])["Handshake"]["State"] == "OPEN"
        org.advance(1)
        assert org.call("DescribeHandshake", HandshakeId=sent["Id"])["Handshake"]["State"] == "EXPIRED"
        assert org.code("AcceptHandshake", account=OTHER, HandshakeId=sent["Id"]) == (
            "InvalidHandshakeTransitionException"
        )
        org.advance(30 * DAY)
        assert org.call("ListHandshakesForOrganization")["Handshakes"] == []
        assert org.code("DescribeHandshake", HandshakeId=sent["Id"]) == "HandshakeNotFoundException"

    def test_what_was_answered_does_not_expire(self, org: Org) -> None:
        org.invite(OTHER)
        org.advance(29 * DAY)
        assert [one["State"] for one in org.call("ListHandshakesForOrganization")["Handshakes"]] == ["ACCEPTED"]
        org.advance(DAY)
        assert org.call("ListHandshakesForAccount", account=OTHER)["Handshakes"] == []


class TestLists:
    def test_pages(self, org: Org) -> None:
        for account in (OTHER, THIRD, "444455556666"):
            _invite(org, account)
            org.advance(1)
        pages = org.pages("ListHandshakesForOrganization", "Handshakes", MaxResults=2)
        told = [[one["Parties"][1]["Id"] for one in page] for page in pages]
        assert told == [[OTHER, THIRD], ["444455556666"]]
        for account in (THIRD, "444455556666", "555566667777"):
            org.call("CreateOrganization", account=account)
            org.call("InviteAccountToOrganization", account=account, Target={"Type": "ACCOUNT", "Id": OTHER})
        pages = org.pages("ListHandshakesForAccount", "Handshakes", account=OTHER, MaxResults=3)
        assert [len(page) for page in pages] == [3, 1]
        assert len({one["Id"] for page in pages for one in page}) == 4

    def test_filters(self, org: Org) -> None:
        sent = _invite(org)
        for asked, found in (("INVITE", [sent]), ("ENABLE_ALL_FEATURES", [])):
            filter_ = {"Filter": {"ActionType": asked}}
            assert org.call("ListHandshakesForOrganization", **filter_)["Handshakes"] == found
            assert org.call("ListHandshakesForAccount", account=OTHER, **filter_)["Handshakes"] == found
        both = {"Filter": {"ActionType": "INVITE", "ParentHandshakeId": "h-12345678"}}
        for operation in ("ListHandshakesForOrganization", "ListHandshakesForAccount"):
            assert org.reason(operation, **both) == ("InvalidInputException", "MAX_LIMIT_EXCEEDED_FILTER")
