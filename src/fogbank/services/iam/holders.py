"""Both sides of who has what: a holder's row and the way back from policy or group to it; and what a new name moves."""

from typing import NamedTuple, TypeVar

import msgspec

from fogbank.kernel.identity.keys import AccessKey, revoke
from fogbank.kernel.store import Tx
from fogbank.kernel.tags import set_tags, tags_of
from fogbank.services.iam import errors
from fogbank.services.iam.catalogue import BOUNDARY, PERMISSIONS
from fogbank.services.iam.records import Attachment, Entity, Group, Holder, InstanceProfile, Member, Role, User
from fogbank.services.iam.records_credentials import (
    LoginProfile,
    MfaDevice,
    ServiceCredential,
    SigningCertificate,
    SshKey,
)

H = TypeVar("H", bound=Holder)
Bounded = TypeVar("Bounded", User, Role)


class Kind(NamedTuple):
    """What IAM calls a kind of holder: in answers, in messages."""

    title: str
    word: str


KINDS: dict[type[Holder], Kind] = {
    User: Kind("User", "user"),
    Group: Kind("Group", "group"),
    Role: Kind("Role", "role"),
}


def kind_of(holder: Holder) -> Kind:
    """What a holder is called."""
    return KINDS[type(holder)]


def attach(tx: Tx, holder: Holder, arn: str) -> None:
    """A managed policy becomes the holder's."""
    tx.put(holder.replace(attached=(*holder.attached, arn)))
    tx.put(_row(holder, arn, PERMISSIONS))


def detach(tx: Tx, holder: Holder, arn: str) -> None:
    """A managed policy is the holder's no more."""
    tx.put(holder.replace(attached=tuple(other for other in holder.attached if other != arn)))
    tx.delete(_row(holder, arn, PERMISSIONS))


def bind(tx: Tx, holder: Bounded, arn: str) -> Bounded:
    """A managed policy becomes the holder's permissions boundary; "": there is none any more."""
    if holder.boundary:
        tx.delete(_row(holder, holder.boundary, BOUNDARY))
    bound = holder.replace(boundary=arn)
    tx.put(bound)
    if arn:
        tx.put(_row(bound, arn, BOUNDARY))
    return bound


def join(tx: Tx, user: User, group: Group) -> None:
    """The user becomes a member."""
    tx.put(user.replace(groups=(*user.groups, group.key)))
    tx.put(Member(group.account, group.key, user.key))


def leave(tx: Tx, user: User, group: Group) -> None:
    """The user is a member no more."""
    tx.put(user.replace(groups=tuple(key for key in user.groups if key != group.key)))
    tx.delete(Member(group.account, group.key, user.key))


def members(tx: Tx, group: Group, after: str | None = None, limit: int | None = None) -> list[User]:
    """The users in a group, in order of their names."""
    rows = tx.scan(Member, group.account, group.key, after=None if after is None else (after,), limit=limit)
    return [_there(tx, User, row.account, row.user) for row in rows]


def groups(tx: Tx, user: User) -> list[Group]:
    """The groups of a user, in order of their names."""
    return [_there(tx, Group, user.account, key) for key in sorted(user.groups)]


def _there(tx: Tx, table: type[H], account: str, key: str) -> H:
    found = tx.get(table, account, key)
    assert found is not None
    return found


def _row(holder: Holder, arn: str, usage: str) -> Attachment:
    return Attachment(holder.account, arn, usage, kind_of(holder).title, holder.key)


def _rows(holder: Holder) -> list[Attachment]:
    rows = [_row(holder, arn, PERMISSIONS) for arn in holder.attached]
    boundary = getattr(holder, "boundary", "")
    return [*rows, _row(holder, boundary, BOUNDARY)] if boundary else rows


# -- new names


