"""Symmetric encryption: AES-256-GCM under a key derived for each message, in a ciphertext that names its key. Pure.

A ciphertext, byte by byte:

    1   version, 1
    1   what the key id is: 0 a UUID, 1 "mrk-" and 32 hexadecimal digits
    6   account of the key, as a number
    16  the key id
    32  id of the key material (KeyMaterialId)
    16  salt
    12  nonce
    n   the data under AES-256-GCM, with its tag of 16 bytes

The message's key is HMAC-SHA256 of the material over the counter 1, the label "fogbank.kms.seal", a zero byte, the salt
and the length 256 (SP 800-108, counter mode), so that no material ever encrypts two messages under one key by chance.
The first 56 bytes and the encryption context are authenticated along: its pairs in order of their keys, each key and
each value as UTF-8 behind its length in four bytes.
Source of the construction: AWS KMS Cryptographic Details, Using data keys (derived key, AES-GCM, context as AAD).
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = 1
_HEAD_BYTES, _SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 56, 16, 12, 16
RANDOM_BYTES = _SALT_BYTES + _NONCE_BYTES
_LABEL = b"\x00\x00\x00\x01fogbank.kms.seal\x00"
_LENGTH = b"\x00\x00\x01\x00"
_MULTI_REGION = "mrk-"


class Name(NamedTuple):
    """What a ciphertext says of itself. `material` in hexadecimal digits."""

    account: str
    key_id: str
    material: str


def seal(name: Name, secret: bytes, data: bytes, context: Mapping[str, str], random: bytes) -> bytes:
    """Encrypt under a key's material; `random` are RANDOM_BYTES that never come again."""
    head = _head(name)
    salt, nonce = random[:_SALT_BYTES], random[_SALT_BYTES:]
    return head + random + AESGCM(_derived(secret, salt)).encrypt(nonce, data, head + _pairs(context))


def name_of(blob: bytes) -> Name | None:
    """The key of a ciphertext, or None where it is no ciphertext of ours."""
    if len(blob) < _HEAD_BYTES + RANDOM_BYTES + _TAG_BYTES or blob[0] != _VERSION or blob[1] > 1:
        return None
    digits = blob[8:24].hex()
    plain = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    account = f"{int.from_bytes(blob[2:8], 'big'):012d}"
    return Name(account, _MULTI_REGION + digits if blob[1] else plain, blob[24:56].hex())


def unseal(blob: bytes, secret: bytes, context: Mapping[str, str]) -> bytes | None:
    """The data in a ciphertext; None where key, ciphertext and context do not belong together."""
    head, random, sealed = (
        blob[:_HEAD_BYTES],
        blob[_HEAD_BYTES : _HEAD_BYTES + RANDOM_BYTES],
        blob[_HEAD_BYTES + RANDOM_BYTES :],
    )
    cipher = AESGCM(_derived(secret, random[:_SALT_BYTES]))
    try:
        return cipher.decrypt(random[_SALT_BYTES:], sealed, head + _pairs(context))
    except InvalidTag:
        return None


def material_id(key_id: str, secret: bytes) -> str:
    """The id of key material: it tells the same material of the same key again, and nothing of the secret."""
    return hmac.digest(secret, b"fogbank.kms.material\x00" + key_id.encode(), hashlib.sha256).hex()


def _head(name: Name) -> bytes:
    digits = name.key_id.removeprefix(_MULTI_REGION)
    return b"".join(
        (
            bytes((_VERSION, digits != name.key_id)),
            int(name.account).to_bytes(6, "big"),
            bytes.fromhex(digits.replace("-", "")),
            bytes.fromhex(name.material),
        )
    )


def _derived(secret: bytes, salt: bytes) -> bytes:
    return hmac.digest(secret, _LABEL + salt + _LENGTH, hashlib.sha256)


def _pairs(context: Mapping[str, str]) -> bytes:
    if not context:
        return b""
    pairs = sorted((key.encode(), value.encode()) for key, value in context.items())
    return b"".join(len(part).to_bytes(4, "big") + part for pair in pairs for part in pair)
