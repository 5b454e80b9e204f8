"""Roles and whom they trust."""

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar, named
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, limits, listing, names, rules, shown, tagging
from fogbank.services.iam.records import Role


@operation("CreateRole", on=names.with_tags(names.on_role, "iam:TagRole"))
def create_role(call: Call, req: shapes.CreateRoleRequest) -> shapes.CreateRoleResponse:
    """Make a role.

    Errors: MalformedPolicyDocument, EntityAlreadyExists, LimitExceeded, NoSuchEntity (PermissionsBoundary),
    InvalidInput.
    Source: API Reference, CreateRole.
    """
    tx, name, path = call.tx, req["RoleName"], req.get("Path", "/")
    trust = _trusted(call, req["AssumeRolePolicyDocument"])
    if tx.get(Role, call.account, name.lower()) is not None:
        raise errors.exists("Role", name)
    limits.check(call, "RolesPerAccount", tx.count(Role, call.account) + 1)
    boundary = catalogue.boundary(call, req)
    arn = names.arn_of(call, "role", path, name)
    role = Role(
        call.account,
        name.lower(),
        name,
        path,
        names.fresh_id(call, "AROA"),
        arn,
        tx.now,
        trust=trust,
        description=req.get("Description", ""),
        session_s_max=req.get("MaxSessionDuration", 3600),
        signin_s_max=req.get("MaxSigninSessionDuration", 0),
    )
    tagging.add(tx, arn, req.get("Tags", []))
    tx.put(role)
    if boundary:
        role = holders.bind(tx, role, boundary)
    shape = shown.whole_role(tx, role)
    del shape["RoleLastUsed"]
    return {"Role": shape}


def _trusted(call: Call, document: str) -> str:
    """A trust policy, checked, as it is kept."""
    rules.check_document(document, "trust")
    limits.check(call, "ACLSizePerRole", grammar.size(document))
    return named.keep(call, document, lambda name: errors.no_principal("AWS", name))


@operation("GetRole", on=names.on_role)
def get_role(call: Call, req: shapes.GetRoleRequest) -> shapes.GetRoleResponse:
    """Tell of a role.

    Errors: NoSuchEntity.
    Source: API Reference, GetRole.
    """
    return {"Role": shown.whole_role(call.tx, names.role(call, req["RoleName"]))}


@operation("ListRoles", on=names.on_list(Role))
def list_roles(call: Call, req: shapes.ListRolesRequest) -> Page:
    """The account's roles below a path.

    Source: API Reference, ListRoles.
    """
    return listing.entities("Roles", call, req, Role, lambda role: shown.role(call.tx, role))


@operation("UpdateRole", on=names.on_role)
def update_role(call: Call, req: shapes.UpdateRoleRequest) -> shapes.UpdateRoleResponse:
    """Change a role's description and how long its sessions may last.

    Errors: NoSuchEntity, UnmodifiableEntity.
    Source: API Reference, UpdateRole.
    """
    role = names.own_role(call, req["RoleName"])
    signin_s_max = 0 if req.get("ResetMaxSigninSessionDuration") else role.signin_s_max
    changed = role.replace(
        description=req.get("Description", role.description),
        session_s_max=req.get("MaxSessionDuration", role.session_s_max),
        signin_s_max=req.get("MaxSigninSessionDuration", signin_s_max),
    )
    call.tx.put(changed)
    return {}


@operation("UpdateRoleDescription", on=names.on_role)
def update_role_description(
    call: Call, req: shapes.UpdateRoleDescriptionRequest
) -> shapes.UpdateRoleDescriptionResponse:
    """Change a role's description.

    Errors: NoSuchEntity, UnmodifiableEntity.
    Source: API Reference, UpdateRoleDescription.
    """
    role = names.own_role(call, req["RoleName"]).replace(description=req["Description"])
    call.tx.put(role)
    return {"Role": shown.role(call.tx, role)}


@operation("UpdateAssumeRolePolicy", on=names.on_role)
def update_assume_role_policy(call: Call, req: shapes.UpdateAssumeRolePolicyRequest) -> None:
    """Give a role another trust policy. Sessions that are there go on.

    Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded, UnmodifiableEntity.
    Source: API Reference, UpdateAssumeRolePolicy.
    """
    role = names.own_role(call, req["RoleName"])
    call.tx.put(role.replace(trust=_trusted(call, req["PolicyDocument"])))


@operation("DeleteRole", on=names.on_role)
def delete_role(call: Call, req: shapes.DeleteRoleRequest) -> None:
    """Delete a role that has no policies and instance profiles any more; its sessions end.

    Errors: NoSuchEntity, DeleteConflict, UnmodifiableEntity.
    Source: API Reference, DeleteRole.
    """
    holders.delete_role(call.tx, names.own_role(call, req["RoleName"]))
