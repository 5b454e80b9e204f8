"""Parameters from before expressions: Expected, filters, KeyConditions, AttributeUpdates, AttributesToGet.

Source: DynamoDB Developer Guide, "Legacy conditional parameters"; texts as in legacy.py.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions, legacy
from fogbank.services.dynamodb.values import Item, Value, check_item
from tests.services.dynamodb.shapes import items

ITEM: Item = {
    "s": {"S": "hello"},
    "n": {"N": "10"},
    "ss": {"SS": ["a", "b"]},
    "#odd.name": {"S": "x"},
    "t": {"BOOL": True},
}
INVALID = "One or more parameter values were invalid: "


def comparing(operator: str, *listed: Value) -> dict[str, Any]:
    return {"ComparisonOperator": operator, "AttributeValueList": list(listed)}


def holds(entries: dict[str, Any], joiner: str | None = None) -> bool:
    return legacy.filtered(entries, joiner).holds(ITEM)


class TestFilter:
    @pytest.mark.parametrize(
        ("name", "condition"),
        [
            ("s", comparing("EQ", {"S": "hello"})),
            ("#odd.name", comparing("EQ", {"S": "x"})),
            ("s", comparing("NE", {"S": "x"})),
            ("s", comparing("NE", {"N": "1"})),
            ("absent", comparing("NE", {"S": "x"})),
            ("n", comparing("LE", {"N": "10.0"})),
            ("n", comparing("LT", {"N": "11"})),
            ("n", comparing("GE", {"N": "10"})),
            ("n", comparing("GT", {"N": "9"})),
            ("n", comparing("BETWEEN", {"N": "9"}, {"N": "10"})),
            ("n", comparing("IN", {"N": "9"}, {"N": "1e1"})),
            ("s", comparing("BEGINS_WITH", {"S": "he"})),
            ("s", comparing("CONTAINS", {"S": "ll"})),
            ("ss", comparing("CONTAINS", {"S": "a"})),
            ("ss", comparing("NOT_CONTAINS", {"S": "c"})),
            ("s", {"ComparisonOperator": "NOT_NULL"}),
            ("absent", {"ComparisonOperator": "NULL"}),
            ("ss", comparing("EQ", {"SS": ["b", "a"]})),
        ],
    )
    def test_true(self, name: str, condition: dict[str, Any]) -> None:
        assert holds({name: condition})

    @pytest.mark.parametrize(
        ("name", "condition"),
        [
            ("s", comparing("EQ", {"N": "10"})),
            ("n", comparing("GT", {"S": "9"})),
            ("absent", comparing("LT", {"N": "11"})),
            ("absent", comparing("NOT_CONTAINS", {"S": "c"})),
            ("ss", comparing("NOT_CONTAINS", {"S": "a"})),
            ("t", {"ComparisonOperator": "NULL"}),
            ("absent", {"ComparisonOperator": "NOT_NULL"}),
            ("n", comparing("BETWEEN", {"N": "11"}, {"N": "12"})),
        ],
    )
    def test_false(self, name: str, condition: dict[str, Any]) -> None:
        assert not holds({name: condition})

    def test_joined(self) -> None:
        entries = {"s": comparing("EQ", {"S": "hello"}), "n": comparing("EQ", {"N": "1"})}
        assert not holds(entries)
        assert not holds(entries, "AND")
        assert holds(entries, "OR")

    @pytest.mark.parametrize(
        ("condition", "message"),
        [
            (comparing("EQ"), "Invalid number of argument(s) for the EQ ComparisonOperator"),
            (comparing("NULL", {"S": "x"}), "Invalid number of argument(s) for the NULL ComparisonOperator"),
            (comparing("BETWEEN", {"N": "1"}), "Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
            (comparing("IN"), "Invalid number of argument(s) for the IN ComparisonOperator"),
            (comparing("IN", *[{"N": "1"}] * 101), "Invalid number of argument(s) for the IN ComparisonOperator"),
            (comparing("GT", {"BOOL": True}), "ComparisonOperator GT is not valid for BOOL AttributeValue type"),
            (
                comparing("BEGINS_WITH", {"N": "1"}),
                "ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type",
            ),
            (
                comparing("CONTAINS", {"SS": ["a"]}),
                "ComparisonOperator CONTAINS is not valid for SS AttributeValue type",
            ),
            (
                comparing("BETWEEN", {"N": "1"}, {"S": "x"}),
                "AttributeValues inside AttributeValueList must be of same type",
            ),
            (comparing("EQ", {"SS": []}), "An string set  may not be empty"),
        ],
    )
    def test_wrong_values(self, condition: dict[str, Any], message: str) -> None:
        with pytest.raises(ServiceError) as caught:
            holds({"s": condition})
        assert caught.value.message == INVALID + message

    def test_bounds(self) -> None:
        with pytest.raises(ServiceError) as caught:
            holds({"n": comparing("BETWEEN", {"N": "2"}, {"N": "1"})})
        assert caught.value.message == (
            "The BETWEEN condition was provided a range where the lower bound is bigger than the upper bound"
        )

    def test_a_joiner_has_two_to_join(self) -> None:
        with pytest.raises(ServiceError, match="can only be used when Filter or Expected has two or more elements"):
            holds({"s": comparing("EQ", {"S": "x"})}, "AND")
        with pytest.raises(ServiceError, match="ConditionalOperator cannot be used without Filter or Expected"):
            legacy.check_joiner_alone("AND")
        legacy.check_joiner_alone(None)


class TestExpected:
    @pytest.mark.parametrize(
        ("entries", "outcome"),
        [
            ({"s": {"Value": {"S": "hello"}}}, True),
            ({"s": {"Value": {"S": "hello"}, "Exists": True}}, True),
            ({"s": {"Value": {"S": "x"}}}, False),
            ({"absent": {"Exists": False}}, True),
            ({"s": {"Exists": False}}, False),
            ({"n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "9"}]}}, True),
            # Accepted although the documentation says otherwise: floci issue 2126.
            ({"n": {"ComparisonOperator": "GT", "Value": {"N": "9"}}}, True),
            ({"absent": {"ComparisonOperator": "NULL"}}, True),
        ],
    )
    def test_outcomes(self, entries: dict[str, Any], outcome: bool) -> None:
        assert legacy.expected(entries, None).holds(ITEM) is outcome

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ({}, "Value must be provided when Exists is null"),
            ({"Exists": True}, "Value must be provided when Exists is true"),
            ({"Exists": False, "Value": {"S": "x"}}, "Value cannot be used when Exists is false"),
            (
                {"Exists": False, "ComparisonOperator": "NULL"},
                "Exists and ComparisonOperator cannot be used together",
            ),
            (
                {"Exists": False, "AttributeValueList": [{"S": "x"}]},
                "AttributeValueList can only be used with a ComparisonOperator",
            ),
            (
                {"ComparisonOperator": "EQ", "Value": {"S": "x"}, "AttributeValueList": [{"S": "x"}]},
                "Value and AttributeValueList cannot be used together",
            ),
            (
                {"ComparisonOperator": "EQ"},
                "Value or AttributeValueList must be used with ComparisonOperator: EQ",
            ),
        ],
    )
    def test_rules(self, entry: dict[str, Any], message: str) -> None:
        with pytest.raises(ServiceError) as caught:
            legacy.expected({"a": entry}, None)
        assert caught.value.message == f"{INVALID}{message} for Attribute: a"


class TestKeyConditions:
    def asked(self, entries: dict[str, Any]) -> expressions.KeyCondition:
        return legacy.key_condition(entries, "pk", "sk", {"pk": "S", "sk": "N"})

    @pytest.mark.parametrize(
        ("condition", "operator"),
        [
            (comparing("EQ", {"N": "1"}), "="),
            (comparing("LT", {"N": "1"}), "<"),
            (comparing("GE", {"N": "1"}), ">="),
            (comparing("BETWEEN", {"N": "1"}, {"N": "2"}), "BETWEEN"),
        ],
    )
    def test_is_what_an_expression_asks(self, condition: dict[str, Any], operator: str) -> None:
        found = self.asked({"sk": condition, "pk": comparing("EQ", {"S": "p"})})
        assert (found.hash, found.operator) == ({"S": "p"}, operator)
        assert list(found.bounds) == condition["AttributeValueList"]

    @pytest.mark.parametrize(
        ("entries", "message"),
        [
            ({"sk": comparing("EQ", {"N": "1"})}, "Query condition missed key schema element: pk"),
            ({"pk": comparing("GT", {"S": "p"})}, "Query key condition not supported"),
            ({"pk": comparing("NE", {"S": "p"})}, "Attempted conditional constraint is not an indexable operation"),
            (
                {"pk": comparing("CONTAINS", {"S": "p"})},
                "Attempted conditional constraint is not an indexable operation",
            ),
            ({"pk": comparing("EQ", {"N": "1"})}, f"{INVALID}Condition parameter type does not match schema type"),
            (
                {name: comparing("EQ", {"S": "p"}) for name in ("pk", "sk", "x")},
                "Conditions can be of length 1 or 2 only",
            ),
        ],
    )
    def test_faults(self, entries: dict[str, Any], message: str) -> None:
        with pytest.raises(ServiceError) as caught:
            self.asked(entries)
        assert caught.value.message == message


class TestAttributeUpdates:
    def after(self, entries: dict[str, Any]) -> Item:
        new, _ = legacy.updates(entries).apply(ITEM)
        return {name: value for name, value in new.items() if ITEM.get(name) != value}

    def test_put_is_the_default(self) -> None:
        assert self.after({"a.b": {"Value": {"N": "1.0"}}, "s": {"Action": "PUT", "Value": {"L": []}}}) == {
            "a.b": {"N": "1"},
            "s": {"L": []},
        }

    def test_add(self) -> None:
        entries = {"n": {"N": "5"}, "x": {"N": "5"}, "ss": {"SS": ["b", "c"]}}
        assert self.after({name: {"Action": "ADD", "Value": value} for name, value in entries.items()}) == {
            "n": {"N": "15"},
            "x": {"N": "5"},
            "ss": {"SS": ["a", "b", "c"]},
        }

    def test_delete(self) -> None:
        new, _ = legacy.updates({"s": {"Action": "DELETE"}, "x": {"Action": "DELETE"}}).apply(ITEM)
        assert set(ITEM) - set(new) == {"s"}
        assert self.after({"ss": {"Action": "DELETE", "Value": {"SS": ["a"]}}}) == {"ss": {"SS": ["b"]}}
        new, _ = legacy.updates({"ss": {"Action": "DELETE", "Value": {"SS": ["a", "b"]}}}).apply(ITEM)
        assert "ss" not in new

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ({"Action": "PUT"}, "Only DELETE action is allowed when no attribute value is specified"),
            ({"Action": "ADD", "Value": {"S": "x"}}, "ADD action is not supported for the type S"),
            ({"Action": "DELETE", "Value": {"N": "1"}}, "DELETE action with value is not supported for the type N"),
        ],
    )
    def test_faults(self, entry: dict[str, Any], message: str) -> None:
        with pytest.raises(ServiceError) as caught:
            legacy.updates({"a": entry})
        assert caught.value.message == INVALID + message

    @pytest.mark.parametrize(
        ("action", "value"), [("ADD", {"N": "1"}), ("DELETE", {"SS": ["a"]}), ("ADD", {"NS": ["1"]})]
    )
    def test_types(self, action: str, value: Value) -> None:
        update = legacy.updates({"s": {"Action": action, "Value": value}})
        with pytest.raises(ServiceError) as caught:
            update.apply(ITEM)
        assert caught.value.message == "Type mismatch for attribute to update"

    def test_keys_stay(self) -> None:
        with pytest.raises(ServiceError, match="Cannot update attribute n"):
            legacy.updates({"n": {"Value": {"N": "1"}}}).check_keys("n")

    @given(items)
    def test_is_what_an_expression_does(self, item: Any) -> None:
        item = check_item(item)
        entries = {"a": {"Action": "PUT", "Value": {"S": "x"}}, "b": {"Action": "DELETE"}}
        assert (
            legacy.updates(entries).apply(item)[0]
            == (expressions.update("SET a = :v REMOVE b", None, {":v": {"S": "x"}}).apply(item)[0])
        )


class TestAttributesToGet:
    def test_names_are_no_paths(self) -> None:
        assert legacy.attributes(["#odd.name", "n", "absent"]).of(ITEM) == {"#odd.name": {"S": "x"}, "n": {"N": "10"}}

    def test_once(self) -> None:
        with pytest.raises(ServiceError) as caught:
            legacy.attributes(["a", "b", "a"])
        assert caught.value.message == f"{INVALID}Duplicate value in attribute name: a"


SIGNS = {"EQ": "=", "NE": "<>", "LT": "<", "LE": "<=", "GT": ">", "GE": ">="}


@given(items, st.sampled_from(sorted(SIGNS)))
def test_filters_say_what_expressions_say(item: Any, operator: str) -> None:
    item = check_item(item)
    ours = legacy.filtered({"a": comparing(operator, {"N": "5"})}, None)
    theirs = expressions.condition(f"a {SIGNS[operator]} :v", None, {":v": {"N": "5"}})
    assert ours.holds(item) == theirs.holds(item)
