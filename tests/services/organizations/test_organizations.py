"""The organization itself. Source: Organizations API Reference, of each operation."""

from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, TAG, Org


class TestCreateOrganization:
    def test_all_features(self, alone: Org) -> None:
        """ORG-001: who creates it manages it. ORG-003: its root is something else than the management account."""
        made = alone.call("CreateOrganization")["Organization"]
        assert made["FeatureSet"] == "ALL"
        assert made["Id"].startswith("o-")
        assert made["Arn"] == f"arn:aws:organizations::{ACCOUNT}:organization/{made['Id']}"
        assert made["MasterAccountId"] == ACCOUNT
        assert made["MasterAccountArn"] == f"arn:aws:organizations::{ACCOUNT}:account/{made['Id']}/{ACCOUNT}"
        assert made["AvailablePolicyTypes"] == [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]
        assert alone.call("DescribeOrganization")["Organization"] == made
        (root,) = alone.call("ListRoots")["Roots"]
        assert root == {
            "Id": root["Id"],
            "Arn": f"arn:aws:organizations::{ACCOUNT}:root/{made['Id']}/{root['Id']}",
            "Name": "Root",
            "PolicyTypes": [],
        }
        assert root["Id"].startswith("r-")
        (account,) = alone.call("ListAccounts")["Accounts"]
        assert (account["Id"], account["JoinedMethod"], account["Status"]) == (ACCOUNT, "INVITED", "ACTIVE")

    def test_consolidated_billing_alone(self, alone: Org) -> None:
        made = alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")["Organization"]
        assert (made["FeatureSet"], made["AvailablePolicyTypes"]) == ("CONSOLIDATED_BILLING", [])

    def test_an_account_is_in_one_organization(self, org: Org) -> None:
        assert org.code("CreateOrganization") == "AlreadyInOrganizationException"
        member = org.account()
        assert org.code("CreateOrganization", account=member) == "AlreadyInOrganizationException"

    def test_organizations_know_nothing_of_each_other(self, org: Org) -> None:
        org.call("CreateOrganization", account=OTHER)
        assert [account["Id"] for account in org.call("ListAccounts")["Accounts"]] == [ACCOUNT]
        assert [account["Id"] for account in org.call("ListAccounts", account=OTHER)["Accounts"]] == [OTHER]
        theirs = org.call("ListRoots", account=OTHER)["Roots"][0]["Id"]
        assert org.code("ListChildren", ParentId=theirs, ChildType="ACCOUNT") == "ParentNotFoundException"


class TestWhoseCallItIs:
    def test_nobody_without_an_organization(self, alone: Org) -> None:
        error = alone.error("DescribeOrganization")
        assert error.code == "AWSOrganizationsNotInUseException"
        assert error.message == "Your account is not a member of an organization."
        assert alone.code("ListAccounts") == "AWSOrganizationsNotInUseException"

    def test_members_see_the_organization_and_nothing_else(self, org: Org) -> None:
        member = org.account()
        assert org.call("DescribeOrganization", account=member) == org.call("DescribeOrganization")
        for operation in ("ListAccounts", "ListRoots", "ListCreateAccountStatus", "ListHandshakesForOrganization"):
            error = org.error(operation, account=member)
            assert (error.code, error.message) == (
                "AccessDeniedException",
                "You don't have permissions to access this resource.",
            )
        assert org.code("CreateOrganizationalUnit", account=member, ParentId=org.root, Name="x") == (
            "AccessDeniedException"
        )


class TestDeleteOrganization:
    def test_not_while_members_are_left(self, org: Org) -> None:
        member = org.invite(OTHER)
        assert org.code("DeleteOrganization") == "OrganizationNotEmptyException"
        org.call("RemoveAccountFromOrganization", AccountId=member)
        org.call("DeleteOrganization")
        assert org.code("DescribeOrganization") == "AWSOrganizationsNotInUseException"

    def test_nothing_of_it_is_left(self, org: Org) -> None:
        org.unit("sales")
        org.enable()
        policy = org.policy("no-s3")
        org.call("AttachPolicy", PolicyId=policy, TargetId=org.root)
        org.call("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": OTHER})
        org.call("DeleteOrganization")
        assert org.call("ListHandshakesForAccount", account=OTHER) == {"Handshakes": []}
        org.advance(60 * 86_400)
        org.call("CreateOrganization")
        assert org.call("ListOrganizationalUnitsForParent", ParentId=org.root) == {"OrganizationalUnits": []}
        assert org.code("DescribePolicy", PolicyId=policy) == "PolicyNotFoundException"


