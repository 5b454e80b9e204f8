"""What ACM keeps: certificates, requests that count against a year's quota, tokens. Instants are epoch seconds.

The PEM texts and the wrapped key of a certificate lie in the kernel's table of certificates that may be served
(kernel/certificates.py), under the same ARN.
"""

from fogbank.kernel.store import Index, Record, table


class Domain(Record, frozen=True, array_like=True):
    """One name of a certificate, and whether its owner has agreed. `code` is that of the link in the mails."""

    name: str
    validation_domain: str
    status: str = "PENDING_VALIDATION"
    code: str = ""


class Renewal(Record, frozen=True, array_like=True):
    """The last managed renewal. `status`: PENDING_AUTO_RENEWAL, PENDING_VALIDATION, SUCCESS, FAILED."""

    status: str
    updated_at: float
    domains: tuple[Domain, ...]
    reason: str = ""


class Migration(Record, frozen=True, array_like=True):
    """A change from validation by mail to validation by DNS. `status`: PENDING_DOMAIN_VALIDATION, SUCCESS, FAILED."""

    status: str
    requested_at: float
    updated_at: float
    domains: tuple[Domain, ...]


class Facts(Record, frozen=True, array_like=True):
    """What an X.509 certificate says. `extended_key_usages`: name and OID."""

    serial: str
    subject: str
    common_name: str
    issuer: str
    names: tuple[str, ...]
    algorithm: str
    signature_algorithm: str
    key_usages: tuple[str, ...]
    extended_key_usages: tuple[tuple[str, str], ...]
    not_before: float
    not_after: float


class Certificate(Record, frozen=True, array_like=True):
    """One certificate, or the request for one.

    `type`: AMAZON_ISSUED or IMPORTED. `root_type` and `usage` are those of an Amazon N2 certificate, else "".
    `exported`: ever; `exported_since`: since it was issued or last renewed. `facts` once there is a certificate.
    """

    __table__ = table(
        "acm.certificate",
        key=("account", "region", "id"),
        created=Index("account", "region", "created_at"),
        type=Index("account", "region", "type"),
    )
    account: str
    region: str
    id: str
    arn: str
    type: str
    status: str
    created_at: float
    domain: str
    names: tuple[str, ...]
    algorithm: str
    validation_method: str = ""
    domains: tuple[Domain, ...] = ()
    export: bool = False
    root_type: str = ""
    usage: str = ""
    managed_by: str = ""
    facts: Facts | None = None
    issued_at: float = 0.0
    imported_at: float = 0.0
    revoked_at: float = 0.0
    revocation_reason: str = ""
    failure_reason: str = ""
    exported: bool = False
    exported_since: bool = False
    renewal: Renewal | None = None
    migration: Migration | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What its jobs are given."""
        return self.account, self.region, self.id


class Counted(Record, frozen=True, array_like=True):
    """One certificate that was requested (or imported) in the last 365 days; it counts when it is gone, too."""

    __table__ = table("acm.counted", key=("account", "region", "type", "at", "id"))
    account: str
    region: str
    type: str
    at: float
    id: str


class Token(Record, frozen=True, array_like=True):
    """An idempotency token that was used less than an hour ago; `digest` of the request, `arn` of what it made."""

    __table__ = table("acm.token", key=("account", "region", "operation", "token", "digest"))
    account: str
    region: str
    operation: str
    token: str
    digest: str
    at: float
    arn: str


class Account(Record, frozen=True, array_like=True):
    """The configuration of an account in a region."""

    __table__ = table("acm.account", key=("account", "region"))
    account: str
    region: str
    days_before_expiry: int
