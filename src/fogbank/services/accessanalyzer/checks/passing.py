"""iam:PassRole and iam:CreateServiceLinkedRole on too much.

Source: IAM User Guide, IAM Access Analyzer policy check reference, Pass role …, Create SLR ….
"""

import re
from collections.abc import Iterator

from fogbank.kernel.identity.patterns import glob
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Policy, Spot, Statement

# action in lower case: how its codes begin, the condition key that narrows it
_ACTIONS = {
    "iam:passrole": ("PASS_ROLE", "iam:passedtoservice"),
    "iam:createservicelinkedrole": ("CREATE_SLR", "iam:awsservicename"),
}
_EVERY_ROLE = re.compile(r"\*|arn:[^:]*:(iam|\*):\*?:[^:]*:(\*|role/\*|role\*)")


def check(policy: Policy) -> Iterator[Found]:
    """Identity policies that allow one of the two on every role."""
    if policy.kind not in ("identity", "managed"):
        return
    for statement in policy.statements:
        if not statement.allows:
            continue
        keys = {clause.key.value.lower() for clause in statement.clauses}
        for action, (beginning, narrowing) in _ACTIONS.items():
            if narrowing not in keys and (what := _passing(statement, action, beginning)):
                yield what


def _passing(statement: Statement, action: str, beginning: str) -> Found | None:
    how, spots = _how(statement, action)
    if how is None:
        return None
    if statement.not_resources is not None:
        ending = {"": "NOT_RESOURCE", "STAR": "STAR_IN_ACTION_AND_NOT_RESOURCE", "NOT": "NOT_ACTION_AND_NOT_RESOURCE"}
        return found(f"{beginning}_WITH_{ending[how]}", *spots, statement.element("NotResource"))
    wide = [resource.spot for resource in statement.resources or () if _EVERY_ROLE.fullmatch(resource.value)]
    if not wide:
        return None
    ending = {
        "": "STAR_IN_RESOURCE",
        "STAR": "STAR_IN_ACTION_AND_RESOURCE",
        "NOT": "STAR_IN_RESOURCE_AND_NOT_ACTION",
    }
    return found(f"{beginning}_WITH_{ending[how]}", *spots, *wide)


def _how(statement: Statement, action: str) -> tuple[str | None, list[Spot]]:
    """How a statement is about the action: by its name "", a wildcard "STAR", NotAction "NOT"; None: not at all."""
    if statement.not_actions is not None:
        if any(glob((each.value.lower(),)).fullmatch(action) for each in statement.not_actions):
            return None, []
        return "NOT", [statement.element("NotAction")]
    by_name = [each.spot for each in statement.actions or () if each.value.lower() == action]
    if by_name:
        return "", by_name
    stars = [each.spot for each in statement.actions or () if glob((each.value.lower(),)).fullmatch(action)]
    return ("STAR" if stars else None), stars
