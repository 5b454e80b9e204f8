"""Java's regular expressions, as the models have them, in Python's syntax.

Differences that the models use: `\\p{...}` classes, `&&`-free character classes with `\\u` escapes, `\\z`.
A service matches a pattern against the whole value, anchored or not.
"""

import re
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache

_POSIX = {
    "Alnum": "0-9A-Za-z",
    "Alpha": "A-Za-z",
    "ASCII": "\\x00-\\x7f",
    "Digit": "0-9",
    "Graph": "\\x21-\\x7e",
    "IsAlphabetic": "",
    "Lower": "a-z",
    "Print": "\\x20-\\x7e",
    "Punct": "!-/:-@\\[-`{-~",
    "Space": " \\t\\n\\x0b\\f\\r",
    "Upper": "A-Z",
    "XDigit": "0-9A-Fa-f",
    "all": "\\x00-\\U0010ffff",
}
_PROPERTY = re.compile(r"\\([pP])(?:\{\^?(\w+)\}|(\w))")


_ASTRAL = re.compile(r"\\uD800\\uDC00-\\uDBFF\\uDFFF", re.IGNORECASE)
_BRACED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


@cache
def compiled(pattern: str) -> Callable[[str], object] | None:
    """Whether a whole value matches; None where the pattern is beyond us, and then nothing is refused for it."""
    try:
        with warnings.catch_warnings():
            # Python warns of sets that a later version may read otherwise; ours are escaped, Java's are as they are.
            warnings.simplefilter("ignore", FutureWarning)
            expression = re.compile(translate(pattern), re.ASCII)  # \w, \d and \s are ASCII in Java
        # An anchor at the start alone says that the rest is free.
        free = pattern.startswith("^") and not pattern.endswith("$")
        return expression.match if free else expression.fullmatch
    except (re.error, OverflowError, KeyError):
        return None


def translate(pattern: str) -> str:
    """Java's expression as one of Python's. Raises re.error and KeyError where that is beyond us."""
    pattern = _ASTRAL.sub(r"\\U00010000-\\U0010ffff", pattern)
    pattern = _BRACED.sub(lambda match: f"\\U{int(match.group(1), 16):08x}", pattern)
    out: list[str] = []
    at, inside, after_class = 0, False, False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            match = _PROPERTY.match(pattern, at)
            following = pattern[at + 1 : at + 2]
            if match is not None:
                out.append(_property(match, inside))
                at = match.end()
            else:
                space = " \\t\\xa0" if inside else "[ \\t\\xa0]"
                out.append({"z": "\\Z", "h": space}.get(following, char + following))
                at += 2
            after_class = match is not None or following in "wdsWDSh"
            continue
        if not inside:
            inside = char == "["
            out.append(char)
            if inside and pattern[at + 1 : at + 2] == "^":
                out.append("^")
                at += 1
        elif char == "]":
            inside = False
            out.append(char)
        elif pattern.startswith("&&", at):
            raise re.error("intersection of classes")
        else:
            # Java takes a hyphen behind a class such as \\w, and a bracket within a class, for itself.
            out.append("\\" + char if char == "[" or (char == "-" and after_class) else char)
        after_class = False
        at += 1
    return "".join(out)


def _property(match: re.Match[str], inside: bool) -> str:
    negated, name = match.group(1) == "P", match.group(2) or match.group(3)
    if match.group(0)[3:4] == "^":
        negated = not negated
    name = name.removeprefix("Is") if name not in _POSIX else name
    ranges = _POSIX[name] if name in _POSIX else _category(name, negated)
    if name in _POSIX and negated:
        if inside:
            raise re.error("negated class in a class")
        return f"[^{ranges}]"
    return ranges if inside else f"[{ranges}]"


@cache
def _category(name: str, negated: bool) -> str:
    parts = _categories()
    names = [known for known in parts if known.startswith(name)]
    if not names:
        raise KeyError(name)
    if negated:
        names = [known for known in parts if not known.startswith(name)]
    return "".join(parts[known] for known in names)


@cache
def _categories() -> dict[str, str]:
    """Ranges of code points by general category; made once, when a pattern first asks (about 60 ms)."""
    ranges: dict[str, list[str]] = {}
    start, current = 0, unicodedata.category("\0")
    for point in range(1, 0x32400):
        category = unicodedata.category(chr(point))
        if category != current:
            ranges.setdefault(current, []).append(_range(start, point - 1))
            start, current = point, category
    ranges.setdefault(current, []).append(_range(start, 0xE00FF))
    ranges["Mn"].append(_range(0xE0100, 0xE01EF))
    ranges["Co"].append(_range(0xF0000, 0x10FFFF))
    return {name: "".join(parts) for name, parts in ranges.items()}


def _range(first: int, last: int) -> str:
    return f"\\U{first:08x}" if first == last else f"\\U{first:08x}-\\U{last:08x}"
