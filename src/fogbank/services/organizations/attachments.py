"""Which policies are attached to what. Touches rows; operations and jobs share it."""

from fogbank.kernel.store import Tx
from fogbank.services.organizations import tree
from fogbank.services.organizations.names import policy_of
from fogbank.services.organizations.policy_types import POLICY_TYPES
from fogbank.services.organizations.records import Attached, Attachment, Organization, Policy


def attached(tx: Tx, organization: Organization, target: str, kind: str) -> tuple[str, ...]:
    """Ids of the policies of a type on a target, in the order in which they were attached."""
    found = tx.get(Attached, organization.id, target, kind)
    return found.policies if found else ()


def policies_on(tx: Tx, organization: Organization, target: str, kind: str) -> list[Policy]:
    """The policies of a type on a target, in the order in which they were attached."""
    found = (policy_of(tx, organization, id_) for id_ in attached(tx, organization, target, kind))
    return [policy for policy in found if policy is not None]


def attach(tx: Tx, organization: Organization, target: str, policy: Policy) -> None:
    """Put a policy behind those that are there."""
    there = attached(tx, organization, target, policy.type)
    tx.put(Attached(organization.id, target, policy.type, (*there, policy.id), tx.now))
    tx.put(Attachment(organization.id, policy.id, target))


def detach(tx: Tx, organization: Organization, target: str, policy: Policy) -> None:
    """Take a policy away."""
    left = tuple(id_ for id_ in attached(tx, organization, target, policy.type) if id_ != policy.id)
    tx.put(Attached(organization.id, target, policy.type, left, tx.now))
    tx.delete(Attachment(organization.id, policy.id, target))


def touch(tx: Tx, organization: Organization, policy: Policy) -> None:
    """The policy has other words now: what it is attached to has changed too."""
    for each in tx.scan(Attachment, organization.id, policy.id):
        if found := tx.get(Attached, organization.id, each.target, policy.type):
            tx.put(found.replace(changed_at=tx.now))


def clear(tx: Tx, organization: Organization, target: str, *kinds: str) -> None:
    """Take all policies of these types away, or of every type."""
    for found in list(tx.scan(Attached, organization.id, target)):
        if kinds and found.type not in kinds:
            continue
        for id_ in found.policies:
            tx.delete(Attachment(organization.id, id_, target))
        tx.delete(found)


def furnish(tx: Tx, organization: Organization, target: str, *kinds: str) -> None:
    """Attach to something new the policy with which each type begins, of these types or of every enabled one."""
    for kind in kinds or organization.enabled:
        initial = policy_of(tx, organization, POLICY_TYPES[kind].initial)
        if initial is not None:
            attach(tx, organization, target, initial)


def enable(tx: Tx, organization: Organization, kind: str) -> Organization:
    """Turn a type on: everything gets its initial policy."""
    changed = organization.replace(enabled=(*organization.enabled, kind))
    tx.put(changed)
    for target in list(tree.everything(tx, organization)):
        furnish(tx, changed, target, kind)
    return changed


def disable(tx: Tx, organization: Organization, kind: str) -> Organization:
    """Turn a type off: its policies are detached from everything, and stay.

    Source: Organizations User Guide, Disabling a policy type.
    """
    changed = organization.replace(enabled=tuple(each for each in organization.enabled if each != kind))
    tx.put(changed)
    for target in list(tree.everything(tx, organization)):
        clear(tx, organization, target, kind)
    return changed
