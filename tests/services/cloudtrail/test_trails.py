"""Trails: their rules, and what they put into buckets."""

import gzip
import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from tests.cloud import ACCOUNT, Driver

BUCKET = "trail-files"
ARN = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"


def policy(bucket: str = BUCKET, **condition: Any) -> str:
    """The bucket policy of the CloudTrail User Guide, Amazon S3 bucket policy for CloudTrail."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
        "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", **condition}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def bucket(cloud: Driver) -> str:
    cloud.call("s3", "CreateBucket", {"Bucket": BUCKET})
    cloud.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": policy()})
    return BUCKET


def trail(cloud: Driver, **more: Any) -> Any:
    made = cloud.call("cloudtrail", "CreateTrail", {"Name": "main", "S3BucketName": BUCKET, **more})
    cloud.advance(1)
    return made


def refused(cloud: Driver, operation: str, **params: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        cloud.call("cloudtrail", operation, params)
    return caught.value


def files(cloud: Driver, kind: str = "CloudTrail", prefix: str = "AWSLogs") -> dict[str, Any]:
    """The files of one kind in the bucket, unpacked."""
    rows = cloud.call("s3", "ListObjectsV2", {"Bucket": BUCKET, "Prefix": prefix}).get("Contents", [])
    found = {}
    for row in rows:
        if f"/{kind}/" in row["Key"]:
            body = cloud.call("s3", "GetObject", {"Bucket": BUCKET, "Key": row["Key"]})["Body"]
            data = body if isinstance(body, bytes) else body.read(1 << 20)
            found[row["Key"]] = json.loads(gzip.decompress(data))
    return found


def records(cloud: Driver, **where: Any) -> list[dict[str, Any]]:
    return [record for file in files(cloud, **where).values() for record in file["Records"]]


def test_a_trail_as_it_was_made(cloud: Driver, bucket: str) -> None:
    """CT-002"""
    made = trail(cloud, S3KeyPrefix="logs", IsMultiRegionTrail=True, EnableLogFileValidation=True)
    assert made["TrailARN"] == ARN
    shown = cloud.call("cloudtrail", "GetTrail", {"Name": "main"})["Trail"]
    assert shown == {
        "Name": "main",
        "S3BucketName": BUCKET,
        "S3KeyPrefix": "logs",
        "IncludeGlobalServiceEvents": True,
        "IsMultiRegionTrail": True,
        "HomeRegion": "us-east-1",
        "TrailARN": ARN,
        "LogFileValidationEnabled": True,
        "HasCustomEventSelectors": False,
        "HasInsightSelectors": False,
        "IsOrganizationTrail": False,
    }
    elsewhere = cloud.call("cloudtrail", "DescribeTrails", {}, region="eu-west-3")["trailList"]
    assert [row["TrailARN"] for row in elsewhere] == [ARN]
    only_own = cloud.call("cloudtrail", "DescribeTrails", {"includeShadowTrails": False}, region="eu-west-3")
    assert only_own["trailList"] == []
    listed = cloud.call("cloudtrail", "ListTrails", {}, region="eu-west-3")["Trails"]
    assert listed == [{"TrailARN": ARN, "Name": "main", "HomeRegion": "us-east-1"}]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"Name": "ab"}, "InvalidTrailNameException"),
        ({"Name": "-abc"}, "InvalidTrailNameException"),
        ({"Name": "a__b"}, "InvalidTrailNameException"),
        ({"Name": "192.168.5.4"}, "InvalidTrailNameException"),
        ({"S3BucketName": "no-such-bucket-here"}, "S3BucketDoesNotExistException"),
        ({"S3KeyPrefix": "x" * 201}, "InvalidS3PrefixException"),
        ({"IsMultiRegionTrail": True, "IncludeGlobalServiceEvents": False}, "InvalidParameterCombinationException"),
        ({"IsOrganizationTrail": True}, "OrganizationsNotInUseException"),
        ({"TagsList": [{"Key": "aws:x"}]}, "InvalidTagParameterException"),
        ({"SnsTopicName": "topic"}, "NotImplemented"),
    ],
)
def test_what_no_trail_may_be(cloud: Driver, bucket: str, params: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {"Name": "main", "S3BucketName": BUCKET, **params}
    assert refused(cloud, "CreateTrail", **given).code == code


def test_a_bucket_that_does_not_let_cloudtrail_in(cloud: Driver) -> None:
    cloud.call("s3", "CreateBucket", {"Bucket": BUCKET})
    assert refused(cloud, "CreateTrail", Name="main", S3BucketName=BUCKET).code == "InsufficientS3BucketPolicyException"
    other = policy(**{"aws:SourceArn": ARN + "-other"})
    cloud.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": other})
    assert refused(cloud, "CreateTrail", Name="main", S3BucketName=BUCKET).code == "InsufficientS3BucketPolicyException"
    cloud.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": policy(**{"aws:SourceArn": ARN})})
    trail(cloud)
    assert "Contents" not in cloud.call("s3", "ListObjectsV2", {"Bucket": BUCKET})


def test_names_and_numbers(cloud: Driver, bucket: str) -> None:
    trail(cloud)
    assert refused(cloud, "CreateTrail", Name="main", S3BucketName=BUCKET).code == "TrailAlreadyExistsException"
    for number in range(4):
        cloud.call("cloudtrail", "CreateTrail", {"Name": f"more-{number}", "S3BucketName": BUCKET})
    too_many = refused(cloud, "CreateTrail", Name="sixth", S3BucketName=BUCKET)
    assert too_many.code == "MaximumNumberOfTrailsExceededException"
    assert refused(cloud, "GetTrail", Name="absent").code == "TrailNotFoundException"
    assert refused(cloud, "GetTrail", Name="arn:aws:sqs:x").code == "CloudTrailARNInvalidException"
    cloud.call("cloudtrail", "DeleteTrail", {"Name": ARN})
    assert refused(cloud, "GetTrail", Name="main").code == "TrailNotFoundException"


def test_only_the_home_region_changes_a_trail(cloud: Driver, bucket: str) -> None:
    trail(cloud, IsMultiRegionTrail=True)
    with pytest.raises(ServiceError) as caught:
        cloud.call("cloudtrail", "StopLogging", {"Name": "main"}, region="eu-west-1")
    assert caught.value.code == "InvalidHomeRegionException"
    assert cloud.call("cloudtrail", "GetTrailStatus", {"Name": "main"}, region="eu-west-1") == {"IsLogging": False}


def test_files_every_five_minutes(cloud: Driver, bucket: str) -> None:
    """CT-001, CT-002"""
    trail(cloud)
    cloud.call("sqs", "CreateQueue", {"QueueName": "before"})
    cloud.advance(1)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})
    cloud.call("sqs", "CreateQueue", {"QueueName": "elsewhere"}, region="eu-west-1")
    assert files(cloud) == {}
    cloud.advance(300)
    (key,) = files(cloud)
    day = key.split("/")
    assert day[:4] == ["AWSLogs", ACCOUNT, "CloudTrail", "us-east-1"]
    assert day[-1].startswith(f"{ACCOUNT}_CloudTrail_us-east-1_")
    found = records(cloud)
    assert [record["eventName"] for record in found] == ["StartLogging", "CreateQueue"]
    told = found[1]
    assert told["requestParameters"] == {"queueName": "jobs"}
    assert told["responseElements"]["queueUrl"].endswith("/jobs")
    assert told["userIdentity"]["type"] == "Root"
    assert told["userIdentity"]["arn"] == f"arn:aws:iam::{ACCOUNT}:root"
    assert (told["eventSource"], told["readOnly"], told["managementEvent"]) == ("sqs.amazonaws.com", False, True)
    status = cloud.call("cloudtrail", "GetTrailStatus", {"Name": "main"})
    assert status["IsLogging"]
    assert status["LatestDeliveryTime"] == pytest.approx(cloud.now())


def test_what_happened_before_the_stop_is_delivered(cloud: Driver, bucket: str) -> None:
    trail(cloud)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.advance(10)
    cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})
    cloud.advance(10)
    cloud.call("cloudtrail", "StopLogging", {"Name": "main"})
    cloud.advance(10)
    cloud.call("sqs", "CreateQueue", {"QueueName": "after"})
    cloud.advance(3600)
    assert [record["eventName"] for record in records(cloud)] == ["StartLogging", "CreateQueue"]


def test_a_bucket_that_closes_is_told_and_nothing_is_lost(cloud: Driver, bucket: str) -> None:
    trail(cloud)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.call("s3", "DeleteBucketPolicy", {"Bucket": BUCKET})
    cloud.advance(300)
    status = cloud.call("cloudtrail", "GetTrailStatus", {"Name": "main"})
    assert status["LatestDeliveryError"] == "AccessDenied"
    assert files(cloud) == {}
    cloud.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": policy()})
    cloud.advance(300)
    assert {record["eventName"] for record in records(cloud)} >= {"StartLogging", "DeleteBucketPolicy"}
    assert "LatestDeliveryError" not in cloud.call("cloudtrail", "GetTrailStatus", {"Name": "main"})


def test_all_regions(cloud: Driver, bucket: str) -> None:
    trail(cloud, IsMultiRegionTrail=True)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.call("sqs", "CreateQueue", {"QueueName": "elsewhere"}, region="eu-west-1")
    cloud.advance(300)
    assert any("/CloudTrail/eu-west-1/" in key for key in files(cloud))


def test_data_events_are_asked_for(cloud: Driver, bucket: str) -> None:
    """CT-003"""
    cloud.call("s3", "CreateBucket", {"Bucket": "watched"})
    cloud.call("s3", "CreateBucket", {"Bucket": "unwatched"})
    trail(cloud)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    selector = {
        "ReadWriteType": "WriteOnly",
        "IncludeManagementEvents": False,
        "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::watched/"]}],
    }
    put = cloud.call("cloudtrail", "PutEventSelectors", {"TrailName": "main", "EventSelectors": [selector]})
    assert put["EventSelectors"][0]["ExcludeManagementEventSources"] == []
    assert cloud.call("cloudtrail", "GetEventSelectors", {"TrailName": "main"}) == put
    assert cloud.call("cloudtrail", "GetTrail", {"Name": "main"})["Trail"]["HasCustomEventSelectors"]
    for name in ("watched", "unwatched"):
        cloud.call("s3", "PutObject", {"Bucket": name, "Key": "a", "Body": b"x"})
        cloud.call("s3", "GetObject", {"Bucket": name, "Key": "a"})
    cloud.advance(300)
    found = records(cloud)
    assert [(record["eventName"], record["requestParameters"]["bucket"]) for record in found] == [
        ("PutObject", "watched")
    ]
    assert found[0]["eventCategory"] == "Data"
    assert found[0]["resources"][0]["ARN"] == "arn:aws:s3:::watched/a"
    names = {row["EventName"] for row in cloud.call("cloudtrail", "LookupEvents", {})["Events"]}
    assert "PutObject" not in names
    cloud.call("cloudtrail", "DeleteTrail", {"Name": "main"})
    cloud.call("s3", "PutObject", {"Bucket": "watched", "Key": "b", "Body": b"x"})


def test_advanced_selectors(cloud: Driver, bucket: str) -> None:
    trail(cloud)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    fields = [
        {"Field": "eventCategory", "Equals": ["Data"]},
        {"Field": "resources.type", "Equals": ["AWS::SQS::Queue"]},
        {"Field": "eventName", "NotStartsWith": ["Receive"]},
    ]
    chosen = {"TrailName": "main", "AdvancedEventSelectors": [{"Name": "sends", "FieldSelectors": fields}]}
    cloud.call("cloudtrail", "PutEventSelectors", chosen)
    url = cloud.call("sqs", "CreateQueue", {"QueueName": "jobs"})["QueueUrl"]
    cloud.call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": "x"})
    cloud.call("sqs", "ReceiveMessage", {"QueueUrl": url})
    cloud.advance(300)
    assert [record["eventName"] for record in records(cloud)] == ["SendMessage"]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"EventSelectors": []},
        {"EventSelectors": [{"DataResources": [{"Type": "AWS::X::Y", "Values": ["arn:a"]}]}]},
        {"EventSelectors": [{"DataResources": [{"Type": "AWS::S3::Object", "Values": ["bucket"]}]}]},
        {"EventSelectors": [{"ExcludeManagementEventSources": ["sqs.amazonaws.com"]}]},
        {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "nonsense", "Equals": ["x"]}]}]},
        {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}]},
        {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory"}]}]},
    ],
)
def test_selectors_that_are_none(cloud: Driver, bucket: str, params: dict[str, Any]) -> None:
    trail(cloud)
    assert refused(cloud, "PutEventSelectors", TrailName="main", **params).code == "InvalidEventSelectorsException"


def test_a_trail_of_an_organization(cloud: Driver, bucket: str) -> None:
    """ORG-009"""
    cloud.call("organizations", "CreateOrganization", {"FeatureSet": "ALL"})
    access = {"ServicePrincipal": "cloudtrail.amazonaws.com"}
    cloud.call("organizations", "EnableAWSServiceAccess", access)
    asked = {"AccountName": "dev", "Email": "dev@example.com"}
    cloud.call("organizations", "CreateAccount", asked)
    cloud.advance(60)
    accounts = cloud.call("organizations", "ListAccounts", {})["Accounts"]
    (member,) = [account["Id"] for account in accounts if account["Id"] != ACCOUNT]
    trail(cloud, IsOrganizationTrail=True)
    cloud.call("cloudtrail", "StartLogging", {"Name": "main"})
    cloud.call("sqs", "CreateQueue", {"QueueName": "theirs"}, account=member)
    cloud.advance(300)
    found = [key for key in files(cloud) if f"/{member}/CloudTrail/" in key]
    assert len(found) == 1
    assert found[0].startswith("AWSLogs/o-")
    given = {"Name": "mine", "S3BucketName": BUCKET, "IsOrganizationTrail": True}
    with pytest.raises(ServiceError) as caught:
        cloud.call("cloudtrail", "CreateTrail", given, account=member)
    assert caught.value.code == "NotOrganizationMasterAccountException"


def test_tags(cloud: Driver, bucket: str) -> None:
    trail(cloud, TagsList=[{"Key": "team", "Value": "red"}])
    cloud.call("cloudtrail", "AddTags", {"ResourceId": ARN, "TagsList": [{"Key": "env", "Value": "test"}]})
    cloud.call("cloudtrail", "RemoveTags", {"ResourceId": ARN, "TagsList": [{"Key": "team"}]})
    rows = cloud.call("cloudtrail", "ListTags", {"ResourceIdList": [ARN]})["ResourceTagList"]
    assert rows == [{"ResourceId": ARN, "TagsList": [{"Key": "env", "Value": "test"}]}]
    many = [{"Key": f"k{n}", "Value": "v"} for n in range(50)]
    assert refused(cloud, "AddTags", ResourceId=ARN, TagsList=many).code == "TagsLimitExceededException"
    absent = refused(cloud, "AddTags", ResourceId=f"{ARN}-no", TagsList=[{"Key": "a"}])
    assert absent.code == "TrailNotFoundException"


def test_update(cloud: Driver, bucket: str) -> None:
    trail(cloud)
    changed = cloud.call("cloudtrail", "UpdateTrail", {"Name": "main", "S3KeyPrefix": "new"})
    assert changed["S3KeyPrefix"] == "new"
    missing = refused(cloud, "UpdateTrail", Name="main", S3BucketName="no-such-bucket-here")
    assert missing.code == "S3BucketDoesNotExistException"
    assert refused(cloud, "GetInsightSelectors", TrailName="main").code == "InsightNotEnabledException"
