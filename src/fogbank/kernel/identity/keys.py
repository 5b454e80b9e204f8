"""Access keys that this cloud issued, and what to make of those that it did not."""

import base64
import hashlib
from typing import TYPE_CHECKING

from fogbank.kernel.errors import UnknownAccessKey
from fogbank.kernel.identity.principal import Principal, Session, root_of
from fogbank.kernel.ids import Ids
from fogbank.kernel.operation import job
from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.tx import Tx

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

DEFAULT_ACCOUNT = "000000000000"
_TOKEN_PREFIX = "IQoJb3JpZ2luX2VjE"
_TOKEN_BYTES = 192
_CHECKED = 4
_FORGOTTEN_AFTER_S = 86400.0


class AccessKey(Record, frozen=True, array_like=True):
    """An issued key. `expires_at`, `token` and `session` only for temporary ones, whose token must come along."""

    __table__ = table(
        "kernel.access_key",
        key=("id",),
        cached=True,
        principal=Index("principal_arn"),
        issuer=Index("issuer", where=lambda key: key.issuer),
    )
    id: str
    secret: str
    principal_kind: str
    principal_arn: str
    principal_id: str
    account: str
    created_at: float
    active: bool = True
    token: str = ""
    expires_at: float | None = None
    issuer: str = ""
    session: Session | None = None

    def principal(self) -> Principal:
        """Who signs with this key."""
        return Principal(
            self.principal_kind, self.principal_arn, self.account, self.principal_id, self.id, self.session
        )


class RootKeyTold(Record, frozen=True, array_like=True):
    """An account whose first root key pair was told. From then on it is its owner's to keep, replace or delete."""

    __table__ = table("kernel.root_key_told", key=("account",))
    account: str


def lasting(tx: Tx, principal_arn: str) -> list[AccessKey]:
    """The keys of a user or of root that do not expire."""
    return [key for key in tx.scan(AccessKey, principal_arn, index="principal") if not key.token]


def root_key(tx: Tx, ids: Ids, account: str, *, new: bool) -> AccessKey | None:
    """The first root key pair of an account, made here; or a new one in place of all others, sessions included.

    None where it was told before, and no new one is wanted.
    """
    root = root_of(account)
    keys = lasting(tx, root.arn)
    if not new and (keys or tx.get(RootKeyTold, account) is not None):
        return None
    for key in keys:
        tx.delete(key)
    revoke(tx, root.arn)
    tx.put(RootKeyTold(account))
    return issue(tx, ids, root)


def issue(tx: Tx, ids: Ids, principal: Principal) -> AccessKey:
    """Make a long-lived key for a principal."""
    key = AccessKey(
        _fresh("AKIA", ids), _secret(ids), principal.kind, principal.arn, principal.id, principal.account, tx.now
    )
    tx.put(key)
    return key


def token_bytes(carried_bytes: int) -> int:
    """How long a session token is that carries so many bytes beside its secret."""
    return len(_TOKEN_PREFIX) - (-4 * (_TOKEN_BYTES + carried_bytes) // 3)


def issue_session(tx: Tx, ids: Ids, principal: Principal, expires_at: float, *, token_bytes_min: int = 0) -> AccessKey:
    """Make temporary credentials for a principal that has a session; they are forgotten a day after they expire."""
    session = principal.session
    assert session is not None
    size_bytes = max(token_bytes_min, token_bytes(0))
    secret = ids.secret(-(-3 * (size_bytes - len(_TOKEN_PREFIX)) // 4))
    key = AccessKey(
        _fresh("ASIA", ids),
        _secret(ids),
        principal.kind,
        principal.arn,
        principal.id,
        principal.account,
        tx.now,
        token=(_TOKEN_PREFIX + base64.b64encode(secret).decode())[:size_bytes],
        expires_at=expires_at,
        issuer=session.issuer,
        session=session,
    )
    tx.insert(key)
    tx.at(expires_at + _FORGOTTEN_AFTER_S, "kernel.forget_key", key.id)
    return key


@job("kernel.forget_key")
def forget_key(call: "Call", key_id: str) -> None:
    """Temporary credentials that expired long ago answer as unknown ones."""
    key = call.tx.get(AccessKey, key_id)
    if key is not None:
        call.tx.delete(key)


def revoke(tx: Tx, issuer_arn: str) -> None:
    """Take back all temporary credentials that have the permissions of this role or user, which goes."""
    for key in list(tx.scan(AccessKey, issuer_arn, index="issuer")):
        tx.delete(key)
        tx.cancel("kernel.forget_key", key.id)


def _fresh(prefix: str, ids: Ids) -> str:
    """A new id. Its last characters follow from the others: so it is known as one of ours when its row is gone."""
    start = prefix + ids.base32(16 - _CHECKED)
    return start + _check(start)


def _check(start: str) -> str:
    return base64.b32encode(hashlib.sha256(start.encode()).digest())[:_CHECKED].decode()


def _ours(access_key: str) -> bool:
    """Whether a key can only have been issued here: of others, one in a million looks so."""
    start = access_key[:-_CHECKED]
    return len(access_key) == 20 and start[:4] in ("AKIA", "ASIA") and access_key == start + _check(start)


def _secret(ids: Ids) -> str:
    return base64.b64encode(ids.secret(30)).decode()


def stranger(access_key: str, *, strict: bool) -> Principal:
    """Who a key acts as that this cloud did not issue: in lenient mode the root of an account; else refused.

    Twelve digits name the account; anything else means the default account. A key of ours that is no longer there was
    deleted, revoked or forgotten: it stands for nobody.
    """
    if _ours(access_key):
        raise UnknownAccessKey(
            detail=f"access key {access_key} was issued here and is no more (deleted, revoked, expired more than a day "
            "ago), or another Fogbank issued it"
        )
    if strict:
        raise UnknownAccessKey(detail=f"access key {access_key} was not issued here, and --auth strict takes no other")
    account = access_key if len(access_key) == 12 and access_key.isdigit() else DEFAULT_ACCOUNT
    return root_of(account, access_key)
