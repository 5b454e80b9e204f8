"""The items of the benchmarks are what the measures say of them, and an answer is read without them."""

import json

import pytest

from benchmarks.items import without_items
from benchmarks.tables import FOUND, item, key
from fogbank.services.dynamodb.values import size_of


def test_an_item_has_about_200_bytes() -> None:
    assert {size_of(item(number)) for number in (0, 1, 999, 999_999)} <= set(range(180, 200))


def test_ten_items_share_a_partition_key() -> None:
    customers = [key(number)["customer"]["S"] for number in range(3 * FOUND)]
    assert [customers.count(name) for name in dict.fromkeys(customers)] == [FOUND] * 3
    assert len({json.dumps(key(number)) for number in range(3 * FOUND)}) == 3 * FOUND


@pytest.mark.parametrize("items", [[], [item(1)], [item(1), item(2)]])
@pytest.mark.parametrize("first", [True, False])
def test_an_answer_without_its_items(items: list[object], first: bool) -> None:
    told = {"Count": len(items), "LastEvaluatedKey": key(2), "ConsumedCapacity": {"CapacityUnits": 0.5}}
    answer = {"Items": items, **told} if first else {**told, "Items": items}
    assert without_items(json.dumps(answer, separators=(",", ":")).encode()) == {**told, "Items": []}
