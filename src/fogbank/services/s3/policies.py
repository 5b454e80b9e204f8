"""Bucket policies: whether they are public, and what they are about. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from fogbank.kernel.identity import facts, grammar

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


_RESOURCE_CODES = frozenset(
    {"ARN_REGION_NOT_ALLOWED", "INVALID_ARN_PREFIX", "INVALID_ARN_RESOURCE", "INVALID_ARN_SERVICE"}
    | {"INVALID_PARTITION", "MISSING_ARN_FIELD"}
)
_PRINCIPAL_CODES = frozenset(("INVALID_PRINCIPAL_FORMAT", "INVALID_PRINCIPAL_KEY"))
_ACTION_CODES = frozenset(("INVALID_ACTION", "INVALID_SERVICE_IN_ACTION"))
BAD_PRINCIPAL = "Invalid principal in policy"
_BAD_ACTION, _BAD_RESOURCE = "Policy has invalid action", "Policy has invalid resource"
_NO_RESOURCE = "Action does not apply to any resource(s) in statement"


def flaw(policy: str, arn: str) -> str | None:
    """Why S3 refuses a policy of the bucket with this ARN, in its words; None where it keeps it.

    Source of the words: humanmade/S3-Uploads#239 (actions that no resource is for), cloud-custodian#4948 (principals),
    aws-serverless-appsync-app#4 (resources), noobaa-core#10058 ("*" is no resource of a bucket).
    """
    if found := grammar.problems(policy, "resource"):
        return _words(found[0])
    return next(filter(None, (_flaw(row, arn) for row in _statements(policy))), None)


def _words(problem: grammar.Problem) -> str:
    if problem.code in _RESOURCE_CODES:
        return _BAD_RESOURCE
    if problem.code in _ACTION_CODES:
        return _BAD_ACTION
    plain = problem.code in _PRINCIPAL_CODES and not problem.message.startswith("Invalid policy")
    return BAD_PRINCIPAL if plain else problem.message


def _flaw(statement: Mapping[str, Any], arn: str) -> str | None:
    resources = _many(statement.get("Resource", statement.get("NotResource")))
    if not all(
        resource == arn or resource.startswith((f"{arn}/", f"{arn}*", "arn:aws:s3:::*")) for resource in resources
    ):
        return _BAD_RESOURCE
    about = {kind for resource in resources for kind in _kinds(resource)}
    for action in _many(statement.get("Action", ())):
        meant = [each for each in facts.expand(action) if each.service == "s3"]
        if not meant:
            return _BAD_ACTION
        if "Resource" in statement and not any(use.type in about for each in meant for use in each.uses):
            return _NO_RESOURCE
    return None


def _kinds(resource: str) -> tuple[str, ...]:
    """What a resource may be: a wildcard within the name of the bucket takes slashes, too."""
    name = resource.rpartition(":::")[2]
    return ("object",) if "/" in name else ("bucket", "object") if "*" in name or "?" in name else ("bucket",)


def _statements(policy: str) -> list[Mapping[str, Any]]:
    return _many(orjson.loads(policy)["Statement"])
