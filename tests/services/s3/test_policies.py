"""Bucket policies: kept, refused, enforced; and what is blocked of public access."""

import json
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import Principal
from fogbank.services.s3 import policies
from tests.cloud import ACCOUNT, Driver

BUCKET = "policy-bucket"
OTHER = "111122223333"
ARN = f"arn:aws:s3:::{BUCKET}"
STRANGER = Principal("root", f"arn:aws:iam::{OTHER}:root", OTHER, OTHER)
SOMEBODY = Principal("anonymous", "*", "", "ANONYMOUS_PRINCIPAL")


def statement(**more: Any) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"},
        "Action": "s3:GetObject",
        "Resource": f"{ARN}/*",
        **more,
    }


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def put(cloud: Driver, *statements: dict[str, Any]) -> None:
    cloud.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": document(*statements)})


@pytest.fixture
def bucket(cloud: Driver) -> Driver:
    cloud.call("s3", "CreateBucket", {"Bucket": BUCKET})
    cloud.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "a", "Body": b"x", "Tagging": "team=red"})
    return cloud


def refused(cloud: Driver, operation: str, who: Principal | None = None, **params: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        cloud.call("s3", operation, {"Bucket": BUCKET, **params}, principal=who)
    return caught.value


def test_kept_as_it_was_put(bucket: Driver) -> None:
    """S3 API Reference, PutBucketPolicy."""
    assert refused(bucket, "GetBucketPolicy").code == "NoSuchBucketPolicy"
    put(bucket, statement())
    assert bucket.call("s3", "GetBucketPolicy", {"Bucket": BUCKET})["Policy"] == document(statement())
    status = bucket.call("s3", "GetBucketPolicyStatus", {"Bucket": BUCKET})
    assert status == {"PolicyStatus": {"IsPublic": False}}
    bucket.call("s3", "DeleteBucketPolicy", {"Bucket": BUCKET})
    assert refused(bucket, "GetBucketPolicy").code == "NoSuchBucketPolicy"


@pytest.mark.parametrize(
    "policy",
    [
        "nonsense",
        "{}",
        document({}),
        document(statement(Effect="Perhaps")),
        document(statement(Resource="arn:aws:s3:::another-bucket/*")),
        document(statement(Resource=f"{ARN}-longer/*")),
        document({key: value for key, value in statement().items() if key != "Principal"}),
    ],
)
def test_no_policies(bucket: Driver, policy: str) -> None:
    """IAM-003"""
    assert refused(bucket, "PutBucketPolicy", Policy=policy).code == "MalformedPolicy"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Principal": {"AWS": "jo"}}, "Invalid principal in policy"),
        ({"Principal": "jo"}, "Invalid policy syntax."),
        ({"Resource": "*"}, "Policy has invalid resource"),
        ({"Resource": BUCKET}, "Policy has invalid resource"),
        ({"Resource": f"{ARN}-longer"}, "Policy has invalid resource"),
        ({"Action": "GetObject"}, "Policy has invalid action"),
        ({"Action": "s3:GetBook"}, "Policy has invalid action"),
        ({"Action": "sqs:SendMessage"}, "Policy has invalid action"),
        ({"Action": ["s3:GetObject", "s3:ListBucket"]}, "Action does not apply to any resource(s) in statement"),
        ({"Resource": ARN}, "Action does not apply to any resource(s) in statement"),
        ({"Comment": "why"}, "Unknown field Comment"),
    ],
    ids=str,
)
def test_why_a_policy_is_refused(bucket: Driver, changes: dict[str, Any], message: str) -> None:
    assert refused(bucket, "PutBucketPolicy", Policy=document(statement(**changes))).message == message


@pytest.mark.parametrize(
    "changes",
    [
        {"Action": "s3:*"},
        {"Action": "*"},
        {"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": [ARN, f"{ARN}/*"]},
        {"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": f"{ARN}*"},
        {"Action": "s3:List*", "Resource": ARN},
    ],
    ids=str,
)
def test_actions_that_a_resource_is_for(bucket: Driver, changes: dict[str, Any]) -> None:
    put(bucket, statement(**changes))


def test_too_long(bucket: Driver) -> None:
    assert refused(bucket, "PutBucketPolicy", Policy=document(statement(Sid="x" * 20480))).code == "PolicyTooLarge"


def test_another_account_is_let_in(bucket: Driver) -> None:
    """IAM-019, IAM-027"""
    assert refused(bucket, "GetObject", STRANGER, Key="a").code == "AccessDenied"
    put(bucket, statement())
    assert bucket.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a"}, principal=STRANGER)["Body"] == b"x"
    assert refused(bucket, "PutObject", STRANGER, Key="a", Body=b"y").code == "AccessDenied"
    assert refused(bucket, "GetObject", STRANGER, Key="absent").code == "AccessDenied"
    put(bucket, statement(), statement(Action="s3:ListBucket", Resource=ARN))
    assert refused(bucket, "GetObject", STRANGER, Key="absent").code == "NoSuchKey"


