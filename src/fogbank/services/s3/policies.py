"""Bucket policies: whether they are public, and what they are about. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

BLOCK, RESTRICT = "BlockPublicPolicy", "RestrictPublicBuckets"
_FIXED = frozenset(
    {"aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:userid"}
    | {"aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount", "aws:sourceip"}
    | {"s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn", "s3:dataaccesspointaccount"}
)
"""Keys whose fixed values make a statement not public. Source: S3 User Guide, The meaning of "public"."""
_POSITIVE = frozenset({"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"})


@lru_cache(maxsize=1024)
def is_public(policy: str) -> bool:
    """Whether a policy lets everybody in. Source: S3 User Guide, The meaning of "public"."""
    return any(_lets_all_in(row) for row in _statements(policy) if row["Effect"] == "Allow")


def _lets_all_in(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    listed = _many(principal.get("AWS", ())) if isinstance(principal, dict) else [principal]
    if "NotPrincipal" not in statement and "*" not in listed:
        return False
    for operator, block in statement.get("Condition", {}).items():
        if operator.lower().removeprefix("foranyvalue:") not in _POSITIVE:
            continue
        for key, values in block.items():
            if key.lower() in _FIXED and all(_is_fixed(key.lower(), str(value)) for value in _many(values)):
                return False
    return True


def _is_fixed(key: str, value: str) -> bool:
    """No wildcard and no variable; of an address, a range that is not nearly everything."""
    if key == "aws:sourceip":
        prefix = value.partition("/")[2] or "32"
        return prefix.isdigit() and int(prefix) >= (32 if ":" in value else 8)
    if key == "aws:userid":
        return not value.startswith(("*", "?")) and "${" not in value
    if key in ("aws:sourcearn", "aws:principalarn") and value.count(":") >= 5:
        return value.split(":")[4].isdigit() or ("*" not in value and "?" not in value)
    return not any(wild in value for wild in ("*", "?", "${"))


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def resources_of(policy: str) -> list[str]:
    """Every resource that the policy names."""
    found: list[str] = []
    for row in _statements(policy):
        for element in ("Resource", "NotResource"):
            found += _many(row.get(element, ()))
    return found


def _statements(policy: str) -> list[Mapping[str, Any]]:
    return _many(orjson.loads(policy)["Statement"])
