"""ListBuckets. Source: S3 API Reference, ListBuckets."""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.s3.conftest import OTHER, S3


def names(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [row["Name"] for row in answer["Buckets"]]


class TestShape:
    def test_rows(self, s3: S3) -> None:
        s3.bucket()
        answer = s3.call("ListBuckets")
        [row] = answer["Buckets"]
        assert row == {"Name": "pond", "CreationDate": float(int(s3.cloud.now())), "BucketArn": "arn:aws:s3:::pond"}
        assert len(answer["Owner"]["ID"]) == 64

    def test_paged_rows_say_their_region(self, s3: S3) -> None:
        s3.bucket()
        [row] = s3.call("ListBuckets", MaxBuckets=5)["Buckets"]
        assert row["BucketRegion"] == "us-east-1"


class TestRules:
    @pytest.mark.parametrize("count", [0, 10_001])
    def test_how_many(self, s3: S3, count: int) -> None:
        assert s3.code("ListBuckets", MaxBuckets=count) == "InvalidArgument"

    def test_a_token_that_is_none(self, s3: S3) -> None:
        assert s3.error("ListBuckets", ContinuationToken="never").status == 400

    def test_nobody_is_not_let_in(self, s3: S3) -> None:
        """Differs: AWS sends a browser without a signature to its product page (307)."""
        with pytest.raises(ServiceError) as caught:
            s3.cloud.call("s3", "ListBuckets", {}, principal=ANONYMOUS)
        assert caught.value.code == "AccessDenied"


class TestBehaviour:
    def test_everybody_sees_their_own(self, s3: S3) -> None:
        s3.bucket("pond-b")
        s3.bucket("pond-a")
        s3.call("CreateBucket", Bucket="lake", account=OTHER)
        assert names(s3.call("ListBuckets")) == ["pond-a", "pond-b"]
        assert names(s3.call("ListBuckets", account=OTHER)) == ["lake"]

    def test_pages(self, s3: S3) -> None:
        for n in range(5):
            s3.bucket(f"pond-{n}")
        seen, token = [], None
        while True:
            answer = s3.call("ListBuckets", MaxBuckets=2, **({"ContinuationToken": token} if token else {}))
            seen.append(names(answer))
            token = answer.get("ContinuationToken")
            if token is None:
                break
        assert seen == [["pond-0", "pond-1"], ["pond-2", "pond-3"], ["pond-4"]]

    def test_by_prefix_and_region(self, s3: S3) -> None:
        s3.bucket("pond")
        s3.bucket("lake")
        s3.call("CreateBucket", Bucket="pool", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        assert names(s3.call("ListBuckets", Prefix="po")) == ["pond", "pool"]
        assert names(s3.call("ListBuckets", BucketRegion="eu-west-3")) == ["pool"]

    def test_a_quota_of_buckets(self, s3: S3) -> None:
        """Source: S3 User Guide, Bucket quotas: 10,000 by default, quota L-DC2B2D3D."""
        from fogbank.kernel.quotas import Quota

        kernel = s3.cloud.cloud.kernel
        tx = kernel.store.begin(0.0)
        tx.put(Quota("000000000000", "us-east-1", "s3", "L-DC2B2D3D", 1.0))
        kernel.store.apply(tx)
        s3.bucket()
        assert s3.code("CreateBucket", Bucket="lake") == "TooManyBuckets"
