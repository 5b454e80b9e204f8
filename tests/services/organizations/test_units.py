"""Organizational units and the tree. Source: Organizations API Reference, of each operation."""

import pytest

from fogbank.kernel.errors import ValidationFailed
from tests.cloud import ACCOUNT
from tests.services.organizations.conftest import OTHER, Org


class TestCreateOrganizationalUnit:
    def test_what_is_told(self, org: Org) -> None:
        """ORG-004."""
        made = org.call("CreateOrganizationalUnit", ParentId=org.root, Name="sales")["OrganizationalUnit"]
        organization = org.call("DescribeOrganization")["Organization"]["Id"]
        assert made["Id"].startswith(f"ou-{org.root[2:]}-")
        assert made == {
            "Id": made["Id"],
            "Arn": f"arn:aws:organizations::{ACCOUNT}:ou/{organization}/{made['Id']}",
            "Name": "sales",
            "Path": f"{organization}/{org.root}/{made['Id']}/",
        }
        told = org.call("DescribeOrganizationalUnit", OrganizationalUnitId=made["Id"])["OrganizationalUnit"]
        assert told == made

    def test_a_name_is_given_once_below_a_parent(self, org: Org) -> None:
        sales = org.unit("sales")
        error = org.error("CreateOrganizationalUnit", ParentId=org.root, Name="sales")
        assert (error.code, error.message) == (
            "DuplicateOrganizationalUnitException",
            "An OU with the same name already exists.",
        )
        org.unit("sales", sales)

    def test_five_levels(self, org: Org) -> None:
        parent = ""
        for level in range(5):
            parent = org.unit(f"level {level}", parent)
        error = org.error("CreateOrganizationalUnit", ParentId=parent, Name="too deep")
        assert (error.code, error.members["Reason"]) == ("ConstraintViolationException", "OU_DEPTH_LIMIT_EXCEEDED")
        assert error.message == (
            "You cannot add an organizational unit to the specified parent because it would exceed the max depth "
            "allowed."
        )

    def test_below_something_that_is_there(self, org: Org) -> None:
        nowhere = f"ou-{org.root[2:]}-12345678"
        assert org.code("CreateOrganizationalUnit", ParentId=nowhere, Name="x") == "ParentNotFoundException"
        with pytest.raises(ValidationFailed):
            org.call("CreateOrganizationalUnit", ParentId="nowhere", Name="x")

    def test_tags(self, org: Org) -> None:
        tags = [{"Key": "team", "Value": ""}]
        made = org.call("CreateOrganizationalUnit", ParentId=org.root, Name="x", Tags=tags)["OrganizationalUnit"]
        assert org.call("ListTagsForResource", ResourceId=made["Id"])["Tags"] == tags


class TestChanges:
    def test_renamed(self, org: Org) -> None:
        sales, _ = org.unit("sales"), org.unit("support")
        told = org.call("UpdateOrganizationalUnit", OrganizationalUnitId=sales, Name="trade")["OrganizationalUnit"]
        assert (told["Id"], told["Name"]) == (sales, "trade")
        assert org.code("UpdateOrganizationalUnit", OrganizationalUnitId=sales, Name="support") == (
            "DuplicateOrganizationalUnitException"
        )
        org.call("UpdateOrganizationalUnit", OrganizationalUnitId=sales, Name="trade")

    def test_deleted_when_empty(self, org: Org) -> None:
        sales = org.unit("sales")
        inner = org.unit("inner", sales)
        member = org.account()
        org.call("MoveAccount", AccountId=member, SourceParentId=org.root, DestinationParentId=inner)
        for unit in (sales, inner):
            assert org.code("DeleteOrganizationalUnit", OrganizationalUnitId=unit) == (
                "OrganizationalUnitNotEmptyException"
            )
        org.call("MoveAccount", AccountId=member, SourceParentId=inner, DestinationParentId=org.root)
        for unit in (inner, sales):
            org.call("DeleteOrganizationalUnit", OrganizationalUnitId=unit)
            for operation in ("DeleteOrganizationalUnit", "DescribeOrganizationalUnit", "UpdateOrganizationalUnit"):
                assert org.code(operation, OrganizationalUnitId=unit) == "OrganizationalUnitNotFoundException"


class TestTree:
    def test_children_and_parents(self, org: Org) -> None:
        sales = org.unit("sales")
        inner = org.unit("inner", sales)
        member = org.account()
        org.call("MoveAccount", AccountId=member, SourceParentId=org.root, DestinationParentId=sales)
        asked = {"ParentId": sales}
        assert org.call("ListChildren", ChildType="ORGANIZATIONAL_UNIT", **asked)["Children"] == [
            {"Id": inner, "Type": "ORGANIZATIONAL_UNIT"}
        ]
        assert org.call("ListChildren", ChildType="ACCOUNT", **asked)["Children"] == [{"Id": member, "Type": "ACCOUNT"}]
        assert org.call("ListParents", ChildId=inner)["Parents"] == [{"Id": sales, "Type": "ORGANIZATIONAL_UNIT"}]
        assert org.call("ListParents", ChildId=sales)["Parents"] == [{"Id": org.root, "Type": "ROOT"}]
        assert org.call("ListParents", ChildId=ACCOUNT)["Parents"] == [{"Id": org.root, "Type": "ROOT"}]
        assert org.code("ListParents", ChildId=OTHER) == "ChildNotFoundException"
        assert org.code("ListChildren", ParentId="r-none", ChildType="ACCOUNT") == "ParentNotFoundException"

    def test_pages(self, org: Org) -> None:
        units = {org.unit(name) for name in "abc"}
        asked = {"ParentId": org.root, "MaxResults": 2}
        pages = org.pages("ListOrganizationalUnitsForParent", "OrganizationalUnits", **asked)
        assert [[unit["Name"] for unit in page] for page in pages] == [["a", "b"], ["c"]]
        pages = org.pages("ListChildren", "Children", ChildType="ORGANIZATIONAL_UNIT", **asked)
        assert {child["Id"] for page in pages for child in page} == units
        members = {ACCOUNT, org.account("x"), org.account("y")}
        pages = org.pages("ListChildren", "Children", ChildType="ACCOUNT", **asked)
        assert [len(page) for page in pages] == [2, 1]
        assert {child["Id"] for page in pages for child in page} == members
        assert org.code("ListOrganizationalUnitsForParent", ParentId="r-none") == "ParentNotFoundException"
