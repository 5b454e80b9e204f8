"""The Condition element: every operator of the policy language, as a table. Pure.

Source: IAM User Guide, IAM JSON policy elements: Condition operators; Single-valued vs. multivalued context keys;
IAM policy elements: Variables and tags.
"""

import base64
import binascii
import ipaddress
import operator as compare
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from fogbank.kernel.identity import elements
from fogbank.kernel.identity.patterns import Keys, Patterns, Template, filled, glob, template, values

Match = Callable[[str], bool]
"""Whether a value of the request matches one of the policy's values."""


class Operator(NamedTuple):
    """How values compare. `prepare` makes the comparison with the policy's values, once.

    `negated`: true where none of them matches. `variables`: how a value with variables is made comparable, None
    where variables are plain text.
    """

    prepare: Callable[[Sequence[str]], Match]
    negated: bool = False
    variables: Callable[[Template, tuple[str, ...]], Match] | None = None


class Test(NamedTuple):
    """One key of one operator: `match` for the values without variables, `templates` for the others.

    `quantifier`: "", "ForAllValues" or "ForAnyValue"; `absent`: the outcome where the request does not have the key.
    """

    key: str
    quantifier: str
    negated: bool
    absent: bool
    match: Match
    templates: tuple[Template, ...]
    variables: Callable[[Template, tuple[str, ...]], Match] | None

    def holds(self, keys: Keys) -> bool:
        """Whether the request satisfies it.

        Without a quantifier a key with several values behaves as if each were there alone: one is to match, or, of a
        negated operator, none.
        """
        value = keys.get(self.key)
        if value is None or value == ():
            return self.absent
        match = self._with_variables(keys) if self.templates else self.match
        if isinstance(value, str):
            return match(value) != self.negated
        if self.quantifier == "ForAllValues":
            return all(match(each) != self.negated for each in value)
        if self.quantifier == "ForAnyValue":
            return any(match(each) != self.negated for each in value)
        return any(map(match, value)) != self.negated

    def _with_variables(self, keys: Keys) -> Match:
        """A variable that is not in the request equals nothing."""
        assert self.variables is not None
        found = [(parts, values(parts, keys)) for parts in self.templates]
        matches = [self.match, *(self.variables(parts, those) for parts, those in found if those is not None)]
        return lambda value: any(match(value) for match in matches)


class Null(NamedTuple):
    """Whether the request has a key: `wanted` True asks that it has not."""

    key: str
    wanted: bool

    def holds(self, keys: Keys) -> bool:
        """Whether the request satisfies it."""
        value = keys.get(self.key)
        return (value is None or value == ()) == self.wanted


class Unknown(NamedTuple):
    """An operator that the language does not have: it may not let anything through, and is always met by a Deny."""

    outcome: bool

    def holds(self, keys: Keys) -> bool:
        """The outcome, whatever the request."""
        return self.outcome


Condition = Test | Null | Unknown


def conditions(element: Any, *, variables: bool, allows: bool) -> Iterator[Condition]:
    """The tests of a Condition element, all of which are to hold. `allows`: whether the statement's effect is Allow."""
    for name, block in element.items() if isinstance(element, Mapping) else ():
        found = elements.operator(name)
        for key, value in block.items() if isinstance(block, Mapping) else ():
            wanted = [_text(each) for each in (value if isinstance(value, list) else [value])]
            if found is None:
                yield Unknown(not allows)
            elif found.name == "Null":
                yield Null(key.lower(), [each.lower() for each in wanted[:1]] == ["true"])
            else:
                yield _test(found, key.lower(), wanted, variables)


def _test(found: elements.Operator, key: str, wanted: list[str], variables: bool) -> Test:
    how = OPERATORS[found.name]
    variables = variables and how.variables is not None
    absent = found.if_exists or (found.quantifier == "ForAllValues" if found.quantifier else how.negated)
    return Test(
        key,
        found.quantifier,
        how.negated,
        absent,
        how.prepare([text for text in wanted if not (variables and "${" in text)]),
        tuple(template(text) for text in wanted if variables and "${" in text),
        how.variables,
    )


def _text(value: Any) -> str:
    """A value of a policy as text: JSON's true is "true", 10 is "10"."""
    return str(value).lower() if isinstance(value, bool) else str(value)


# -- comparisons of texts


def _equal(wanted: Sequence[str]) -> Match:
    return frozenset(wanted).__contains__


def _equal_filled(parts: Template, found: tuple[str, ...]) -> Match:
    return filled(parts, found).__eq__


def _equal_ignoring_case(wanted: Sequence[str]) -> Match:
    folded = frozenset(text.lower() for text in wanted)
    return lambda value: value.lower() in folded


def _equal_filled_ignoring_case(parts: Template, found: tuple[str, ...]) -> Match:
    text = filled(parts, found).lower()
    return lambda value: value.lower() == text


def _like(wanted: Sequence[str]) -> Match:
    patterns = Patterns(wanted)
    return lambda value: patterns.match(value, {})


