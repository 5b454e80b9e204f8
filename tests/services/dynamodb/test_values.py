"""Attribute values: DDB-003 (types), DDB-002 (size).

Source: DynamoDB Developer Guide, "Supported data types", "Item sizes".
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import values
from fogbank.services.dynamodb.values import Value
from tests.services.dynamodb.shapes import attribute_values


def nested(levels: int, kind: str = "M") -> Value:
    """A value in so many maps or lists."""
    value: Value = {"S": "x"}
    for _ in range(levels):
        value = {"M": {"a": value}} if kind == "M" else {"L": [value]}
    return value


class TestCanonical:
    def test_numbers_become_their_canonical_text_on_every_level(self) -> None:
        sent = {"M": {"n": {"N": "1.50"}, "l": {"L": [{"N": "007"}]}, "s": {"NS": ["1e1", "2"]}}}
        assert values.canonical(sent) == {"M": {"n": {"N": "1.5"}, "l": {"L": [{"N": "7"}]}, "s": {"NS": ["10", "2"]}}}
        assert sent["M"]["n"] == {"N": "1.50"}, "what came in stays as it is"

    @pytest.mark.parametrize(
        "value",
        [
            {"S": ""},
            {"B": b""},
            {"BOOL": False},
            {"NULL": True},
            {"L": []},
            {"M": {}},
            {"SS": ["b", "a", ""]},
            {"BS": [b"", b"a"]},
        ],
    )
    def test_is_as_it_came(self, value: Value) -> None:
        assert values.canonical(value) == value

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ({}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
            (
                {"S": "a", "N": "1"},
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                "datatypes",
            ),
            ({"SS": []}, "One or more parameter values were invalid: An string set  may not be empty"),
            ({"NS": []}, "One or more parameter values were invalid: An number set  may not be empty"),
            ({"BS": []}, "One or more parameter values were invalid: Binary sets should not be empty"),
            (
                {"SS": ["a", "b", "a"]},
                "One or more parameter values were invalid: Input collection [a, b, a] contains duplicates.",
            ),
            ({"NS": ["1", "1.0"]}, "Input collection contains duplicates"),
            (
                {"BS": [b"a", b"a"]},
                "One or more parameter values were invalid: Input collection [YQ==, YQ==]of type BS contains "
                "duplicates.",
            ),
            (
                {"NULL": False},
                "One or more parameter values were invalid: Null attribute value types must have the value of true",
            ),
            ({"N": "a"}, "The parameter cannot be converted to a numeric value: a"),
        ],
    )
    def test_what_is_wrong_is_refused_on_every_level(self, value: Value, message: str) -> None:
        for outer in (value, {"L": [value]}, {"M": {"a": value}}):
            with pytest.raises(ServiceError) as caught:
                values.canonical(outer)
            assert caught.value.message == message

    @pytest.mark.parametrize("kind", ["M", "L"])
    def test_32_levels(self, kind: str) -> None:
        """31 containers around a scalar are right, 32 are not: observed, dynoxide issue 110."""
        values.canonical(nested(31, kind))
        with pytest.raises(ServiceError, match="Nesting Levels have exceeded supported limits: Attributes in the item"):
            values.canonical(nested(32, kind))

    def test_an_item_counts_its_values_as_the_first_level(self) -> None:
        values.check_item({"a": nested(31)})
        with pytest.raises(ServiceError, match="Nesting Levels"):
            values.check_item({"a": nested(32)})

    @pytest.mark.parametrize("item", [{"n" * 65536: {"S": ""}}, {"a": {"M": {"é" * 32768: {"S": ""}}}}])
    def test_names_have_less_than_65536_bytes(self, item: dict[str, Value]) -> None:
        with pytest.raises(ServiceError, match="Attribute name is too large, must be less than 65536 bytes"):
            values.check_item(item)

    def test_names_of_65535_bytes_are_right(self) -> None:
        assert values.check_item({"n" * 65535: {"S": ""}})

    @given(attribute_values)
    def test_once_is_enough(self, value: Value) -> None:
        once = values.canonical(value)
        assert values.canonical(once) == once


class TestKeyValues:
    def test_empty_keys_are_refused(self) -> None:
        text = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
        with pytest.raises(ServiceError) as caught:
            values.check_key_value("pk", {"S": ""}, hash_key=True)
        assert caught.value.message == f"{text}empty string value. Key: pk"
        with pytest.raises(ServiceError) as caught:
            values.check_key_value("sk", {"B": b""}, hash_key=False)
        assert caught.value.message == f"{text}empty binary value. Key: sk"

    def test_lengths(self) -> None:
        values.check_key_value("pk", {"S": "é" * 1024}, hash_key=True)
        values.check_key_value("sk", {"B": b"a" * 1024}, hash_key=False)
        with pytest.raises(ServiceError, match="Size of hashkey has exceeded the maximum size limit of2048 bytes"):
            values.check_key_value("pk", {"S": "é" * 1024 + "a"}, hash_key=True)
        with pytest.raises(ServiceError, match="Aggregated size of all range keys has exceeded the size limit of 1024"):
            values.check_key_value("sk", {"B": b"a" * 1025}, hash_key=False)


class TestSizes:
    @pytest.mark.parametrize(
        ("value", "size"),
        [
            ({"S": ""}, 0),
            ({"S": "é𝄞"}, 6),
            ({"B": b"abc"}, 3),
            ({"BOOL": True}, 1),
            ({"NULL": True}, 1),
            ({"L": []}, 3),
            ({"M": {}}, 3),
            ({"L": [{"S": "ab"}, {"BOOL": True}]}, 3 + 1 + 2 + 1 + 1),
            ({"M": {"key": {"S": "ab"}}}, 3 + 1 + 3 + 2),
            ({"SS": ["a", "bc"]}, 3),
            ({"NS": ["27", "-27"]}, 5),
            ({"BS": [b"a", b"bc"]}, 3),
        ],
    )
    def test_of_values(self, value: Value, size: int) -> None:
        assert values.size_of_value(value) == size

    def test_of_an_item_with_its_names(self) -> None:
        assert values.size_of({"pk": {"S": "abc"}, "ü": {"N": "461"}}) == 2 + 3 + 2 + 3


class TestEquality:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ({"SS": ["a", "b"]}, {"SS": ["b", "a"]}),
            ({"L": [{"NS": ["1", "2"]}]}, {"L": [{"NS": ["2", "1"]}]}),
            ({"M": {"a": {"BS": [b"a", b"b"]}, "b": {"S": ""}}}, {"M": {"b": {"S": ""}, "a": {"BS": [b"b", b"a"]}}}),
        ],
    )
    def test_sets_have_no_order(self, left: Value, right: Value) -> None:
        assert values.equal(left, right)

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ({"S": "1"}, {"N": "1"}),
            ({"SS": ["a"]}, {"SS": ["a", "b"]}),
            ({"SS": ["a"]}, {"L": [{"S": "a"}]}),
            ({"L": [{"S": "a"}, {"S": "b"}]}, {"L": [{"S": "b"}, {"S": "a"}]}),
            ({"M": {"a": {"S": ""}}}, {"M": {"b": {"S": ""}}}),
            ({"BOOL": True}, {"NULL": True}),
        ],
    )
    def test_others_differ(self, left: Value, right: Value) -> None:
        assert not values.equal(left, right)
        assert not values.equal(right, left)

    @given(attribute_values)
    def test_a_value_equals_itself(self, value: Value) -> None:
        value = values.canonical(value)
        assert values.equal(value, values.canonical(value))


class TestOrder:
    @pytest.mark.parametrize(
        ("smaller", "larger"),
        [
            ({"S": "B"}, {"S": "a"}),
            ({"S": "\uffff"}, {"S": "\U00010000"}),
            ({"N": "9"}, {"N": "10"}),
            ({"N": "-1"}, {"N": "-0.5"}),
            ({"B": b"\x7f"}, {"B": b"\x80"}),
            ({"B": b"a"}, {"B": b"a\x00"}),
        ],
    )
    def test_within_a_type(self, smaller: Value, larger: Value) -> None:
        assert values.less(smaller, larger)
        assert not values.less(larger, smaller)
        assert values.ORDERED[">="](larger, smaller)

    @pytest.mark.parametrize(
        ("left", "right"), [({"S": "1"}, {"N": "2"}), ({"BOOL": False}, {"BOOL": True}), ({"L": []}, {"L": []})]
    )
    def test_nothing_orders_the_others(self, left: Value, right: Value) -> None:
        assert not any(compare(left, right) for compare in values.ORDERED.values())

    @given(st.text(), st.text())
    def test_strings_are_ordered_as_their_bytes(self, left: str, right: str) -> None:
        assert values.less({"S": left}, {"S": right}) == (left.encode() < right.encode())

    @given(attribute_values, attribute_values)
    def test_never_both_ways(self, left: Any, right: Any) -> None:
        left, right = values.canonical(left), values.canonical(right)
        assert not (values.less(left, right) and values.less(right, left))
        assert not (values.less(left, right) and values.equal(left, right))
