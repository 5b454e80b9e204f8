"""The accounts of an organization: made, listed, moved, removed, closed."""

from typing import Any

from fogbank.kernel import accounts
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, errors, listing, membership, names, tree
from fogbank.services.organizations._shapes import (
    CloseAccountRequest,
    DescribeAccountRequest,
    DescribeAccountResponse,
    ListAccountsForParentRequest,
    ListAccountsRequest,
    MoveAccountRequest,
    RemoveAccountFromOrganizationRequest,
)
from fogbank.services.organizations.records import Member, Organization

# AWS says "a few minutes" (API Reference, CloseAccount).
_CLOSING_S = 120.0
_COUNTED_S = 30 * 86_400.0


def _member(call: Call, organization: Organization, account: str) -> Member:
    member = tree.member_of(call.tx, organization, account)
    if member is None:
        raise errors.of(shapes.AccountNotFoundException)
    return member


@operation("DescribeAccount", on=names.reads("AccountId"))
def describe_account(call: Call, req: DescribeAccountRequest) -> DescribeAccountResponse:
    """Tell an account of the organization.

    Errors: AccountNotFoundException.
    Source: API Reference, DescribeAccount.
    """
    organization = access.read(call)
    return {"Account": membership.shown(call.tx, organization, _member(call, organization, req["AccountId"]))}


@operation("ListAccounts", on=names.reads())
def list_accounts(call: Call, req: ListAccountsRequest) -> Page:
    """All accounts of the organization, also closed ones until they are gone.

    Source: API Reference, ListAccounts.
    """
    organization = access.read(call)
    rows = call.tx.scan(Member, organization.id, index="organization", after=call.resume)
    return _page(call, req, organization, rows)


@operation("ListAccountsForParent", on=names.reads("ParentId"))
def list_accounts_for_parent(call: Call, req: ListAccountsForParentRequest) -> Page:
    """The accounts right below a root or unit.

    Errors: ParentNotFoundException.
    Source: API Reference, ListAccountsForParent.
    """
    organization = access.read(call)
    if tree.container(call.tx, organization, req["ParentId"]) is None:
        raise errors.of(shapes.ParentNotFoundException)
    rows = call.tx.scan(Member, organization.id, req["ParentId"], index="parent", after=call.resume)
    return _page(call, req, organization, rows)


def _page(call: Call, req: Any, organization: Organization, rows: Any) -> Page:
    return listing.page(
        req,
        "Accounts",
        rows,
        lambda member: membership.shown(call.tx, organization, member),
        lambda member: (member.account,),
    )


@operation("MoveAccount", on=names.manages("AccountId", "SourceParentId", "DestinationParentId"))
def move_account(call: Call, req: MoveAccountRequest) -> None:
    """Put an account below another root or unit; from now on other policies hold for it.

    Errors: SourceParentNotFoundException, DestinationParentNotFoundException, AccountNotFoundException (also where it
    is not in the source), DuplicateAccountException.
    Source: API Reference, MoveAccount.
    """
    organization, tx = access.managed(call), call.tx
    source, destination = req["SourceParentId"], req["DestinationParentId"]
    if tree.container(tx, organization, source) is None:
        raise errors.of(shapes.SourceParentNotFoundException)
    if tree.container(tx, organization, destination) is None:
        raise errors.of(shapes.DestinationParentNotFoundException)
    member = _member(call, organization, req["AccountId"])
    if member.parent != source:
        raise errors.of(shapes.AccountNotFoundException)
    if member.parent == destination:
        raise errors.of(shapes.DuplicateAccountException)
    tx.put(member.replace(parent=destination))


@operation("RemoveAccountFromOrganization", on=names.manages("AccountId"))
def remove_account_from_organization(call: Call, req: RemoveAccountFromOrganizationRequest) -> None:
    """Make a member stand alone.

    Errors: AccountNotFoundException, MasterCannotLeaveOrganizationException, ConstraintViolationException.
    Source: API Reference, RemoveAccountFromOrganization.
    """
    organization = access.managed(call)
    member = _member(call, organization, req["AccountId"])
    membership.check_leave(call.tx, organization, member)
    membership.leave(call.tx, organization, member)


@operation("LeaveOrganization", on=names.manages())
def leave_organization(call: Call, req: Any) -> None:
    """The caller's account leaves its organization.

    Errors: MasterCannotLeaveOrganizationException, ConstraintViolationException.
    Source: API Reference, LeaveOrganization.
    """
    organization = access.own(call)
    member = _member(call, organization, call.account)
    membership.check_leave(call.tx, organization, member)
    membership.leave(call.tx, organization, member)


@operation("CloseAccount", on=names.manages("AccountId"))
def close_account(call: Call, req: CloseAccountRequest) -> None:
    """Close a member: it is PENDING_CLOSURE, in a few minutes SUSPENDED, and in 90 days out of the organization.

    Errors: AccountNotFoundException, AccountAlreadyClosedException, ConflictException (it is being closed),
    ConstraintViolationException (CANNOT_CLOSE_MANAGEMENT_ACCOUNT, CLOSE_ACCOUNT_QUOTA_EXCEEDED,
    CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED).
    Source: API Reference, CloseAccount.
    """
    organization, tx = access.with_all_features(access.managed(call)), call.tx
    member = _member(call, organization, req["AccountId"])
    if member.account == organization.management:
        raise errors.violates("CANNOT_CLOSE_MANAGEMENT_ACCOUNT")
    account = accounts.account_of(tx, member.account)
    if account.state == "CLOSED":
        raise errors.of(shapes.AccountAlreadyClosedException)
    if account.state == "PENDING_CLOSURE":
        raise errors.of(shapes.ConflictException)
    _check_closing(call, organization)
    tx.put(account.replace(state="PENDING_CLOSURE"))
    tx.put(member.replace(closed_at=tx.now))
    tx.at(tx.now + _CLOSING_S, "organizations.close_account", member.account)


def _check_closing(call: Call, organization: Organization) -> None:
    """At most so many within 30 days, and so many at a time.

    Source: API Reference, CloseAccount: "the higher of either 250 or 20% of the member accounts in your organization,
    up to a maximum of 1,000"; Service Quotas, L-6A88197C, Member accounts you can concurrently close.
    """
    tx, now = call.tx, call.tx.now
    members = tx.count(Member, organization.id, index="organization")
    closed = list(tx.scan(Member, organization.id, index="closed", start=(now - _COUNTED_S,)))
    if len(closed) >= min(1_000, max(250, members // 5)):
        raise errors.violates("CLOSE_ACCOUNT_QUOTA_EXCEEDED")
    closing = sum(accounts.account_of(tx, member.account).state == "PENDING_CLOSURE" for member in closed)
    if closing >= call.quota("L-6A88197C", 3):
        raise errors.violates("CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED")
