"""Keys as bytes whose order is DynamoDB's: strings by UTF-8, numbers by value, binary by unsigned bytes. Pure.

A *partition* is eight hexadecimal digits of a hash, then the partition key itself: a scan goes by the hash, and a span
of hashes is a physical partition or a segment of a scan. A *sort* is the sort key alone.
Source: Developer Guide, Partitions and data distribution; Query, "results are always sorted by the sort key value".
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import md5
from typing import Any, NamedTuple

from fogbank.kernel.store.keys import after, encode_bytes

Value = Mapping[str, Any]

HASH_DIGITS = 8
HASHES = 16**HASH_DIGITS
"""How many hashes there are."""

_EXPONENT_BIAS = 500
_COMPLEMENT = bytes.maketrans(b"0123456789", b"9876543210")


def of_number(text: str) -> bytes:
    """A number in canonical text (numbers.py): a class by sign, the exponent, the significant digits."""
    if text == "0":
        return b"1"
    negative = text[0] == "-"
    whole, _, fraction = (text[1:] if negative else text).partition(".")
    if whole == "0":
        digits = fraction.lstrip("0")
        exponent = len(digits) - len(fraction)
    else:
        digits, exponent = whole + fraction, len(whole)
    body = f"{exponent + _EXPONENT_BIAS}{digits.rstrip('0')}".encode()
    # Of two negative numbers the one with more digits is the smaller: a mark above every digit ends it.
    return b"0" + body.translate(_COMPLEMENT) + b"~" if negative else b"2" + body


_ENCODERS: dict[str, Callable[[Any], bytes]] = {"S": str.encode, "N": of_number, "B": bytes}


def part(kind: str, value: Value) -> bytes:
    """One key attribute of the type S, N or B."""
    return _ENCODERS[kind](value[kind])


def joined(parts: Sequence[bytes]) -> bytes:
    """Several key attributes as one: each may have any bytes, and their order is that of the tuple."""
    return parts[0] if len(parts) == 1 else b"".join([encode_bytes(each) for each in parts])


def partition(raw: bytes) -> bytes:
    """The partition of a partition key."""
    return md5(raw, usedforsecurity=False).hexdigest()[:HASH_DIGITS].encode() + raw


def hash_of(place: bytes) -> int:
    """The hash of a partition, from 0 to below HASHES."""
    return int(place[:HASH_DIGITS], 16)


def hash_bound(numerator: int, denominator: int) -> bytes:
    """Where the hashes of a share begin: partitions from here on belong to the share `numerator` of `denominator`."""
    first = -(-numerator * HASHES // denominator)
    return f"{first:0{HASH_DIGITS}x}".encode()


class Span(NamedTuple):
    """Sort keys from `low` (included) to `high` (excluded; None: to the end)."""

    low: bytes = b""
    high: bytes | None = None


EVERYTHING = Span()


def span(operator: str, bounds: Sequence[bytes]) -> Span:
    """The sort keys that satisfy a test: =, <, <=, >, >=, BETWEEN (two bounds) or begins_with."""
    first = bounds[0]
    if operator == "BETWEEN":
        return Span(first, bounds[1] + b"\0")
    return _SPANS[operator](first)


def _beginning(prefix: bytes) -> Span:
    return Span(prefix, after(prefix) if prefix.rstrip(b"\xff") else None)


_SPANS: dict[str, Callable[[bytes], Span]] = {
    "=": lambda key: Span(key, key + b"\0"),
    "<": lambda key: Span(b"", key),
    "<=": lambda key: Span(b"", key + b"\0"),
    ">": lambda key: Span(key + b"\0"),
    ">=": Span,
    "begins_with": _beginning,
}


def span_behind(leading: Sequence[bytes], operator: str, bounds: Sequence[bytes]) -> Span:
    """As `span`, of a sort key of several attributes: the `leading` ones are known, the test is on the next one.

    With an empty operator there is no test: all that has the leading attributes.
    """
    prefix = b"".join([encode_bytes(each) for each in leading])
    whole = _beginning(prefix) if prefix else EVERYTHING
    if not operator:
        return whole
    if operator == "begins_with":
        return _beginning(prefix + encode_bytes(bounds[0])[:-1])
    ends = [prefix + encode_bytes(bound) for bound in bounds]
    first, last = ends[0], after(ends[-1])
    return {
        "=": Span(first, last),
        "<": Span(whole.low, first),
        "<=": Span(whole.low, last),
        ">": Span(last, whole.high),
        ">=": Span(first, whole.high),
        "BETWEEN": Span(first, last),
    }[operator]
