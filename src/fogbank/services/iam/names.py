"""Names and ARNs of IAM, how to find what they name, and whom the access decision is about."""

from typing import Any, TypeVar

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
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


def by_arn(tx: Tx, table: type[E], arn: str) -> E | None:
    """What has this ARN now, in whichever account."""
    parts = parse(arn)
    if parts is None or parts.service != "iam":
        return None
    found = tx.get(table, parts.account, parts.resource.rpartition("/")[2].lower())
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


def target(call: Call, table: type[Entity], name: str, path: str = "/", **keys: Any) -> Target:
    """The decision about something that need not exist: where it does, its path counts, else the path given."""
    found = call.tx.get(table, call.account, name.lower())
    arn = found.arn if found is not None else arn_of(call, RESOURCES[table], path, name)
    return Target(arn, call.account, keys=keys)


def on_user(call: Call, req: dict[str, Any]) -> Target:
    """The user called UserName; without it, the caller."""
    return target(call, User, req["UserName"]) if "UserName" in req else Target(call.principal.issuer, call.account)


def on_group(call: Call, req: dict[str, Any]) -> Target:
    """The group called GroupName."""
    return target(call, Group, req["GroupName"])


def on_role(call: Call, req: dict[str, Any]) -> Target:
    """The role called RoleName."""
    return target(call, Role, req["RoleName"])
