"""Accounts that join an organization and leave it. Touches rows; operations and jobs share it."""

from collections.abc import Mapping

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.kernel.tags import set_tags
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import attachments, errors, handshakes, names, tree
from fogbank.services.organizations._shapes import Account
from fogbank.services.organizations.records import Creation, Delegation, Handshake, Member, Organization

# Source: API Reference, LeaveOrganization: at least four days after the account was created.
_STAYS_S = 4 * 86_400.0
# Source: API Reference, Account, Status and State; Monitor the state of your AWS accounts.
_STATUSES = {"ACTIVE": "ACTIVE", "PENDING_CLOSURE": "PENDING_CLOSURE", "CLOSED": "SUSPENDED"}


def room_for_another(call: Call, organization: Organization) -> bool:
    """Whether the organization may have one account more; open invitations and creations count.

    Source: Organizations User Guide, Quotas: Default maximum number of accounts; "an invitation sent to an account
    counts against this quota".
    """
    tx = call.tx
    sent = (tx.scan(Handshake, organization.id, index="organization"),)
    open_ = sum(handshake.is_open and handshake.action == "INVITE" for each in sent for handshake in each)
    members = tx.count(Member, organization.id, index="organization")
    coming = tx.count(Creation, organization.id, index="open")
    return members + coming + open_ < call.quota("L-29A0C5DF", 10)


def join(tx: Tx, organization: Organization, account: str, method: str, tags: Mapping[str, str]) -> Member:
    """Put an account below the root, with the policies that everything has."""
    member = Member(account, organization.id, organization.root, method, tx.now)
    tx.put(member)
    attachments.furnish(tx, organization, account)
    set_tags(tx, names.arn_of(organization, "account", account), tags)
    return member


def check_leave(tx: Tx, organization: Organization, member: Member) -> None:
    """Refuse what may not leave its organization.

    Errors: MasterCannotLeaveOrganizationException, ConstraintViolationException
    (CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG, WAIT_PERIOD_ACTIVE).
    Differs: an account always has what it needs to stand alone: a payment method, a verified phone number.
    """
    if member.account == organization.management:
        raise errors.of(shapes.MasterCannotLeaveOrganizationException)
    if any(True for _ in tx.scan(Delegation, organization.id, member.account, limit=1)):
        raise errors.violates("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG")
    if member.method == "CREATED" and tx.now < member.joined_at + _STAYS_S:
        raise errors.violates("WAIT_PERIOD_ACTIVE")


def leave(tx: Tx, organization: Organization, member: Member) -> None:
    """Take an account out, with its tags, its policies and what it was asked for."""
    attachments.clear(tx, organization, member.account)
    set_tags(tx, names.arn_of(organization, "account", member.account), {})
    for delegation in list(tx.scan(Delegation, organization.id, member.account)):
        tx.delete(delegation)
    tx.delete(member)
    handshakes.withdraw(tx, organization, member.account)


def shown(tx: Tx, organization: Organization, member: Member) -> Account:
    """A member, as Account has it."""
    account = account_of(tx, member.account)
    return {
        "Id": account.id,
        "Arn": names.arn_of(organization, "account", account.id),
        "Email": account.email,
        "Name": account.name,
        "Status": _STATUSES[account.state],
        "State": account.state,
        "Paths": [tree.path(tx, organization, account.id)],
        "JoinedMethod": member.method,
        "JoinedTimestamp": member.joined_at,
    }
