"""Whole documents and statements: version, ids, size, statements that say the same."""

from collections.abc import Iterator

import orjson

from fogbank.kernel.identity import grammar
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Policy, Spot, Statement

_IDENTITY_MAX = 6_144
"""Characters of a managed policy. Source: IAM User Guide, IAM and AWS STS quotas."""


def check(policy: Policy) -> Iterator[Found]:
    """Version, size, Sids, and statements that are there twice."""
    whole = Spot((), policy.root.start, policy.root.end)
    if policy.root.get("Version") is None:
        yield found("MISSING_VERSION", whole)
    if policy.kind in ("identity", "managed") and (size := grammar.size(policy.text)) > _IDENTITY_MAX:
        yield found("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", whole, size=size)
    seen: dict[str, Statement] = {}
    contents: dict[bytes, Statement] = {}
    for statement in policy.statements:
        if statement.sid is not None:
            yield from _sid(statement, seen, policy.kind)
        content = statement.node.plain()
        content.pop("Sid", None)
        same = contents.setdefault(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), statement)
        if same is not statement:
            yield found("REDUNDANT_STATEMENT", same.spot, statement.spot)


def _sid(statement: Statement, seen: dict[str, Statement], kind: str) -> Iterator[Found]:
    assert statement.sid is not None
    if not statement.sid.value:
        yield found("EMPTY_SID_VALUE", statement.sid.spot)
    elif seen.setdefault(statement.sid.value, statement) is not statement and kind in ("resource", "trust"):
        yield found("UNIQUE_SIDS_RECOMMENDED", statement.sid.spot)
