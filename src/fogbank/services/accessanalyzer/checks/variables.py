"""Policy variables: `${key}` and `${key, 'default'}`.

Source: IAM User Guide, IAM policy elements: Variables and tags.
"""

import re
from collections.abc import Iterator

from fogbank.kernel.identity.elements import OPERATORS
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Policy, Spot, Statement, Text

_VARIABLE = re.compile(r"\$\{([^}]*)(\}?)")
_SYMBOL = re.compile(r"[^A-Za-z0-9:/._+=@\s-]")
_OF_TEXT = frozenset(("string", "arn"))


def check(policy: Policy) -> Iterator[Found]:
    """Variables that are not well formed, or stand where none may."""
    for statement in policy.statements:
        for text in (*(statement.actions or ()), *(statement.not_actions or ())):
            for name, spot in _variables(text):
                yield found("VARIABLE_UNSUPPORTED_IN_ELEMENT", spot, variable=name)
        for text in _texts(statement):
            yield from _check(text, policy)
        for clause in statement.clauses:
            for node, spot in clause.values:
                if node.kind != "string" or "${" not in node.value:
                    continue
                if clause.operator is not None and OPERATORS[clause.operator.name] not in _OF_TEXT:
                    yield found("INVALID_VARIABLE_FOR_OPERATOR", spot)


def _texts(statement: Statement) -> Iterator[Text]:
    yield from statement.resources or ()
    yield from statement.not_resources or ()
    for clause in statement.clauses:
        yield from (Text(node.value, spot) for node, spot in clause.values if node.kind == "string")


def _variables(text: Text) -> Iterator[tuple[str, Spot]]:
    for match in _VARIABLE.finditer(text.value):
        part = (match.start(), match.end() - match.start())
        yield match.group(), text.spot._replace(part=part)


def _check(text: Text, policy: Policy) -> Iterator[Found]:
    for variable, spot in _variables(text):
        if not policy.has_variables:
            yield found("VARIABLE_UNSUPPORTED_IN_VERSION", spot)
        elif not variable.endswith("}"):
            yield found("MISSING_BRACE_IN_VARIABLE", spot)
        elif code := _wrong(variable[2:-1]):
            symbol = _SYMBOL.search(variable[2:-1].partition(",")[0])
            yield found(code, spot, symbol=symbol.group() if symbol else "")


def _wrong(inside: str) -> str | None:
    if inside in ("*", "?", "$"):
        return None
    name, comma, default = inside.partition(",")
    default = default.strip()
    if not inside.strip():
        return "EMPTY_VARIABLE"
    if comma and not (len(default) > 1 and default[0] == default[-1] == "'"):
        return "MISSING_QUOTE_IN_VARIABLE"
    if " " in name:
        return "UNSUPPORTED_SPACE_IN_VARIABLE"
    return "UNSUPPORTED_SYMBOL_IN_VARIABLE" if _SYMBOL.search(name) else None
