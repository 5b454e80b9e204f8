"""PostObject, a browser's form. Source: S3 API Reference, POST Object. Policies and signatures: tests/wire."""

from typing import Any

import pytest

from tests.services.s3.conftest import S3, Stream, etag


def post(s3: S3, **fields: str) -> Any:
    return s3.call("PostObject", Bucket="pond", Fields=fields, File=Stream(b"water"))


class TestShape:
    def test_204(self, s3: S3) -> None:
        s3.bucket()
        answer = post(s3, key="a")
        assert answer == {
            "StatusCode": 204,
            "ETag": etag(b"water"),
            "Location": f"{s3.cloud.cloud.kernel.endpoint}/pond/a",
        }

    def test_201_has_a_document(self, s3: S3) -> None:
        s3.bucket()
        answer = post(s3, key="a&b", success_action_status="201")
        assert answer["StatusCode"] == 201
        assert b"<Bucket>pond</Bucket><Key>a&amp;b</Key>" in answer["Body"]
        assert answer["ContentType"] == "application/xml"

    @pytest.mark.parametrize(("asked", "status"), [("200", 200), ("204", 204), ("302", 204), ("x", 204)])
    def test_other_statuses(self, s3: S3, asked: str, status: int) -> None:
        """Source: S3 API Reference, POST Object: 200, 201 or 204; anything else is 204."""
        s3.bucket()
        assert post(s3, key="a", success_action_status=asked)["StatusCode"] == status

    @pytest.mark.parametrize(("url", "joint"), [("https://x.org/done", "?"), ("https://x.org/done?a=1", "&")])
    def test_a_redirect(self, s3: S3, url: str, joint: str) -> None:
        s3.bucket()
        answer = post(s3, key="a", success_action_redirect=url)
        assert answer["StatusCode"] == 303
        assert answer["Location"] == f"{url}{joint}bucket=pond&key=a&etag=%22{etag(b'water').strip(chr(34))}%22"


class TestRules:
    def test_a_key_is_needed(self, s3: S3) -> None:
        s3.bucket()
        error = s3.error("PostObject", Bucket="pond", Fields={}, File=Stream(b"x"))
        assert (error.code, error.members["ArgumentName"]) == ("InvalidArgument", "key")

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("acl", "public-read", "AccessControlListNotSupported"),
            ("x-amz-storage-class", "COLD", "InvalidStorageClass"),
            ("tagging", "<Tagging>", "MalformedXML"),
            ("x-amz-checksum-crc32", "AAAAAA==", "BadDigest"),
        ],
    )
    def test_what_is_refused(self, s3: S3, field: str, value: str, code: str) -> None:
        s3.bucket()
        fields = {"key": "a", field: value}
        assert s3.code("PostObject", Bucket="pond", Fields=fields, File=Stream(b"x")) == code

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        asked = {"Bucket": "pond", "Fields": {"key": "a"}, "File": Stream(b"x")}
        assert s3.refusals("PostObject", **asked) == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_the_fields_become_properties(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        document = (
            "<Tagging xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>\n <TagSet><Tag><Key>a</Key>"
            "<Value>1</Value></Tag>\n <Tag><Key>c</Key><Value></Value></Tag></TagSet></Tagging>"
        )
        answer = s3.call(
            "PostObject",
            Bucket="pond",
            Fields={"key": "a", "content-type": "text/plain", "x-amz-meta-k": "v", "tagging": document},
            File=Stream(b"x" * 3_000_000),
        )
        head = s3.head("pond", "a")
        assert (head["ContentType"], head["Metadata"], head["TagCount"]) == ("text/plain", {"k": "v"}, 2)
        assert head["VersionId"] == answer["VersionId"]
        assert s3.get("pond", "a") == b"x" * 3_000_000
