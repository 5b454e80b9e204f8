"""What the model demands of an input: types, required members, lengths, ranges, patterns, enumerations.

One table of rules serves twice: as generated code that only says yes or no, on every call, and as a walk that finds
and words every violation, on the calls where the answer was no (explain.py).
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple

from fogbank.kernel.errors import Unreadable
from fogbank.wire import patterns
from fogbank.wire.models import OperationModel, ServiceModel, Shape
from fogbank.wire.protocols.source import AGGREGATES, Generator, body_members, generator
from fogbank.wire.quirks import validation as quirks

Validate = Callable[[dict[str, Any]], None]
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "bigInteger": (int,),
    "float": (float, int),
    "double": (float, int),
    "timestamp": (float, int),
    "boolean": (bool,),
    "blob": (bytes,),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
}
RANGES: dict[str, tuple[int, int]] = {
    "integer": (-(2**31), 2**31),
    "long": (-(2**63), 2**63),
    "timestamp": (-62135596800, 253402300800),
}
"""The first value of a type, and the first beyond it. Timestamps are of the years 1 to 9999: ISO 8601 has no others."""
PATTERN = "Member must satisfy regular expression pattern: "
_OPAQUE = ("document", "eventstream", "streaming", "jsonvalue")
_TABLE_FROM = 5
"""From so many optional members on, those that came are looked up and not each member asked for."""


class Rule(NamedTuple):
    """A constraint: source that is true where a value breaks it, and how AWS says so."""

    bad: str
    text: str


class Checker(Generator):
    """All constraints, everywhere."""

    runtime: ClassVar[Mapping[str, object]] = {}

    def rules(self, ref: Mapping[str, Any], var: str) -> list[Rule]:
        """The constraints on a value beyond its type and its own members."""
        shape = self.shape(ref)
        kind, found = shape["type"], []
        numeric = kind in ("integer", "long", "float", "double", "bigInteger")
        size, noun = (var, "value") if numeric else (f"len({var})", "length")
        if "max" in shape:
            text = f"Member must have {noun} less than or equal to {_number(shape['max'])}"
            found.append(Rule(f"{size} > {shape['max']!r}", text))
        if "min" in shape and (numeric or shape["min"] > 0):
            text = f"Member must have {noun} greater than or equal to {_number(shape['min'])}"
            found.append(Rule(f"{size} < {shape['min']!r}", text))
        pattern = shape.get("pattern")
        if pattern and kind == "string" and (self.service.name, ref["shape"]) not in quirks.UNCHECKED_PATTERNS:
            matches = self.constant(_pattern(pattern))
            found.append(Rule(f"not {matches}({var})", f"{PATTERN}{pattern}"))
        return found + self.enumeration(ref, var)

    def enumeration(self, ref: Mapping[str, Any], var: str) -> list[Rule]:
        """The constraint of an enumeration."""
        values = self.trait(ref, "enum")
        if not values or (self.service.name, ref["shape"]) in quirks.UNCHECKED_ENUMERATIONS:
            return []
        text = f"Member must satisfy enum value set: [{', '.join(values)}]"
        return [Rule(f"{var} not in {self.constant(frozenset(values))}", text)]

    def required(self, shape: Shape) -> list[str]:
        """The members that must be there."""
        return [name for name in shape.get("required", ()) if name in shape["members"]]

    def members(self, shape: Shape) -> dict[str, Any]:
        """The members to look into."""
        return {name: ref for name, ref in shape["members"].items() if self.is_checked(ref)}

    def is_checked(self, ref: Mapping[str, Any]) -> bool:
        """Whether there is anything to check of a member."""
        shape = self.shape(ref)
        return not any(ref.get(trait) or shape.get(trait) for trait in _OPAQUE)

    def bad(self, ref: Mapping[str, Any], var: str) -> str | None:
        """Source that is true where a value is refused."""
        if not self.is_checked(ref):
            return None
        kind = self.shape(ref)["type"]
        if kind in AGGREGATES:
            return f"not {self.name(ref['shape'])}({var})"
        wrong = " and ".join(f"{var}.__class__ is not {one.__name__}" for one in TYPES[kind])
        tests = [f"({wrong})" if len(TYPES[kind]) > 1 else wrong]
        if kind in RANGES:
            low, high = RANGES[kind]
            tests.append(f"not {low} <= {var} < {high}")
        return " or ".join([*tests, *(rule.bad for rule in self.rules(ref, var))])

    def holds(self, test: str, value: Any) -> bool:
        """Whether a rule's source is true of a value."""
        return bool(eval(test, self._scope, {"v": value}))

    def write(self, name: str, key: Any) -> list[str]:
        shape = self.shapes[key]
        kind = shape["type"]
        tests = [f"v.__class__ is not {TYPES[kind][0].__name__}"]
        if kind == "structure":
            return self._structure(name, shape)
        tests += [rule.bad for rule in self.rules({"shape": key}, "v")]
        lines = [f"def {name}(v):", f"    if {' or '.join(tests)}: return False"]
        if kind == "list":
            bad = self.bad(shape["member"], "x")
            # A sparse list may hold nulls.
            skip = "x is not None and " if shape.get("sparse") else ""
            lines += ["    for x in v:", f"        if {skip}({bad}): return False"] if bad else []
        else:
            key_bad, bad = self.bad(shape["key"], "k"), self.bad(shape["value"], "x")
            skip = "x is not None and " if shape.get("sparse") else ""
            lines += ["    for k, x in v.items():", f"        if {key_bad}: return False"]
            lines += [f"        if {skip}({bad}): return False"] if bad else []
        return [*lines, "    return True"]

    def _structure(self, name: str, shape: Shape) -> list[str]:
        required, members = self.required(shape), self.members(shape)
        lines = [f"def {name}(v):", "    if v.__class__ is not dict: return False"]
        for member in required:
            bad = self.bad(members[member], "x") if member in members else None
            lines += [f"    x = v.get({member!r})", f"    if x is None{' or ' + bad if bad else ''}: return False"]
        tests = {member: self.bad(ref, "x") for member, ref in members.items() if member not in required}
        if len(tests) < _TABLE_FROM:
            for member, bad in tests.items():
                lines += [f"    x = v.get({member!r})", f"    if x is not None and ({bad}): return False"]
            return [*lines, "    return True"]
        # A plain type is compared at once; a call is only made for what has more to it.
        plain = {member: TYPES[self.shape(members[member])["type"]][0].__name__ for member in tests}
        types = ", ".join(f"{m!r}: {plain[m]}" for m, bad in tests.items() if bad == f"x.__class__ is not {plain[m]}")
        rows = ", ".join(f"{member!r}: lambda x: {bad}" for member, bad in tests.items())
        self.tables.append(f"{name}_types = {{{types}}}")
        lines += [
            "    for n, x in v.items():",
            f"        if {name}_types.get(n) is x.__class__: continue",
            f"        c = {name}_tests.get(n)",
            "        if c is not None and x is not None and c(x): return False",
        ]
        return [f"{name}_tests = {{{rows}}}", *lines, "    return True"]


