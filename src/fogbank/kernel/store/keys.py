"""Tuples to bytes whose order is the order of the tuples.

Strings order by their UTF-8 bytes, integers and floats by value, False before True. A part never is a prefix of
another value of the same type, so a tuple's encoding followed by more parts stays between its neighbours.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Any

Encoder = Callable[[Any], bytes]

_INT = struct.Struct(">Q").pack
_FLOAT = struct.Struct(">d")
_UNSIGN = 1 << 63
_ALL = (1 << 64) - 1


def encode_str(part: str) -> bytes:
    """UTF-8, NUL escaped as 00 FF, ended by 00."""
    raw = part.encode("utf-8", "surrogatepass")
    return (raw.replace(b"\0", b"\0\xff") if b"\0" in raw else raw) + b"\0"


def encode_bytes(part: bytes) -> bytes:
    """As text: NUL escaped as 00 FF, ended by 00."""
    return (part.replace(b"\0", b"\0\xff") if b"\0" in part else part) + b"\0"


def encode_int(part: int) -> bytes:
    """Eight bytes, big end first, the sign bit turned: from -2**63 to 2**63 - 1."""
    return _INT(part + _UNSIGN)


def encode_float(part: float) -> bytes:
    """The IEEE double with its bits turned so that bytes order as the values do."""
    raw = _FLOAT.pack(part + 0.0)
    if raw[0] & 0x80:
        return _INT(int.from_bytes(raw, "big") ^ _ALL)
    return bytes((raw[0] | 0x80,)) + raw[1:]


def encode_bool(part: bool) -> bytes:
    """One byte."""
    return b"\1" if part else b"\0"


ENCODERS: dict[type, Encoder] = {
    str: encode_str,
    bytes: encode_bytes,
    int: encode_int,
    float: encode_float,
    bool: encode_bool,
}


def key_maker(prefix: bytes, types: Sequence[type], sources: Sequence[str]) -> Callable[[Any], bytes]:
    """A function of `record` that gives `prefix` and the encoded parts; `sources` are expressions over `record`.

    Made as code, because every read and write begins with it: neighbouring strings become one text, encoded once,
    where no NUL is in them.
    """
    parts: list[str] = []
    lines: list[str] = []
    at = 0
    while at < len(types):
        end = at
        while end < len(types) and types[end] is str:
            end += 1
        if end == at:
            parts.append(f"encode_{types[at].__name__}({sources[at]})")
            at += 1
            continue
        text = f"text{at}"
        joined = "".join(f"{{{source}}}\\0" for source in sources[at:end])
        careful = " + ".join(f"encode_str({source})" for source in sources[at:end])
        lines += [
            f'    {text} = f"{joined}"',
            f'    {text} = {text}.encode("utf-8", "surrogatepass") if {text}.count("\\0") == {end - at} else {careful}',
        ]
        parts.append(text)
        at = end
    body = "\n".join(["def make(record):", *lines, f"    return {' + '.join(['prefix', *parts])}"])
    scope: dict[str, Any] = {f"encode_{kind.__name__}": encoder for kind, encoder in ENCODERS.items()}
    scope["prefix"] = prefix
    exec(body, scope)
    return scope["make"]  # type: ignore[no-any-return]


def after(prefix: bytes) -> bytes:
    """The first key behind all keys that begin with `prefix`."""
    stripped = prefix.rstrip(b"\xff")
    if not stripped:
        return b"\xff" * 9
    return stripped[:-1] + bytes((stripped[-1] + 1,))
