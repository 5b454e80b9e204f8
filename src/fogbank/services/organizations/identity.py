"""What Organizations answers to an access decision: the control policies over an account."""

from fogbank.kernel.accounts import Account
from fogbank.kernel.identity.held import NO_CEILINGS, Attached, Ceilings
from fogbank.kernel.operation import source
from fogbank.kernel.store import Tx
from fogbank.services.organizations import attachments, names, tree
from fogbank.services.organizations.policy_types import RESOURCE_CONTROL, SERVICE_CONTROL
from fogbank.services.organizations.records import Organization

Levels = tuple[tuple[Attached, ...], ...]
_NOTHING_IS_ALLOWED: Levels = ((),)


@source("ceilings")
def ceilings(tx: Tx, account: str) -> Ceilings:
    """What stands over an account, level by level from the root down; in a closed one nothing is allowed.

    Source: Organizations User Guide, How SCPs work and How RCPs work: the management account is never limited;
    API Reference, CloseAccount.
    """
    known = tx.get(Account, account)
    closed = known is not None and not known.is_usable
    organization = tree.organization_of(tx, account)
    if organization is None:
        return Ceilings(service_control=_NOTHING_IS_ALLOWED) if closed else NO_CEILINGS
    limited = account != organization.management
    line = tree.line(tx, organization, account)
    path = "/".join((organization.id, *line[:-1], ""))
    return Ceilings(
        _NOTHING_IS_ALLOWED if closed else _levels(tx, organization, line, SERVICE_CONTROL) if limited else None,
        _levels(tx, organization, line, RESOURCE_CONTROL) if limited else None,
        organization.id,
        organization.management,
        path,
    )


def _levels(tx: Tx, organization: Organization, line: list[str], kind: str) -> Levels | None:
    """The policies of one type on each of these nodes; None where the type is not enabled."""
    if kind not in organization.enabled:
        return None
    return tuple(
        tuple(
            Attached(names.policy_arn(organization, policy), policy.content, names.arn_of_id(tx, organization, target))
            for policy in attachments.policies_on(tx, organization, target, kind)
        )
        for target in line
    )
