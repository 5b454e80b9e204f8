"""The texts of expressions: tokens, grammar, reserved words, limits. DDB-015 (filters), DDB-008 (conditions).

Source: DynamoDB Developer Guide, "Using expressions in DynamoDB", "Constraints"; texts as in expressions/errors.py.
"""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.expressions import nodes
from fogbank.services.dynamodb.expressions.lexer import END, tokens
from fogbank.services.dynamodb.expressions.reader import Reader
from fogbank.services.dynamodb.reserved import RESERVED, is_reserved

VALUES = {":v": {"S": "x"}, ":n": {"N": "5"}}


def refusal(text: str, member: str = "ConditionExpression") -> str:
    """What is said of a text, without the name of the member."""
    names = {"#n": "n"}
    compilers: dict[str, Callable[[], object]] = {
        "UpdateExpression": lambda: expressions.update(text, names, VALUES),
        "ProjectionExpression": lambda: expressions.projection(text, names),
    }
    compiler = compilers.get(member, lambda: expressions.condition(text, names, VALUES, member))
    with pytest.raises(ServiceError) as caught:
        compiler()
    start = f"Invalid {member}: "
    assert caught.value.message.startswith(start)
    return caught.value.message.removeprefix(start)


class TestSyntax:
    @pytest.mark.parametrize(
        ("member", "text", "token", "near"),
        [
            # As reported: each with the thread that shows it.
            ("ProjectionExpression", "dummy-id", "-", "dummy-id"),  # aaronshaf/dynamodb-admin 75
            ("UpdateExpression", "set _something = :v", "_", "set _something"),  # aws/aws-sdk-js 1691
            ("FilterExpression", "#n attribute_not_exists :v", "attribute_not_exists", "#n attribute_not_exists :v"),
            ("FilterExpression", "tenantAgent:abc123-x = :v", ":abc123", "tenantAgent:abc123-"),  # langgraphjs 8
            ("ProjectionExpression", "#n_2021-03-03", "-", "#n_2021-0"),  # aws/aws-sdk-java-v2 2310
            ("UpdateExpression", "SET  REMOVE #n", "REMOVE", "SET  REMOVE #n"),  # dynamodb-update-expression 6
            ("UpdateExpression", "SET a = :v, #, b = :v", "#", ", #,"),  # dazn-lambda-powertools 242
            ("ProjectionExpression", "!!", "!", "!!"),  # nubo-db/dynoxide 16
            ("FilterExpression", "contains(a, :v", "<EOF>", ":v"),  # AllocZero/EfficientDynamoDb 153
            # The same rule elsewhere.
            ("ConditionExpression", "a", "<EOF>", "a"),
            ("ConditionExpression", ":v  ", "<EOF>", ":v"),
            ("ConditionExpression", "a = ", "<EOF>", "="),
            ("ConditionExpression", "(a = :v) = :v", "=", ") = :v"),
            ("ConditionExpression", "a = :v AND", "<EOF>", "AND"),
            ("ConditionExpression", "a = :v b = :v", "b", ":v b ="),
            ("ConditionExpression", "NOT", "<EOF>", "NOT"),
            ("ConditionExpression", "a BETWEEN :v :n", ":n", ":v :n"),
            ("ConditionExpression", "a IN :v", ":v", "IN :v"),
            ("ConditionExpression", "a IN ()", ")", "()"),
            ("ConditionExpression", "attribute_exists()", ")", "()"),
            ("ConditionExpression", "a.b. = :v", "=", ". = :v"),
            ("ConditionExpression", "a[b] = :v", "b", "[b]"),
            ("ConditionExpression", "a[01] = :v", "1", "01]"),
            ("ConditionExpression", "1a = :v", "1", "1a"),
            ("ConditionExpression", "a = 'x'", "'", "= 'x"),
            ("ConditionExpression", " ", "<EOF>", ""),
            ("UpdateExpression", "a = :v", "a", "a ="),
            ("UpdateExpression", "SET a", "<EOF>", "a"),
            ("UpdateExpression", "SET a = :v,", "<EOF>", ","),
            ("UpdateExpression", "SET a = b + c + d", "+", "c + d"),
            ("UpdateExpression", "ADD a b", "b", "a b"),
            ("UpdateExpression", "REMOVE a :v", ":v", "a :v"),
            ("ProjectionExpression", "a,,b", ",", ",,b"),
            ("ProjectionExpression", "a b", "b", "a b"),
        ],
    )
    def test_faults_name_the_token_and_its_neighbours(self, member: str, text: str, token: str, near: str) -> None:
        assert refusal(text, member) == f'Syntax error; token: "{token}", near: "{near}"'

    @pytest.mark.parametrize(
        "member", ["ConditionExpression", "FilterExpression", "UpdateExpression", "ProjectionExpression"]
    )
    def test_nothing_is_no_expression(self, member: str) -> None:
        assert refusal("", member) == "The expression can not be empty;"

    @pytest.mark.parametrize(
        "text", ["((a = :v))", "(a = :v) AND ((b = :v OR a = :v))", "((a)) = :v", "( (size(a)) ) > :n", "a = ((:v))"]
    )
    def test_redundant_parentheses(self, text: str) -> None:
        assert refusal(text) == "The expression has redundant parentheses;"

    @pytest.mark.parametrize(
        "text",
        [
            "(a = :v)",
            "( ( ( size ( a )) < n ) AND ( n > :n ) )",
            "(a) = (:v)",
            "(a = :v) AND (n = :n)",
            "((a = :v) AND (n = :n))",
            "NOT (NOT (a = :v))",
            "(a = :v OR (n = :n AND (a = :v)))",
        ],
    )
    def test_other_parentheses_are_right(self, text: str) -> None:
        expressions.condition(text, None, VALUES)

    def test_keywords_have_any_case_and_functions_have_not(self) -> None:
        expressions.condition("a = :v aNd nOt n In (:n) oR n bEtWeEn :n And :n", None, VALUES)
        expressions.update("sEt a = :v rEmOvE b", None, VALUES)
        assert refusal("Attribute_exists(a)") == "Invalid function name; function: Attribute_exists"

    def test_a_fault_of_syntax_goes_before_all_others(self) -> None:
        assert refusal("name = :v AND foo(#x) AND ((a = :v)) AND") == 'Syntax error; token: "<EOF>", near: "AND"'

    @given(st.text())
    def test_tokens_are_the_whole_source(self, text: str) -> None:
        found = tokens(text)
        assert found[-1].kind == END
        assert "".join(token.text for token in found) == re.sub(r"[ \t\n\r\f\v]", "", text)
        assert all(text[token.start : token.end] == token.text for token in found)


