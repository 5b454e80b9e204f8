"""What a policy's content must be like: the grammar of IAM for authorization policies, operators for the others."""

from typing import Any

import orjson

from fogbank.kernel.identity import grammar
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import errors
from fogbank.services.organizations.policy_types import POLICY_TYPES, PolicyType

ASSIGN, APPEND, REMOVE = "@@assign", "@@append", "@@remove"
FOR_CHILDREN = "@@operators_allowed_for_child_policies"
OPERATORS = frozenset({ASSIGN, APPEND, REMOVE})
_ALLOWANCES = OPERATORS | {"@@all", "@@none"}


def check(kind: str, content: str) -> None:
    """Refuse a content that a policy of this type may not have.

    Errors: ConstraintViolationException (POLICY_CONTENT_LIMIT_EXCEEDED), MalformedPolicyDocumentException.
    Source: Organizations User Guide, Quotas: all characters count, also white space; SCP syntax, RCP syntax; Policy
    syntax and inheritance for management policy types.
    """
    policy_type = POLICY_TYPES[kind]
    if len(content) > policy_type.size_max:
        raise errors.violates("POLICY_CONTENT_LIMIT_EXCEEDED")
    if policy_type.grammar:
        fine = grammar.check(content, policy_type.grammar) is None
    else:
        fine = _is_management_policy(content, policy_type)
    if not fine:
        raise errors.of(shapes.MalformedPolicyDocumentException)


def _is_management_policy(content: str, policy_type: PolicyType) -> bool:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return False
    if not isinstance(document, dict) or not document:
        return False
    if policy_type.element and set(document) != {policy_type.element}:
        return False
    if policy_type.fields and not _has_only(document[policy_type.element], policy_type.fields):
        return False
    return all(_is_structure(value) for value in document.values())


def _has_only(entries: Any, fields: frozenset[str]) -> bool:
    """Whether the entries of a policy's one element have fields that its type knows."""
    if not isinstance(entries, dict):
        return False
    return all(
        isinstance(entry, dict) and all(name in fields or name.startswith("@@") for name in entry)
        for name, entry in entries.items()
        if not name.startswith("@@")
    )


def _is_structure(value: Any) -> bool:
    """Whether names lead to structures and operators to values."""
    if not isinstance(value, dict):
        return False
    return all(
        _is_operand(name, each) if name.startswith("@@") else _is_structure(each) for name, each in value.items()
    )


def _is_operand(operator: str, value: Any) -> bool:
    """Source: Inheritance operators: appending and removing are for lists; children may be allowed operators only."""
    if operator == FOR_CHILDREN:
        return isinstance(value, list) and all(isinstance(each, str) and each in _ALLOWANCES for each in value)
    if operator == ASSIGN:
        return isinstance(value, str | int | float | bool) or _is_list(value)
    return operator in OPERATORS and _is_list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str | int | float | bool) for each in value)
