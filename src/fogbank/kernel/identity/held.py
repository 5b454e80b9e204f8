"""What a principal holds: every policy that an access decision about it has to read, beside the resource's own."""

from collections.abc import Mapping
from typing import NamedTuple


class Attached(NamedTuple):
    """A policy document (JSON text) and what it is called in the trace of a decision.

    `name`: ARN of a managed or organization policy, or the name of an inline one; `holder`: ARN of the user, group,
    role, account or organizational unit that it is attached to ("" where it is attached to nothing, as a session
    policy is).
    """

    name: str
    document: str
    holder: str = ""


class Held(NamedTuple):
    """`identity`: inline, managed and group policies. `boundary`: None where there is no permissions boundary.

    `exists` is False for a session whose role or user is gone. `tags`: those of the user or role. `session`: the
    managed policies that `principal.session.policy_arns` names; one that is gone is left out. `id`: the unique id of
    the user or role that has them, by which policies of resources name it.
    """

    identity: tuple[Attached, ...] = ()
    boundary: Attached | None = None
    tags: Mapping[str, str] = {}
    exists: bool = True
    session: tuple[Attached, ...] = ()
    id: str = ""


class Ceilings(NamedTuple):
    """What an organization puts over an account: for each level (root, units, account) the policies attached there.

    `None` where the account is in no organization or policies of that type are off. An action needs an Allow on every
    level. `organization`: id ("o-…"), `path`: "o-…/r-…/ou-…/" for aws:PrincipalOrgPaths. The management account has
    its organization and no ceilings.
    """

    service_control: tuple[tuple[Attached, ...], ...] | None = None
    resource_control: tuple[tuple[Attached, ...], ...] | None = None
    organization: str = ""
    management_account: str = ""
    path: str = ""


NOTHING = Held()
NO_CEILINGS = Ceilings()
