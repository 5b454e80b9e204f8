"""ListObjectsV2. Source: S3 API Reference, ListObjectsV2; S3 User Guide, Organizing objects using prefixes."""

from typing import Any

import pytest

from tests.services.s3.conftest import S3, etag

TREE = ("a.txt", "photos/2006/feb.jpg", "photos/2006/jan.jpg", "photos/2007/x.jpg", "photos/index", "z")


def filled(s3: S3, *keys: str) -> S3:
    s3.bucket()
    for key in keys:
        s3.put("pond", key, key.encode())
    return s3


def prefixes(answer: Any) -> list[str]:
    return [row["Prefix"] for row in answer.get("CommonPrefixes", [])]


def keys(answer: Any) -> list[str]:
    return [row["Key"] for row in answer.get("Contents", [])]


def pages(s3: S3, **params: Any) -> list[Any]:
    found, token = [], None
    while True:
        more = {"ContinuationToken": token} if token else {}
        answer = s3.call("ListObjectsV2", Bucket="pond", **params, **more)
        found.append(answer)
        token = answer.get("NextContinuationToken")
        assert answer["IsTruncated"] == (token is not None)
        if token is None:
            return found


class TestShape:
    def test_a_row(self, s3: S3) -> None:
        answer = filled(s3, "a").call("ListObjectsV2", Bucket="pond")
        assert answer == {
            "Name": "pond",
            "Prefix": "",
            "MaxKeys": 1000,
            "KeyCount": 1,
            "IsTruncated": False,
            "Contents": [
                {
                    "Key": "a",
                    "LastModified": float(int(s3.cloud.now())),
                    "ETag": etag(b"a"),
                    "ChecksumAlgorithm": ["CRC64NVME"],
                    "ChecksumType": "FULL_OBJECT",
                    "Size": 1,
                    "StorageClass": "STANDARD",
                }
            ],
        }

    def test_the_owner_where_it_is_asked_for(self, s3: S3) -> None:
        [row] = filled(s3, "a").call("ListObjectsV2", Bucket="pond", FetchOwner=True)["Contents"]
        assert len(row["Owner"]["ID"]) == 64

    def test_what_was_asked_is_said_again(self, s3: S3) -> None:
        answer = filled(s3).call(
            "ListObjectsV2", Bucket="pond", Prefix="p", Delimiter="/", MaxKeys=7, StartAfter="a", EncodingType="url"
        )
        asked = ("Prefix", "Delimiter", "MaxKeys", "StartAfter", "EncodingType")
        assert [answer[name] for name in asked] == ["p", "/", 7, "a", "url"]


class TestRules:
    @pytest.mark.parametrize("params", [{"MaxKeys": -1}, {"EncodingType": "base64"}])
    def test_what_is_refused(self, s3: S3, params: dict[str, Any]) -> None:
        assert filled(s3).code("ListObjectsV2", Bucket="pond", **params) == "InvalidArgument"

    def test_a_token_that_is_none(self, s3: S3) -> None:
        assert filled(s3).error("ListObjectsV2", Bucket="pond", ContinuationToken="never").status == 400

    def test_a_bucket_that_is_not_there(self, s3: S3) -> None:
        assert s3.code("ListObjectsV2", Bucket="pond") == "NoSuchBucket"

    def test_others_are_refused(self, s3: S3) -> None:
        assert filled(s3).refusals("ListObjectsV2", Bucket="pond") == ["AccessDenied", "AccessDenied"]

    def test_none_at_all(self, s3: S3) -> None:
        answer = filled(s3, "a").call("ListObjectsV2", Bucket="pond", MaxKeys=0)
        assert (answer["KeyCount"], answer["IsTruncated"], keys(answer)) == (0, False, [])

    def test_never_more_than_a_thousand(self, s3: S3) -> None:
        assert filled(s3).call("ListObjectsV2", Bucket="pond", MaxKeys=5000)["MaxKeys"] == 1000


