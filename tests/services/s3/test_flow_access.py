"""What S3 says to whom it refuses. Source: S3 User Guide, Troubleshoot access denied (403 Forbidden) errors."""

import pytest

from fogbank.kernel.errors import AccessDenied
from fogbank.kernel.identity.principal import Principal
from tests.cloud import ACCOUNT, Driver

USER = Principal("user", f"arn:aws:iam::{ACCOUNT}:user/reader", ACCOUNT, "AIDAEXAMPLE")


def refusal(cloud: Driver, principal: Principal) -> str:
    with pytest.raises(AccessDenied) as caught:
        cloud.call("s3", "ListObjectsV2", {"Bucket": "pictures"}, principal=principal)
    return caught.value.message


def test_a_user_of_the_account_is_told_why(cloud: Driver) -> None:
    cloud.call("s3", "CreateBucket", {"Bucket": "pictures"})
    assert refusal(cloud, USER) == (
        f'User: {USER.arn} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::pictures" because no'
        " identity-based policy allows the s3:ListBucket action"
    )


def test_strangers_are_not_told(cloud: Driver) -> None:
    cloud.call("s3", "CreateBucket", {"Bucket": "pictures"})
    assert refusal(cloud, USER._replace(account="222222222222")) == "Access Denied"


def test_of_a_list_of_buckets_there_is_no_resource(cloud: Driver) -> None:
    with pytest.raises(AccessDenied, match="to perform: s3:ListAllMyBuckets because no identity-based policy allows"):
        cloud.call("s3", "ListBuckets", {}, principal=USER)
