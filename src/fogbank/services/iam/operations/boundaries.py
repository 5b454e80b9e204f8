"""Permissions boundaries: the managed policy that limits what a user's or role's own policies allow."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, holders, names


@operation("PutUserPermissionsBoundary", on=names.on_user)
def put_user_permissions_boundary(call: Call, req: shapes.PutUserPermissionsBoundaryRequest) -> None:
    """Set or change a user's boundary.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, PutUserPermissionsBoundary.
    """
    user = names.user(call, req["UserName"])
    holders.bind(call.tx, user, catalogue.boundary(call, req))


@operation("PutRolePermissionsBoundary", on=names.on_role)
def put_role_permissions_boundary(call: Call, req: shapes.PutRolePermissionsBoundaryRequest) -> None:
    """Set or change a role's boundary.

    Errors: NoSuchEntity, InvalidInput, UnmodifiableEntity.
    Source: API Reference, PutRolePermissionsBoundary.
    """
    role = names.own_role(call, req["RoleName"])
    holders.bind(call.tx, role, catalogue.boundary(call, req))


@operation("DeleteUserPermissionsBoundary", on=names.on_user)
def delete_user_permissions_boundary(call: Call, req: shapes.DeleteUserPermissionsBoundaryRequest) -> None:
    """Take a user's boundary away; where there is none, nothing happens.

    Errors: NoSuchEntity (the user).
    Source: API Reference, DeleteUserPermissionsBoundary.
    """
    holders.bind(call.tx, names.user(call, req["UserName"]), "")


@operation("DeleteRolePermissionsBoundary", on=names.on_role)
def delete_role_permissions_boundary(call: Call, req: shapes.DeleteRolePermissionsBoundaryRequest) -> None:
    """Take a role's boundary away; where there is none, nothing happens.

    Errors: NoSuchEntity (the role), UnmodifiableEntity.
    Source: API Reference, DeleteRolePermissionsBoundary; observed: Terraform once called it for every role that it
    deleted (terraform-provider-aws issue 5489).
    """
    holders.bind(call.tx, names.own_role(call, req["RoleName"]), "")