class TestFolding:
    def test_folders(self, s3: S3) -> None:
        """S3-003."""
        answer = filled(s3, *TREE).call("ListObjectsV2", Bucket="pond", Delimiter="/")
        assert (keys(answer), prefixes(answer), answer["KeyCount"]) == (["a.txt", "z"], ["photos/"], 3)

    def test_below_a_prefix(self, s3: S3) -> None:
        answer = filled(s3, *TREE).call("ListObjectsV2", Bucket="pond", Delimiter="/", Prefix="photos/")
        assert (keys(answer), prefixes(answer)) == (["photos/index"], ["photos/2006/", "photos/2007/"])

    def test_delimiters_of_any_length(self, s3: S3) -> None:
        answer = filled(s3, *TREE).call("ListObjectsV2", Bucket="pond", Delimiter="os/2")
        assert prefixes(answer) == ["photos/2"]

    def test_a_key_that_is_a_folder_itself(self, s3: S3) -> None:
        answer = filled(s3, "a/", "a/b").call("ListObjectsV2", Bucket="pond", Delimiter="/")
        assert (keys(answer), prefixes(answer)) == ([], ["a/"])
        answer = s3.call("ListObjectsV2", Bucket="pond", Delimiter="/", Prefix="a/")
        assert (keys(answer), prefixes(answer)) == (["a/", "a/b"], [])

    def test_many_keys_below_one_prefix_are_skipped_by_seeking(self, s3: S3) -> None:
        """S3-064: reading all of them would fetch more rows than the few that a page needs."""
        filled(s3, *(f"a/{n:04}" for n in range(600)), *(f"b/{n:04}" for n in range(600)), "c")
        engine = s3.cloud.cloud.kernel.store.engine
        rows = 0
        scan = engine.scan

        def counted(*args: Any, **options: Any) -> Any:
            nonlocal rows
            found = scan(*args, **options)
            rows += len(found)
            return found

        engine.scan = counted  # type: ignore[method-assign]
        answer = s3.call("ListObjectsV2", Bucket="pond", Delimiter="/")
        assert (keys(answer), prefixes(answer)) == (["c"], ["a/", "b/"])
        assert rows < 600


class TestPages:
    @pytest.mark.parametrize("size", [1, 2, 3, 5])
    @pytest.mark.parametrize(
        "params", [{}, {"Delimiter": "/"}, {"Delimiter": "/", "Prefix": "photos/"}, {"Prefix": "p"}]
    )
    def test_pages_are_the_whole(self, s3: S3, size: int, params: dict[str, str]) -> None:
        """S3-064."""
        filled(s3, *TREE)
        whole = s3.call("ListObjectsV2", Bucket="pond", **params)
        found = pages(s3, MaxKeys=size, **params)
        assert [key for page in found for key in keys(page)] == keys(whole)
        assert [prefix for page in found for prefix in prefixes(page)] == prefixes(whole)
        assert all(page["KeyCount"] <= size for page in found)

    def test_thousands_of_keys(self, s3: S3) -> None:
        """S3-064."""
        filled(s3, *(f"{n:04}" for n in range(2500)))
        found = pages(s3)
        assert [len(page["Contents"]) for page in found] == [1000, 1000, 500]

    def test_order_is_that_of_utf_8_bytes(self, s3: S3) -> None:
        """S3-064."""
        names = ["z", "é", "a", "A", "~", "😀", "\ufffd", "a b", "a\tb", "0", "a/b", "a.b", "日本"]
        assert keys(filled(s3, *names).call("ListObjectsV2", Bucket="pond")) == sorted(names, key=str.encode)

    def test_from_a_key_on(self, s3: S3) -> None:
        filled(s3, "a", "b", "c")
        assert s3.keys("pond", StartAfter="a") == ["b", "c"]
        assert s3.keys("pond", StartAfter="aa") == ["b", "c"]
        assert s3.keys("pond", StartAfter="c") == []
        assert [key for page in pages(s3, StartAfter="a", MaxKeys=1) for key in keys(page)] == ["b", "c"]

    def test_a_page_goes_on_though_its_key_is_gone(self, s3: S3) -> None:
        first = filled(s3, "a", "b", "c").call("ListObjectsV2", Bucket="pond", MaxKeys=2)
        s3.delete("pond", "b")
        s3.put("pond", "bb")
        rest = s3.call("ListObjectsV2", Bucket="pond", ContinuationToken=first["NextContinuationToken"])
        assert keys(rest) == ["bb", "c"]

    def test_a_prefix_at_the_end_of_all_text(self, s3: S3) -> None:
        last = "\U0010ffff"
        filled(s3, "a", last, f"{last}/x", f"{last}/y")
        assert s3.keys("pond", Prefix=last) == [last, f"{last}/x", f"{last}/y"]
        answer = s3.call("ListObjectsV2", Bucket="pond", Delimiter=last)
        assert (keys(answer), prefixes(answer)) == (["a"], [last])


class TestBehaviour:
    def test_encoded(self, s3: S3) -> None:
        """Source: S3 API Reference, ListObjectsV2, EncodingType: test_file(3).png is test_file%283%29.png."""
        filled(s3, "test_file(3).png", "a b+c/é")
        assert s3.keys("pond", EncodingType="url") == ["a+b%2Bc/%C3%A9", "test_file%283%29.png"]

    def test_delete_markers_are_not_shown(self, s3: S3) -> None:
        filled(s3, "a", "b")
        s3.versioning("pond", "Enabled")
        s3.delete("pond", "a")
        assert s3.keys("pond") == ["b"]
