"""Tags of users, roles, policies and instance profiles; those of other things stand with the things."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, names, tagging


def _policy(call: Call, arn: str) -> str:
    """The ARN, if there is such a policy. Errors: InvalidInput, NoSuchEntity."""
    catalogue.check_arn(arn)
    if catalogue.find(call.tx, arn) is None:
        raise errors.no_policy(arn)
    return arn


@operation("TagUser", on=names.on_user)
def tag_user(call: Call, req: shapes.TagUserRequest) -> None:
    """Set tags of a user beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagUser.
    """
    tagging.add(call.tx, names.user(call, req["UserName"]).arn, req["Tags"])


@operation("UntagUser", on=names.on_user)
def untag_user(call: Call, req: shapes.UntagUserRequest) -> None:
    """Take tags from a user.

    Errors: NoSuchEntity.
    Source: API Reference, UntagUser.
    """
    tagging.remove(call.tx, names.user(call, req["UserName"]).arn, req["TagKeys"])


@operation("ListUserTags", on=names.on_user)
def list_user_tags(call: Call, req: shapes.ListUserTagsRequest) -> Page:
    """The tags of a user, in order of their keys.

    Errors: NoSuchEntity.
    Source: API Reference, ListUserTags.
    """
    return tagging.listed(call, req, names.user(call, req["UserName"]).arn)


@operation("TagRole", on=names.on_role)
def tag_role(call: Call, req: shapes.TagRoleRequest) -> None:
    """Set tags of a role beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagRole: of service-linked roles too.
    """
    tagging.add(call.tx, names.role(call, req["RoleName"]).arn, req["Tags"])


@operation("UntagRole", on=names.on_role)
def untag_role(call: Call, req: shapes.UntagRoleRequest) -> None:
    """Take tags from a role.

    Errors: NoSuchEntity.
    Source: API Reference, UntagRole.
    """
    tagging.remove(call.tx, names.role(call, req["RoleName"]).arn, req["TagKeys"])


@operation("ListRoleTags", on=names.on_role)
def list_role_tags(call: Call, req: shapes.ListRoleTagsRequest) -> Page:
    """The tags of a role, in order of their keys.

    Errors: NoSuchEntity.
    Source: API Reference, ListRoleTags.
    """
    return tagging.listed(call, req, names.role(call, req["RoleName"]).arn)


@operation("TagPolicy", on=names.on_own_policy)
def tag_policy(call: Call, req: shapes.TagPolicyRequest) -> None:
    """Set tags of a policy beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagPolicy.
    """
    tagging.add(call.tx, _policy(call, req["PolicyArn"]), req["Tags"])


@operation("UntagPolicy", on=names.on_own_policy)
def untag_policy(call: Call, req: shapes.UntagPolicyRequest) -> None:
    """Take tags from a policy.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, UntagPolicy.
    """
    tagging.remove(call.tx, _policy(call, req["PolicyArn"]), req["TagKeys"])


@operation("ListPolicyTags", on=names.on_policy)
def list_policy_tags(call: Call, req: shapes.ListPolicyTagsRequest) -> Page:
    """The tags of a policy, in order of their keys.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, ListPolicyTags.
    """
    return tagging.listed(call, req, _policy(call, req["PolicyArn"]))


@operation("TagInstanceProfile", on=names.on_profile)
def tag_instance_profile(call: Call, req: shapes.TagInstanceProfileRequest) -> None:
    """Set tags of an instance profile beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagInstanceProfile.
    """
    tagging.add(call.tx, names.profile(call, req["InstanceProfileName"]).arn, req["Tags"])


@operation("UntagInstanceProfile", on=names.on_profile)
def untag_instance_profile(call: Call, req: shapes.UntagInstanceProfileRequest) -> None:
    """Take tags from an instance profile.

    Errors: NoSuchEntity.
    Source: API Reference, UntagInstanceProfile.
    """
    tagging.remove(call.tx, names.profile(call, req["InstanceProfileName"]).arn, req["TagKeys"])


@operation("ListInstanceProfileTags", on=names.on_profile)
def list_instance_profile_tags(call: Call, req: shapes.ListInstanceProfileTagsRequest) -> Page:
    """The tags of an instance profile, in order of their keys.

    Errors: NoSuchEntity.
    Source: API Reference, ListInstanceProfileTags.
    """
    return tagging.listed(call, req, names.profile(call, req["InstanceProfileName"]).arn)
