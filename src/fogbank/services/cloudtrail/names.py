"""Names and ARNs of trails, and whom the access decision is about."""

import re
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.kernel.store import Tx
from fogbank.services.cloudtrail import errors
from fogbank.services.cloudtrail.records import Trail

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_TWICE = re.compile(r"[._-]{2}")


def arn_of(trail: Trail, partition: str) -> str:
    """arn:aws:cloudtrail:us-east-1:123456789012:trail/name"""
    return f"arn:{partition}:cloudtrail:{trail.region}:{trail.account}:trail/{trail.name}"


def check_name(name: str) -> None:
    """Errors: InvalidTrailNameException. Source: CloudTrail API Reference, CreateTrail, Name."""
    if not 3 <= len(name) <= 128:
        raise errors.bad_name_length()
    if not _NAME.fullmatch(name) or _TWICE.search(name) or _ADDRESS.fullmatch(name):
        raise errors.bad_name()


def place(call: Call, name: str) -> tuple[str, str, str]:
    """Account, region and name of a trail that is named by its name (in this region) or ARN.

    Errors: InvalidTrailNameException, CloudTrailARNInvalidException.
    """
    if not name.startswith("arn:"):
        check_name(name)
        return call.account, call.region, name
    arn = parse(name)
    if arn is None or arn.service != "cloudtrail" or not arn.resource.startswith("trail/"):
        raise errors.bad_arn()
    return arn.account, arn.region, arn.resource.removeprefix("trail/")


def trail_at(call: Call, name: str) -> Trail:
    """The trail. One of all regions is found by its name in every region.

    Errors: TrailNotFoundException, and those of `place`.
    """
    account, region, bare = place(call, name)
    trail = call.tx.get(Trail, account, region, bare)
    if trail is None and not name.startswith("arn:"):
        trail = next((each for each in trails_of(call.tx, account) if each.name == bare and each.multi_region), None)
    if trail is None or account != call.account:
        raise errors.no_trail(name, call.account)
    return trail


def home_trail(call: Call, name: str) -> Trail:
    """The trail, for a change, which only its home region takes. Errors: InvalidHomeRegionException, as `trail_at`."""
    trail = trail_at(call, name)
    if trail.region != call.region:
        raise errors.not_home(arn_of(trail, call.partition), call.region, trail.region)
    return trail


def trails_of(tx: Tx, account: str) -> list[Trail]:
    """All trails of an account, by region and name."""
    return list(tx.scan(Trail, account))


def on_trail(call: Call, req: dict[str, Any]) -> Target:
    """The trail that a request names, be it there or not."""
    name = req.get("Name") or req.get("TrailName") or ""
    if name.startswith("arn:"):
        arn = parse(name)
        return Target(name, arn.account if arn else call.account)
    trail = Trail(call.account, call.region, name, "", "")
    return Target(arn_of(trail, call.partition), call.account)


def on_resource(call: Call, req: dict[str, Any]) -> list[Target]:
    """What tags are about."""
    named = req["ResourceIdList"] if "ResourceIdList" in req else [req["ResourceId"]]
    found = ((name, parse(name)) for name in named)
    return [Target(name, arn.account if arn else call.account) for name, arn in found]