def rename_user(tx: Tx, user: User, name: str, path: str, arn: str) -> None:
    """Give a user another name or path: groups, policies, tags and keys go along."""
    new = _move(tx, user, name, path, arn)
    for key in user.groups:
        tx.delete(Member(user.account, key, user.key))
        tx.put(Member(user.account, key, new.key))
    keys = [*tx.scan(AccessKey, user.arn, index="principal"), *tx.scan(AccessKey, user.arn, index="issuer")]
    for old in {key.id: key for key in keys}.values():
        holder = arn if old.principal_arn == user.arn else old.principal_arn
        session = old.session
        if session is not None:
            session = msgspec.structs.replace(session, issuer=arn)
        tx.put(old.replace(principal_arn=holder, issuer=arn if old.issuer else "", session=session))


def rename_group(tx: Tx, group: Group, name: str, path: str, arn: str) -> None:
    """Give a group another name or path: members and policies go along."""
    users = members(tx, group)
    new = _move(tx, group, name, path, arn)
    for user in users:
        tx.delete(Member(group.account, group.key, user.key))
        tx.put(Member(group.account, new.key, user.key))
        tx.put(user.replace(groups=tuple(new.key if key == group.key else key for key in user.groups)))


def _move(tx: Tx, old: H, name: str, path: str, arn: str) -> H:
    new = old.replace(key=name.lower(), name=name, path=path, arn=arn)
    for row in _rows(old):
        tx.delete(row)
    tx.delete(old)
    tx.put(new)
    for row in _rows(new):
        tx.put(row)
    tags = tags_of(tx, old.arn)
    set_tags(tx, old.arn, {})
    set_tags(tx, new.arn, tags)
    return new


# -- the end

# What a user must lose before it goes, and how that is said. Source: API Reference, DeleteUser, for what and the order;
# observed for access keys, login profile and MFA device; the others follow their form.
_CREDENTIALS = (
    (LoginProfile, None, "delete login profile"),
    (SigningCertificate, None, "delete signing certificates"),
    (SshKey, None, "delete SSH public keys"),
    (ServiceCredential, None, "delete service specific credentials"),
    (MfaDevice, "owner", "delete MFA device"),
)


def delete_user(tx: Tx, user: User) -> None:
    """Remove a user who has nothing left; sessions end. Raises DeleteConflict."""
    if any(not key.token for key in tx.scan(AccessKey, user.arn, index="principal")):
        raise errors.still_has("delete access keys")
    for table, index, what in _CREDENTIALS:
        if any(True for _ in tx.scan(table, user.account, user.id, index=index, limit=1)):
            raise errors.still_has(what)
    _check_bare(user)
    if user.groups:
        raise errors.still_has("remove users from group")
    _delete(tx, user)


def delete_group(tx: Tx, group: Group) -> None:
    """Remove a group that has nothing left. Raises DeleteConflict."""
    if members(tx, group, limit=1):
        raise errors.still_has("remove users from group")
    _check_bare(group)
    _delete(tx, group)


def delete_role(tx: Tx, role: Role) -> None:
    """Remove a role that has nothing left; sessions end. Raises DeleteConflict."""
    if any(True for _ in tx.scan(InstanceProfile, role.account, role.key, index="role", limit=1)):
        raise errors.still_has("remove roles from instance profile")
    _check_bare(role)
    _delete(tx, role)


def _check_bare(holder: Holder) -> None:
    """Source: observed, both texts (awslabs/aws-orbit-workbench issue 633; aws-sdk-java issue 2155)."""
    if holder.inline:
        raise errors.still_has("delete policies")
    if holder.attached:
        raise errors.still_has("detach all policies")


def _delete(tx: Tx, holder: Holder) -> None:
    """A permissions boundary goes along. Source: observed, terraform-provider-aws pull 5544."""
    for row in _rows(holder):
        tx.delete(row)
    forget(tx, holder)
    revoke(tx, holder.arn)


def forget(tx: Tx, entity: Entity) -> None:
    """Remove something's row and tags."""
    set_tags(tx, entity.arn, {})
    tx.delete(entity)
