"""Key material: the versions of it that a key has, kept wrapped by the vault."""

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.kms import pairs, sealing
from fogbank.services.kms.records import Core, Imported, Key, Material
from fogbank.services.kms.specs import SECRET_FAMILIES, SPECS

DAY_S = 86_400.0


def fresh(call: Call, spec: str) -> bytes:
    """New material for a key of this spec."""
    known = SPECS[spec]
    return call.ids.secret(known.size) if known.family in SECRET_FAMILIES else pairs.generate(spec)


def add(call: Call, key_id: str, secret: bytes, *, number: int, rotation: str = "", description: str = "") -> Material:
    """Keep one more version. With a `rotation` it becomes current now; who calls says so in the core."""
    material = Material(
        key_id,
        sealing.material_id(key_id, secret),
        number,
        call.plane("vault").wrap(secret),
        rotation,
        call.tx.now if rotation else 0.0,
        description,
    )
    call.tx.put(material)
    return material


def rotate(call: Call, core: Core, rotation: str) -> Core:
    """Make new material current; what the older versions encrypted they still decrypt."""
    secret = fresh(call, "SYMMETRIC_DEFAULT")
    material = add(call, core.id, secret, number=len(versions(call.tx, core.id)), rotation=rotation)
    changed = core.replace(current=material.id)
    call.tx.put(changed)
    return changed


def versions(tx: Tx, key_id: str) -> list[Material]:
    """All versions, the first one first."""
    return list(tx.scan(Material, key_id, index="order"))


def core_of(tx: Tx, key: Key) -> Core:
    """What a key shares with its replicas."""
    core = tx.get(Core, key.id)
    assert core is not None, key.arn
    return core


def secret_of(call: Call, key: Key, material_id: str = "") -> bytes | None:
    """A version's secret, else the current one's; None where the key has no such version."""
    material = call.tx.get(Material, key.id, material_id or core_of(call.tx, key).current)
    if material is None or not material.wrapped:
        return None
    secret: bytes = call.plane("vault").unwrap(material.wrapped)
    return secret


def private_of(call: Call, key: Key) -> bytes:
    """The private key, or the secret key of an HMAC key. The key's state says that there is one."""
    secret = secret_of(call, key)
    assert secret is not None, key.arn
    return secret


def is_permanent(material: Material) -> bool:
    """Whether the version has ever been current: a key cannot do without it."""
    return material.number == 0 or material.rotated_at > 0.0


def is_complete(tx: Tx, key: Key) -> bool:
    """Whether a key with imported material has every version that it ever used."""
    needed = [material for material in versions(tx, key.id) if is_permanent(material)]
    return bool(needed) and all(tx.get(Imported, key.arn, material.id) is not None for material in needed)


def forget_import(call: Call, key: Key, material: Material) -> None:
    """Take an imported version away from a key; from all of its replicas too where they only wait for it."""
    tx = call.tx
    core = core_of(tx, key)
    pending = not is_permanent(material) and key.region == core.primary
    for region in core.regions:
        owner = key if region == key.region else tx.get(Key, key.account, region, key.id)
        if owner is None or (owner.arn != key.arn and not pending):
            continue
        imported = tx.get(Imported, owner.arn, material.id)
        if imported is not None:
            tx.delete(imported)
            tx.cancel("kms.expire", owner.arn, material.id)
    keys = [tx.get(Key, key.account, region, key.id) for region in core.regions]
    if not any(tx.get(Imported, each.arn, material.id) for each in keys if each is not None):
        # Nobody has it any more. What can come back must be the same, so its id stays.
        if is_permanent(material):
            tx.put(material.replace(wrapped=b""))
        else:
            tx.delete(material)
