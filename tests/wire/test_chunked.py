"""aws-chunked bodies: AWS's worked examples, in any cut, and what S3 says to everything that is wrong."""

import asyncio
import random
from hashlib import sha256

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.wire import chunked, signing
from fogbank.wire.body import BytesBody, StreamBody
from fogbank.wire.claims import Claim
from fogbank.wire.message import Request
from tests.wire.signed import S3_ID, S3_SECRET, authorization, request

STAMP = "20130524T000000Z"
SCOPE = "20130524/us-east-1/s3/aws4_request"
PAYLOAD = b"a" * 66560


def claim(seed: str, payload: str, length: str | None = "66560", trailer: str | None = None) -> Claim:
    headers = {"Host": "s3.amazonaws.com", "X-Amz-Date": STAMP, "X-Amz-Content-Sha256": payload}
    if length is not None:
        headers["X-Amz-Decoded-Content-Length"] = length
    if trailer is not None:
        headers["X-Amz-Trailer"] = trailer
    found = signing.claim(request("PUT", "/b/k", headers, authorization=authorization(SCOPE, "host", seed, S3_ID)))
    assert found is not None
    return found


def signed_chunks(*signatures: str, sizes: tuple[int, ...] = (65536, 1024, 0)) -> list[bytes]:
    return [
        b"%x;chunk-signature=%b\r\n%b" % (size, signature.encode(), b"a" * size + b"\r\n" if size else b"")
        for size, signature in zip(sizes, signatures, strict=True)
    ]


# S3 API Reference, Signature Calculations: Transferring Payload in Multiple Chunks, Example.
SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
SIGNED = b"".join(
    signed_chunks(
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    )
) + b"\r\n"  # fmt: skip

# S3 API Reference, Signature Calculations for the Authorization Header: Including Trailing Headers, Example.
TRAILER_SEED = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
TRAILER_CHUNKS = b"".join(
    signed_chunks(
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    )
)
TRAILER = b"x-amz-checksum-crc32c:sOO8/Q=="
TRAILER_SIGNATURE = b"x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
SIGNED_TRAILER = TRAILER_CHUNKS + TRAILER + b"\r\n" + TRAILER_SIGNATURE + b"\r\n\r\n"

UNSIGNED_TRAILER = b"10400\r\n" + PAYLOAD + b"\r\n0\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n\r\n"

GOOD: dict[str, tuple[bytes, str, str, str | None]] = {
    "signed": (SIGNED, SEED, chunked.SIGNED, None),
    "signed with trailers": (SIGNED_TRAILER, TRAILER_SEED, chunked.SIGNED_TRAILER, "x-amz-checksum-crc32c"),
    "trailers unsigned": (UNSIGNED_TRAILER, SEED, chunked.UNSIGNED_TRAILER, "x-amz-checksum-crc32c"),
}


def decoded(data: bytes, given: Claim, secret: str | None = S3_SECRET) -> tuple[bytes, dict[str, str]]:
    """Decoded in one piece."""
    body = chunked.decode(BytesBody(data), given, secret)
    assert body.data is not None
    return body.data, body.trailers


def streamed(parts: list[bytes], given: Claim, secret: str | None = S3_SECRET) -> tuple[bytes, dict[str, str]]:
    """Decoded as it comes."""

    async def main() -> tuple[bytes, dict[str, str]]:
        source = StreamBody(None, 1 << 30, lambda: None)
        body = chunked.decode(source, given, secret)
        assert body.data is None

        async def feed() -> None:
            for part in parts:
                source.feed(part)
                # A read takes what has come when a block of it is there, so make it look like one.
                source._wake()
                await asyncio.sleep(0)
            source.end()

        feeding = asyncio.create_task(feed())
        try:
            return await body.read_all(1 << 30), body.trailers
        finally:
            await feeding

    return asyncio.run(main())


def fed(parts: list[bytes], given: Claim, secret: str | None = S3_SECRET) -> bytes:
    """Straight through the decoder, in exactly these parts."""
    key = None if secret is None else signing.claimed_key(given, secret)
    decoder = chunked.Decoder(given.decoded_length, given.trailer, given.payload, given, key)
    pieces = [piece for part in parts for piece in decoder.feed(part)]
    decoder.finish()
    return b"".join(pieces)


