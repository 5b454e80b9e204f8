"""Access keys that this cloud issued, and what to make of those that it did not."""

from fogbank.kernel.errors import UnknownAccessKey
from fogbank.kernel.identity.principal import Principal, root_of
from fogbank.kernel.ids import Ids
from fogbank.kernel.store.records import Index, Record, table
from fogbank.kernel.store.tx import Tx

DEFAULT_ACCOUNT = "000000000000"


class AccessKey(Record, frozen=True, array_like=True):
    """An issued key. `expires_at` only for session keys, whose `token` must come along."""

    __table__ = table("kernel.access_key", key=("id",), cached=True, principal=Index("principal_arn"))
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

    def principal(self) -> Principal:
        """Who signs with this key."""
        return Principal(self.principal_kind, self.principal_arn, self.account, self.principal_id, self.id)


def issue(tx: Tx, ids: Ids, principal: Principal) -> AccessKey:
    """Make a long-lived key for a principal."""
    import base64

    secret = base64.b64encode(ids.secret(30)).decode()
    key_id = "AKIA" + ids.base32(16)
    key = AccessKey(key_id, secret, principal.kind, principal.arn, principal.id, principal.account, tx.now)
    tx.put(key)
    return key


def stranger(access_key: str, *, strict: bool) -> Principal:
    """Who a key acts as that this cloud did not issue: in lenient mode the root of an account; else refused.

    Twelve digits name the account; anything else means the default account.
    """
    if strict:
        raise UnknownAccessKey("The security token included in the request is invalid.")
    account = access_key if len(access_key) == 12 and access_key.isdigit() else DEFAULT_ACCOUNT
    return root_of(account, access_key)
