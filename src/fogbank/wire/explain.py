"""Words for what `validate` refused: a walk over the whole input that finds every violation.

Wording and paths are those of AWS's own framework, as seen in answers of IAM, SSM, KMS, Lambda, Cognito and
OpenSearch: "N validation error(s) detected: Value 'v' at 'path' failed to satisfy constraint: ...". Members' names
start in lower case, list items are `.1.member`, sensitive values are left out.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from fogbank.kernel.errors import ServiceError, Unreadable, ValidationFailed
from fogbank.wire.models import Shape
from fogbank.wire.protocols.source import AGGREGATES
from fogbank.wire.quirks import validation as quirks
from fogbank.wire.validate import PATTERN, RANGES, TYPES, Checker, Rule

_NULL = "Member must not be null"
_SCHEMA = "The XML you provided was not well-formed or did not validate against our published schema"
_JAVA = {"integer": "Integer", "long": "Long", "boolean": "Boolean", "blob": "ByteBuffer", "double": "Double"}


class Violation(NamedTuple):
    """One broken constraint."""

    path: str
    value: Any
    text: str
    sensitive: bool


def refuse(rules: Checker, style: str, shape: str, params: dict[str, Any]) -> NoReturn:
    """Raise what AWS answers to an input that the checker refused."""
    walk = _Walk(rules)
    walk.structure(rules.shapes[shape], params, "")
    found = walk.violations
    if not found and walk.worded:
        raise ValidationFailed(walk.worded[0])
    assert found, f"{rules.service.name} {shape}: refused, and nothing is wrong"
    if style == "parameter":
        text = quirks.MISSING_TEXTS[rules.service.name]
        raise ServiceError(text.format(name=walk.missing[0]), code="MissingParameter", status=400)
    if style == "schema":
        if rules.shapes[shape].get("payload") in walk.missing:
            code, text = quirks.MISSING_BODIES[rules.service.name]
            raise ServiceError(text, code=code, status=400)
        raise Unreadable(_SCHEMA)
    if style == "reason":
        raise _with_reason(rules.service.name, found[0])
    raise ValidationFailed(message(found))


def _with_reason(service: str, first: Violation) -> ValidationFailed:
    code, reasons = quirks.REASONS[service]
    reason, text = next(said for start, said in reasons.items() if first.text.startswith(start))
    return ValidationFailed(text, code=code, status=400, members={"Reason": reason})


def message(found: list[Violation]) -> str:
    """All violations in one sentence."""
    head = f"{len(found)} validation error{'s' if len(found) > 1 else ''} detected: "
    return head + "; ".join(_sentence(one) for one in found)


def _sentence(one: Violation) -> str:
    shown = "" if one.sensitive else " null" if one.value is None else f" '{_java(one.value)}'"
    return f"Value{shown} at '{one.path}' failed to satisfy constraint: {one.text}"


def _java(value: Any) -> str:
    """A value as Java prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_java(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}={_java(item)}' for name, item in value.items())}}}"
    if isinstance(value, bytes):
        return f"java.nio.HeapByteBuffer[pos=0 lim={len(value)} cap={len(value)}]"
    return str(value)


