"""Forms that browsers post to S3: reading them as a stream, and holding them to their policy."""

import asyncio
import hmac
import random
from base64 import b64encode
from typing import Any

import orjson
import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire import post_policy, signing
from fogbank.wire.body import BytesBody, StreamBody
from fogbank.wire.form import Form, parse_form
from tests.wire.signed import S3_ID, S3_SECRET, instant

BOUNDARY = "9431149156168"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
FIELDS = {"key": "user/user1/${filename}", "acl": "public-read", "Content-Type": "image/jpeg"}


def part(name: str, value: bytes, extra: str = "") -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


def posted(fields: dict[str, str], content: bytes = b"hello", filename: str = "a.jpg", after: bytes = b"") -> bytes:
    body = b"".join(part(name, value.encode()) for name, value in fields.items())
    body += part("file", content, f'; filename="{filename}"\r\nContent-Type: image/png')
    return body + after + f"--{BOUNDARY}--\r\n".encode()


def read(data: bytes, content_type: str = TYPE, step: int | None = None) -> tuple[Form, bytes]:
    """The form and its file; in parts of `step` bytes, or from a body that is complete."""

    async def main() -> tuple[Form, bytes]:
        if step is None:
            form = await parse_form(BytesBody(data), content_type)
            return form, await form.file.read_all(1 << 30)

        class Parts:
            """A body that gives what it has in small blocks."""

            length = None
            data = None

            def __init__(self) -> None:
                self.trailers: dict[str, str] = {}
                self.at = 0

            async def read(self) -> bytes:
                block = data[self.at : self.at + step]
                self.at += len(block)
                return block

            async def read_all(self, limit_bytes: int) -> bytes:
                raise AssertionError("a form is never read as a whole")

        form = await parse_form(Parts(), content_type)
        return form, await form.file.read_all(1 << 30)

    return asyncio.run(main())


def refused(data: bytes, content_type: str = TYPE) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        read(data, content_type)
    return caught.value


class TestForm:
    @pytest.mark.parametrize("step", [None, 1, 2, 3, 7, 64, 100_000])
    def test_fields_and_file(self, step: int | None) -> None:
        # Content that looks like the beginning of a delimiter, over and over.
        content = b"\r\n--" + BOUNDARY[:-1].encode() + b"\r\n-\r\r\n--x" * 20
        form, file = read(posted(FIELDS, content), step=step)
        # S3 API Reference, POST Object: ${filename} becomes the name of the file; field names have no case.
        assert form.fields == {"key": "user/user1/a.jpg", "acl": "public-read", "content-type": "image/jpeg"}
        assert (form.filename, file) == ("a.jpg", content)

    def test_random_files_in_random_cuts(self) -> None:
        rng = random.Random(11)
        for _ in range(20):
            content = bytes(rng.choices(b"\r\n-9431abc", k=rng.randrange(500)))
            if f"\r\n--{BOUNDARY}".encode() in content:
                continue
            assert read(posted(FIELDS, content), step=rng.randrange(1, 40))[1] == content

    def test_an_empty_file_and_an_empty_field(self) -> None:
        form, file = read(posted({"key": "k", "tag": ""}, b""))
        assert (form.fields, file) == ({"key": "k", "tag": ""}, b"")

    @pytest.mark.parametrize(
        ("filename", "found"),
        [("C:\\photos\\a b.jpg", "a b.jpg"), ("/home/x/ü.jpg", "ü.jpg"), ("", ""), ('quo\\"te.jpg', 'quo"te.jpg')],
    )
    def test_only_the_name_of_the_file_counts(self, filename: str, found: str) -> None:
        # POST Object: where a browser sends a path, the file's own name is taken.
        assert read(posted({"key": "${filename}"}, filename=filename))[0].fields["key"] == found

    def test_what_follows_the_file_is_ignored(self) -> None:
        # POST Object: "The file or content must be the last field in the form. Any fields below it are ignored."
        form, file = read(posted({"key": "k"}, after=part("acl", b"public-read")))
        assert (form.fields, file) == ({"key": "k"}, b"hello")

    @pytest.mark.parametrize(
        "content_type",
        [
            f'multipart/form-data; boundary="{BOUNDARY}"',
            f"Multipart/Form-Data;boundary={BOUNDARY}",
            f"multipart/form-data; charset=utf-8; boundary={BOUNDARY}",
        ],
    )
    def test_forms_of_the_content_type(self, content_type: str) -> None:
        assert read(posted({"key": "k"}), content_type)[1] == b"hello"

    def test_memory_stays_bounded(self) -> None:
        async def main() -> None:
            head, tail = posted({"key": "k"}, b"|").split(b"|")
            source = StreamBody(None, 8 << 20, lambda: None)
            source.feed(head)
            size, most = 0, 0

            async def feed() -> None:
                for _ in range(64):
                    while source.full:
                        await asyncio.sleep(0)
                    source.feed(bytes(1 << 20))
                    await asyncio.sleep(0)
                source.feed(tail)
                source.end()

            feeding = asyncio.create_task(feed())
            form = await parse_form(source, TYPE)
            while block := await form.file.read():
                size += len(block)
                most = max(most, len(block))
            await feeding
            assert size == 64 << 20
            assert most < 10 << 20

        asyncio.run(main())


