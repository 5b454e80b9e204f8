"""Regions that accounts opt into. Source: Account Management API Reference, of each operation."""

from tests.services.account.conftest import Accounts

OPT_IN = "af-south-1"


def _status(accounts: Accounts, region: str) -> str:
    told = accounts.call("GetRegionOptStatus", RegionName=region)
    assert told["RegionName"] == region
    return str(told["RegionOptStatus"])


def test_enabled_and_disabled_by_the_clock(accounts: Accounts) -> None:
    assert _status(accounts, "us-east-1") == "ENABLED_BY_DEFAULT"
    assert _status(accounts, OPT_IN) == "DISABLED"
    accounts.call("EnableRegion", RegionName=OPT_IN)
    assert _status(accounts, OPT_IN) == "ENABLING"
    accounts.call("EnableRegion", RegionName=OPT_IN)
    assert accounts.code("DisableRegion", RegionName=OPT_IN) == "ConflictException"
    accounts.advance(600)
    assert _status(accounts, OPT_IN) == "ENABLED"
    accounts.call("EnableRegion", RegionName=OPT_IN)
    accounts.call("DisableRegion", RegionName=OPT_IN)
    assert _status(accounts, OPT_IN) == "DISABLING"
    assert accounts.code("EnableRegion", RegionName=OPT_IN) == "ConflictException"
    accounts.advance(600)
    assert _status(accounts, OPT_IN) == "DISABLED"
    assert accounts.call("GetRegionOptStatus", account="222233334444", RegionName=OPT_IN)["RegionOptStatus"] == (
        "DISABLED"
    )


def test_what_cannot_be_chosen(accounts: Accounts) -> None:
    for operation in ("EnableRegion", "DisableRegion"):
        for region in ("us-east-1", "atlantis-1"):
            error = accounts.error(operation, RegionName=region)
            assert (error.code, error.members["reason"]) == ("ValidationException", "invalidRegionOptTarget")
    assert accounts.code("GetRegionOptStatus", RegionName="atlantis-1") == "ValidationException"


def test_six_at_a_time(accounts: Accounts) -> None:
    opt_in = [
        one["RegionName"] for one in accounts.call("ListRegions", RegionOptStatusContains=["DISABLED"])["Regions"]
    ]
    for region in opt_in[:6]:
        accounts.call("EnableRegion", RegionName=region)
    assert accounts.code("EnableRegion", RegionName=opt_in[6]) == "TooManyRequestsException"
    accounts.advance(600)
    accounts.call("EnableRegion", RegionName=opt_in[6])


def test_pages_by_status(accounts: Accounts) -> None:
    everything = accounts.call("ListRegions")["Regions"]
    assert {"RegionName": "us-east-1", "RegionOptStatus": "ENABLED_BY_DEFAULT"} in everything
    default = [one["RegionName"] for one in everything if one["RegionOptStatus"] == "ENABLED_BY_DEFAULT"]
    assert len(default) == 17
    asked = {"RegionOptStatusContains": ["ENABLED_BY_DEFAULT"], "MaxResults": 10}
    first = accounts.call("ListRegions", **asked)
    second = accounts.call("ListRegions", NextToken=first["NextToken"], **asked)
    assert [one["RegionName"] for one in first["Regions"] + second["Regions"]] == default
    assert "NextToken" not in second
