"""The policy checks, one module for each part of a policy. Each check is a function of the policy, and pure.

Source: IAM User Guide, IAM Access Analyzer policy check reference.
"""

from collections.abc import Iterator

from fogbank.kernel.identity.grammar import Kind
from fogbank.kernel.identity.located import Unreadable, place, read
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.checks import (
    actions,
    conditions,
    form,
    passing,
    principals,
    resources,
    statements,
    values,
    variables,
)
from fogbank.services.accessanalyzer.reading import Spot, read_policy

_CHECKS = (
    form.check,
    statements.check,
    actions.check,
    resources.check,
    principals.check,
    conditions.check,
    values.check,
    variables.check,
    passing.check,
)


def findings(text: str, kind: Kind) -> Iterator[Found]:
    """All that the checks find in a policy; `kind` is one of the grammar's."""
    try:
        root = read(text)
    except Unreadable as error:
        where = place(text, error.offset)
        spot = Spot((), error.offset, error.offset)
        yield found("JSON_SYNTAX_ERROR", spot, index=where.offset, line=where.line, column=where.column)
        return
    if root.kind != "object":
        yield found("DATA_TYPE_MISMATCH", Spot((), root.start, root.end), type="Object")
        return
    policy = read_policy(text, kind, root)
    for check in _CHECKS:
        yield from check(policy)
