"""The form of a policy: what its grammar refuses, said in the words of the policy checks."""

from collections.abc import Iterator

from fogbank.kernel.identity import elements, grammar
from fogbank.kernel.identity.grammar import Problem
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Key, Path, Policy, Spot

# What other modules look into more closely.
_ELSEWHERE = frozenset(
    (
        "ARN_REGION_NOT_ALLOWED",
        "INVALID_ACTION",
        "INVALID_ARN_PREFIX",
        "INVALID_ARN_RESOURCE",
        "INVALID_ARN_SERVICE",
        "INVALID_CONDITION_DATA_TYPE",
        "INVALID_PARTITION",
        "INVALID_SERVICE_IN_ACTION",
        "MISSING_ARN_FIELD",
        "UNSUPPORTED_ACTION_IN_POLICY",
    )
)
_OF_KEYS = frozenset(
    (
        "INVALID_CONDITION_KEY_FORMAT",
        "INVALID_CONDITION_OPERATOR",
        "INVALID_POLICY_ELEMENT",
        "INVALID_PRINCIPAL_KEY",
        "UNSUPPORTED_PRINCIPAL",
    )
)
_PAIRS = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_NAMES = {"identity": "IDENTITY_POLICY", "scp": "SERVICE_CONTROL_POLICY", "rcp": "RESOURCE_CONTROL_POLICY"}


def check(policy: Policy) -> Iterator[Found]:
    """What the grammar of this kind of policy refuses, and elements that are empty."""
    for problem in grammar.problems(policy.text, policy.kind):
        if problem.code not in _ELSEWHERE and (what := _said(problem, policy)):
            yield what


def _said(problem: Problem, policy: Policy) -> Found | None:
    code, path = problem.code, problem.path
    last = str(path[-1]) if path else ""
    shown = policy.text[problem.start : problem.end].strip('"')
    spot = Spot(_path(problem), problem.start, problem.end)
    if code == "INVALID_VERSION":
        # That there is none is a warning; an older one, or one behind the statement, is none of these checks.
        wrong = policy.version not in ("2012-10-17", "2008-10-17") and last == "Version"
        return found(code, spot, version=shown) if wrong else None
    if code == "JSON_SYNTAX_ERROR":
        return None  # white space in front: only the older parser minds
    if code in ("MISSING_ACTION", "MISSING_RESOURCE") and last in ("Action", "Resource"):
        return found(f"EMPTY_ARRAY_{last.upper()}", spot)
    if code == "INVALID_POLICY_ELEMENT" and policy.kind == "scp" and last in _PAIRS[0]:
        return found("SCP_SYNTAX_ERROR_PRINCIPAL", spot)
    if code == "INVALID_PRINCIPAL_FORMAT":
        return _principal(spot, shown)
    if code == "UNSUPPORTED_ELEMENT_COMBINATION":
        one, other = next(pair for pair in _PAIRS if all(_has(policy, path, name) for name in pair))
        return found(code, spot, one=one, other=other)
    if code == "INVALID_CONDITION_OPERATOR":
        base = elements.operator(shown.removesuffix("IfExists"))
        if base is not None and base.name == "Null":
            return found("NULL_WITH_IF_EXISTS", spot)
    return found(
        code,
        spot,
        type=_expected(path),
        effect=shown,
        element=last,
        key=last,
        operator=last,
        policy=_NAMES.get(policy.kind, "IDENTITY_POLICY"),
    )


def _path(problem: Problem) -> Path:
    if problem.code in _OF_KEYS and problem.path:
        return (*problem.path[:-1], Key(problem.path[-1]))
    return problem.path


def _principal(spot: Spot, shown: str) -> Found:
    if shown.replace(" ", "") == "{}":
        return found("EMPTY_OBJECT_PRINCIPAL", spot)
    if shown.replace(" ", "") == "[]":
        return found("EMPTY_ARRAY_PRINCIPAL", spot)
    key = next((step for step in reversed(spot.path) if step in elements.PRINCIPAL_KINDS), "AWS")
    if shown.startswith("arn:") and ("*" in shown or "?" in shown):
        return found("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", spot, key=key)
    return found("INVALID_PRINCIPAL_FORMAT", spot)


def _has(policy: Policy, path: Path, name: str) -> bool:
    return any(statement.spot.path == path and statement.node.get(name) for statement in policy.statements)


def _expected(path: Path) -> str:
    last = path[-1] if path else ""
    return "Object" if isinstance(last, int) or last in ("Statement", "Condition") else "String"
