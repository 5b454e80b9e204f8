"""Principals: ids instead of ARNs, and everybody but some."""

from collections.abc import Iterator

from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Policy

_IDS = {"AROA": "INVALID_ROLE_REFERENCE", "AIDA": "INVALID_USER_REFERENCE"}


def check(policy: Policy) -> Iterator[Found]:
    """References by id, and Allow with NotPrincipal."""
    for statement in policy.statements:
        if statement.allows and statement.not_principals is not None:
            yield found("ALLOW_WITH_NOT_PRINCIPAL", statement.element("NotPrincipal"), statement.element("Effect"))
        for kind, name in (*(statement.principals or ()), *(statement.not_principals or ())):
            code = _IDS.get(name.value[:4]) if kind == "AWS" else None
            if code:
                yield found(code, name.spot, id=name.value)
