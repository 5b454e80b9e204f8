"""Projections: DDB-005. Source: DynamoDB Developer Guide, "Using projection expressions"."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel.errors import ServiceError
from fogbank.services.dynamodb import expressions
from fogbank.services.dynamodb.values import Item, check_item
from tests.services.dynamodb.shapes import items

ITEM: Item = {
    "pk": {"S": "1"},
    "a.b": {"S": "dotted"},
    "l": {"L": [{"S": "a"}, {"M": {"x": {"N": "1"}, "y": {"N": "2"}}}, {"S": "c"}]},
    "m": {"M": {"x": {"N": "1"}, "y": {"M": {"z": {"S": "deep"}, "w": {"S": "w"}}}}},
    "ss": {"SS": ["a"]},
}


def kept(text: str, names: dict[str, str] | None = None) -> Item:
    return expressions.projection(text, names).of(ITEM)


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("pk, absent", {"pk": {"S": "1"}}),
            ("m.x", {"m": {"M": {"x": {"N": "1"}}}}),
            ("m.y.z, m.x", {"m": {"M": {"x": {"N": "1"}, "y": {"M": {"z": {"S": "deep"}}}}}}),
            ("l[2], l[0]", {"l": {"L": [{"S": "a"}, {"S": "c"}]}}),
            ("l[1].y", {"l": {"L": [{"M": {"y": {"N": "2"}}}]}}),
            ("l[1].y, l[1].x", {"l": {"L": [{"M": {"x": {"N": "1"}, "y": {"N": "2"}}}]}}),
            # What is not there leaves nothing behind: ExtendDB pull request 18.
            ("l[9]", {}),
            ("m.absent", {}),
            ("m.y.absent, pk", {"pk": {"S": "1"}}),
            ("l[0].x", {}),
            ("pk.x", {}),
            ("m[0]", {}),
            ("ss[0]", {}),
        ],
    )
    def test_of_an_item(self, text: str, expected: Item) -> None:
        assert kept(text) == expected

    def test_a_name_with_a_dot_is_one_name(self) -> None:
        assert kept("#d", {"#d": "a.b"}) == {"a.b": {"S": "dotted"}}

    def test_roots_are_the_attributes_that_it_needs(self) -> None:
        assert expressions.projection("#m.x, l[0], pk", {"#m": "m"}).roots == {"m", "l", "pk"}

    @given(items, st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1))
    def test_of_whole_attributes(self, item: Any, names: list[str]) -> None:
        item = check_item(item)
        assert expressions.projection(",".join(names), None).of(item) == {
            name: value for name, value in item.items() if name in names
        }


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "one", "two"),
        [("a, a.b", "[a]", "[a, b]"), ("a.b, a", "[a, b]", "[a]"), ("a, b, a", "[a]", "[a]")],
    )
    def test_overlaps(self, text: str, one: str, two: str) -> None:
        """Observed: ExtendDB pull request 173."""
        with pytest.raises(ServiceError) as caught:
            kept(text)
        assert caught.value.message == (
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of "
            f"these paths; path one: {one}, path two: {two}"
        )

    @pytest.mark.parametrize("text", ["a.b, a.c", "a[0], a[1]"])
    def test_siblings_do_not(self, text: str) -> None:
        kept(text)

    @pytest.mark.parametrize("text", ["size(a)", ":v", "(a)"])
    def test_only_paths(self, text: str) -> None:
        with pytest.raises(ServiceError, match="Invalid ProjectionExpression: Syntax error; token: "):
            kept(text)
