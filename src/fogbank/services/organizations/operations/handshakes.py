"""Handshakes: invitations, approvals, and their answers."""

from typing import Any

from fogbank.kernel.accounts import account_of, account_with
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, errors, handshakes, listing, membership, names, roles, tagging, tree
from fogbank.services.organizations._shapes import (
    AcceptHandshakeRequest,
    AcceptHandshakeResponse,
    CancelHandshakeRequest,
    CancelHandshakeResponse,
    DeclineHandshakeRequest,
    DeclineHandshakeResponse,
    DescribeHandshakeRequest,
    DescribeHandshakeResponse,
    InviteAccountToOrganizationRequest,
    InviteAccountToOrganizationResponse,
    ListHandshakesForAccountRequest,
    ListHandshakesForOrganizationRequest,
)
from fogbank.services.organizations.records import Handshake, Member, Organization

_DAY_S = 86_400.0


@operation("InviteAccountToOrganization", on=names.manages())
def invite_account_to_organization(
    call: Call, req: InviteAccountToOrganizationRequest
) -> InviteAccountToOrganizationResponse:
    """Invite an account by its id or email address; the invitation expires in 15 days.

    Errors: InvalidInputException (INVALID_PARTY_TYPE_TARGET, INVALID_PATTERN_TARGET_ID,
    INVALID_EMAIL_ADDRESS_TARGET), DuplicateHandshakeException, HandshakeConstraintViolationException
    (ALREADY_IN_AN_ORGANIZATION, INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES, ACCOUNT_NUMBER_LIMIT_EXCEEDED,
    HANDSHAKE_RATE_LIMIT_EXCEEDED).
    Source: API Reference, InviteAccountToOrganization.
    Differs: nobody is written to.
    """
    organization, tx = access.managed(call), call.tx
    kind, id_ = req["Target"]["Type"], req["Target"]["Id"]
    _check_party(kind, id_)
    tags = tagging.checked(req.get("Tags"))
    recipient = id_.lower()
    known = account_of(tx, id_) if kind == "ACCOUNT" else account_with(tx, id_)
    if known and tree.member_of(tx, organization, known.id):
        raise errors.handshake_violates("ALREADY_IN_AN_ORGANIZATION")
    if handshakes.enabling(tx, organization):
        raise errors.handshake_violates("INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES")
    same = {recipient, known.id, known.mailbox} if known else {recipient}
    sent = [h for h in tx.scan(Handshake, organization.id, index="organization") if h.action == handshakes.INVITE]
    if any(handshake.is_open and handshake.recipient in same for handshake in sent):
        raise errors.of(shapes.DuplicateHandshakeException)
    if not membership.room_for_another(call, organization):
        raise errors.handshake_violates("ACCOUNT_NUMBER_LIMIT_EXCEEDED")
    # Source: User Guide, Quotas: 20 open invitations in a 24-hour period, or as many as there may be accounts.
    today = sum(h.state != "ACCEPTED" and h.requested_at > tx.now - _DAY_S for h in sent)
    if today >= call.quota("invitations-in-24-hours", max(20, call.quota("L-29A0C5DF", 10))):
        raise errors.handshake_violates("HANDSHAKE_RATE_LIMIT_EXCEEDED")
    notes = req.get("Notes", "")
    invitation = handshakes.begin(
        call, organization, handshakes.INVITE, recipient, party=(kind, id_), notes=notes, tags=tags
    )
    return {"Handshake": handshakes.shown(tx, organization, invitation)}


def _check_party(kind: str, id_: str) -> None:
    if kind == "ORGANIZATION":
        raise errors.invalid("INVALID_PARTY_TYPE_TARGET")
    if kind == "ACCOUNT" and not (len(id_) == 12 and id_.isdecimal()):
        raise errors.invalid("INVALID_PATTERN_TARGET_ID")
    if kind == "EMAIL" and "@" not in id_[1:-1]:
        raise errors.invalid("INVALID_EMAIL_ADDRESS_TARGET")


def _need(call: Call, id_: str) -> tuple[Handshake, Organization]:
    missing = errors.of(shapes.HandshakeNotFoundException)
    handshake = call.tx.need(Handshake, id_, missing=missing)
    return handshake, call.tx.need(Organization, handshake.organization, missing=missing)


def _open(call: Call, id_: str, answer: str, *, by_sender: bool = False) -> tuple[Handshake, Organization]:
    """The handshake that the caller answers or cancels.

    Errors: HandshakeNotFoundException, AccessDeniedException, HandshakeAlreadyInStateException,
    InvalidHandshakeTransitionException.
    """
    handshake, organization = _need(call, id_)
    sent = call.account == organization.management
    received = handshakes.is_recipient(call.tx, handshake, call.account)
    if not (sent if by_sender else received):
        raise errors.of(shapes.AccessDeniedException)
    if handshake.state == answer:
        raise errors.of(shapes.HandshakeAlreadyInStateException)
    if not handshake.is_open:
        raise errors.of(shapes.InvalidHandshakeTransitionException)
    return handshake, organization


