"""What Organizations owes: accounts that are being made and closed, handshakes that expire and are forgotten."""

from fogbank.kernel import accounts
from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.organizations import creation, handshakes, membership
from fogbank.services.organizations.records import Creation, Handshake, Member, Organization

# Source: API Reference, CloseAccount: "After 90 days, you can't reopen an account", AccountDepartedOrganization.
_REOPENABLE_S = 90 * 86_400.0


@job("organizations.create_account")
def create_account(call: Call, organization_id: str, request_id: str) -> None:
    """Make the account that was asked for, or say why it could not be made."""
    organization = call.tx.get(Organization, organization_id)
    request = call.tx.get(Creation, organization_id, request_id)
    if organization is not None and request is not None and request.state == "IN_PROGRESS":
        creation.carry_out(call, organization, request)


@job("organizations.close_account")
def close_account(call: Call, account: str) -> None:
    """An account that was to be closed is closed: nothing can be done in it any more."""
    for id_ in filter(None, (account, accounts.account_of(call.tx, account).govcloud)):
        call.tx.put(accounts.account_of(call.tx, id_).replace(state="CLOSED"))
    call.tx.at(call.tx.now + _REOPENABLE_S, "organizations.depart", account)


@job("organizations.depart")
def depart(call: Call, account: str) -> None:
    """90 days after its closing an account leaves its organization.

    Differs: what is in it stays in the store; nobody can reach it.
    """
    member = call.tx.get(Member, account)
    organization = call.tx.get(Organization, member.organization) if member else None
    if member is not None and organization is not None:
        membership.leave(call.tx, organization, member)


@job("organizations.expire_handshake")
def expire_handshake(call: Call, id_: str) -> None:
    """Nobody has answered in time."""
    handshake = call.tx.get(Handshake, id_)
    if handshake is not None and handshake.is_open:
        handshakes.end(call.tx, handshake, "EXPIRED")


@job("organizations.forget_handshake")
def forget_handshake(call: Call, id_: str) -> None:
    """30 days after it ended a handshake is no longer listed."""
    handshake = call.tx.get(Handshake, id_)
    if handshake is not None:
        handshakes.forget(call.tx, handshake)