class TestMalformed:
    @pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data", "multipart/mixed; boundary=a", ""])
    def test_another_content_type(self, content_type: str) -> None:
        error = refused(posted(FIELDS), content_type)
        assert (error.status, error.code) == (412, "PreconditionFailed")
        assert error.members == {"Condition": "Bucket POST must be of the enclosure-type multipart/form-data"}

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"nonsense",
            posted(FIELDS)[:-6].replace(b"--" + BOUNDARY.encode() + b"-", b""),
            posted(FIELDS).replace(b'name="key"', b"nothing"),
            posted(FIELDS).replace(b"Content-Disposition: form-data", b"Content-Disposition form-data"),
            posted(FIELDS).replace(BOUNDARY.encode() + b"\r\n", BOUNDARY.encode() + b"xx\r\n"),
        ],
    )
    def test_not_a_form(self, data: bytes) -> None:
        # S3 API Reference, Error responses, MalformedPOSTRequest.
        error = refused(data)
        assert (error.status, error.code) == (400, "MalformedPOSTRequest")
        assert error.message == "The body of your POST request is not well-formed multipart/form-data."

    def test_cut_anywhere(self) -> None:
        whole = posted({"key": "k"})
        end = whole.rindex(f"\r\n--{BOUNDARY}--".encode()) + len(BOUNDARY) + 4
        for at in range(end):
            assert refused(whole[:at]).code == "MalformedPOSTRequest", at

    def test_no_file(self) -> None:
        error = refused(part("key", b"k") + f"--{BOUNDARY}--\r\n".encode())
        assert (error.status, error.code) == (400, "InvalidArgument")
        assert error.message == "POST requires exactly one file upload per request."

    @pytest.mark.parametrize("fields", [{"key": "k" * 25_000}, {f"x-ignore-{n}": "v" * 100 for n in range(200)}])
    def test_fields_too_large(self, fields: dict[str, str]) -> None:
        # POST Object: 20 KB before the file; Error responses, MaxPostPreDataLengthExceededError.
        error = refused(posted(fields))
        assert (error.status, error.code) == (400, "MaxPostPreDataLengthExceededError")


class TestSize:
    @pytest.mark.parametrize(
        ("smallest", "largest", "code", "members"),
        [
            (5, 5, None, None),
            (0, 4, "EntityTooLarge", {"ProposedSize": 5, "MaxSizeAllowed": 4}),
            (6, 9, "EntityTooSmall", {"ProposedSize": 5, "MinSizeAllowed": 6}),
        ],
    )
    def test_content_length_range(
        self, smallest: int, largest: int, code: str | None, members: dict[str, int] | None
    ) -> None:
        # S3 API Reference, Error responses, EntityTooLarge and EntityTooSmall.
        async def main() -> None:
            form = await parse_form(BytesBody(posted({"key": "k"})), TYPE)
            form.file.limit(smallest, largest)
            if code is None:
                assert await form.file.read_all(100) == b"hello"
                return
            with pytest.raises(ServiceError) as caught:
                await form.file.read_all(100)
            assert (caught.value.status, caught.value.code, caught.value.members) == (400, code, members)

        asyncio.run(main())


