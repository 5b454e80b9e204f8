"""Conditions and filters: DDB-015, DDB-008. Source: DynamoDB Developer Guide, "Condition and filter expressions"."""

from typing import Any

import pytest
from hypothesis import given

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.values import Value, check_item
from tests.services.dynamodb.shapes import items

ITEM: dict[str, Value] = check_item(
    {
        "s": {"S": "hello"},
        "e": {"S": "é𝄞"},
        "n": {"N": "10"},
        "b": {"B": b"\x01\x02\x03"},
        "t": {"BOOL": True},
        "z": {"NULL": True},
        "ss": {"SS": ["x", "y"]},
        "ns": {"NS": ["1", "2", "3"]},
        "bs": {"BS": [b"a"]},
        "l": {"L": [{"S": "x"}, {"N": "1"}, {"M": {"k": {"S": "deep"}}}]},
        "m": {"M": {"k": {"N": "5"}, "l": {"L": []}}},
    }
)
VALUES: dict[str, Value] = {
    ":hello": {"S": "hello"},
    ":he": {"S": "he"},
    ":ll": {"S": "ll"},
    ":x": {"S": "x"},
    ":0": {"N": "0"},
    ":1": {"N": "1"},
    ":3": {"N": "3"},
    ":5": {"N": "5"},
    ":10": {"N": "10"},
    ":20": {"N": "20"},
    ":b": {"B": b"\x02"},
    ":b1": {"B": b"\x01"},
    ":true": {"BOOL": True},
    ":null": {"NULL": True},
    ":ss": {"SS": ["y", "x"]},
    ":ns": {"NS": ["1"]},
    ":l": {"L": [{"S": "x"}, {"S": "hello"}]},
    ":m": {"M": {"k": {"N": "5"}, "l": {"L": []}}},
    ":S": {"S": "S"},
    ":N": {"S": "N"},
    ":B": {"S": "B"},
    ":string": {"S": "string"},
}


def holds(text: str, item: dict[str, Value] = ITEM, names: dict[str, str] | None = None) -> bool:
    return expressions.condition(text, names, VALUES).holds(item)


def refusal(text: str) -> str:
    with pytest.raises(ServiceError) as caught:
        expressions.condition(text, None, VALUES)
    return caught.value.message.removeprefix("Invalid ConditionExpression: ")


class TestOperators:
    @pytest.mark.parametrize(
        "text",
        [
            "s = :hello",
            "s <> :he",
            "n > :5",
            "n >= :10",
            "n < :20",
            "n <= :10",
            ":5 < n",
            "n BETWEEN :5 AND :20",
            "n BETWEEN :10 AND :10",
            ":10 BETWEEN m.k AND n",
            "s IN (:x, :hello)",
            "n IN (:10)",
            "t = :true",
            "z = :null",
            "ss = :ss",
            "m = :m",
            "m.k = :5",
            "l[0] = :x",
            "l[2].k <> :x",
            "s BETWEEN :he AND :x",
            "b > :b1",
            "s = :hello AND n = :10",
            "s = :he OR n = :10",
            "NOT s = :he",
            "NOT (s = :hello AND n = :5)",
            "s = :hello OR s = :he AND n = :5",
        ],
    )
    def test_true(self, text: str) -> None:
        assert holds(text)

    @pytest.mark.parametrize(
        "text",
        [
            "s = :10",
            "s < :10",
            "n = :5",
            "n <> :10",
            "s > :x",
            "(s = :hello OR s = :he) AND n = :5",
            "n BETWEEN :3 AND :5",
            "s BETWEEN :1 AND :5",
            "s IN (:x, :10)",
            "l[9] = :x",
            "s.k = :x",
            "m[0] = :x",
        ],
    )
    def test_false(self, text: str) -> None:
        assert not holds(text)

    @pytest.mark.parametrize("operator", ["=", "<", "<=", ">", ">="])
    def test_nothing_compares_to_what_is_missing(self, operator: str) -> None:
        assert not holds(f"absent {operator} :5")
        assert not holds(f":5 {operator} absent")

    def test_what_is_missing_differs_from_everything(self) -> None:
        """Observed: truora/minidyn issue 23."""
        assert holds("absent <> :5")
        assert holds("attribute_exists(s) AND absent <> :5")

    def test_an_attribute_of_a_type_without_order_is_just_not_less(self) -> None:
        assert not holds("l < :5")
        assert holds("NOT t > :5")


