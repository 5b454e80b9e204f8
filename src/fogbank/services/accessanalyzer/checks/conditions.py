"""Conditions: operators and keys, and whether they go together."""

from collections.abc import Iterator

from fogbank.kernel.identity import facts
from fogbank.kernel.identity.elements import OPERATORS
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.global_keys import GLOBAL, TAGGED, key_type
from fogbank.services.accessanalyzer.reading import Clause, Policy, Spot, Statement

# type of a key: the kinds of operators that may compare it, and the name of those to use instead
_KINDS = {
    "String": (("string",), "String"),
    "ARN": (("arn", "string"), "Arn"),
    "Bool": (("boolean", "string"), "Bool"),
    "Numeric": (("number",), "Numeric"),
    "Date": (("date", "number"), "Date"),
    "IPAddress": (("address",), "IpAddress"),
}
# A key, and those of which one should stand beside it.
_PAIRS = {"aws:vpcsourceip": ("aws:SourceVpc", "aws:SourceVpce")}


def check(policy: Policy) -> Iterator[Found]:
    """Empty conditions, keys that do not exist, operators that do not fit a key."""
    for statement in policy.statements:
        yield from _empty(statement)
        yield from _twice(statement)
        keys = {clause.key.value.lower() for clause in statement.clauses}
        for clause in statement.clauses:
            yield from _key(clause)
            yield from _qualifier(clause, statement)
            pair = _PAIRS.get(clause.key.value.lower())
            if pair and not any(name.lower() in keys for name in pair):
                yield found(
                    "MISSING_PAIRED_CONDITION_KEYS", clause.key.spot, key=clause.key.value, keys=", ".join(pair)
                )


def _empty(statement: Statement) -> Iterator[Found]:
    condition = statement.node.get("Condition")
    if condition is not None and condition.kind == "object":
        if not condition.members:
            yield found("EMPTY_OBJECT_CONDITION", statement.element("Condition"))
        for key, block in condition.members:
            if block.kind == "object" and not block.members:
                path = (*statement.spot.path, "Condition", key.value)
                yield found("EMPTY_OBJECT_CONDITION", Spot(path, block.start, block.end))
    for clause in statement.clauses:
        if clause.values or not clause.listed or clause.operator is None:
            continue
        quantifier = clause.operator.quantifier.upper()
        ending = f"_{quantifier}" if quantifier else "_IFEXISTS" if clause.operator.if_exists else ""
        yield found(f"EMPTY_ARRAY_CONDITION{ending}", clause.key.spot, key=clause.key.value)


def _twice(statement: Statement) -> Iterator[Found]:
    seen: dict[tuple[str, str], Clause] = {}
    for clause in statement.clauses:
        first = seen.setdefault((clause.operator_text, clause.key.value.lower()), clause)
        if first is not clause:
            code = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE"
            yield found(code, first.key.spot, clause.key.spot, key=clause.key.value)


def _key(clause: Clause) -> Iterator[Found]:
    key, spot = clause.key
    lower = key.lower()
    prefix, colon, _ = lower.partition(":")
    if not colon:
        return
    if lower.rstrip("/") in TAGGED:
        yield found("MISSING_TAG_KEY_IN_CONDITION", spot, key=f"{key.rstrip('/')}/")
        return
    if lower == "aws:arn":
        yield found("UNSUPPORTED_GLOBAL_CONDITION_KEY", spot)
        return
    kind = key_type(key)
    if kind is not None:
        yield from _fits(clause, kind.removeprefix("ArrayOf"))
    elif prefix == "aws":
        yield found("INVALID_GLOBAL_CONDITION_KEY", spot, key=key)
    elif facts.service(prefix):
        yield found("INVALID_SERVICE_CONDITION_KEY", spot, key=key, service=prefix)
    elif "." not in prefix and prefix != "saml":  # identity providers have keys with names of their own
        yield found("INVALID_SERVICE", spot, service=prefix)


def _fits(clause: Clause, kind: str) -> Iterator[Found]:
    if clause.operator is None or clause.operator.name == "Null":
        return
    kinds, name = _KINDS[kind]
    if OPERATORS[clause.operator.name] not in kinds:
        yield found(
            "TYPE_MISMATCH", clause.operator_spot, type=name, operator=clause.operator_text, key=clause.key.value
        )


def _qualifier(clause: Clause, statement: Statement) -> Iterator[Found]:
    operator, kind = clause.operator, key_type(clause.key.value)
    if operator is None:
        return
    if operator.name == "Null":
        if operator.quantifier:
            yield found("NULL_WITH_QUALIFIER", clause.operator_spot)
        return
    many = kind is not None and kind.startswith("ArrayOf")
    if many and not operator.quantifier:
        yield found("MISSING_QUALIFIER", clause.key.spot, key=clause.key.value)
    single = kind is not None and not many and (clause.key.value.lower() in GLOBAL or "/" not in clause.key.value)
    if single and operator.quantifier == "ForAllValues" and statement.allows:
        yield found("FORALLVALUES_WITH_SINGLE_VALUED_KEY", clause.operator_spot, key=clause.key.value)
