"""The checksums that S3 knows, over blocks as they pass, and their arithmetic over parts.

Shared by the rooms that carry bytes. CRC32C, CRC64NVME and XXHASH come from awscrt, which costs 50 ms to import and
is therefore imported when the first of them is asked for; the rest is in the standard library.
"""

import binascii
import hashlib
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

SIZES: Mapping[str, int] = MappingProxyType(
    {
        "CRC32": 4,
        "CRC32C": 4,
        "CRC64NVME": 8,
        "SHA1": 20,
        "SHA256": 32,
        "SHA512": 64,
        "MD5": 16,
        "XXHASH64": 8,
        "XXHASH3": 8,
        "XXHASH128": 16,
    }
)
"""Every algorithm, by the name in S3's model (ChecksumAlgorithm), and the bytes of its value."""

COMBINABLE = frozenset({"CRC32", "CRC32C", "CRC64NVME"})
"""Algorithms whose value over a whole follows from the values over its parts."""


class _Hash(Protocol):
    def update(self, block: bytes, /) -> object: ...

    def digest(self) -> bytes: ...


class _Crc:
    __slots__ = ("_function", "_size", "_value")

    def __init__(self, function: Callable[[bytes, int], int], size: int) -> None:
        self._function = function
        self._size = size
        self._value = 0

    def update(self, block: bytes) -> None:
        self._value = self._function(block, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(self._size, "big")


class _Xx:
    __slots__ = ("_hash", "_value")

    def __init__(self, new: Callable[[], object]) -> None:
        self._hash = new()
        self._value: bytes | None = None

    def update(self, block: bytes) -> None:
        self._hash.update(block)  # type: ignore[attr-defined]

    def digest(self) -> bytes:
        # awscrt lets a value be taken once.
        if self._value is None:
            self._value = bytes(self._hash.finalize())  # type: ignore[attr-defined]
        return self._value


def _new(name: str) -> _Hash:
    if name == "MD5":
        return hashlib.md5(usedforsecurity=False)
    if name in ("SHA1", "SHA256", "SHA512"):
        return hashlib.new(name, usedforsecurity=False)
    if name == "CRC32":
        return _Crc(zlib.crc32, 4)
    if name not in SIZES:
        raise ValueError(f"no checksum is called {name!r}")
    from awscrt import checksums as crt  # type: ignore[import-untyped]

    if name == "CRC32C":
        return _Crc(crt.crc32c, 4)
    if name == "CRC64NVME":
        return _Crc(crt.crc64nvme, 8)
    new = {
        "XXHASH64": crt.XXHash.new_xxhash64,
        "XXHASH3": crt.XXHash.new_xxhash3_64,
        "XXHASH128": crt.XXHash.new_xxhash3_128,
    }
    return _Xx(new[name])


class Digests:
    """A chosen set of checksums over blocks fed in order; `size_bytes` counts them."""

    __slots__ = ("_hashes", "size_bytes")

    def __init__(self, names: Iterable[str]) -> None:
        """`names` as in `SIZES`; an unknown one raises ValueError."""
        self._hashes: dict[str, _Hash] = {name: _new(name) for name in names}
        self.size_bytes = 0

    def update(self, block: bytes) -> None:
        """Take the block that comes next."""
        self.size_bytes += len(block)
        for one in self._hashes.values():
            one.update(block)

    def digest(self, name: str) -> bytes:
        """The value of one checksum over everything so far; feeding goes on only before the first call."""
        return self._hashes[name].digest()

    def hex(self, name: str) -> str:
        """The same in hexadecimal, as in an ETag."""
        return self.digest(name).hex()

    def base64(self, name: str) -> str:
        """The same in base64, as in `x-amz-checksum-` headers and Content-MD5."""
        return to_base64(self.digest(name))


def checksum(name: str, data: bytes) -> bytes:
    """One checksum over bytes at hand."""
    one = _new(name)
    one.update(data)
    return one.digest()


def to_base64(value: bytes) -> str:
    """Base64 on one line."""
    return b64encode(value).decode("ascii")


def from_base64(name: str, text: str) -> bytes | None:
    """The value of a checksum that a client sent; None where it is no base64 or has not the algorithm's length."""
    try:
        value = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return value if len(value) == SIZES[name] else None


def combine(name: str, first: bytes, second: bytes, second_size_bytes: int) -> bytes:
    """The CRC over two stretches of bytes from the CRC of each (`COMBINABLE` only).

    Source: S3 User Guide, Checking object integrity, full object checksums of multipart uploads.
    """
    if name not in COMBINABLE:
        raise ValueError(f"{name} of parts does not give that of the whole")
    from awscrt import checksums as crt

    functions = {"CRC32": crt.combine_crc32, "CRC32C": crt.combine_crc32c, "CRC64NVME": crt.combine_crc64nvme}
    value = functions[name](int.from_bytes(first, "big"), int.from_bytes(second, "big"), second_size_bytes)
    return int(value).to_bytes(SIZES[name], "big")


def composite(name: str, parts: Iterable[bytes]) -> str:
    """The checksum of a multipart upload of type COMPOSITE, from those of its parts in order: base64, "-", count.

    Source: S3 User Guide, Checking object integrity, composite checksums.
    """
    values = list(parts)
    return f"{to_base64(checksum(name, b''.join(values)))}-{len(values)}"
