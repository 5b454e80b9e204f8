"""Handshakes: how they begin, what becomes of them, how they look. Touches rows; operations and jobs share it.

To enable all features, one handshake stands for the whole (ENABLE_ALL_FEATURES, REQUESTED until every invited member
has agreed, then OPEN for the management account to accept), with one part for each of them (APPROVE_ALL_FEATURES).
Source: Organizations User Guide, Enabling all features in your organization; API Reference, Handshake.
"""

from collections.abc import Mapping

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import names
from fogbank.services.organizations.records import Handshake, Organization

INVITE, APPROVE, ENABLE = "INVITE", "APPROVE_ALL_FEATURES", "ENABLE_ALL_FEATURES"
_DAY_S = 86_400.0
# Source: Organizations User Guide, Quotas: Expiration times for handshakes.
_LASTS_S = {INVITE: 15 * _DAY_S, APPROVE: 90 * _DAY_S, ENABLE: 90 * _DAY_S}
_KEPT_S = 30 * _DAY_S


def begin(
    call: Call,
    organization: Organization,
    action: str,
    recipient: str,
    *,
    party: tuple[str, str] = ("", ""),
    state: str = "OPEN",
    notes: str = "",
    parent: str = "",
    tags: Mapping[str, str] | None = None,
) -> Handshake:
    """Send a handshake; it expires by the clock."""
    tx = call.tx
    handshake = Handshake(
        "h-" + call.ids.hex(32),
        organization.id,
        action,
        recipient,
        party,
        state,
        tx.now,
        tx.now + _LASTS_S[action],
        notes=notes,
        parent=parent,
        tags=dict(tags or {}),
    )
    tx.put(handshake)
    tx.at(handshake.expires_at, "organizations.expire_handshake", handshake.id)
    return handshake


def end(tx: Tx, handshake: Handshake, state: str) -> Handshake:
    """Answer, cancel or expire a handshake; the parts of one that ends otherwise than accepted end with it."""
    ended = handshake.replace(state=state, ended_at=tx.now)
    tx.put(ended)
    tx.cancel("organizations.expire_handshake", handshake.id)
    tx.at(tx.now + _KEPT_S, "organizations.forget_handshake", handshake.id)
    if state != "ACCEPTED":
        for part in list(tx.scan(Handshake, handshake.id, index="parent")):
            if part.is_open:
                end(tx, part, "CANCELED")
    if handshake.parent:
        _advance(tx, handshake.parent)
    return ended


def _advance(tx: Tx, whole: str) -> None:
    """Once every part is accepted or no longer needed, the management account may accept the whole."""
    handshake = tx.get(Handshake, whole)
    if handshake is None or handshake.state != "REQUESTED":
        return
    if all(part.state in ("ACCEPTED", "CANCELED") for part in tx.scan(Handshake, whole, index="parent")):
        tx.put(handshake.replace(state="OPEN"))


def withdraw(tx: Tx, organization: Organization, account: str) -> None:
    """An account has left: what its organization asked of it is no longer needed, also where it had declined."""
    for handshake in list(tx.scan(Handshake, account, index="recipient")):
        if handshake.organization == organization.id and handshake.action == APPROVE:
            if handshake.is_open:
                end(tx, handshake, "CANCELED")
            elif handshake.state == "DECLINED":
                tx.put(handshake.replace(state="CANCELED"))
                _advance(tx, handshake.parent)


def forget(tx: Tx, handshake: Handshake) -> None:
    """Remove a handshake and what is owed for it."""
    tx.cancel("organizations.expire_handshake", handshake.id)
    tx.cancel("organizations.forget_handshake", handshake.id)
    tx.delete(handshake)


def enabling(tx: Tx, organization: Organization) -> Handshake | None:
    """The handshake that is to enable all features, if one is on its way."""
    sent = tx.scan(Handshake, organization.id, index="organization")
    return next((each for each in sent if each.action == ENABLE and each.is_open), None)


def is_recipient(tx: Tx, handshake: Handshake, account: str) -> bool:
    """Whether it was sent to this account, by its id or its email address."""
    return handshake.recipient in (account, account_of(tx, account).mailbox)


def shown(tx: Tx, organization: Organization, handshake: Handshake) -> shapes.Handshake:
    """A handshake, as both parties see it. Source: API Reference, InviteAccountToOrganization, example."""
    kind, id_ = handshake.party
    parties: list[shapes.HandshakeParty] = [{"Id": organization.id, "Type": "ORGANIZATION"}]
    resources: list[shapes.HandshakeResource] = [{"Type": "ORGANIZATION", "Value": organization.id}]
    if handshake.action == INVITE:
        master = account_of(tx, organization.management)
        resources[0]["Resources"] = [
            {"Type": "MASTER_EMAIL", "Value": master.email},
            {"Type": "MASTER_NAME", "Value": master.name},
            {"Type": "ORGANIZATION_FEATURE_SET", "Value": features(organization)},
        ]
    if kind:
        parties.append({"Id": id_, "Type": kind})
        resources.append({"Type": kind, "Value": id_})
    if handshake.parent:
        resources.append({"Type": "PARENT_HANDSHAKE", "Value": handshake.parent})
    if handshake.notes:
        resources.append({"Type": "NOTES", "Value": handshake.notes})
    return {
        "Id": handshake.id,
        "Arn": names.handshake_arn(organization, handshake),
        "Parties": parties,
        "State": handshake.state,
        "RequestedTimestamp": handshake.requested_at,
        "ExpirationTimestamp": handshake.expires_at,
        "Action": handshake.action,
        "Resources": resources,
    }


def features(organization: Organization) -> str:
    """ALL or CONSOLIDATED_BILLING."""
    return "ALL" if organization.all_features else "CONSOLIDATED_BILLING"