class TestPublishedExamples:
    @pytest.mark.parametrize("name", GOOD)
    def test_whole(self, name: str) -> None:
        data, seed, payload, trailer = GOOD[name]
        body, trailers = decoded(data, claim(seed, payload, trailer=trailer))
        assert body == PAYLOAD
        assert trailers == ({"x-amz-checksum-crc32c": "sOO8/Q=="} if trailer else {})

    @pytest.mark.parametrize("name", GOOD)
    def test_as_a_stream(self, name: str) -> None:
        data, seed, payload, trailer = GOOD[name]
        parts = [data[at : at + 10_000] for at in range(0, len(data), 10_000)]
        body, trailers = streamed(parts, claim(seed, payload, trailer=trailer))
        assert body == PAYLOAD
        assert trailers == ({"x-amz-checksum-crc32c": "sOO8/Q=="} if trailer else {})

    @pytest.mark.parametrize("name", GOOD)
    def test_cut_anywhere(self, name: str) -> None:
        data, seed, payload, trailer = GOOD[name]
        edges = [at for at in range(len(data)) if at < 120 or at > len(data) - 400]
        for at in edges:
            assert fed([data[:at], data[at:]], claim(seed, payload, trailer=trailer)) == PAYLOAD
        rng = random.Random(7)
        for _ in range(5):
            cuts = sorted(rng.randrange(len(data)) for _ in range(60))
            parts = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
            assert fed(parts, claim(seed, payload, trailer=trailer)) == PAYLOAD

    def test_the_empty_line_of_the_documented_example(self) -> None:
        # The page shows the trailer as "name:value\n\r\n" before the line with its signature.
        data = TRAILER_CHUNKS + TRAILER + b"\n\r\n" + TRAILER_SIGNATURE + b"\r\n\r\n"
        assert decoded(data, claim(TRAILER_SEED, chunked.SIGNED_TRAILER, trailer="x-amz-checksum-crc32c"))[0] == PAYLOAD

    def test_an_empty_payload(self) -> None:
        assert decoded(b"0\r\n\r\n", claim(SEED, chunked.UNSIGNED_TRAILER, "0"))[0] == b""
        # github.com/versity/versitygw issue 1632: S3 takes a body without trailer where none is announced.
        assert decoded(b"3\r\nabc\r\n0\r\n\r\n", claim(SEED, chunked.UNSIGNED_TRAILER, "3"))[0] == b"abc"

    @pytest.mark.parametrize("name", ["signed", "signed with trailers"])
    def test_of_a_stranger_only_the_form_is_checked(self, name: str) -> None:
        data, _, payload, trailer = GOOD[name]
        assert decoded(data, claim("0" * 64, payload, trailer=trailer), None)[0] == PAYLOAD