@operation("AcceptHandshake", on=names.on_handshake)
def accept_handshake(call: Call, req: AcceptHandshakeRequest) -> AcceptHandshakeResponse:
    """Agree: the caller's account joins, agrees to all features, or (management account) turns them on.

    An account that is in another organization leaves that one first.
    Errors: as of every answer to a handshake, MasterCannotLeaveOrganizationException, ConstraintViolationException,
    HandshakeConstraintViolationException (ALREADY_IN_AN_ORGANIZATION), AccessDeniedForDependencyException.
    Source: API Reference, AcceptHandshake.
    """
    handshake, organization = _open(call, req["HandshakeId"], "ACCEPTED")
    if handshake.action == handshakes.INVITE:
        _join(call, organization, handshake)
    elif handshake.action == handshakes.ENABLE:
        organization = _turn_on(call, organization, handshake)
    ended = handshakes.end(call.tx, handshake, "ACCEPTED")
    return {"Handshake": handshakes.shown(call.tx, organization, ended)}


def _join(call: Call, organization: Organization, invitation: Handshake) -> None:
    tx = call.tx
    current = tree.organization_of(tx, call.account)
    if current is not None:
        if current.id == organization.id:
            raise errors.handshake_violates("ALREADY_IN_AN_ORGANIZATION")
        member = tx.need(Member, call.account, missing=errors.of(shapes.AccountNotFoundException))
        membership.check_leave(tx, current, member)
        membership.leave(tx, current, member)
    if organization.all_features:
        roles.link(call, call.account, as_=call.principal)
    membership.join(tx, organization, call.account, "INVITED", invitation.tags)


def _turn_on(call: Call, organization: Organization, handshake: Handshake) -> Organization:
    if handshake.state != "OPEN":
        raise errors.of(shapes.InvalidHandshakeTransitionException)
    changed = organization.replace(all_features=True)
    call.tx.put(changed)
    for member in list(call.tx.scan(Member, organization.id, index="organization")):
        roles.link(call, member.account)
    return changed


@operation("DeclineHandshake", on=names.on_handshake)
def decline_handshake(call: Call, req: DeclineHandshakeRequest) -> DeclineHandshakeResponse:
    """Refuse what the caller's account was asked for.

    Errors: as of every answer to a handshake.
    Source: API Reference, DeclineHandshake.
    """
    handshake, organization = _open(call, req["HandshakeId"], "DECLINED")
    ended = handshakes.end(call.tx, handshake, "DECLINED")
    return {"Handshake": handshakes.shown(call.tx, organization, ended)}


@operation("CancelHandshake", on=names.on_handshake)
def cancel_handshake(call: Call, req: CancelHandshakeRequest) -> CancelHandshakeResponse:
    """Take back what the caller's organization asked for.

    Errors: as of every answer to a handshake.
    Source: API Reference, CancelHandshake.
    """
    handshake, organization = _open(call, req["HandshakeId"], "CANCELED", by_sender=True)
    ended = handshakes.end(call.tx, handshake, "CANCELED")
    return {"Handshake": handshakes.shown(call.tx, organization, ended)}


@operation("DescribeHandshake", on=names.on_handshake)
def describe_handshake(call: Call, req: DescribeHandshakeRequest) -> DescribeHandshakeResponse:
    """Tell a handshake to one of its parties.

    Errors: HandshakeNotFoundException, AccessDeniedException.
    Source: API Reference, DescribeHandshake.
    """
    handshake, organization = _need(call, req["HandshakeId"])
    if call.account != organization.management and not handshakes.is_recipient(call.tx, handshake, call.account):
        raise errors.of(shapes.AccessDeniedException)
    return {"Handshake": handshakes.shown(call.tx, organization, handshake)}


def _key(handshake: Handshake) -> tuple[float, str]:
    return handshake.requested_at, handshake.id


def _is_wanted(req: Any, handshake: Handshake) -> bool:
    wanted = req.get("Filter", {})
    return bool(
        wanted.get("ActionType", handshake.action) == handshake.action
        and wanted.get("ParentHandshakeId", handshake.parent) == handshake.parent
    )


def _check_filter(req: Any) -> None:
    if len(req.get("Filter", {})) > 1:
        raise errors.invalid("MAX_LIMIT_EXCEEDED_FILTER")


@operation("ListHandshakesForAccount", on=names.manages())
def list_handshakes_for_account(call: Call, req: ListHandshakesForAccountRequest) -> Page:
    """What the caller's account was asked for, the oldest first; what ended is told for 30 days.

    Errors: InvalidInputException (MAX_LIMIT_EXCEEDED_FILTER).
    Source: API Reference, ListHandshakesForAccount.
    """
    _check_filter(req)
    tx, account = call.tx, account_of(call.tx, call.account)
    received = [h for name in (account.id, account.mailbox) for h in tx.scan(Handshake, name, index="recipient")]
    rows = sorted((handshake for handshake in received if _is_wanted(req, handshake)), key=_key)

    def show(handshake: Handshake) -> shapes.Handshake:
        return handshakes.shown(tx, _need(call, handshake.id)[1], handshake)

    return listing.page(req, "Handshakes", listing.after(call, rows, _key), show, _key)


@operation("ListHandshakesForOrganization", on=names.reads())
def list_handshakes_for_organization(call: Call, req: ListHandshakesForOrganizationRequest) -> Page:
    """What the organization asked for, the oldest first; what ended is told for 30 days.

    Errors: InvalidInputException (MAX_LIMIT_EXCEEDED_FILTER).
    Source: API Reference, ListHandshakesForOrganization.
    """
    organization = access.read(call)
    _check_filter(req)
    rows = call.tx.scan(Handshake, organization.id, index="organization", after=call.resume)
    return listing.page(
        req,
        "Handshakes",
        (handshake for handshake in rows if _is_wanted(req, handshake)),
        lambda handshake: handshakes.shown(call.tx, organization, handshake),
        _key,
    )
