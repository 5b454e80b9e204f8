"""What DescribeKey tells of a key. Source: API Reference, KeyMetadata; the order of members is that of AWS."""

from typing import Any, cast

from fogbank.kernel.call import Call
from fogbank.kernel.store import Tx
from fogbank.services.kms import making, material, names
from fogbank.services.kms._shapes import KeyMetadata, MultiRegionConfiguration
from fogbank.services.kms.records import Core, Imported, Key
from fogbank.services.kms.specs import ALGORITHMS_MEMBER, SPECS, SYMMETRIC

EXPIRES, KEEPS = "KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"


def describe(call: Call, key: Key) -> KeyMetadata:
    """Everything about a key that is no secret."""
    core = material.core_of(call.tx, key)
    shown: dict[str, Any] = {
        "AWSAccountId": key.account,
        "KeyId": key.id,
        "Arn": key.arn,
        "CreationDate": key.created_at,
        "Enabled": key.state == making.ENABLED,
        "Description": key.description,
        "KeyUsage": key.usage,
        "KeyState": key.state,
        "Origin": key.origin,
        "KeyManager": key.manager,
        "CustomerMasterKeySpec": key.spec,
        "KeySpec": key.spec,
        "MultiRegion": key.multi_region,
        ALGORITHMS_MEMBER[key.usage]: list(SPECS[key.spec].algorithms[key.usage]),
    }
    if key.state == making.PENDING_DELETION:
        shown["DeletionDate"] = key.deletion_at
    if key.state == making.PENDING_REPLICA_DELETION:
        shown["PendingDeletionWindowInDays"] = key.window_days
    if key.origin == making.EXTERNAL and (imported := _imports(call.tx, key)):
        ends = [each.expires_at for each in imported if each.expires_at]
        shown["ExpirationModel"] = EXPIRES if ends else KEEPS
        if ends:
            shown["ValidTo"] = min(ends)
    if key.multi_region:
        shown["MultiRegionConfiguration"] = _related(call, key, core)
    if key.spec == SYMMETRIC and core.current:
        shown["CurrentKeyMaterialId"] = core.current
    return cast(KeyMetadata, shown)


def _imports(tx: Tx, key: Key) -> list[Imported]:
    """The imports of material that the key cannot do without."""
    permanent = {version.id for version in material.versions(tx, key.id) if material.is_permanent(version)}
    return [each for each in tx.scan(Imported, key.arn) if each.material in permanent]


def _related(call: Call, key: Key, core: Core) -> MultiRegionConfiguration:
    arns = {region: names.key_arn(call, key.id, account=key.account, region=region) for region in core.regions}
    return {
        "MultiRegionKeyType": "PRIMARY" if key.region == core.primary else "REPLICA",
        "PrimaryKey": {"Arn": arns[core.primary], "Region": core.primary},
        "ReplicaKeys": [{"Arn": arns[region], "Region": region} for region in core.replicas],
    }
