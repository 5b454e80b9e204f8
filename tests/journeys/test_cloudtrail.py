"""The AWS CLI reads the event history and validates a trail's files, as an auditor would."""

import gzip
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from tests.app.served import KEYS, Served, environment

ACCOUNT = "000000000000"
ARN = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudtrail.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::audit/AWSLogs/{ACCOUNT}/*",
            "Condition": {
                "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": ARN},
            },
        }
    ],
}


def aws(server: Served, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awscli", *arguments]
    env = environment(**KEYS, AWS_ENDPOINT_URL=server.url)
    return subprocess.run(command, check=False, env=env, capture_output=True, text=True, timeout=60)


def client(server: Served, service: str) -> Any:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=server.url, region_name="us-east-1", **keys)


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server on which a trail has logged for three hours."""
    with Served(data=tmp_path_factory.mktemp("data")) as server:
        s3, trails, sqs = client(server, "s3"), client(server, "cloudtrail"), client(server, "sqs")
        s3.create_bucket(Bucket="audit")
        s3.put_bucket_policy(Bucket="audit", Policy=json.dumps(POLICY))
        trails.create_trail(Name="main", S3BucketName="audit", EnableLogFileValidation=True)
        trails.start_logging(Name="main")
        for hour in range(3):
            sqs.create_queue(QueueName=f"jobs-{hour}")
            server.advance(3600)
        yield server


def validate(server: Served) -> subprocess.CompletedProcess[str]:
    now = server.admin("clock")["now"]
    start, end = (datetime.fromtimestamp(now + shift, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for shift in (-4 * 3600, 60))
    span = ["--start-time", start, "--end-time", end]
    return aws(server, "cloudtrail", "validate-logs", "--trail-arn", ARN, *span, "--verbose")


def test_the_event_history(hours: Served) -> None:
    """CT-001"""
    wanted = "AttributeKey=EventName,AttributeValue=CreateQueue"
    found = aws(hours, "cloudtrail", "lookup-events", "--lookup-attributes", wanted)
    assert found.returncode == 0, found.stderr
    events = json.loads(found.stdout)["Events"]
    told = [json.loads(event["CloudTrailEvent"]) for event in events]
    assert [each["requestParameters"]["queueName"] for each in told] == ["jobs-2", "jobs-1", "jobs-0"]
    assert told[0]["userAgent"].startswith("Boto3/")


def test_files_are_valid_until_somebody_touches_one(hours: Served) -> None:
    """CT-002"""
    sound = validate(hours)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert re.search(r"3/3 digest files valid", sound.stdout), sound.stdout
    assert re.search(r"3/3 log files valid", sound.stdout), sound.stdout
    s3 = client(hours, "s3")
    keys = [row["Key"] for row in s3.list_objects_v2(Bucket="audit")["Contents"] if "/CloudTrail/" in row["Key"]]
    file = json.loads(gzip.decompress(s3.get_object(Bucket="audit", Key=keys[1])["Body"].read()))
    file["Records"][0]["sourceIPAddress"] = "203.0.113.9"
    s3.put_object(Bucket="audit", Key=keys[1], Body=gzip.compress(json.dumps(file).encode()))
    broken = validate(hours)
    assert broken.returncode == 1
    assert re.search(r"2/3 log files valid, 1/3 log files INVALID", broken.stdout), broken.stdout
