"""Whether a resource policy lets everybody in. Pure.

Source: S3 User Guide, Blocking public access, The meaning of "public": a policy is not public where what it allows to
everybody is bound to fixed values of certain condition keys; IAM Access Analyzer API Reference, CheckNoPublicAccess.
"""

import ipaddress

from fogbank.services.accessanalyzer.access import STRANGER, Caller, Condition, Request, Space, condition, grants
from fogbank.services.accessanalyzer.reading import Policy

# Keys of a request that tell its caller, network or resource apart from everybody else's.
_FIXING = frozenset(
    (
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "kms:calleraccount",
        "lambda:eventsourcetoken",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "sns:endpoint",
    )
)
_WIDEST = {4: 8, 6: 32}
"""Bits of a network below which an address range is everybody. Source: S3 User Guide, the note on aws:SourceIp."""


def public_statements(policy: Policy) -> list[int]:
    """The statements that let everybody in, by number. Raises TooMany."""
    space = Space((policy,))
    found = set()
    for request in space.requests():
        if request.caller == Caller(STRANGER) and _is_strange(policy, request):
            found.update(grants(policy, request))
    return sorted(found)


def _is_strange(policy: Policy, request: Request) -> bool:
    """Whether the conditions that hold may hold for anybody: what fixes a caller is not true of everybody."""
    every = {condition(clause) for statement in policy.statements for clause in statement.clauses}
    return all((each in request.holding) == each.negated for each in every if fixes(each))


def fixes(what: Condition) -> bool:
    """Whether a condition binds a request to fixed values of a key that not everybody can have."""
    if what.key not in _FIXING or not what.values or what.quantifier == "ForAllValues":
        return False
    if what.if_exists and not what.negated:
        return False
    if "IpAddress" in what.operator:
        return all(map(_is_narrow, what.values))
    if what.operator == "Null":
        return False
    return all(value.strip("*?") and "${" not in value for value in what.values)


def _is_narrow(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _WIDEST[network.version]