class _Walk:
    """One walk over one input. `worded`: what is to be said in the service's own words, where nothing else is wrong."""

    def __init__(self, rules: Checker) -> None:
        self._rules = rules
        self.violations: list[Violation] = []
        self.worded: list[str] = []
        self.missing: list[str] = []

    def structure(self, shape: Shape, value: dict[str, Any], path: str) -> None:
        """Check the members of a structure."""
        if value.__class__ is not dict:
            raise Unreadable(_wrong_type(value, "structure"))
        required, members = self._rules.required(shape), self._rules.members(shape)
        for name, ref in shape["members"].items():
            member, below = value.get(name), f"{path}.{_lower(name)}" if path else _lower(name)
            if member is None:
                if name in required:
                    self.missing.append(name)
                    self._add(below, None, _NULL, ref)
            elif name in members:
                self.value(ref, member, below)

    def value(self, ref: Mapping[str, Any], value: Any, path: str) -> None:
        """Check one value of any type."""
        if not self._rules.is_checked(ref):
            return
        shape = self._rules.shape(ref)
        kind = shape["type"]
        self._check_type(kind, value)
        own = quirks.PATTERN_TEXTS.get(self._rules.service.name, {}).get(path)
        for rule in self._broken(ref, value):
            if own is not None and rule.text.startswith(PATTERN):
                self.worded.append(f"The specified value for {path} is invalid. {own}")
            else:
                self._add(path, value, rule.text, ref)
        if kind == "structure":
            self.structure(shape, value, path)
        elif kind == "list":
            self._items(shape, value, path, ref)
        elif kind == "map":
            self._entries(shape, value, path, ref)

    def _items(self, shape: Shape, values: list[Any], path: str, ref: Mapping[str, Any]) -> None:
        inner = shape["member"]
        if self._rules.shape(inner)["type"] in AGGREGATES:
            for index, item in enumerate(values, 1):
                if item is not None or not shape.get("sparse"):
                    self.value(inner, item, f"{path}.{index}.member")
            return
        items = [item for item in values if item is not None or not shape.get("sparse")]
        self._scalars(inner, items, path, values, "Member must satisfy constraint", ref)

    def _entries(self, shape: Shape, values: dict[str, Any], path: str, ref: Mapping[str, Any]) -> None:
        self._scalars(shape["key"], list(values), path, values, "Map keys must satisfy constraint", ref)
        inner, sparse = shape["value"], shape.get("sparse")
        if self._rules.shape(inner)["type"] in AGGREGATES:
            for name, item in values.items():
                if item is not None or not sparse:
                    self.value(inner, item, f"{path}.{name}.member")
            return
        items = [item for item in values.values() if item is not None or not sparse]
        self._scalars(inner, items, path, values, "Map value must satisfy constraint", ref)

    def _scalars(
        self, inner: Mapping[str, Any], items: list[Any], path: str, whole: Any, text: str, ref: Mapping[str, Any]
    ) -> None:
        """What is wrong with plain items is said once, of the whole collection, with all constraints of an item."""
        if not self._rules.is_checked(inner):
            return
        broken = False
        for item in items:
            self._check_type(self._rules.shape(inner)["type"], item)
            broken = broken or bool(self._broken(inner, item))
        if broken:
            texts = ", ".join(rule.text for rule in self._rules.rules(inner, "v"))
            self._add(path, whole, f"{text}: [{texts}]", ref)

    def _broken(self, ref: Mapping[str, Any], value: Any) -> list[Rule]:
        return [rule for rule in self._rules.rules(ref, "v") if self._rules.holds(rule.bad, value)]

    def _add(self, path: str, value: Any, text: str, ref: Mapping[str, Any]) -> None:
        self.violations.append(Violation(path, value, text, bool(self._rules.shape(ref).get("sensitive"))))

    def _check_type(self, kind: str, value: Any) -> None:
        if value.__class__ not in TYPES[kind]:
            raise Unreadable(_wrong_type(value, kind))
        bounds = RANGES.get(kind)
        if bounds is not None and isinstance(value, int | float) and not bounds[0] <= value < bounds[1]:
            raise Unreadable(f"Value '{value}' does not fit into {_JAVA.get(kind, 'a timestamp')}.")


def _wrong_type(value: Any, kind: str) -> str:
    if value is None:
        return "Unexpected null."
    if isinstance(value, list):
        return "Start of list found where not expected"
    if isinstance(value, dict):
        return "Start of structure or map found where not expected."
    if kind in ("list", "structure", "map"):
        return f"Expected {'list' if kind == 'list' else 'map'} or null"
    names = {str: "STRING_VALUE", int: "NUMBER_VALUE", float: "NUMBER_VALUE"}
    token = names.get(type(value)) or ("TRUE_VALUE" if value is True else "FALSE_VALUE")
    target = _JAVA.get(kind, "milliseconds since epoch" if kind == "timestamp" else "String")
    return f"{token} can not be converted to {'a ' if kind != 'timestamp' else ''}{target}"


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
