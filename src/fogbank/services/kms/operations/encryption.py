"""Encrypt, decrypt, and both in one."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, ciphertexts, errors, finding, using
from fogbank.services.kms._shapes import (
    DecryptRequest,
    DecryptResponse,
    EncryptRequest,
    EncryptResponse,
    ReEncryptRequest,
    ReEncryptResponse,
)
from fogbank.services.kms.specs import ENCRYPTION, SYMMETRIC


@operation("Encrypt", on=access.on_named_key)
def encrypt(call: Call, req: EncryptRequest) -> EncryptResponse:
    """Encrypt up to 4,096 bytes; under an RSA key as much as OAEP leaves room for.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ValidationException, ThrottlingException.
    Source: API Reference, Encrypt.
    """
    algorithm = req.get("EncryptionAlgorithm", SYMMETRIC)
    key = using.begin_named(call, req, ENCRYPTION, algorithm)
    data, context = req["Plaintext"], req.get("EncryptionContext", {})
    ciphertexts.check_context(key, context)
    ciphertexts.check_plaintext(key, algorithm, data)
    using.end(call, req, key)
    blob, _ = ciphertexts.encrypt(call, key, algorithm, data, context)
    return {"CiphertextBlob": blob, "KeyId": key.arn, "EncryptionAlgorithm": algorithm}


@operation("Decrypt", on=access.on_ciphertext)
def decrypt(call: Call, req: DecryptRequest) -> DecryptResponse:
    """Decrypt what was encrypted under a KMS key, here or, for an RSA key, anywhere.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidCiphertextException, IncorrectKeyException, InvalidGrantTokenException, DryRunOperationException,
    ValidationException, ThrottlingException.
    Source: API Reference, Decrypt.
    """
    algorithm = req.get("EncryptionAlgorithm", SYMMETRIC)
    key = access.decrypting_key(call, req.get("KeyId"), req)
    using.begin(call, req, key, ENCRYPTION, algorithm)
    context = req.get("EncryptionContext", {})
    ciphertexts.check_context(key, context)
    if _only_asks(req):
        raise errors.dry_run()
    data, material_id = ciphertexts.decrypt(call, key, algorithm, _blob(req), context)
    using.end(call, req, key)
    answer: DecryptResponse = {"KeyId": key.arn, "Plaintext": data, "EncryptionAlgorithm": algorithm}
    if material_id:
        answer["KeyMaterialId"] = material_id
    return answer


def _only_asks(req: Mapping[str, Any]) -> bool:
    """A dry run that leaves the ciphertext out of account. Source: API Reference, Decrypt, DryRunModifiers."""
    return bool(req.get("DryRun")) and "IGNORE_CIPHERTEXT" in req.get("DryRunModifiers", [])


def _blob(req: Mapping[str, Any]) -> bytes:
    if "CiphertextBlob" not in req:
        raise errors.missing("ciphertextBlob")
    blob: bytes = req["CiphertextBlob"]
    return blob


@operation("ReEncrypt", on=access.on_reencryption)
def re_encrypt(call: Call, req: ReEncryptRequest) -> ReEncryptResponse:
    """Decrypt under one key and encrypt under another, or under the same one in another context.

    Errors: as of Decrypt and Encrypt.
    Source: API Reference, ReEncrypt.
    """
    source_algorithm = req.get("SourceEncryptionAlgorithm", SYMMETRIC)
    algorithm = req.get("DestinationEncryptionAlgorithm", SYMMETRIC)
    source = access.decrypting_key(call, req.get("SourceKeyId"), req)
    destination = finding.key_at(call, req["DestinationKeyId"], aliases=True)
    for key, name in ((source, source_algorithm), (destination, algorithm)):
        using.begin(call, req, key, ENCRYPTION, name)
    before, after = req.get("SourceEncryptionContext", {}), req.get("DestinationEncryptionContext", {})
    ciphertexts.check_context(source, before)
    ciphertexts.check_context(destination, after)
    if _only_asks(req):
        raise errors.dry_run()
    data, source_material = ciphertexts.decrypt(call, source, source_algorithm, _blob(req), before)
    ciphertexts.check_plaintext(destination, algorithm, data)
    using.end(call, req, *dict.fromkeys((source, destination)))
    blob, material_id = ciphertexts.encrypt(call, destination, algorithm, data, after)
    answer: ReEncryptResponse = {
        "CiphertextBlob": blob,
        "SourceKeyId": source.arn,
        "KeyId": destination.arn,
        "SourceEncryptionAlgorithm": source_algorithm,
        "DestinationEncryptionAlgorithm": algorithm,
    }
    if source_material:
        answer["SourceKeyMaterialId"] = source_material
    if material_id:
        answer["DestinationKeyMaterialId"] = material_id
    return answer
