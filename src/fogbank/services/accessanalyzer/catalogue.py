"""What the policy checks say: kinds, codes, words and links, and findings in the form of the wire."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fogbank.kernel.identity.located import place
from fogbank.services.accessanalyzer.reading import Key, Spot

if TYPE_CHECKING:
    from fogbank.services.accessanalyzer._shapes import Location, PathElement, Position, ValidatePolicyFinding

_REFERENCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
_TYPES = {
    "error": "ERROR",
    "general-warning": "WARNING",
    "security-warning": "SECURITY_WARNING",
    "suggestion": "SUGGESTION",
}


class Found(NamedTuple):
    """What a check found: its code, the places, and what its words are about."""

    code: str
    spots: tuple[Spot, ...]
    words: dict[str, str | int] = {}  # noqa: RUF012 - never changed


class Check(NamedTuple):
    """`kind`: error, general-warning, security-warning or suggestion."""

    kind: str
    words: str


@lru_cache(maxsize=1)
def checks() -> dict[str, Check]:
    """Every check by its issue code."""
    kinds = tomllib.loads(Path(__file__).with_name("checks.toml").read_text(encoding="utf-8"))
    return {code: Check(kind, words) for kind, texts in kinds.items() for code, words in texts.items()}


def found(code: str, *spots: Spot, **words: str | int) -> Found:
    """What a check found."""
    return Found(code, spots, words)


def finding(what: Found, text: str) -> "ValidatePolicyFinding":
    """A finding as ValidatePolicy answers it. Source: API Reference, ValidatePolicyFinding, Location, PathElement."""
    check = checks()[what.code]
    details = check.words
    for name, value in what.words.items():
        details = details.replace(f"{{{name}}}", str(value))
    return {
        "findingDetails": details,
        "findingType": _TYPES[check.kind],
        "issueCode": what.code,
        "learnMoreLink": f"{_REFERENCE}#access-analyzer-reference-policy-checks-{check.kind}-{_anchor(what.code)}",
        "locations": [_location(spot, text) for spot in what.spots],
    }


def _anchor(code: str) -> str:
    return code.lower().replace("_", "-")


def _location(spot: Spot, text: str) -> "Location":
    path: list[PathElement] = []
    for step in spot.path:
        if isinstance(step, int):
            path.append({"index": step})
        else:
            path.append({"key": str(step)} if isinstance(step, Key) else {"value": step})
    if spot.part is not None:
        path.append({"substring": {"start": spot.part[0], "length": spot.part[1]}})
    return {"path": path, "span": {"start": _position(text, spot.start), "end": _position(text, spot.end)}}


def _position(text: str, offset: int) -> "Position":
    where = place(text, offset)
    return {"line": where.line, "column": where.column, "offset": where.offset}
