"""CompleteMultipartUpload. Source: S3 API Reference, its page; S3 User Guide, Checking object integrity."""

import base64
import hashlib
import zlib
from typing import Any

import pytest

from tests.services.s3.conftest import PART, S3, Stream, etag

ONE, TWO, TAIL = b"1" * PART, b"2" * PART, b"tail"


def etag_of_parts(*parts: bytes) -> str:
    """The MD5 of the MD5s, "-", the count. Source: S3 User Guide, Checking object integrity."""
    whole = hashlib.md5(b"".join(hashlib.md5(part).digest() for part in parts)).hexdigest()
    return f'"{whole}-{len(parts)}"'


def crc32(data: bytes) -> str:
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


class TestShape:
    def test_members(self, s3: S3) -> None:
        """S3-006."""
        s3.bucket()
        answer = s3.whole("pond", "a b", ONE, TAIL)
        value = answer.pop("ChecksumCRC64NVME")
        assert answer == {
            "Location": f"{s3.cloud.cloud.kernel.endpoint}/pond/a%20b",
            "Bucket": "pond",
            "Key": "a b",
            "ETag": etag_of_parts(ONE, TAIL),
            "ServerSideEncryption": "AES256",
            "ChecksumType": "FULL_OBJECT",
        }
        s3.put("pond", "plain", ONE + TAIL)
        assert s3.head("pond", "plain", ChecksumMode="ENABLED")["ChecksumCRC64NVME"] == value

    def test_a_version_id_where_versions_are_on(self, s3: S3) -> None:
        s3.bucket(versioning="Enabled")
        assert s3.whole("pond", "a", TAIL)["VersionId"] == s3.head("pond", "a")["VersionId"]


