"""The event history, and the keys that sign digests."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from fogbank.kernel.audit import KEPT_S, TrailEntry
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.cloudtrail import errors, event
from fogbank.services.cloudtrail._shapes import ListPublicKeysRequest, LookupEventsRequest
from fogbank.services.cloudtrail.records import SigningKey

_PAGE_MAX = 50
_DAY_S = 86400.0
_LOOKS: dict[str, Callable[[Call, TrailEntry, str], bool]] = {
    "EventId": lambda call, entry, value: entry.event_id == value,
    "EventName": lambda call, entry, value: entry.operation == value,
    "ReadOnly": lambda call, entry, value: event.reads(call, entry) == (value == "true"),
    "Username": lambda call, entry, value: event.user_name(entry) == value,
    "ResourceType": lambda call, entry, value: any(event.type_of(arn) == value for arn, _ in entry.resources),
    "ResourceName": lambda call, entry, value: any(value in (arn, _name(arn)) for arn, _ in entry.resources),
    "EventSource": lambda call, entry, value: event.source_of(call, entry.service) == value,
    "AccessKeyId": lambda call, entry, value: entry.access_key == value,
}


def _name(arn: str) -> str:
    """What a resource is called without what kind it is: "ann" of …:user/ann, "b" of arn:aws:s3:::b."""
    resource = arn.split(":", 5)[5]
    return resource if arn.startswith("arn:aws:s3") else resource.rpartition("/")[2]


@operation("LookupEvents")
def lookup_events(call: Call, req: LookupEventsRequest) -> Page:
    """The management events of the last 90 days in this region, the newest first.

    Errors: InvalidLookupAttributesException, InvalidTimeRangeException, InvalidNextTokenException.
    Source: CloudTrail API Reference, LookupEvents.
    Differs: there are no Insights events.
    """
    attributes = req.get("LookupAttributes", [])
    if len(attributes) > 1:
        raise errors.bad_lookup("You can only specify one lookup attribute.")
    now = call.clock.now()
    start, end = req.get("StartTime", now - KEPT_S), req.get("EndTime", now)
    if start > end:
        raise errors.bad_time_range()
    if req.get("EventCategory"):
        return Page({"Events": []})
    limit = req.get("MaxResults", _PAGE_MAX)
    rows: list[dict[str, Any]] = []
    last: tuple[Any, ...] | None = None
    for entry in _backwards(call, max(start, now - KEPT_S), end):
        if entry.data or not all(_LOOKS[a["AttributeKey"]](call, entry, a["AttributeValue"]) for a in attributes):
            continue
        if len(rows) == limit:
            return Page({"Events": rows}, last)
        rows.append(_row(call, entry))
        last = (entry.at, entry.request_id)
    return Page({"Events": rows})


def _backwards(call: Call, start: float, end: float) -> Iterator[TrailEntry]:
    """Entries of the span, the newest first, from where the page before ended."""
    before = call.resume
    high = (before[0], before[1]) if before else (end, "\U0010ffff")
    return call.tx.scan(TrailEntry, call.account, call.region, start=(start,), end=high, reverse=True)


def _row(call: Call, entry: TrailEntry) -> dict[str, Any]:
    told = event.of(call, entry)
    row: dict[str, Any] = {
        "EventId": entry.event_id,
        "EventName": entry.operation,
        "ReadOnly": "true" if told["readOnly"] else "false",
        "EventTime": float(int(entry.at)),
        "EventSource": told["eventSource"],
        "Username": event.user_name(entry),
        "Resources": [
            {"ResourceType": kind, "ResourceName": _name(arn)}
            for arn, _ in entry.resources
            if (kind := event.type_of(arn))
        ],
        "CloudTrailEvent": orjson.dumps(told).decode(),
    }
    if entry.access_key:
        row["AccessKeyId"] = entry.access_key
    return row


@operation("ListPublicKeys")
def list_public_keys(call: Call, req: ListPublicKeysRequest) -> Page:
    """The public keys whose private ones signed digests in a span of time; without one, in the last day.

    Errors: InvalidTimeRangeException.
    Source: CloudTrail API Reference, ListPublicKeys.
    """
    end = req.get("EndTime", call.clock.now())
    start = req.get("StartTime", end - _DAY_S)
    if start > end:
        raise errors.bad_time_range()
    rows = [
        {
            "Value": key.public,
            "ValidityStartTime": float(int(key.valid_from)),
            "ValidityEndTime": float(int(key.valid_until)),
            "Fingerprint": key.fingerprint,
        }
        for key in call.tx.scan(SigningKey, call.region)
        if key.valid_from <= end and start <= key.valid_until
    ]
    return Page({"PublicKeyList": rows})
