"""What KMS keeps. Instants are epoch seconds of virtual time."""

from fogbank.kernel.store import Index, Record, table


class Key(Record, frozen=True, array_like=True):
    """A KMS key as one region has it.

    `state`: as DescribeKey says it. `manager`: CUSTOMER or AWS. `policy`: JSON text. `aliases`: names ("alias/x"), here
    too because conditions ask for them with every call; `grants`: how many there are. `public`: SubjectPublicKeyInfo.
    `window_days`: the waiting period of a deletion that was asked for.
    """

    __table__ = table("kms.key", key=("account", "region", "id"), cached=True)
    account: str
    region: str
    id: str
    arn: str
    spec: str
    usage: str
    origin: str
    manager: str
    created_at: float
    state: str
    policy: str
    description: str = ""
    multi_region: bool = False
    aliases: tuple[str, ...] = ()
    grants: int = 0
    public: bytes = b""
    deletion_at: float = 0.0
    window_days: int = 0


class Core(Record, frozen=True, array_like=True):
    """What the related keys of a multi-Region key share; of any other key, what belongs to it alone.

    `primary`: region of the primary key. `replicas`: regions of the others. `current`: id of the key material that
    encrypts, "" where none was imported yet. `next_at`: when the material rotates, where `rotates`. `on_demand`: how
    many rotations were asked for.
    """

    __table__ = table("kms.core", key=("id",), cached=True)
    id: str
    account: str
    primary: str
    replicas: tuple[str, ...] = ()
    current: str = ""
    rotates: bool = False
    period_days: int = 365
    next_at: float = 0.0
    on_demand: int = 0

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region that has one of the related keys, the primary's first."""
        return (self.primary, *self.replicas)


class Material(Record, frozen=True, array_like=True):
    """One version of a key's material: a secret key, or a private key as PKCS #8, wrapped by the vault.

    `number` counts the versions. `rotation`: AUTOMATIC or ON_DEMAND, "" for the first. `rotated_at`: when it became
    current; 0 for the first and for one that was imported and waits for its rotation. `wrapped` is empty while the
    material is imported nowhere.
    """

    __table__ = table("kms.material", key=("key_id", "id"), cached=True, order=Index("key_id", "number"))
    key_id: str
    id: str
    number: int
    wrapped: bytes
    rotation: str = ""
    rotated_at: float = 0.0
    description: str = ""


class Imported(Record, frozen=True, array_like=True):
    """That a key (by its ARN) has a version of its material, which somebody imported. `expires_at` 0: never."""

    __table__ = table("kms.imported", key=("arn", "material"))
    arn: str
    material: str
    expires_at: float = 0.0


class Alias(Record, frozen=True, array_like=True):
    """A name ("alias/x") of a key."""

    __table__ = table("kms.alias", key=("account", "region", "name"), cached=True)
    account: str
    region: str
    name: str
    arn: str
    key_id: str
    created_at: float
    updated_at: float


class Grant(Record, frozen=True, array_like=True):
    """A grant on a key. `grantee` and `retiring`: an ARN or a service's principal; `issuer`: root ARN of an account.

    `equals` and `subset`: encryption context constraints, None where there is none.
    """

    __table__ = table(
        "kms.grant",
        key=("arn", "id"),
        grantee=Index("arn", "grantee"),
        retiring=Index("retiring", "region", where=lambda grant: grant.retiring),
    )
    arn: str
    id: str
    region: str
    grantee: str
    retiring: str
    issuer: str
    operations: tuple[str, ...]
    created_at: float
    name: str = ""
    equals: dict[str, str] | None = None
    subset: dict[str, str] | None = None
    source_arn: str = ""
    to_service: bool = False
    retired_by_service: bool = False


class LastUse(Record, frozen=True, array_like=True):
    """The last cryptographic operation that a key was used for."""

    __table__ = table("kms.last_use", key=("arn",), cached=True)
    arn: str
    operation: str
    at: float
    request_id: str
