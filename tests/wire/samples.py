"""Makes a value of any shape of any model: deterministic, true to the shape's constraints, every member covered.

A structure is filled in full the first time that a sampler meets it, and later only with what it must have, so that
one service's samples stay small and still cover every member of every shape that they reach.
"""

import re
import warnings
from re import _constants as sre
from re import _parser
from typing import Any

from fogbank.wire import patterns
from fogbank.wire.models import ServiceModel
from fogbank.wire.quirks import xml as quirks

PLAIN = "a<b> & \"c\" 'd' é/%+=;,x"
HEADER = 'plain, "quoted" text'
TIME, WHOLE_TIME = 1700000000.123, 1700000001.0
DEPTH_MAX = 10


class Sampler:
    """Samples of one service in one direction."""

    def __init__(self, service: ServiceModel, *, ascii_only: bool = False) -> None:
        self._shapes = service.shapes
        self._whole = service.name in quirks.SECONDS
        self._met: set[str] = set()
        self._turns: dict[str, int] = {}
        self._plain = "plain text" if ascii_only else PLAIN
        self.unmatched = False
        """Whether some value so far may break its pattern or length."""

    def top(self, shape_name: str, *, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
        """A whole input or output: every member."""
        members = self._shapes[shape_name]["members"]
        return {name: self.value(ref, 1) for name, ref in members.items() if name not in skip}

    def value(self, ref: dict[str, Any], depth: int) -> Any:
        """One value."""
        shape = self._shapes[ref["shape"]]
        if shape.get("document"):
            return {"a": [1, "x", True], "b": {"c": 1.5}}
        if ref.get("jsonvalue") and ref.get("location") == "header":
            return {"a": [1, "é"]}
        return getattr(self, "_" + shape["type"])(ref, shape, depth)

    def _structure(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> dict[str, Any]:
        name, members = ref["shape"], shape["members"]
        if shape.get("union"):
            turn = self._turns[name] = self._turns.get(name, -1) + 1
            choices = list(members)
            if depth > DEPTH_MAX:
                choices = [one for one in choices if self._is_scalar(members[one])] or choices
            choice = choices[turn % len(choices)]
            return {choice: self.value(members[choice], depth + 1)}
        full = name not in self._met and depth < DEPTH_MAX
        self._met.add(name)
        required = shape.get("required", ())
        chosen = {m: r for m, r in members.items() if full or m in required}
        if not chosen and members:
            # A structure with nothing in it is not written by every protocol.
            member = next((m for m, r in members.items() if self._is_scalar(r)), next(iter(members)))
            chosen = {member: members[member]}
        return {member: self.value(inner, depth + 1) for member, inner in chosen.items()}

    def _is_scalar(self, ref: dict[str, Any]) -> bool:
        return self._shapes[ref["shape"]]["type"] not in ("structure", "list", "map")

    def _list(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> list[Any]:
        if depth > 3 * DEPTH_MAX:
            self.unmatched = self.unmatched or shape.get("min", 0) > 0
            return []
        count = max(1, shape.get("min", 1))
        if depth < 4 and shape.get("max", 2) >= 2:
            count = max(2, count)
        return [self.value({**shape["member"], **_place(ref)}, depth + 1) for _ in range(min(count, 30))]

    def _map(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> dict[str, Any]:
        if ref.get("location") == "headers":
            return {"key-one": "value", "key2": HEADER}
        self.unmatched = self.unmatched or shape.get("min", 1) > 1
        key = self.value({**shape["key"], **_place(ref)}, depth + 1)
        return {key: self.value({**shape["value"], **_place(ref)}, depth + 1)}

    def _string(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> str:
        values = ref.get("enum") or shape.get("enum")
        if values:
            return str(values[0])
        low, high = shape.get("min", 0), shape.get("max", 1 << 30)
        if ref.get("location") == "uri":
            low = max(low, 1)
        pattern = shape.get("pattern")
        if pattern:
            found = matching(pattern, low, high)
            if found is not None:
                return found
            self.unmatched = True
        location = ref.get("location")
        text = {"header": "header text", "uri": "label text"}.get(location, self._plain)
        if ref.get("hostLabel"):
            text = "label"
        text = text if len(text) <= high else text[:high]
        return text + "x" * (min(low, 5000) - len(text))

    def _integer(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> int:
        if ref.get("location") == "statusCode":
            return 202
        return int(max(shape.get("min", -5), min(shape.get("max", 7), 7)))

    _long = _integer

    def _float(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> float:
        return float(max(shape.get("min", -5), min(shape.get("max", 1.5), 1.5)))

    _double = _float

    def _boolean(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> bool:
        turn = self._turns["bool"] = self._turns.get("bool", 0) + 1
        return turn % 2 == 1

    def _timestamp(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> float:
        form = ref.get("timestampFormat") or shape.get("timestampFormat")
        whole = ref.get("location") == "header" or form == "rfc822" or self._whole
        return WHOLE_TIME if whole else TIME

    def _blob(self, ref: dict[str, Any], shape: dict[str, Any], depth: int) -> bytes:
        data = b"\x00\xffblob"
        return (data * (shape.get("min", 1) // 6 + 1))[: shape.get("max", 1 << 30)]


def _place(ref: dict[str, Any]) -> dict[str, Any]:
    return {"location": ref["location"]} if "location" in ref else {}


_found: dict[tuple[str, int, int], str | None] = {}


def matching(pattern: str, low: int, high: int) -> str | None:
    """A text that matches a pattern of the models and is as long as it must be; None where none was found."""
    key = (pattern, low, high)
    if key not in _found:
        _found[key] = _search(pattern, low, high)
    return _found[key]


def _search(pattern: str, low: int, high: int) -> str | None:
    check = patterns.compiled(pattern)
    if check is None:
        return None
    # Most patterns take something plain, and parsing them costs more than trying.
    for one in ("a" * max(low, 1), "1" * max(low, 1), "arn:aws:a:b:123456789012:c/d"):
        if low <= len(one) <= high and check(one):
            return one
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(patterns.translate(pattern))
    except re.error:
        return None
    for repeat in (1, 2, low, low - 1, low // 2, 3, 8, 12, 20, 36, 40, 64):
        text = _write(tree, max(repeat, 0))
        candidates = (text, text.ljust(low, text[-1:] or "a"))
        for one in candidates:
            if low <= len(one) <= high and check(one):
                return one
    return None


def _write(tree: Any, repeat: int) -> str:
    return "".join(_part(code, value, repeat) for code, value in tree)


def _part(code: Any, value: Any, repeat: int) -> str:
    if code is sre.LITERAL:
        return chr(value)
    if code is sre.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if code is sre.ANY:
        return "a"
    if code is sre.IN:
        return _one_of(value)
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _write(inner, repeat) * min(max(least, min(repeat, 5000)), most)
    if code is sre.SUBPATTERN:
        return _write(value[3], repeat)
    if code is sre.BRANCH:
        return _write(value[1][0], repeat)
    if code is sre.ATOMIC_GROUP:
        return _write(value, repeat)
    return ""


def _one_of(items: list[Any]) -> str:
    negated = items[0][0] is sre.NEGATE
    test = re.compile("[" + "".join(_class_source(item) for item in items) + "]")
    for char in "aA1-_/ .:@bcxyzBCD09\t":
        if test.match(char):
            return char
    first = next((value for code, value in items if code is sre.LITERAL and not negated), None)
    start = next((value[0] for code, value in items if code is sre.RANGE and not negated), None)
    return chr(first if first is not None else start if start is not None else 0x4E2D)


def _class_source(item: Any) -> str:
    code, value = item
    if code is sre.NEGATE:
        return "^"
    if code is sre.LITERAL:
        return f"\\U{value:08x}"
    if code is sre.RANGE:
        return f"\\U{value[0]:08x}-\\U{value[1]:08x}"
    classes = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "WORD": r"\w", "NOT_WORD": r"\W", "SPACE": r"\s", "NOT_SPACE": r"\S"}
    return classes[str(value).removeprefix("CATEGORY_")]
