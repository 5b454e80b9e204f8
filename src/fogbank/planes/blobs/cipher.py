"""Encryption of blobs that came with a key: AES-256 in counter mode, so that any span can be read by itself.

The counter begins with a hash of the blob's id, which never comes twice, at offset 0; a key may so serve many blobs.
Source: NIST SP 800-38A, counter mode.
"""

from collections.abc import Callable
from hashlib import sha256

Transform = Callable[[bytes], bytes]
_BLOCK_BYTES = 16
_COUNTERS = 1 << 128


def transform(key: bytes, blob: str, offset: int = 0) -> Transform:
    """What encrypts, or decrypts, the bytes of a blob in order from an offset on."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CTR

    start = int.from_bytes(sha256(blob.encode()).digest()[:_BLOCK_BYTES], "big")
    counter = (start + offset // _BLOCK_BYTES) % _COUNTERS
    context = Cipher(AES256(key), CTR(counter.to_bytes(_BLOCK_BYTES, "big"))).encryptor()
    context.update(bytes(offset % _BLOCK_BYTES))
    return context.update