class ParameterChecker(Checker):
    """Types and required members; the rest is left to the handlers."""

    def rules(self, ref: Mapping[str, Any], var: str) -> list[Rule]:
        return []


class SchemaChecker(Checker):
    """Types everywhere; required members and enumerations in the body, and that there is a body."""

    def rules(self, ref: Mapping[str, Any], var: str) -> list[Rule]:
        return [] if "location" in ref else self.enumeration(ref, var)

    def required(self, shape: Shape) -> list[str]:
        required = super().required(shape)
        located = len(body_members(shape)) < len(shape["members"])
        return [name for name in required if name == shape.get("payload")] if located else required


class _Pattern:
    """A pattern, compiled when it is first asked."""

    __slots__ = ("_matches", "_pattern")

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._matches: Callable[[str], object] | None = None

    def __call__(self, text: str) -> object:
        if self._matches is None:
            self._matches = patterns.compiled(self._pattern) or (lambda text: True)
        return self._matches(text)


_pattern = cache(_Pattern)

_CHECKERS: dict[str, type[Checker]] = {
    "constraints": Checker,
    "parameter": ParameterChecker,
    "schema": SchemaChecker,
    "reason": Checker,
}


def checker(service: ServiceModel) -> tuple[str, Checker]:
    """The service's style of refusing, and its checker."""
    style = quirks.STYLES.get(service.name, "constraints")
    return style, generator(_CHECKERS[style], service)


def compile_validator(op: OperationModel) -> Validate:
    """Makes the function that refuses an input as the service would.

    Errors: ValidationFailed, Unreadable (wrong types), MissingParameter where the service says it so.
    """
    if op.input is None:
        return lambda params: None
    style, rules = checker(op.service)
    passes = rules.function(op.input)
    shape = op.input

    def validate(params: dict[str, Any]) -> None:
        try:
            if passes(params):
                return
        except RecursionError:
            raise Unreadable("The request is nested too deeply.") from None
        # Imported on the first refusal: most processes never word one.
        from fogbank.wire import explain

        explain.refuse(rules, style, shape, params)

    return validate


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
