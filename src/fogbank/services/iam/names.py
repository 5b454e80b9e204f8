"""Names and ARNs of IAM, how to find what they name, and whom the access decision is about."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import On, Target
from fogbank.kernel.store import Tx
from fogbank.services.iam import errors
from fogbank.services.iam.records import Entity, Group, InstanceProfile, Policy, Role, User

E = TypeVar("E", bound=Entity)

RESOURCES: dict[type[Entity], str] = {
    User: "user",
    Group: "group",
    Role: "role",
    Policy: "policy",
    InstanceProfile: "instance-profile",
}

# What a refusal calls the resource of an operation that names it: "on resource: user ann". Source: observed, GetUser,
# ListAttachedUserPolicies, CreateAccessKey, ListMFADevices; GetGroup, AddUserToGroup; GetRole, PutRolePolicy,
# ListRoleTags, UpdateAssumeRolePolicy (aws-cdk issue 27067, chalice issue 591); GetInstanceProfile,
# AddRoleToInstanceProfile and many others. One that makes, tags or binds it says its ARN: observed, CreateUser,
# CreateGroup, CreateRole, CreateInstanceProfile, TagRole, TagUser, TagInstanceProfile, PutRolePermissionsBoundary (but
# not DeleteRolePermissionsBoundary).
_CALLED: dict[type[Entity], str] = {User: "user", Group: "group", Role: "role", InstanceProfile: "instance profile"}
_BY_ARN = frozenset(
    (
        *("CreateUser", "CreateGroup", "CreateRole", "CreateInstanceProfile"),
        *(f"{verb}{kind}" for verb in ("Tag", "Untag") for kind in ("User", "Role", "InstanceProfile")),
        *("PutUserPermissionsBoundary", "PutRolePermissionsBoundary"),
    )
)


def arn_of(call: Call, resource: str, path: str, name: str) -> str:
    """The ARN of something of the caller's account: `resource` "user", `path` "/" or "/a/b/"."""
    return f"arn:{call.partition}:iam::{call.account}:{resource}{path}{name}"


@lru_cache(maxsize=4096)
def place(arn: str) -> tuple[str, str] | None:
    """The account in an ARN of IAM's, and its last name in lower case: the key of what it may be the ARN of."""
    parts = parse(arn)
    if parts is None or parts.service != "iam":
        return None
    return parts.account, parts.resource.rpartition("/")[2].lower()


def path_of(arn: str) -> str:
    """The path in an ARN of a user, group, policy, …: "/" or "/a/b/"."""
    folder = arn.partition("/")[2].rpartition("/")[0]
    return f"/{folder}/" if folder else "/"


def by_arn(tx: Tx, table: type[E], arn: str) -> E | None:
    """What has this ARN now, in whichever account."""
    key = place(arn)
    found = tx.get(table, *key) if key is not None else None
    return found if found is not None and found.arn == arn else None


def user(call: Call, name: str) -> User:
    """The caller's account's user of this name; raises NoSuchEntity."""
    return call.tx.need(User, call.account, name.lower(), missing=errors.no_entity("user", name))


def group(call: Call, name: str) -> Group:
    """The account's group of this name; raises NoSuchEntity."""
    return call.tx.need(Group, call.account, name.lower(), missing=errors.no_entity("group", name))


def role(call: Call, name: str) -> Role:
    """The account's role of this name; raises NoSuchEntity."""
    return call.tx.need(Role, call.account, name.lower(), missing=errors.no_entity("role", name))


def own_role(call: Call, name: str) -> Role:
    """As `role`, to be changed; raises UnmodifiableEntity for service-linked ones."""
    found = role(call, name)
    if found.service:
        raise errors.protected_role(found.name)
    return found


def profile(call: Call, name: str) -> InstanceProfile:
    """The account's instance profile of this name; raises NoSuchEntity."""
    return call.tx.need(InstanceProfile, call.account, name.lower(), missing=errors.no_profile(name))


def target(call: Call, table: type[Entity], name: str, req: dict[str, Any]) -> Target:
    """The decision about something that need not exist: where it does, its path counts, else that of the request.

    Keys: iam:PolicyARN is what the request attaches; iam:PermissionsBoundary what it sets, or else what is set.
    Source: Service Authorization Reference, IAM.
    """
    found = call.tx.get(table, call.account, name.lower())
    arn = found.arn if found is not None else arn_of(call, RESOURCES[table], req.get("Path", "/"), name)
    boundary = req.get("PermissionsBoundary") or getattr(found, "boundary", "")
    keys = {"iam:policyarn": req.get("PolicyArn"), "iam:permissionsboundary": boundary}
    label = "" if call.operation in _BY_ARN else f"{_CALLED[table]} {name}"
    return Target(arn, call.account, keys={key: value for key, value in keys.items() if value}, label=label)