def test_public_policies_are_blocked_in_new_buckets(bucket: Driver) -> None:
    blocked = bucket.call("s3", "GetPublicAccessBlock", {"Bucket": BUCKET})["PublicAccessBlockConfiguration"]
    assert blocked == dict.fromkeys(
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"], True
    )
    public = document(statement(Principal="*"))
    error = refused(bucket, "PutBucketPolicy", Policy=public)
    assert (error.code, "BlockPublicPolicy" in error.message) == ("AccessDenied", True)
    restricted = {"RestrictPublicBuckets": True}
    bucket.call("s3", "PutPublicAccessBlock", {"Bucket": BUCKET, "PublicAccessBlockConfiguration": restricted})
    bucket.call("s3", "PutBucketPolicy", {"Bucket": BUCKET, "Policy": public})
    assert bucket.call("s3", "GetBucketPolicyStatus", {"Bucket": BUCKET})["PolicyStatus"]["IsPublic"]
    assert refused(bucket, "GetObject", SOMEBODY, Key="a").code == "AccessDenied"
    bucket.call("s3", "DeletePublicAccessBlock", {"Bucket": BUCKET})
    assert bucket.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a"}, principal=SOMEBODY)["Body"] == b"x"
    assert refused(bucket, "GetPublicAccessBlock").code == "NoSuchPublicAccessBlockConfiguration"


def test_the_owners_root_always_reaches_the_policy(bucket: Driver) -> None:
    put(bucket, statement(Effect="Deny", Principal="*", Action="s3:*", Resource=[ARN, f"{ARN}/*"]))
    assert refused(bucket, "GetObject", Key="a").code == "AccessDenied"
    assert bucket.call("s3", "GetBucketPolicy", {"Bucket": BUCKET})["Policy"]
    bucket.call("s3", "DeleteBucketPolicy", {"Bucket": BUCKET})
    assert bucket.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a"})["Body"] == b"x"


# Source of the keys: Service Authorization Reference, Amazon S3.
@pytest.mark.parametrize(
    ("action", "condition", "allowed", "denied"),
    [
        ("ListBucket", {"StringEquals": {"s3:prefix": "home/"}}, {"Prefix": "home/"}, {"Prefix": "root/"}),
        ("ListBucket", {"StringEquals": {"s3:delimiter": "/"}}, {"Delimiter": "/"}, {}),
        ("ListBucket", {"NumericLessThan": {"s3:max-keys": "11"}}, {"MaxKeys": 10}, {"MaxKeys": 11}),
    ],
)
def test_keys_of_listings(bucket: Driver, action: str, condition: Any, allowed: Any, denied: Any) -> None:
    """IAM-031"""
    put(bucket, statement(Action=f"s3:{action}", Resource=ARN, Condition=condition))
    bucket.call("s3", "ListObjectsV2", {"Bucket": BUCKET, **allowed}, principal=STRANGER)
    assert refused(bucket, "ListObjectsV2", STRANGER, **denied).code == "AccessDenied"


@pytest.mark.parametrize(
    ("condition", "allowed", "denied"),
    [
        ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, {"ACL": "bucket-owner-full-control"}, {}),
        ({"StringEquals": {"s3:x-amz-storage-class": "STANDARD_IA"}}, {"StorageClass": "STANDARD_IA"}, {}),
        ({"StringEquals": {"s3:RequestObjectTag/team": "red"}}, {"Tagging": "team=red"}, {"Tagging": "team=blue"}),
        ({"Null": {"s3:if-none-match": "false"}}, {"IfNoneMatch": "*"}, {}),
    ],
)
def test_keys_of_writes(bucket: Driver, condition: Any, allowed: Any, denied: Any) -> None:
    """IAM-031"""
    put(bucket, statement(Action="s3:PutObject", Condition=condition))
    bucket.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "new", "Body": b"y", **allowed}, principal=STRANGER)
    assert refused(bucket, "PutObject", STRANGER, Key="other", Body=b"y", **denied).code == "AccessDenied"


def test_tags_of_the_object(bucket: Driver) -> None:
    put(bucket, statement(Condition={"StringEquals": {"s3:ExistingObjectTag/team": "red"}}))
    bucket.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a"}, principal=STRANGER)
    bucket.call("s3", "DeleteObjectTagging", {"Bucket": BUCKET, "Key": "a"})
    assert refused(bucket, "GetObject", STRANGER, Key="a").code == "AccessDenied"


def test_versions_need_actions_of_their_own(bucket: Driver) -> None:
    enabled = {"Status": "Enabled"}
    bucket.call("s3", "PutBucketVersioning", {"Bucket": BUCKET, "VersioningConfiguration": enabled})
    version = bucket.call("s3", "PutObject", {"Bucket": BUCKET, "Key": "a", "Body": b"2"})["VersionId"]
    put(bucket, statement())
    assert refused(bucket, "GetObject", STRANGER, Key="a", VersionId=version).code == "AccessDenied"
    put(bucket, statement(Action="s3:GetObjectVersion"))
    bucket.call("s3", "GetObject", {"Bucket": BUCKET, "Key": "a", "VersionId": version}, principal=STRANGER)


@pytest.mark.parametrize(
    ("change", "public"),
    [
        ({"Principal": "*"}, True),
        ({"Principal": {"AWS": "*"}}, True),
        ({"Principal": {"AWS": ACCOUNT}}, False),
        ({"Principal": {"Service": "cloudtrail.amazonaws.com"}}, False),
        ({"Principal": "*", "Effect": "Deny"}, False),
        ({"Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}, False),
        ({"Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}}, True),
        ({"Principal": "*", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}}, False),
        ({"Principal": "*", "Condition": {"StringLike": {"aws:SourceVpc": "vpc-*"}}}, True),
        ({"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}, False),
        ({"Principal": "*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-91237329"}}}, True),
        ({"Principal": "*", "Condition": {"StringEquals": {"s3:prefix": "a"}}}, True),
    ],
)
def test_the_meaning_of_public(change: dict[str, Any], public: bool) -> None:
    """S3 User Guide, The meaning of "public"."""
    assert policies.is_public(document(statement(**change))) == public
