"""Update expressions: DDB-001 (UpdateItem). Source: DynamoDB Developer Guide, "Using update expressions"."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.values import Item, Value, check_item
from tests.services.dynamodb.shapes import items

ITEM: Item = {
    "pk": {"S": "1"},
    "n": {"N": "10"},
    "s": {"S": "text"},
    "l": {"L": [{"S": "a"}, {"S": "b"}, {"S": "c"}]},
    "m": {"M": {"n": {"N": "1"}, "m": {"M": {"deep": {"S": "x"}}}, "l": {"L": [{"N": "1"}]}}},
    "ss": {"SS": ["a", "b"]},
    "ns": {"NS": ["1", "2"]},
}
VALUES: dict[str, Value] = {
    ":v": {"S": "x"},
    ":w": {"S": "y"},
    ":1": {"N": "1"},
    ":5": {"N": "5"},
    ":l": {"L": [{"S": "z"}]},
    ":m": {"M": {}},
    ":ss": {"SS": ["b", "c"]},
    ":ab": {"SS": ["a", "b"]},
    ":ns": {"NS": ["2", "3"]},
    ":bs": {"BS": [b"a"]},
    ":t": {"BOOL": True},
}


def after(text: str, item: Item = ITEM, names: dict[str, str] | None = None) -> Item:
    """The item after an update; the old one has not changed."""
    before = copy.deepcopy(item)
    new, _ = expressions.update(text, names, VALUES).apply(item)
    assert item == before
    return new


def changed(text: str, item: Item = ITEM) -> dict[str, Value | None]:
    """The attributes that an update changes: their new values, None for those that are gone."""
    new = after(text, item)
    return {name: new.get(name) for name in {*new, *item} if new.get(name) != item.get(name)}


def refusal(text: str, item: Item = ITEM) -> str:
    with pytest.raises(ServiceError) as caught:
        expressions.update(text, None, VALUES).apply(item)
    return caught.value.message


class TestSet:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("SET a = :v", {"a": {"S": "x"}}),
            ("SET s = :1, a = s", {"s": {"N": "1"}, "a": {"S": "text"}}),
            ("SET n = n + :5", {"n": {"N": "15"}}),
            ("SET n = :5 - n", {"n": {"N": "-5"}}),
            ("SET a = n - m.n", {"a": {"N": "9"}}),
            ("SET a = (n + :5)", {"a": {"N": "15"}}),
            ("SET a = if_not_exists(a, :5)", {"a": {"N": "5"}}),
            ("SET n = if_not_exists(n, :5)", {}),
            ("SET a = if_not_exists(a, :5) + :1", {"a": {"N": "6"}}),
            ("SET n = if_not_exists(n, :5) + :1", {"n": {"N": "11"}}),
            ("SET a = if_not_exists(a, n)", {"a": {"N": "10"}}),
            ("SET l = list_append(:l, l)", {"l": {"L": [{"S": "z"}, {"S": "a"}, {"S": "b"}, {"S": "c"}]}}),
            ("SET a = list_append(if_not_exists(a, :l), :l)", {"a": {"L": [{"S": "z"}, {"S": "z"}]}}),
            ("SET l[1] = :v", {"l": {"L": [{"S": "a"}, {"S": "x"}, {"S": "c"}]}}),
        ],
    )
    def test_values(self, text: str, expected: dict[str, Value | None]) -> None:
        assert changed(text) == expected

    def test_every_action_sees_the_item_as_it_was(self) -> None:
        assert changed("SET n = s, s = n") == {"n": {"S": "text"}, "s": {"N": "10"}}
        assert changed("SET n = :5, a = n") == {"n": {"N": "5"}, "a": {"N": "10"}}

    def test_into_maps(self) -> None:
        new = after("SET m.n = :5, m.a = :v, m.m.deep = :w, m.l[0] = :v")
        assert new["m"] == {
            "M": {
                "n": {"N": "5"},
                "a": {"S": "x"},
                "m": {"M": {"deep": {"S": "y"}}},
                "l": {"L": [{"S": "x"}]},
            }
        }

    def test_beyond_the_end_of_a_list_it_appends_in_the_order_of_indexes(self) -> None:
        """Observed: floci issue 3073; Developer Guide, "Adding elements to a list"."""
        assert after("SET l[10] = :v")["l"]["L"][3:] == [{"S": "x"}]
        assert after("SET l[2000000000] = :v, l[7] = :w")["l"]["L"][3:] == [{"S": "y"}, {"S": "x"}]
        assert after("SET l[0] = :v", {"l": {"L": []}}) == {"l": {"L": [{"S": "x"}]}}

    @pytest.mark.parametrize(
        "path", ["a.b", "a[0]", "m.a.b", "s.a", "n[0]", "l.a", "m[0]", "l[0].a", "l[9].a", "m.n[0]"]
    )
    def test_through_what_is_not_there(self, path: str) -> None:
        """Observed: ExtendDB pull request 6."""
        message = "The document path provided in the update expression is invalid for update"
        assert refusal(f"SET {path} = :v") == message
        assert refusal(f"REMOVE {path}") == message
        assert refusal(f"ADD {path} :5") in (message, "An operand in the update expression has an incorrect data type")

    @pytest.mark.parametrize("value", ["a", "a + :1", ":1 - m.a", "list_append(a, :l)", "if_not_exists(a, z)"])
    def test_from_what_is_not_there(self, value: str) -> None:
        assert refusal(f"SET z = {value}") == (
            "The provided expression refers to an attribute that does not exist in the item"
        )

    @pytest.mark.parametrize("value", ["s + :1", ":1 - l", "list_append(s, :l)", "list_append(:l, m)", "n + ss"])
    def test_from_what_is_of_another_type(self, value: str) -> None:
        assert refusal(f"SET z = {value}") == "An operand in the update expression has an incorrect data type"

    def test_numbers_stay_in_range(self) -> None:
        item = {"n": {"N": "9" * 38 + "0" * 88}}
        assert "Number overflow" in refusal("SET n = n + n", item)
        assert "more than 38 significant digits" in refusal("SET n = n + :1", item)

    def test_32_levels(self) -> None:
        value: Value = {"S": "x"}
        for _ in range(30):
            value = {"L": [value]}
        values = {":v": value}
        item = {"a": {"M": {}}, "b": {"M": {"c": {"M": {}}}}}
        expressions.update("SET a.x = :v", None, values).apply(item)
        with pytest.raises(ServiceError, match="Nesting Levels have exceeded supported limits"):
            expressions.update("SET b.c.x = :v", None, values).apply(item)


class TestRemove:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("REMOVE s, a", {"s": None}),
            ("REMOVE l[0]", {"l": {"L": [{"S": "b"}, {"S": "c"}]}}),
            ("REMOVE l[0], l[1]", {"l": {"L": [{"S": "c"}]}}),
            ("REMOVE l[2], l[0], l[1]", {"l": {"L": []}}),
            ("REMOVE l[9]", {}),
            ("REMOVE m.a", {}),
        ],
    )
    def test_values(self, text: str, expected: dict[str, Value | None]) -> None:
        assert changed(text) == expected

    def test_from_maps(self) -> None:
        assert set(after("REMOVE m.n, m.l[0]")["m"]["M"]) == {"m", "l"}

    def test_indexes_are_those_of_the_list_as_it_was(self) -> None:
        assert after("SET l[9] = :v, l[1] = :w REMOVE l[0], l[3]")["l"] == {"L": [{"S": "y"}, {"S": "c"}, {"S": "x"}]}

    def test_of_lists_in_lists(self) -> None:
        item: Item = {"l": {"L": [{"L": [{"N": "1"}, {"N": "2"}]}, {"L": [{"N": "3"}]}]}}
        assert after("REMOVE l[0][0], l[1][0]", item) == {"l": {"L": [{"L": [{"N": "2"}]}, {"L": []}]}}
        assert after("REMOVE l[0], l[1][0]", item) == {"l": {"L": [{"L": []}]}}


class TestAdd:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ADD n :5", {"n": {"N": "15"}}),
            ("ADD a :5", {"a": {"N": "5"}}),
            ("ADD a :ss", {"a": {"SS": ["b", "c"]}}),
            ("ADD ss :ss", {"ss": {"SS": ["a", "b", "c"]}}),
            ("ADD ns :ns, ss :ab", {"ns": {"NS": ["1", "2", "3"]}}),
        ],
    )
    def test_values(self, text: str, expected: dict[str, Value | None]) -> None:
        assert changed(text) == expected

    def test_into_maps(self) -> None:
        assert after("ADD m.n :5, m.a :5")["m"]["M"]["n"] == {"N": "6"}

    @pytest.mark.parametrize("action", ["s :5", "n :ss", "ss :ns", "ns :5", "l :ss"])
    def test_to_another_type(self, action: str) -> None:
        assert refusal(f"ADD {action}") == "An operand in the update expression has an incorrect data type"

    @pytest.mark.parametrize(("value", "kind"), [(":v", "STRING"), (":l", "LIST"), (":m", "MAP"), (":t", "BOOLEAN")])
    def test_of_another_type(self, value: str, kind: str) -> None:
        assert refusal(f"ADD a {value}") == (
            "Invalid UpdateExpression: Incorrect operand type for operator or function; "
            f"operator: ADD, operand type: {kind}, typeSet: ALLOWED_FOR_ADD_OPERAND"
        )


class TestDelete:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("DELETE ss :ss", {"ss": {"SS": ["a"]}}),
            ("DELETE ss :ab", {"ss": None}),
            ("DELETE a :ss", {}),
            ("DELETE ns :ns", {"ns": {"NS": ["1"]}}),
        ],
    )
    def test_values(self, text: str, expected: dict[str, Value | None]) -> None:
        assert changed(text) == expected

    def test_from_another_type(self) -> None:
        assert refusal("DELETE ss :bs") == "An operand in the update expression has an incorrect data type"

    @pytest.mark.parametrize(("value", "kind"), [(":v", "STRING"), (":1", "NUMBER"), (":l", "LIST")])
    def test_of_another_type(self, value: str, kind: str) -> None:
        assert refusal(f"DELETE a {value}") == (
            "Invalid UpdateExpression: Incorrect operand type for operator or function; "
            f"operator: DELETE, operand type: {kind}, typeSet: ALLOWED_FOR_DELETE_OPERAND"
        )


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "one", "two"),
        [
            ("SET a = :v, a = :w", "[a]", "[a]"),
            ("SET a = :v REMOVE a.b.c", "[a]", "[a, b, c]"),
            ("SET a.b = :v ADD a :1", "[a, b]", "[a]"),
            ("SET a[0] = :v, a[0].b = :w", "[a, [0]]", "[a, [0], b]"),
        ],
    )
    def test_overlaps(self, text: str, one: str, two: str) -> None:
        """Observed: getmoto/moto issue 8582, ExtendDB pull request 173."""
        assert refusal(text) == (
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these "
            f"paths; path one: {one}, path two: {two}"
        )

    def test_conflicts(self) -> None:
        assert refusal("SET a.b = :v, a[1] = :w") == (
            "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of "
            "these paths; path one: [a, b], path two: [a, [1]]"
        )

    def test_names_are_seen_through(self) -> None:
        with pytest.raises(ServiceError, match=r"path one: \[s\], path two: \[s, a\]"):
            expressions.update("SET #a = :v, #b.a = :v", {"#a": "s", "#b": "s"}, VALUES)

    @pytest.mark.parametrize("text", ["SET a.b = :v, a.c = :v", "SET a[0] = :v, a[1] = :v", "SET #a = :v, a = :v"])
    def test_apart(self, text: str) -> None:
        expressions.update(text, {"#a": "a.b"}, VALUES)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("SET a = :v SET b = :v", 'The "SET" section can only be used once in an update expression;'),
            ("ADD a :1 SET c = :v add b :1", 'The "ADD" section can only be used once in an update expression;'),
            (
                "SET a = attribute_exists(b)",
                "The function is not allowed in an update expression; function: attribute_exists",
            ),
            ("SET a = foo(b)", "Invalid function name; function: foo"),
            (
                "SET a = if_not_exists(a)",
                "Incorrect number of operands for operator or function; operator or function: if_not_exists, number "
                "of operands: 1",
            ),
            (
                "SET a = if_not_exists(:v, a)",
                "Operator or function requires a document path; operator or function: if_not_exists",
            ),
            (
                "SET a = list_append(:l, :m)",
                "Incorrect operand type for operator or function; operator or function: list_append, operand type: M",
            ),
            (
                "SET a = a + :v",
                "Incorrect operand type for operator or function; operator or function: +, operand type: S",
            ),
            (
                "SET a = list_append(:l, :l) - :1",
                "Incorrect operand type for operator or function; operator or function: -, operand type: L",
            ),
        ],
    )
    def test_others(self, text: str, message: str) -> None:
        assert refusal(text) == f"Invalid UpdateExpression: {message}"

    def test_keys_stay(self) -> None:
        update = expressions.update("SET a = :v REMOVE pk.x", None, VALUES)
        update.check_keys("sk")
        with pytest.raises(ServiceError) as caught:
            update.check_keys("pk", "sk")
        assert caught.value.message == (
            "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key"
        )


class TestTouched:
    def test_parts_of_the_item_at_the_paths(self) -> None:
        new, touched = expressions.update("SET m.n = :5, a = :v REMOVE s", None, VALUES).apply(ITEM)
        assert expressions.part_of(ITEM, touched) == {"m": {"M": {"n": {"N": "1"}}}, "s": {"S": "text"}}
        assert expressions.part_of(new, touched) == {"m": {"M": {"n": {"N": "5"}}}, "a": {"S": "x"}}


names = st.sampled_from("abcdefgh")
idempotent = st.lists(
    st.one_of(
        st.builds("SET {} = :v".format, names),
        st.builds("REMOVE {}".format, names),
        st.builds("SET {} = :m".format, names),
    ),
    min_size=1,
    max_size=1,
)


class TestLaws:
    @given(items, idempotent)
    def test_put_and_remove_twice_is_once(self, item: Any, texts: list[str]) -> None:
        item = check_item(item)
        for text in texts:
            once = after(text, item)
            assert after(text, once) == once

    @given(items, names)
    def test_a_set_is_added_and_deleted_again(self, item: Any, name: str) -> None:
        item = {key: value for key, value in check_item(item).items() if key != name}
        assert after(f"DELETE {name} :ss", after(f"ADD {name} :ss", item)) == item

    @given(items, names, names)
    def test_what_is_not_named_stays(self, item: Any, one: str, other: str) -> None:
        item = check_item(item)
        new = after(f"SET {one} = :v REMOVE {other}", item) if one != other else after(f"SET {one} = :v", item)
        assert {name: value for name, value in new.items() if name not in (one, other)} == {
            name: value for name, value in item.items() if name not in (one, other)
        }
        assert new[one] == {"S": "x"}