class TestReservedWords:
    def test_there_are_573(self) -> None:
        assert len(RESERVED) == 573

    @pytest.mark.parametrize("word", ["name", "Status", "SIZE", "ttl", "Flattern"])
    def test_stand_for_no_attribute(self, word: str) -> None:
        assert is_reserved(word)
        for member, text in (
            ("ConditionExpression", f"{word} = :v"),
            ("FilterExpression", f"a.{word} = :v"),
            ("UpdateExpression", f"SET {word} = :v"),
            ("ProjectionExpression", f"a, {word}"),
        ):
            fault = refusal(text, member)
            assert fault == f"Attribute name is a reserved keyword; reserved keyword: {word}"

    @pytest.mark.parametrize("text", ["names_ = :v", "namex = :v", "#n.a = :v"])
    def test_others_do(self, text: str) -> None:
        expressions.condition(text, {"#n": "name"}, VALUES)


class TestLimits:
    def test_4096_bytes_of_the_source_as_sent(self) -> None:
        text = "#n = :v" + " " * 4089
        expressions.condition(text, {"#n": "n"}, VALUES)
        assert refusal(text + " ") == "Expression size has exceeded the maximum allowed size;"

    def test_300_operators(self) -> None:
        text = " AND ".join(["a=:v"] * 150)
        expressions.condition(f"NOT {text}", None, VALUES)
        assert refusal(f"NOT NOT {text}", "FilterExpression") == (
            "The expression contains too many operators; operator count: 301"
        )

    @pytest.mark.parametrize(
        "text", ["(" * 4000, "NOT " * 1000 + "a = :v", "size(" * 800, "NOT (" * 600, "a = (" + "(" * 999]
    )
    def test_depth_is_refused_too(self, text: str) -> None:
        assert refusal(text) in (
            "The expression has redundant parentheses;",
            "The expression contains too many operators; operator count: 1001",
        )

    def test_300_negations_are_right(self) -> None:
        assert expressions.condition("NOT " * 298 + "a = :v", None, VALUES).holds({"a": VALUES[":v"]})

    def test_paths_of_32_levels(self) -> None:
        expressions.projection(".".join("a" * 32), None)
        assert refusal(".".join("a" * 33), "ProjectionExpression").startswith("The document path has too many nesting")

    def test_indexes(self) -> None:
        """Observed: floci issue 3073."""
        expressions.projection("a[4294967294]", None)
        for index in ("4294967295", "99999999999999"):
            assert refusal(f"a[{index}]", "ProjectionExpression") == (
                f"List index is not within the allowable range; index: [{index}]"
            )

    def test_100_choices(self) -> None:
        expressions.condition(f"a IN ({','.join([':v'] * 100)})", None, VALUES)
        assert refusal(f"a IN ({','.join([':v'] * 101)})") == (
            "The IN operator is provided with too many operands; number of operands: 101"
        )