class TestFunctions:
    @pytest.mark.parametrize(
        "text",
        [
            "attribute_exists(s)",
            "attribute_exists(m.k)",
            "attribute_exists(l[2].k)",
            "attribute_not_exists(absent)",
            "attribute_not_exists(m.absent)",
            "attribute_not_exists(s.k)",
            "attribute_type(s, :S)",
            "attribute_type(n, :N)",
            "begins_with(s, :he)",
            "begins_with(b, :b1)",
            "contains(s, :ll)",
            "contains(b, :b)",
            "contains(ss, :x)",
            "contains(ns, :1)",
            "contains(l, :x)",
            "contains(l, :1)",
            "contains(:l, s)",
            "size(s) = :5",
            "size(e) = :3",
            "size(b) = :3",
            "size(ss) < :3",
            "size(l) = :3",
            "size(m) > :1",
            "size(:hello) = :5",
        ],
    )
    def test_true(self, text: str) -> None:
        assert holds(text)

    @pytest.mark.parametrize(
        "text",
        [
            "attribute_exists(absent)",
            "attribute_not_exists(s)",
            "attribute_type(s, :N)",
            "attribute_type(absent, :N)",
            "begins_with(s, :ll)",
            "begins_with(s, :b)",
            "begins_with(n, :he)",
            "begins_with(absent, :he)",
            "contains(s, :1)",
            "contains(ss, :1)",
            "contains(ns, :x)",
            "contains(l, :5)",
            "contains(m, :x)",
            "contains(n, :1)",
            "contains(absent, :x)",
            # Neither a number nor a Boolean has a size; the condition is then false: ExtendDB pull request 216.
            "size(n) = :1",
            "size(t) = :1",
            "size(absent) >= :0",
        ],
    )
    def test_false(self, text: str) -> None:
        assert not holds(text)


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("attribute_exists(s, n)", ("attribute_exists", 2)),
            ("begins_with(s)", ("begins_with", 1)),
            ("size(s, n) = :1", ("size", 2)),
        ],
    )
    def test_operand_counts(self, text: str, message: tuple[str, int]) -> None:
        assert refusal(text) == (
            "Incorrect number of operands for operator or function; operator or function: "
            f"{message[0]}, number of operands: {message[1]}"
        )

    @pytest.mark.parametrize(
        ("text", "operator", "kind"),
        [
            ("begins_with(s, :1)", "begins_with", "N"),
            ("begins_with(:1, s)", "begins_with", "N"),
            ("size(:1) = :1", "size", "N"),
            ("size(size(s)) = :1", "size", "N"),
            ("s < :true", "<", "BOOL"),
            (":null >= s", ">=", "NULL"),
            ("s > :ss", ">", "SS"),
            ("s <= :l", "<=", "L"),
            ("s BETWEEN :m AND :m", "BETWEEN", "M"),
            ("contains(:1, s)", "contains", "N"),
            ("attribute_type(s, :1)", "attribute_type", "N"),
        ],
    )
    def test_operand_types_of_the_request(self, text: str, operator: str, kind: str) -> None:
        """Whatever the item is, and although the rest decides: ExtendDB pull request 216."""
        message = (
            f"Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        )
        assert refusal(text) == message
        assert refusal(f"attribute_exists(s) OR {text}") == message

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("foo(s)", "Invalid function name; function: foo"),
            ("size(s)", "The function is not allowed to be used this way in an expression; function: size"),
            ("NOT size(s)", "The function is not allowed to be used this way in an expression; function: size"),
            (
                "contains(s, :x) = :true",
                "The function is not allowed to be used this way in an expression; function: contains",
            ),
            (
                "attribute_exists(:x)",
                "Operator or function requires a document path; operator or function: attribute_exists",
            ),
            (
                "attribute_not_exists(size(s))",
                "Operator or function requires a document path; operator or function: attribute_not_exists",
            ),
            (
                "contains(l, l)",
                "The first operand must be distinct from the remaining operands for this operator or function; "
                "operator: contains, first operand: [l]",
            ),
            (
                "l[0].k = l[0].k",
                "The first operand must be distinct from the remaining operands for this operator or function; "
                "operator: =, first operand: [l, [0], k]",
            ),
            (
                "n BETWEEN :5 AND :1",
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
                "operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}",
            ),
            (
                "n BETWEEN :5 AND :x",
                "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: "
                "AttributeValue: {N:5}, upper bound operand: AttributeValue: {S:x}",
            ),
            (
                "attribute_type(s, :string)",
                "Invalid attribute type name found; type: string, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
            ),
            (
                "if_not_exists(s, :x)",
                "The function is not allowed in a condition expression; function: if_not_exists",
            ),
            (
                "#s = :x",
                "An expression attribute name used in the document path is not defined; attribute name: #s",
            ),
            (
                "s = :nope",
                "An expression attribute value used in expression is not defined; attribute value: :nope",
            ),
        ],
    )
    def test_others(self, text: str, message: str) -> None:
        assert refusal(text) == message

    def test_the_member_is_named(self) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.condition("list_append(s, :x)", None, VALUES, "FilterExpression")
        assert caught.value.message == (
            "Invalid FilterExpression: The function is not allowed in a filter expression; function: list_append"
        )


class TestCompilation:
    def test_one_text_serves_other_names_and_values(self) -> None:
        text = "#a = :v"
        assert expressions.condition(text, {"#a": "s"}, {":v": {"S": "hello"}}).holds(ITEM)
        assert expressions.condition(text, {"#a": "n"}, {":v": {"N": "10"}}).holds(ITEM)
        assert not expressions.condition(text, {"#a": "n"}, {":v": {"N": "11"}}).holds(ITEM)

    def test_it_knows_what_it_used(self) -> None:
        found = expressions.condition(
            "#a.#b = :v", {"#a": "s", "#b": "n", "#c": "x"}, {":v": {"S": ""}, ":w": {"S": ""}}
        )
        assert (found.names, found.values) == ({"#a", "#b"}, {":v"})

    @given(items)
    def test_laws(self, item: dict[str, Any]) -> None:
        item = check_item(item)
        for text in ("a = b", "a < b", "contains(a, b)", "attribute_exists(a)", "a IN (b, c)", "size(a) > size(b)"):
            assert holds(text, item) != holds(f"NOT {text}", item)
            assert not holds(f"{text} AND NOT {text}", item)
            assert holds(f"{text} OR NOT {text}", item)
        assert holds("a = b", item) != holds("a <> b", item)
        alike = "a = b AND (attribute_type(a, :S) OR attribute_type(a, :N) OR attribute_type(a, :B))"
        assert holds("a <= b", item) == holds(f"a < b OR ({alike})", item)
