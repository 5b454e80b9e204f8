"""Text and numbers of the wire to Python's values and back. Pure; what cannot be read raises `Unreadable`."""

import binascii
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Any

import orjson

from fogbank.kernel.errors import Unreadable

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BAD_XML = re.compile("[\x00-\x08\x0b-\x1f]")


def to_int(text: str) -> int:
    """A decimal integer, strictly."""
    if _INTEGER.fullmatch(text.strip()) is None:
        raise Unreadable(f"Value '{text[:64]}' is not an integer.")
    return int(text)


def to_float(text: str) -> float:
    """A decimal number, or NaN and the infinities under their names."""
    special = _SPECIAL.get(text)
    if special is not None:
        return special
    if _NUMBER.fullmatch(text.strip()) is None:
        raise Unreadable(f"Value '{text[:64]}' is not a number.")
    return float(text)


def to_bool(text: str) -> bool:
    """`true` or `false` in any case."""
    lower = text.strip().lower()
    if lower not in ("true", "false"):
        raise Unreadable(f"Value '{text[:64]}' is not a boolean: use true or false.")
    return lower == "true"


def to_bytes(text: str) -> bytes:
    """Base64, strictly but for white space."""
    try:
        return binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except ValueError:
        raise Unreadable("Invalid base64 in a blob.") from None


def to_time(text: str) -> float:
    """Seconds since 1970 out of any of the forms that AWS reads: ISO 8601, RFC 822 dates, epoch seconds."""
    text = text.strip()
    try:
        match = _ISO.fullmatch(text)
        if match is not None:
            return _iso_seconds(match)
        if _NUMBER.fullmatch(text) is not None:
            return float(text)
        match = _COMPACT.fullmatch(text) or _DATE.fullmatch(text)
        if match is not None:
            year, month, day, hour, minute, second = (*(int(part) for part in match.groups()), 0, 0, 0)[:6]
            return (datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _EPOCH).total_seconds()
        # Imported where it is needed: it brings in half of the email package.
        from email.utils import parsedate_to_datetime

        moment = parsedate_to_datetime(text)
        return (moment.replace(tzinfo=moment.tzinfo or UTC) - _EPOCH).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        raise Unreadable(f"Value '{text[:64]}' is not a timestamp.") from None


def _iso_seconds(match: re.Match[str]) -> float:
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    second, fraction, zone = match.group(6), match.group(7), match.group(8)
    moment = datetime(year, month, day, hour, minute, min(int(second or 0), 59), tzinfo=UTC)
    seconds = (moment - _EPOCH).total_seconds() + float(fraction or 0)
    if zone and zone not in "Zz":
        digits = zone[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])).total_seconds()
        seconds += shift if zone[0] == "-" else -shift
    return seconds


def read_bytes(value: Any) -> Any:
    """A blob of JSON. What is not text stays, for the validator to refuse."""
    return to_bytes(value) if value.__class__ is str else value


def read_time(value: Any) -> Any:
    """A timestamp of JSON or CBOR: a number, or text in any form."""
    if value.__class__ is int or value.__class__ is float:
        return float(value)
    return to_time(value) if value.__class__ is str else value


def read_float(value: Any) -> Any:
    """A float of JSON or CBOR: a number, or the name of one that JSON cannot write."""
    if value.__class__ is int:
        return float(value)
    return _SPECIAL.get(value, value) if value.__class__ is str else value


def read_json_header(text: str) -> Any:
    """A header whose value is base64 of JSON (the `jsonvalue` trait)."""
    try:
        return orjson.loads(to_bytes(text))
    except ValueError:
        raise Unreadable("Invalid JSON in a header.") from None


def epoch(seconds: float) -> int | float:
    """Epoch seconds as JSON has them: whole, or with milliseconds."""
    return int(seconds) if seconds == int(seconds) else round(seconds, 3)


def epoch_text(seconds: float) -> str:
    """Epoch seconds as text."""
    return str(epoch(seconds))


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def iso(seconds: float) -> str:
    """ISO 8601 in UTC, with milliseconds only where there are any."""
    whole, millis = divmod(round(seconds * 1000), 1000)
    stamp = (_EPOCH + timedelta(seconds=whole)).isoformat()[:19]
    return f"{stamp}.{millis:03d}Z" if millis else stamp + "Z"


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def iso_millis(seconds: float) -> str:
    """ISO 8601 in UTC, always with milliseconds."""
    whole, millis = divmod(round(seconds * 1000), 1000)
    return f"{(_EPOCH + timedelta(seconds=whole)).isoformat()[:19]}.{millis:03d}Z"


def iso_seconds(seconds: float) -> str:
    """ISO 8601 in UTC, without what is left of the second."""
    return iso(float(int(seconds)))


def rfc822(seconds: float) -> str:
    """An HTTP date."""
    return _http_date(int(seconds))


@lru_cache(maxsize=1024)
def _http_date(seconds: int) -> str:
    moment = _EPOCH + timedelta(seconds=seconds)
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02d} {month} {moment.year:04d} {moment:%H:%M:%S} GMT"


def float_text(value: float) -> str:
    """A float as text; whole ones keep their point, as Java writes them."""
    if isfinite(value):
        return repr(float(value))
    return "NaN" if value != value else ("Infinity" if value > 0 else "-Infinity")


def json_float(value: float) -> float | str:
    """A float as JSON has it: NaN and the infinities by name."""
    return value if isfinite(value) else float_text(value)


def bool_text(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"


def base64_text(value: bytes) -> str:
    """Base64 in one line."""
    return binascii.b2a_base64(value, newline=False).decode()


def json_header(value: Any) -> str:
    """A `jsonvalue` header: base64 of JSON."""
    return base64_text(orjson.dumps(value))


def escape(text: str) -> str:
    """Text for XML content; control characters become references, as S3 writes them into listings."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if not text.isprintable() and _BAD_XML.search(text):
        text = _BAD_XML.sub(lambda match: f"&#x{ord(match.group()):x};", text)
    return text


def legible(text: str) -> str:
    """Text for XML content that every parser can read: characters that XML 1.0 has no way to write are question marks.

    For errors, which quote what was sent.
    """
    return escape(_NOT_XML.sub("?", text))


def attribute(text: str) -> str:
    """Text for an XML attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


TIME_WRITERS = {"iso8601": iso, "rfc822": rfc822, "unixTimestamp": epoch}
