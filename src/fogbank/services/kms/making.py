"""How a key comes into being, and how it goes."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.kernel.tags import set_tags
from fogbank.services.kms import material, names, pairs
from fogbank.services.kms.records import Alias, Core, Grant, Imported, Key, LastUse
from fogbank.services.kms.specs import SECRET_FAMILIES, SPECS

ENABLED, DISABLED = "Enabled", "Disabled"
PENDING_DELETION, PENDING_REPLICA_DELETION = "PendingDeletion", "PendingReplicaDeletion"
PENDING_IMPORT = "PendingImport"
OURS, EXTERNAL = "AWS_KMS", "EXTERNAL"


def fresh_id(call: Call, *, multi_region: bool) -> str:
    """A key id. Source: Developer Guide, Multi-Region keys: their ids begin with mrk- and have no dashes."""
    return f"mrk-{call.ids.hex(32)}" if multi_region else call.ids.uuid()


def make(call: Call, key_id: str, spec: str, usage: str, *, policy: str, origin: str = OURS, **others: Any) -> Key:
    """A new key of the caller's account and region, with material where its origin is ours.

    `others`: further fields of Key. Raises NotImplementedHere for a spec that the installed library does not have.
    """
    core = Core(key_id, call.account, call.region)
    public = b""
    if origin == OURS:
        secret = material.fresh(call, spec)
        core = core.replace(current=material.add(call, key_id, secret, number=0).id)
        public = b"" if SPECS[spec].family in SECRET_FAMILIES else pairs.public_of(secret)
    key = Key(
        call.account,
        call.region,
        key_id,
        names.key_arn(call, key_id),
        spec,
        usage,
        origin,
        others.pop("manager", "CUSTOMER"),
        call.tx.now,
        ENABLED if origin == OURS else PENDING_IMPORT,
        policy,
        public=public,
        **others,
    )
    call.tx.insert(core)
    call.tx.insert(key)
    return key


def schedule_rotation(tx: Tx, core: Core, next_at: float) -> Core:
    """Rotate at an instant, and from then on in the core's period."""
    changed = core.replace(rotates=True, next_at=next_at)
    tx.put(changed)
    tx.at(next_at, "kms.rotate", core.id)
    return changed


def erase(tx: Tx, key: Key) -> None:
    """Delete a key with all that belongs to it. The last of related keys takes the material along.

    Source: Developer Guide, Deleting multi-Region keys: a primary key waits for its replicas.
    """
    for name in key.aliases:
        alias = tx.get(Alias, key.account, key.region, name)
        if alias is not None:
            tx.delete(alias)
    for row in [*tx.scan(Grant, key.arn), *tx.scan(Imported, key.arn)]:
        tx.delete(row)
    used = tx.get(LastUse, key.arn)
    if used is not None:
        tx.delete(used)
    tx.delete(key)
    set_tags(tx, key.arn, {})
    core = material.core_of(tx, key)
    if key.region == core.primary:
        for version in material.versions(tx, key.id):
            tx.delete(version)
            tx.cancel("kms.expire", key.arn, version.id)
        tx.delete(core)
        tx.cancel("kms.rotate", key.id)
        return
    left = core.replace(replicas=tuple(region for region in core.replicas if region != key.region))
    tx.put(left)
    primary = tx.get(Key, key.account, core.primary, key.id)
    if primary is not None and primary.state == PENDING_REPLICA_DELETION and not left.replicas:
        await_deletion(tx, primary, primary.window_days)


def await_deletion(tx: Tx, key: Key, window_days: int) -> Key:
    """Let the waiting period begin; a primary key with replicas waits for them first."""
    core = material.core_of(tx, key)
    if key.region == core.primary and core.replicas:
        pending = key.replace(state=PENDING_REPLICA_DELETION, window_days=window_days, deletion_at=0.0)
    else:
        deletion_at = tx.now + window_days * material.DAY_S
        pending = key.replace(state=PENDING_DELETION, window_days=window_days, deletion_at=deletion_at)
        tx.at(deletion_at, "kms.delete", key.arn)
    tx.put(pending)
    return pending
