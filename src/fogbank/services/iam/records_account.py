"""What IAM keeps about an account as a whole: alias, preferences, reports, deletion tasks."""

import msgspec

from fogbank.kernel.store import Index, Record, table


class AccountAlias(Record, frozen=True, array_like=True):
    """The alias of an account; no other account has the same."""

    __table__ = table("iam.account_alias", key=("alias",), account=Index("account"))
    alias: str
    account: str


class Preferences(Record, frozen=True, array_like=True):
    """What the account has chosen. `token_version`: 1 or 2, of tokens from the global endpoint of STS.

    `root_features`: of a management account, what is on of centralized root access. `properties`: account properties
    by their whole names, of those that were ever set.
    """

    __table__ = table("iam.preferences", key=("account",), cached=True)
    account: str
    token_version: int = 1
    root_features: tuple[str, ...] = ()
    properties: dict[str, str] = msgspec.field(default_factory=dict)


class CredentialReport(Record, frozen=True, array_like=True):
    """The account's last credential report, as CSV. `ready_at`: when it may be read."""

    __table__ = table("iam.credential_report", key=("account",))
    account: str
    content: str
    made_at: float
    ready_at: float


class Entity(Record, frozen=True, array_like=True):
    """Somebody in an access report: a user or role. Stored inside the report. `type`: USER or ROLE."""

    arn: str
    name: str
    type: str
    id: str
    path: str


class Attempt(Record, frozen=True, array_like=True):
    """The last attempt of an entity at an action. Stored inside a report. `by`: the entity's place in the report."""

    by: int
    service: str
    action: str
    at: float
    region: str


class AccessReport(Record, frozen=True, array_like=True):
    """A report of last accessed services of a user, group, role or policy.

    `asker`: ARN of the principal that alone may read it. `services`: prefixes of those that are allowed, sorted.
    """

    __table__ = table("iam.access_report", key=("account", "id"))
    account: str
    id: str
    asker: str
    granularity: str
    created_at: float
    ready_at: float
    services: tuple[str, ...]
    entities: tuple[Entity, ...]
    attempts: tuple[Attempt, ...]


class OrganizationReport(Record, frozen=True, array_like=True):
    """As AccessReport, of a root, unit or account of an organization. `paths`: of its accounts, which `by` counts."""

    __table__ = table("iam.organization_report", key=("account", "id"))
    account: str
    id: str
    created_at: float
    ready_at: float
    services: tuple[str, ...]
    paths: tuple[str, ...]
    attempts: tuple[Attempt, ...]


class DeletionTask(Record, frozen=True, array_like=True):
    """A service-linked role on its way out. `role`: its id, `key`: its key. `status`: as AWS tells it."""

    __table__ = table("iam.deletion_task", key=("account", "id"), role=Index("account", "role"))
    account: str
    id: str
    role: str
    key: str
    status: str
    asked_at: float