def on_user(call: Call, req: dict[str, Any]) -> Target:
    """The user called UserName; without it, the caller.

    Source of what that is called: observed, GetUser ("on resource: arn:aws:iam::…:user/Bob", of a role the ARN of its
    session), ListAccessKeys and CreateAccessKey ("on resource: user nulltesting" of a user called testing).
    """
    if "UserName" in req:
        return target(call, User, req["UserName"], req)
    who = call.principal
    if call.operation == "GetUser":
        return Target(who.issuer, call.account, label=who.arn)
    label = f"user null{who.arn.rpartition('/')[2]}" if who.kind == "user" else ""
    return Target(who.issuer, call.account, label=label)


def on_group(call: Call, req: dict[str, Any]) -> Target:
    """The group called GroupName."""
    return target(call, Group, req["GroupName"], req)


def on_role(call: Call, req: dict[str, Any]) -> Target:
    """The role called RoleName."""
    return target(call, Role, req["RoleName"], req)


def on_profile(call: Call, req: dict[str, Any]) -> Target:
    """The instance profile called InstanceProfileName."""
    return target(call, InstanceProfile, req["InstanceProfileName"], req)


def on_new_policy(call: Call, req: dict[str, Any]) -> Target:
    """The policy that is to be called PolicyName.

    Source of the label: observed, "iam:CreatePolicy on resource: policy cm2-kube-policy" (cloudlaunch issue 205).
    """
    arn = arn_of(call, "policy", req.get("Path", "/"), req["PolicyName"])
    return Target(arn, call.account, label=f"policy {req['PolicyName']}")


def on_policy(call: Call, req: dict[str, Any]) -> Target:
    """The policy behind PolicyArn, to be read: one of AWS's is everybody's."""
    account = _owner(req["PolicyArn"])
    return _policy(req["PolicyArn"], account if account.isdecimal() else call.account)


def on_own_policy(call: Call, req: dict[str, Any]) -> Target:
    """The policy behind PolicyArn, to be changed: those of AWS's belong to an account called "aws"."""
    return _policy(req["PolicyArn"], _owner(req["PolicyArn"]) or call.account)


def _policy(arn: str, account: str) -> Target:
    """Source of the label: observed, "iam:GetPolicy on resource: policy arn:aws:iam::aws:policy/GreengrassV2…", and so
    of CreatePolicyVersion and ListPolicyVersions."""
    return Target(arn, account, label=f"policy {arn}")


def _owner(arn: str) -> str:
    parts = parse(arn)
    return parts.account if parts is not None else ""


def on_list(table: type[Entity]) -> On:
    """All of one kind below PathPrefix.

    Source: observed, "is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/", and
    "iam:ListPolicies on resource: policy path /" (aws-sam-cli issue 394).
    """

    def on(call: Call, req: dict[str, Any]) -> Target:
        path = req.get("PathPrefix", "/")
        label = f"policy path {path}" if table is Policy else ""
        return Target(arn_of(call, RESOURCES[table], path, ""), call.account, label=label)

    return on


def with_tags(on: Callable[[Call, dict[str, Any]], Target], action: str) -> On:
    """What `on` finds; where the request brings tags, the caller has to be allowed to tag it, too.

    Source: observed, CreateRole: "is not authorized to perform: iam:TagRole on resource: arn:aws:iam::…:role/…", and so
    CreateUser, CreateInstanceProfile, CreateOpenIDConnectProvider; CreatePolicy: "iam:TagPolicy on resource: policy …".
    """

    def both(call: Call, req: dict[str, Any]) -> list[Target]:
        target = on(call, req)
        return [target, target._replace(action=action)] if req.get("Tags") else [target]

    return both


def fresh_id(call: Call, prefix: str) -> str:
    """A unique id: `prefix` AIDA, AGPA, AROA, ANPA, AIPA and 17 characters.

    Source: IAM User Guide, IAM identifiers, Unique identifiers.
    """
    return prefix + call.ids.base32(17)
