"""The access decision: pure, and it explains itself. No store, no clock, no service names.

So far it knows resource policies and account roots. A statement with a condition operator or key that it does not
know never allows and always denies.
Source: IAM User Guide, Policy evaluation logic; Grammar of the IAM JSON policy language.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from fogbank.kernel.arn import parse
from fogbank.kernel.identity.principal import Principal

Statement = Mapping[str, Any]


class Question(NamedTuple):
    """May this principal do this action on this resource? `context` has condition keys in lower case."""

    principal: Principal
    action: str
    resource: str
    owner: str
    context: Mapping[str, str]


class Decision(NamedTuple):
    """The answer, why, and the statements that decided."""

    allowed: bool
    reason: str
    explicit: bool = False
    statements: tuple[Statement, ...] = ()


def decide(question: Question, resource_policy: str | None) -> Decision:
    """Explicit deny wins; the owner's root is allowed; everybody else needs the resource policy."""
    matching = [s for s in _statements(resource_policy) if _matches(s, question)] if resource_policy else []
    denies = tuple(s for s in matching if s.get("Effect") == "Deny")
    if denies:
        return Decision(False, "with an explicit deny in a resource-based policy", True, denies)
    principal = question.principal
    if principal.kind == "service" or (principal.is_root and principal.account == question.owner):
        return Decision(True, "the account's root")
    allows = tuple(s for s in matching if s.get("Effect") == "Allow")
    if allows:
        return Decision(True, "a resource-based policy allows it", False, allows)
    return Decision(False, f"because no resource-based policy allows the {question.action} action")


@lru_cache(maxsize=1024)
def _statements(policy: str) -> tuple[Statement, ...]:
    document = orjson.loads(policy)
    statements = document.get("Statement", [])
    return tuple(statements if isinstance(statements, list) else [statements])


def _matches(statement: Statement, question: Question) -> bool:
    return (
        _principal(statement, question.principal)
        and _listed(statement, "Action", question.action.lower(), lower=True)
        and _listed(statement, "Resource", question.resource, lower=False)
        and _conditions(statement, question.context)
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _principal(statement: Statement, principal: Principal) -> bool:
    if "NotPrincipal" in statement:
        return not _names(statement["NotPrincipal"], principal)
    return "Principal" in statement and _names(statement["Principal"], principal)


def _names(element: Any, principal: Principal) -> bool:
    if element == "*":
        return True
    if not isinstance(element, Mapping):
        return False
    if principal.kind == "service":
        return principal.id in _many(element.get("Service", []))
    for name in _many(element.get("AWS", [])):
        if name in ("*", principal.arn) or (principal.account and name == principal.account):
            return True
        arn = parse(str(name))
        if arn and arn.resource == "root" and arn.account == principal.account:
            return True
    return False


def _listed(statement: Statement, element: str, value: str, *, lower: bool) -> bool:
    if f"Not{element}" in statement:
        return not any(_like(str(p), value, lower) for p in _many(statement[f"Not{element}"]))
    return any(_like(str(p), value, lower) for p in _many(statement.get(element, [])))


def _like(pattern: str, value: str, lower: bool) -> bool:
    return _pattern(pattern.lower() if lower else pattern).fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    """`*` is any text, `?` one character; nothing else is special."""
    return re.compile("".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern), re.DOTALL)


def _equals(value: str, wanted: str) -> bool:
    return value == wanted


def _equals_ignoring_case(value: str, wanted: str) -> bool:
    return value.lower() == wanted.lower()


def _alike(value: str, wanted: str) -> bool:
    return _like(wanted, value, False)


_OPERATORS = {
    "StringEquals": _equals,
    "StringEqualsIgnoreCase": _equals_ignoring_case,
    "StringLike": _alike,
    "ArnEquals": _alike,
    "ArnLike": _alike,
    "Bool": _equals_ignoring_case,
}


def _conditions(statement: Statement, context: Mapping[str, str]) -> bool:
    for operator, block in statement.get("Condition", {}).items():
        test = _OPERATORS.get(operator)
        for key, wanted in block.items():
            value = context.get(key.lower())
            if test is None:
                return bool(statement.get("Effect") == "Deny")
            if value is None or not any(test(value, str(each)) for each in _many(wanted)):
                return False
    return True
