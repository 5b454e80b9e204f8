"""Global services: whatever region a client is in, they are called, and told of, in one region of the partition.

Source: IAM User Guide, Logging IAM and AWS STS API calls with AWS CloudTrail ("CloudTrail logs all authenticated API
requests to IAM … in US East (N. Virginia)"); CloudTrail User Guide, Global service events; IAM User Guide, AWS global
condition context keys, aws:RequestedRegion.
"""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT, Driver

CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("iam", "CreateGroup", {"GroupName": "staff"}),
    ("organizations", "CreateOrganization", {}),
    ("account", "PutAccountName", {"AccountName": "Main"}),
]


def told(cloud: Driver, region: str) -> dict[str, str]:
    """The names of the events that a region's history has, and the region that each names."""
    rows = cloud.call("cloudtrail", "LookupEvents", {}, region=region)["Events"]
    return {row["EventName"]: json.loads(row["CloudTrailEvent"])["awsRegion"] for row in rows}


@pytest.mark.parametrize(("service", "operation", "params"), CALLS, ids=[call[0] for call in CALLS])
@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1", "cn-north-1", "cn-northwest-1"])
def test_where_events_are_told(
    cloud: Driver, service: str, operation: str, params: dict[str, Any], region: str
) -> None:
    """Source of the regions: botocore's endpoints.json, credentialScope of aws-global and aws-cn-global."""
    china = "cn-north-1" if service == "iam" else "cn-northwest-1"
    home = china if region.startswith("cn-") else "us-east-1"
    cloud.call(service, operation, params, region=region)
    assert told(cloud, home)[operation] == home
    if region != home:
        assert operation not in told(cloud, region)


def test_partitions_keep_their_names(cloud: Driver) -> None:
    made = cloud.call("iam", "CreateGroup", {"GroupName": "staff"}, region="cn-northwest-1")["Group"]
    assert made["Arn"] == f"arn:aws-cn:iam::{ACCOUNT}:group/staff"


def test_the_requested_region(cloud: Driver) -> None:
    made = cloud.call("iam", "CreateUser", {"UserName": "ann"})["User"]
    ann = Principal("user", made["Arn"], ACCOUNT, made["UserId"])
    for wanted in ("us-east-1", "eu-west-1"):
        condition = {"StringEquals": {"aws:RequestedRegion": wanted}}
        statement = {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*", "Condition": condition}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        cloud.call("iam", "PutUserPolicy", {"UserName": "ann", "PolicyName": "p", "PolicyDocument": document})
        if wanted == "us-east-1":
            assert cloud.call("iam", "ListUsers", {}, principal=ann, region="eu-west-1")["Users"]
        else:
            with pytest.raises(AccessDenied):
                cloud.call("iam", "ListUsers", {}, principal=ann, region="eu-west-1")


def test_pages_go_on_from_another_region(cloud: Driver) -> None:
    for name in ("a", "b"):
        cloud.call("iam", "CreateGroup", {"GroupName": name})
    first = cloud.call("iam", "ListGroups", {"MaxItems": 1}, region="eu-west-1")
    second = cloud.call("iam", "ListGroups", {"MaxItems": 1, "Marker": first["Marker"]}, region="ap-south-1")
    assert [row["GroupName"] for row in first["Groups"] + second["Groups"]] == ["a", "b"]
