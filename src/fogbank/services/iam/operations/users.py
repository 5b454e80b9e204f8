"""Users."""

from typing import Any

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, limits, listing, names, owners, shown, tagging
from fogbank.services.iam.records import User


@operation("CreateUser", on=names.with_tags(names.on_user, "iam:TagUser"))
def create_user(call: Call, req: shapes.CreateUserRequest) -> shapes.CreateUserResponse:
    """Make a user.

    Errors: EntityAlreadyExists, LimitExceeded, NoSuchEntity (PermissionsBoundary), InvalidInput.
    Source: API Reference, CreateUser.
    """
    tx, name, path = call.tx, req["UserName"], req.get("Path", "/")
    if tx.get(User, call.account, name.lower()) is not None:
        raise errors.exists("User", name)
    limits.check(call, "UsersPerAccount", tx.count(User, call.account) + 1)
    boundary = catalogue.boundary(call, req)
    arn = names.arn_of(call, "user", path, name)
    user = User(call.account, name.lower(), name, path, names.fresh_id(call, "AIDA"), arn, tx.now)
    tagging.add(tx, arn, req.get("Tags", []))
    tx.put(user)
    if boundary:
        user = holders.bind(tx, user, boundary)
    return {"User": shown.whole_user(tx, user)}


@operation("GetUser", on=names.on_user)
def get_user(call: Call, req: shapes.GetUserRequest) -> shapes.GetUserResponse:
    """Tell of a user, or of whoever signs: root has neither name nor path.

    Errors: NoSuchEntity, ValidationError.
    Source: API Reference, GetUser; observed for root, "Arn": "arn:aws:iam::123456789012:root".
    """
    if "UserName" in req:
        return {"User": shown.whole_user(call.tx, names.user(call, req["UserName"]))}
    owner = owners.caller(call)
    if owner.user is not None:
        return {"User": shown.whole_user(call.tx, owner.user)}
    root: Any = {"UserId": owner.id, "Arn": owner.arn, "CreateDate": account_of(call.tx, call.account).created_at}
    return {"User": root}


@operation("ListUsers", on=names.on_list(User))
def list_users(call: Call, req: shapes.ListUsersRequest) -> Page:
    """The account's users below a path.

    Source: API Reference, ListUsers.
    """
    return listing.entities("Users", call, req, User, lambda user: shown.user(call.tx, user))


def _on_update(call: Call, req: dict[str, Any]) -> list[Target]:
    """The user as it is called, and as it is to be called.

    Source: IAM User Guide, Rename or change a path of an IAM user: the policy must allow both names.
    """
    old = names.on_user(call, req)
    path = req.get("NewPath") or names.path_of(old.arn)
    return [old, Target(names.arn_of(call, "user", path, req.get("NewUserName", req["UserName"])), call.account)]


@operation("UpdateUser", on=_on_update)
def update_user(call: Call, req: shapes.UpdateUserRequest) -> None:
    """Give a user another name or path; id, groups, policies and keys stay.

    Errors: NoSuchEntity, EntityAlreadyExists.
    Source: API Reference, UpdateUser.
    """
    user = names.user(call, req["UserName"])
    name, path = req.get("NewUserName", user.name), req.get("NewPath", user.path)
    if name.lower() != user.key and call.tx.get(User, call.account, name.lower()) is not None:
        raise errors.exists("User", name)
    if (name, path) != (user.name, user.path):
        holders.rename_user(call.tx, user, name, path, names.arn_of(call, "user", path, name))


@operation("DeleteUser", on=names.on_user)
def delete_user(call: Call, req: shapes.DeleteUserRequest) -> None:
    """Delete a user that has no credentials, policies and groups any more; temporary credentials end.

    Errors: NoSuchEntity, DeleteConflict.
    Source: API Reference, DeleteUser.
    """
    holders.delete_user(call.tx, names.user(call, req["UserName"]))
