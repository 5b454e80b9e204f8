"""PutObjectTagging. Source: S3 API Reference, PutObjectTagging; S3 User Guide, Categorizing your objects using tags."""

import pytest

from tests.services.s3.conftest import S3


def tagging(**tags: str) -> dict[str, list[dict[str, str]]]:
    return {"TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]}


class TestShape:
    def test_the_version_where_versions_are_on(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        assert s3.call("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(k="v")) == {}
        s3.versioning("pond", "Enabled")
        made = s3.put("pond", "a")["VersionId"]
        assert s3.call("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(k="v")) == {"VersionId": made}


class TestRules:
    def test_up_to_ten(self, s3: S3) -> None:
        """S3-009."""
        s3.put(s3.bucket(), "a")
        s3.call("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(**{f"k{n}": "" for n in range(10)}))
        error = s3.error(
            "PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(**{f"k{n}": "" for n in range(11)})
        )
        assert (error.code, error.message) == ("BadRequest", "Object tags cannot be greater than 10")

    @pytest.mark.parametrize(
        ("tags", "text"),
        [
            ([("k" * 129, "v")], "The TagKey you have provided is invalid"),
            ([("", "v")], "The TagKey you have provided is invalid"),
            ([("k", "v" * 257)], "The TagValue you have provided is invalid"),
            ([("k", "a;b")], "The TagValue you have provided is invalid"),
            ([("k", "1"), ("k", "2")], "Cannot provide multiple Tags with the same key"),
            ([("aws:k", "v")], "System tags cannot be added/updated by requester"),
        ],
    )
    def test_tags_that_are_none(self, s3: S3, tags: list[tuple[str, str]], text: str) -> None:
        """S3-009. The texts are observed."""
        s3.put(s3.bucket(), "a")
        tag_set = {"TagSet": [{"Key": key, "Value": value} for key, value in tags]}
        error = s3.error("PutObjectTagging", Bucket="pond", Key="a", Tagging=tag_set)
        assert (error.code, error.message) == ("InvalidTag", text)

    def test_a_key_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        assert s3.code("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(k="v")) == "NoSuchKey"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a")
        refusals = s3.refusals("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(k="v"))
        assert refusals == ["AccessDenied", "AccessDenied"]


class TestBehaviour:
    def test_the_object_stays_as_it_was(self, s3: S3) -> None:
        s3.put(s3.bucket(), "a", b"x" * 50_000, Tagging="old=1")
        before = s3.head("pond", "a")
        s3.advance(10)
        s3.call("PutObjectTagging", Bucket="pond", Key="a", Tagging=tagging(new="2", other="3"))
        assert s3.head("pond", "a") == before | {"TagCount": 2}
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a") == tagging(new="2", other="3")

    def test_each_version_has_its_own(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        old = s3.put("pond", "a")["VersionId"]
        s3.put("pond", "a", Tagging="k=new")
        s3.call("PutObjectTagging", Bucket="pond", Key="a", VersionId=old, Tagging=tagging(k="old"))
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a", VersionId=old)["TagSet"][0]["Value"] == "old"
        assert s3.call("GetObjectTagging", Bucket="pond", Key="a")["TagSet"][0]["Value"] == "new"
