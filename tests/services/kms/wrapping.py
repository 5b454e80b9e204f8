"""How a client wraps key material for an import, with its own code for each wrapping algorithm."""

import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.services.kms.conftest import Kms

DIRECT, HYBRID = "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_256"


def wrap(public: bytes, algorithm: str, material: bytes) -> bytes:
    """Source: KMS Developer Guide, Importing key material, step 3."""
    key = load_der_public_key(public)
    assert isinstance(key, rsa.RSAPublicKey)
    used: hashes.HashAlgorithm = hashes.SHA1() if algorithm.endswith("SHA_1") else hashes.SHA256()
    oaep = padding.OAEP(padding.MGF1(used), used, None)
    if algorithm.startswith("RSAES"):
        return key.encrypt(material, oaep)
    kek = secrets.token_bytes(32)
    return key.encrypt(kek, oaep) + aes_key_wrap_with_padding(kek, material)


def parameters(kms: Kms, key: str, algorithm: str = DIRECT, spec: str = "RSA_2048", **options: Any) -> Any:
    """What GetParametersForImport gives."""
    params = {"KeyId": key, "WrappingAlgorithm": algorithm, "WrappingKeySpec": spec, **options}
    return kms.call("GetParametersForImport", **params)


def request(kms: Kms, key: str, material: bytes, algorithm: str = DIRECT, **options: Any) -> dict[str, Any]:
    """The parameters of an import that never expires."""
    where = {"region": options.pop("region")} if "region" in options else {}
    got = parameters(kms, key, algorithm, **where)
    return {
        "KeyId": key,
        "ImportToken": got["ImportToken"],
        "EncryptedKeyMaterial": wrap(got["PublicKey"], algorithm, material),
        "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE",
        **where,
        **options,
    }


def put(kms: Kms, key: str, material: bytes, algorithm: str = DIRECT, **options: Any) -> Any:
    """Import key material."""
    return kms.call("ImportKeyMaterial", **request(kms, key, material, algorithm, **options))


def expiring(valid_to: float) -> dict[str, Any]:
    """Options of an import that expires."""
    return {"ExpirationModel": "KEY_MATERIAL_EXPIRES", "ValidTo": valid_to}
