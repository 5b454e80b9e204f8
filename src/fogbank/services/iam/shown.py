"""What users, groups, roles, policies and instance profiles look like in answers.

Lists leave out what only Get operations tell: tags, permissions boundaries, last use, a policy's description.
Source: API Reference, ListUsers, ListRoles, ListPolicies: "IAM resource-listing operations return a subset of the
available attributes for the resource".
"""

from functools import partial
from typing import Any

from fogbank.kernel.identity.named import by_arn
from fogbank.kernel.identity.uses import AccessKeyUse
from fogbank.kernel.store import Tx
from fogbank.services.iam import catalogue, tagging
from fogbank.services.iam.identity import principal
from fogbank.services.iam.records import Entity, Group, Holder, InstanceProfile, Policy, PolicyVersion, Role, User
from fogbank.services.iam.records_credentials import LoginProfile
from fogbank.services.iam.rules import encoded


def _entity(kind: str, entity: Entity) -> dict[str, Any]:
    return {
        "Path": entity.path,
        f"{kind}Name": entity.name,
        f"{kind}Id": entity.id,
        "Arn": entity.arn,
        "CreateDate": entity.created_at,
    }


def user(tx: Tx, found: User) -> Any:
    """A user in a list."""
    profile = tx.get(LoginProfile, found.account, found.id)
    used = {"PasswordLastUsed": profile.used_at} if profile is not None and profile.used_at else {}
    return {**_entity("User", found), **used}


def whole_user(tx: Tx, found: User) -> Any:
    """A user with all there is to tell."""
    return {**user(tx, found), **_boundary(found), **_tags(tx, found)}


def group(found: Group) -> Any:
    """A group."""
    return _entity("Group", found)


def role(tx: Tx, found: Role) -> Any:
    """A role in a list."""
    shown = _entity("Role", found)
    shown["AssumeRolePolicyDocument"] = encoded(by_arn(found.trust, partial(principal, tx)))
    if found.description:
        shown["Description"] = found.description
    shown["MaxSessionDuration"] = found.session_s_max
    if found.signin_s_max:
        shown["MaxSigninSessionDuration"] = found.signin_s_max
    return shown


def whole_role(tx: Tx, found: Role) -> Any:
    """A role with all there is to tell."""
    return {
        **role(tx, found),
        **_boundary(found),
        **_tags(tx, found),
        "RoleLastUsed": role_used(tx, found),
    }


def role_used(tx: Tx, found: Role) -> Any:
    """When a session of the role last made a call; nothing where none did. Source: API Reference, RoleLastUsed."""
    used = tx.get(AccessKeyUse, found.arn)
    if used is None or used.at < found.created_at:  # of a role that had this name before
        return {}
    return {"LastUsedDate": used.at, "Region": used.region}


def _tags(tx: Tx, found: Entity) -> dict[str, Any]:
    """The member is left out where there are none."""
    tags = tagging.shown(tx, found.arn)
    return {"Tags": tags} if tags else {}


def _boundary(found: User | Role) -> dict[str, Any]:
    """The type is "Policy", where the model has another value: observed, ekristen/aws-nuke issue 715."""
    if not found.boundary:
        return {}
    return {
        "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": found.boundary},
    }


def policy(found: Policy, attached: int, bounding: int) -> Any:
    """A managed policy in a list, and how many have it as a policy and as a boundary."""
    return {
        "PolicyName": found.name,
        "PolicyId": found.id,
        "Arn": found.arn,
        "Path": found.path,
        "DefaultVersionId": catalogue.default(found).id,
        "AttachmentCount": attached,
        "PermissionsBoundaryUsageCount": bounding,
        "IsAttachable": True,
        "CreateDate": found.created_at,
        "UpdateDate": found.updated_at,
    }


def counted_policy(tx: Tx, account: str, found: Policy) -> Any:
    """As `policy`, counted."""
    counts = (catalogue.uses(tx, account, found.arn, usage) for usage in (catalogue.PERMISSIONS, catalogue.BOUNDARY))
    return policy(found, *counts)


def whole_policy(tx: Tx, account: str, found: Policy) -> Any:
    """A managed policy with all there is to tell."""
    shown = counted_policy(tx, account, found)
    if found.description:
        shown["Description"] = found.description
    return {**shown, **_tags(tx, found)}


def version(found: PolicyVersion, *, whole: bool = False) -> Any:
    """A version of a policy; with its document where it is `whole`."""
    shown = {"VersionId": found.id, "IsDefaultVersion": found.default, "CreateDate": found.created_at}
    return {"Document": encoded(found.document), **shown} if whole else shown


def profile(tx: Tx, found: InstanceProfile) -> Any:
    """An instance profile in a list."""
    held = tx.get(Role, found.account, found.role) if found.role else None
    return {**_entity("InstanceProfile", found), "Roles": [role(tx, held)] if held is not None else []}


def whole_profile(tx: Tx, found: InstanceProfile) -> Any:
    """An instance profile with all there is to tell."""
    return {**profile(tx, found), **_tags(tx, found)}


def attached(holder: Holder) -> list[Any]:
    """The managed policies of a user, group or role, the first attached first."""
    return [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in holder.attached]
