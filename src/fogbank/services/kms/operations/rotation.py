"""Rotation of key material: every so many days, or when asked."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.kms import access, errors, finding, making, material, rules
from fogbank.services.kms._shapes import (
    DisableKeyRotationRequest,
    EnableKeyRotationRequest,
    GetKeyRotationStatusRequest,
    GetKeyRotationStatusResponse,
    ListKeyRotationsRequest,
    RotateKeyOnDemandRequest,
    RotateKeyOnDemandResponse,
)
from fogbank.services.kms.metadata import EXPIRES, KEEPS
from fogbank.services.kms.records import Core, Imported, Key, Material
from fogbank.services.kms.specs import SYMMETRIC

_DAYS = 365
_PAGE = 100
_NEAR_S = 1_200.0
_ON_DEMAND_QUOTA = "on-demand-rotations", 25


def _rotating(call: Call, key_id: str, *, imported: bool = False, primary: bool = True) -> tuple[Key, Core]:
    """A key whose material may rotate. Of related keys it is the primary one that is asked.

    Errors: UnsupportedOperationException. Source: Developer Guide, Key states, [6] and [7]; observed for key pairs.
    """
    key = finding.key_at(call, key_id)
    if key.spec != SYMMETRIC:
        raise errors.unsupported()
    if key.origin == making.EXTERNAL and not imported:
        raise errors.wrong_origin(key.arn, key.origin)
    core = material.core_of(call.tx, key)
    if primary and key.region != core.primary:
        raise errors.unsupported(f"{key.arn} is a multi-Region replica key which is not valid for this operation.")
    return key, core


@operation("EnableKeyRotation", on=access.on_own_key)
def enable_key_rotation(call: Call, req: EnableKeyRotationRequest) -> None:
    """Rotate the material every so many days from now on; 365 unless said otherwise.

    Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException.
    Source: API Reference, EnableKeyRotation.
    """
    key, core = _rotating(call, req["KeyId"])
    rules.check_state(key, "EnableKeyRotation")
    days = req.get("RotationPeriodInDays", _DAYS)
    if core.rotates and core.period_days == days:
        return
    making.schedule_rotation(call.tx, core.replace(period_days=days), call.tx.now + days * material.DAY_S)


@operation("DisableKeyRotation", on=access.on_own_key)
def disable_key_rotation(call: Call, req: DisableKeyRotationRequest) -> None:
    """Rotate the material no more by itself.

    Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException.
    Source: API Reference, DisableKeyRotation.
    """
    key, core = _rotating(call, req["KeyId"])
    rules.check_state(key, "DisableKeyRotation")
    call.tx.put(core.replace(rotates=False, next_at=0.0))
    call.tx.cancel("kms.rotate", key.id)


@operation("GetKeyRotationStatus", on=access.on_key)
def get_key_rotation_status(call: Call, req: GetKeyRotationStatusRequest) -> GetKeyRotationStatusResponse:
    """Whether and when the material rotates by itself; of a key that is to be deleted it does not.

    Errors: NotFoundException, InvalidArnException, UnsupportedOperationException.
    Source: API Reference, GetKeyRotationStatus.
    """
    key, core = _rotating(call, req["KeyId"], primary=False)
    rotates = core.rotates and key.state not in (making.PENDING_DELETION, making.PENDING_REPLICA_DELETION)
    status: GetKeyRotationStatusResponse = {"KeyRotationEnabled": rotates, "KeyId": key.id}
    if rotates:
        status["RotationPeriodInDays"] = core.period_days
        status["NextRotationDate"] = core.next_at
    return status


@operation("RotateKeyOnDemand", on=access.on_own_key)
def rotate_key_on_demand(call: Call, req: RotateKeyOnDemandRequest) -> RotateKeyOnDemandResponse:
    """Rotate the material now, or make imported material current that waits for it.

    Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException, LimitExceededException, ConflictException.
    Source: API Reference, RotateKeyOnDemand: 25 times for each key; the text for material that is not there is ours.
    Differs: the rotation is done when this answers.
    """
    key, core = _rotating(call, req["KeyId"], imported=True)
    rules.check_state(key, "RotateKeyOnDemand")
    limit = call.quota(*_ON_DEMAND_QUOTA)
    if core.on_demand >= limit:
        raise errors.limit(f"The quota of {limit:.0f} on-demand rotations for {key.arn} is reached.")
    if core.rotates and core.next_at - call.tx.now <= _NEAR_S:
        raise errors.rotation_is_near(key.arn)
    core = core.replace(on_demand=core.on_demand + 1)
    if key.origin == making.OURS:
        material.rotate(call, core, "ON_DEMAND")
        return {"KeyId": key.id}
    waiting = next((each for each in material.versions(call.tx, key.id) if not material.is_permanent(each)), None)
    if waiting is None or not _everywhere(call, core, waiting):
        raise errors.in_state(key.arn, "without key material that is pending rotation")
    call.tx.put(waiting.replace(rotation="ON_DEMAND", rotated_at=call.tx.now))
    call.tx.put(core.replace(current=waiting.id))
    return {"KeyId": key.id}


def _everywhere(call: Call, core: Core, version: Material) -> bool:
    """Whether all related keys have a version of imported material."""
    keys = [call.tx.get(Key, core.account, region, core.id) for region in core.regions]
    return all(key is not None and call.tx.get(Imported, key.arn, version.id) is not None for key in keys)


@operation("ListKeyRotations", on=access.on_own_key)
def list_key_rotations(call: Call, req: ListKeyRotationsRequest) -> Page:
    """The versions of the material that rotations made; with ALL_KEY_MATERIAL also the first and one that waits.

    Errors: NotFoundException, InvalidArnException, InvalidMarkerException, UnsupportedOperationException.
    Source: API Reference, ListKeyRotations: 100 unless Limit says otherwise.
    """
    key, core = _rotating(call, req["KeyId"], imported=True, primary=False)
    everything = req.get("IncludeKeyMaterial") == "ALL_KEY_MATERIAL"
    behind = call.resume[0] if call.resume else -1
    found = [
        each for each in material.versions(call.tx, key.id) if each.number > behind and (everything or each.rotated_at)
    ]
    limit = req.get("Limit", _PAGE)
    more, shown = len(found) > limit, found[:limit]
    rows = [_shown(call, key, core, each) for each in shown]
    return Page({"Rotations": rows, "Truncated": more}, (shown[-1].number,) if more else None)


def _shown(call: Call, key: Key, core: Core, version: Material) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "KeyId": key.id,
        "KeyMaterialId": version.id,
        "KeyMaterialState": _state(call, core, version),
    }
    if version.rotated_at:
        shown |= {"RotationDate": version.rotated_at, "RotationType": version.rotation}
    if key.origin != making.EXTERNAL:
        return shown
    imported = call.tx.get(Imported, key.arn, version.id)
    shown["ImportState"] = "PENDING_IMPORT" if imported is None else "IMPORTED"
    if version.description:
        shown["KeyMaterialDescription"] = version.description
    if imported is not None:
        shown["ExpirationModel"] = EXPIRES if imported.expires_at else KEEPS
        if imported.expires_at:
            shown["ValidTo"] = imported.expires_at
    return shown


def _state(call: Call, core: Core, version: Material) -> str:
    if version.id == core.current:
        return "CURRENT"
    if material.is_permanent(version):
        return "NON_CURRENT"
    return "PENDING_ROTATION" if _everywhere(call, core, version) else "PENDING_MULTI_REGION_IMPORT_AND_ROTATION"
