"""PutBucketVersioning. Source: S3 API Reference, PutBucketVersioning."""

from typing import Any

import pytest

from fogbank.kernel.errors import Unreadable
from tests.services.s3.conftest import S3


class TestShape:
    def test_nothing_is_answered(self, s3: S3) -> None:
        s3.bucket()
        answer = s3.call("PutBucketVersioning", Bucket="pond", VersioningConfiguration={"Status": "Enabled"})
        assert answer == {}


class TestRules:
    @pytest.mark.parametrize(
        ("configuration", "code"),
        [
            ({}, "IllegalVersioningConfigurationException"),
            ({"Status": "Enabled", "MFADelete": "Enabled"}, "NotImplemented"),
        ],
    )
    def test_settings_that_are_none(self, s3: S3, configuration: dict[str, Any], code: str) -> None:
        s3.bucket()
        assert s3.code("PutBucketVersioning", Bucket="pond", VersioningConfiguration=configuration) == code

    def test_a_status_that_is_none(self, s3: S3) -> None:
        """MalformedXML on the wire (quirks/faults.py)."""
        error = s3.error("PutBucketVersioning", Bucket=s3.bucket(), VersioningConfiguration={"Status": "Perhaps"})
        assert isinstance(error, Unreadable)

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        code = s3.code("PutBucketVersioning", Bucket="pond", VersioningConfiguration={"Status": "Enabled"})
        assert code == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        refusals = s3.refusals("PutBucketVersioning", Bucket="pond", VersioningConfiguration={"Status": "Enabled"})
        assert refusals == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_on_and_suspended(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        s3.versioning("pond", "Suspended")
        assert s3.call("GetBucketVersioning", Bucket="pond") == {"Status": "Suspended"}
