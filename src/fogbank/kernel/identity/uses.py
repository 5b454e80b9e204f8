"""When access keys and roles were used last, and who used which action when. Written at most once a minute for each
action and region, so that most calls pay a look into a dictionary.

Source: IAM API Reference, GetAccessKeyLastUsed, RoleLastUsed, ServiceLastAccessed, TrackedActionLastAccessed.
"""

from typing import TYPE_CHECKING

from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.store.records import Record, table

if TYPE_CHECKING:
    from fogbank.kernel.call import Call

_EVERY_S = 60.0
_KEPT_MAX = 65536


class AccessKeyUse(Record, frozen=True, array_like=True):
    """The last use of what `id` names: an access key, or a role (its ARN). `at`: epoch seconds of virtual time.

    `service`: as policies call it ("s3"); `region`: where it was used.
    """

    __table__ = table("kernel.access_key_use", key=("id",))
    id: str
    at: float
    service: str
    region: str


class ActionUse(Record, frozen=True, array_like=True):
    """The last attempt at an action, allowed or not. `holder`: id of a user or role, or the account's number for root.

    `action` without the service: "GetObject".
    """

    __table__ = table("kernel.action_use", key=("holder", "service", "action"))
    holder: str
    service: str
    action: str
    at: float
    region: str


class Uses:
    """What was written down lately, in one cloud."""

    def __init__(self) -> None:
        self._lately: dict[tuple[str, str, str], float] = {}

    def note(self, call: "Call") -> None:
        """The caller's key, or the role behind its session, is being used. It stays written whatever the answer."""
        principal = call.principal
        used = principal.access_key if principal.session is None else principal.session.issuer
        assert call.handler is not None
        key = (used, call.handler.action, call.region)
        last = self._lately.get(key)
        if last is not None and 0.0 <= call.started_at - last < _EVERY_S:
            return
        if len(self._lately) >= _KEPT_MAX:
            self._lately.clear()
        self._lately[key] = call.started_at
        self._write(call, used)

    def _write(self, call: "Call", used: str) -> None:
        """Strangers' keys leave nothing behind, and neither do federated users, who have no id of their own."""
        principal, store = call.principal, call.kernel.store
        assert call.handler is not None
        service, _, action = call.handler.action.partition(":")
        tx = store.begin(call.started_at)
        known = principal.kind == "assumed-role" or tx.get(AccessKey, used) is not None
        if known:
            tx.put(AccessKeyUse(used, call.started_at, service, call.region))
        if known or (principal.kind == "user" and principal.session is not None):
            holder = principal.id.partition(":")[0]
            tx.put(ActionUse(holder, service, action, call.started_at, call.region))
            store.apply(tx)

    def forget(self) -> None:
        """The rows may be gone."""
        self._lately.clear()
