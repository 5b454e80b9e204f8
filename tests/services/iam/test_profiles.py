"""Instance profiles. Source: IAM API Reference, CreateInstanceProfile and the like."""

from typing import Any

import pytest

from tests.cloud import ACCOUNT
from tests.services.iam.client import Client
from tests.services.iam.documents import allow
from tests.services.iam.test_inline import make


class TestShape:
    def test_a_profile_wraps_a_role(self, iam: Client) -> None:
        """IAM-025."""
        made = iam.call("CreateInstanceProfile", InstanceProfileName="P", Path="/x/")["InstanceProfile"]
        assert made["InstanceProfileId"].startswith("AIPA") and len(made["InstanceProfileId"]) == 21
        assert made == {
            "Path": "/x/",
            "InstanceProfileName": "P",
            "InstanceProfileId": made["InstanceProfileId"],
            "Arn": f"arn:aws:iam::{ACCOUNT}:instance-profile/x/P",
            "CreateDate": iam.cloud.now(),
            "Roles": [],
        }
        make(iam, "Role")
        iam.call("AddRoleToInstanceProfile", InstanceProfileName="p", RoleName="x")
        [role] = iam.call("GetInstanceProfile", InstanceProfileName="P")["InstanceProfile"]["Roles"]
        assert role == iam.call("ListRoles")["Roles"][0]
        [listed] = iam.call("ListInstanceProfilesForRole", RoleName="x")["InstanceProfiles"]
        assert listed == {**made, "Roles": [role]}
        assert iam.call("ListInstanceProfiles", PathPrefix="/x/")["InstanceProfiles"] == [listed]
        iam.call("RemoveRoleFromInstanceProfile", InstanceProfileName="P", RoleName="x")
        assert iam.call("GetInstanceProfile", InstanceProfileName="P")["InstanceProfile"] == made
        assert iam.call("ListInstanceProfilesForRole", RoleName="x")["InstanceProfiles"] == []


class TestRules:
    def test_exactly_one_role(self, iam: Client) -> None:
        """IAM-026. Source: observed, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"."""
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        for name in ("a", "b"):
            make(iam, "Role", name)
        iam.call("AddRoleToInstanceProfile", InstanceProfileName="p", RoleName="a")
        for name in ("a", "b"):
            assert iam.refused("AddRoleToInstanceProfile", InstanceProfileName="p", RoleName=name) == (
                "LimitExceeded",
                "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            )

    def test_name_is_taken(self, iam: Client) -> None:
        iam.call("CreateInstanceProfile", InstanceProfileName="P")
        assert iam.refused("CreateInstanceProfile", InstanceProfileName="p") == (
            "EntityAlreadyExists",
            "Instance Profile p already exists.",
        )

    @pytest.mark.parametrize(
        ("operation", "params"),
        [
            ("GetInstanceProfile", {}),
            ("DeleteInstanceProfile", {}),
            ("AddRoleToInstanceProfile", {"RoleName": "x"}),
            ("RemoveRoleFromInstanceProfile", {"RoleName": "x"}),
        ],
    )
    def test_what_is_not_there(self, iam: Client, operation: str, params: dict[str, Any]) -> None:
        assert iam.refused(operation, InstanceProfileName="p", **params) == (
            "NoSuchEntity",
            "Instance Profile p cannot be found.",
        )
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        if params:
            assert iam.refused(operation, InstanceProfileName="p", **params) == (
                "NoSuchEntity",
                "The role with name x cannot be found.",
            )

    def test_roles_that_are_not_there(self, iam: Client) -> None:
        assert iam.refused("ListInstanceProfilesForRole", RoleName="x")[0] == "NoSuchEntity"
        make(iam, "Role")
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        assert iam.refused("RemoveRoleFromInstanceProfile", InstanceProfileName="p", RoleName="x")[0] == "NoSuchEntity"

    def test_the_role_goes_first(self, iam: Client) -> None:
        make(iam, "Role")
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        iam.call("AddRoleToInstanceProfile", InstanceProfileName="p", RoleName="x")
        assert iam.refused("DeleteInstanceProfile", InstanceProfileName="p") == (
            "DeleteConflict",
            "Cannot delete entity, must remove roles from instance profile first.",
        )
        iam.call("RemoveRoleFromInstanceProfile", InstanceProfileName="p", RoleName="x")
        iam.call("DeleteInstanceProfile", InstanceProfileName="p")
        assert iam.call("ListInstanceProfiles")["InstanceProfiles"] == []

    def test_the_role_must_be_passed_on(self, iam: Client) -> None:
        """Source: API Reference, AddRoleToInstanceProfile: PassRole on the role."""
        bob = iam.user("bob")
        make(iam, "Role")
        iam.call("CreateInstanceProfile", InstanceProfileName="p")
        iam.allow("bob", "iam:AddRoleToInstanceProfile")
        code, message = iam.refused("AddRoleToInstanceProfile", as_=bob, InstanceProfileName="p", RoleName="x")
        assert code == "AccessDenied"
        assert f"iam:PassRole on resource: arn:aws:iam::{ACCOUNT}:role/x" in message
        passing = allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}})
        iam.call("PutUserPolicy", UserName="bob", PolicyName="pass", PolicyDocument=passing)
        iam.call("AddRoleToInstanceProfile", as_=bob, InstanceProfileName="p", RoleName="x")


class TestPages:
    def test_of_both_lists(self, iam: Client) -> None:
        make(iam, "Role")
        for name in ("c", "a", "b"):
            iam.call("CreateInstanceProfile", InstanceProfileName=name)
            iam.call("AddRoleToInstanceProfile", InstanceProfileName=name, RoleName="x")
        for operation, params in (("ListInstanceProfiles", {}), ("ListInstanceProfilesForRole", {"RoleName": "x"})):
            first = iam.call(operation, MaxItems=2, **params)
            second = iam.call(operation, MaxItems=2, Marker=first["Marker"], **params)
            both = first["InstanceProfiles"] + second["InstanceProfiles"]
            assert [each["InstanceProfileName"] for each in both] == ["a", "b", "c"]
            assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)
