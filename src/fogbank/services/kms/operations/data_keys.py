"""Data keys and data key pairs, which leave KMS in clear and encrypted under a KMS key; random bytes."""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, ciphertexts, errors, finding, pairs, rules, using
from fogbank.services.kms._shapes import (
    GenerateDataKeyPairRequest,
    GenerateDataKeyPairResponse,
    GenerateDataKeyPairWithoutPlaintextRequest,
    GenerateDataKeyPairWithoutPlaintextResponse,
    GenerateDataKeyRequest,
    GenerateDataKeyResponse,
    GenerateDataKeyWithoutPlaintextRequest,
    GenerateDataKeyWithoutPlaintextResponse,
    GenerateRandomRequest,
    GenerateRandomResponse,
)
from fogbank.services.kms.records import Key
from fogbank.services.kms.specs import CHINA_ONLY, ENCRYPTION, NOT_IN_CHINA, SPECS

_SIZES_BYTES: Mapping[str, int] = {"AES_128": 16, "AES_256": 32}


@operation("GenerateDataKey", on=access.on_named_key)
def generate_data_key(call: Call, req: GenerateDataKeyRequest) -> GenerateDataKeyResponse:
    """A new data key, in clear and encrypted.

    Errors: NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException,
    InvalidGrantTokenException, DryRunOperationException, ValidationException, ThrottlingException.
    Source: API Reference, GenerateDataKey.
    """
    key, data_key, blob, material_id = _data_key(call, req)
    return {"CiphertextBlob": blob, "Plaintext": data_key, "KeyId": key.arn, "KeyMaterialId": material_id}


@operation("GenerateDataKeyWithoutPlaintext", on=access.on_named_key)
def generate_data_key_without_plaintext(
    call: Call, req: GenerateDataKeyWithoutPlaintextRequest
) -> GenerateDataKeyWithoutPlaintextResponse:
    """A new data key, encrypted only.

    Errors: as of GenerateDataKey.
    Source: API Reference, GenerateDataKeyWithoutPlaintext.
    """
    key, _, blob, material_id = _data_key(call, req)
    return {"CiphertextBlob": blob, "KeyId": key.arn, "KeyMaterialId": material_id}


def _data_key(call: Call, req: Mapping[str, Any]) -> tuple[Key, bytes, bytes, str]:
    """The KMS key, a new data key in clear and encrypted under it, and the id of the material."""
    key = _wrapping_key(call, req)
    if ("KeySpec" in req) == ("NumberOfBytes" in req):
        # Source: observed, ValidationException of GenerateDataKey.
        raise errors.invalid("Please specify either number of bytes or key spec.")
    size_bytes = req["NumberOfBytes"] if "NumberOfBytes" in req else _SIZES_BYTES[req["KeySpec"]]
    using.end(call, req, key)
    data_key = call.ids.secret(size_bytes)
    blob, material_id = ciphertexts.seal(call, key, data_key, req.get("EncryptionContext", {}))
    return key, data_key, blob, material_id


def _wrapping_key(call: Call, req: Mapping[str, Any]) -> Key:
    """The symmetric key under which a data key is to be encrypted."""
    key = finding.key_at(call, req["KeyId"], aliases=True)
    rules.check_symmetric(key)
    using.begin(call, req, key, ENCRYPTION)
    return key


@operation("GenerateDataKeyPair", on=access.on_named_key)
def generate_data_key_pair(call: Call, req: GenerateDataKeyPairRequest) -> GenerateDataKeyPairResponse:
    """A new key pair: the public key, and the private one in clear and encrypted.

    Errors: as of GenerateDataKey, UnsupportedOperationException.
    Source: API Reference, GenerateDataKeyPair.
    """
    key, private, blob, material_id = _data_key_pair(call, req)
    return {
        "PrivateKeyCiphertextBlob": blob,
        "PrivateKeyPlaintext": private,
        "PublicKey": pairs.public_of(private),
        "KeyId": key.arn,
        "KeyPairSpec": req["KeyPairSpec"],
        "KeyMaterialId": material_id,
    }


@operation("GenerateDataKeyPairWithoutPlaintext", on=access.on_named_key)
def generate_data_key_pair_without_plaintext(
    call: Call, req: GenerateDataKeyPairWithoutPlaintextRequest
) -> GenerateDataKeyPairWithoutPlaintextResponse:
    """A new key pair: the public key, and the private one encrypted only.

    Errors: as of GenerateDataKeyPair.
    Source: API Reference, GenerateDataKeyPairWithoutPlaintext.
    """
    key, private, blob, material_id = _data_key_pair(call, req)
    return {
        "PrivateKeyCiphertextBlob": blob,
        "PublicKey": pairs.public_of(private),
        "KeyId": key.arn,
        "KeyPairSpec": req["KeyPairSpec"],
        "KeyMaterialId": material_id,
    }


def _data_key_pair(call: Call, req: Mapping[str, Any]) -> tuple[Key, bytes, bytes, str]:
    """The KMS key, a new private key in clear and encrypted under it, and the id of the material."""
    spec = req["KeyPairSpec"]
    key = _wrapping_key(call, req)
    if spec in (NOT_IN_CHINA if call.partition == "aws-cn" else CHINA_ONLY):
        raise errors.unsupported(f"KeyPairSpec {spec} is not supported in this Region.")
    if SPECS[spec].family == "sm2":
        raise NotImplementedHere("kms", f"KeyPairSpec {spec}")
    using.end(call, req, key, pair="RSA" if SPECS[spec].family == "rsa" else "ECC")
    private = pairs.generate(spec)
    blob, material_id = ciphertexts.seal(call, key, private, req.get("EncryptionContext", {}))
    return key, private, blob, material_id


@operation("GenerateRandom")
def generate_random(call: Call, req: GenerateRandomRequest) -> GenerateRandomResponse:
    """Random bytes.

    Errors: ValidationException, ThrottlingException.
    Source: API Reference, GenerateRandom.
    """
    for member in ("CustomKeyStoreId", "Recipient"):
        if member in req:
            raise NotImplementedHere("kms", f"GenerateRandom with {member}")
    if "NumberOfBytes" not in req:
        raise errors.missing("numberOfBytes")
    using.take_turn(call, "symmetric")
    return {"Plaintext": call.ids.secret(req["NumberOfBytes"])}
