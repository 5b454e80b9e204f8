"""Ids and ARNs of Organizations, and what an access decision is about.

Everything belongs to the management account. A member reaches it as a delegated administrator, or where the
organization's resource policy lets it: then that policy decides together with its own.
"""

from collections.abc import Callable
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, Targets
from fogbank.kernel.store import Tx
from fogbank.services.organizations import policy_types, tree
from fogbank.services.organizations.records import Delegation, Handshake, Organization, Policy

On = Callable[[Call, dict[str, Any]], Targets]
_KINDS = {"r-": "root", "ou-": "ou", "rp-": "resourcepolicy"}


def arn_of(organization: Organization, kind: str, *ids: str) -> str:
    """arn:aws:organizations::MANAGEMENT:KIND/ORGANIZATION/IDS."""
    tail = "/".join((kind, organization.id, *ids))
    return f"arn:{organization.partition}:organizations::{organization.management}:{tail}"


def policy_arn(organization: Organization, policy: Policy) -> str:
    """A policy's ARN; one that AWS manages belongs to no organization."""
    kind = policy.type.lower()
    if not policy.organization:
        return f"arn:{organization.partition}:organizations::aws:policy/{kind}/{policy.id}"
    return arn_of(organization, "policy", kind, policy.id)


def handshake_arn(organization: Organization, handshake: Handshake) -> str:
    """A handshake's ARN."""
    return arn_of(organization, "handshake", handshake.action.lower(), handshake.id)


def arn_of_id(tx: Tx, organization: Organization, id_: str) -> str:
    """The ARN of what has this id, whether it exists or not; "*" where only its row could tell."""
    if id_.startswith("p-"):
        policy = policy_of(tx, organization, id_)
        return policy_arn(organization, policy) if policy else "*"
    kind = next((kind for prefix, kind in _KINDS.items() if id_.startswith(prefix)), "account")
    return arn_of(organization, kind, id_)


def policy_of(tx: Tx, organization: Organization, id_: str) -> Policy | None:
    """The policy with this id, of the organization or of AWS."""
    return policy_types.AWS_MANAGED.get(id_) or tx.get(Policy, organization.id, id_)


def _keys(call: Call, req: dict[str, Any], organization: Organization) -> dict[str, str | tuple[str, ...]]:
    """Source: Service Authorization Reference, AWS Organizations, condition keys."""
    keys: dict[str, str | tuple[str, ...]] = {}
    kind = next((req[name] for name in ("PolicyType", "Type", "Filter") if isinstance(req.get(name), str)), "")
    if not kind and "PolicyId" in req:
        policy = policy_of(call.tx, organization, req["PolicyId"])
        kind = policy.type if policy else ""
    if kind:
        keys["organizations:policytype"] = kind
    if "ServicePrincipal" in req:
        keys["organizations:serviceprincipal"] = req["ServicePrincipal"]
    return keys


def _targets(call: Call, req: dict[str, Any], members: tuple[str, ...], may_be_let_in: Callable[..., bool]) -> Targets:
    organization = tree.organization_of(call.tx, call.account)
    if organization is None:
        return Target("*", call.account)
    ids = [req[name] for name in members if name in req]
    arns = [arn_of_id(call.tx, organization, id_) for id_ in ids] or ["*"]
    keys = _keys(call, req, organization)
    if organization.policy and may_be_let_in(call, organization):
        return [Target(arn, organization.management, organization.policy, keys=keys) for arn in arns]
    return [Target(arn, call.account, keys=keys) for arn in arns]


def is_delegate(call: Call, organization: Organization) -> bool:
    """Whether the caller's account administers some service for the organization."""
    return any(True for _ in call.tx.scan(Delegation, organization.id, call.account, limit=1))


def manages(*members: str) -> On:
    """For what the management account alone may do (and any account for itself), to what these members name."""
    return lambda call, req: _targets(call, req, members, lambda call, organization: False)


def governs(*members: str) -> On:
    """For what the resource policy may let a member do."""
    return lambda call, req: _targets(
        call, req, members, lambda call, organization: call.account != organization.management
    )


def reads(*members: str) -> On:
    """For what delegated administrators may see, and what the resource policy may let a member see."""
    return lambda call, req: _targets(
        call,
        req,
        members,
        lambda call, organization: call.account != organization.management and not is_delegate(call, organization),
    )


def on_effective_policy(call: Call, req: dict[str, Any]) -> Targets:
    """Every account may see what holds for itself; another account is as any other thing of the organization."""
    own = req.get("TargetId", call.account) == call.account
    return (manages if own else reads)("TargetId")(call, req)


def on_handshake(call: Call, req: dict[str, Any]) -> Target:
    """The handshake; each party needs its own permission for it."""
    handshake = call.tx.get(Handshake, req["HandshakeId"])
    organization = call.tx.get(Organization, handshake.organization) if handshake else None
    return Target(handshake_arn(organization, handshake) if handshake and organization else "*", call.account)
