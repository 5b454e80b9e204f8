"""The tree of an organization: its root, the units below it, and the accounts in them. Reads rows."""

from collections.abc import Iterator
from typing import NamedTuple

from fogbank.kernel.accounts import account_of
from fogbank.kernel.store import Tx
from fogbank.services.organizations.records import Member, Organization, Unit

ROOT, UNIT, ACCOUNT = "ROOT", "ORGANIZATIONAL_UNIT", "ACCOUNT"


class Node(NamedTuple):
    """A root, unit or account. `parent` is "" for the root."""

    id: str
    kind: str
    name: str
    parent: str


def organization_of(tx: Tx, account: str) -> Organization | None:
    """The organization that an account is in."""
    member = tx.get(Member, account)
    return tx.get(Organization, member.organization) if member else None


def member_of(tx: Tx, organization: Organization, account: str) -> Member | None:
    """An account as a member of this organization."""
    member = tx.get(Member, account)
    return member if member and member.organization == organization.id else None


def node(tx: Tx, organization: Organization, id_: str) -> Node | None:
    """What stands in the tree under this id."""
    if id_ == organization.root:
        return Node(id_, ROOT, "Root", "")
    if id_.startswith("ou-"):
        unit = tx.get(Unit, organization.id, id_)
        return Node(id_, UNIT, unit.name, unit.parent) if unit else None
    member = member_of(tx, organization, id_)
    return Node(id_, ACCOUNT, account_of(tx, id_).name, member.parent) if member else None


def container(tx: Tx, organization: Organization, id_: str) -> Node | None:
    """The root or unit with this id."""
    found = node(tx, organization, id_)
    return found if found and found.kind != ACCOUNT else None


def line(tx: Tx, organization: Organization, id_: str) -> list[str]:
    """Ids from the root down to this node, which exists."""
    found = [id_]
    while found[-1] != organization.root:
        below = found[-1]
        if below.startswith("ou-"):
            unit = tx.get(Unit, organization.id, below)
            assert unit is not None, f"{below} is nowhere"
            found.append(unit.parent)
        else:
            member = tx.get(Member, below)
            assert member is not None, f"{below} is nowhere"
            found.append(member.parent)
    return found[::-1]


def path(tx: Tx, organization: Organization, id_: str) -> str:
    """ "o-…/r-…/ou-…/", down to this node."""
    return "/".join((organization.id, *line(tx, organization, id_), ""))


def everything(tx: Tx, organization: Organization) -> Iterator[str]:
    """Ids of the root, all units and all accounts."""
    yield organization.root
    for unit in tx.scan(Unit, organization.id):
        yield unit.id
    for member in tx.scan(Member, organization.id, index="organization"):
        yield member.account
