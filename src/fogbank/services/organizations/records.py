"""What Organizations keeps. Everything stands under the organization's id; instants are epoch seconds."""

from collections.abc import Mapping
from typing import ClassVar

from fogbank.kernel.store import Index, Record, table
from fogbank.kernel.store.records import TableSpec


class Organization(Record, frozen=True, array_like=True):
    """One organization. `enabled`: policy types that its root has; `services`: trusted service to when it became so.

    `policy`: the resource policy (JSON text, "" where there is none), known as `policy_id`.
    """

    __table__ = table("organizations.organization", key=("id",), cached=True)
    id: str
    partition: str
    management: str
    root: str
    created_at: float
    all_features: bool
    enabled: tuple[str, ...] = ()
    services: Mapping[str, float] = {}
    policy: str = ""
    policy_id: str = ""


class Member(Record, frozen=True, array_like=True):
    """An account in an organization. `parent`: id of the root or unit that it stands in. `method`: INVITED, CREATED.

    `closed_at`: when its closing was asked for, 0 where it was not.
    """

    __table__ = table(
        "organizations.member",
        key=("account",),
        cached=True,
        organization=Index("organization"),
        parent=Index("organization", "parent"),
        closed=Index("organization", "closed_at", where=lambda member: member.closed_at),
    )
    account: str
    organization: str
    parent: str
    method: str
    joined_at: float
    closed_at: float = 0.0


class Unit(Record, frozen=True, array_like=True):
    """An organizational unit. `parent`: id of the root or of another unit."""

    __table__ = table(
        "organizations.unit", key=("organization", "id"), cached=True, parent=Index("organization", "parent", "name")
    )
    organization: str
    id: str
    parent: str
    name: str


class Policy(Record, frozen=True, array_like=True):
    """A policy that somebody wrote, or with no organization one that AWS manages."""

    __table__: ClassVar[TableSpec] = table(
        "organizations.policy", key=("organization", "id"), cached=True, type=Index("organization", "type", "name")
    )
    organization: str
    id: str
    type: str
    name: str
    description: str
    content: str


class Attached(Record, frozen=True, array_like=True):
    """The policies of one type on a root, unit or account: their ids, in the order in which they were attached.

    `changed_at`: when this list, or the content of one of its policies, was last changed.
    """

    __table__ = table("organizations.attached", key=("organization", "target", "type"), cached=True)
    organization: str
    target: str
    type: str
    policies: tuple[str, ...]
    changed_at: float


class Attachment(Record, frozen=True, array_like=True):
    """That a policy is attached to a target: the way back from the policy."""

    __table__ = table("organizations.attachment", key=("organization", "policy", "target"))
    organization: str
    policy: str
    target: str


class Creation(Record, frozen=True, array_like=True):
    """A request to create an account. `govcloud`: whether its pair in AWS GovCloud (US) is made too.

    `account` and `completed_at` once it is done, `failure` where it failed.
    """

    __table__ = table(
        "organizations.creation",
        key=("organization", "id"),
        requested=Index("organization", "requested_at"),
        open=Index("organization", where=lambda creation: creation.state == "IN_PROGRESS"),
    )
    organization: str
    id: str
    name: str
    email: str
    role: str
    govcloud: bool
    tags: Mapping[str, str]
    state: str
    requested_at: float
    completed_at: float = 0.0
    account: str = ""
    govcloud_account: str = ""
    failure: str = ""


class Handshake(Record, frozen=True, array_like=True):
    """An invitation or an approval. `recipient`: id or email address (lower case) of the account that it was sent to.

    `party`: how the recipient was named, (type, id), none for the organization itself. `parent`: the handshake that
    this one is a part of. `ended_at`: when it was answered, cancelled or expired.
    """

    __table__ = table(
        "organizations.handshake",
        key=("id",),
        organization=Index("organization", "requested_at"),
        recipient=Index("recipient", "requested_at", where=lambda handshake: handshake.recipient),
        parent=Index("parent", where=lambda handshake: handshake.parent),
    )
    id: str
    organization: str
    action: str
    recipient: str
    party: tuple[str, str]
    state: str
    requested_at: float
    expires_at: float
    ended_at: float = 0.0
    notes: str = ""
    parent: str = ""
    tags: Mapping[str, str] = {}

    @property
    def is_open(self) -> bool:
        """Whether it still can be answered or cancelled."""
        return self.state in ("REQUESTED", "OPEN")


class Delegation(Record, frozen=True, array_like=True):
    """That a member administers a service for the organization."""

    __table__ = table(
        "organizations.delegation",
        key=("organization", "account", "service"),
        service=Index("organization", "service"),
    )
    organization: str
    account: str
    service: str
    enabled_at: float
