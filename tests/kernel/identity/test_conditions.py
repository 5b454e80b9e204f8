"""The Condition element: a row for each case.

Source: IAM User Guide, IAM JSON policy elements: Condition operators; Single-valued vs. multivalued context keys;
Multivalued context key examples.
"""

from typing import Any

import pytest

from fogbank.kernel.identity.conditions import OPERATORS, conditions
from fogbank.kernel.identity.patterns import Value

KEY = "aws:key"


def holds(operator: str, wanted: Any, value: Value | None, *, allows: bool = True, **more: Value) -> bool:
    keys: dict[str, Value] = {KEY: value, **more} if value is not None else dict(more)
    tests = list(conditions({operator: {"AWS:Key": wanted}}, variables=True, allows=allows))
    return all(test.holds(keys) for test in tests)


POSITIVE: list[tuple[str, Any, str, bool]] = [
    ("StringEquals", "a", "a", True),
    ("StringEquals", "a", "A", False),
    ("StringEquals", ["a", "b"], "b", True),
    ("StringEquals", "a*", "ab", False),
    ("StringEquals", True, "true", True),
    ("StringEqualsIgnoreCase", "ab", "AB", True),
    ("StringEqualsIgnoreCase", "ab", "ac", False),
    ("StringLike", "a*c", "abc", True),
    ("StringLike", "a*c", "ABC", False),
    ("StringLike", "a?c", "abc", True),
    ("NumericEquals", "10", "10.0", True),
    ("NumericEquals", 10, "11", False),
    ("NumericEquals", "ten", "10", False),
    ("NumericLessThan", "10", "9.5", True),
    ("NumericLessThan", "10", "10", False),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericGreaterThan", ["10", "3"], "4", True),
    ("NumericGreaterThan", "10", "nine", False),
    ("NumericGreaterThanEquals", "10", "10", True),
    ("DateEquals", "2026-11-25T00:00:00Z", "2026-11-25T01:00:00+01:00", True),
    ("DateEquals", "2026-11-25", "2026-11-25T00:00:00Z", True),
    ("DateEquals", "2026-11", "2026-11-01T00:00:00Z", True),
    ("DateEquals", "2026", "2026-01-01T00:00:00Z", True),
    ("DateEquals", "1767225600", "2026-01-01T00:00:00Z", True),
    ("DateEquals", "yesterday", "2026-01-01T00:00:00Z", False),
    ("DateLessThan", "2026-11-25T00:00:00.500Z", "2026-11-25T00:00:00Z", True),
    ("DateLessThan", "2026-11-25T00:00:00Z", "2026-11-25T00:00:00Z", False),
    ("DateLessThanEquals", "2026-11-25T00:00:00Z", "2026-11-25T00:00:00Z", True),
    ("DateGreaterThan", "2020-01-01T00:00:01Z", "2026-11-25T00:00:00Z", True),
    ("DateGreaterThan", "2020-01-01T00:00:01Z", "1577836800", False),
    ("DateGreaterThanEquals", "1577836800", "2020-01-01T00:00:00Z", True),
    ("Bool", "true", "true", True),
    ("Bool", True, "TRUE", True),
    ("Bool", "true", "false", False),
    ("Bool", "yes", "yes", False),
    ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", True),
    ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "BinaryValueInBase64", True),
    ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "Other", False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True),
    ("IpAddress", "203.0.113.0/24", "203.0.114.7", False),
    ("IpAddress", "203.0.113.7", "203.0.113.7", True),
    ("IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", True),
    ("IpAddress", "0.0.0.0/0", "2001:db8::1", False),
    ("IpAddress", "203.0.113.9/24", "203.0.113.1", True),
    ("IpAddress", "everywhere", "203.0.113.1", False),
    ("IpAddress", "203.0.113.0/24", "nowhere", False),
    ("ArnEquals", "arn:aws:sns:*:111122223333:topic-?", "arn:aws:sns:eu-west-3:111122223333:topic-1", True),
    ("ArnLike", "arn:aws:sns:*:111122223333:topic-?", "arn:aws:sns:eu-west-3:111122223333:topic-1", True),
    ("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/path:with/colon", True),
    ("ArnLike", "arn:aws:sns:*", "arn:aws:sns:eu-west-3:111122223333:topic", False),
    ("ArnLike", "*", "arn:aws:sns:eu-west-3:111122223333:topic", False),
    # The page's own example of where StringLike matches and ArnLike does not.
    (
        "StringLike",
        "arn:aws:someservice:*:111122223333:finance/*",
        "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
        True,
    ),
    (
        "ArnLike",
        "arn:aws:someservice:*:111122223333:finance/*",
        "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
        False,
    ),
]
NEGATED = {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "NumericEquals": "NumericNotEquals",
    "DateEquals": "DateNotEquals",
    "IpAddress": "NotIpAddress",
    "ArnEquals": "ArnNotEquals",
    "ArnLike": "ArnNotLike",
}