class TestEnableAllFeatures:
    def test_at_once_where_nobody_was_invited(self, alone: Org) -> None:
        alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
        alone.account()
        whole = alone.call("EnableAllFeatures")["Handshake"]
        assert (whole["Action"], whole["State"]) == ("ENABLE_ALL_FEATURES", "OPEN")
        assert whole["ExpirationTimestamp"] - whole["RequestedTimestamp"] == 90 * 86_400
        accepted = alone.call("AcceptHandshake", HandshakeId=whole["Id"])["Handshake"]
        assert accepted["State"] == "ACCEPTED"
        assert alone.call("DescribeOrganization")["Organization"]["FeatureSet"] == "ALL"
        assert alone.reason("EnableAllFeatures") == (
            "HandshakeConstraintViolationException",
            "ORGANIZATION_ALREADY_HAS_ALL_FEATURES",
        )

    def test_every_invited_member_has_to_agree(self, alone: Org) -> None:
        alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
        alone.invite(OTHER)
        pending = alone.call("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": "999988887777"})
        whole = alone.call("EnableAllFeatures")["Handshake"]
        assert whole["State"] == "REQUESTED"
        assert alone.call("DescribeHandshake", HandshakeId=pending["Handshake"]["Id"])["Handshake"]["State"] == (
            "CANCELED"
        )
        assert alone.code("AcceptHandshake", HandshakeId=whole["Id"]) == "InvalidHandshakeTransitionException"
        assert alone.reason("EnableAllFeatures") == (
            "HandshakeConstraintViolationException",
            "ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION",
        )
        assert alone.reason("InviteAccountToOrganization", Target={"Type": "ACCOUNT", "Id": "999988887777"}) == (
            "HandshakeConstraintViolationException",
            "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES",
        )
        asked = {"Filter": {"ParentHandshakeId": whole["Id"]}}
        (part,) = alone.call("ListHandshakesForAccount", account=OTHER, **asked)["Handshakes"]
        assert part["Action"] == "APPROVE_ALL_FEATURES"
        alone.call("AcceptHandshake", account=OTHER, HandshakeId=part["Id"])
        alone.call("AcceptHandshake", HandshakeId=whole["Id"])
        assert alone.call("DescribeOrganization")["Organization"]["FeatureSet"] == "ALL"

    def test_who_declines_stands_in_the_way_until_removed(self, alone: Org) -> None:
        alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
        alone.invite(OTHER)
        whole = alone.call("EnableAllFeatures")["Handshake"]
        asked = {"Filter": {"ActionType": "APPROVE_ALL_FEATURES"}}
        (part,) = alone.call("ListHandshakesForAccount", account=OTHER, **asked)["Handshakes"]
        alone.call("DeclineHandshake", account=OTHER, HandshakeId=part["Id"])
        assert alone.code("AcceptHandshake", HandshakeId=whole["Id"]) == "InvalidHandshakeTransitionException"
        alone.call("RemoveAccountFromOrganization", AccountId=OTHER)
        assert alone.call("DescribeHandshake", HandshakeId=whole["Id"])["Handshake"]["State"] == "OPEN"

    def test_it_expires_with_its_parts(self, alone: Org) -> None:
        alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
        alone.invite(OTHER)
        whole = alone.call("EnableAllFeatures")["Handshake"]
        alone.advance(90 * 86_400 + 1)
        assert alone.call("DescribeHandshake", HandshakeId=whole["Id"])["Handshake"]["State"] == "EXPIRED"
        (part,) = alone.call("ListHandshakesForAccount", account=OTHER)["Handshakes"]
        assert part["State"] in ("EXPIRED", "CANCELED")
        assert alone.call("EnableAllFeatures")["Handshake"]["State"] == "REQUESTED"

    def test_without_all_features_there_are_no_policies(self, alone: Org) -> None:
        alone.call("CreateOrganization", FeatureSet="CONSOLIDATED_BILLING")
        made = {"Name": "t", "Description": "", "Content": '{"tags":{}}', "Type": TAG}
        assert alone.code("CreatePolicy", **made) == "PolicyTypeNotAvailableForOrganizationException"
        assert alone.code("EnablePolicyType", RootId=alone.root, PolicyType=TAG) == (
            "PolicyTypeNotAvailableForOrganizationException"
        )
        assert alone.reason("EnableAWSServiceAccess", ServicePrincipal="config.amazonaws.com") == (
            "ConstraintViolationException",
            "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
        )
