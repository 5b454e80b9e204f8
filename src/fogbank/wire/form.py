"""multipart/form-data as browsers post it to S3: small fields first, then one file of any size, read as a stream."""

import re

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.ports import Body
from fogbank.wire.body import gather

FIELDS_BYTES_MAX = 20_000
"""Source: S3 API Reference, POST Object: the form up to the file must not exceed 20 KB."""
BOUNDARY_CHARACTERS_MAX = 200

_BOUNDARY = re.compile(r'multipart/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;,"]+))', re.IGNORECASE).match
_PARAMETER = re.compile(r';\s*([a-z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))', re.IGNORECASE)


class Form:
    """A posted form: its fields by lower-case name, and the file, still to be read."""

    __slots__ = ("fields", "file", "filename")

    def __init__(self, fields: dict[str, str], file: "FileBody", filename: str) -> None:
        self.fields = fields
        self.file = file
        self.filename = filename


async def parse_form(body: Body, content_type: str) -> Form:
    """Read a form up to the first byte of its file.

    "${filename}" in the key is replaced. Fields after the file are ignored, as S3 ignores them.
    Errors: PreconditionFailed, MalformedPOSTRequest, MaxPostPreDataLengthExceededError, InvalidArgument.
    Source: S3 API Reference, POST Object, and Error responses.
    """
    match = _BOUNDARY(content_type)
    boundary = (match[1] or match[2]) if match else ""
    if not boundary or len(boundary) > BOUNDARY_CHARACTERS_MAX:
        raise ServiceError(
            "At least one of the pre-conditions you specified did not hold",
            code="PreconditionFailed",
            status=412,
            members={"Condition": "Bucket POST must be of the enclosure-type multipart/form-data"},
        )
    # A line break in front makes the first delimiter like the others.
    reader = _Parts(body, b"\r\n--" + boundary.encode("latin-1", "replace"), b"\r\n")
    await reader.part_until_delimiter()
    fields: dict[str, str] = {}
    while True:
        if await reader.closed():
            raise _no_file()
        name, filename = _disposition(await reader.head())
        if name == "file":
            break
        value = await reader.part_until_delimiter()
        fields.setdefault(name, value.decode("utf-8", "replace"))
    filename = filename.replace("\\", "/").rpartition("/")[2]
    if "key" in fields:
        fields["key"] = fields["key"].replace("${filename}", filename)
    return Form(fields, FileBody(reader), filename)


class _Parts:
    """The delimited stretches of a body, at most about one block of it in memory."""

    __slots__ = ("_body", "_delimiter", "_held", "_preamble_bytes")

    def __init__(self, body: Body, delimiter: bytes, held: bytes) -> None:
        self._body = body
        self._delimiter = delimiter
        self._held = held
        self._preamble_bytes = 0

    async def _more(self) -> None:
        block = await self._body.read()
        if not block:
            raise malformed()
        self._held += block

    def _spend(self, size_bytes: int) -> None:
        self._preamble_bytes += size_bytes
        if self._preamble_bytes > FIELDS_BYTES_MAX:
            raise ServiceError(
                "Your POST request fields preceding the upload file were too large.",
                code="MaxPostPreDataLengthExceededError",
                status=400,
            )

    async def _until(self, mark: bytes) -> bytes:
        while (at := self._held.find(mark)) < 0:
            if len(self._held) > FIELDS_BYTES_MAX:
                self._spend(len(self._held))
            await self._more()
        self._spend(at)
        found, self._held = self._held[:at], self._held[at + len(mark) :]
        return found

    async def part_until_delimiter(self) -> bytes:
        """The content of a small part."""
        return await self._until(self._delimiter)

    async def closed(self) -> bool:
        """After a delimiter: was it the last one?"""
        while len(self._held) < 2:
            await self._more()
        return self._held[:2] == b"--"

    async def head(self) -> bytes:
        """After a delimiter: the header lines of the part that follows."""
        if not (await self._until(b"\r\n")).strip(b" \t") == b"":
            raise malformed()
        # A part without headers has an empty line at once; it has no name either.
        return await self._until(b"\r\n\r\n")

    async def file_block(self) -> tuple[bytes, bool]:
        """The next block of the file, and whether it is the last."""
        delimiter = self._delimiter
        while True:
            at = self._held.find(delimiter)
            if at >= 0:
                block, self._held = self._held[:at], b""
                return block, True
            # The end of what is held may be the start of a delimiter.
            safe = len(self._held) - len(delimiter) + 1
            if safe > 0:
                block, self._held = self._held[:safe], self._held[safe:]
                return block, False
            await self._more()

    async def drain(self) -> None:
        """Read what comes after the file."""
        while await self._body.read():
            pass


class FileBody:
    """The file of a form, as a body; what its size may be is set by the policy (`limit`)."""

    __slots__ = ("_bytes_max", "_bytes_min", "_over", "_parts", "_size", "data", "length", "trailers")

    def __init__(self, parts: _Parts) -> None:
        self._parts = parts
        self._over = False
        self._size = 0
        self._bytes_min = 0
        self._bytes_max: int | None = None
        self.data: bytes | None = None
        self.length: int | None = None
        self.trailers: dict[str, str] = {}

    def limit(self, bytes_min: int, bytes_max: int) -> None:
        """Hold the file to a content-length-range."""
        self._bytes_min = bytes_min
        self._bytes_max = bytes_max

    async def read(self) -> bytes:
        """The next block of the file; `b""` at the end.

        Errors: MalformedPOSTRequest, EntityTooLarge, EntityTooSmall.
        """
        while not self._over:
            block, self._over = await self._parts.file_block()
            self._size += len(block)
            if self._bytes_max is not None and self._size > self._bytes_max:
                raise ServiceError(
                    "Your proposed upload exceeds the maximum allowed size",
                    code="EntityTooLarge",
                    status=400,
                    members={"ProposedSize": self._size, "MaxSizeAllowed": self._bytes_max},
                )
            if self._over:
                if self._size < self._bytes_min:
                    raise ServiceError(
                        "Your proposed upload is smaller than the minimum allowed size",
                        code="EntityTooSmall",
                        status=400,
                        members={"ProposedSize": self._size, "MinSizeAllowed": self._bytes_min},
                    )
                await self._parts.drain()
            if block:
                return block
        return b""

    async def read_all(self, limit_bytes: int) -> bytes:
        """The whole file.

        Errors: TooLarge, and those of `read`.
        """
        return await gather(self.read, limit_bytes)


def _disposition(head: bytes) -> tuple[str, str]:
    """The name and the file name in the headers of a part.

    Its Content-Type is not asked for: S3 takes an object's type from the field of that name only.
    """
    name = filename = ""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        field, separator, value = line.partition(":")
        if not separator:
            raise malformed()
        if field.strip().lower() == "content-disposition":
            for key, quoted, plain in _PARAMETER.findall(value):
                if key.lower() == "name":
                    name = re.sub(r"\\(.)", r"\1", quoted) or plain
                elif key.lower() == "filename":
                    # Browsers do not escape a backslash here, so it is left as it is.
                    filename = quoted.replace('\\"', '"') or plain
    if not name:
        raise malformed()
    return name.lower(), filename


def malformed() -> ServiceError:
    """Source: S3 API Reference, Error responses, MalformedPOSTRequest."""
    return ServiceError(
        "The body of your POST request is not well-formed multipart/form-data.", code="MalformedPOSTRequest", status=400
    )


def _no_file() -> ServiceError:
    return ServiceError(
        "POST requires exactly one file upload per request.",
        code="InvalidArgument",
        status=400,
        members={"ArgumentName": "file", "ArgumentValue": "0"},
    )
