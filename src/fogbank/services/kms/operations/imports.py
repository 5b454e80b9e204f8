"""Key material that comes from outside."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, errors, finding, importing, making, material, rules
from fogbank.services.kms._shapes import (
    DeleteImportedKeyMaterialRequest,
    DeleteImportedKeyMaterialResponse,
    GetParametersForImportRequest,
    GetParametersForImportResponse,
    ImportKeyMaterialRequest,
    ImportKeyMaterialResponse,
)
from fogbank.services.kms.metadata import EXPIRES
from fogbank.services.kms.records import Imported, Key, Material
from fogbank.services.kms.specs import SYMMETRIC

_VALID_S_MAX = 365 * 86_400.0


def _external(call: Call, key_id: str, operation: str) -> Key:
    key = finding.key_at(call, key_id)
    if key.origin != making.EXTERNAL:
        raise errors.wrong_origin(key.arn, key.origin)
    rules.check_state(key, operation)
    return key


@operation("GetParametersForImport", on=access.on_own_key)
def get_parameters_for_import(call: Call, req: GetParametersForImportRequest) -> GetParametersForImportResponse:
    """A public key to wrap key material with, and the token that goes along with the import; both for a day.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException, UnsupportedOperationException.
    Source: API Reference, GetParametersForImport.
    """
    key = _external(call, req["KeyId"], "GetParametersForImport")
    found = importing.parameters(call, key, req["WrappingAlgorithm"], req["WrappingKeySpec"])
    return {
        "KeyId": key.arn,
        "ImportToken": found.token,
        "PublicKey": found.public,
        "ParametersValidTo": found.valid_until,
    }


@operation("ImportKeyMaterial", on=access.on_own_key)
def import_key_material(call: Call, req: ImportKeyMaterialRequest) -> ImportKeyMaterialResponse:
    """Give a key its material, or one more version of it that waits for a rotation.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException, UnsupportedOperationException,
    InvalidImportTokenException, ExpiredImportTokenException, InvalidCiphertextException, IncorrectKeyMaterialException,
    ValidationException.
    Source: API Reference, ImportKeyMaterial.
    """
    key = _external(call, req["KeyId"], "ImportKeyMaterial")
    expires_at = _expiry(call, req)
    kind = req.get("ImportType")
    if kind == "NEW_KEY_MATERIAL" and "KeyMaterialId" in req:
        raise errors.invalid("You cannot specify a KeyMaterialId with ImportType set to NEW_KEY_MATERIAL.")
    secret = importing.unwrap(call, key, req["ImportToken"], req["EncryptedKeyMaterial"])
    version = importing.put(
        call,
        key,
        secret,
        expires_at=expires_at,
        new=None if kind is None else kind == "NEW_KEY_MATERIAL",
        description=req.get("KeyMaterialDescription", ""),
    )
    if req.get("KeyMaterialId", version.id) != version.id:
        raise errors.wrong_material("The key material is not the one that KeyMaterialId identifies.")
    return {"KeyId": key.arn, "KeyMaterialId": version.id} if key.spec == SYMMETRIC else {"KeyId": key.arn}


def _expiry(call: Call, req: ImportKeyMaterialRequest) -> float:
    """When the material expires, 0 for never. Source: API Reference, ImportKeyMaterial; the texts are ours."""
    if req.get("ExpirationModel", EXPIRES) != EXPIRES:
        if "ValidTo" in req:
            raise errors.invalid("ValidTo must be omitted when ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE.")
        return 0.0
    if "ValidTo" not in req:
        raise errors.invalid("ValidTo is required when ExpirationModel is KEY_MATERIAL_EXPIRES.")
    if not call.tx.now < req["ValidTo"] <= call.tx.now + _VALID_S_MAX:
        raise errors.invalid("ValidTo must be a date and time in the future, at most 365 days from now.")
    return req["ValidTo"]


@operation("DeleteImportedKeyMaterial", on=access.on_own_key)
def delete_imported_key_material(
    call: Call, req: DeleteImportedKeyMaterialRequest
) -> DeleteImportedKeyMaterialResponse:
    """Take imported material away from a key; the same may be imported again.

    Errors: NotFoundException, InvalidArnException, UnsupportedOperationException.
    Source: API Reference, DeleteImportedKeyMaterial. Without a KeyMaterialId it is about the current one.
    """
    key = _external(call, req["KeyId"], "DeleteImportedKeyMaterial")
    material_id = req.get("KeyMaterialId", material.core_of(call.tx, key).current)
    version = call.tx.get(Material, key.id, material_id) if material_id else None
    if version is None and "KeyMaterialId" in req:
        raise errors.no_material(material_id)
    if version is not None and call.tx.get(Imported, key.arn, version.id) is not None:
        material.forget_import(call, key, version)
        importing.settle(call, key)
    return {"KeyId": key.arn, "KeyMaterialId": material_id if key.spec == SYMMETRIC else ""}