@pytest.mark.parametrize(("operator", "wanted", "value", "outcome"), POSITIVE)
def test_an_operator_and_its_negation(operator: str, wanted: Any, value: str, outcome: bool) -> None:
    assert holds(operator, wanted, value) is outcome
    assert holds(f"{operator}IfExists", wanted, value) is outcome
    if operator in NEGATED:
        assert holds(NEGATED[operator], wanted, value) is not outcome


def test_every_operator_has_a_row() -> None:
    assert {row[0] for row in POSITIVE} | set(NEGATED.values()) == set(OPERATORS)


@pytest.mark.parametrize("operator", OPERATORS)
class TestAnAbsentKey:
    """ "The values do not match and the condition is false. If the policy condition requires that the key is not
    matched … the condition is true.\""""

    def test_alone(self, operator: str) -> None:
        assert holds(operator, "x", None) is OPERATORS[operator].negated

    def test_if_exists(self, operator: str) -> None:
        assert holds(f"{operator}IfExists", "x", None)

    def test_for_all_values_is_met(self, operator: str) -> None:
        assert holds(f"ForAllValues:{operator}", "x", None)
        assert holds(f"ForAllValues:{operator}", "x", ())

    def test_for_any_value_is_not(self, operator: str) -> None:
        assert not holds(f"ForAnyValue:{operator}", "x", None)
        assert not holds(f"ForAnyValue:{operator}", "x", ())


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "outcome"),
    [
        # Multivalued context key examples, "Deny policy with condition set operator ForAllValues".
        ("ForAllValues:StringNotLike", "key1*", ("key1:legal",), False),
        ("ForAllValues:StringNotLike", "key1*", ("key1:hr", "key1:personnel"), False),
        ("ForAllValues:StringNotLike", "key1*", ("key2:audit",), True),
        ("ForAllValues:StringEquals", ["a", "b"], ("a", "b"), True),
        ("ForAllValues:StringEquals", ["a", "b"], ("a", "c"), False),
        ("ForAnyValue:StringEquals", ["a", "b"], ("c", "b"), True),
        ("ForAnyValue:StringEquals", ["a", "b"], ("c", "d"), False),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ("a", "c"), True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ("a", "b"), False),
        ("ForAnyValue:StringLike", "o-1/*", ("o-1/r-1/ou-1/",), True),
        ("foranyvalue:stringlike", "o-1/*", ("o-1/r-1/ou-1/",), True),
        ("ForAllValues:StringEquals", "a", "a", True),
        ("ForAnyValue:StringEquals", "a", "b", False),
        ("StringEquals", "a", ("a", "b"), True),
        ("StringNotEquals", "a", ("a", "b"), False),
        ("StringNotEquals", ["a", "b"], "c", True),
        ("StringNotEquals", ["a", "b"], "b", False),
    ],
)
def test_several_values(operator: str, wanted: Any, value: Value, outcome: bool) -> None:
    assert holds(operator, wanted, value) is outcome


@pytest.mark.parametrize(
    ("wanted", "value", "outcome"),
    [("true", None, True), ("false", None, False), ("true", "x", False), (False, "x", True), ("true", (), True)],
)
def test_null(wanted: Any, value: Value | None, outcome: bool) -> None:
    assert holds("Null", wanted, value) is outcome


class TestSeveral:
    def test_keys_and_operators_are_all_to_hold(self) -> None:
        element = {"StringEquals": {"a": "1", "b": "2"}, "Bool": {"c": "true"}}
        tests = list(conditions(element, variables=True, allows=True))
        assert all(test.holds({"a": "1", "b": "2", "c": "true"}) for test in tests)
        for key in "abc":
            keys: dict[str, Value] = {"a": "1", "b": "2", "c": "true", key: "no"}
            assert not all(test.holds(keys) for test in tests)


class TestVariables:
    @pytest.mark.parametrize(
        ("operator", "wanted", "value"),
        [
            ("StringEquals", "${x:y}-1", "David-1"),
            ("StringEqualsIgnoreCase", "${x:y}", "DAVID"),
            ("StringLike", "${x:y}/*", "David/notes"),
            ("ArnLike", "arn:aws:sqs:*:*:${x:y}-*", "arn:aws:sqs:eu-west-3:111122223333:David-queue"),
            ("Bool", "${x:z}", "true"),
        ],
    )
    def test_stand_for_keys(self, operator: str, wanted: str, value: str) -> None:
        more: dict[str, Value] = {"x:y": "David", "x:z": "true"}
        assert holds(operator, wanted, value, **more)
        assert holds(operator, ["other", wanted], value, **more)
        assert not holds(operator, wanted, "other", **more)
        assert not holds(operator, wanted, value)

    def test_absent_ones_equal_nothing(self) -> None:
        """The page on global keys denies by "aws:ResourceOrgID": "${aws:PrincipalOrgID}" who is in no organization."""
        assert holds("StringNotEquals", "${x:y}", "o-1")
        assert not holds("StringEquals", "${x:y}", "o-1")

    def test_numbers_have_none(self) -> None:
        assert not holds("NumericEquals", "${x:y}", "1", **{"x:y": "1"})


def test_an_unknown_operator_never_allows_and_always_denies() -> None:
    assert not holds("MoonPhase", "full", "full")
    assert holds("MoonPhase", "full", "full", allows=False)
