"""CBOR (RFC 8949), as much as Smithy's protocol has: strict, bounded in depth, timestamps as tag 1."""

from struct import pack, unpack_from
from typing import Any

from fogbank.kernel.errors import Unreadable

_DEPTH_MAX = 128
_BREAK = object()
_SIMPLE = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}


class Epoch(float):
    """A timestamp: it goes out with tag 1."""


class EpochMillis(float):
    """A timestamp of the older CBOR dialect: whole milliseconds under tag 1."""


def encode(value: Any) -> bytes:
    """A value as CBOR. Members that are None are left out."""
    parts: list[bytes] = []
    _encode(value, parts.append)
    return b"".join(parts)


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return pack(">B", major | size)
    if size < 0x100:
        return pack(">BB", major | 24, size)
    if size < 0x10000:
        return pack(">BH", major | 25, size)
    return pack(">BI", major | 26, size) if size < 0x100000000 else pack(">BQ", major | 27, size)


def _encode(value: Any, put: Any) -> None:
    kind = value.__class__
    if kind is str:
        data = value.encode("utf-8", "replace")
        put(_head(0x60, len(data)))
        put(data)
    elif kind is dict:
        kept = {name: item for name, item in value.items() if item is not None}
        put(_head(0xA0, len(kept)))
        for name, item in kept.items():
            _encode(name, put)
            _encode(item, put)
    elif kind is list or kind is tuple:
        put(_head(0x80, len(value)))
        for item in value:
            _encode(item, put)
    elif kind is bool:
        put(b"\xf5" if value else b"\xf4")
    elif kind is int:
        put(_head(0x00, value) if value >= 0 else _head(0x20, -1 - value))
    elif kind is Epoch:
        put(b"\xc1" + pack(">Bd", 0xFB, value))
    elif kind is EpochMillis:
        put(b"\xc1")
        _encode(round(value * 1000), put)
    elif kind is float:
        put(pack(">Bd", 0xFB, value))
    elif kind is bytes or kind is bytearray:
        put(_head(0x40, len(value)))
        put(bytes(value))
    elif value is None:
        put(b"\xf6")
    else:
        raise TypeError(f"a handler's answer holds a {kind.__name__}")


def decode(data: bytes) -> Any:
    """The one value of a CBOR text. Raises Unreadable."""
    reader = _Reader(data)
    try:
        value = reader.item(0)
        if reader.at != len(data) or value is _BREAK:
            raise Unreadable("Invalid CBOR: unexpected bytes.")
        return value
    except (IndexError, ValueError, TypeError, OverflowError):
        raise Unreadable("Invalid CBOR.") from None


class _Reader:
    """A place in the bytes."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def item(self, depth: int) -> Any:
        """The next value, or _BREAK."""
        if depth > _DEPTH_MAX:
            raise Unreadable("Invalid CBOR: nested too deeply.")
        first = self.data[self.at]
        self.at += 1
        major, info = first >> 5, first & 31
        if major == 7:
            return self._simple(info)
        if info == 31:
            return self._indefinite(major, depth)
        size = self._size(info)
        if major == 0:
            return size
        if major == 1:
            return -1 - size
        if major == 2:
            return self._take(size)
        if major == 3:
            return self._take(size).decode()
        if major == 4:
            self._check_count(size)
            return [self._value(depth + 1) for _ in range(size)]
        if major == 5:
            self._check_count(size)
            return self._map(depth, size)
        return self._tagged(size, depth)

    def _size(self, info: int) -> int:
        if info < 24:
            return info
        if info > 27:
            raise ValueError
        return int.from_bytes(self._take(1 << (info - 24)), "big")

    def _take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise IndexError
        found = self.data[self.at : end]
        self.at = end
        return found

    def _check_count(self, count: int) -> None:
        # Every item takes a byte at least: a huge count is refused before anything is made for it.
        if count > len(self.data) - self.at:
            raise IndexError

    def _value(self, depth: int) -> Any:
        value = self.item(depth)
        if value is _BREAK:
            raise ValueError
        return value

    def _map(self, depth: int, size: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for _ in range(size):
            self._entry(found, self._value(depth + 1), depth)
        return found

    def _entry(self, into: dict[str, Any], name: Any, depth: int) -> None:
        if name.__class__ is not str:
            raise TypeError
        value = self._value(depth + 1)
        if value is not None:
            into[name] = value

    def _simple(self, info: int) -> Any:
        if info in _SIMPLE:
            return _SIMPLE[info]
        if info == 31:
            return _BREAK
        form, size = _FLOATS.get(info, ("", 0))
        if not size:
            raise ValueError
        self._take(size)
        return unpack_from(form, self.data, self.at - size)[0]

    def _indefinite(self, major: int, depth: int) -> Any:
        if major == 5:
            found: dict[str, Any] = {}
            while (name := self.item(depth + 1)) is not _BREAK:
                self._entry(found, name, depth)
            return found
        if major not in (2, 3, 4):
            raise ValueError
        items: list[Any] = []
        while (value := self.item(depth + 1)) is not _BREAK:
            items.append(value)
        if major == 4:
            return items
        kind = bytes if major == 2 else str
        if any(item.__class__ is not kind for item in items):
            raise TypeError
        return kind().join(items)

    def _tagged(self, tag: int, depth: int) -> Any:
        value = self._value(depth + 1)
        if tag == 1:
            if value.__class__ is not int and value.__class__ is not float:
                raise TypeError
            return float(value)
        if tag in (2, 3) and value.__class__ is bytes:
            number = int.from_bytes(value, "big")
            return number if tag == 2 else -1 - number
        raise ValueError
