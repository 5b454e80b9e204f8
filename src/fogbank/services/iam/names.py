"""Names and ARNs of IAM, how to find what they name, and whom the access decision is about."""

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
    return Target(arn, call.account, keys={key: value for key, value in keys.items() if value})


def on_user(call: Call, req: dict[str, Any]) -> Target:
    """The user called UserName; without it, the caller."""
    if "UserName" in req:
        return target(call, User, req["UserName"], req)
    return Target(call.principal.issuer, call.account)


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
    """The policy that is to be called PolicyName."""
    return Target(arn_of(call, "policy", req.get("Path", "/"), req["PolicyName"]), call.account)


def on_policy(call: Call, req: dict[str, Any]) -> Target:
    """The policy behind PolicyArn, to be read: one of AWS's is everybody's."""
    account = _owner(req["PolicyArn"])
    return Target(req["PolicyArn"], account if account.isdecimal() else call.account)


def on_own_policy(call: Call, req: dict[str, Any]) -> Target:
    """The policy behind PolicyArn, to be changed: those of AWS's belong to an account called "aws"."""
    return Target(req["PolicyArn"], _owner(req["PolicyArn"]) or call.account)


def _owner(arn: str) -> str:
    parts = parse(arn)
    return parts.account if parts is not None else ""


def on_list(table: type[Entity]) -> On:
    """All of one kind below PathPrefix.

    Source: observed, "is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/".
    """

    def on(call: Call, req: dict[str, Any]) -> Target:
        return Target(arn_of(call, RESOURCES[table], req.get("PathPrefix", "/"), ""), call.account)

    return on


def fresh_id(call: Call, prefix: str) -> str:
    """A unique id: `prefix` AIDA, AGPA, AROA, ANPA, AIPA and 17 characters.

    Source: IAM User Guide, IAM identifiers, Unique identifiers.
    """
    return prefix + call.ids.base32(17)
