"""What IAM keeps of credentials other than access keys.

`owner` is the id of a user ("AIDA…"), or the account's number where the root user is meant: a renamed user keeps all.
"""

from fogbank.kernel.store import Index, Record, table


class MfaDevice(Record, frozen=True, array_like=True):
    """A virtual MFA device. `serial`: its ARN, `key` in lower case. `owner`: "" while nobody uses it.

    `drift`: how many time steps its clock is ahead of ours. `step`: the time step of the last code that was taken.
    """

    __table__ = table(
        "iam.mfa_device",
        key=("account", "key"),
        owner=Index("account", "owner", where=lambda device: bool(device.owner)),
    )
    account: str
    key: str
    serial: str
    name: str
    seed: bytes
    created_at: float
    owner: str = ""
    enabled_at: float = 0.0
    drift: int = 0
    step: int = 0


class Password(Record, frozen=True, array_like=True):
    """A password that cannot be read back: scrypt over salt and text. Stored inside a login profile."""

    salt: bytes
    hash: bytes


class LoginProfile(Record, frozen=True, array_like=True):
    """The password of a user. `previous`: those before it, newest first. `session_s`: 0 where nothing was said."""

    __table__ = table("iam.login_profile", key=("account", "owner"))
    account: str
    owner: str
    password: Password
    created_at: float
    changed_at: float
    reset_required: bool = False
    session_s: int = 0
    previous: tuple[Password, ...] = ()
    used_at: float = 0.0


class PasswordPolicy(Record, frozen=True, array_like=True):
    """The account's own password policy. 0 stands for "not set" in `age_days_max` and `remembered`.

    The order of the fields after `account` is that of the request's members.
    """

    __table__ = table("iam.password_policy", key=("account",), cached=True)
    account: str
    length_min: int = 6
    symbols: bool = False
    numbers: bool = False
    uppercase: bool = False
    lowercase: bool = False
    users_may_change: bool = False
    age_days_max: int = 0
    remembered: int = 0
    hard_expiry: bool = False


class ServerCertificate(Record, frozen=True, array_like=True):
    """A certificate for TLS servers, with its key: three PEM texts. `key`: the name in lower case."""

    __table__ = table("iam.server_certificate", key=("account", "key"), arn=Index("arn"))
    account: str
    key: str
    name: str
    path: str
    id: str
    arn: str
    body: str
    chain: str
    private_key: str
    uploaded_at: float
    expires_at: float


class SigningCertificate(Record, frozen=True, array_like=True):
    """An X.509 certificate of a user or of root. `fingerprint`: SHA-256, by which a second upload is known."""

    __table__ = table(
        "iam.signing_certificate", key=("account", "owner", "id"), fingerprint=Index("account", "fingerprint")
    )
    account: str
    owner: str
    id: str
    body: str
    fingerprint: str
    uploaded_at: float
    active: bool = True


class SshKey(Record, frozen=True, array_like=True):
    """An SSH public key. `body`: in OpenSSH's form. `fingerprint`: MD5 in pairs with colons."""

    __table__ = table("iam.ssh_key", key=("account", "owner", "id"))
    account: str
    owner: str
    id: str
    body: str
    fingerprint: str
    uploaded_at: float
    active: bool = True


class ServiceCredential(Record, frozen=True, array_like=True):
    """A user name and password, or an API key, for one service. `secret_hash`: SHA-256 of a secret of ours, in hex.

    `expires_at`: 0 where it does not expire.
    """

    __table__ = table("iam.service_credential", key=("account", "owner", "id"), secret=Index("secret_hash"))
    account: str
    owner: str
    id: str
    service: str
    name: str
    secret_hash: str
    created_at: float
    expires_at: float = 0.0
    active: bool = True
