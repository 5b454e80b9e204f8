"""Key conditions: DDB-015. Source: DynamoDB Developer Guide, "Key condition expressions for the Query operation"."""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.expressions import KeyCondition
from fogbank.services.dynamodb.values import Value

TYPES = {"pk": "S", "sk": "N", "text": "S"}
VALUES: dict[str, Value] = {
    ":p": {"S": "part"},
    ":1": {"N": "1"},
    ":2": {"N": "2"},
    ":s": {"S": "x"},
    ":t": {"S": "y"},
    ":b": {"BOOL": True},
    ":empty": {"S": ""},
    ":long": {"S": "x" * 2049},
}
INVALID = "Invalid KeyConditionExpression: "


def asked(text: str, sort: str | None = "sk", names: dict[str, str] | None = None) -> KeyCondition:
    return expressions.key_condition(text, names, VALUES, "pk", sort, TYPES)


def refusal(text: str, sort: str | None = "sk") -> str:
    with pytest.raises(ServiceError) as caught:
        asked(text, sort)
    return caught.value.message


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("text", "operator", "bounds"),
        [
            ("pk = :p", "", []),
            ("(pk = :p)", "", []),
            (":p = pk", "", []),
            ("pk = :p AND sk = :1", "=", [":1"]),
            ("sk < :1 AND pk = :p", "<", [":1"]),
            ("(pk = :p) AND (sk >= :1)", ">=", [":1"]),
            ("((pk = :p) AND sk <= :1)", "<=", [":1"]),
            # Observed: ExtendDB issue 111.
            ("pk = :p AND :1 <= sk", ">=", [":1"]),
            ("pk = :p AND :1 > sk", "<", [":1"]),
            ("pk = :p AND sk BETWEEN :1 AND :2", "BETWEEN", [":1", ":2"]),
            ("sk BETWEEN :1 AND :1 AND pk = :p", "BETWEEN", [":1", ":1"]),
        ],
    )
    def test_partition_and_range(self, text: str, operator: str, bounds: list[str]) -> None:
        found = asked(text)
        assert found.hash == {"S": "part"}
        assert (found.operator, list(found.bounds)) == (operator, [VALUES[name] for name in bounds])

    def test_prefix(self) -> None:
        found = asked("#p = :p AND begins_with(text, :s)".replace("text", "#t"), "text", {"#p": "pk", "#t": "text"})
        assert (found.operator, found.bounds) == ("begins_with", ({"S": "x"},))
        assert (found.names, found.values) == ({"#p", "#t"}, {":p", ":s"})


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "operator"),
        [
            ("pk = :p OR sk = :1", "OR"),
            ("NOT pk = :p", "NOT"),
            ("pk = :p AND sk <> :1", "<>"),
            ("pk = :p AND sk IN (:1)", "IN"),
            ("pk = :p AND attribute_exists(sk)", "attribute_exists"),
            ("pk = :p AND contains(sk, :s)", "contains"),
            ("pk = :p AND size(sk) > :1", "size"),
            ("pk = :p AND (sk = :1 OR sk = :2)", "OR"),
        ],
    )
    def test_operators(self, text: str, operator: str) -> None:
        assert refusal(text) == f"{INVALID}Invalid operator used in KeyConditionExpression: {operator}"

    @pytest.mark.parametrize(
        "text",
        [
            "pk.foo = :p",
            "pk[0] = :p",
            "pk = :p AND sk.foo = :1",
            "pk = :p AND begins_with(sk.foo, :s)",
            "pk = :p AND sk[0] BETWEEN :1 AND :2",
        ],
    )
    def test_nested_attributes(self, text: str) -> None:
        """Observed: ExtendDB pull request 195."""
        assert refusal(text) == f"{INVALID}KeyConditionExpressions cannot have conditions on nested attributes"

    @pytest.mark.parametrize("text", ["pk = :p AND sk > :1 AND sk < :2", "pk = :p AND pk = :p"])
    def test_one_condition_for_a_key(self, text: str) -> None:
        assert refusal(text) == f"{INVALID}KeyConditionExpressions must only contain one condition per key"

    @pytest.mark.parametrize(
        ("text", "sort", "message"),
        [
            ("sk = :1", "sk", "Query condition missed key schema element: pk"),
            ("pk = :p AND others_ = :1", "sk", "Query condition missed key schema element: sk"),
            ("pk = :p AND sk = :1", None, "Query key condition not supported"),
            ("pk > :p", "sk", "Query key condition not supported"),
            ("begins_with(pk, :s) AND sk = :1", "sk", "Query key condition not supported"),
            ("pk = :p AND sk = :1 AND others_ = :1", "sk", "Conditions can be of length 1 or 2 only"),
            (
                "pk = sk",
                "sk",
                f"{INVALID}Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
            ),
            (":p = :s", "sk", f"{INVALID}Invalid condition in KeyConditionExpression: No key attribute specified"),
            ("name = :p", "sk", f"{INVALID}Attribute name is a reserved keyword; reserved keyword: name"),
            ("beginsWith(pk, :p)", "sk", f"{INVALID}Invalid function name; function: beginsWith"),
        ],
    )
    def test_others(self, text: str, sort: str | None, message: str) -> None:
        assert refusal(text, sort) == message

    @pytest.mark.parametrize("text", ["pk = :1", "pk = :p AND sk = :s", "pk = :p AND sk BETWEEN :s AND :t", "pk = :b"])
    def test_types_of_the_schema(self, text: str) -> None:
        assert refusal(text) == (
            "One or more parameter values were invalid: Condition parameter type does not match schema type"
        )

    def test_types_of_operators(self) -> None:
        fault = "Incorrect operand type for operator or function; operator or function: "
        assert refusal("pk = :p AND begins_with(sk, :1)") == f"{INVALID}{fault}begins_with, operand type: N"
        assert refusal("pk = :p AND sk > :b") == f"{INVALID}{fault}>, operand type: BOOL"

    def test_bounds(self) -> None:
        """Observed: architect/dynalite issue 55 says that it is refused."""
        assert refusal("pk = :p AND sk BETWEEN :2 AND :1") == (
            f"{INVALID}The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower "
            "bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"
        )

    def test_values_of_keys(self) -> None:
        assert "cannot contain an empty string value. Key: pk" in refusal("pk = :empty")
        assert "Size of hashkey has exceeded" in refusal("pk = :long")
