"""DescribeLimits and DescribeEndpoints. Source: API Reference of each."""

from tests.services.dynamodb.conftest import Database


def test_default_limits(db: Database) -> None:
    assert db.call("DescribeLimits") == {
        "AccountMaxReadCapacityUnits": 80_000,
        "AccountMaxWriteCapacityUnits": 80_000,
        "TableMaxReadCapacityUnits": 40_000,
        "TableMaxWriteCapacityUnits": 40_000,
    }


def test_applied_limits(db: Database) -> None:
    db.quota("L-AB614373", 7)
    assert db.call("DescribeLimits")["TableMaxWriteCapacityUnits"] == 7


def test_the_endpoint_is_the_one_that_was_asked(db: Database) -> None:
    (endpoint,) = db.call("DescribeEndpoints")["Endpoints"]
    assert endpoint["Address"] == db.cloud.cloud.kernel.endpoint.partition("://")[2]
    assert endpoint["CachePeriodInMinutes"] > 0