# S3 API Reference, Browser-Based Upload Using POST, Example: the policy as printed there, and its signature.
DOCUMENTED_POLICY = (
    "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4"
    "YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9"
    "LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3Nm"
    "dWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1"
    "aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMt"
    "d2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEy"
    "MjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7Ingt"
    "YW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9"
)
DOCUMENTED = {
    "key": "user/user1/a.jpg",
    "acl": "public-read",
    "success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html",
    "content-type": "image/jpeg",
    "x-amz-meta-uuid": "14365123651274",
    "x-amz-server-side-encryption": "AES256",
    "x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-date": "20151229T000000Z",
    "x-amz-meta-tag": "",
    "policy": DOCUMENTED_POLICY,
    "x-amz-signature": "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
}
NOON = instant("20151230T120000Z")


def policy(conditions: list[Any] | Any, expiration: Any = "2015-12-30T12:00:00.000Z") -> str:
    return b64encode(orjson.dumps({"expiration": expiration, "conditions": conditions})).decode()


def checked(conditions: Any, fields: dict[str, str] | None = None, **changes: Any) -> post_policy.Policy:
    given = {"key": "k", "policy": policy(conditions, **changes)} | (fields or {})
    return post_policy.check_policy(given, bucket="b", now=NOON)


def against(conditions: Any, fields: dict[str, str] | None = None, **changes: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        checked(conditions, fields, **changes)
    return caught.value


KEY = ["starts-with", "$key", ""]


class TestSignature:
    def test_the_documented_form(self) -> None:
        claim = post_policy.form_claim(DOCUMENTED)
        assert claim is not None
        assert (claim.kind, claim.access_key, claim.region, claim.service) == ("form", S3_ID, "us-east-1", "s3")
        post_policy.check_signature(DOCUMENTED, claim, S3_SECRET)
        post_policy.check_policy(DOCUMENTED, bucket="sigv4examplebucket", now=NOON)

    @pytest.mark.parametrize("change", [{"policy": DOCUMENTED_POLICY[:-4] + "fQ0K"}, {"x-amz-signature": "0" * 64}])
    def test_anything_changed(self, change: dict[str, str]) -> None:
        fields = DOCUMENTED | change
        claim = post_policy.form_claim(fields)
        assert claim is not None
        with pytest.raises(ServiceError) as caught:
            post_policy.check_signature(fields, claim, S3_SECRET)
        assert caught.value.code == "SignatureDoesNotMatch"
        assert caught.value.members["StringToSign"] == fields["policy"]

    @pytest.mark.parametrize("name", ["X-Amz-Signature", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"])
    def test_a_field_is_missing(self, name: str) -> None:
        fields = {key: value for key, value in DOCUMENTED.items() if key != name.lower()}
        with pytest.raises(ServiceError) as caught:
            post_policy.form_claim(fields)
        assert (caught.value.status, caught.value.code) == (400, "InvalidArgument")
        assert caught.value.message == (
            f"Bucket POST must contain a field named '{name}'.  "
            "If it is specified, please check the order of the fields."
        )

    def test_no_policy_is_anonymous(self) -> None:
        assert post_policy.form_claim({"key": "k"}) is None

    def test_a_key_of_ours(self) -> None:
        text = policy([KEY])
        key = signing.signing_key("s", "20151229", "eu-west-1", "s3")
        fields = {
            "policy": text,
            "x-amz-credential": "A/20151229/eu-west-1/s3/aws4_request",
            "x-amz-algorithm": "AWS4-HMAC-SHA256",
            "x-amz-date": "20151229T000000Z",
            "x-amz-signature": hmac.digest(key, text.encode(), "sha256").hex(),
            "x-amz-security-token": "token",
        }
        claim = post_policy.form_claim(fields)
        assert claim is not None
        assert claim.token == "token"
        post_policy.check_signature(fields, claim, "s")


class TestConditions:
    """S3 API Reference, POST Policy; the texts of refusals as S3 gives them ("Invalid according to Policy: ...")."""

    @pytest.mark.parametrize(
        ("conditions", "fields"),
        [
            ([{"key": "k"}], {}),
            ([["eq", "$key", "k"], {"bucket": "b"}], {}),
            ([["EQ", "$Key", "k"], {"ACL": "private"}], {"acl": "private"}),
            ([KEY, ["starts-with", "$Content-Type", "image/"]], {"content-type": "image/png,image/jpeg"}),
            ([KEY], {"x-ignore-this": "x", "x-amz-signature": "s"}),
            ([KEY, ["starts-with", "$success_action_status", ""]], {"success_action_status": ""}),
        ],
    )
    def test_met(self, conditions: list[Any], fields: dict[str, str]) -> None:
        assert checked(conditions, fields).size_range is None

    @pytest.mark.parametrize("sizes", [[1, 10], ["1", "10"]])
    def test_a_size_range_is_handed_on(self, sizes: list[Any]) -> None:
        assert checked([KEY, ["content-length-range", *sizes]]).size_range == (1, 10)

    @pytest.mark.parametrize(
        ("conditions", "fields", "spelled"),
        [
            ([{"key": "other"}], {}, '["eq", "$key", "other"]'),
            ([["starts-with", "$key", "user/"]], {}, '["starts-with", "$key", "user/"]'),
            ([KEY, {"bucket": "c"}], {}, '["eq", "$bucket", "c"]'),
            ([KEY, {"acl": "private"}], {}, '["eq", "$acl", "private"]'),
            ([KEY, ["starts-with", "$acl", ""]], {}, '["starts-with", "$acl", ""]'),
            (
                [KEY, ["starts-with", "$Content-Type", "image/"]],
                {"content-type": "image/png,text/html"},
                '["starts-with", "$content-type", "image/"]',
            ),
        ],
    )
    def test_not_met(self, conditions: list[Any], fields: dict[str, str], spelled: str) -> None:
        error = against(conditions, fields)
        assert (error.status, error.code) == (403, "AccessDenied")
        assert error.message == f"Invalid according to Policy: Policy Condition failed: {spelled}"

    def test_every_field_must_be_covered(self) -> None:
        error = against([KEY], {"acl": "private", "x-amz-meta-a": "1"})
        assert (error.status, error.code) == (403, "AccessDenied")
        assert error.message == "Invalid according to Policy: Extra input fields: acl, x-amz-meta-a"

    def test_expiration(self) -> None:
        checked([KEY], expiration="2015-12-30T12:00:00Z")
        error = against([KEY], expiration="2015-12-30T11:59:59Z")
        assert (error.status, error.code, error.message) == (
            403, "AccessDenied", "Invalid according to Policy: Policy expired.",
        )  # fmt: skip

    def test_expiration_where_the_cloud_has_another_time(self) -> None:
        fields = {"key": "k", "policy": policy([KEY])}
        month_s = 30 * 86400
        post_policy.check_policy(fields, bucket="b", now=NOON + month_s, at_wall=lambda at: at + month_s)
        with pytest.raises(ServiceError):
            post_policy.check_policy(fields, bucket="b", now=NOON + month_s + 1, at_wall=lambda at: at + month_s)

    def test_no_key(self) -> None:
        with pytest.raises(ServiceError) as caught:
            post_policy.check_policy({"policy": policy([])}, bucket="b", now=NOON)
        assert (caught.value.code, caught.value.members["ArgumentName"]) == ("InvalidArgument", "key")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "!!!",
            "é",
            b64encode(b"no json").decode(),
            b64encode(b"[]").decode(),
            b64encode(b'{"conditions": []}').decode(),
            b64encode(b'{"expiration": "2015-12-30T12:00:00Z"}').decode(),
            policy([], expiration="tomorrow"),
            policy([], expiration=5),
            policy([], expiration="2015-13-30T12:00:00Z"),
            policy({}),
            policy([{"a": "b", "c": "d"}]),
            policy([{}]),
            policy([{"a": 5}]),
            policy(["eq"]),
            policy([["eq", "$key"]]),
            policy([["ends-with", "$key", "x"]]),
            policy([["eq", "key", "x"]]),
            policy([["content-length-range", 1]]),
            policy([["content-length-range", -1, 5]]),
            policy([["content-length-range", True, 5]]),
            policy([["content-length-range", "a", "b"]]),
            policy([[1, 2, 3]]),
            policy([None]),
        ],
    )
    def test_not_a_policy(self, text: str) -> None:
        # S3 API Reference, Error responses, InvalidPolicyDocument.
        with pytest.raises(ServiceError) as caught:
            post_policy.check_policy({"key": "k", "policy": text}, bucket="b", now=NOON)
        assert (caught.value.status, caught.value.code) == (400, "InvalidPolicyDocument")
