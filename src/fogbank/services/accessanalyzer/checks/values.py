"""The values of conditions: whether they are what their operator compares."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Iterator

from fogbank.kernel.identity.elements import OPERATORS, is_date
from fogbank.services.accessanalyzer.catalogue import Found, found
from fogbank.services.accessanalyzer.reading import Clause, Policy, Spot

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_EPOCH = re.compile(r"\d+(\.\d+)?")
_PLAIN_STAR = re.compile(r"\$\{[^}]*\}")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Value = tuple[str, Spot]


def check(policy: Policy) -> Iterator[Found]:
    """Values of another type than the operator's, and those that do not do what they seem to."""
    for statement in policy.statements:
        for clause in statement.clauses:
            if clause.operator is None:
                continue
            if len({node.kind for node, _ in clause.values}) > 1:
                yield found("INVALID_CONDITION_DATA_TYPE", clause.key.spot)
            values = [(_shown(node.value), spot) for node, spot in clause.values if node.kind in _SCALARS]
            values = [value for value in values if "${" not in value[0]]
            looks = _BY_KIND.get(OPERATORS[clause.operator.name])
            yield from looks(clause, values) if looks else ()


_SCALARS = frozenset(("string", "number", "boolean"))


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(clause: Clause, values: list[Value]) -> Iterator[Found]:
    if clause.operator is not None and "Like" in clause.operator.name:
        return
    for node, spot in clause.values:
        if node.kind == "string" and re.search(r"[*?]", _PLAIN_STAR.sub("", node.value)):
            yield found("WILDCARD_WITHOUT_LIKE_OPERATOR", spot)


def _booleans(clause: Clause, values: list[Value]) -> Iterator[Found]:
    for value, spot in values:
        if value.lower() not in ("true", "false"):
            yield found("TYPE_MISMATCH_BOOLEAN", spot, operator=clause.operator_text)
    if len(values) > 1 and clause.operator is not None and not clause.operator.quantifier:
        yield found("INVALID_CONDITION_MULTIPLE_BOOLEAN", clause.key.spot)


def _numbers(clause: Clause, values: list[Value]) -> Iterator[Found]:
    wrong = [spot for value, spot in values if _NUMBER.fullmatch(value) is None]
    for spot in wrong:
        yield found("TYPE_MISMATCH_NUMBER", spot, operator=clause.operator_text)
    assert clause.operator is not None
    which = (
        "greatest" if "LessThan" in clause.operator.name else "least" if "GreaterThan" in clause.operator.name else ""
    )
    if which and len(values) > 1 and not wrong:
        yield found("REDUNDANT_CONDITION_VALUE_NUM", clause.key.spot, key=clause.key.value, which=which)


def _dates(clause: Clause, values: list[Value]) -> Iterator[Found]:
    for value, spot in values:
        if _EPOCH.fullmatch(value):
            if clause.key.value.lower() != "aws:epochtime":
                yield found("INVALID_DATE_VALUE", spot, date=value)
        elif not is_date(value):
            yield found("TYPE_MISMATCH_DATE", spot)


def _binaries(clause: Clause, values: list[Value]) -> Iterator[Found]:
    for value, spot in values:
        try:
            base64.b64decode(value, validate=True)
        except binascii.Error:
            yield found("TYPE_MISMATCH_STRING", spot, operator=clause.operator_text)


def _addresses(clause: Clause, values: list[Value]) -> Iterator[Found]:
    networks: list[Network] = []
    for value, spot in values:
        try:
            network = ipaddress.ip_network(value, strict=False)
        except ValueError:
            yield found("TYPE_MISMATCH_IP_RANGE", spot, operator=clause.operator_text)
            continue
        networks.append(network)
        if "/" in value and ipaddress.ip_address(value.partition("/")[0]) != network.network_address:
            yield found("IMPROVE_IP_RANGE", spot, address=str(network))
    private = sum(network.is_private for network in networks)
    if not private or clause.key.value.lower() != "aws:sourceip":
        return
    negated = clause.operator is not None and clause.operator.name == "NotIpAddress"
    ending = "" if private == len(networks) else "_SUBSET"
    yield found(f"PRIVATE_{'NOT_' if negated else ''}IP_ADDRESS{ending}", clause.key.spot)


_BY_KIND: dict[str, Callable[[Clause, list[Value]], Iterator[Found]]] = {
    "address": _addresses,
    "binary": _binaries,
    "boolean": _booleans,
    "date": _dates,
    "number": _numbers,
    "string": _texts,
}
