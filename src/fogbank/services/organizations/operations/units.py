"""Roots and organizational units: made, renamed, deleted, and the tree that they make."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import set_tags
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, attachments, errors, listing, names, tagging, tree
from fogbank.services.organizations._shapes import (
    CreateOrganizationalUnitRequest,
    CreateOrganizationalUnitResponse,
    DeleteOrganizationalUnitRequest,
    DescribeOrganizationalUnitRequest,
    DescribeOrganizationalUnitResponse,
    ListChildrenRequest,
    ListOrganizationalUnitsForParentRequest,
    ListParentsRequest,
    ListRootsRequest,
    ListRootsResponse,
    OrganizationalUnit,
    Root,
    UpdateOrganizationalUnitRequest,
    UpdateOrganizationalUnitResponse,
)
from fogbank.services.organizations.records import Member, Organization, Unit

# Source: Organizations User Guide, Quotas: five levels of OUs deep under a root.
_DEPTH_MAX = 5


def root_of(organization: Organization) -> Root:
    """The root, as Root has it."""
    return {
        "Id": organization.root,
        "Arn": names.arn_of(organization, "root", organization.root),
        "Name": "Root",
        "PolicyTypes": [{"Type": kind, "Status": "ENABLED"} for kind in organization.enabled],
    }


def _shown(call: Call, organization: Organization, unit: Unit) -> OrganizationalUnit:
    return {
        "Id": unit.id,
        "Arn": names.arn_of(organization, "ou", unit.id),
        "Name": unit.name,
        "Path": tree.path(call.tx, organization, unit.id),
    }


def _unit(call: Call, organization: Organization, id_: str) -> Unit:
    missing = errors.of(shapes.OrganizationalUnitNotFoundException)
    return call.tx.need(Unit, organization.id, id_, missing=missing)


def _check_name(call: Call, organization: Organization, parent: str, name: str, but: str = "") -> None:
    """No two units of one parent have the same name. Source: API Reference, DuplicateOrganizationalUnitException."""
    for unit in call.tx.scan(Unit, organization.id, parent, name, index="parent"):
        if unit.id != but:
            raise errors.of(shapes.DuplicateOrganizationalUnitException)


@operation("ListRoots", on=names.reads())
def list_roots(call: Call, req: ListRootsRequest) -> ListRootsResponse:
    """The one root, with the policy types that are enabled in it.

    Source: API Reference, ListRoots.
    """
    return {"Roots": [root_of(access.read(call))]}


@operation("CreateOrganizationalUnit", on=names.manages("ParentId"))
def create_organizational_unit(call: Call, req: CreateOrganizationalUnitRequest) -> CreateOrganizationalUnitResponse:
    """Make a unit below the root or another unit.

    Errors: ParentNotFoundException, DuplicateOrganizationalUnitException, ConstraintViolationException
    (OU_DEPTH_LIMIT_EXCEEDED, OU_NUMBER_LIMIT_EXCEEDED).
    Source: API Reference, CreateOrganizationalUnit; User Guide, Quotas: 2,000 OUs.
    """
    organization, tx = access.managed(call), call.tx
    parent = tree.container(tx, organization, req["ParentId"])
    if parent is None:
        raise errors.of(shapes.ParentNotFoundException)
    tags = tagging.checked(req.get("Tags"))
    if len(tree.line(tx, organization, parent.id)) > _DEPTH_MAX:
        raise errors.violates("OU_DEPTH_LIMIT_EXCEEDED")
    if tx.count(Unit, organization.id) >= call.quota("organizational-units", 2_000):
        raise errors.violates("OU_NUMBER_LIMIT_EXCEEDED")
    _check_name(call, organization, parent.id, req["Name"])
    id_ = f"ou-{organization.root.removeprefix('r-')}-{call.ids.alnum(8).lower()}"
    unit = Unit(organization.id, id_, parent.id, req["Name"])
    tx.put(unit)
    attachments.furnish(tx, organization, unit.id)
    set_tags(tx, names.arn_of(organization, "ou", unit.id), tags)
    return {"OrganizationalUnit": _shown(call, organization, unit)}


@operation("DescribeOrganizationalUnit", on=names.reads("OrganizationalUnitId"))
def describe_organizational_unit(
    call: Call, req: DescribeOrganizationalUnitRequest
) -> DescribeOrganizationalUnitResponse:
    """Tell a unit.

    Errors: OrganizationalUnitNotFoundException.
    Source: API Reference, DescribeOrganizationalUnit.
    """
    organization = access.read(call)
    return {"OrganizationalUnit": _shown(call, organization, _unit(call, organization, req["OrganizationalUnitId"]))}


@operation("UpdateOrganizationalUnit", on=names.manages("OrganizationalUnitId"))
def update_organizational_unit(call: Call, req: UpdateOrganizationalUnitRequest) -> UpdateOrganizationalUnitResponse:
    """Rename a unit.

    Errors: OrganizationalUnitNotFoundException, DuplicateOrganizationalUnitException.
    Source: API Reference, UpdateOrganizationalUnit.
    """
    organization = access.managed(call)
    unit = _unit(call, organization, req["OrganizationalUnitId"])
    changed = unit.replace(name=req.get("Name", unit.name))
    _check_name(call, organization, unit.parent, changed.name, unit.id)
    call.tx.put(changed)
    return {"OrganizationalUnit": _shown(call, organization, changed)}


@operation("DeleteOrganizationalUnit", on=names.manages("OrganizationalUnitId"))
def delete_organizational_unit(call: Call, req: DeleteOrganizationalUnitRequest) -> None:
    """Delete a unit that has nothing in it.

    Errors: OrganizationalUnitNotFoundException, OrganizationalUnitNotEmptyException.
    Source: API Reference, DeleteOrganizationalUnit.
    """
    organization, tx = access.managed(call), call.tx
    unit = _unit(call, organization, req["OrganizationalUnitId"])
    for table in (Unit, Member):
        if tx.count(table, organization.id, unit.id, index="parent"):
            raise errors.of(shapes.OrganizationalUnitNotEmptyException)
    attachments.clear(tx, organization, unit.id)
    set_tags(tx, names.arn_of(organization, "ou", unit.id), {})
    tx.delete(unit)


@operation("ListOrganizationalUnitsForParent", on=names.reads("ParentId"))
def list_organizational_units_for_parent(call: Call, req: ListOrganizationalUnitsForParentRequest) -> Page:
    """The units right below a root or unit, by name.

    Errors: ParentNotFoundException.
    Source: API Reference, ListOrganizationalUnitsForParent.
    """
    organization = access.read(call)
    _check_parent(call, organization, req["ParentId"])
    rows = call.tx.scan(Unit, organization.id, req["ParentId"], index="parent", after=call.resume)
    return listing.page(
        req,
        "OrganizationalUnits",
        rows,
        lambda unit: _shown(call, organization, unit),
        lambda unit: (unit.name, unit.organization, unit.id),
    )


@operation("ListChildren", on=names.reads("ParentId"))
def list_children(call: Call, req: ListChildrenRequest) -> Page:
    """The ids of the accounts, or of the units, right below a root or unit.

    Errors: ParentNotFoundException.
    Source: API Reference, ListChildren.
    """
    organization, tx, parent = access.read(call), call.tx, req["ParentId"]
    _check_parent(call, organization, parent)
    if req["ChildType"] == tree.UNIT:
        units = tx.scan(Unit, organization.id, parent, index="parent", after=call.resume)
        return listing.page(
            req,
            "Children",
            units,
            lambda unit: {"Id": unit.id, "Type": tree.UNIT},
            lambda unit: (unit.name, unit.organization, unit.id),
        )
    members = tx.scan(Member, organization.id, parent, index="parent", after=call.resume)
    return listing.page(
        req,
        "Children",
        members,
        lambda member: {"Id": member.account, "Type": tree.ACCOUNT},
        lambda member: (member.account,),
    )


def _check_parent(call: Call, organization: Organization, id_: str) -> None:
    if tree.container(call.tx, organization, id_) is None:
        raise errors.of(shapes.ParentNotFoundException)


@operation("ListParents", on=names.reads("ChildId"))
def list_parents(call: Call, req: ListParentsRequest) -> Page:
    """The root or unit that a unit or account stands in: always one.

    Errors: ChildNotFoundException.
    Source: API Reference, ListParents.
    """
    organization = access.read(call)
    child = tree.node(call.tx, organization, req["ChildId"])
    parent = tree.node(call.tx, organization, child.parent) if child and child.parent else None
    if parent is None:
        raise errors.of(shapes.ChildNotFoundException)
    return Page({"Parents": [{"Id": parent.id, "Type": parent.kind}]})
