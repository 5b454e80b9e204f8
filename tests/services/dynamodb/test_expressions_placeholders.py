"""ExpressionAttributeNames and ExpressionAttributeValues.

Source: DynamoDB Developer Guide, "Expression attribute names", "Expression attribute values".
"""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.values import Value

PUT = (("ConditionExpression",), ("Expected", "ConditionalOperator"))
QUERY = (
    ("ProjectionExpression", "FilterExpression", "KeyConditionExpression"),
    ("AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"),
)


class TestParameters:
    def test_both_kinds(self) -> None:
        request = {"KeyConditions": {}, "QueryFilter": {}, "FilterExpression": "a", "ProjectionExpression": "b"}
        with pytest.raises(ServiceError) as caught:
            expressions.check_parameters(request, *QUERY)
        assert caught.value.message == (
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
            "{QueryFilter, KeyConditions} Expression parameters: {ProjectionExpression, FilterExpression}"
        )

    def test_names_without_an_expression(self) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_parameters({"ExpressionAttributeNames": {"#a": "a"}}, *PUT)
        assert caught.value.message == "ExpressionAttributeNames can only be specified when using expressions"

    @pytest.mark.parametrize(
        ("members", "which"),
        [
            (("ConditionExpression",), "ConditionExpression is null"),
            (("UpdateExpression", "ConditionExpression"), "UpdateExpression and ConditionExpression are null"),
            (("ProjectionExpression", "FilterExpression"), "FilterExpression is null"),
        ],
    )
    def test_values_without_an_expression(self, members: tuple[str, ...], which: str) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_parameters({"ExpressionAttributeValues": {}, "ProjectionExpression": "a"}, members, ())
        assert caught.value.message == (
            f"ExpressionAttributeValues can only be specified when using expressions: {which}"
        )

    def test_either_kind_is_right(self) -> None:
        expressions.check_parameters({"ConditionExpression": "a", "ExpressionAttributeNames": {}}, *PUT)
        expressions.check_parameters({"Expected": {}}, *PUT)
        expressions.check_parameters({}, *PUT)


class TestNames:
    def test_none_and_some(self) -> None:
        assert expressions.check_names(None) == {}
        assert expressions.check_names({"#a_1": "x.y"}) == {"#a_1": "x.y"}
        assert expressions.check_names({"#" + "a" * 254: "x"})

    @pytest.mark.parametrize("key", ["a", "#", "#a-b", "##a", ":a", "#a b", "#é", ""])
    def test_keys(self, key: str) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_names({key: "x"})
        assert caught.value.message == f'ExpressionAttributeNames contains invalid key: Syntax error; key: "{key}"'

    def test_empty_ones(self) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_names({})
        assert caught.value.message == "ExpressionAttributeNames must not be empty"
        with pytest.raises(ServiceError, match="ExpressionAttributeNames contains invalid value"):
            expressions.check_names({"#a": ""})

    def test_long_ones(self) -> None:
        with pytest.raises(
            ServiceError, match="ExpressionAttributeNames contains invalid key: The expression attribute"
        ):
            expressions.check_names({"#" + "a" * 255: "x"})


class TestValues:
    def test_none_and_some(self) -> None:
        assert expressions.check_values(None) == {}
        assert expressions.check_values({":a": {"N": "1.0"}, ":1": {"S": ""}}) == {":a": {"N": "1"}, ":1": {"S": ""}}

    @pytest.mark.parametrize("key", ["a", ":", "#a", ":a-b"])
    def test_keys(self, key: str) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_values({key: {"S": "x"}})
        assert caught.value.message == f'ExpressionAttributeValues contains invalid key: Syntax error; key: "{key}"'

    def test_empty(self) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_values({})
        assert caught.value.message == "ExpressionAttributeValues must not be empty"

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            ({"SS": []}, "One or more parameter values were invalid: An string set  may not be empty"),
            ({"NS": ["1", "1"]}, "Input collection contains duplicates"),
            ({}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
            ({"N": ""}, "The parameter cannot be converted to a numeric value"),
        ],
    )
    def test_wrong_ones(self, value: Value, fault: str) -> None:
        with pytest.raises(ServiceError) as caught:
            expressions.check_values({":ok": {"S": ""}, ":v": value})
        assert caught.value.message == f"ExpressionAttributeValues contains invalid value: {fault} for key :v"


class TestUnused:
    def test_every_placeholder_is_used_somewhere(self) -> None:
        names, values = {"#a": "a", "#b": "b"}, {":v": {"S": "x"}, ":w": {"S": "y"}}
        condition = expressions.condition("#a = :v", names, values)
        projection = expressions.projection("#b", names)
        expressions.check_unused(names, {":v": {"S": "x"}}, condition, projection, None)
        with pytest.raises(ServiceError) as caught:
            expressions.check_unused(names, values, projection)
        assert caught.value.message == "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"
        with pytest.raises(ServiceError) as caught:
            expressions.check_unused({}, values, projection)
        assert caught.value.message == (
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v, :w}"
        )