class TestRefused:
    """The codes are S3's answers in github.com/versity/versitygw issues 1656, 1660, 1666, 1683 to 1685, 1690, 1691."""

    @pytest.mark.parametrize("at", [100, 65536 + 200, len(SIGNED) - 10])
    def test_a_changed_byte_does_not_match(self, at: int) -> None:
        data = bytearray(SIGNED)
        assert data[at : at + 1].isalnum()
        data[at] = ord("b") if data[at] != ord("b") else ord("c")
        for attempt in (lambda given: decoded(bytes(data), given), lambda given: streamed([bytes(data)], given)):
            with pytest.raises(ServiceError) as caught:
                attempt(claim(SEED, chunked.SIGNED))
            assert (caught.value.status, caught.value.code) == (403, "SignatureDoesNotMatch")
            assert caught.value.members["StringToSign"].startswith(f"AWS4-HMAC-SHA256-PAYLOAD\n{STAMP}\n{SCOPE}\n")

    def test_another_seed_or_key_does_not_match(self) -> None:
        for seed, secret in (("0" * 64, S3_SECRET), (SEED, "other")):
            with pytest.raises(ServiceError) as caught:
                decoded(SIGNED, claim(seed, chunked.SIGNED), secret)
            assert caught.value.code == "SignatureDoesNotMatch"

    def test_a_changed_trailer_does_not_match(self) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(
                SIGNED_TRAILER.replace(b"sOO8/Q==", b"sOO8/R=="),
                claim(TRAILER_SEED, chunked.SIGNED_TRAILER, trailer="x-amz-checksum-crc32c"),
            )
        assert caught.value.code == "SignatureDoesNotMatch"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"5\r\nhello\r\n",
            b"5\r\nhello\r\n0\r\n",
            b"5\r\nhello0\r\n\r\n",
            b"5\r\nhelloworld\r\n0\r\n\r\n",
            b"5\nhello\r\n0\r\n\r\n",
            b"5\r\nhello\r\n0\r\n\r\nmore",
            b"-5\r\nhello\r\n0\r\n\r\n",
            b"0x5\r\nhello\r\n0\r\n\r\n",
            b"\r\nhello\r\n0\r\n\r\n",
            b"zz\r\nhello\r\n0\r\n\r\n",
            b"5;chunk-signature=00\r\nhello\r\n0\r\n\r\n",
            b"5" * 2000,
            b"5\r\nhello\r\n0\r\n\n",
        ],
    )
    def test_broken_framing(self, data: bytes) -> None:
        for attempt in (lambda given: decoded(data, given), lambda given: streamed([data], given)):
            with pytest.raises(ServiceError) as caught:
                attempt(claim(SEED, chunked.UNSIGNED_TRAILER, "5"))
            assert (caught.value.status, caught.value.code) == (400, "IncompleteBody")

    @pytest.mark.parametrize(
        "line", [b"5", b"5;chunk-signature=", b"5,chunk-signature=" + b"0" * 64, b"5;chunk-signature:" + b"0" * 64]
    )
    def test_broken_framing_of_signed_chunks(self, line: bytes) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(line + b"\r\nhello\r\n", claim(SEED, chunked.SIGNED, "5"))
        assert (caught.value.code, caught.value.message) == (
            "IncompleteBody", "The request body terminated unexpectedly",
        )  # fmt: skip

    @pytest.mark.parametrize("end", range(0, len(SIGNED_TRAILER), 991))
    def test_cut_short(self, end: int) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(SIGNED_TRAILER[:end], claim(TRAILER_SEED, chunked.SIGNED_TRAILER, trailer="x-amz-checksum-crc32c"))
        assert caught.value.code == "IncompleteBody"

    @pytest.mark.parametrize(("length", "provided"), [("3", 5), ("6", 5)])
    def test_the_declared_length_is_kept(self, length: str, provided: int) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(b"5\r\nhello\r\n0\r\n\r\n", claim(SEED, chunked.UNSIGNED_TRAILER, length))
        error = caught.value
        assert (error.code, error.message) == (
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        )
        assert error.members == {"NumberBytesExpected": int(length), "NumberBytesProvided": provided}

    @pytest.mark.parametrize("length", [None, "abc", "-1", ""])
    def test_a_length_must_be_declared(self, length: str | None) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(b"0\r\n\r\n", claim(SEED, chunked.UNSIGNED_TRAILER, length))
        assert (caught.value.status, caught.value.code) == (411, "MissingContentLength")

    def test_only_the_last_chunk_may_be_small(self) -> None:
        # github.com/versity/versitygw issue 1683: chunks of 3 and 2 bytes, and S3's members in the answer.
        data = b"".join(signed_chunks("0" * 64, "0" * 64, "0" * 64, sizes=(3, 2, 0))) + b"\r\n"
        with pytest.raises(ServiceError) as caught:
            decoded(data, claim(SEED, chunked.SIGNED, "5"), None)
        error = caught.value
        assert (error.status, error.code) == (400, "InvalidChunkSizeError")
        assert error.message == "Only the last chunk is allowed to have a size less than 8192 bytes"
        assert error.members == {"Chunk": 2, "BadChunkSize": 3}

    @pytest.mark.parametrize(
        ("announced", "sent"),
        [
            ("x-amz-checksum-crc32", b"x-amz-checksum-crc32c:sOO8/Q==\r\n"),
            (None, b"x-amz-checksum-crc32c:sOO8/Q==\r\n"),
            ("x-amz-checksum-crc32c", b""),
            ("x-amz-checksum-crc32c", b"x-amz-checksum-crc32c sOO8/Q==\r\n"),
            ("x-amz-checksum-crc32c", b":sOO8/Q==\r\n"),
            ("x-amz-checksum-crc32c", b"x-amz-checksum-crc32c:\r\n"),
            ("x-amz-checksum-crc32c", b"x-amz-checksum-crc32c:a\r\nx-amz-checksum-crc32c:b\r\n"),
        ],
    )  # fmt: skip
    def test_trailers_that_were_not_announced_so(self, announced: str | None, sent: bytes) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(b"3\r\nabc\r\n0\r\n" + sent + b"\r\n", claim(SEED, chunked.UNSIGNED_TRAILER, "3", announced))
        error = caught.value
        assert (error.status, error.code) == (400, "MalformedTrailerError")
        assert error.message == (
            "The request contained trailing data that was not well-formed or did not conform to our published schema."
        )

    def test_signatures_of_another_algorithm_are_refused_by_name(self) -> None:
        with pytest.raises(ServiceError) as caught:
            decoded(b"", claim(SEED, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "0"))
        assert (caught.value.status, caught.value.code) == (501, "NotImplemented")

    @pytest.mark.parametrize("seed", range(30))
    def test_noise(self, seed: int) -> None:
        # Whatever comes is decoded or refused; nothing else is raised.
        rng = random.Random(seed)
        data = bytearray(rng.choice([SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER]))
        for _ in range(rng.randrange(1, 5)):
            data[rng.choice([rng.randrange(len(data)), rng.randrange(90), len(data) - 1 - rng.randrange(250)])] = (
                rng.randrange(256)
            )
        statuses: set[int] = set()
        for payload in (chunked.SIGNED, chunked.SIGNED_TRAILER, chunked.UNSIGNED_TRAILER):
            for secret in (S3_SECRET, None):
                try:
                    body, _ = decoded(bytes(data), claim("0" * 64, payload, "66560", "x-amz-checksum-crc32c"), secret)
                except ServiceError as refused:
                    statuses.add(refused.status)
                else:
                    # Only the content can be other than it was, and only where no signature is checked.
                    assert len(body) == 66560 and (secret is None or payload == chunked.UNSIGNED_TRAILER)
        assert statuses <= {400, 403}


