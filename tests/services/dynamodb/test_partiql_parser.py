"""PartiQL statements: what they say, and which are not well formed.

Source: DynamoDB Developer Guide, "PartiQL language reference"; error texts as in partiql/errors.py.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb.partiql.parser import parsed
from fogbank.services.dynamodb.partiql.plans import Plan, target_of
from fogbank.services.dynamodb.partiql.statements import Delete, Exists, Select, Update
from fogbank.services.dynamodb.values import Item

NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: "


def refusal(text: str, *parameters: Any) -> str:
    with pytest.raises(ServiceError) as caught:
        Plan(text, parameters)
    return caught.value.message


def item(literal: str, *parameters: Any) -> Item:
    return Plan(f"INSERT INTO t VALUE {literal}", parameters).item()


class TestLiterals:
    @pytest.mark.parametrize(
        ("literal", "value"),
        [
            ("'text'", {"S": "text"}),
            ("'it''s'", {"S": "it's"}),
            ("''", {"S": ""}),
            ("1", {"N": "1"}),
            ("-4.50", {"N": "-4.5"}),
            ("1e3", {"N": "1000"}),
            (".5", {"N": "0.5"}),
            ("true", {"BOOL": True}),
            ("FALSE", {"BOOL": False}),
            ("null", {"NULL": True}),
            ("[]", {"L": []}),
            ("[1, 'a', [true]]", {"L": [{"N": "1"}, {"S": "a"}, {"L": [{"BOOL": True}]}]}),
            ("{}", {"M": {}}),
            ("{'a': 1, 'b': {'c': null}}", {"M": {"a": {"N": "1"}, "b": {"M": {"c": {"NULL": True}}}}}),
            ("<<'a', 'b'>>", {"SS": ["a", "b"]}),
            ("<<1, 34, 4.5>>", {"NS": ["1", "34", "4.5"]}),
        ],
    )
    def test_values(self, literal: str, value: Any) -> None:
        assert item(f"{{'k': {literal}}}") == {"k": value}

    def test_parameters_stand_anywhere_in_a_value(self) -> None:
        sent = [{"S": "x"}, {"N": "1.0"}, {"B": b"b"}, {"M": {"y": {"NULL": True}}}]
        assert item("{'a': ?, 'l': [?, 2], 's': <<?>>, 'm': {'n': ?}}", *sent) == {
            "a": {"S": "x"},
            "l": {"L": [{"N": "1"}, {"N": "2"}]},
            "s": {"BS": [b"b"]},
            "m": {"M": {"n": {"M": {"y": {"NULL": True}}}}},
        }

    @pytest.mark.parametrize("parameters", [[], [{"S": "a"}, {"S": "b"}]])
    def test_as_many_parameters_as_question_marks(self, parameters: list[Any]) -> None:
        assert refusal("SELECT * FROM t WHERE a = ?", *parameters) == (
            "Number of parameters in request and statement don't match."
        )

    def test_values_are_checked(self) -> None:
        assert refusal("INSERT INTO t VALUE {'a': ?}", {"N": "x"}).endswith("converted to a numeric value: x")
        assert refusal("INSERT INTO t VALUE {'a': <<1, 1.0>>}") == "Input collection contains duplicates"
        assert "a set has strings only" in refusal("INSERT INTO t VALUE {'a': <<1, 'x'>>}")
        assert "a set has strings only" in refusal("INSERT INTO t VALUE {'a': <<>>}")

    @given(st.text(st.characters(exclude_categories=("Cs",))))
    def test_any_string_can_be_said(self, text: str) -> None:
        quoted = text.replace("'", "''")
        assert item(f"{{'{quoted}': '{quoted}'}}") == {text: {"S": text}}


class TestStatements:
    def test_select(self) -> None:
        body = parsed('select a, "b c".d[0] from "t-1"."i" where a = 1 order by a desc, b').body
        assert isinstance(body, Select)
        assert (body.table, body.index, [descends for _, descends in body.order]) == ("t-1", "i", [True, False])
        assert body.paths is not None
        assert [len(path.parts) for path in body.paths] == [1, 3]

    def test_select_all(self) -> None:
        body = parsed("SELECT * FROM Music;").body
        assert isinstance(body, Select)
        assert (body.table, body.index, body.paths, body.where) == ("Music", None, None, None)

    def test_update(self) -> None:
        actions = "SET a=1, b.c = b.c + 1 SET d=list_append(d,[2016]) REMOVE e[2]"
        body = parsed(f"UPDATE \"Music\" {actions} WHERE k='x' RETURNING ALL OLD *").body
        assert isinstance(body, Update)
        assert [action.section for action in body.actions] == ["SET", "SET", "SET", "REMOVE"]
        assert body.returning == "ALL_OLD"

    def test_update_of_sets(self) -> None:
        body = parsed("UPDATE t SET a=set_add(a, <<'x'>>) SET b = SET_DELETE( b, <<1>>) WHERE k=1").body
        assert isinstance(body, Update)
        assert [action.section for action in body.actions] == ["ADD", "DELETE"]

    def test_delete_and_exists(self) -> None:
        assert isinstance(parsed("DELETE FROM t WHERE k = ? RETURNING ALL OLD *").body, Delete)
        assert isinstance(parsed("EXISTS(SELECT * FROM t WHERE k = 1 AND a IS MISSING)").body, Exists)

    def test_comments_and_lines(self) -> None:
        assert parsed("SELECT * -- all of it\n  FROM t\n").body == parsed("SELECT * FROM t").body

    @pytest.mark.parametrize(
        ("text", "action", "table", "index"),
        [
            ("SELECT * FROM t.i", "Select", "t", "i"),
            ("INSERT INTO t VALUE {'a': 1}", "Insert", "t", None),
            ("UPDATE t SET a = 1 WHERE k = 1", "Update", "t", None),
            ("DELETE FROM t WHERE k = 1", "Delete", "t", None),
            ("EXISTS (SELECT * FROM t WHERE k = 1)", "Select", "t", None),
        ],
    )
    def test_actions(self, text: str, action: str, table: str, index: str | None) -> None:
        """Source: Developer Guide, IAM security policies with PartiQL for DynamoDB."""
        assert target_of(text) == (f"dynamodb:PartiQL{action}", table, index)

    @pytest.mark.parametrize(
        ("text", "detail"),
        [
            # Observed: dynoxide pull 149, awsdocs/aws-sdk-for-javascript-v3 issue 98, PyDynamoDB issue 28.
            ("FOO", "Expected data manipulation"),
            ("", "Expected data manipulation"),
            ("UPDATE Payment-x SET active=? WHERE id=?", "Expected data manipulation"),
            ("SELECT payload.'size' FROM t", "Invalid path dot component"),
            ("SELECT * FROM", "Unexpected term end of statement"),
            ("SELECT * FROM t WHERE", "Unexpected term end of statement"),
            ("SELECT * FROM t WHERE a", "Unexpected term end of statement"),
            ("SELECT * FROM t WHERE a = 1 foo", "Unexpected term 'foo'"),
            ("SELECT * FROM t LIMIT 1", "Unexpected term 'LIMIT'"),
            ("SELECT * FROM t WHERE a IS 1", "Unexpected term '1'"),
            ("INSERT INTO t VALUE [1]", "Unexpected term '['"),
            ("INSERT INTO t VALUE {a: 1}", "Unexpected term 'a'"),
            ("DELETE FROM t", "Unexpected term end of statement"),
            ("UPDATE t SET a = 1", "Unexpected term end of statement"),
            ("UPDATE t SET a = 1 WHERE k = 1 RETURNING ALL", "Unexpected term end of statement"),
        ],
    )
    def test_not_well_formed(self, text: str, detail: str) -> None:
        assert refusal(text) == NOT_WELL_FORMED + detail

    @pytest.mark.parametrize("where", ["(" * 4000, "NOT " * 2000 + "a = 1", "a = " + "[" * 4000, "size(" * 1500])
    def test_depth_is_refused_too(self, where: str) -> None:
        assert refusal(f"SELECT * FROM t WHERE {where}") == f"{NOT_WELL_FORMED}Nested too deeply"

    @pytest.mark.parametrize("which", ["MODIFIED OLD", "ALL NEW", "MODIFIED NEW"])
    def test_delete_returns_the_old_only(self, which: str) -> None:
        assert f"RETURNING {which} *" in refusal(f"DELETE FROM t WHERE k = 1 RETURNING {which} *")


ITEM: Item = {
    "s": {"S": "text"},
    "n": {"N": "5"},
    "z": {"NULL": True},
    "m": {"M": {"a b": {"L": [{"N": "1"}]}}},
    "ss": {"SS": ["x"]},
}


class TestConditions:
    @pytest.mark.parametrize(
        "where",
        [
            "s = 'text'",
            "'text' = s",
            "n <> 4 AND n != 4",
            "n BETWEEN 5 AND 6",
            "n NOT BETWEEN 6 AND 7",
            "n IN [4, 5]",
            "n IN (4, 5)",
            "NOT n IN [4]",
            "n NOT IN [4]",
            "begins_with(s, 'te')",
            "BEGINS_WITH(\"s\", 'te')",
            "contains(ss, 'x')",
            "size(s) > 3",
            "attribute_type(s, 'S')",
            "absent IS MISSING",
            "s IS NOT MISSING",
            "z IS NULL",
            "s IS NOT NULL",
            'm."a b"[0] = 1',
            "(n = 4 OR n = 5) AND s = 'text'",
            "n = 4 AND s = 'x' OR n = 5",
        ],
    )
    def test_true(self, where: str) -> None:
        condition = Plan(f"SELECT * FROM t WHERE {where}").condition
        assert condition is not None
        assert condition.holds(ITEM)

    @pytest.mark.parametrize(
        "where", ["s = 5", "n > 5", "s IS MISSING", "absent IS NULL", "NOT s = 'text'", "n IN [1]"]
    )
    def test_false(self, where: str) -> None:
        condition = Plan(f"SELECT * FROM t WHERE {where}").condition
        assert condition is not None
        assert not condition.holds(ITEM)

    def test_projection_is_by_last_names(self) -> None:
        plan = Plan('SELECT s, m."a b", m."a b"[0], absent FROM t')
        assert plan.projection is not None
        assert plan.projection.of(ITEM) == {
            "s": {"S": "text"},
            "a b": {"L": [{"N": "1"}]},
            "a b[0]": {"N": "1"},
        }


class TestPlans:
    @pytest.mark.parametrize(
        ("where", "choices"),
        [
            # Developer Guide, "PartiQL select statements": these do not scan, those below do.
            ("OrderID = 100", ["100"]),
            ("OrderID = 100 AND Address = 'some address'", ["100"]),
            ("OrderID = 100 OR OrderID = 200", ["100", "200"]),
            ("OrderID IN [100, 300, 234]", ["100", "300", "234"]),
            ("OrderID = 1 AND OrderID IN [1, 2]", ["1"]),
            ("OrderID > 1", None),
            ("Address = 'some address'", None),
            ("OrderID = 100 OR Address = 'some address'", None),
            ("NOT OrderID = 100", None),
            ("OrderID = Total", None),
        ],
    )
    def test_partitions(self, where: str, choices: list[str] | None) -> None:
        found = Plan(f"SELECT * FROM Orders WHERE {where}").partitions("OrderID")
        assert (found and [choice[0]["N"] for choice in found]) == choices

    def test_50_partitions(self) -> None:
        text = "SELECT * FROM t WHERE k IN [{}]"
        assert len(Plan(text.format(",".join(map(str, range(50))))).partitions("k") or ()) == 50
        with pytest.raises(ServiceError, match="too many operands; number of operands: 51"):
            Plan(text.format(",".join(map(str, range(51))))).partitions("k")

    @pytest.mark.parametrize(
        ("where", "test"),
        [
            ("k = 1 AND s > 5", (">", ["5"])),
            ("5 >= s AND k = 1", ("<=", ["5"])),
            ("k = 1 AND s BETWEEN 1 AND 2", ("BETWEEN", ["1", "2"])),
            ("k = 1 AND (s = 3 AND a = 1)", ("=", ["3"])),
            ("k = 1 AND (s = 3 OR a = 1)", None),
            ("k = 1 AND s <> 3", None),
            ("k = 1 AND s IN [1]", None),
        ],
    )
    def test_ranges(self, where: str, test: tuple[str, list[str]] | None) -> None:
        found = Plan(f"SELECT * FROM t WHERE {where}").test_of("s")
        assert (found and (found[0], [bound["N"] for bound in found[1]])) == test

    def test_keys(self) -> None:
        plan = Plan("DELETE FROM t WHERE k = ? AND s = 2 AND a > 1", [{"S": "x"}])
        assert plan.key("k", "s") == {"k": {"S": "x"}, "s": {"N": "2"}}
        with pytest.raises(ServiceError) as caught:
            plan.key("k", "a")
        assert caught.value.message == "Where clause does not contain a mandatory equality on all key attributes"

    def test_faults_of_updates(self) -> None:
        assert refusal("UPDATE t SET a = 1, a.b = 2 WHERE k = 1").startswith("Two document paths overlap")
        assert refusal("UPDATE t SET a = a + 'x' WHERE k = 1").endswith("operator or function: +, operand type: S")
        assert "set_add takes the attribute that is set" in refusal("UPDATE t SET a = set_add(b, <<1>>) WHERE k = 1")