def _like_filled(parts: Template, found: tuple[str, ...]) -> Match:
    pattern = glob(parts, found)
    return lambda value: pattern.fullmatch(value) is not None


def _arns(wanted: Sequence[str]) -> Match:
    patterns = [_segments(template(text), ()) for text in wanted]
    return lambda value: any(pattern(value) for pattern in patterns)


def _segments(parts: Template, found: tuple[str, ...]) -> Match:
    """Each of the six components on its own: a wildcard does not reach over a colon before the last one."""
    components: list[list[Any]] = [[""]]
    for part in parts:
        if isinstance(part, str):
            first, *others = part.split(":", 6 - len(components))
            components[-1][-1] += first
            components += [[other] for other in others]
        else:
            components[-1] += [part, ""]
    left = iter(found)
    globs = [glob(tuple(piece), tuple(next(left) for _ in piece[1::2])) for piece in components]

    def match(value: str) -> bool:
        given = value.split(":", 5)
        return len(given) == len(globs) == 6 and all(
            pattern.fullmatch(text) for pattern, text in zip(globs, given, strict=True)
        )

    return match


def _booleans(wanted: Sequence[str]) -> Match:
    return _equal_ignoring_case([text for text in wanted if text.lower() in ("true", "false")])


def _binaries(wanted: Sequence[str]) -> Match:
    known = frozenset(map(_decoded, wanted))
    return lambda value: _decoded(value) in known


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return text.encode("utf-8", "surrogatepass")


# -- comparisons of what has an order


def _ordered(read: Callable[[str], float | None], test: Callable[[float, float], bool]) -> Operator:
    def prepare(wanted: Sequence[str]) -> Match:
        known = [number for number in map(read, wanted) if number is not None]

        def match(value: str) -> bool:
            number = read(value)
            return number is not None and any(test(number, each) for each in known)

        return match

    return Operator(prepare)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _instant(text: str) -> float | None:
    """Epoch seconds of a date in the W3C's form of ISO 8601 (UTC where it names no zone), or of epoch seconds.

    Four digits are a year.
    """
    number = _number(text)
    if number is not None and len(text) != len("YYYY"):
        return number
    try:
        found = datetime.fromisoformat(f"{text}-01-01"[: len("YYYY-MM-DD")] if len(text) < len("YYYY-MM-DD") else text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


# -- addresses


class Range(NamedTuple):
    """Addresses in a row, of version 4 or 6; a single one is a range as well."""

    version: int
    first: int
    last: int


def _ranges(wanted: Sequence[str]) -> Match:
    known = [each for each in map(_range, wanted) if each is not None]

    def match(value: str) -> bool:
        given = _range(value)
        return given is not None and any(
            given.version == each.version and each.first <= given.first and given.last <= each.last for each in known
        )

    return match


@lru_cache(maxsize=4096)
def _range(text: str) -> Range | None:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    return Range(network.version, int(network.network_address), int(network.broadcast_address))


def _but(how: Operator) -> Operator:
    return how._replace(negated=True)


_EQUALS = Operator(_equal, variables=_equal_filled)
_EQUALS_IGNORING_CASE = Operator(_equal_ignoring_case, variables=_equal_filled_ignoring_case)
_LIKE = Operator(_like, variables=_like_filled)
_ARN = Operator(_arns, variables=_segments)
_ADDRESS = Operator(_ranges)
OPERATORS = {
    "StringEquals": _EQUALS,
    "StringNotEquals": _but(_EQUALS),
    "StringEqualsIgnoreCase": _EQUALS_IGNORING_CASE,
    "StringNotEqualsIgnoreCase": _but(_EQUALS_IGNORING_CASE),
    "StringLike": _LIKE,
    "StringNotLike": _but(_LIKE),
    "NumericEquals": _ordered(_number, compare.eq),
    "NumericNotEquals": _but(_ordered(_number, compare.eq)),
    "NumericLessThan": _ordered(_number, compare.lt),
    "NumericLessThanEquals": _ordered(_number, compare.le),
    "NumericGreaterThan": _ordered(_number, compare.gt),
    "NumericGreaterThanEquals": _ordered(_number, compare.ge),
    "DateEquals": _ordered(_instant, compare.eq),
    "DateNotEquals": _but(_ordered(_instant, compare.eq)),
    "DateLessThan": _ordered(_instant, compare.lt),
    "DateLessThanEquals": _ordered(_instant, compare.le),
    "DateGreaterThan": _ordered(_instant, compare.gt),
    "DateGreaterThanEquals": _ordered(_instant, compare.ge),
    "Bool": Operator(_booleans, variables=_equal_filled_ignoring_case),
    "BinaryEquals": Operator(_binaries),
    "IpAddress": _ADDRESS,
    "NotIpAddress": _but(_ADDRESS),
    "ArnEquals": _ARN,
    "ArnLike": _ARN,
    "ArnNotEquals": _but(_ARN),
    "ArnNotLike": _but(_ARN),
}
