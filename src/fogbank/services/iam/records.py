"""What IAM keeps: users, groups, roles, policies, instance profiles. Instants are epoch seconds of virtual time.

IAM is one store for an account, without regions. A name is unique in its account whatever the case of its letters
(IAM User Guide, IAM identifiers): `key` is the name in lower case. What an access decision reads, it reads through
the holder: its row carries its inline policies, the ARNs of what is attached, its groups. The way back, from a policy
or a group to who has it, are rows of their own (`Attachment`, `Member`); `holders.py` writes both sides.
Whatever else belongs to a user or role is best kept under its `id`, which a new name or path does not change.
"""

from typing import ClassVar

import msgspec

from fogbank.kernel.identity.named import renamed
from fogbank.kernel.store import Index, Record, table
from fogbank.kernel.store.records import TableSpec


class Entity(Record, frozen=True, array_like=True):
    """What everything with a name has. `path` begins and ends with "/". `id`: AIDA…, AGPA…, AROA…, ANPA…, AIPA…"""

    account: str
    key: str
    name: str
    path: str
    id: str
    arn: str
    created_at: float


class Holder(Entity, frozen=True, array_like=True):
    """Whoever has policies. `inline`: name to document as it came; `attached`: ARNs, the first attached first."""

    inline: dict[str, str] = msgspec.field(default_factory=dict)
    attached: tuple[str, ...] = ()


class User(Holder, frozen=True, array_like=True):
    """A user. `boundary`: ARN of its permissions boundary, or "". `groups`: keys, the first joined first."""

    __table__: ClassVar[TableSpec] = table("iam.user", key=("account", "key"), cached=True, id=Index("id"))
    boundary: str = ""
    groups: tuple[str, ...] = ()


class Group(Holder, frozen=True, array_like=True):
    """A group of users."""

    __table__: ClassVar[TableSpec] = table("iam.group", key=("account", "key"), cached=True)


class Role(Holder, frozen=True, array_like=True):
    """A role. `trust`: its trust policy, which names users and roles by their ids (kernel/identity/named.py).

    `service`: whose service-linked role it is. `session_s_max`, and `signin_s_max` of sessions of the console (0 where
    nothing was said).
    """

    __table__: ClassVar[TableSpec] = table(
        "iam.role",
        key=("account", "key"),
        version=2,
        migrations={1: lambda fields: [*fields[:10], renamed(fields[10], fields[11]), *fields[12:]]},
        cached=True,
        id=Index("id"),
    )
    boundary: str = ""
    trust: str = ""
    description: str = ""
    session_s_max: int = 3600
    service: str = ""
    signin_s_max: int = 0


class PolicyVersion(Record, frozen=True, array_like=True):
    """A version of a managed policy: `id` "v1", JSON text. Stored inside its policy."""

    id: str
    document: str
    created_at: float
    default: bool = False


class Policy(Entity, frozen=True, array_like=True):
    """A customer managed policy. `versions`: the oldest first; `made`: how many there ever were."""

    __table__: ClassVar[TableSpec] = table("iam.policy", key=("account", "key"), cached=True)
    updated_at: float
    description: str
    versions: tuple[PolicyVersion, ...]
    made: int = 1


class InstanceProfile(Entity, frozen=True, array_like=True):
    """What gives a role to instances. `role`: its key, or ""."""

    __table__: ClassVar[TableSpec] = table(
        "iam.instance_profile",
        key=("account", "key"),
        role=Index("account", "role", where=lambda profile: bool(profile.role)),
    )
    role: str = ""


class Attachment(Record, frozen=True, array_like=True):
    """A managed policy is attached to a holder, or is its boundary.

    `usage`: PermissionsPolicy or PermissionsBoundary; `kind`: User, Group or Role; `holder`: key of it.
    """

    __table__ = table("iam.attachment", key=("account", "policy", "usage", "kind", "holder"))
    account: str
    policy: str
    usage: str
    kind: str
    holder: str


class Member(Record, frozen=True, array_like=True):
    """A user is in a group: keys of both."""

    __table__ = table("iam.member", key=("account", "group", "user"))
    account: str
    group: str
    user: str
