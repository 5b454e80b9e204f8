"""Taking the aws-chunked encoding off a body, and holding a body to the hash that was signed for it.

Framing of HTTP itself is gone before (`reader.py`); whether a trailing checksum is right is S3's affair, which reads
`trailers` at the end.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.ports import Body
from fogbank.wire import signing
from fogbank.wire.body import BytesBody, gather, too_large
from fogbank.wire.claims import ALGORITHM, UNSIGNED, Claim
from fogbank.wire.message import Request

UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
SIGNED_CHUNK_BYTES_MIN = 8192
LINE_BYTES_MAX = 1024
TRAILER_LINES_MAX = 16

_SIGNED_LINE = re.compile(rb"([0-9a-fA-F]{1,15});chunk-signature=([0-9a-f]{64})").fullmatch
_UNSIGNED_LINE = re.compile(rb"([0-9a-fA-F]{1,15})").fullmatch
_TRAILER_LINE = re.compile(rb"([A-Za-z0-9-]+):[ \t]*([\x21-\x7e]+)[ \t]*").fullmatch
_DIGITS = re.compile(r"\d{1,18}", re.ASCII).fullmatch


def decode(body: Body, claim: Claim, secret: str | None) -> Body:
    """The payload of a signed request, verified: at once where it is complete, else by the reads.

    `secret` is None where the key is a stranger's: then signatures of chunks are not verified, only their form.
    Errors: XAmzContentSHA256Mismatch, SignatureDoesNotMatch, IncompleteBody, InvalidChunkSizeError,
    MalformedTrailerError, MissingContentLength.
    """
    payload = claim.payload
    if claim.is_s3 and payload.startswith("STREAMING-"):
        if payload not in (SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER):
            raise ServiceError(f"Fogbank does not verify {payload}.", code="NotImplemented", status=501)
        key = None if secret is None else signing.claimed_key(claim, secret)
        return _decoded(body, Decoder(claim.decoded_length, claim.trailer, payload, claim, key))
    if claim.is_s3 and payload != UNSIGNED:
        expected = payload.lower()

        def compare(digest: str) -> None:
            if digest != expected:
                raise signing.payload_mismatch(claim, digest)

        if body.data is not None:
            compare(sha256(body.data).hexdigest())
            return body
        return _HashedBody(body, compare)
    if claim.owed is not None:
        return _HashedBody(body, claim.owed)
    return body


def decode_anonymous(request: Request) -> Body:
    """The payload of a request without a signature, which may be aws-chunked all the same.

    Errors: those of `decode`, without the ones of signatures.
    """
    headers = request.headers
    if headers.get("x-amz-content-sha256") != UNSIGNED_TRAILER:
        return request.body
    decoder = Decoder(
        headers.get("x-amz-decoded-content-length"), headers.get("x-amz-trailer"), UNSIGNED_TRAILER, None, None
    )
    return _decoded(request.body, decoder)


def _decoded(body: Body, decoder: "Decoder") -> Body:
    if body.data is None:
        return _ChunkedBody(body, decoder)
    pieces = decoder.feed(body.data)
    decoder.finish()
    return BytesBody(pieces[0] if len(pieces) == 1 else b"".join(pieces), decoder.trailers)


class Decoder:
    """Takes aws-chunked framing off bytes as they come.

    Source: S3 API Reference, Signature Calculations: Transferring Payload in Multiple Chunks, and the page on
    trailing headers; the codes of malformed bodies as S3 answered in github.com/versity/versitygw issues 1660, 1666,
    1683 to 1685, 1690, 1691 and github.com/aws/aws-sdk-cpp issue 2727.
    """

    __slots__ = (
        "_chunk", "_claim", "_hash", "_key", "_last_size", "_left", "_line_signature", "_number", "_rest", "_signature",
        "_signed", "_state", "_trailer_lines", "_trailer_names", "_trailer_signature", "length", "received", "trailers",
    )  # fmt: skip

    def __init__(
        self, length: str | None, trailer: str | None, payload: str, claim: Claim | None, key: bytes | None
    ) -> None:
        if length is None or not _DIGITS(length):
            raise ServiceError(
                "You must provide the Content-Length HTTP header.", code="MissingContentLength", status=411
            )
        self.length = int(length)
        self.received = 0
        self.trailers: dict[str, str] = {}
        self._signed = payload != UNSIGNED_TRAILER
        self._claim = claim
        self._key = key
        self._signature = claim.signature if claim is not None else ""
        self._line_signature = ""
        self._hash = sha256()
        self._state = "size"
        self._left = 0
        self._number = 0
        self._last_size = SIGNED_CHUNK_BYTES_MIN
        self._rest = b""
        names = trailer.lower().split(",") if trailer and payload != SIGNED else []
        self._trailer_names = {name.strip() for name in names}
        self._trailer_lines: list[bytes] = []
        self._trailer_signature: str | None = None

    def feed(self, data: bytes) -> list[bytes]:
        """The pieces of payload in the bytes that came next.

        Errors: IncompleteBody, InvalidChunkSizeError, SignatureDoesNotMatch, MalformedTrailerError.
        """
        if self._rest:
            data, self._rest = self._rest + data, b""
        pieces: list[bytes] = []
        at, size = 0, len(data)
        while at < size:
            if self._state == "data":
                piece = data[at : at + self._left]
                at += len(piece)
                self._left -= len(piece)
                pieces.append(piece)
                if self._signed:
                    self._hash.update(piece)
                if not self._left:
                    self._state = "end"
                continue
            if self._state == "over":
                raise terminated()
            end = data.find(b"\n", at)
            if end < 0:
                if size - at > LINE_BYTES_MAX:
                    raise terminated()
                self._rest = data[at:]
                break
            self._line(data[at:end], data[end - 1 : end] == b"\r" if end > at else False)
            at = end + 1
        return pieces

    def finish(self) -> None:
        """The body is over.

        Errors: IncompleteBody, MalformedTrailerError.
        """
        if self._state != "over" or self._rest:
            raise terminated()
        if self.received != self.length:
            raise self._wrong_length()

    # -- lines

    def _line(self, line: bytes, crlf: bool) -> None:
        if crlf:
            line = line[:-1]
        if self._state == "size":
            if not crlf:
                raise terminated()
            self._size_line(line)
        elif self._state == "end":
            if line or not crlf:
                raise terminated()
            self._chunk_ended()
            self._state = "size"
        else:
            self._trailer_line(line, crlf)

    def _size_line(self, line: bytes) -> None:
        match = _SIGNED_LINE(line) if self._signed else _UNSIGNED_LINE(line)
        if match is None:
            raise terminated()
        size = int(match[1], 16)
        self._number += 1
        if self._signed:
            self._line_signature = match[2].decode("ascii")
            if size and self._last_size < SIGNED_CHUNK_BYTES_MIN:
                raise ServiceError(
                    "Only the last chunk is allowed to have a size less than 8192 bytes",
                    code="InvalidChunkSizeError",
                    status=400,
                    members={"Chunk": self._number, "BadChunkSize": self._last_size},
                )
            self._last_size = size
        self.received += size
        if self.received > self.length:
            raise self._wrong_length()
        self._left = size
        if size:
            self._state = "data"
        else:
            self._chunk_ended()
            self._state = "trailer"

    def _chunk_ended(self) -> None:
        if not self._signed:
            return
        digest, self._hash = self._hash.hexdigest(), sha256()
        self._check(f"{ALGORITHM}-PAYLOAD", f"{signing.EMPTY_SHA256}\n{digest}", self._line_signature)

    def _check(self, algorithm: str, what: str, given: str) -> None:
        if self._key is not None:
            claim = self._claim
            assert claim is not None
            text = f"{algorithm}\n{claim.stamp}\n{claim.scope.text}\n{self._signature}\n{what}"
            if not compare_digest(hmac_digest(self._key, text.encode("latin-1"), "sha256").hex(), given):
                raise signing.mismatch(claim, text, None)
        self._signature = given

    # -- trailers

    def _trailer_line(self, line: bytes, crlf: bool) -> None:
        signs = self._signed and bool(self._trailer_names)
        if not line:
            # AWS's own example has an empty line before the signature of the trailers, and one after it.
            if not signs or self._trailer_signature is not None:
                if not crlf:
                    raise terminated()
                self._trailers_ended()
            elif not self._trailer_lines:
                raise malformed_trailer()
            return
        match = _TRAILER_LINE(line)
        if match is None or self._trailer_signature is not None or len(self._trailer_lines) >= TRAILER_LINES_MAX:
            raise malformed_trailer()
        name, value = match[1].decode("ascii").lower(), match[2].decode("ascii")
        if signs and name == "x-amz-trailer-signature":
            self._trailer_signature = value
            return
        if name not in self._trailer_names or name in self.trailers:
            raise malformed_trailer()
        self.trailers[name] = value
        self._trailer_lines.append(f"{name}:{value}\n".encode("ascii"))

    def _trailers_ended(self) -> None:
        if self.trailers.keys() != self._trailer_names:
            raise malformed_trailer()
        if self._trailer_signature is not None:
            digest = sha256(b"".join(self._trailer_lines)).hexdigest()
            self._check(f"{ALGORITHM}-TRAILER", digest, self._trailer_signature)
        self._state = "over"

    def _wrong_length(self) -> ServiceError:
        return ServiceError(
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
            code="IncompleteBody",
            status=400,
            members={"NumberBytesExpected": self.length, "NumberBytesProvided": self.received},
        )


class _Wrapped:
    """A body that is read through another one."""

    __slots__ = ("_body", "data", "length", "trailers")

    def __init__(self, body: Body, length: int | None, trailers: dict[str, str]) -> None:
        self._body = body
        self.data: bytes | None = None
        self.length = length
        self.trailers = trailers

    async def read(self) -> bytes:
        raise NotImplementedError

    async def read_all(self, limit_bytes: int) -> bytes:
        """The whole payload.

        Errors: TooLarge, and those of `read`.
        """
        if self.length is not None and self.length > limit_bytes:
            raise too_large(limit_bytes)
        return await gather(self.read, limit_bytes)


class _ChunkedBody(_Wrapped):
    """An aws-chunked body that is still coming."""

    __slots__ = ("_decoder", "_over")

    def __init__(self, body: Body, decoder: Decoder) -> None:
        super().__init__(body, decoder.length, decoder.trailers)
        self._decoder = decoder
        self._over = False

    async def read(self) -> bytes:
        """The next block of payload; `b""` at the end.

        Errors: those of `decode`.
        """
        while not self._over:
            data = await self._body.read()
            if not data:
                self._decoder.finish()
                self._over = True
                break
            if pieces := self._decoder.feed(data):
                return pieces[0] if len(pieces) == 1 else b"".join(pieces)
        return b""


class _HashedBody(_Wrapped):
    """A body whose SHA-256 is compared at its end."""

    __slots__ = ("_compare", "_hash")

    def __init__(self, body: Body, compare: Callable[[str], None]) -> None:
        super().__init__(body, body.length, body.trailers)
        self._compare: Callable[[str], None] | None = compare
        self._hash = sha256()

    async def read(self) -> bytes:
        """The next block; `b""` at the end.

        Errors: XAmzContentSHA256Mismatch, SignatureDoesNotMatch.
        """
        block = await self._body.read()
        if block:
            self._hash.update(block)
        elif self._compare is not None:
            compare, self._compare = self._compare, None
            compare(self._hash.hexdigest())
        return block


def terminated() -> ServiceError:
    """The framing is not that of aws-chunked."""
    return ServiceError("The request body terminated unexpectedly", code="IncompleteBody", status=400)


def malformed_trailer() -> ServiceError:
    """The trailing headers are not those that were announced."""
    return ServiceError(
        "The request contained trailing data that was not well-formed or did not conform to our published schema.",
        code="MalformedTrailerError",
        status=400,
    )