paths = st.builds(
    lambda first, rest: nodes.Path((first, *rest)),
    st.sampled_from(["aa", "b1", "#n", "Zz_"]),
    st.lists(st.sampled_from(["aa", "#n", 0, 12]), max_size=3),
)
operands: st.SearchStrategy[nodes.Operand] = st.recursive(
    paths | st.sampled_from([nodes.Placeholder(":v"), nodes.Placeholder(":n")]),
    lambda inner: st.builds(lambda operand: nodes.Function("size", (operand,)), inner),
    max_leaves=2,
)
predicates: st.SearchStrategy[nodes.Condition] = st.one_of(
    st.builds(nodes.Comparison, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), operands, operands),
    st.builds(nodes.Between, operands, operands, operands),
    st.builds(nodes.Within, operands, st.lists(operands, min_size=1, max_size=3).map(tuple)),
    st.builds(lambda one, two: nodes.Function("contains", (one, two)), operands, operands),
)
conditions: st.SearchStrategy[nodes.Condition] = st.recursive(
    predicates,
    lambda inner: st.one_of(
        st.builds(nodes.Not, inner),
        st.builds(lambda found: nodes.All(tuple(found)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda found: nodes.Any(tuple(found)), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


def shown(node: nodes.Condition | nodes.Operand) -> str:
    """A source that says what a tree says."""
    match node:
        case nodes.Path(parts):
            return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)[1:]
        case nodes.Placeholder(name):
            return name
        case nodes.Function(name, operands):
            return f"{name}({', '.join(map(shown, operands))})"
        case nodes.Comparison(operator, left, right):
            return f"{shown(left)} {operator} {shown(right)}"
        case nodes.Between(operand, low, high):
            return f"{shown(operand)} BETWEEN {shown(low)} AND {shown(high)}"
        case nodes.Within(operand, choices):
            return f"{shown(operand)} IN ({','.join(map(shown, choices))})"
        case nodes.Not(condition):
            return f"NOT {_inner(condition)}"
        case nodes.All(found):
            return " AND ".join(map(_inner, found))
        case nodes.Any(found):
            return " OR ".join(map(_inner, found))


def _inner(node: nodes.Condition) -> str:
    return f"({shown(node)})" if isinstance(node, nodes.All | nodes.Any | nodes.Not) else shown(node)


class TestGrammar:
    @given(conditions)
    def test_what_was_written_is_read(self, tree: nodes.Condition) -> None:
        assert Reader(shown(tree)).condition() == tree

    def test_not_binds_before_and_and_before_or(self) -> None:
        assert (
            Reader("NOT a = :v AND b = :v OR c = :v").condition()
            == Reader("((NOT (a = :v)) AND b = :v) OR c = :v").condition()
        )

    def test_and_of_between_is_its_own(self) -> None:
        assert (
            Reader("a BETWEEN :v AND :n AND b = :v").condition()
            == Reader("(a BETWEEN :v AND :n) AND b = :v").condition()
        )
