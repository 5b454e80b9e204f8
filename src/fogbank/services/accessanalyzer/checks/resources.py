"""Resources: whether their ARNs have a form that the service knows."""

import re
from collections.abc import Iterator

from fogbank.kernel.identity import facts
from fogbank.kernel.identity.elements import PARTITIONS
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.checks.actions import redundant
from fogbank.services.accessanalyzer.reading import Policy, Text

_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d+")
_ACCOUNT = re.compile(r"\d{12}|aws|cloudfront")
_VARIABLE = re.compile(r"\$\{[^}]*\}|\$\{[^}]*$")


def check(policy: Policy) -> Iterator[Found]:
    """ARNs that name nothing, and resources that are redundant."""
    for statement in policy.statements:
        for listed in (statement.resources, statement.not_resources):
            for resource in listed or ():
                yield from _resource(resource)
            yield from redundant("REDUNDANT_RESOURCE", listed or ())


def _resource(resource: Text) -> Iterator[Found]:
    text, spot = resource
    if text == "*":
        return
    if not text.startswith("arn:"):
        yield found("INVALID_ARN_PREFIX", spot)
        return
    fields = _VARIABLE.sub("*", text).split(":", 5)
    if len(fields) < 6:
        yield found("MISSING_ARN_FIELD", spot)
        return
    _, partition, service, region, account, _ = fields
    if partition not in PARTITIONS and "*" not in partition:
        known = ", ".join(sorted(PARTITIONS - {"*"}))
        yield found("INVALID_PARTITION", spot, service=service, partition=partition, partitions=known)
    elif service != service.lower():
        yield found("INVALID_ARN_SERVICE_CASE", spot, service=service)
    elif "*" in service or "?" in service:
        if service != "*":
            yield found("WILDCARD_IN_SERVICE_NAME", spot)
    elif _literal(account) and _ACCOUNT.fullmatch(account) is None:
        yield found("INVALID_ARN_ACCOUNT", spot, account=account)
    elif _literal(region) and _REGION.fullmatch(region) is None:
        yield found("INVALID_ARN_REGION", spot, region=region)
    elif code := _form(fields):
        yield found(code, spot, service=service)


def _literal(field: str) -> bool:
    return field != "" and "*" not in field and "?" not in field


def _form(fields: list[str]) -> str | None:
    """What keeps an ARN from having one of its service's forms; None where it has one, or none is known."""
    service, region, account, resource = fields[2:]
    close = [form for form in facts.forms(service) if meets(form[5], resource)]
    if not close:
        return "INVALID_ARN_RESOURCE" if facts.forms(service) else None
    if any(meets(form[3], region) and meets(form[4], account) for form in close):
        return None
    if not any(meets(form[3], region) for form in close):
        return "ARN_REGION_NOT_ALLOWED" if region else "MISSING_ARN_REGION"
    return "ARN_ACCOUNT_NOT_ALLOWED" if account else None


def meets(one: str, other: str) -> bool:
    """Whether some text matches both patterns."""
    reached = {(0, 0)}
    frontier = [(0, 0)]
    while frontier:
        i, j = frontier.pop()
        if i == len(one) and j == len(other):
            return True
        for step in _steps(one, other, i, j):
            if step not in reached:
                reached.add(step)
                frontier.append(step)
    return False


def _steps(one: str, other: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    a, b = one[i : i + 1], other[j : j + 1]
    if a == "*":
        yield i + 1, j
    if b == "*":
        yield i, j + 1
    if not a or not b:
        return
    if a == "*" and b == "*":
        return  # one of them may as well end
    if a == "*":
        yield i, j + 1
    elif b == "*":
        yield i + 1, j
    elif a == b or "?" in (a, b):
        yield i + 1, j + 1
