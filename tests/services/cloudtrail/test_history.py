"""The event history."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import ACCOUNT, Driver


def lookup(cloud: Driver, **params: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = cloud.call("cloudtrail", "LookupEvents", params)["Events"]
    return rows


def by(key: str, value: str) -> list[dict[str, str]]:
    return [{"AttributeKey": key, "AttributeValue": value}]


@pytest.fixture
def busy(cloud: Driver) -> Driver:
    for number in range(3):
        cloud.call("sqs", "CreateQueue", {"QueueName": f"q{number}"})
        cloud.advance(60)
    with pytest.raises(ServiceError):
        cloud.call("s3", "DeleteBucket", {"Bucket": "absent-bucket"})
    return cloud


def test_newest_first_with_who_what_when_where(busy: Driver) -> None:
    """CT-001"""
    rows = lookup(busy)
    assert [row["EventName"] for row in rows] == ["DeleteBucket", "CreateQueue", "CreateQueue", "CreateQueue"]
    failed = json.loads(rows[0]["CloudTrailEvent"])
    assert failed["errorCode"] == "NoSuchBucket"
    assert failed["requestParameters"] == {"bucket": "absent-bucket"}
    assert failed["responseElements"] is None
    assert failed["sourceIPAddress"] == "127.0.0.1"
    assert rows[1]["Username"] == "root"
    assert rows[1]["ReadOnly"] == "false"
    assert rows[1]["EventTime"] == int(busy.now() - 60)


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("EventName", "CreateQueue", 3),
        ("EventSource", "s3.amazonaws.com", 1),
        ("Username", "root", 4),
        ("Username", "ann", 0),
        ("ReadOnly", "true", 0),
        ("ReadOnly", "false", 4),
        ("ResourceType", "AWS::SQS::Queue", 3),
        ("ResourceName", f"arn:aws:sqs:us-east-1:{ACCOUNT}:q1", 1),
        ("AccessKeyId", "AKIA", 0),
    ],
)
def test_attributes(busy: Driver, key: str, value: str, count: int) -> None:
    assert len(lookup(busy, LookupAttributes=by(key, value))) == count


def test_one_event_by_its_id(busy: Driver) -> None:
    wanted = lookup(busy)[1]
    assert lookup(busy, LookupAttributes=by("EventId", wanted["EventId"])) == [wanted]


def test_spans_of_time(busy: Driver) -> None:
    now = busy.now()
    assert len(lookup(busy, StartTime=now - 120, EndTime=now - 60)) == 2
    with pytest.raises(ServiceError) as caught:
        lookup(busy, StartTime=now, EndTime=now - 1)
    assert caught.value.code == "InvalidTimeRangeException"


def test_pages(busy: Driver) -> None:
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        page = busy.call(
            "cloudtrail",
            "LookupEvents",
            {"MaxResults": 1, "LookupAttributes": by("EventSource", "sqs.amazonaws.com"), **token},
        )
        seen += [row["EventId"] for row in page["Events"]]
        busy.advance(1)
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert len(seen) == len(set(seen)) == 3


def test_one_attribute_at_most(busy: Driver) -> None:
    with pytest.raises(ServiceError) as caught:
        lookup(busy, LookupAttributes=by("EventName", "a") + by("EventName", "b"))
    assert caught.value.code in ("InvalidLookupAttributesException", "ValidationException")


def test_ninety_days(busy: Driver) -> None:
    busy.advance(91 * 86400)
    assert lookup(busy) == []


def test_two_lookups_a_second(cloud: Driver) -> None:
    """Source: CloudTrail API Reference, LookupEvents: two per second for each account and region."""
    lookup(cloud)
    lookup(cloud)
    with pytest.raises(ServiceError) as caught:
        lookup(cloud)
    assert caught.value.code == "ThrottlingException"


def test_other_accounts_see_nothing(busy: Driver) -> None:
    """IAM-027"""
    assert busy.call("cloudtrail", "LookupEvents", {}, account="111122223333")["Events"] == []
