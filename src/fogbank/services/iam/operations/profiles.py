"""Instance profiles: how instances get a role."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import errors, holders, limits, listing, names, shown, tagging
from fogbank.services.iam.records import InstanceProfile


@operation("CreateInstanceProfile", on=names.with_tags(names.on_profile, "iam:TagInstanceProfile"))
def create_instance_profile(
    call: Call, req: shapes.CreateInstanceProfileRequest
) -> shapes.CreateInstanceProfileResponse:
    """Make an instance profile without a role.

    Errors: EntityAlreadyExists, LimitExceeded, InvalidInput.
    Source: API Reference, CreateInstanceProfile.
    """
    tx, name, path = call.tx, req["InstanceProfileName"], req.get("Path", "/")
    if tx.get(InstanceProfile, call.account, name.lower()) is not None:
        raise errors.profile_exists(name)
    limits.check(call, "InstanceProfilesPerAccount", tx.count(InstanceProfile, call.account) + 1)
    arn = names.arn_of(call, "instance-profile", path, name)
    profile = InstanceProfile(call.account, name.lower(), name, path, names.fresh_id(call, "AIPA"), arn, tx.now)
    tagging.add(tx, arn, req.get("Tags", []))
    tx.put(profile)
    return {"InstanceProfile": shown.whole_profile(tx, profile)}


@operation("GetInstanceProfile", on=names.on_profile)
def get_instance_profile(call: Call, req: shapes.GetInstanceProfileRequest) -> shapes.GetInstanceProfileResponse:
    """Tell of an instance profile and its role.

    Errors: NoSuchEntity.
    Source: API Reference, GetInstanceProfile.
    """
    return {"InstanceProfile": shown.whole_profile(call.tx, names.profile(call, req["InstanceProfileName"]))}


@operation("ListInstanceProfiles", on=names.on_list(InstanceProfile))
def list_instance_profiles(call: Call, req: shapes.ListInstanceProfilesRequest) -> Page:
    """The account's instance profiles below a path.

    Source: API Reference, ListInstanceProfiles.
    """
    return listing.entities(
        "InstanceProfiles", call, req, InstanceProfile, lambda profile: shown.profile(call.tx, profile)
    )


@operation("ListInstanceProfilesForRole", on=names.on_role)
def list_instance_profiles_for_role(call: Call, req: shapes.ListInstanceProfilesForRoleRequest) -> Page:
    """The instance profiles that have a role.

    Errors: NoSuchEntity.
    Source: API Reference, ListInstanceProfilesForRole.
    """
    role = names.role(call, req["RoleName"])
    rows = call.tx.scan(InstanceProfile, call.account, role.key, index="role", after=call.resume)
    return listing.page(
        "InstanceProfiles",
        rows,
        req,
        lambda profile: shown.profile(call.tx, profile),
        lambda profile: (profile.account, profile.key),
    )


def _on_add(call: Call, req: dict[str, Any]) -> list[Target]:
    """The profile, and the role, which the caller passes on to EC2.

    Source: API Reference, AddRoleToInstanceProfile: "must be granted the PassRole permission on the IAM role".
    """
    role = names.on_role(call, req)
    passed = {"iam:passedtoservice": "ec2.amazonaws.com"}
    return [names.on_profile(call, req), role._replace(action="iam:PassRole", keys=passed, label="")]


@operation("AddRoleToInstanceProfile", on=_on_add)
def add_role_to_instance_profile(call: Call, req: shapes.AddRoleToInstanceProfileRequest) -> None:
    """Put a role into an instance profile, which has place for one.

    Errors: NoSuchEntity, LimitExceeded, UnmodifiableEntity.
    Source: API Reference, AddRoleToInstanceProfile.
    """
    profile = names.profile(call, req["InstanceProfileName"])
    role = names.own_role(call, req["RoleName"])
    limits.check(call, "InstanceSessionsPerInstanceProfile", 2 if profile.role else 1)
    call.tx.put(profile.replace(role=role.key))


@operation("RemoveRoleFromInstanceProfile", on=names.on_profile)
def remove_role_from_instance_profile(call: Call, req: shapes.RemoveRoleFromInstanceProfileRequest) -> None:
    """Take the role out of an instance profile.

    Errors: NoSuchEntity, UnmodifiableEntity.
    Source: API Reference, RemoveRoleFromInstanceProfile.
    """
    profile = names.profile(call, req["InstanceProfileName"])
    role = names.own_role(call, req["RoleName"])
    if profile.role != role.key:
        raise errors.no_role_in_profile(role.name, profile.name)
    call.tx.put(profile.replace(role=""))


@operation("DeleteInstanceProfile", on=names.on_profile)
def delete_instance_profile(call: Call, req: shapes.DeleteInstanceProfileRequest) -> None:
    """Delete an instance profile without a role.

    Errors: NoSuchEntity, DeleteConflict.
    Source: API Reference, DeleteInstanceProfile.
    """
    profile = names.profile(call, req["InstanceProfileName"])
    if profile.role:
        raise errors.still_has("remove roles from instance profile")
    holders.forget(call.tx, profile)