class TestPlainBodies:
    HASH = sha256(b"abc").hexdigest()

    def test_the_hash_that_was_signed(self) -> None:
        assert decoded(b"abc", claim(SEED, self.HASH, None))[0] == b"abc"
        assert streamed([b"a", b"bc"], claim(SEED, self.HASH.upper(), None))[0] == b"abc"

    def test_another_hash(self) -> None:
        # S3 API Reference, Error responses, XAmzContentSHA256Mismatch.
        for attempt in (lambda given: decoded(b"abd", given), lambda given: streamed([b"abd"], given)):
            with pytest.raises(ServiceError) as caught:
                attempt(claim(SEED, self.HASH, None))
            error = caught.value
            assert (error.status, error.code) == (400, "XAmzContentSHA256Mismatch")
            assert error.message == "The provided 'x-amz-content-sha256' header does not match what was computed."
            assert error.members == {
                "ClientComputedContentSHA256": self.HASH,
                "S3ComputedContentSHA256": sha256(b"abd").hexdigest(),
            }

    def test_unsigned(self) -> None:
        body = BytesBody(b"abc")
        assert chunked.decode(body, claim(SEED, "UNSIGNED-PAYLOAD"), S3_SECRET) is body

    def test_anonymous_but_chunked(self) -> None:
        headers = {
            "host": "a",
            "x-amz-content-sha256": chunked.UNSIGNED_TRAILER,
            "x-amz-decoded-content-length": "3",
            "x-amz-trailer": "x-amz-checksum-crc32",
        }
        data = b"3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n"
        body = chunked.decode_anonymous(Request("PUT", "/b/k", "", headers, BytesBody(data)))
        assert (body.data, body.trailers) == (b"abc", {"x-amz-checksum-crc32": "NSRBwg=="})
        plain = BytesBody(b"abc")
        assert chunked.decode_anonymous(Request("PUT", "/b/k", "", {"host": "a"}, plain)) is plain
