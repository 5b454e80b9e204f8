"""Which services policies let somebody get at: "permissions policy logic" alone, as access reports have it. Pure.

Source: API Reference, GenerateServiceLastAccessedDetails: neither resource policies, boundaries, session nor control
policies count.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from fogbank.kernel.identity import facts
from fogbank.services.iam import rules

# Source: API Reference, GenerateServiceLastAccessedDetails: activity of at least the last 400 days.
TRACKED_S = 400 * 86400.0


@lru_cache(maxsize=256)
def services(documents: tuple[str, ...]) -> frozenset[str]:
    """The prefixes of services of which the documents together allow an action, on whatever resource."""
    allowed: set[str] = set()
    denied: set[str] = set()
    for document in documents:
        for statement in rules.statements(document):
            if statement["Effect"] == "Allow":
                allowed |= _actions(statement)
            elif _is_about_everything(statement):
                denied |= _actions(statement)
    return frozenset(action.partition(":")[0] for action in allowed - denied)


def every_service() -> frozenset[str]:
    """The prefixes of all services."""
    return frozenset(facts.services())


def title(service: str) -> str:
    """The name of a service: "Amazon S3"."""
    found = facts.service(service)
    return found.title if found is not None else service


def _actions(statement: dict[str, Any]) -> set[str]:
    if "Action" in statement:
        return _ids(rules.many(statement["Action"]))
    return _ids(["*"]) - _ids(rules.many(statement["NotAction"]))


def _ids(patterns: Iterable[str]) -> set[str]:
    return {action.id for pattern in patterns for action in facts.expand(pattern)}


def _is_about_everything(statement: dict[str, Any]) -> bool:
    return "*" in rules.many(statement.get("Resource", [])) and not statement.get("Condition")
