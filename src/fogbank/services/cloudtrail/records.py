"""What CloudTrail keeps beside the kernel's trail. Instants are epoch seconds of virtual time."""

from fogbank.kernel.store import Record, table


class Trail(Record, frozen=True, array_like=True):
    """One trail. `selectors` and `insights`: JSON as they were put, "" for the default.

    `digested_until` and `digest`: the end, key, SHA-256 and signature of the last digest are in Digest rows.
    """

    __table__ = table("cloudtrail.trail", key=("account", "region", "name"), cached=True)
    account: str
    region: str
    name: str
    bucket: str
    bucket_region: str
    prefix: str = ""
    global_events: bool = True
    multi_region: bool = False
    validated: bool = False
    organization: str = ""
    kms_key: str = ""
    selectors: str = ""
    advanced: bool = False
    insights: str = ""
    logging: bool = False
    started_at: float | None = None
    stopped_at: float | None = None
    delivered_at: float | None = None
    attempted_at: float | None = None
    delivery_error: str = ""
    digested_at: float | None = None
    digest_error: str = ""


class Cursor(Record, frozen=True, array_like=True):
    """Up to where the trail of an account and region has been delivered by a trail."""

    __table__ = table("cloudtrail.cursor", key=("trail", "account", "region"))
    trail: str
    account: str
    region: str
    at: float


class LogFile(Record, frozen=True, array_like=True):
    """A delivered file that no digest tells of yet."""

    __table__ = table("cloudtrail.log_file", key=("trail", "account", "region", "key"))
    trail: str
    account: str
    region: str
    key: str
    sha256: str
    oldest_at: float
    newest_at: float


class Digest(Record, frozen=True, array_like=True):
    """The last digest of an account and region: the next one goes on from it."""

    __table__ = table("cloudtrail.digest", key=("trail", "account", "region"))
    trail: str
    account: str
    region: str
    until: float
    key: str = ""
    sha256: str = ""
    signature: str = ""


class SigningKey(Record, frozen=True, array_like=True):
    """A region's key pair that signs digests. `private`: PKCS #8, wrapped by the vault; `public`: PKCS #1, DER."""

    __table__ = table("cloudtrail.signing_key", key=("region", "valid_from"))
    region: str
    valid_from: float
    valid_until: float
    fingerprint: str
    public: bytes
    private: bytes
