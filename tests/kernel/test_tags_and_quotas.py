"""Tags by ARN, quotas by code, rates by tokens."""

from fogbank.kernel.quotas import Quota, Rates, applied
from fogbank.kernel.store import Store
from fogbank.kernel.store.embedded import Embedded
from fogbank.kernel.tags import add_tags, remove_tags, set_tags, tags_of
from tests.kernel.conftest import Bench

ARN = "arn:aws:sqs:eu-west-3:111111111111:jobs"


def test_tags_are_added_changed_and_taken_away() -> None:
    store = Store(Embedded(None))
    tx = store.begin(0.0)
    assert tags_of(tx, ARN) == {}
    assert add_tags(tx, ARN, {"team": "a", "stage": "dev"}) == {"team": "a", "stage": "dev"}
    assert add_tags(tx, ARN, {"team": "b"}) == {"team": "b", "stage": "dev"}
    store.apply(tx)
    store.flush()
    tx = store.begin(0.0)
    assert remove_tags(tx, ARN, ["team", "absent"]) == {"stage": "dev"}
    assert set_tags(tx, ARN, {}) == {}
    assert tags_of(tx, ARN) == {}
    store.close()


def test_a_quota_has_its_default_until_it_is_changed() -> None:
    store = Store(Embedded(None))
    tx = store.begin(0.0, "111111111111", "eu-west-3")
    assert applied(tx, "s3", "L-DC2B2D3D", 10_000) == 10_000
    tx.put(Quota("111111111111", "eu-west-3", "s3", "L-DC2B2D3D", 5))
    assert applied(tx, "s3", "L-DC2B2D3D", 10_000) == 5
    assert applied(store.begin(0.0, "222222222222", "eu-west-3"), "s3", "L-DC2B2D3D", 10_000) == 10_000
    store.close()


def test_a_rate_is_a_bucket_in_virtual_time(bench: Bench) -> None:
    rates = Rates(bench.kernel.clock)
    assert rates.take(("a",), 10, burst=3, tokens=3)
    assert not rates.take(("a",), 10, burst=3)
    assert rates.take(("b",), 10, burst=3)
    bench.advance(0.2)
    assert rates.take(("a",), 10, burst=3, tokens=2)
    assert not rates.take(("a",), 10, burst=3)
    bench.advance(3600)
    assert not rates.take(("a",), 10, burst=3, tokens=4)
    assert rates.take(("a",), 10, burst=3, tokens=3)