class TestRules:
    def test_parts_that_are_not_there(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        entry = s3.part("pond", "a", upload, 1)
        for parts in ([{"PartNumber": 2, "ETag": entry["ETag"]}], [{"PartNumber": 1, "ETag": etag(b"other")}]):
            asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "MultipartUpload": {"Parts": parts}}
            assert s3.code("CompleteMultipartUpload", **asked) == "InvalidPart"

    @pytest.mark.parametrize("numbers", [(2, 1), (1, 1)])
    def test_parts_in_order(self, s3: S3, numbers: tuple[int, ...]) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        entries = {number: s3.part("pond", "a", upload, number) for number in (1, 2)}
        parts = {"Parts": [entries[number] for number in numbers]}
        code = s3.code("CompleteMultipartUpload", Bucket="pond", Key="a", UploadId=upload, MultipartUpload=parts)
        assert code == "InvalidPartOrder"

    def test_only_the_last_part_may_be_small(self, s3: S3) -> None:
        """S3-006."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        parts = [s3.part("pond", "a", upload, n, body) for n, body in ((1, ONE[1:]), (2, TAIL))]
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "MultipartUpload": {"Parts": parts}}
        error = s3.error("CompleteMultipartUpload", **asked)
        assert error.code == "EntityTooSmall"
        assert error.members["ProposedSize"] == PART - 1
        assert error.members["MinSizeAllowed"] == PART

    @pytest.mark.parametrize("upload_of", [{}, {"Parts": []}])
    def test_no_parts_at_all(self, s3: S3, upload_of: dict[str, Any]) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        code = s3.code("CompleteMultipartUpload", Bucket="pond", Key="a", UploadId=upload, MultipartUpload=upload_of)
        assert code == "MalformedXML"

    def test_an_upload_that_is_not_there(self, s3: S3) -> None:
        s3.bucket()
        parts = {"Parts": [{"PartNumber": 1, "ETag": etag(b"")}]}
        code = s3.code("CompleteMultipartUpload", Bucket="pond", Key="a", UploadId="no", MultipartUpload=parts)
        assert code == "NoSuchUpload"

    def test_others_are_refused(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        parts = {"Parts": [s3.part("pond", "a", upload, 1)]}
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "MultipartUpload": parts}
        assert s3.refusals("CompleteMultipartUpload", **asked) == ["AccessDenied", "AccessDenied"]

    def test_the_whole_has_up_to_50_tb(self, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
        """S3-004: with a lower limit, because nobody uploads so much here."""
        from fogbank.services.s3 import rules

        monkeypatch.setattr(rules, "OBJECT_BYTES_MAX", PART + 3)
        s3.bucket()
        upload = s3.begin("pond", "a")
        parts = {"Parts": [s3.part("pond", "a", upload, n, body) for n, body in ((1, ONE), (2, TAIL))]}
        code = s3.code("CompleteMultipartUpload", Bucket="pond", Key="a", UploadId=upload, MultipartUpload=parts)
        assert code == "EntityTooLarge"

    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"IfNoneMatch": "*"}, "PreconditionFailed"),
            ({"IfMatch": '"no"'}, "PreconditionFailed"),
            ({"MpuObjectSize": 3}, "InvalidRequest"),
            ({"ChecksumCRC64NVME": "AAAAAAAAAAA="}, "BadDigest"),
            ({"ChecksumType": "COMPOSITE"}, "InvalidRequest"),
        ],
    )
    def test_what_is_said_of_the_whole(self, s3: S3, params: dict[str, Any], code: str) -> None:
        s3.put(s3.bucket(), "a")
        upload = s3.begin("pond", "a")
        parts = {"Parts": [s3.part("pond", "a", upload, 1, TAIL)]}
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "MultipartUpload": parts}
        assert s3.code("CompleteMultipartUpload", **asked, **params) == code
        assert s3.get("pond", "a") == b"water"
        s3.call("CompleteMultipartUpload", **asked, MpuObjectSize=4, IfMatch=etag(b"water"))
        assert s3.get("pond", "a") == TAIL


class TestChecksums:
    """Source: S3 User Guide, Checking object integrity: composite and full object checksums."""

    def test_composite(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="CRC32")
        parts = []
        for number, body in ((1, ONE), (2, TAIL)):
            parts.append(s3.part("pond", "a", upload, number, body) | {"ChecksumCRC32": crc32(body)})
        answer = s3.complete("pond", "a", upload, parts)
        raw = b"".join(zlib.crc32(body).to_bytes(4, "big") for body in (ONE, TAIL))
        assert (answer["ChecksumCRC32"], answer["ChecksumType"]) == (f"{crc32(raw)}-2", "COMPOSITE")
        head = s3.head("pond", "a", ChecksumMode="ENABLED", PartNumber=2)
        assert (head["ChecksumCRC32"], head["ChecksumType"]) == (crc32(TAIL), "COMPOSITE")

    @pytest.mark.parametrize("algorithm", ["CRC32", "CRC32C", "CRC64NVME"])
    def test_full_object(self, s3: S3, algorithm: str) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm=algorithm, ChecksumType="FULL_OBJECT")
        parts = [s3.part("pond", "a", upload, n, body) for n, body in ((1, ONE), (2, Stream(TWO)), (3, TAIL))]
        answer = s3.complete("pond", "a", upload, parts)
        plain = s3.put("pond", "plain", ONE + TWO + TAIL, ChecksumAlgorithm=algorithm)
        assert answer[f"Checksum{algorithm}"] == plain[f"Checksum{algorithm}"]
        assert answer["ChecksumType"] == "FULL_OBJECT"

    def test_a_composite_one_needs_that_of_each_part(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="SHA256")
        entry = s3.part("pond", "a", upload, 1)
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload}
        error = s3.error("CompleteMultipartUpload", **asked, MultipartUpload={"Parts": [entry]})
        assert error.code == "InvalidRequest"
        assert "It was missing for part 1 in the request." in error.message

    def test_parts_with_other_checksums(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a", ChecksumAlgorithm="CRC32")
        entry = s3.part("pond", "a", upload, 1) | {"ChecksumCRC32": "AAAAAA=="}
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload}
        assert s3.code("CompleteMultipartUpload", **asked, MultipartUpload={"Parts": [entry]}) == "InvalidPart"


class TestBehaviour:
    def test_bytes_come_back_and_none_is_copied(self, s3: S3) -> None:
        s3.whole(s3.bucket(), "a", ONE, TWO, TAIL)
        assert s3.get("pond", "a") == ONE + TWO + TAIL
        assert s3.files() == 2

    def test_parts_that_are_left_out_go(self, s3: S3) -> None:
        s3.bucket()
        upload = s3.begin("pond", "a")
        parts = [s3.part("pond", "a", upload, number, ONE) for number in (3, 7, 9)]
        answer = s3.complete("pond", "a", upload, [parts[0], parts[2]])
        assert answer["ETag"] == etag_of_parts(ONE, ONE)
        assert s3.head("pond", "a")["ContentLength"] == 2 * PART
        assert s3.files() == 2

    def test_once_more_gives_the_same_answer_for_a_day(self, s3: S3) -> None:
        """Source: S3 API Reference, CompleteMultipartUpload: retries are idempotent."""
        s3.bucket()
        upload = s3.begin("pond", "a")
        parts = [s3.part("pond", "a", upload, 1)]
        first = s3.complete("pond", "a", upload, parts)
        assert s3.complete("pond", "a", upload, parts) == first
        s3.advance(86_401)
        asked = {"Bucket": "pond", "Key": "a", "UploadId": upload, "MultipartUpload": {"Parts": parts}}
        assert s3.code("CompleteMultipartUpload", **asked) == "NoSuchUpload"

    def test_deleting_it_removes_every_part(self, s3: S3) -> None:
        s3.whole(s3.bucket(), "a", ONE, TWO, TAIL)
        s3.delete("pond", "a")
        assert s3.files() == 0
