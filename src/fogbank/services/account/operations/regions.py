"""Regions that an account has opted into."""

from itertools import islice

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.account import errors, names, reach
from fogbank.services.account._shapes import (
    DisableRegionRequest,
    EnableRegionRequest,
    GetRegionOptStatusRequest,
    GetRegionOptStatusResponse,
    ListRegionsRequest,
)
from fogbank.services.account.records import RegionChoice

# AWS says "a few minutes for most accounts" (API Reference, EnableRegion).
_TAKES_S = 120.0
_PAGE_MAX = 50
_BY_DEFAULT = "ENABLED_BY_DEFAULT"
_AT_WORK = ("ENABLING", "DISABLING")

# Source: Account Management Reference Guide, Enable or disable AWS Regions in your account: Regions enabled by default.
_ENABLED_BY_DEFAULT = frozenset(
    {
        *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"),
        *("ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"),
        *("us-east-1", "us-east-2", "us-west-1", "us-west-2"),
    }
)


def _regions(call: Call) -> list[str]:
    """The regions of the partition, by name."""
    known = call.kernel.topology.regions.values()
    return sorted(region.name for region in known if region.partition == call.partition)


def _status(call: Call, account: str, region: str) -> str:
    if call.partition != "aws" or region in _ENABLED_BY_DEFAULT:
        return _BY_DEFAULT
    choice = call.tx.get(RegionChoice, account, region)
    return choice.status if choice else "DISABLED"


def _known(call: Call, region: str) -> str:
    if region not in _regions(call):
        raise errors.not_a_choice(region)
    return region


@operation("GetRegionOptStatus", on=names.on_account)
def get_region_opt_status(call: Call, req: GetRegionOptStatusRequest) -> GetRegionOptStatusResponse:
    """Tell whether a region is enabled for the account.

    Errors: ValidationException.
    Source: API Reference, GetRegionOptStatus.
    """
    account = reach.account(call, req)
    region = _known(call, req["RegionName"])
    return {"RegionName": region, "RegionOptStatus": _status(call, account.id, region)}


@operation("ListRegions", on=names.on_account)
def list_regions(call: Call, req: ListRegionsRequest) -> Page:
    """The regions with their statuses, of some statuses or of all.

    Source: API Reference, ListRegions.
    """
    account, size = reach.account(call, req), req.get("MaxResults", _PAGE_MAX)
    wanted = req.get("RegionOptStatusContains")
    after = call.resume[0] if call.resume else ""
    rows = ((region, _status(call, account.id, region)) for region in _regions(call) if region > after)
    found = list(islice((row for row in rows if not wanted or row[1] in wanted), size + 1))
    shown = [{"RegionName": region, "RegionOptStatus": status} for region, status in found[:size]]
    return Page({"Regions": shown}, (found[size - 1][0],) if len(found) > size else None)


@operation("EnableRegion", on=names.on_account)
def enable_region(call: Call, req: EnableRegionRequest) -> None:
    """Opt into a region; it is ENABLING for a few minutes, then ENABLED. Again does no harm.

    Errors: ValidationException (invalidRegionOptTarget), ConflictException (it is being disabled),
    TooManyRequestsException.
    Source: API Reference, EnableRegion.
    Differs: nothing depends on it.
    """
    _opt(call, reach.account(call, req).id, req["RegionName"], "ENABLED", "ENABLING")


@operation("DisableRegion", on=names.on_account)
def disable_region(call: Call, req: DisableRegionRequest) -> None:
    """Opt out of a region; it is DISABLING for a few minutes, then DISABLED. Again does no harm.

    Errors: ValidationException (invalidRegionOptTarget), ConflictException (it is being enabled),
    TooManyRequestsException.
    Source: API Reference, DisableRegion.
    Differs: nothing depends on it.
    """
    _opt(call, reach.account(call, req).id, req["RegionName"], "DISABLED", "DISABLING")


def _opt(call: Call, account: str, region: str, status: str, meanwhile: str) -> None:
    tx, current = call.tx, _status(call, account, _known(call, region))
    if current == _BY_DEFAULT:
        raise errors.not_a_choice(region)
    if current in (status, meanwhile):
        return
    if current in _AT_WORK:
        raise errors.conflict(f"The status of {region} is {current}.")
    at_work = sum(choice.status in _AT_WORK for choice in tx.scan(RegionChoice, account))
    if at_work >= call.quota("region-opt-requests-in-progress", 6):
        raise errors.too_many_requests()
    tx.put(RegionChoice(account, region, meanwhile))
    tx.at(tx.now + _TAKES_S, "account.opt", account, region, status)
