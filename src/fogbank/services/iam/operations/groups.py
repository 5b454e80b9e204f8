"""Groups and who is in them."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import errors, holders, limits, listing, names, shown
from fogbank.services.iam.records import Group


@operation("CreateGroup", on=names.on_group)
def create_group(call: Call, req: shapes.CreateGroupRequest) -> shapes.CreateGroupResponse:
    """Make a group.

    Errors: EntityAlreadyExists, LimitExceeded.
    Source: API Reference, CreateGroup.
    """
    tx, name, path = call.tx, req["GroupName"], req.get("Path", "/")
    if tx.get(Group, call.account, name.lower()) is not None:
        raise errors.exists("Group", name)
    limits.check(call, "GroupsPerAccount", tx.count(Group, call.account) + 1)
    arn = names.arn_of(call, "group", path, name)
    group = Group(call.account, name.lower(), name, path, names.fresh_id(call, "AGPA"), arn, tx.now)
    tx.put(group)
    return {"Group": shown.group(group)}


@operation("GetGroup", on=names.on_group)
def get_group(call: Call, req: shapes.GetGroupRequest) -> Page:
    """Tell of a group and of the users in it.

    Errors: NoSuchEntity.
    Source: API Reference, GetGroup.
    """
    group = names.group(call, req["GroupName"])
    users = holders.members(call.tx, group, call.resume[0] if call.resume else None, listing.limit(req) + 1)
    page = listing.page("Users", users, req, lambda user: shown.user(call.tx, user), lambda user: (user.key,))
    return page._replace(members={"Group": shown.group(group), **page.members})


@operation("ListGroups", on=names.on_list(Group))
def list_groups(call: Call, req: shapes.ListGroupsRequest) -> Page:
    """The account's groups below a path.

    Source: API Reference, ListGroups.
    """
    return listing.entities("Groups", call, req, Group, shown.group)


def _on_update(call: Call, req: dict[str, Any]) -> list[Target]:
    """The group as it is called, and as it is to be called.

    Source: API Reference, UpdateGroup: "you must have the appropriate permissions on the source group as well as on
    the target group".
    """
    old = names.on_group(call, req)
    path = req.get("NewPath") or names.path_of(old.arn)
    return [old, Target(names.arn_of(call, "group", path, req.get("NewGroupName", req["GroupName"])), call.account)]


@operation("UpdateGroup", on=_on_update)
def update_group(call: Call, req: shapes.UpdateGroupRequest) -> None:
    """Give a group another name or path; id, members and policies stay.

    Errors: NoSuchEntity, EntityAlreadyExists.
    Source: API Reference, UpdateGroup.
    """
    group = names.group(call, req["GroupName"])
    name, path = req.get("NewGroupName", group.name), req.get("NewPath", group.path)
    if name.lower() != group.key and call.tx.get(Group, call.account, name.lower()) is not None:
        raise errors.exists("Group", name)
    if (name, path) != (group.name, group.path):
        holders.rename_group(call.tx, group, name, path, names.arn_of(call, "group", path, name))


@operation("DeleteGroup", on=names.on_group)
def delete_group(call: Call, req: shapes.DeleteGroupRequest) -> None:
    """Delete a group that has no members and policies any more.

    Errors: NoSuchEntity, DeleteConflict.
    Source: API Reference, DeleteGroup.
    """
    holders.delete_group(call.tx, names.group(call, req["GroupName"]))


@operation("AddUserToGroup", on=names.on_group)
def add_user_to_group(call: Call, req: shapes.AddUserToGroupRequest) -> None:
    """Make a user a member; one that is already stays so.

    Errors: NoSuchEntity, LimitExceeded.
    Source: API Reference, AddUserToGroup; observed for members and non-members, cloud-custodian pull 4730.
    """
    group, user = names.group(call, req["GroupName"]), names.user(call, req["UserName"])
    if group.key not in user.groups:
        limits.check(call, "GroupsPerUser", len(user.groups) + 1)
        holders.join(call.tx, user, group)


@operation("RemoveUserFromGroup", on=names.on_group)
def remove_user_from_group(call: Call, req: shapes.RemoveUserFromGroupRequest) -> None:
    """End a user's membership; for one that is no member nothing happens.

    Errors: NoSuchEntity.
    Source: API Reference, RemoveUserFromGroup; observed, as above.
    """
    group, user = names.group(call, req["GroupName"]), names.user(call, req["UserName"])
    if group.key in user.groups:
        holders.leave(call.tx, user, group)


@operation("ListGroupsForUser", on=names.on_user)
def list_groups_for_user(call: Call, req: shapes.ListGroupsForUserRequest) -> Page:
    """The groups of a user.

    Errors: NoSuchEntity.
    Source: API Reference, ListGroupsForUser.
    """
    groups = holders.groups(call.tx, names.user(call, req["UserName"]))
    rest = [group for group in groups if call.resume is None or group.key > call.resume[0]]
    return listing.page("Groups", rest, req, shown.group, lambda group: (group.key,))
