"""Which events a trail wants."""

from typing import Any

import orjson

from fogbank.kernel import audit
from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.services.cloudtrail import errors, names, selectors
from fogbank.services.cloudtrail._shapes import (
    GetEventSelectorsRequest,
    GetInsightSelectorsRequest,
    PutEventSelectorsRequest,
)
from fogbank.services.cloudtrail.records import Trail

Answer = dict[str, Any]


@operation("PutEventSelectors", on=names.on_trail)
def put_event_selectors(call: Call, req: PutEventSelectorsRequest) -> Answer:
    """Say which management and data events a trail wants. Errors: InvalidEventSelectorsException, as UpdateTrail.

    Source: CloudTrail API Reference, PutEventSelectors.
    Differs: data events are kept for S3, SQS, DynamoDB and Lambda.
    """
    trail = names.home_trail(call, req["TrailName"])
    basic: Any = req.get("EventSelectors")
    advanced: Any = req.get("AdvancedEventSelectors")
    if (basic is None) == (advanced is None):
        raise errors.bad_selectors("Specify either EventSelectors or AdvancedEventSelectors, and not both.")
    rows: Any = selectors.check_advanced(advanced) if advanced is not None else selectors.check(basic or [])
    changed = trail.replace(selectors=orjson.dumps(rows).decode(), advanced=advanced is not None)
    call.tx.put(changed)
    arn = names.arn_of(trail, call.partition)
    audit.ask_for_data(call.tx, trail.account, arn, selectors.data_services(rows, advanced=changed.advanced))
    return _shown(call, changed)


def _shown(call: Call, trail: Trail) -> Answer:
    rows = orjson.loads(trail.selectors) if trail.selectors else selectors.DEFAULT
    return {
        "TrailARN": names.arn_of(trail, call.partition),
        "AdvancedEventSelectors" if trail.advanced else "EventSelectors": rows,
    }


@operation("GetEventSelectors", on=names.on_trail)
def get_event_selectors(call: Call, req: GetEventSelectorsRequest) -> Answer:
    """What a trail wants. Errors: TrailNotFoundException. Source: CloudTrail API Reference, GetEventSelectors."""
    return _shown(call, names.trail_at(call, req["TrailName"]))


@operation("GetInsightSelectors", on=names.on_trail)
def get_insight_selectors(call: Call, req: GetInsightSelectorsRequest) -> Answer:
    """No trail has Insights here. Errors: InsightNotEnabledException, TrailNotFoundException.

    Source: CloudTrail API Reference, GetInsightSelectors.
    """
    if "TrailName" not in req:
        raise NotImplementedHere("cloudtrail", "GetInsightSelectors of an event data store")
    raise errors.no_insights(names.trail_at(call, req["TrailName"]).name)
