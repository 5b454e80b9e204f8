"""What KMS owes: deletions, rotations and expiries of key material, each at its instant."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.kms import importing, making, material, names
from fogbank.services.kms.records import Core, Key, Material


@job("kms.delete")
def delete(call: Call, arn: str) -> None:
    """The waiting period of a key is over."""
    key = call.tx.get(Key, *names.key_of_arn(arn))
    if key is not None and key.state == making.PENDING_DELETION and key.deletion_at <= call.tx.now:
        making.erase(call.tx, key)


@job("kms.rotate")
def rotate(call: Call, key_id: str) -> None:
    """Rotate a key, and say when it is its turn again; one that is not enabled waits until it is (EnableKey)."""
    core = call.tx.get(Core, key_id)
    if core is None or not core.rotates or core.next_at > call.tx.now:
        return
    key = call.tx.get(Key, core.account, core.primary, key_id)
    if key is not None and key.state == making.ENABLED:
        core = material.rotate(call, core, "AUTOMATIC")
        making.schedule_rotation(call.tx, core, core.next_at + core.period_days * material.DAY_S)


@job("kms.expire")
def expire(call: Call, arn: str, material_id: str) -> None:
    """Imported key material is over: the key cannot be used until somebody imports it again."""
    key = call.tx.get(Key, *names.key_of_arn(arn))
    version = call.tx.get(Material, key.id, material_id) if key is not None else None
    if key is not None and version is not None:
        material.forget_import(call, key, version)
        importing.settle(call, key)
